//! A place in a shift, or in the line for one: the one button, or why there is none.

use super::live::{Live, Mine, Verdict};
use super::shifts::state_id;
use crate::city::{city, now};
use crate::forms::{Form, ToCancel, cancel_sign_up};
use crate::i18n::{format, joining, problems, refusals};
use crate::navigation;
use crate::route::Route;
use crate::t;
use crate::ui::{Icon, Notice, Tone, icon};
use domain::activity::Shift;
use domain::ids::ShiftId;
use domain::sign_up::{Opening, Refusal, SignUpStatus};
use leptos::prelude::*;

/// What can be done about `shift`.
pub(super) fn place(live: Live, shift: ShiftId) -> AnyView {
    let act = move || live.shift(shift).map(|shift| match live.verdict(&shift) {
        Verdict::Checking => button(&shift, sign_up(live), true, None),
        Verdict::Unknown(error) => {
            let retry = move |_| live.refresh();
            view! {
                <p class="shift__reason">{problems::error(&error)}</p>
                <button type="button" class="button button--quiet" on:click=retry>{t!(shell.retry)}</button>
            }
            .into_any()
        }
        Verdict::May(opening) => {
            let id = shift.id;
            if live.asks() {
                return sheet(live, &shift);
            }
            let words = if opening == Opening::Line { t!(activity.wait) } else { sign_up(live) };
            button(&shift, words, live.busy.get() == Some(id), Some(Callback::new(move |()| live.sign_up(id, opening))))
        }
        Verdict::Not(refusal) => refused(&shift, &refusal),
        Verdict::Mine(mine) => own(live, &shift, &mine),
    });
    let travel = move || match live.shift(shift).map(|shift| live.verdict(&shift)) {
        Some(Verdict::May(_)) => live.travel(shift).map(|warning| view! { <p class="shift__reason">{icon(Icon::Warning)} " " {joining::travel(&warning)}</p> }),
        _ => None,
    };
    let refused = move || live.refused.with(|refused| refused.as_ref().filter(|(its, _)| *its == shift).map(|(_, words)| words.clone()));
    view! {
        {act} {travel}
        <div role="alert" class="shift__alert">{move || refused().map(|words| view! { <p class="field__error">{icon(Icon::Warning)} {words}</p> })}</div>
    }
    .into_any()
}

/// The way to the sheet, where something has to be said.
fn sheet(live: Live, shift: &Shift) -> AnyView {
    let to = Route::JoinActivity { activity: live.detail.with(|detail| detail.id), shift: Some(shift.id) }.href();
    view! { <a class="button" href=to>{sign_up(live)} <span class="visually-hidden">{format::span(shift.time)}</span></a> }.into_any()
}

/// What the sign-up button says.
fn sign_up(live: Live) -> &'static str {
    if live.detail.with(|detail| detail.terms.by_approval) { t!(activity.sign_up_by_approval) } else { t!(activity.sign_up) }
}

