//! The entrance for staff: login name and password.

use crate::api;
use crate::components::PageTitle;
use crate::forms::{Form, fault_as_typed};
use crate::i18n::problems;
use crate::navigation;
use crate::route::Route;
use crate::session;
use crate::t;
use crate::ui::{Fault, Field, FormShell};
use domain::api::session::{LogInStaff, StaffLogin};
use domain::problem::FieldCode;
use domain::text::Line;
use leptos::prelude::*;

/// The form; whoever logs in goes on to `next`.
pub fn log_in(next: Option<String>) -> AnyView {
    let form = Form::new();
    let (login, password) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let submit = Callback::new(move |()| {
        let name = login.with_untracked(|login| login.parse::<Line>());
        let typed = password.get_untracked();
        let mut faults: Vec<Fault> = Vec::new();
        if let Err(fault) = &name {
            faults.push(("login", problems::field((*fault).into())).into());
        }
        if typed.is_empty() {
            faults.push(("password", problems::field(FieldCode::Required)).into());
        }
        if let (true, Ok(login)) = (form.accept(faults), name) {
            let next = next.clone();
            let ask = async move { api::send::<LogInStaff>((), &(), &StaffLogin { login, password: typed }).await };
            form.run(ask, move |person| {
                session::set(Some(person));
                navigation::go_on(next.as_deref(), &Route::Manage);
            });
        }
    });
    view! {
        <div class="narrow">
            <PageTitle text=t!(manage.log_in_title) />
            <p class="lead">{t!(manage.log_in_lead)}</p>
            <FormShell pending=form.pending() problem=form.problem() faults=form.faults() summary_title=t!(shell.error_summary)
                submit_label=t!(shell.log_in) on_submit=submit>
                <Field id="login" label=t!(manage.log_in_name) value=login error={fault_as_typed::<Line>(form, "login", login)} autocomplete="username" />
                <Field id="password" label=t!(manage.log_in_password) value=password error=form.error("password") kind="password" autocomplete="current-password" />
            </FormShell>
            <p class="section quiet">{t!(manage.log_in_volunteers)} " " <a href=Route::LogIn { next: None }.href()>{t!(manage.log_in_by_phone)}</a></p>
        </div>
    }
    .into_any()
}
