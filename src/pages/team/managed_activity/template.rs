//! Keeping an activity as a pattern of its team.

use crate::api;
use crate::forms::{Confirm, Form};
use crate::i18n::problems;
use crate::t;
use crate::ui::{Field, toast};
use domain::activity::ActivityDetail;
use domain::api::activity::{KeepTemplate, TemplateName};
use domain::text::Line;
use leptos::prelude::*;

/// The button and its question.
pub(super) fn template(detail: &ActivityDetail) -> AnyView {
    let (id, open, name, missing) = (detail.id, RwSignal::new(false), RwSignal::new(detail.title.clone()), RwSignal::new(None::<String>));
    let act = Callback::new(move |form: Form| match name.with_untracked(|typed| typed.parse::<Line>()) {
        Err(fault) => missing.set(Some(problems::field(fault.into()))),
        Ok(name) => {
            missing.set(None);
            let ask = async move { api::send::<KeepTemplate>(id, &(), &TemplateName { name }).await };
            form.run(ask, move |_| {
                open.try_set(false);
                toast::show(t!(manage.template_kept));
            });
        }
    });
    view! {
        <button type="button" class="button button--quiet" on:click=move |_| open.set(true)>{t!(manage.template_keep)}</button>
        <Confirm id="keep-template" open title=t!(manage.template_keep) yes=t!(manage.template_save) yes_class="button" act>
            <p>{t!(manage.template_help)}</p>
            <Field id="template-name" label=t!(manage.template_name) value=name error=missing.into() />
        </Confirm>
    }
    .into_any()
}
