//! Reading in the file of a kiosk whose network does not come back.

use crate::api::{self, json};
use crate::browser::file;
use crate::components::Loading;
use crate::forms::Form;
use crate::i18n::problems;
use crate::t;
use crate::ui::{Fault, FormShell, Notice, Tone, icon, Icon};
use domain::api::kiosk::{Kiosks, ReadScanFile};
use domain::ids::StationId;
use domain::problem::{ErrorCode, FieldCode};
use domain::scan_file::{ScanFile, ScanFileRead};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Id of the control.
const FILE: &str = "scan-file";

/// The form.
pub(super) fn scan_file(station: StationId, list: Loading<Kiosks>) -> AnyView {
    let form = Form::new();
    let read = RwSignal::new(None::<ScanFileRead>);
    let submit = Callback::new(move |()| {
        read.set(None);
        spawn_local(async move {
            let faulty = |words: String| form.accept(vec![(FILE, words).into()]);
            match file::chosen(FILE).await.map(|text| json::read::<ScanFile>(&text)) {
                None => drop(faulty(problems::field(FieldCode::Required))),
                Some(Err(_)) => drop(faulty(t!(manage.scan_file_unreadable).into())),
                Some(Ok(file)) => {
                    form.accept(Vec::new());
                    form.run(async move { api::send::<ReadScanFile>(station, &(), &file).await }, move |answer| {
                        read.try_set(Some(answer));
                        list.reload();
                    });
                }
            }
        });
    });
    let own = form.error(FILE);
    let error = Signal::derive(move || own.get().or_else(|| inside(form)));
    // Whatever the server finds wrong, the control is this one.
    let faults = Signal::derive(move || error.get().map(|words| Fault::from((FILE, words))).into_iter().collect::<Vec<_>>());
    view! {
        <section class="section" aria-labelledby="scan-file-title">
            <div class="section__head"><h2 id="scan-file-title">{t!(manage.scan_file_title)}</h2></div>
            <p class="quiet">{t!(manage.scan_file_help)}</p>
            <FormShell pending=form.pending() problem=form.problem() faults summary_title=t!(manage.scan_file_summary)
                submit_label=t!(manage.scan_file_submit) on_submit=submit>
                <div class="field" class:field--error=move || error.with(Option::is_some)>
                    <label class="field__label" for=FILE>{t!(manage.scan_file_label)}</label>
                    {move || error.get().map(|words| view! { <p class="field__error" id="scan-file-error">{icon(Icon::Warning)} {words}</p> })}
                    <input class="input" id=FILE type="file" accept=".json,application/json"
                        aria-describedby=move || error.with(Option::is_some).then_some("scan-file-error") aria-invalid=move || error.with(Option::is_some).then_some("true") />
                </div>
            </FormShell>
            <div role="status">{move || read.get().map(|read| {
                let words = t!(manage.scan_file_read, scans = read.scans.to_string(), new = read.new.to_string(), refused = read.refused.to_string());
                view! { <Notice tone=Tone::Success><p>{words}</p></Notice> }
            })}</div>
        </section>
    }
    .into_any()
}

/// What is wrong inside the file, in words about the file: nobody edits its fields.
fn inside(form: Form) -> Option<String> {
    let refusal = form.refusal();
    refusal.with(|refusal| {
        let fields = &refusal.as_ref().filter(|error| error.code() == Some(ErrorCode::Invalid))?.problem()?.fields;
        let elsewhere = fields.iter().any(|fault| matches!(fault.field.as_str(), "content.device" | "content.station"));
        Some(if elsewhere { t!(manage.scan_file_elsewhere).into() } else { t!(manage.scan_file_unreadable).into() })
    })
}
