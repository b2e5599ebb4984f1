//! Making a team.

use crate::city::city;
use crate::components::DivisionField;
use crate::forms::{Form, Wish, fault_as_typed};
use crate::i18n::{problems, staff};
use crate::pages::admin::{out_of_scope, own_division};
use crate::t;
use crate::ui::{Choice, Fault, Field, FormShell, SelectField};
use domain::api::team::MakeTeam;
use domain::can::Action;
use domain::org_code::OrgCode;
use domain::problem::FieldCode;
use domain::team::{Team, TeamDraft, TeamForm};
use domain::text::Line;
use leptos::prelude::*;

const FORMS: [(TeamForm, &str); 3] = [(TeamForm::FiledGroup, "filed_group"), (TeamForm::LegalEntity, "legal_entity"), (TeamForm::UnitGroup, "unit_group")];

/// The form; `made` gets the new team.
pub(super) fn form(made: Callback<Team>) -> AnyView {
    let form = Form::new();
    let wish = Wish::new();
    let name = RwSignal::new(String::new());
    let word = RwSignal::new(FORMS[0].1.to_owned());
    let org_code = RwSignal::new(String::new());
    let division = RwSignal::new(own_division());
    let chosen_form = Memo::new(move |_| word.with(|word| FORMS.iter().find(|(_, own)| own == word).map_or(TeamForm::FiledGroup, |(form, _)| *form)));
    let choices = FORMS.map(|(form, word)| Choice { value: word.to_owned(), label: staff::team_form(form).to_owned() }).to_vec();

    let submit = Callback::new(move |()| {
        let read_name = name.with_untracked(|name| name.parse::<Line>());
        let read_code = match chosen_form.get_untracked() {
            TeamForm::LegalEntity => org_code.with_untracked(|code| code.parse::<OrgCode>()).map(Some),
            _ => Ok(None),
        };
        let place = division.get_untracked().unwrap_or_else(|| city().root.clone());
        let mut faults: Vec<Fault> = Vec::new();
        if let Err(fault) = &read_name {
            faults.push(("name", problems::field((*fault).into())).into());
        }
        if let Err(fault) = &read_code {
            let code = if org_code.with_untracked(|code| code.trim().is_empty()) { FieldCode::Required } else { (*fault).into() };
            faults.push(("org_code", problems::field(code)).into());
        }
        if let Some(denied) = out_of_scope(Action::ManageTeams, &place) {
            faults.push(("division", denied).into());
        }
        if let (true, Ok(name), Ok(org_code)) = (form.accept(faults), read_name, read_code) {
            let draft = TeamDraft { name, form: chosen_form.get_untracked(), org_code, division: place };
            form.run(wish.send::<MakeTeam>((), draft), move |team| {
                // The page may be gone by now.
                let _ = made.try_run(team);
            });
        }
    });
    view! {
        <section class="panel" aria-labelledby="new-team-title">
            <h2 id="new-team-title">{t!(manage.team_new)}</h2>
            <FormShell pending=form.pending() problem=form.problem() faults=form.faults() summary_title=t!(shell.error_summary)
                submit_label=t!(manage.team_make) on_submit=submit>
                <Field id="name" label=t!(manage.team_name) value=name error={fault_as_typed::<Line>(form, "name", name)} />
                <SelectField id="form" label=t!(manage.team_form) value=word error=form.error("form") choices=Signal::stored(choices) />
                {move || (chosen_form.get() == TeamForm::LegalEntity).then(|| view! {
                    <Field id="org_code" label=t!(manage.org_code) hint=t!(manage.org_code_hint).to_owned() value=org_code
                        error={fault_as_typed::<OrgCode>(form, "org_code", org_code)} />
                })}
                <DivisionField id="division" label=t!(manage.division) chosen=division error=form.error("division") />
            </FormShell>
        </section>
    }
    .into_any()
}
