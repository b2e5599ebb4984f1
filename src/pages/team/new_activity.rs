//! A new activity: everything 志愿服务条例 Art. 12 demands, positions and shifts. Nothing typed is
//! lost by a reload, a lost network or an ended login.

mod fields;
mod shifts;
mod written;

use super::questions::questions;
use super::requirements::requirements;
use crate::api;
use crate::city::city;
use crate::components::{DivisionField, Named, PageTitle, StationPicker, TeamPicker};
use crate::forms::Wish;
use crate::i18n::activities;
use crate::navigation;
use crate::route::Route;
use crate::session;
use crate::t;
use crate::ui::{Checkbox, Choice, Field, FormShell, Notice, SelectField, TextArea, Tone, toast};
use domain::activity::Category;
use domain::api::activity::MakeActivity;
use domain::api::team::GetTeam;
use domain::can::{Grant, Role};
use domain::ids::TeamId;
use fields::{Draft, Fields};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The page; `team` is chosen already when the reader comes from it.
pub fn new_activity(team: Option<TeamId>) -> AnyView {
    let restored = RwSignal::new(fields::kept().is_some());
    // "Begin anew" makes the form anew.
    let begun = RwSignal::new(0_u32);
    let anew = move |_| {
        fields::forget();
        restored.set(false);
        begun.update(|count| *count += 1);
    };
    view! {
        <PageTitle text=t!(manage.activity_new) />
        <p class="lead">{t!(manage.activity_new_lead)}</p>
        {move || restored.get().then(|| view! {
            <Notice tone=Tone::Info>
                <p>{t!(manage.restored)}</p>
                <p><button type="button" class="link" on:click=anew>{t!(manage.begin_anew)}</button></p>
            </Notice>
        })}
        {move || {
            begun.track();
            form(team)
        }}
    }
    .into_any()
}

/// Teams of which the person is a leader.
fn own_teams() -> Vec<Named<TeamId>> {
    let grants = session::who().with_untracked(|who| who.somebody().map(|person| person.grants.clone())).unwrap_or_default();
    let of = |grant: Grant| match grant.role {
        Role::TeamLeader { team } => Some(Named { id: team, name: grant.scope_name }),
        _ => None,
    };
    grants.into_iter().filter_map(of).collect()
}

fn form(team: Option<TeamId>) -> AnyView {
    let draft = Draft::new(fields::kept().unwrap_or_else(fields::blank));
    let wish = Wish::new();
    choose_team(draft.fields, team);
    let submit = Callback::new(move |()| match draft.read() {
        Err(faults) => _ = draft.form.accept(faults),
        Ok(activity) => {
            draft.form.accept(Vec::new());
            draft.form.run(wish.send::<MakeActivity>((), activity), move |made| {
                fields::forget();
                toast::show(t!(manage.activity_made));
                navigation::replace(&Route::ManagedActivity(made.id));
            });
        }
    });
    let form = draft.form;
    view! {
        <div class="wide-form">
            <FormShell pending=form.pending() problem=form.problem() faults=form.faults() summary_title=t!(shell.error_summary)
                submit_label=t!(manage.activity_save) on_submit=submit>
                {what(draft)} {whereabouts(draft)} {terms(draft)} {requirements(draft.fields.requirements)} {questions(draft.fields.questions, move |id| draft.error(id))} {shifts::positions(draft)}
                <p class="field__hint">{t!(manage.draft_hint)}</p>
            </FormShell>
        </div>
    }
    .into_any()
}

/// Chooses the team the reader came from, or the only one there is; a team's division is where
/// its activities mostly are.
fn choose_team(fields: Fields, team: Option<TeamId>) {
    let own = own_teams();
    if fields.team.with_untracked(Option::is_none) {
        let only = (own.len() == 1 && !session::who().with_untracked(session::Who::is_administrator)).then(|| own.first().map(|team| team.id)).flatten();
        if let Some(id) = team.or(only) {
            spawn_local(async move {
                if let Ok(team) = api::send::<GetTeam>(id, &(), &()).await {
                    fields.team.try_set(Some(Named { id: team.id, name: team.name }));
                }
            });
        }
    }
    Effect::new(move |_| {
        let Some(team) = fields.team.get().filter(|_| fields.division.with_untracked(Option::is_none)) else { return };
        spawn_local(async move {
            let division = api::send::<GetTeam>(team.id, &(), &()).await.ok().map(|team| team.division);
            if fields.division.try_get_untracked() == Some(None) {
                fields.division.try_set(division);
            }
        });
    });
}

fn what(draft: Draft) -> AnyView {
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

/// Leaders choose among their own teams, administrators among all.
fn team(draft: Draft) -> AnyView {
    let chosen = draft.fields.team;
    let own = own_teams();
    if session::who().with_untracked(session::Who::is_administrator) {
        return view! { <TeamPicker id="team" label=t!(manage.team) chosen error=draft.error("team") /> }.into_any();
    }
    let word = RwSignal::new(chosen.get_untracked().map(|team| team.id.to_string()).unwrap_or_default());
    let nothing = Choice { value: String::new(), label: t!(manage.choose).to_owned() };
    let choices: Vec<Choice> = std::iter::once(nothing).chain(own.iter().map(|team| Choice { value: team.id.to_string(), label: team.name.clone() })).collect();
    // The team may be chosen elsewhere too: by the address, or because it is the only one.
    Effect::new(move |_| word.set(chosen.get().map(|team| team.id.to_string()).unwrap_or_default()));
    Effect::new(move |before: Option<()>| {
        let now = word.get();
        if before.is_some() {
            let named = own.iter().find(|team| team.id.to_string() == now).cloned();
            if chosen.with_untracked(|chosen| *chosen != named) {
                chosen.set(named);
            }
        }
    });
    view! { <SelectField id="team" label=t!(manage.team) value=word error=draft.error("team") choices=Signal::stored(choices) /> }.into_any()
}

fn whereabouts(draft: Draft) -> AnyView {
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

fn terms(draft: Draft) -> AnyView {
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
