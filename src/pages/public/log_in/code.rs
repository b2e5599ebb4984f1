//! Second step: the code that was sent.

use super::Sent;
use crate::api;
use crate::browser::dom;
use crate::forms::{Form, another_code, code_field, code_typed, demo_code};
use crate::t;
use crate::ui::FormShell;
use domain::api::session::{CodeLogin, CodeLoginOutcome, LogIn};
use leptos::prelude::*;

const INPUT: &str = "code";

/// The form; `then` gets what a right code leads to, and `sent` leads back.
pub(super) fn code(sent: RwSignal<Option<Sent>>, then: Callback<CodeLoginOutcome>) -> AnyView {
    let form = Form::new();
    let typed = RwSignal::new(String::new());
    let phone = move || sent.with_untracked(|sent| sent.as_ref().map(|sent| sent.phone.clone()));
    let submit = Callback::new(move |()| {
        let Some(phone) = phone() else { return };
        match typed.with_untracked(|typed| code_typed(INPUT, typed)) {
            Err(fault) => {
                form.accept(vec![fault]);
            }
            Ok(code) => {
                form.accept(Vec::new());
                let login = CodeLogin { phone, code };
                form.run(async move { api::send::<LogIn>((), &(), &login).await }, move |outcome| then.run(outcome));
            }
        }
    });
    let again = Callback::new(move |()| {
        if let (Some(phone), false) = (phone(), form.pending().get_untracked()) {
            super::ask(form, phone, sent);
        }
    });
    Effect::new(move |_| {
        dom::focus(INPUT);
    });
    let to = phone().map(|phone| phone.masked()).unwrap_or_default();
    let code = Signal::derive(move || sent.with(|sent| sent.as_ref().map(|sent| sent.code.clone())));
    view! {
        <p class="sent-to">
            <span role="status">{t!(account.code_sent_to, phone = to)}</span> " "
            <button type="button" class="link" on:click=move |_| sent.set(None)>{t!(account.change_phone)}</button>
        </p>
        {demo_code(code)}
        <FormShell pending=form.pending() problem=form.problem() faults=form.faults() summary_title=t!(shell.error_summary)
            submit_label=t!(shell.log_in) on_submit=submit>
            {code_field(INPUT, form, typed)}
        </FormShell>
        {another_code(code, again)}
    }
    .into_any()
}
