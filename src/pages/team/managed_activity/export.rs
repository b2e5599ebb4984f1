//! Taking the roster out as a file: asked what for, because whoever stands on it can see that it was done.

use crate::api;
use crate::browser::file;
use crate::city::today;
use crate::forms::{Confirm, Form};
use crate::i18n::{self, Locale, problems};
use crate::t;
use crate::ui::{Choice, Field, SelectField, toast};
use data_encoding::BASE64;
use domain::activity::ActivityDetail;
use domain::api::activity::{ExportRoster, RosterExport, SheetFile, SheetForm};
use domain::text::Line;
use leptos::prelude::*;

/// The button and its question.
pub(super) fn export(detail: &ActivityDetail) -> AnyView {
    let (id, title) = (detail.id, StoredValue::new(detail.title.clone()));
    let (open, reason, missing) = (RwSignal::new(false), RwSignal::new(String::new()), RwSignal::new(None::<String>));
    let form_of = RwSignal::new("xlsx".to_owned());
    let act = Callback::new(move |form: Form| match reason.with_untracked(|typed| typed.parse::<Line>()) {
        Err(fault) => missing.set(Some(problems::field(fault.into()))),
        Ok(reason) => {
            missing.set(None);
            let (word, chinese) = (form_of.get_untracked(), i18n::locale() == Locale::zh_CN);
            let sheet = if word == "csv" { SheetForm::Csv } else { SheetForm::Xlsx };
            let ask = async move { api::send::<ExportRoster>(id, &(), &RosterExport { form: sheet, reason, chinese }).await };
            form.run(ask, move |made: SheetFile| {
                let name = format!("{} {}.{word}", title.try_get_value().unwrap_or_default(), today());
                let saved = BASE64.decode(made.content.as_bytes()).is_ok_and(|bytes| file::save_bytes(&name, &bytes));
                open.try_set(false);
                toast::show(match (saved, made.more) {
                    (true, false) => t!(manage.export_done),
                    (true, true) => t!(manage.export_more),
                    (false, _) => t!(manage.export_failed),
                });
            });
        }
    });
    let choice = |value: &str, label: &str| Choice { value: value.to_owned(), label: label.to_owned() };
    let forms = vec![choice("xlsx", t!(manage.export_xlsx)), choice("csv", t!(manage.export_csv))];
    view! {
        <button type="button" class="button button--quiet button--small" on:click=move |_| open.set(true)>{t!(manage.export)}</button>
        <Confirm id="export-roster" open title=t!(manage.export_title) yes=t!(manage.export) yes_class="button" act>
            <p>{t!(manage.export_help)}</p>
            <SelectField id="export-form" label=t!(manage.export_form) value=form_of error=Signal::stored(None) choices=Signal::stored(forms.clone()) />
            <Field id="export-reason" label=t!(manage.export_reason) hint=t!(manage.export_reason_hint).to_owned() value=reason error=missing.into() />
        </Confirm>
    }
    .into_any()
}
