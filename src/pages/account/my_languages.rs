//! The languages one can serve in, and what teams have attested.

use crate::api;
use crate::components::{Load, Loading, PageTitle};
use crate::forms::Form;
use crate::i18n::joining;
use crate::navigation;
use crate::route::Route;
use crate::t;
use crate::ui::{Checkbox, FormShell, toast};
use domain::activity::ServiceLanguage;
use domain::api::account::{GetProfile, OwnLanguages, SetLanguages};
use domain::volunteer::Profile;
use leptos::prelude::*;

/// Ids of the boxes, in the order of [`ServiceLanguage::ALL`].
const BOXES: [&str; ServiceLanguage::ALL.len()] = ["languages[0]", "languages[1]", "languages[2]", "languages[3]", "languages[4]"];

/// What is known, and where the reader wanted to go.
#[derive(Clone)]
struct Known {
    profile: Profile,
    next: Option<String>,
}

/// The page; afterwards it goes on to `next`.
pub fn my_languages(next: Option<String>) -> AnyView {
    let known = Loading::new(move || {
        let next = next.clone();
        async move { Ok(Known { profile: api::send::<GetProfile>((), &(), &()).await?, next }) }
    });
    view! {
        <div class="narrow">
            <PageTitle text=t!(joining.languages_title) />
            <p class="lead">{t!(joining.languages_lead)}</p>
            <Load of=known show=shown />
        </div>
    }
    .into_any()
}

fn shown(known: Known) -> AnyView {
    let Known { profile, next } = known;
    let form = Form::new();
    let ticked = ServiceLanguage::ALL.map(|language| RwSignal::new(profile.languages.contains(&language)));
    let submit = Callback::new(move |()| {
        let languages = ServiceLanguage::ALL.into_iter().zip(ticked).filter(|(_, ticked)| ticked.get_untracked()).map(|(language, _)| language).collect();
        let next = next.clone();
        form.accept(Vec::new());
        form.run(async move { api::send::<SetLanguages>((), &(), &OwnLanguages { languages }).await }, move |_| {
            toast::show(t!(joining.languages_saved));
            if next.is_some() {
                navigation::go_on(next.as_deref(), &Route::Me);
            }
        });
    });
    let boxes = ServiceLanguage::ALL.into_iter().zip(ticked).zip(BOXES).map(|((language, checked), id)| view! { <Checkbox id checked>{joining::language(language)}</Checkbox> }).collect_view();
    let attested = (!profile.qualifications.is_empty()).then(|| view! {
        <section class="section">
            <h2>{t!(joining.qualifications)}</h2>
            <ul class="bullets">{profile.qualifications.iter().map(|code| view! { <li>{joining::qualification(code)}</li> }).collect_view()}</ul>
        </section>
    });
    view! {
        <FormShell pending=form.pending() problem=form.problem() faults=form.faults() summary_title=t!(shell.error_summary) submit_label=t!(shell.save) on_submit=submit>
            {boxes}
        </FormShell>
        {attested}
    }
    .into_any()
}
