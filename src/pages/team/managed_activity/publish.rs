//! Showing a draft to the public, or handing it to a reviewer. What looks like the same thing asked for twice is shown before.

use super::reviews;
use crate::api::{self, ApiError};
use crate::city::{city, now};
use crate::forms::{Confirm, Form, Wish, refused};
use crate::i18n::{format, problems};
use crate::route::Route;
use crate::t;
use crate::ui::toast;
use domain::activity::{self, ActivityDetail, ActivityStatus, ActivitySummary};
use domain::api::activity::{ListSimilar, PublishActivity};
use leptos::prelude::*;

/// The button, and the question when there is something similar.
pub(super) fn publish(detail: &ActivityDetail, changed: Callback<ActivityDetail>) -> AnyView {
    let (form, wish, id) = (Form::new(), Wish::new(), detail.id);
    let (open, similar) = (RwSignal::new(false), RwSignal::new(Vec::<ActivitySummary>::new()));
    let against = activity::may_publish(&detail.terms, detail.shifts.iter().map(|shift| shift.time), now()).err();
    let words = match activity::needs_review(&detail.terms, &city().policy.publishing) && !reviews(detail) {
        true => t!(manage.submit_for_review),
        false => t!(manage.publish),
    };
    let go = Callback::new(move |form: Form| {
        form.run(wish.send::<PublishActivity>(id, ()), move |detail| {
            open.try_set(false);
            toast::show(if detail.status == ActivityStatus::InReview { t!(manage.submitted_now) } else { t!(manage.published_now) });
            // The page may be gone by now.
            let _ = changed.try_run(detail);
        });
    });
    let press = move |_| {
        if against.is_some() || form.pending().get_untracked() {
            return;
        }
        form.accept(Vec::new());
        // It only warns: without an answer there is nothing to warn of.
        let ask = async move { Ok::<_, ApiError>(api::send::<ListSimilar>(id, &(), &()).await.map(|page| page.items).unwrap_or_default()) };
        form.run(ask, move |found| {
            if found.is_empty() {
                go.run(form);
            } else {
                similar.try_set(found);
                open.try_set(true);
            }
        });
    };
    let disabled = move || (against.is_some() || form.pending().get()).then_some("true");
    view! {
        <div class="action">
            <button type="button" class="button" aria-disabled=disabled aria-describedby=against.map(|_| "publish-reason") class:is-pending=form.pending() on:click=press>{words}</button>
            {against.map(|fault| view! { <p class="quiet" id="publish-reason">{problems::fault(fault)}</p> })}
            {refused(form)}
        </div>
        <Confirm id="publish-similar" open title=t!(manage.similar_title) yes=t!(manage.publish_anyway) yes_class="button" act=go>
            <p>{t!(manage.similar_help)}</p>
            <ul class="bullets">{move || similar.get().into_iter().map(line).collect_view()}</ul>
        </Confirm>
    }
    .into_any()
}

/// In a window of its own, so that the question stays.
fn line(one: ActivitySummary) -> AnyView {
    let facts = format!("{} {} · {} · {}", format::near_day(one.starts_at), format::clock(one.starts_at), one.place, one.team_name);
    view! { <li><a class="link" href=Route::Activity(one.id).href() target="_blank">{one.title}</a> <span class="quiet">{facts}</span></li> }.into_any()
}
