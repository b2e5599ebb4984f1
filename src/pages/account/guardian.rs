//! Guardians: a minor makes a code, somebody of age agrees with it, and may withdraw it.

mod agree;
mod agreements;

use crate::api::{self, ApiError};
use crate::components::PageTitle;
use crate::forms::{Form, refused};
use crate::i18n::format;
use crate::route::Route;
use crate::t;
use crate::ui::{Notice, Tone};
use domain::api::guardian::{AskGuardian, GuardianCode};
use domain::sign_up::Refusal;
use domain::volunteer::VolunteerNumber;
use leptos::prelude::*;

/// The page; `code` came with the address, out of a link that a minor has sent.
pub fn guardian(code: Option<String>) -> AnyView {
    let agreed = Trigger::new();
    let minor = code.is_none().then(minor);
    view! {
        <div class="narrow">
            <PageTitle text=t!(joining.guardian_title) />
            <p class="lead">{t!(joining.guardian_lead)}</p>
            {minor}
            {agree::agree(code.unwrap_or_default(), agreed)}
            {agreements::agreements(agreed)}
        </div>
    }
    .into_any()
}

/// For a minor: the code to show.
fn minor() -> AnyView {
    let (form, made) = (Form::new(), RwSignal::new(None::<GuardianCode>));
    let make = move |_| {
        if !form.pending().get_untracked() {
            form.accept(Vec::new());
            form.run(async { api::send::<AskGuardian>((), &(), &()).await }, move |code| _ = made.try_set(Some(code)));
        }
    };
    // Elsewhere these are words about an activity; here there is none.
    let age_unknown =
        Memo::new(move |_| form.refusal().with(|refusal| refusal.as_ref().and_then(ApiError::problem).is_some_and(|problem| problem.refusal == Some(Refusal::AgeUnknown))));
    let refused = move || if age_unknown.get() { identity_first() } else { refused(form) };
    let shown = move || {
        made.get().map(|GuardianCode { code, expires_at }| {
            let grouped = code.parse::<VolunteerNumber>().map_or(code, |code| code.grouped());
            view! {
                <p class="quiet">{t!(joining.guardian_code)}</p>
                <p class="number big-number">{grouped}</p>
                <p>{t!(joining.guardian_code_until, time = format::near_moment(expires_at))}</p>
            }
        })
    };
    view! {
        <section class="section" aria-labelledby="guardian-minor">
            <h2 id="guardian-minor">{t!(joining.guardian_minor)}</h2>
            <p>{t!(joining.guardian_minor_help)}</p>
            {refused}
            <p><button type="button" class="button" aria-disabled=move || form.pending().get().then_some("true") class:is-pending=form.pending() on:click=make>{t!(joining.guardian_make_code)}</button></p>
            <div role="status">{shown}</div>
        </section>
    }
    .into_any()
}

/// Whoever asks has to be known to be under age.
fn identity_first() -> AnyView {
    let to = Route::MyIdentity { next: Some(Route::Guardian { code: None }.href()) }.href();
    view! {
        <div role="alert">
            <Notice tone=Tone::Info>
                <p>{t!(joining.guardian_age_unknown)}</p>
                <p><a class="link" href=to>{t!(activity.give_id_card)}</a></p>
            </Notice>
        </div>
    }
    .into_any()
}
