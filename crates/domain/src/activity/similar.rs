//! Whether two activities look like the same thing asked for twice: an old person gets the hair cut three times on one day, others
//! never. It warns before publishing and never keeps anybody from it.

use super::Category;
use crate::division::{DivisionCode, Level};
use crate::time::Interval;
use std::collections::HashSet;

/// What of an activity is compared.
#[derive(Debug, Clone, Copy)]
pub struct Candidate<'a> {
    pub category: Category,
    pub division: &'a DivisionCode,
    pub title: &'a str,
    pub place: &'a str,
    /// When its shifts are.
    pub times: &'a [Interval],
}

/// Pairs of neighbouring characters that two texts must share, in a hundred of the shorter one's, to speak of the same thing.
/// Chinese is written without spaces, so pairs stand in for words.
const SHARED_PERCENT: usize = 50;

/// Whether both do the same kind of thing in the same county at the same time, at one place or for the same people.
pub fn is_similar(one: &Candidate<'_>, other: &Candidate<'_>) -> bool {
    one.category == other.category
        && county(one.division) == county(other.division)
        && one.times.iter().any(|time| other.times.iter().any(|at| time.overlaps(*at)))
        && (speak_alike(one.place, other.place) || speak_alike(one.title, other.title))
}

fn county(code: &DivisionCode) -> Option<DivisionCode> {
    code.path().into_iter().find(|above| above.level() == Level::County)
}

fn speak_alike(one: &str, other: &str) -> bool {
    let (one, other) = (pairs(one), pairs(other));
    let shorter = one.len().min(other.len());
    shorter > 0 && one.intersection(&other).count() * 100 >= shorter * SHARED_PERCENT
}

fn pairs(text: &str) -> HashSet<(char, char)> {
    let letters: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    letters.windows(2).filter_map(|pair| pair.first().copied().zip(pair.get(1).copied())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Timestamp;

    fn hours(from: i64, to: i64) -> Interval {
        Interval { start: Timestamp::from_unix_ms(from * 3_600_000), end: Timestamp::from_unix_ms(to * 3_600_000) }
    }

    #[test]
    fn the_same_help_for_the_same_people_at_the_same_time_is_similar() {
        let (here, street, elsewhere): (DivisionCode, DivisionCode, DivisionCode) = ("431002".parse().unwrap(), "431002001".parse().unwrap(), "431003".parse().unwrap());
        let (morning, later) = ([hours(8, 10)], [hours(10, 12)]);
        let one = Candidate { category: Category::ElderlyCare, division: &here, title: "为福利院老人理发", place: "市社会福利院", times: &morning };
        let twin = Candidate { division: &street, title: "福利院老人理发活动", place: "福利院大厅", ..one };
        let cases = [
            (twin, true),
            (Candidate { title: "别的", ..twin }, true),
            (Candidate { title: "别的", place: "东街", ..twin }, false),
            (Candidate { category: Category::Health, ..twin }, false),
            (Candidate { division: &elsewhere, ..twin }, false),
            (Candidate { times: &later, ..twin }, false),
            (Candidate { title: "理", place: "", ..twin }, false),
        ];
        for (number, (other, similar)) in cases.into_iter().enumerate() {
            assert_eq!((is_similar(&one, &other), is_similar(&other, &one)), (similar, similar), "case {number}");
        }
    }
}
