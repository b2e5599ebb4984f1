//! Logging in: the phone number, then the code that was sent to it. Two steps on one page; what was
//! typed stays whatever goes wrong.

mod code;
mod phone;

use super::ticket;
use crate::api;
use crate::city::city;
use crate::components::PageTitle;
use crate::forms::{Form, SentCode};
use crate::navigation;
use crate::route::Route;
use crate::session;
use crate::t;
use domain::api::session::{CodeLoginOutcome, CodeRequest, SendCode};
use domain::text::Phone;
use leptos::prelude::*;

/// A code is on its way to a phone.
#[derive(Debug, Clone, PartialEq)]
struct Sent {
    phone: Phone,
    code: SentCode,
}

/// Asks for a code; a refusal is shown by `form`.
fn ask(form: Form, phone: Phone, sent: RwSignal<Option<Sent>>) {
    form.accept(Vec::new());
    let request = CodeRequest { phone: phone.clone() };
    form.run(async move { api::send::<SendCode>((), &(), &request).await }, move |answer| {
        sent.try_set(Some(Sent { phone, code: answer.into() }));
    });
}

/// The page; afterwards it goes on to `next`.
pub fn log_in(next: Option<String>) -> AnyView {
    let typed = RwSignal::new(String::new());
    let sent = RwSignal::new(None::<Sent>);
    let who = session::who();
    let logged_in = next.clone();
    // Also for those who are logged in already: there is nothing for them here.
    Effect::new(move |_| {
        if who.with(|who| who.somebody().is_some()) {
            navigation::go_on(logged_in.as_deref(), &Route::Home);
        }
    });
    let then = Callback::new(move |outcome: CodeLoginOutcome| match outcome {
        CodeLoginOutcome::LoggedIn { viewer } => session::set(Some(*viewer)),
        CodeLoginOutcome::MayJoin { ticket, .. } => {
            ticket::keep(ticket);
            navigation::replace(&Route::Join { next: next.clone() });
        }
    });
    let call = format!("tel:{}", city().hotline);
    view! {
        <div class="narrow">
            <PageTitle text=t!(account.log_in_title) />
            <p class="lead">{t!(account.log_in_lead)}</p>
            {move || if sent.with(Option::is_some) { code::code(sent, then) } else { phone::phone(typed, sent) }}
            <p class="quiet aside">{t!(account.log_in_help)} " " <a class="link" href=call rel="external">{city().hotline.as_str()}</a></p>
        </div>
    }
    .into_any()
}
