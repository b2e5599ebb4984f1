//! The e-mail address: given, confirmed by the code that comes there, taken back.

use crate::api;
use crate::forms::{Form, SentCode, another_code, code_field, code_typed, demo_code, refused};
use crate::t;
use crate::ui::{Fault, Field, FormShell, toast};
use domain::api::notice::{ConfirmEmail, EmailConfirmation, EmailGiven, ForgetEmail, GiveEmail, MyNotices};
use domain::notice::EmailAddress;
use leptos::prelude::*;

/// The same names as in the requests, so that the server's word about them finds the controls.
const ADDRESS: &str = "email";
const CODE: &str = "code";

/// An address to which a code is on its way.
#[derive(Debug, Clone, PartialEq)]
struct Sent {
    email: EmailAddress,
    code: SentCode,
}

/// The section.
pub(super) fn email(is_sent: bool, now: Signal<Option<MyNotices>>, became: Callback<MyNotices>) -> AnyView {
    let confirmed = Memo::new(move |_| now.with(|now| now.as_ref().and_then(|now| now.email.clone())));
    let inside = move || match confirmed.get() {
        _ if !is_sent => view! { <p class="quiet">{t!(notices.email_none)}</p> }.into_any(),
        Some(masked) => known(masked, became),
        None => unknown(became),
    };
    view! {
        <section class="section" aria-labelledby="email-title">
            <h2 id="email-title">{t!(notices.email_title)}</h2>
            {inside}
        </section>
    }
    .into_any()
}

fn known(masked: String, became: Callback<MyNotices>) -> AnyView {
    let form = Form::new();
    let forget = move |_| {
        if !form.pending().get_untracked() {
            form.accept(Vec::new());
            form.run(async { api::send::<ForgetEmail>((), &(), &()).await }, move |notices| {
                became.run(notices);
                toast::show(t!(notices.email_forgotten));
            });
        }
    };
    view! {
        <p>{t!(notices.email_is, email = masked)}</p>
        {refused(form)}
        <p><button type="button" class="button button--quiet" class:is-pending=form.pending() on:click=forget>{t!(notices.email_forget)}</button></p>
    }
    .into_any()
}

fn unknown(became: Callback<MyNotices>) -> AnyView {
    let (typed, sent) = (RwSignal::new(String::new()), RwSignal::new(None::<Sent>));
    let is_on_its_way = Memo::new(move |_| sent.with(Option::is_some));
    (move || if is_on_its_way.get() { code(sent, became) } else { address(typed, sent) }).into_any()
}

fn address(typed: RwSignal<String>, sent: RwSignal<Option<Sent>>) -> AnyView {
    let form = Form::new();
    let submit = Callback::new(move |()| match typed.with_untracked(|typed| typed.parse::<EmailAddress>()) {
        Err(_) => {
            let fault: Fault = (ADDRESS, t!(notices.email_format).to_owned()).into();
            form.accept(vec![fault]);
        }
        Ok(email) => ask(form, email, sent),
    });
    view! {
        <FormShell pending=form.pending() problem=form.problem() faults=form.faults() summary_title=t!(shell.error_summary) submit_label=t!(notices.email_send)
            submit_class="button button--quiet" on_submit=submit>
            <Field id=ADDRESS label=t!(notices.email) hint=t!(notices.email_hint).to_owned() value=typed error=form.error(ADDRESS) kind="email" inputmode="email" autocomplete="email" maxlength=254 />
        </FormShell>
    }
    .into_any()
}

/// Has a code sent to `email`.
fn ask(form: Form, email: EmailAddress, sent: RwSignal<Option<Sent>>) {
    form.accept(Vec::new());
    let given = EmailGiven { email: email.clone() };
    form.run(async move { api::send::<GiveEmail>((), &(), &given).await }, move |code| {
        sent.try_set(Some(Sent { email, code: code.into() }));
    });
}

fn code(sent: RwSignal<Option<Sent>>, became: Callback<MyNotices>) -> AnyView {
    let (form, typed) = (Form::new(), RwSignal::new(String::new()));
    let email = move || sent.with_untracked(|sent| sent.as_ref().map(|sent| sent.email.clone()));
    let submit = Callback::new(move |()| match (email(), typed.with_untracked(|typed| code_typed(CODE, typed))) {
        (_, Err(fault)) => {
            form.accept(vec![fault]);
        }
        (Some(email), Ok(code)) => {
            form.accept(Vec::new());
            let confirmation = EmailConfirmation { email, code };
            form.run(async move { api::send::<ConfirmEmail>((), &(), &confirmation).await }, move |notices| {
                became.run(notices);
                toast::show(t!(notices.email_confirmed));
            });
        }
        (None, Ok(_)) => {}
    });
    let again = Callback::new(move |()| {
        if let (Some(email), false) = (email(), form.pending().get_untracked()) {
            ask(form, email, sent);
        }
    });
    let code = Signal::derive(move || sent.with(|sent| sent.as_ref().map(|sent| sent.code.clone())));
    let to = email().map(|email| email.expose().to_owned()).unwrap_or_default();
    view! {
        <p role="status">{t!(notices.email_sent, email = to)}</p>
        {demo_code(code)}
        <FormShell pending=form.pending() problem=form.problem() faults=form.faults() summary_title=t!(shell.error_summary) submit_label=t!(notices.email_confirm) on_submit=submit>
            {code_field(CODE, form, typed)}
        </FormShell>
        {another_code(code, again)}
    }
    .into_any()
}
