//! A point on the map as people type it: two decimal fractions of degrees.

use domain::problem::FieldCode;
use domain::station::Position;

/// Decimal places of a degree that are kept.
const PLACES: usize = 7;
/// Ten-millionths in a degree.
const UNIT: i64 = 10_000_000;

/// What is wrong, and with which of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Wrong {
    pub latitude: Option<FieldCode>,
    pub longitude: Option<FieldCode>,
}

/// Reads latitude and longitude; both left empty is no position.
///
/// # Errors
/// When one is missing, is no number, or lies beyond the earth.
pub(super) fn read(latitude: &str, longitude: &str) -> Result<Option<Position>, Wrong> {
    if latitude.trim().is_empty() && longitude.trim().is_empty() {
        return Ok(None);
    }
    match (e7(latitude, 90), e7(longitude, 180)) {
        (Ok(latitude_e7), Ok(longitude_e7)) => Ok(Some(Position { latitude_e7, longitude_e7 })),
        (latitude, longitude) => Err(Wrong { latitude: latitude.err(), longitude: longitude.err() }),
    }
}

/// `25.7705` as 257705000, between `-most` and `most` degrees. Digits beyond the seventh place, a
/// centimetre, are dropped.
fn e7(typed: &str, most: i64) -> Result<i32, FieldCode> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err(FieldCode::Required);
    }
    let (sign, digits) = typed.strip_prefix('-').map_or((1, typed), |rest| (-1, rest));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let is_number = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || whole.len() > 3 || !is_number(whole) || !is_number(fraction) {
        return Err(FieldCode::Format);
    }
    let fraction: String = fraction.chars().chain(std::iter::repeat('0')).take(PLACES).collect();
    let number = |text: &str| text.parse::<i64>().map_err(|_| FieldCode::Format);
    let value = sign * (number(whole)? * UNIT + number(&fraction)?);
    if value.abs() > most * UNIT {
        return Err(FieldCode::OutOfRange);
    }
    i32::try_from(value).map_err(|_| FieldCode::OutOfRange)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn degrees_are_read_to_the_centimetre() {
        let at = |latitude_e7, longitude_e7| Ok(Some(Position { latitude_e7, longitude_e7 }));
        assert_eq!(read("25.7705", " 113.0147123 "), at(257_705_000, 1_130_147_123));
        assert_eq!(read("-90", "180.0"), at(-900_000_000, 1_800_000_000));
        assert_eq!(read("0.12345678", "-0.5"), at(1_234_567, -5_000_000));
        assert_eq!(read("", "  "), Ok(None));
    }

    #[test]
    fn each_half_has_its_own_fault() {
        let wrong = |latitude, longitude| Err(Wrong { latitude, longitude });
        assert_eq!(read("25", ""), wrong(None, Some(FieldCode::Required)));
        assert_eq!(read("90.0000001", "x"), wrong(Some(FieldCode::OutOfRange), Some(FieldCode::Format)));
        for typed in ["25°", "1e2", ".5", "+5", "２５", "1234"] {
            assert_eq!(read(typed, "1"), wrong(Some(FieldCode::Format), None), "{typed}");
        }
    }
}