/// The sign-up button; without `press` while it is not known whether it may be pressed.
fn button(shift: &Shift, words: &'static str, waits: bool, press: Option<Callback<()>>) -> AnyView {
    view! {
        <button type="button" class="button" class:is-pending=waits aria-disabled=waits.then_some("true")
            on:click=move |_| if let Some(press) = press.filter(|_| !waits) { press.run(()) }>
            {words} <span class="visually-hidden">{format::span(shift.time)}</span>
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
            let is_free = shift.capacity.saturating_sub(shift.taken) > shift.waiting;
            let words = if is_free { t!(activity.log_in_to_sign_up) } else { t!(activity.log_in_to_wait) };
            return view! { <a class="button" href=to>{words} <span class="visually-hidden">{span}</span></a> }.into_any();
        }
        // Said at the top of the page, or by the line beside.
        Refusal::ActivityCancelled | Refusal::NotPublished => return ().into_any(),
        Refusal::Closed { .. } if shift.time.end <= now() => return ().into_any(),
        Refusal::AgeUnknown | Refusal::IdentityNeeded | Refusal::NotOfAge { .. } => (Some(Route::MyIdentity { next: Some(here) }), t!(activity.give_id_card)),
        Refusal::GuardianNeeded { .. } => (Some(Route::Guardian { code: None }), t!(joining.ask_guardian)),
        Refusal::LanguageNeeded { .. } => (Some(Route::MyLanguages { next: Some(here) }), t!(joining.to_languages)),
        Refusal::StarNeeded { .. } | Refusal::ExperienceNeeded { .. } => (Some(Route::all_activities()), t!(activity.see_others)),
        Refusal::Overlaps { .. } | Refusal::TooManyOpen { .. } | Refusal::DayFull { .. } => (Some(Route::MySignUps), t!(activity.see_my_sign_ups)),
        Refusal::Full | Refusal::Closed { .. } => (Some(Route::all_activities()), t!(activity.see_others)),
        Refusal::NotAVolunteer | Refusal::AlreadySignedUp | Refusal::OfferOver | Refusal::TooYoung { .. } | Refusal::AccompanimentNeeded { .. }
        | Refusal::MembersOnly | Refusal::QualificationNeeded { .. } | Refusal::RisksNotAccepted | Refusal::TooManyCompanions { .. } | Refusal::CompanionTooYoung { .. }
        | Refusal::OfAge { .. } | Refusal::OfWard { .. } => (None, ""),
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

/// How the own sign-up stands, and the way out of it.
fn own(live: Live, shift: &Shift, mine: &Mine) -> AnyView {
    let state = state_id(shift.id);
    let (sign, words) = match mine.status {
        SignUpStatus::Attended => (Icon::Check, t!(activity.attended).to_owned()),
        SignUpStatus::Confirmed => (Icon::Check, t!(activity.signed_up).to_owned()),
        SignUpStatus::Pending => (Icon::Clock, t!(activity.pending).to_owned()),
        SignUpStatus::Offered => (Icon::Messages, t!(activity.offered, time = mine.offer_until.map(format::near_moment).unwrap_or_default())),
        SignUpStatus::Waitlisted | SignUpStatus::Cancelled => (Icon::Clock, t!(activity.waiting, place = mine.place_in_line.unwrap_or(1).to_string())),
    };
    let confirm = (mine.status == SignUpStatus::Offered).then(|| view! { <a class="button" href=Route::MySignUps.href()>{t!(activity.to_confirm)}</a> });
    let cancel = (mine.status.is_open() && shift.time.start > now()).then(|| cancel_button(live, shift, mine.status));
    view! { <p class="shift__mine" class:shift__mine--waits=!mine.status.has_place() id=state tabindex="-1">{icon(sign)} {words}</p> {confirm} {cancel} }.into_any()
}

fn cancel_button(live: Live, shift: &Shift, status: SignUpStatus) -> AnyView {
    let id = shift.id;
    let waits = matches!(status, SignUpStatus::Waitlisted | SignUpStatus::Offered);
    let words = if waits { t!(activity.leave_line) } else { t!(activity.cancel_sign_up) };
    view! {
        <button type="button" class="link" on:click=move |_| {
            live.cancelling.set(Some(id));
            live.asking.set(true);
        }>
            {words} <span class="visually-hidden">{format::span(shift.time)}</span>
        </button>
    }
    .into_any()
}

/// The way to the sheet for whoever wants more than one place, once it is known that they may want any.
pub(super) fn more(live: Live) -> AnyView {
    let open = Memo::new(move |_| {
        let shifts = live.detail.with(|detail| detail.shifts.clone());
        shifts.iter().any(|shift| matches!(live.verdict(shift), Verdict::May(_)))
    });
    (move || {
        let to = Route::JoinActivity { activity: live.detail.with(|detail| detail.id), shift: None }.href();
        open.get().then(|| view! { <p><a class="link" href=to>{t!(joining.sheet_link)}</a></p> })
    })
    .into_any()
}

/// Asks once more before a place, in the shift or in the line, is given back.
pub(super) fn cancel_dialog(live: Live) -> AnyView {
    let asked = move || {
        let shift = live.cancelling.get().and_then(|id| live.shift(id))?;
        match live.verdict(&shift) {
            Verdict::Mine(mine) => Some((shift, mine)),
            _ => None,
        }
    };
    let act = Callback::new(move |form: Form| {
        if let Some((shift, mine)) = untrack(asked) {
            live.cancel(form, shift.id, mine.sign_up);
        }
    });
    let of = Memo::new(move |_| asked().map(|(shift, mine)| ToCancel { time: shift.time, status: mine.status, moved: mine.moved, wards: mine.wards }));
    cancel_sign_up(live.asking, of, act)
}

/// What those who have a place need: how to reach the team, and the code to show.
pub(super) fn mine(live: Live) -> AnyView {
    let has_place = Memo::new(move |_| {
        let shifts = live.detail.with(|detail| detail.shifts.clone());
        shifts.iter().any(|shift| matches!(live.verdict(shift), Verdict::Mine(Mine { status: SignUpStatus::Confirmed, .. })))
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
