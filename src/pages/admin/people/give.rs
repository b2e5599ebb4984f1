//! Giving a role: which one, and where it holds.

use crate::city::city;
use crate::components::{DivisionField, Named, StationPicker, TeamPicker};
use crate::forms::{Form, Wish};
use crate::i18n::problems;
use crate::pages::admin::{out_of_scope, own_division};
use crate::t;
use crate::ui::{Choice, Fault, FormShell, SelectField};
use domain::api::people::{GiveGrant, NewGrant};
use domain::can::{Action, Grant, Role};
use domain::division::DivisionCode;
use domain::ids::{PersonId, StationId, TeamId};
use domain::problem::FieldCode;
use leptos::prelude::*;

const LEADER: &str = "team_leader";
const KEEPER: &str = "station_keeper";
const ADMINISTRATOR: &str = "administrator";

/// What was chosen.
#[derive(Clone, Copy)]
struct Choosing {
    word: RwSignal<String>,
    team: RwSignal<Option<Named<TeamId>>>,
    station: RwSignal<Option<Named<StationId>>>,
    division: RwSignal<Option<DivisionCode>>,
}

impl Choosing {
    /// The role, or what is wrong with its place.
    fn role(self) -> Result<Role, Fault> {
        let missing = |field: &'static str| Fault::from((field, problems::field(FieldCode::Required)));
        match self.word.get_untracked().as_str() {
            KEEPER => self.station.get_untracked().map(|station| Role::StationKeeper { station: station.id }).ok_or_else(|| missing("role-station")),
            ADMINISTRATOR => {
                let division = self.division.get_untracked().unwrap_or_else(|| city().root.clone());
                match out_of_scope(Action::ManageGrants, &division) {
                    Some(denied) => Err(Fault::from(("role-division", denied))),
                    None => Ok(Role::Administrator { division }),
                }
            }
            _ => self.team.get_untracked().map(|team| Role::TeamLeader { team: team.id }).ok_or_else(|| missing("role-team")),
        }
    }
}

/// The form; `given` gets the new right.
pub(super) fn give(person: PersonId, given: Callback<Grant>) -> AnyView {
    let form = Form::new();
    let wish = Wish::new();
    let choosing = Choosing { word: RwSignal::new(LEADER.to_owned()), team: RwSignal::new(None), station: RwSignal::new(None), division: RwSignal::new(own_division()) };
    let submit = Callback::new(move |()| {
        let role = choosing.role();
        if let (true, Ok(role)) = (form.accept(role.as_ref().err().cloned().into_iter().collect()), role) {
            form.run(wish.send::<GiveGrant>((), NewGrant { person, role }), move |grant| {
                // The page may be gone by now.
                let _ = given.try_run(grant);
            });
        }
    });
    let choices = [(LEADER, t!(manage.role_team_leader)), (KEEPER, t!(manage.role_station_keeper)), (ADMINISTRATOR, t!(manage.role_administrator))];
    let choices = choices.map(|(value, label)| Choice { value: value.to_owned(), label: label.to_owned() }).to_vec();
    let place = move || match choosing.word.get().as_str() {
        KEEPER => view! {
            <StationPicker id="role-station" label=t!(manage.role_of_station) chosen=choosing.station error=form.error("role-station") division=Signal::stored(own_division()) />
        }
        .into_any(),
        ADMINISTRATOR => view! {
            <DivisionField id="role-division" label=t!(manage.role_of_division) chosen=choosing.division error=form.error("role-division") />
        }
        .into_any(),
        _ => view! { <TeamPicker id="role-team" label=t!(manage.role_of_team) chosen=choosing.team error=form.error("role-team") /> }.into_any(),
    };
    view! {
        <div class="panel">
            <FormShell pending=form.pending() problem=form.problem() faults=form.faults() summary_title=t!(shell.error_summary)
                submit_label=t!(manage.role_give) on_submit=submit>
                <SelectField id="role-kind" label=t!(manage.role_kind) value=choosing.word error=form.error("role-kind") choices=Signal::stored(choices) />
                {place}
            </FormShell>
        </div>
    }
    .into_any()
}
