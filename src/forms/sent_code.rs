//! The code that came by text message: its field, and the way to another one.

use super::Form;
use crate::city::now;
use crate::t;
use crate::ui::{Fault, Field, Notice, Tone};
use domain::api::session::CodeSent;
use domain::problem::ErrorCode;
use domain::time::Timestamp;
use leptos::prelude::*;
use std::time::Duration;

/// How many digits a code has.
const DIGITS: usize = 6;
/// How long a code that was just sent keeps others away, when the server does not say.
const GAP_SECONDS: i64 = 60;

/// A code is on its way.
#[derive(Debug, Clone, PartialEq)]
pub struct SentCode {
    /// The next one may be asked for then.
    next_at: Timestamp,
    /// The code itself, on a demonstration server.
    demo_code: Option<String>,
}

impl SentCode {
    /// The code that keeps `form` from having another: the page was loaded anew after it was sent,
    /// and it is still good.
    pub fn before(form: Form) -> Option<Self> {
        form.refusal().with(|refusal| {
            let problem = refusal.as_ref()?.problem().filter(|problem| problem.code == ErrorCode::CodeTooSoon)?;
            let gap = problem.retry_after_seconds.map_or(GAP_SECONDS, i64::from);
            Some(Self { next_at: now().plus_seconds(gap), demo_code: None })
        })
    }
}

impl From<CodeSent> for SentCode {
    fn from(sent: CodeSent) -> Self {
        Self { next_at: sent.next_at, demo_code: sent.demo_code }
    }
}

/// The digits of what was typed into the field `id`.
///
/// # Errors
/// When they cannot be a code.
pub fn code_typed(id: &'static str, typed: &str) -> Result<String, Fault> {
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    if digits.len() == DIGITS { Ok(digits) } else { Err((id, t!(problems.field_code).to_owned()).into()) }
}

/// The field for it; phones offer what just came.
pub fn code_field(id: &'static str, form: Form, typed: RwSignal<String>) -> AnyView {
    view! {
        <Field id label=t!(account.code) hint=t!(account.code_hint).to_owned() value=typed error=form.error(id)
            inputmode="numeric" autocomplete="one-time-code" maxlength=8 short=true />
    }
    .into_any()
}

/// The code itself, on a demonstration server.
pub fn demo_code(sent: Signal<Option<SentCode>>) -> AnyView {
    let code = move || sent.with(|sent| sent.as_ref()?.demo_code.clone());
    (move || code().map(|code| view! { <Notice tone=Tone::Info><p>{t!(account.demo_code)} " " <b class="number">{code}</b></p></Notice> })).into_any()
}

/// A button that asks for another code, once the time for it has come.
pub fn another_code(sent: Signal<Option<SentCode>>, ask: Callback<()>) -> AnyView {
    let tick = Trigger::new();
    let timer = set_interval_with_handle(move || tick.notify(), Duration::from_secs(1)).ok();
    on_cleanup(move || {
        if let Some(timer) = timer {
            timer.clear();
        }
    });
    let left = Memo::new(move |_| {
        tick.track();
        sent.with(|sent| sent.as_ref().map_or(0, |sent| sent.next_at.seconds_since(now()).max(0)))
    });
    let press = move |_| {
        if left.get_untracked() == 0 {
            ask.run(());
        }
    };
    let words = move || match left.get() {
        0 => t!(account.resend).to_owned(),
        left => t!(account.resend_in, seconds = left.to_string()),
    };
    view! { <button type="button" class="link number" aria-disabled=move || (left.get() > 0).then_some("true") on:click=press>{words}</button> }.into_any()
}
