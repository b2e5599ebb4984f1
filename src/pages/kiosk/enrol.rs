//! Enrolment: the one-time code an administrator made, and a name for the device.

use super::{key, pin, queue};
use crate::api;
use crate::components::{PageTitle, ReadingSettings};
use crate::forms::Form;
use crate::i18n::{format, problems};
use crate::route::Route;
use crate::t;
use crate::ui::{Fault, Field, FormShell, Notice, Tone};
use domain::api::kiosk::{EnrolKiosk, EnrolRequest};
use domain::kiosk::KioskState;
use domain::problem::{ErrorCode, FieldCode};
use domain::text::Line;
use leptos::prelude::*;

/// The form.
pub(super) fn enrol(enrolled: Callback<KioskState>) -> AnyView {
    let form = Form::new();
    let [code, name, digits] = std::array::from_fn(|_| RwSignal::new(String::new()));
    let submit = Callback::new(move |()| {
        let typed: String = code.with_untracked(|code| code.chars().filter(|c| c.is_ascii_alphanumeric()).collect());
        let named = name.with_untracked(|name| name.parse::<Line>());
        let mut faults: Vec<Fault> = Vec::new();
        if typed.is_empty() {
            faults.push(("code", problems::field(FieldCode::Required)).into());
        }
        if let Err(fault) = &named {
            faults.push(("name", problems::field((*fault).into())).into());
        }
        let chosen = digits.get_untracked();
        if !chosen.is_empty() && !pin::is_well_formed(&chosen) {
            faults.push(("pin", t!(kiosk.pin_malformed).to_owned()).into());
        }
        if let (true, Ok(name)) = (form.accept(faults), named) {
            let ask = async move {
                // Kept before the server hears of it: a lost answer leaves no kiosk with a key that is not here.
                let public_key = key::public().await;
                let enrolled = api::send::<EnrolKiosk>((), &(), &EnrolRequest { code: typed, name, public_key }).await;
                if enrolled.is_ok() {
                    // Whoever may enrol it may choose its PIN anew, and an earlier one may be forgotten.
                    pin::forget();
                    if !chosen.is_empty() {
                        // Not kept, staff mode says that there is none.
                        let _ = pin::set(&chosen).await;
                    }
                }
                enrolled
            };
            form.run(ask, move |state| {
                queue::remember_state(&state);
                // The page may be gone by now.
                let _ = enrolled.try_run(state);
            });
        }
    });
    let faults_of_code = form.error("code");
    let code_error = Signal::derive(move || own_words(form).or_else(|| faults_of_code.get()));
    let faults = Signal::derive(move || match own_words(form) {
        Some(words) => vec![("code", words).into()],
        None => form.faults().get(),
    });
    view! {
        <div class="kiosk-enrol">
            <PageTitle text=t!(kiosk.enrol_title) />
            <p class="lead">{t!(kiosk.enrol_help)}</p>
            {left_over()}
            <FormShell pending=form.pending() problem=form.problem() faults summary_title=t!(kiosk.enrol_summary)
                submit_label=t!(kiosk.enrol_submit) on_submit=submit>
                <Field id="code" label=t!(kiosk.enrol_code) hint=t!(kiosk.enrol_code_hint).to_owned() value=code error=code_error autocomplete="off" />
                <Field id="name" label=t!(kiosk.enrol_name) hint=t!(kiosk.enrol_name_hint).to_owned() value=name error=form.error("name") autocomplete="off" />
                {pin_field(digits, form.error("pin"))}
            </FormShell>
            <p><a class="link" href=Route::Home.href()>{t!(kiosk.to_portal)}</a></p>
            <ReadingSettings />
        </div>
    }
    .into_any()
}

/// The staff's PIN, where this browser can keep one.
fn pin_field(digits: RwSignal<String>, error: Signal<Option<String>>) -> AnyView {
    if !pin::available() {
        return view! { <p class="quiet">{t!(kiosk.pin_unavailable)}</p> }.into_any();
    }
    view! {
        <Field id="pin" label=t!(kiosk.pin_first) hint=t!(kiosk.pin_first_hint).to_owned() value=digits error kind="password" inputmode="numeric" autocomplete="new-password" maxlength=8 short=true />
    }
    .into_any()
}

/// The codes of this form are no text messages: they have words of their own.
fn own_words(form: Form) -> Option<String> {
    match form.refusal().with(|refusal| refusal.as_ref().and_then(api::ApiError::code)) {
        Some(ErrorCode::CodeWrong) => Some(t!(kiosk.enrol_code_wrong).into()),
        Some(ErrorCode::CodeExpired) => Some(t!(kiosk.enrol_code_expired).into()),
        _ => None,
    }
}

/// Scans of an earlier enrolment that were never delivered: they stay, and it is said what helps.
fn left_over() -> Option<AnyView> {
    let standing = queue::standing(None);
    standing.oldest.map(|oldest| {
        let words = t!(kiosk.left_over, count = standing.waiting.to_string(), age = format::ago(oldest));
        view! { <Notice tone=Tone::Warning><p>{words}</p> <p>{t!(kiosk.left_over_help)}</p></Notice> }.into_any()
    })
}
