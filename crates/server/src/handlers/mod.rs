//! One file is one operation, read top to bottom: authorise, ask the rule, store, answer.

pub mod account;
pub mod activity;
pub mod attendance;
pub mod card;
pub mod division;
pub mod guardian;
pub mod kiosk;
pub mod message;
pub mod people;
pub mod portal;
pub mod scanner;
pub mod session;
pub mod sign_up;
pub mod station;
pub mod team;

use crate::app::App;
use crate::http::Failure;
use crate::store::audit;
use domain::ids::PersonId;
use domain::problem::{ErrorCode, FieldCode, Problem};
use domain::text::{InvalidText, Line};
use domain::time::Timestamp;
use std::collections::BTreeSet;

/// Pages renew lists of people by themselves: within so many minutes it is the same look.
const LOOK_MINUTES: i64 = 60;

/// Somebody's look at a list of people with whole names.
struct Look {
    actor: PersonId,
    /// Name of the operation.
    what: &'static str,
    /// Which list.
    detail: String,
}

impl Look {
    /// Writes it down for each of `people` of whom it was not written down a moment ago.
    async fn write_down(self, app: &App, people: impl Iterator<Item = PersonId>, now: Timestamp) -> Result<(), Failure> {
        let Self { actor, what, detail } = self;
        let known = audit::seen_since(app.store.read(), actor, what, &detail, now.plus_minutes(-LOOK_MINUTES)).await?;
        let seen: BTreeSet<PersonId> = people.filter(|person| !known.contains(person)).collect();
        let looks: Vec<audit::Entry> = seen.into_iter().map(|person| audit::Entry { id: app.id(), at: now, actor, person: Some(person), what, detail: detail.clone() }).collect();
        if looks.is_empty() {
            return Ok(());
        }
        app.store.write(move |tx| Box::pin(async move { audit::put_all(tx, &looks).await })).await
    }
}

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
