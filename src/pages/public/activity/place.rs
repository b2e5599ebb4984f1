//! A place in a shift: the one button, or why there is none.

use super::live::{Live, Verdict};
use super::shifts::state_id;
use crate::city::{city, now};
use crate::forms::{Confirm, Form};
use crate::i18n::{format, problems, refusals};
use crate::navigation;
use crate::route::Route;
use crate::t;
use crate::ui::{Icon, Notice, Tone, icon};
use domain::activity::Shift;
use domain::ids::ShiftId;
use domain::sign_up::Refusal;
use domain::time::Timestamp;
use leptos::prelude::*;

/// Until when the reader may give the place back.
fn deadline(shift: &Shift) -> Timestamp {
    city().policy.sign_up.cancellable_until(shift.time.start)
}

/// What can be done about `shift`.
pub(super) fn place(live: Live, shift: ShiftId) -> AnyView {
    let act = move || live.shift(shift).map(|shift| match live.verdict(&shift) {
        Verdict::Checking => button(&shift, true, None),
        Verdict::Unknown(error) => {
            let retry = move |_| live.refresh();
            view! {
                <p class="shift__reason">{problems::error(&error)}</p>
                <button type="button" class="button button--quiet" on:click=retry>{t!(shell.retry)}</button>
            }
            .into_any()
        }
        Verdict::May => {
            let id = shift.id;
            button(&shift, live.busy.get() == Some(id), Some(Callback::new(move |()| live.sign_up(id))))
        }
        Verdict::Not(refusal) => refused(&shift, &refusal),
        Verdict::Mine { attended, .. } => taken(live, &shift, attended),
    });
    let refused = move || live.refused.with(|refused| refused.as_ref().filter(|(its, _)| *its == shift).map(|(_, words)| words.clone()));
    view! {
        {act}
        <div role="alert" class="shift__alert">{move || refused().map(|words| view! { <p class="field__error">{icon(Icon::Warning)} {words}</p> })}</div>
    }
    .into_any()
}

/// The sign-up button; without `press` while it is not known whether it may be pressed.
fn button(shift: &Shift, waits: bool, press: Option<Callback<()>>) -> AnyView {
    view! {
        <button type="button" class="button" class:is-pending=waits aria-disabled=waits.then_some("true")
            on:click=move |_| if let Some(press) = press.filter(|_| !waits) { press.run(()) }>
            {t!(activity.sign_up)} <span class="visually-hidden">{format::span(shift.time)}</span>
        </button>
    }
    .into_any()
}

fn refused(shift: &Shift, refusal: &Refusal) -> AnyView {
    let here = navigation::current().with_untracked(Route::href);
    let span = format::span(shift.time);
    let reason = state_id(shift.id);
    let (route, words) = match refusal {
        Refusal::NotLoggedIn => {
            let to = Route::LogIn { next: Some(here) }.href();
            return view! { <a class="button" href=to>{t!(activity.log_in_to_sign_up)} <span class="visually-hidden">{span}</span></a> }.into_any();
        }
        // Said at the top of the page, or by the line beside.
        Refusal::ActivityCancelled | Refusal::NotPublished => return ().into_any(),
        Refusal::Closed { .. } if shift.time.end <= now() => return ().into_any(),
        Refusal::AgeUnknown => (Some(Route::MyIdentity { next: Some(here) }), t!(activity.give_id_card)),
        Refusal::Overlaps { .. } | Refusal::TooManyOpen { .. } => (Some(Route::MySignUps), t!(activity.see_my_sign_ups)),
        Refusal::Full | Refusal::Closed { .. } => (Some(Route::all_activities()), t!(activity.see_others)),
        Refusal::NotAVolunteer | Refusal::AlreadySignedUp | Refusal::TooYoung { .. } | Refusal::GuardianNeeded { .. } => (None, ""),
    };
    view! {
        <button type="button" class="button" aria-disabled="true" aria-describedby=reason.clone()>
            {t!(activity.sign_up)} <span class="visually-hidden">{span}</span>
        </button>
        <p class="shift__reason" id=reason>{refusals::words(refusal)}</p>
        {route.map(|route| view! { <a class="link" href=route.href()>{words}</a> })}
    }
    .into_any()
}

fn taken(live: Live, shift: &Shift, attended: bool) -> AnyView {
    let state = state_id(shift.id);
    let words = if attended { t!(activity.attended) } else { t!(activity.signed_up) };
    let cancel = (!attended && shift.time.end > now()).then(|| cancel_button(live, shift));
    view! { <p class="shift__mine" id=state tabindex="-1">{icon(Icon::Check)} {words}</p> {cancel} }.into_any()
}

fn cancel_button(live: Live, shift: &Shift) -> AnyView {
    let id = shift.id;
    let span = format::span(shift.time);
    if now() < deadline(shift) {
        return view! {
            <button type="button" class="link" on:click=move |_| {
                live.cancelling.set(Some(id));
                live.asking.set(true);
            }>
                {t!(activity.cancel_sign_up)} <span class="visually-hidden">{span}</span>
            </button>
        }
        .into_any();
    }
    let reason = format!("shift-{id}-late");
    view! {
        <button type="button" class="link" aria-disabled="true" aria-describedby=reason.clone()>
            {t!(activity.cancel_sign_up)} <span class="visually-hidden">{span}</span>
        </button>
        <p class="shift__reason" id=reason>{t!(activity.cancel_too_late, time = format::moment(deadline(shift)))}</p>
    }
    .into_any()
}

/// Asks once more before a place is given back.
pub(super) fn cancel_dialog(live: Live) -> AnyView {
    let shift = move || live.cancelling.get().and_then(|id| live.shift(id));
    let act = Callback::new(move |form: Form| {
        let asked = untrack(shift);
        if let Some((shift, Verdict::Mine { sign_up, .. })) = asked.map(|shift| (shift.id, untrack(|| live.verdict(&shift)))) {
            live.cancel(form, shift, sign_up);
        }
    });
    view! {
        <Confirm id="cancel-sign-up" open=live.asking title=t!(activity.cancel_title) yes=t!(activity.cancel_yes) act>
            {move || shift().map(|shift| view! {
                <p><b>{format::span(shift.time)}</b></p>
                <p>{t!(activity.cancel_help, time = format::moment(deadline(&shift)))}</p>
            })}
        </Confirm>
    }
    .into_any()
}

/// What those who have a place need: how to reach the team, and the code to show.
pub(super) fn mine(live: Live) -> AnyView {
    let has_place = Memo::new(move |_| {
        let shifts = live.detail.with(|detail| detail.shifts.clone());
        shifts.iter().any(|shift| matches!(live.verdict(shift), Verdict::Mine { attended: false, .. }))
    });
    let contact = Memo::new(move |_| live.standing.get().flatten().and_then(|standing| standing.contact));
    (move || {
        has_place.get().then(|| {
            view! {
                <Notice tone=Tone::Success>
                    <p><b>{t!(activity.mine_title)}</b></p>
                    <p>{move || match contact.get() {
                        Some(contact) => t!(activity.contact, contact = contact),
                        None => t!(activity.contact_none, hotline = city().hotline),
                    }}</p>
                    <p><a class="link" href=Route::Card.href()>{icon(Icon::Card)} {t!(activity.show_code)}</a></p>
                </Notice>
            }
        })
    })
    .into_any()
}
