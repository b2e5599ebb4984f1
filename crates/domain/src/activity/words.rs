//! Words of a team to its people.

/// Digits in a row, spaces and hyphens aside, that make a number one can call: a landline with its area code has ten, a mobile eleven.
const PHONE_DIGITS: usize = 10;

/// Whether a text gives a phone number away. An inbox keeps what it was told for years, and on phones of people who left the team long ago; the
/// team's contact stands with the activity, where it can be changed.
pub fn tells_a_phone(text: &str) -> bool {
    let mut run = 0;
    for c in text.chars() {
        match c {
            '0'..='9' | '０'..='９' => run += 1,
            ' ' | '-' | '－' | '–' => {}
            _ => run = 0,
        }
        if run >= PHONE_DIGITS {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_one_can_call_is_found_and_a_time_is_not() {
        for text in ["请打13800000000", "0735-123 4567 ", "电话：138 0000 0000", "１３８００００００００"] {
            assert!(tells_a_phone(text), "{text}");
        }
        for text in ["8:30集合，11:30结束", "2026-11-29 8:30", "门牌431002号", "请拨打12355"] {
            assert!(!tells_a_phone(text), "{text}");
        }
    }
}
