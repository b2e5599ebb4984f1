//! What a reviewer does with an activity that was handed in, and what its team sees meanwhile.

use super::reviews;
use crate::forms::{Confirm, Form, Wish, refused};
use crate::i18n::problems;
use crate::t;
use crate::ui::{Field, toast};
use domain::activity::ActivityDetail;
use domain::api::activity::{ActivityReview, ReviewActivity};
use domain::text::Line;
use leptos::prelude::*;

/// The buttons for a reviewer; for its team, that it waits.
pub(super) fn review(detail: &ActivityDetail, changed: Callback<ActivityDetail>) -> AnyView {
    if !reviews(detail) {
        return view! { <p class="quiet">{t!(manage.in_review_help)}</p> }.into_any();
    }
    let (id, revision, wish, form) = (detail.id, detail.revision, Wish::new(), Form::new());
    let (open, words, missing) = (RwSignal::new(false), RwSignal::new(String::new()), RwSignal::new(None::<String>));
    let send = move |form: Form, approve: bool, words: Option<Line>| {
        form.run(wish.send::<ReviewActivity>(id, ActivityReview { revision, approve, words }), move |detail| {
            open.try_set(false);
            toast::show(if approve { t!(manage.published_now) } else { t!(manage.sent_back_now) });
            // The page may be gone by now.
            let _ = changed.try_run(detail);
        });
    };
    let approve = move |_| {
        if !form.pending().get_untracked() {
            form.accept(Vec::new());
            send(form, true, None);
        }
    };
    let send_back = Callback::new(move |form: Form| match words.with_untracked(|typed| typed.parse::<Line>()) {
        Err(fault) => missing.set(Some(problems::field(fault.into()))),
        Ok(words) => {
            missing.set(None);
            send(form, false, Some(words));
        }
    });
    view! {
        <div class="action">
            <button type="button" class="button" aria-disabled=move || form.pending().get().then_some("true") class:is-pending=form.pending() on:click=approve>{t!(manage.review_approve)}</button>
            {refused(form)}
        </div>
        <button type="button" class="button button--quiet" on:click=move |_| open.set(true)>{t!(manage.review_send_back)}</button>
        <Confirm id="send-back" open title=t!(manage.review_send_back_title) yes=t!(manage.review_send_back) act=send_back>
            <Field id="send-back-words" label=t!(manage.review_words) hint=t!(manage.review_words_hint).to_owned() value=words error=missing.into() />
        </Confirm>
    }
    .into_any()
}
