//! What people have reported about activities of the own divisions: each is answered once, and whoever reported it reads the answer.

use crate::api;
use crate::components::{PageTitle, Paged, PagedList};
use crate::forms::{Form, Wish};
use crate::i18n::{activities, format, problems};
use crate::route::Route;
use crate::t;
use crate::ui::{Field, FormShell, Icon, icon, toast};
use domain::api::account::ListQuery;
use domain::ids::ReportId;
use domain::api::report::{ListReports, SettleReport, Settlement};
use domain::report::Report;
use domain::text::Line;
use leptos::prelude::*;

/// The list of those that wait.
pub fn reports() -> AnyView {
    let list = Paged::new(|after| async move { api::send::<ListReports>((), &ListQuery { after, size: None }, &()).await });
    provide_context(Callback::new(move |()| list.reload()));
    view! {
        <PageTitle text=t!(manage.reports_title) />
        <p class="lead">{t!(manage.reports_lead)}</p>
        <PagedList of=list show=row empty=empty class="rows" />
    }
    .into_any()
}

fn row(report: Report) -> AnyView {
    let answering = RwSignal::new(false);
    let id = report.id;
    view! {
        <article class="row row--tall">
            <div class="row__main">
                <h2 class="row__title"><a href=Route::Activity(report.activity).href()>{report.title}</a></h2>
                <p class="row__facts"><span class="tag tag--warning">{activities::report_kind(report.kind)}</span> <span>{report.team_name}</span> <span>{format::ago(report.at)}</span></p>
                {report.words.map(|words| view! { <p class="prose">{words}</p> })}
                {move || answering.get().then(|| answer(id))}
            </div>
            <p class="row__actions">
                <button type="button" class="button button--quiet button--small" aria-expanded=move || answering.get().to_string() on:click=move |_| answering.update(|on| *on = !*on)>{t!(manage.report_answer)}</button>
            </p>
        </article>
    }
    .into_any()
}

fn answer(id: ReportId) -> AnyView {
    let (form, wish, typed) = (Form::new(), Wish::new(), RwSignal::new(String::new()));
    let settled = expect_context::<Callback<()>>();
    let send = Callback::new(move |()| match typed.with_untracked(|typed| typed.parse::<Line>()) {
        Err(fault) => _ = form.accept(vec![("answer", problems::field(fault.into())).into()]),
        Ok(answer) => {
            form.accept(Vec::new());
            form.run(wish.send::<SettleReport>(id, Settlement { answer }), move |()| {
                toast::show(t!(manage.report_answered));
                let _ = settled.try_run(());
            });
        }
    });
    view! {
        <FormShell summary_title=t!(shell.error_summary) submit_label=t!(manage.report_send) pending=form.pending() problem=form.problem() faults=form.faults() on_submit=send>
            <Field id="answer" label=t!(manage.report_answer_label) hint=t!(manage.report_answer_hint).to_owned() value=typed error=form.error("answer") />
        </FormShell>
    }
    .into_any()
}

fn empty() -> AnyView {
    view! {
        <section class="empty">
            <span class="empty__icon">{icon(Icon::Check)}</span>
            <p>{t!(manage.reports_empty)}</p>
        </section>
    }
    .into_any()
}
