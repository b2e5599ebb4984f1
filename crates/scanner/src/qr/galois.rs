//! Arithmetic of the field with 256 elements in which QR codes protect their bytes.

/// x⁸ + x⁴ + x³ + x² + 1.
const POLYNOMIAL: usize = 0x11d;

/// Powers of α = 2, twice over so that sums of two logarithms need no remainder.
const EXP: [u8; 512] = {
    let mut table = [0; 512];
    let (mut power, mut value) = (0, 1);
    while power < 512 {
        table[power] = value as u8;
        value <<= 1;
        if value > 255 {
            value ^= POLYNOMIAL;
        }
        power += 1;
    }
    table
};

/// Logarithms to the base α; that of 0 is never asked for.
const LOG: [u8; 256] = {
    let mut table = [0; 256];
    let mut power = 0;
    while power < 255 {
        table[EXP[power] as usize] = power as u8;
        power += 1;
    }
    table
};

pub fn multiply(a: u8, b: u8) -> u8 {
    if a == 0 || b == 0 { 0 } else { EXP[usize::from(LOG[usize::from(a)]) + usize::from(LOG[usize::from(b)])] }
}

/// `a / b`; 0 when `b` is 0, which no caller passes on.
pub fn divide(a: u8, b: u8) -> u8 {
    if a == 0 || b == 0 { 0 } else { EXP[usize::from(LOG[usize::from(a)]) + 255 - usize::from(LOG[usize::from(b)])] }
}

/// α to the `power`.
pub fn alpha(power: usize) -> u8 {
    EXP[power % 255]
}

/// The value at `x` of a polynomial given from its constant term up.
pub fn evaluate(polynomial: &[u8], x: u8) -> u8 {
    polynomial.iter().rev().fold(0, |sum, coefficient| multiply(sum, x) ^ coefficient)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn division_undoes_multiplication() {
        for a in 0..=255 {
            for b in 1..=255 {
                assert_eq!(divide(multiply(a, b), b), a);
            }
        }
    }

    #[test]
    fn polynomials_are_read_from_the_constant_term_up() {
        assert_eq!(evaluate(&[7, 0, 1], 2), 7 ^ 4);
        assert_eq!(evaluate(&[], 9), 0);
    }
}
