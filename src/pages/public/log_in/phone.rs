//! First step: the phone number.

use super::Sent;
use crate::api;
use crate::city::now;
use crate::forms::Form;
use crate::t;
use crate::ui::{Fault, Field, FormShell};
use domain::api::session::{CodeRequest, SendCode};
use domain::problem::ErrorCode;
use domain::text::Phone;
use leptos::prelude::*;

/// How long a code that was just sent keeps others away, when the server does not say.
const GAP_SECONDS: i64 = 60;

/// The form; `sent` leads to the second step.
pub(super) fn phone(typed: RwSignal<String>, sent: RwSignal<Option<Sent>>) -> AnyView {
    let form = Form::new();
    let submit = Callback::new(move |()| match typed.with_untracked(|typed| typed.parse::<Phone>()) {
        Err(_) => {
            let fault: Fault = ("phone", t!(problems.field_phone).to_owned()).into();
            form.accept(vec![fault]);
        }
        Ok(phone) => {
            form.accept(Vec::new());
            let request = CodeRequest { phone: phone.clone() };
            form.run(async move { api::send::<SendCode>((), &(), &request).await }, move |answer| {
                sent.set(Some(Sent { phone, next_at: answer.next_at, demo_code: answer.demo_code }));
            });
        }
    });
    // The page was loaded anew after a code was sent: that code is still good.
    let waiting = move || {
        let refusal = form.refusal().get()?;
        let seconds = refusal.problem().filter(|problem| problem.code == ErrorCode::CodeTooSoon)?.retry_after_seconds;
        let phone = typed.with(|typed| typed.parse::<Phone>()).ok()?;
        let next_at = now().plus_seconds(seconds.map_or(GAP_SECONDS, i64::from));
        let go_on = move |_| sent.set(Some(Sent { phone: phone.clone(), next_at, demo_code: None }));
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
