//! Changing, copying, publishing and calling off.

use super::publish::publish;
use super::review::review;
use super::template::template;
use crate::city::now;
use crate::forms::{Confirm, Form, Wish};
use crate::i18n::problems;
use crate::route::Route;
use crate::t;
use crate::ui::{Field, Icon, icon, toast};
use domain::activity::{ActivityDetail, ActivityStatus, Step};
use domain::api::activity::{CallOff, CancelActivity};
use domain::ids::ActivityId;
use domain::text::Line;
use leptos::prelude::*;

/// The buttons its status allows; each says why when it cannot be pressed.
pub(super) fn actions(detail: &ActivityDetail, changed: Callback<ActivityDetail>) -> AnyView {
    let over = detail.is_over(now());
    let edit = (detail.status.after(Step::Change).is_some() && !over).then(|| view! {
        <a class="button button--quiet" href=Route::EditActivity(detail.id).href()>{icon(Icon::Edit)} <span>{t!(manage.edit)}</span></a>
    });
    let copy = Route::NewActivity { team: None, like: Some(detail.id) }.href();
    let step = match detail.status {
        ActivityStatus::Draft => publish(detail, changed),
        ActivityStatus::InReview => review(detail, changed),
        ActivityStatus::Published if !over => call_off(detail.id, changed),
        ActivityStatus::Published | ActivityStatus::Cancelled => ().into_any(),
    };
    view! { {step} {edit} <a class="button button--quiet" href=copy>{icon(Icon::Document)} <span>{t!(manage.copy)}</span></a> {template(detail)} }.into_any()
}

fn call_off(id: ActivityId, changed: Callback<ActivityDetail>) -> AnyView {
    let wish = Wish::new();
    let (open, reason, missing) = (RwSignal::new(false), RwSignal::new(String::new()), RwSignal::new(None::<String>));
    let act = Callback::new(move |form: Form| match reason.with_untracked(|typed| typed.parse::<Line>()) {
        Err(fault) => missing.set(Some(problems::field(fault.into()))),
        Ok(reason) => {
            missing.set(None);
            form.run(wish.send::<CancelActivity>(id, CallOff { reason }), move |detail| {
                open.try_set(false);
                toast::show(t!(manage.called_off_now));
                // The page may be gone by now.
                let _ = changed.try_run(detail);
            });
        }
    });
    view! {
        <button type="button" class="button button--danger" on:click=move |_| open.set(true)>{t!(manage.call_off)}</button>
        <Confirm id="call-off" open title=t!(manage.call_off_title) yes=t!(manage.call_off) act>
            <p>{t!(manage.call_off_help)}</p>
            <Field id="call-off-reason" label=t!(manage.call_off_reason) hint=t!(manage.call_off_reason_hint).to_owned() value=reason error=missing.into() />
        </Confirm>
    }
    .into_any()
}
