//! First step: the phone number.

use super::{Sent, ask};
use crate::forms::{Form, SentCode};
use crate::t;
use crate::ui::{Fault, Field, FormShell};
use domain::text::Phone;
use leptos::prelude::*;

/// The form; `sent` leads to the second step.
pub(super) fn phone(typed: RwSignal<String>, sent: RwSignal<Option<Sent>>) -> AnyView {
    let form = Form::new();
    let submit = Callback::new(move |()| match typed.with_untracked(|typed| typed.parse::<Phone>()) {
        Err(_) => {
            let fault: Fault = ("phone", t!(problems.field_phone).to_owned()).into();
            form.accept(vec![fault]);
        }
        Ok(phone) => ask(form, phone, sent),
    });
    let waiting = move || {
        let code = SentCode::before(form)?;
        let phone = typed.with(|typed| typed.parse::<Phone>()).ok()?;
        let go_on = move |_| sent.set(Some(Sent { phone: phone.clone(), code: code.clone() }));
        Some(view! { <button type="button" class="link" on:click=go_on>{t!(account.have_code)}</button> })
    };
    view! {
        <FormShell pending=form.pending() problem=form.problem() faults=form.faults() summary_title=t!(shell.error_summary)
            submit_label=t!(account.send_code) on_submit=submit>
            <Field id="phone" label=t!(account.phone) hint=t!(account.phone_hint).to_owned() value=typed error=form.error("phone")
                kind="tel" inputmode="tel" autocomplete="tel-national" maxlength=20 />
        </FormShell>
        {waiting}
    }
    .into_any()
}
