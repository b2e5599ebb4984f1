//! Publishing and calling off.

use crate::city::now;
use crate::forms::{Confirm, Form, Wish, refused};
use crate::i18n::problems;
use crate::t;
use crate::ui::toast;
use domain::activity::{self, ActivityDetail, ActivityStatus};
use domain::api::activity::{CancelActivity, PublishActivity};
use domain::ids::ActivityId;
use leptos::prelude::*;

/// The buttons its status allows; each says why when it cannot be pressed.
pub(super) fn actions(detail: &ActivityDetail, changed: Callback<ActivityDetail>) -> AnyView {
    match detail.status {
        ActivityStatus::Draft => publish(detail, changed),
        ActivityStatus::Published if detail.shifts.iter().any(|shift| shift.time.end > now()) => call_off(detail.id, changed),
        ActivityStatus::Published | ActivityStatus::Cancelled => ().into_any(),
    }
}

fn publish(detail: &ActivityDetail, changed: Callback<ActivityDetail>) -> AnyView {
    let form = Form::new();
    let wish = Wish::new();
    let id = detail.id;
    let against = activity::may_publish(&detail.terms, detail.shifts.iter().map(|shift| shift.time), now()).err();
    let press = move || {
        if against.is_some() || form.pending().get_untracked() {
            return;
        }
        form.accept(Vec::new());
        form.run(wish.send::<PublishActivity>(id, ()), move |detail| {
            toast::show(t!(manage.published_now));
            // The page may be gone by now.
            let _ = changed.try_run(detail);
        });
    };
    let disabled = move || (against.is_some() || form.pending().get()).then_some("true");
    view! {
        <div class="action">
            <button type="button" class="button" aria-disabled=disabled aria-describedby=against.map(|_| "publish-reason") class:is-pending=form.pending()
                on:click=move |_| press()>{t!(manage.publish)}</button>
            {against.map(|fault| view! { <p class="quiet" id="publish-reason">{problems::fault(fault)}</p> })}
            {refused(form)}
        </div>
    }
    .into_any()
}

fn call_off(id: ActivityId, changed: Callback<ActivityDetail>) -> AnyView {
    let wish = Wish::new();
    let open = RwSignal::new(false);
    let act = Callback::new(move |form: Form| {
        form.run(wish.send::<CancelActivity>(id, ()), move |detail| {
            open.try_set(false);
            toast::show(t!(manage.called_off_now));
            // The page may be gone by now.
            let _ = changed.try_run(detail);
        });
    });
    view! {
        <button type="button" class="button button--danger" on:click=move |_| open.set(true)>{t!(manage.call_off)}</button>
        <Confirm id="call-off" open title=t!(manage.call_off_title) yes=t!(manage.call_off) act>
            <p>{t!(manage.call_off_help)}</p>
        </Confirm>
    }
    .into_any()
}
