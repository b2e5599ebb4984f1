//! Whose activity it is.

use super::fields::Draft;
use crate::api;
use crate::components::{Named, TeamPicker};
use crate::session;
use crate::t;
use crate::ui::{Choice, SelectField};
use domain::api::team::GetTeam;
use domain::can::{Grant, Role};
use domain::ids::TeamId;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Teams of which the person is a leader.
fn own_teams() -> Vec<Named<TeamId>> {
    let grants = session::who().with_untracked(|who| who.somebody().map(|person| person.grants.clone())).unwrap_or_default();
    let of = |grant: Grant| match grant.role {
        Role::TeamLeader { team } => Some(Named { id: team, name: grant.scope_name }),
        _ => None,
    };
    grants.into_iter().filter_map(of).collect()
}

/// Chooses the team the reader came from, or the only one there is; a team's division is where
/// its activities mostly are. Neither counts as typed.
pub(super) fn choose_team(draft: Draft, team: Option<TeamId>) {
    let fields = draft.fields;
    let own = own_teams();
    if fields.team.with_untracked(Option::is_none) {
        let only = (own.len() == 1 && !session::who().with_untracked(session::Who::is_administrator)).then(|| own.first().map(|team| team.id)).flatten();
        if let Some(id) = team.or(only) {
            spawn_local(async move {
                if let Ok(team) = api::send::<GetTeam>(id, &(), &()).await {
                    let chosen = Some(Named { id: team.id, name: team.name });
                    draft.opened.try_update(|opened| opened.team = chosen.clone());
                    fields.team.try_set(chosen);
                }
            });
        }
    }
    Effect::new(move |_| {
        let Some(team) = fields.team.get().filter(|_| fields.division.with_untracked(Option::is_none)) else { return };
        spawn_local(async move {
            let division = api::send::<GetTeam>(team.id, &(), &()).await.ok().map(|team| team.division);
            if fields.division.try_get_untracked() == Some(None) {
                draft.opened.try_update(|opened| opened.division = division.clone());
                fields.division.try_set(division);
            }
        });
    });
}

/// Leaders choose among their own teams, administrators among all.
pub(super) fn team(draft: Draft) -> AnyView {
    let chosen = draft.fields.team;
    // Whose an activity is stays as it is.
    if draft.base.with_untracked(Option::is_some) {
        return view! { <p><b>{t!(manage.team)}</b> " " {chosen.get_untracked().map(|team| team.name)}</p> }.into_any();
    }
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
