//! Telling the division what is wrong with an activity.

use crate::forms::{Form, Wish};
use crate::i18n::{activities, problems};
use crate::navigation;
use crate::route::Route;
use crate::session;
use crate::t;
use crate::ui::{Choice, Dialog, FormShell, SelectField, TextArea, toast};
use domain::api::report::MakeReport;
use domain::ids::ActivityId;
use domain::problem::FieldCode;
use domain::report::{ReportDraft, ReportKind};
use domain::text::Paragraphs;
use leptos::prelude::*;

/// The way to it, and the question behind it; whoever is not logged in comes back here afterwards.
pub(super) fn report(id: ActivityId) -> AnyView {
    let open = RwSignal::new(false);
    let who = session::who();
    let logged_in = Memo::new(move |_| who.with(|who| who.somebody().is_some()));
    let way = move || {
        if logged_in.get() {
            view! { <button type="button" class="link" on:click=move |_| open.set(true)>{t!(activity.report)}</button> }.into_any()
        } else {
            let to = Route::LogIn { next: Some(navigation::current().with_untracked(Route::href)) };
            view! { <a class="link" href=to.href()>{t!(activity.report)}</a> }.into_any()
        }
    };
    view! { <p class="activity__report">{way}</p> {move || open.get().then(|| question(id, open))} }.into_any()
}

fn question(id: ActivityId, open: RwSignal<bool>) -> AnyView {
    let (form, wish) = (Form::new(), Wish::new());
    let (kind, words) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let choose = Choice { value: String::new(), label: t!(activity.report_choose).into() };
    let kinds = ReportKind::ALL.map(|kind| Choice { value: kind.as_str().into(), label: activities::report_kind(kind).into() });
    let choices: Vec<Choice> = [choose].into_iter().chain(kinds).collect();
    let send = Callback::new(move |()| match written(&kind.get_untracked(), &words.get_untracked()) {
        Err((field, code)) => _ = form.accept(vec![(field, problems::field(code)).into()]),
        Ok(draft) => {
            form.accept(Vec::new());
            form.run(wish.send::<MakeReport>(id, draft), move |()| {
                open.try_set(false);
                toast::show(t!(activity.reported));
            });
        }
    });
    view! {
        <Dialog id="report" open title=t!(activity.report) close_label=t!(shell.close)>
            <p class="quiet">{t!(activity.report_lead)}</p>
            <FormShell summary_title=t!(shell.error_summary) submit_label=t!(activity.report_send) pending=form.pending() problem=form.problem() faults=form.faults() on_submit=send>
                <SelectField id="kind" label=t!(activity.report_kind) value=kind error=form.error("kind") choices />
                <TextArea id="words" label=t!(activity.report_words) value=words error=form.error("words") />
            </FormShell>
        </Dialog>
    }
    .into_any()
}

/// The report as typed.
fn written(kind: &str, words: &str) -> Result<ReportDraft, (&'static str, FieldCode)> {
    let kind = ReportKind::ALL.into_iter().find(|known| known.as_str() == kind).ok_or(("kind", FieldCode::Required))?;
    let words = Some(words.trim()).filter(|words| !words.is_empty()).map(str::parse::<Paragraphs>).transpose().map_err(|fault| ("words", fault.into()))?;
    if kind.needs_words() && words.is_none() {
        return Err(("words", FieldCode::Required));
    }
    Ok(ReportDraft { kind, words })
}
