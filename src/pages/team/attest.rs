//! Who belongs to the team, and whose trainings and qualifications it has seen proof of.

use crate::api;
use crate::city::city;
use crate::components::{Load, Loading};
use crate::forms::Form;
use crate::i18n::{joining, problems};
use crate::t;
use crate::ui::{Checkbox, Field, FormShell, toast};
use domain::activity::QualificationCode;
use domain::api::team::{AttestVolunteer, Attestation, ListTeamVolunteers, TeamVolunteer, TeamVolunteers};
use domain::ids::TeamId;
use domain::problem::FieldCode;
use domain::volunteer::VolunteerNumber;
use leptos::prelude::*;
use std::collections::BTreeSet;

/// Id of the field; that of the other form of this page is the plain name.
const NUMBER: &str = "attest-number";

/// The section; its list is asked for once it is opened, because each look is written down.
pub(super) fn attest(team: TeamId) -> AnyView {
    let open = RwSignal::new(false);
    let changed = Trigger::new();
    let list = move || {
        open.get().then(|| {
            let found = Loading::new(move || {
                changed.track();
                async move { api::send::<ListTeamVolunteers>(team, &(), &()).await }
            });
            view! { <Load of=found show=volunteers /> }
        })
    };
    view! {
        <details class="disclosure no-print" on:toggle=move |_| open.set(true)>
            <summary>{t!(joining.attest_title)}</summary>
            <p class="quiet">{t!(joining.attest_help)}</p>
            {form(team, changed)}
            {list}
        </details>
    }
    .into_any()
}

fn form(team: TeamId, changed: Trigger) -> AnyView {
    let (form, number, member) = (Form::new(), RwSignal::new(String::new()), RwSignal::new(true));
    let ticked = RwSignal::new(BTreeSet::<QualificationCode>::new());
    let submit = Callback::new(move |()| match number.with_untracked(|typed| typed.parse::<VolunteerNumber>()) {
        Err(_) => _ = form.accept(vec![(NUMBER, problems::field(FieldCode::Format)).into()]),
        Ok(typed) => {
            form.accept(Vec::new());
            let said = Attestation { number: typed, member: member.get_untracked(), qualifications: ticked.get_untracked().into_iter().collect() };
            form.run(async move { api::send::<AttestVolunteer>(team, &(), &said).await }, move |volunteer| {
                toast::show(t!(joining.attest_done, name = volunteer.name));
                // The page may be gone by now.
                if number.try_set(String::new()).is_none() {
                    ticked.set(BTreeSet::new());
                    changed.notify();
                }
            });
        }
    });
    let boxes = city().policy.qualifications.iter().map(|one| tick(one.code.clone(), ticked)).collect_view();
    view! {
        <FormShell pending=form.pending() problem=form.problem() faults=form.faults() summary_title=t!(shell.error_summary) submit_label=t!(joining.attest_submit) on_submit=submit>
            <Field id=NUMBER label=t!(joining.team_number) value=number error=form.error(NUMBER) maxlength=12 short=true />
            <Checkbox id="attest-member" checked=member>{t!(joining.attest_member)}</Checkbox>
            {boxes}
        </FormShell>
    }
    .into_any()
}

fn tick(code: QualificationCode, ticked: RwSignal<BTreeSet<QualificationCode>>) -> AnyView {
    let (id, label, shown) = (format!("attest-{code}"), joining::qualification(&code), code.clone());
    let set = move |event: leptos::ev::Event| {
        let on = event_target_checked(&event);
        ticked.update(|all| _ = if on { all.insert(code.clone()) } else { all.remove(&code) });
    };
    view! {
        <div class="check">
            <input class="check__box" type="checkbox" id=id.clone() prop:checked=move || ticked.with(|all| all.contains(&shown)) on:change=set />
            <label class="check__label" for=id>{label}</label>
        </div>
    }
    .into_any()
}

fn volunteers(listed: TeamVolunteers) -> AnyView {
    if listed.volunteers.is_empty() {
        return view! { <p class="quiet">{t!(joining.attest_none)}</p> }.into_any();
    }
    let row = |one: TeamVolunteer| {
        let member = one.member.then(|| view! { <span class="tag">{t!(joining.attest_member)}</span> });
        let qualified = one.qualifications.iter().map(|code| view! { <span class="tag tag--quiet">{joining::qualification(code)}</span> }).collect_view();
        view! {
            <li class="row row--tall">
                <div class="row__main"><h3 class="row__title">{one.name}</h3> <p class="row__facts"><span class="number">{one.number.grouped()}</span></p> <p class="tags">{member} {qualified}</p></div>
            </li>
        }
    };
    view! { <ul class="rows">{listed.volunteers.into_iter().map(row).collect_view()}</ul> }.into_any()
}
