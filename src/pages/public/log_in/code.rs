//! Second step: the code that was sent.

use super::Sent;
use crate::api;
use crate::browser::dom;
use crate::city::now;
use crate::forms::Form;
use crate::t;
use crate::ui::{Fault, Field, FormShell, Notice, Tone};
use domain::api::session::{CodeLogin, CodeLoginOutcome, CodeRequest, LogIn, SendCode};
use leptos::prelude::*;
use std::time::Duration;

/// How many digits a code has.
const DIGITS: usize = 6;
const INPUT: &str = "code";

/// The form; `then` gets what a right code leads to, and `sent` leads back.
pub(super) fn code(sent: RwSignal<Option<Sent>>, then: Callback<CodeLoginOutcome>) -> AnyView {
    let form = Form::new();
    let typed = RwSignal::new(String::new());
    let submit = Callback::new(move |()| {
        let digits: String = typed.with_untracked(|typed| typed.chars().filter(char::is_ascii_digit).collect());
        let Some(phone) = sent.with_untracked(|sent| sent.as_ref().map(|sent| sent.phone.clone())) else { return };
        let fault: Option<Fault> = (digits.len() != DIGITS).then(|| (INPUT, t!(problems.field_code).to_owned()).into());
        if form.accept(fault.into_iter().collect()) {
            let login = CodeLogin { phone, code: digits };
            form.run(async move { api::send::<LogIn>((), &(), &login).await }, move |outcome| then.run(outcome));
        }
    });
    Effect::new(move |_| {
        dom::focus(INPUT);
    });
    let to = sent.with_untracked(|sent| sent.as_ref().map(|sent| sent.phone.masked())).unwrap_or_default();
    let demo = move || sent.with(|sent| sent.as_ref().and_then(|sent| sent.demo_code.clone()));
    view! {
        <p class="sent-to">
            <span role="status">{t!(account.code_sent_to, phone = to)}</span> " "
            <button type="button" class="link" on:click=move |_| sent.set(None)>{t!(account.change_phone)}</button>
        </p>
        {move || demo().map(|code| view! {
            <Notice tone=Tone::Info><p>{t!(account.demo_code)} " " <b class="number">{code}</b></p></Notice>
        })}
        <FormShell pending=form.pending() problem=form.problem() faults=form.faults() summary_title=t!(shell.error_summary)
            submit_label=t!(shell.log_in) on_submit=submit>
            <Field id=INPUT label=t!(account.code) hint=t!(account.code_hint).to_owned() value=typed error=form.error(INPUT)
                inputmode="numeric" autocomplete="one-time-code" maxlength=8 short=true />
        </FormShell>
        {resend(sent, form)}
    }
    .into_any()
}

/// Asks for another code, once the time for it has come.
fn resend(sent: RwSignal<Option<Sent>>, form: Form) -> AnyView {
    let left = move || sent.with_untracked(|sent| sent.as_ref().map_or(0, |sent| sent.next_at.seconds_since(now()).max(0)));
    let seconds = RwSignal::new(left());
    let timer = set_interval_with_handle(move || seconds.set(left()), Duration::from_secs(1)).ok();
    on_cleanup(move || {
        if let Some(timer) = timer {
            timer.clear();
        }
    });
    let again = move |_| {
        let phone = sent.with_untracked(|sent| sent.as_ref().map(|sent| sent.phone.clone()));
        let (Some(phone), 0, false) = (phone, seconds.get_untracked(), form.pending().get_untracked()) else { return };
        form.accept(Vec::new());
        let request = CodeRequest { phone: phone.clone() };
        form.run(async move { api::send::<SendCode>((), &(), &request).await }, move |answer| {
            sent.update(|sent| *sent = Some(Sent { phone, next_at: answer.next_at, demo_code: answer.demo_code }));
            seconds.set(left());
        });
    };
    let words = move || match seconds.get() {
        0 => t!(account.resend).to_owned(),
        left => t!(account.resend_in, seconds = left.to_string()),
    };
    view! { <button type="button" class="link number" aria-disabled=move || (seconds.get() > 0).then_some("true") on:click=again>{words}</button> }.into_any()
}
