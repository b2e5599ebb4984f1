//! What was typed into the sheet, for whoever leaves it before it was sent and comes back in the same visit. It is kept in memory alone:
//! it names other people. What is agreed to is no part of it, and is agreed to anew.

use super::shifts::Chosen;
use crate::forms::{Companions, Saying};
use crate::session;
use domain::ids::{ActivityId, PersonId, ShiftId};
use leptos::prelude::*;
use std::cell::RefCell;
use std::collections::BTreeSet;

/// Everything, as typed.
struct Typed {
    shifts: BTreeSet<ShiftId>,
    companions: Vec<[String; 2]>,
    answers: Vec<String>,
}

thread_local! {
    /// What was typed into the sheet that was left last, by whom, and for which activity.
    static KEPT: RefCell<Option<(PersonId, ActivityId, Typed)>> = const { RefCell::new(None) };
}

/// Whether the sheet was sent: there is nothing to keep then.
#[derive(Clone, Copy)]
pub(super) struct Draft(StoredValue<bool>);

impl Draft {
    /// Puts back what the reader had typed for this activity, and keeps what stands in the fields when they leave.
    pub(super) fn of(activity: ActivityId, chosen: Chosen, companions: Companions, saying: Saying) -> Self {
        let sent = StoredValue::new(false);
        if let Some(reader) = untrack(session::here_or_last) {
            if let Some((.., typed)) = KEPT.take().filter(|(by, of, _)| (*by, *of) == (reader, activity)) {
                chosen.tick(typed.shifts);
                companions.put(typed.companions);
                saying.put(typed.answers);
            }
            on_cleanup(move || {
                if sent.try_get_value() == Some(false) {
                    KEPT.set(Some((reader, activity, Typed { shifts: chosen.ticked(), companions: companions.typed(), answers: saying.answers() })));
                }
            });
        }
        Self(sent)
    }

    /// Forgets it. The sheet may be gone by now.
    pub(super) fn sent(self) {
        self.0.try_set_value(true);
        KEPT.set(None);
    }
}
