//! One file is one operation, read top to bottom: authorise, ask the rule, store, answer.

pub mod account;
pub mod activity;
pub mod attendance;
pub mod card;
pub mod division;
pub mod kiosk;
pub mod message;
pub mod people;
pub mod portal;
pub mod session;
pub mod sign_up;
pub mod station;
pub mod team;

use crate::http::Failure;
use domain::problem::{ErrorCode, FieldCode, Problem};
use domain::text::{InvalidText, Line};

/// The most characters of a text that is searched for.
const LONGEST_SEARCH: u16 = 40;

/// A text to search for, trimmed; none when nothing was typed.
fn searched(typed: &str) -> Result<Option<Line>, FieldCode> {
    match typed.parse::<Line>() {
        Ok(text) if text.as_str().chars().count() <= usize::from(LONGEST_SEARCH) => Ok(Some(text)),
        Ok(_) | Err(InvalidText::TooLong { .. }) => Err(FieldCode::TooLong { max: LONGEST_SEARCH }),
        Err(InvalidText::Empty) => Ok(None),
        Err(fault) => Err(fault.into()),
    }
}

/// The same for the parameter `text` of a list.
fn searched_in_query(typed: Option<&str>) -> Result<Option<Line>, Failure> {
    searched(typed.unwrap_or_default()).map_err(|code| Problem::new(ErrorCode::BadRequest, "a query parameter is wrong").field("text", code).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_is_short_and_visible_or_nothing() {
        assert_eq!(searched("  ").unwrap(), None);
        assert_eq!(searched(" 图书 ").unwrap().unwrap().as_str(), "图书");
        assert_eq!(searched(&"书".repeat(41)), Err(FieldCode::TooLong { max: 40 }));
        assert_eq!(searched(&"书".repeat(90)), Err(FieldCode::TooLong { max: 40 }));
        assert_eq!(searched("a\0b"), Err(FieldCode::Forbidden));
    }
}
