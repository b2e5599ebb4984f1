//! The question before a place is given back, or the line for one is left.

use super::{Confirm, Form};
use crate::i18n::{format, sign_ups};
use crate::t;
use domain::sign_up::{SignUpStatus, WardPlace};
use domain::time::Interval;
use leptos::prelude::*;

/// The sign-up that may be cancelled.
#[derive(Debug, Clone, PartialEq)]
pub struct ToCancel {
    pub time: Interval,
    pub status: SignUpStatus,
    /// Whether the team moved the shift after the reader had signed up.
    pub moved: bool,
    /// Minors beside the reader.
    pub wards: Vec<WardPlace>,
}

/// The question, which tells what follows; `act` runs on yes.
pub fn cancel_sign_up(open: RwSignal<bool>, of: Memo<Option<ToCancel>>, act: Callback<Form>) -> AnyView {
    let question = move |ToCancel { time, status, moved, wards }| {
        let (title, yes) = match status {
            SignUpStatus::Waitlisted | SignUpStatus::Offered => (t!(activity.leave_title), t!(activity.leave_line)),
            _ => (t!(activity.cancel_title), t!(activity.cancel_yes)),
        };
        let beside = sign_ups::beside(&wards);
        view! {
            <Confirm id="cancel-sign-up" open title yes act>
                <p><b>{format::span(time)}</b></p>
                <p>{sign_ups::consequence(status, moved, time.start)}</p>
                {beside.iter().map(|words| view! { <p>{words.clone()}</p> }).collect_view()}
            </Confirm>
        }
    };
    (move || of.get().map(question)).into_any()
}
