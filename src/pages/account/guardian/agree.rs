//! For a guardian: the code that a minor showed, their name, and the words that are agreed to.

use crate::api::ApiError;
use crate::forms::{Form, Wish};
use crate::i18n::problems;
use crate::t;
use crate::ui::{Checkbox, Fault, Field, FormShell, toast};
use domain::api::guardian::{Agreement, AgreeAsGuardian};
use domain::guardian::CONSENT;
use domain::problem::ErrorCode;
use domain::text::PersonName;
use leptos::prelude::*;

/// The same names as in the request, so that the server's word about one finds its control.
const CODE: &str = "code";
const NAME: &str = "minor_name";
const AGREED: &str = "consent";

/// The form; `agreed` is told when it worked.
pub(super) fn agree(code: String, agreed: Trigger) -> AnyView {
    let (form, wish) = (Form::new(), Wish::new());
    let (code, name, consents) = (RwSignal::new(code), RwSignal::new(String::new()), RwSignal::new(false));
    let submit = Callback::new(move |()| {
        let mut faults: Vec<Fault> = Vec::new();
        let minor_name = name.with_untracked(|typed| typed.parse::<PersonName>()).map_err(|fault| faults.push((NAME, problems::field(fault.into())).into())).ok();
        if !consents.get_untracked() {
            faults.push((AGREED, t!(joining.guardian_consent_needed).to_owned()).into());
        }
        if form.accept(faults)
            && let Some(minor_name) = minor_name
        {
            let request = Agreement { code: code.get_untracked(), minor_name, consent: CONSENT.to_owned() };
            form.run(async move { wish.send::<AgreeAsGuardian>((), request).await }, move |_| {
                toast::show(t!(joining.guardian_agreed_toast));
                // The page may be gone by now.
                if code.try_set(String::new()).is_none() {
                    name.set(String::new());
                    consents.set(false);
                    agreed.notify();
                }
            });
        }
    });
    // The server does not tell which of the two is wrong.
    let problem = Signal::derive(move || match form.refusal().with(|refusal| refusal.as_ref().and_then(ApiError::code)) {
        Some(ErrorCode::CodeWrong) => Some(t!(joining.guardian_wrong).to_owned()),
        _ => form.problem().get(),
    });
    view! {
        <section class="section" aria-labelledby="guardian-agree">
            <h2 id="guardian-agree">{t!(joining.guardian_agree_title)}</h2>
            <FormShell pending=form.pending() problem faults=form.faults() summary_title=t!(shell.error_summary) submit_label=t!(joining.guardian_agree) on_submit=submit>
                <Field id=CODE label=t!(joining.guardian_code) value=code error=form.error(CODE) maxlength=12 short=true />
                <Field id=NAME label=t!(joining.guardian_name) value=name error=form.error(NAME) />
                <Checkbox id=AGREED checked=consents error=Some(form.error(AGREED))>{t!(joining.guardian_consent)}</Checkbox>
            </FormShell>
        </section>
    }
    .into_any()
}
