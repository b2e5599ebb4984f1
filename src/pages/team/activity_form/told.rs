//! Before a published activity is saved with shifts moved or taken out: how many people are told of it.

use crate::forms::{Confirm, Form};
use crate::t;
use domain::activity::{ActivityDetail, ActivityDraft, ActivityStatus, Shift};
use leptos::prelude::*;

/// How many places are held in shifts that would be at another time, or not at all. Nobody is told of what is not published.
pub(super) fn places(base: &ActivityDetail, draft: &ActivityDraft) -> u32 {
    let stays = |shift: &Shift| draft.positions.iter().flat_map(|position| &position.shifts).any(|kept| kept.id == Some(shift.id) && kept.time == shift.time);
    let is_told = |shift: &&Shift| base.status == ActivityStatus::Published && !shift.called_off && !stays(shift);
    base.shifts.iter().filter(is_told).fold(0, |sum, shift| sum.saturating_add(shift.taken))
}

/// The question while `open`, about so many places; the form of the activity sends, so that it shows a refusal.
pub(super) fn question(open: RwSignal<bool>, about: RwSignal<u32>, send: Callback<()>) -> AnyView {
    let act = Callback::new(move |_: Form| {
        open.set(false);
        send.run(());
    });
    view! {
        <Confirm id="change-told" open title=t!(manage.told_title) yes=t!(manage.told_yes) yes_class="button" act>
            <p>{move || t!(manage.told_help, count = about.get().to_string())}</p>
        </Confirm>
    }
    .into_any()
}
