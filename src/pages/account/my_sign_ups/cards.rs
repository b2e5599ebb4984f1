//! Sign-ups of which something may still come, each with what can be done about it.

use super::{Acts, Listed, wards};
use crate::browser::dom;
use crate::city::now;
use crate::components::add_to_calendar;
use crate::forms::{Form, ToCancel, cancel_sign_up, refused};
use crate::i18n::{format, sign_ups};
use crate::route::Route;
use crate::t;
use crate::ui::{Icon, icon};
use domain::api::calendar::sign_up_file;
use domain::api::sign_up::{AcceptOffer, CancelSignUp, PassOffer};
use domain::sign_up::{SignUp, SignUpStatus};
use leptos::prelude::*;

/// A place that is held for the reader: one tap confirms it.
pub(super) fn offered(listed: Listed) -> AnyView {
    let Listed { one, acts } = &listed;
    let (id, acts, form) = (one.id, *acts, Form::new());
    let until = one.offer_until.map(format::near_moment).unwrap_or_default();
    let accept = move |_| acts.send::<AcceptOffer>(form, id, (), None, None, sign_ups::done);
    let pass = move |_| acts.send::<PassOffer>(form, id, (), None, None, |_| t!(account.offer_passed).to_owned());
    let disabled = move || form.pending().get().then_some("true");
    // In a guardian's party the guardian answers for all.
    let answers = one.guardian.is_none().then(|| view! {
        <p class="actions">
            <button type="button" class="button" aria-disabled=disabled class:is-pending=form.pending() on:click=accept>{t!(account.offer_accept)}</button>
            <button type="button" class="button button--quiet" aria-disabled=disabled on:click=pass>{t!(account.offer_pass)}</button>
        </p>
    });
    let inside = view! {
        <p class="fact"><span class="tag tag--warning">{icon(Icon::Clock)} {t!(account.offer_until, time = until)}</span></p>
        {refused(form)} {answers} {wards::wards(&listed)}
        {give_up(&listed, t!(activity.leave_line))}
    };
    card(&listed, None, inside.into_any())
}

/// A place, or one that the team still has to approve.
pub(super) fn coming(listed: Listed) -> AnyView {
    let one = &listed.one;
    let state = match one.status {
        SignUpStatus::Pending => ("tag tag--warning", t!(account.status_pending)),
        _ => ("tag tag--success", t!(account.status_confirmed)),
    };
    let out = (one.time.start > now()).then(|| view! {
        <p class="fact--quiet">{sign_ups::consequence(one.status, one.moved, one.time.start)}</p>
        {super::changes::changes(&listed)} {wards::wards(&listed)}
        {give_up(&listed, t!(account.cannot_come))}
    });
    card(&listed, Some(state), out.into_any())
}

/// A place in line.
pub(super) fn waiting(listed: Listed) -> AnyView {
    let place = t!(account.place_in_line, place = listed.one.place_in_line.unwrap_or(1).to_string());
    let inside = view! { <p class="fact"><span class="tag">{icon(Icon::People)} {place}</span></p> {wards::wards(&listed)} {give_up(&listed, t!(activity.leave_line))} };
    card(&listed, None, inside.into_any())
}

fn card(Listed { one, acts }: &Listed, state: Option<(&'static str, &'static str)>, inside: AnyView) -> AnyView {
    let id = focused(one, *acts);
    let calendar = add_to_calendar(sign_up_file(one.id), &one.activity_title);
    let SignUp { activity, activity_title, place, position_name, time, .. } = one.clone();
    view! {
        <article class="card">
            {state.map(|(class, words)| view! { <p class="tags"><span class=class>{words}</span></p> })}
            <h3 class="card__title"><a class="link" id=id href=Route::Activity(activity).href()>{activity_title}</a></h3>
            <p class="fact">{icon(Icon::Clock)} <span>{format::span(time)}</span></p>
            <p class="fact">{icon(Icon::Place)} <span>{place}</span></p>
            <p class="fact fact--quiet">{icon(Icon::People)} <span>{position_name}</span></p>
            {calendar}
            {inside}
        </article>
    }
    .into_any()
}

/// The button that gives the sign-up up, with its question.
fn give_up(Listed { one, acts }: &Listed, words: &'static str) -> AnyView {
    let (id, acts, open) = (one.id, *acts, RwSignal::new(false));
    let of = ToCancel { time: one.time, status: one.status, moved: one.moved, wards: one.wards.clone() };
    let act = Callback::new(move |form: Form| acts.send::<CancelSignUp>(form, id, (), Some(open), None, |_| t!(activity.cancelled_toast).to_owned()));
    let title = one.activity_title.clone();
    view! {
        <p>
            <button type="button" class="link" on:click=move |_| open.set(true)>{words} <span class="visually-hidden">{title}</span></button>
        </p>
        {cancel_sign_up(open, Memo::new(move |_| Some(of.clone())), act)}
    }
    .into_any()
}

/// The id of the element that stands for a sign-up; it takes the focus when the sign-up has just become what it is, for the button
/// that was pressed is gone.
pub(super) fn focused(one: &SignUp, acts: Acts) -> String {
    let became = Some((one.id, one.status));
    let id = format!("sign-up-{}", one.id);
    let own = id.clone();
    Effect::new(move |_| {
        let own = own.clone();
        // The list may be made anew several times for one answer: the last one counts.
        request_animation_frame(move || {
            if acts.changed.try_get_untracked() == Some(became) && dom::focus(&own) {
                acts.changed.try_set(None);
            }
        });
    });
    id
}
