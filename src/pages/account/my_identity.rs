//! The identity card number: asked for only when an activity needs the age, kept sealed.

use crate::api;
use crate::city::{city, today};
use crate::components::{Load, Loading, PageTitle};
use crate::forms::Form;
use crate::i18n::problems;
use crate::route::Route;
use crate::t;
use crate::ui::{Fault, Field, FormShell, Notice, Tone};
use domain::api::account::{GetProfile, GiveIdCard, IdCardRequest};
use domain::id_card::IdCard;
use domain::volunteer::Profile;
use leptos::prelude::*;

/// The same name as in the request, so that the server's word about it finds the control.
const FIELD: &str = "id_card";

/// What the server knows, where a new answer goes, and where the reader wanted to go.
#[derive(Clone)]
struct Known {
    profile: Profile,
    given: Callback<Profile>,
    next: Option<String>,
}

/// The page; afterwards it offers the way on to `next`.
pub fn my_identity(next: Option<String>) -> AnyView {
    let answer = RwSignal::new(None::<Profile>);
    let given = Callback::new(move |profile| answer.set(Some(profile)));
    let known = Loading::new(move || {
        let (next, newer) = (next.clone(), answer.get());
        async move {
            let profile = match newer {
                Some(profile) => profile,
                None => api::send::<GetProfile>((), &(), &()).await?,
            };
            Ok(Known { profile, given, next })
        }
    });
    view! {
        <div class="narrow">
            <PageTitle text=t!(account.identity_title) />
            <Load of=known show=shown />
        </div>
    }
    .into_any()
}

fn shown(known: Known) -> AnyView {
    match known.profile.id_card_masked.clone() {
        Some(masked) => given(masked, known),
        None => form(known),
    }
}

fn given(masked: String, known: Known) -> AnyView {
    view! {
        <Notice tone=Tone::Success>
            <p><b>{t!(account.identity_given)}</b></p>
            <p class="number">{masked}</p>
        </Notice>
        <p class="aside">{t!(account.identity_sealed)}</p>
        <p class="quiet">{t!(account.identity_wrong, hotline = city().hotline)}</p>
        {known.next.map(|next| view! { <p class="actions aside"><a class="button" href=next>{t!(account.go_back_on)}</a></p> })}
    }
    .into_any()
}

fn form(known: Known) -> AnyView {
    let Known { given, next, .. } = known;
    let form = Form::new();
    let typed = RwSignal::new(String::new());
    let wrong = |typed: &String| IdCard::parse(typed, today()).err().map(|fault| problems::field(fault.into()));
    let submit = Callback::new(move |()| {
        let fault: Option<Fault> = typed.with_untracked(wrong).map(|text| (FIELD, text).into());
        if form.accept(fault.into_iter().collect()) {
            let request = IdCardRequest { id_card: typed.get_untracked() };
            form.run(async move { api::send::<GiveIdCard>((), &(), &request).await }, move |profile| given.run(profile));
        }
    });
    // As typed: whoever leaves the field learns of a slip beside it, without being taken to a summary.
    let slip = RwSignal::new(None::<String>);
    let left = move |_| {
        // The field is also left when the whole form goes, and then nothing is there any more.
        if let Some(fault) = typed.try_with_untracked(|typed| if typed.is_empty() { None } else { wrong(typed) }) {
            slip.set(fault);
        }
    };
    let error = Signal::derive(move || form.error(FIELD).get().or_else(|| slip.get()));
    view! {
        <p class="lead">{t!(account.identity_why)}</p>
        <ul class="bullets">
            {[t!(account.identity_use_age), t!(account.identity_use_nowhere), t!(account.identity_sealed)].map(|line| view! { <li>{line}</li> }).collect_view()}
        </ul>
        <div class="aside" on:focusout=left on:input=move |_| slip.set(None)>
            <FormShell pending=form.pending() problem=form.problem() faults=form.faults() summary_title=t!(shell.error_summary)
                submit_label=t!(shell.save) on_submit=submit>
                <Field id=FIELD label=t!(account.identity_number) hint=t!(account.identity_hint).to_owned() value=typed error maxlength=18 />
            </FormShell>
        </div>
        {next.map(|next| view! { <p><a class="link" href=next>{t!(account.not_now)}</a></p> })}
        <p class="quiet"><a class="link" href=Route::MyLooks.href()>{t!(account.looks_title)}</a></p>
    }
    .into_any()
}
