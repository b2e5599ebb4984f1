//! The parts of the form: what, where, and under which terms.

use super::fields::Draft;
use super::team::team;
use crate::city::city;
use crate::components::{DivisionField, StationPicker};
use crate::i18n::activities;
use crate::t;
use crate::ui::{Checkbox, Choice, Field, Notice, SelectField, TextArea, Tone};
use domain::activity::Category;
use leptos::prelude::*;

pub(super) fn what(draft: Draft) -> AnyView {
    let fields = draft.fields;
    let nothing = Choice { value: String::new(), label: t!(manage.choose).to_owned() };
    let categories = Category::ALL.map(|category| Choice { value: category.as_str().to_owned(), label: activities::category(category).to_owned() });
    let choices: Vec<Choice> = std::iter::once(nothing).chain(categories).collect();
    view! {
        <fieldset class="form-part">
            <legend>{t!(manage.part_what)}</legend>
            {team(draft)}
            <Field id="draft.title" label=t!(manage.activity_title) value=fields.title error=draft.error("draft.title") />
            <SelectField id="draft.category" label=t!(activity.filter_category) value=fields.category error=draft.error("draft.category") choices=Signal::stored(choices) />
            <Field id="draft.terms.summary" label=t!(manage.summary) hint=t!(manage.summary_hint).to_owned() value=fields.summary error=draft.error("draft.terms.summary") />
            <TextArea id="draft.terms.content" label=t!(manage.content) hint=t!(manage.content_hint).to_owned() value=fields.content error=draft.error("draft.terms.content") />
        </fieldset>
    }
    .into_any()
}

pub(super) fn whereabouts(draft: Draft) -> AnyView {
    let fields = draft.fields;
    view! {
        <fieldset class="form-part">
            <legend>{t!(manage.part_where)}</legend>
            <DivisionField id="draft.division" label=t!(manage.division) chosen=fields.division error=draft.error("draft.division") />
            <Field id="draft.place" label=t!(manage.place) hint=t!(manage.place_hint).to_owned() value=fields.place error=draft.error("draft.place") />
            <StationPicker id="draft.station" label=format!("{}{}", t!(manage.station), t!(shell.optional)) chosen=fields.station
                error=draft.error("draft.station") division=fields.division />
            <p class="field__hint">{t!(manage.station_why)}</p>
            <Checkbox id="draft.terms.indoor" checked=fields.indoor>{t!(manage.indoor)}</Checkbox>
        </fieldset>
    }
    .into_any()
}

pub(super) fn terms(draft: Draft) -> AnyView {
    let fields = draft.fields;
    let optional = |words: &str| format!("{words}{}", t!(shell.optional));
    let dangerous_age = city().policy.minors.dangerous_minimum_years;
    let uninsured = move || {
        let bare = fields.insurance.with(|insurance| insurance.trim().is_empty());
        (fields.dangerous.get() && bare).then(|| view! { <Notice tone=Tone::Warning><p>{t!(problems.fault_insurance_missing)}</p></Notice> })
    };
    view! {
        <fieldset class="form-part">
            <legend>{t!(manage.part_terms)}</legend>
            <TextArea id="draft.terms.conditions" label=optional(t!(manage.conditions)) hint=t!(manage.conditions_hint).to_owned() value=fields.conditions
                error=draft.error("draft.terms.conditions") rows=2 />
            <Field id="draft.terms.minimum_age" label=optional(t!(manage.minimum_age)) hint=t!(manage.minimum_age_hint).to_owned() value=fields.minimum_age
                error=draft.error("draft.terms.minimum_age") inputmode="numeric" short=true />
            <Checkbox id="draft.terms.by_approval" checked=fields.by_approval>{t!(manage.by_approval)}</Checkbox>
            <TextArea id="draft.terms.risks" label=t!(manage.risks) hint=t!(manage.risks_hint).to_owned() value=fields.risks error=draft.error("draft.terms.risks") rows=2 />
            <TextArea id="draft.terms.safeguards" label=t!(manage.safeguards) hint=t!(manage.safeguards_hint).to_owned() value=fields.safeguards
                error=draft.error("draft.terms.safeguards") rows=2 />
            <Checkbox id="draft.terms.dangerous" checked=fields.dangerous>{t!(manage.dangerous, years = dangerous_age.to_string())}</Checkbox>
            <Field id="draft.terms.insurance" label=optional(t!(manage.insurance)) hint=t!(manage.insurance_hint).to_owned() value=fields.insurance
                error=draft.error("draft.terms.insurance") />
            {uninsured}
            <Field id="draft.terms.contact" label=optional(t!(manage.contact)) hint=t!(manage.contact_hint).to_owned() value=fields.contact error=draft.error("draft.terms.contact") />
        </fieldset>
    }
    .into_any()
}
