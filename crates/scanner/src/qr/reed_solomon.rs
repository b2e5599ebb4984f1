//! Mends the bytes of one block: errors at unknown places, and erasures at places that are known to
//! be doubtful, which cost half as much.

use super::galois::{alpha, divide, evaluate, multiply};

/// A block may be mended only where chance would do the same to less than one in 2 to this power.
const DOUBT: f32 = 24.0;

/// Mends `block`, whose last `check` bytes protect it; `erasures` are doubtful places in it.
/// None, and `block` left as it was, when it cannot be mended or when too little of the protection
/// would be left to trust the outcome.
pub fn mend(block: &mut [u8], check: usize, erasures: &[usize]) -> Option<()> {
    if block.len() > 255 || check > block.len() || erasures.len() > check || erasures.iter().any(|place| *place >= block.len()) {
        return None;
    }
    let syndromes: Vec<u8> = (0..check).map(|power| syndrome(block, alpha(power))).collect();
    if syndromes.iter().all(|s| *s == 0) {
        return Some(());
    }
    let last = block.len() - 1;
    let locator = locate(&syndromes, erasures.iter().map(|place| alpha(last - place)))?;
    let degree = locator.iter().rposition(|c| *c != 0)?;
    let errors = degree.checked_sub(erasures.len())?;
    if 2 * errors + erasures.len() > check || !trusted(block.len(), check, erasures.len(), errors) {
        return None;
    }
    // Ω = S·Λ mod x^check.
    let evaluator: Vec<u8> = (0..check).map(|n| (0..=n.min(degree)).fold(0, |sum, k| sum ^ multiply(locator[k], syndromes[n - k]))).collect();
    // In characteristic 2 only odd powers are left of Λ'.
    let derived: Vec<u8> = (0..degree).map(|n| if n % 2 == 0 { locator[n + 1] } else { 0 }).collect();
    let mut changes = Vec::with_capacity(degree);
    for place in 0..block.len() {
        let inverse = alpha(255 - (last - place));
        if evaluate(&locator, inverse) == 0 {
            let slope = evaluate(&derived, inverse);
            if slope == 0 {
                return None;
            }
            changes.push((place, multiply(alpha(last - place), divide(evaluate(&evaluator, inverse), slope))));
        }
    }
    if changes.len() != degree {
        return None;
    }
    changes.iter().for_each(|(place, change)| block[*place] ^= change);
    if (0..check).all(|power| syndrome(block, alpha(power)) == 0) {
        return Some(());
    }
    changes.iter().for_each(|(place, change)| block[*place] ^= change);
    None
}

fn syndrome(block: &[u8], x: u8) -> u8 {
    block.iter().fold(0, |sum, byte| multiply(sum, x) ^ byte)
}

/// Berlekamp and Massey: the polynomial whose roots are the inverses of the faulty places, started
/// from the places that are known.
fn locate(syndromes: &[u8], known: impl Iterator<Item = u8>) -> Option<Vec<u8>> {
    let room = syndromes.len() + 1;
    let mut locator = vec![0; room];
    locator[0] = 1;
    let mut count = 0;
    for x in known {
        for n in (1..room).rev() {
            locator[n] ^= multiply(locator[n - 1], x);
        }
        count += 1;
    }
    let (mut helper, mut length) = (locator.clone(), count);
    for round in count..syndromes.len() {
        helper.rotate_right(1);
        helper[0] = 0;
        let gap = (0..=round).fold(0, |sum, k| sum ^ multiply(locator[k], syndromes[round - k]));
        if gap == 0 {
            continue;
        }
        let next: Vec<u8> = locator.iter().zip(&helper).map(|(l, h)| l ^ multiply(gap, *h)).collect();
        if 2 * length <= round + count {
            length = round + 1 + count - length;
            helper = locator.iter().map(|l| divide(*l, gap)).collect();
        }
        locator = next;
    }
    Some(locator)
}

/// Whether chance would seldom enough find such a solution: of the `check` bytes, those that are
/// left after filling erasures and finding errors must outweigh the choice of places.
fn trusted(length: usize, check: usize, erasures: usize, errors: usize) -> bool {
    let choices: f32 = (0..errors).map(|k| ((length - erasures - k) as f32 / (k + 1) as f32).log2()).sum();
    8.0 * (check - erasures - errors) as f32 - choices >= DOUBT
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `data` with `check` bytes of protection.
    fn protected(data: &[u8], check: usize) -> Vec<u8> {
        let mut generator = vec![1];
        for power in 0..check {
            generator.push(0);
            for n in (1..generator.len()).rev() {
                generator[n] ^= multiply(generator[n - 1], alpha(power));
            }
        }
        let mut rest = data.to_vec();
        rest.resize(data.len() + check, 0);
        for n in 0..data.len() {
            let factor = rest[n];
            for (k, coefficient) in generator.iter().enumerate() {
                rest[n + k] ^= multiply(*coefficient, factor);
            }
        }
        [data, &rest[data.len()..]].concat()
    }

    fn block() -> Vec<u8> {
        protected(&core::array::from_fn::<u8, 28, _>(|n| (n * 37 + 5) as u8), 16)
    }

    fn spoiled(places: &[usize]) -> Vec<u8> {
        let mut block = block();
        places.iter().for_each(|place| block[*place] ^= (place * 7 + 1) as u8);
        block
    }

    #[test]
    fn half_as_many_errors_as_check_bytes_are_mended() {
        for count in 0..=8 {
            let mut spoiled = spoiled(&(0..count).map(|n| n * 5 + 3).collect::<Vec<_>>());
            assert_eq!(mend(&mut spoiled, 16, &[]), Some(()), "{count} errors");
            assert_eq!(spoiled, block());
        }
    }

    #[test]
    fn known_places_cost_half_as_much() {
        let places: Vec<usize> = (0..11).map(|n| n * 4).collect();
        let mut mended = spoiled(&places);
        assert_eq!(mend(&mut mended.clone(), 16, &[]), None);
        assert_eq!(mend(&mut mended, 16, &places[1..]), Some(()));
        assert_eq!(mended, block());
    }

    #[test]
    fn doubtful_places_that_were_right_after_all_do_no_harm() {
        let mut mended = spoiled(&[1, 2, 30]);
        assert_eq!(mend(&mut mended, 16, &[2, 5, 9, 43]), Some(()));
        assert_eq!(mended, block());
    }

    #[test]
    fn what_chance_could_do_too_is_refused() {
        // Sixteen erasures make a code word of anything.
        let all: Vec<usize> = (0..16).collect();
        assert_eq!(mend(&mut spoiled(&all), 16, &all), None);
        assert!(trusted(26, 10, 0, 4) && !trusted(44, 16, 12, 2));
    }

    #[test]
    fn a_block_that_cannot_be_mended_stays_as_it_was() {
        let places: Vec<usize> = (0..20).collect();
        let mut hopeless = spoiled(&places);
        assert_eq!(mend(&mut hopeless, 16, &[]), None);
        assert_eq!(hopeless, spoiled(&places));
    }

    #[test]
    fn impossible_sizes_are_refused() {
        assert_eq!(mend(&mut [1, 2], 3, &[]), None);
        assert_eq!(mend(&mut [1, 2], 2, &[2]), None);
        assert_eq!(mend(&mut [7; 300], 16, &[]), None);
        assert_eq!(mend(&mut [], 0, &[]), Some(()));
    }
}
