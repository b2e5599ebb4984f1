//! Part of an activity's form: what is asked of volunteers beside their age.

use crate::city::city;
use crate::i18n::{joining, problems};
use crate::t;
use crate::ui::{Choice, Field, SelectField};
use domain::activity::{Requirements, ServiceLanguage};
use domain::problem::FieldCode;
use leptos::prelude::*;

/// A figure that cannot be read, so that the form's check finds it.
const UNREADABLE: u16 = 0;

/// The fields; they hold what is asked.
pub(super) fn requirements(asks: RwSignal<Requirements>) -> AnyView {
    view! {
        <fieldset class="form-part">
            <legend>{t!(joining.editor_title)}</legend>
            <p class="field__hint">{t!(joining.editor_hint)}</p>
            {hours(asks)} {star(asks)}
            {tick("draft.terms.requirements.real_name".into(), t!(joining.editor_real_name).to_owned(), asks, |asks| asks.real_name, |asks, on| asks.real_name = on)}
            {tick("draft.terms.requirements.team_only".into(), t!(joining.editor_team_only).to_owned(), asks, |asks| asks.team_only, |asks, on| asks.team_only = on)}
            <p class="field__label">{t!(joining.editor_languages)}</p>
            {ServiceLanguage::ALL.map(|language| one_of(asks, format!("language-{}", language.as_str()), joining::language(language).to_owned(), language, |asks| &mut asks.languages)).collect_view()}
            <p class="field__label">{t!(joining.editor_qualifications)}</p>
            {city().policy.qualifications.iter().map(|one| {
                one_of(asks, format!("qualification-{}", one.code), joining::qualification(&one.code), one.code.clone(), |asks| &mut asks.qualifications)
            }).collect_view()}
        </fieldset>
    }
    .into_any()
}

fn hours(asks: RwSignal<Requirements>) -> AnyView {
    let kept = asks.with_untracked(|asks| asks.minimum_hours).filter(|hours| *hours != UNREADABLE);
    let typed = RwSignal::new(kept.map(|hours| hours.to_string()).unwrap_or_default());
    let read = |text: &str| if text.trim().is_empty() { None } else { Some(text.trim().parse::<u16>().ok().filter(|hours| (1..=Requirements::MOST_HOURS).contains(hours)).unwrap_or(UNREADABLE)) };
    Effect::new(move |_| {
        let hours = typed.with(|text| read(text));
        if asks.with_untracked(|asks| asks.minimum_hours != hours) {
            asks.update(|asks| asks.minimum_hours = hours);
        }
    });
    let error = Signal::derive(move || asks.with(|asks| asks.minimum_hours == Some(UNREADABLE)).then(|| problems::field(FieldCode::OutOfRange)));
    view! { <Field id="draft.terms.requirements.minimum_hours" label=format!("{}{}", t!(joining.editor_hours), t!(joining.optional)) value=typed error inputmode="numeric" short=true /> }.into_any()
}

fn star(asks: RwSignal<Requirements>) -> AnyView {
    let chosen = RwSignal::new(asks.with_untracked(|asks| asks.minimum_star).map(|star| star.to_string()).unwrap_or_default());
    Effect::new(move |_| {
        let star = chosen.with(|chosen| chosen.parse::<u8>().ok());
        if asks.with_untracked(|asks| asks.minimum_star != star) {
            asks.update(|asks| asks.minimum_star = star);
        }
    });
    let any = Choice { value: String::new(), label: t!(joining.editor_any_star).to_owned() };
    let stars = (1..=Requirements::MOST_STARS).map(|star| Choice { value: star.to_string(), label: t!(joining.asks_star, star = star.to_string()) });
    let choices: Vec<Choice> = std::iter::once(any).chain(stars).collect();
    view! { <SelectField id="draft.terms.requirements.minimum_star" label=t!(joining.editor_star) value=chosen error=Signal::stored(None) choices=Signal::stored(choices) /> }.into_any()
}

/// A box for one entry of a list.
fn one_of<T: Clone + PartialEq + Send + Sync + 'static>(asks: RwSignal<Requirements>, id: String, label: String, value: T, list: fn(&mut Requirements) -> &mut Vec<T>) -> AnyView {
    let listed = value.clone();
    let has = move |asks: &Requirements| list(&mut asks.clone()).contains(&listed);
    let set = move |asks: &mut Requirements, on: bool| {
        let all = list(asks);
        all.retain(|other| *other != value);
        if on {
            all.push(value.clone());
        }
    };
    tick(id, label, asks, has, set)
}

fn tick(
    id: String,
    label: String,
    asks: RwSignal<Requirements>,
    has: impl Fn(&Requirements) -> bool + Send + Sync + 'static,
    set: impl Fn(&mut Requirements, bool) + 'static,
) -> AnyView {
    view! {
        <div class="check">
            <input class="check__box" type="checkbox" id=id.clone() prop:checked=move || asks.with(|asks| has(asks))
                on:change=move |event| asks.update(|asks| set(asks, event_target_checked(&event))) />
            <label class="check__label" for=id>{label}</label>
        </div>
    }
    .into_any()
}
