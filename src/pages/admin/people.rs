//! People and their roles. What is looked for goes in the body of a request, never in an address.

mod cards;
mod give;
mod person;

use crate::api;
use crate::components::PageTitle;
use crate::forms::Form;
use crate::i18n::{format, problems};
use crate::t;
use crate::ui::{Fault, Icon, Notice, Tone, icon};
use domain::api::people::{FindPeople, Found, FoundPeople, PersonSearch};
use domain::ids::PersonId;
use domain::problem::FieldCode;
use leptos::prelude::*;

/// Search, and what it found.
pub fn people() -> AnyView {
    let form = Form::new();
    let text = RwSignal::new(String::new());
    let found = RwSignal::new(None::<FoundPeople>);
    // To whom a role is being given: one form at a time.
    let giving = RwSignal::new(None::<PersonId>);
    let submit = move || {
        let typed = text.with_untracked(|text| text.trim().to_owned());
        let faults: Vec<Fault> = typed.is_empty().then(|| ("person-text", problems::field(FieldCode::Required)).into()).into_iter().collect();
        if form.accept(faults) {
            form.run(async move { api::send::<FindPeople>((), &(), &PersonSearch { text: typed }).await }, move |answer| {
                giving.try_set(None);
                found.try_set(Some(answer));
            });
        }
    };
    let error = form.error("person-text");
    let wrong = move || form.problem().get().or_else(|| error.get());
    view! {
        <PageTitle text=t!(manage.people_title) />
        <p class="lead" id="person-help">{t!(manage.people_lead)}</p>
        <form class="search" role="search" novalidate on:submit=move |event| {
            event.prevent_default();
            if !form.pending().get_untracked() { submit() }
        }>
            <label class="visually-hidden" for="person-text">{t!(manage.people_search)}</label>
            <input class="input search__input" id="person-text" type="search" maxlength="40" enterkeyhint="search" autocomplete="off" spellcheck="false"
                aria-describedby="person-help" placeholder=t!(manage.people_search) aria-invalid=move || error.with(Option::is_some).then_some("true")
                prop:value=text on:input=move |event| text.set(event_target_value(&event)) />
            <button type="submit" class="button search__button" aria-disabled=move || form.pending().get().then_some("true") class:is-pending=form.pending()>
                {icon(Icon::Search)} <span>{t!(activity.search)}</span>
            </button>
        </form>
        <div role="alert">{move || wrong().map(|words| view! { <Notice tone=Tone::Danger><p>{words}</p></Notice> })}</div>
        <p class="result-count" role="status">{move || found.with(|found| found.as_ref().map(count_phrase))}</p>
        {move || found.with(|found| found.as_ref().map(|found| results(found, giving)))}
    }
    .into_any()
}

fn count_phrase(found: &FoundPeople) -> String {
    let count = format::number(found.people.len() as u64);
    match (found.people.len(), found.more) {
        (0, _) => t!(manage.people_none).into(),
        (_, true) => t!(manage.people_more, count = count),
        (_, false) => t!(manage.people_count, count = count),
    }
}

fn results(found: &FoundPeople, giving: RwSignal<Option<PersonId>>) -> AnyView {
    let one = |found: &Found| view! { <li>{person::person(found.clone(), giving)}</li> };
    view! { <ul class="rows">{found.people.iter().map(one).collect_view()}</ul> }.into_any()
}
