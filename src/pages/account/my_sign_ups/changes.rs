//! What can be done about a place beside giving it back: changing the shift, handing it on, letting companions go.

mod other_shift;
mod stand_in;

use super::{Acts, Listed};
use crate::forms::{Form, refused};
use crate::t;
use domain::api::sign_up::{ChangeCompanions, StillComing};
use domain::sign_up::{Companion, SignUp, SignUpStatus};
use leptos::prelude::*;

/// The section on the card of a place, as long as its shift has not begun.
pub(super) fn changes(listed: &Listed) -> AnyView {
    let Listed { one, acts } = listed;
    let by_team = one.by_team.as_ref().map(|reason| view! { <p class="fact--quiet">{t!(joining.by_team, reason = reason)}</p> });
    let is_alone = one.companions.is_empty() && one.wards.is_empty() && one.guardian.is_none();
    let hands_on = (one.status == SignUpStatus::Confirmed && is_alone).then(|| stand_in::stand_in(one, *acts));
    view! {
        {by_team}
        {companions(one, *acts)}
        {other_shift::other_shift(one, *acts)}
        {hands_on}
    }
    .into_any()
}

/// Who comes along, each with a way to say that they do not.
fn companions(one: &SignUp, acts: Acts) -> AnyView {
    if one.companions.is_empty() {
        return ().into_any();
    }
    let (id, form, all) = (one.id, Form::new(), one.companions.clone());
    let names = all.iter().map(|companion| companion.name.to_string()).collect::<Vec<_>>().join(t!(joining.and));
    let row = |at: usize, companion: &Companion| {
        let still: Vec<Companion> = all.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, other)| other.clone()).collect();
        let press = move |_| acts.send::<ChangeCompanions>(form, id, StillComing { companions: still.clone() }, None, None, |_| t!(joining.companion_gone).to_owned());
        view! { <p><button type="button" class="link" on:click=press>{t!(joining.companion_let_go, name = companion.name.to_string())}</button></p> }
    };
    view! {
        <p class="fact--quiet">{t!(joining.companions_now, names = names)}</p>
        {refused(form)}
        {all.iter().enumerate().map(|(at, companion)| row(at, companion)).collect_view()}
    }
    .into_any()
}
