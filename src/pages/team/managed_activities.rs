//! The activities one manages. The filters are the address.

use super::line::line;
use crate::api;
use crate::components::{Load, Loading, Named, PageTitle, Paged, PagedList, TeamPicker};
use crate::navigation;
use crate::route::Route;
use crate::session;
use crate::t;
use crate::ui::{Icon, icon};
use domain::activity::ActivityStatus;
use domain::api::activity::{ListManaged, ManagedQuery};
use domain::api::team::GetTeam;
use domain::can::{Grant, Role};
use domain::ids::TeamId;
use leptos::prelude::*;

/// What the address asks for.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
struct Filter {
    team: Option<TeamId>,
    status: Option<ActivityStatus>,
}

impl Filter {
    fn route(self) -> Route {
        Route::ManagedActivities { team: self.team, status: self.status }
    }
}

/// The list with its filters.
pub fn managed_activities() -> AnyView {
    let current = navigation::current();
    let filter = Memo::new(move |_| current.with(|route| match route {
        Route::ManagedActivities { team, status } => Filter { team: *team, status: *status },
        _ => Filter::default(),
    }));
    let list = Paged::new(move |after| {
        let Filter { team, status } = filter.get();
        async move { api::send::<ListManaged>((), &ManagedQuery { team, status, after, size: None }, &()).await }
    });
    view! {
        <div class="section__head">
            <PageTitle text=t!(shell.admin_activities) />
            <a class="button button--small" href=move || Route::NewActivity { team: filter.get().team, like: None }.href()>
                {icon(Icon::Plus)} <span>{t!(manage.activity_new)}</span>
            </a>
        </div>
        {statuses(filter)}
        {teams(filter)}
        <PagedList of=list show=line empty=empty class="rows" />
    }
    .into_any()
}

/// Each chip is a link, so it can be opened, copied and shared.
fn statuses(filter: Memo<Filter>) -> AnyView {
    let chip = move |status: Option<ActivityStatus>, words: &'static str| {
        let href = move || Filter { status, ..filter.get() }.route().href();
        let current = move || (filter.get().status == status).then_some("true");
        view! { <li><a class="chip" href=href aria-current=current>{words}</a></li> }
    };
    view! {
        <ul class="chips" aria-label=t!(manage.filter_status)>
            {chip(None, t!(shell.all))}
            {chip(Some(ActivityStatus::Published), t!(manage.status_published))}
            {chip(Some(ActivityStatus::Draft), t!(activity.draft))}
            {chip(Some(ActivityStatus::InReview), t!(activity.in_review))}
            {chip(Some(ActivityStatus::Cancelled), t!(activity.cancelled))}
        </ul>
    }
    .into_any()
}

/// Leaders choose among their own teams, administrators among all.
fn teams(filter: Memo<Filter>) -> AnyView {
    let who = session::who();
    if !who.with_untracked(session::Who::is_administrator) {
        return own_teams(filter);
    }
    let chosen = RwSignal::new(None::<Named<TeamId>>);
    Effect::new(move |_| {
        if let Some(team) = chosen.get() {
            navigation::replace(&Filter { team: Some(team.id), ..filter.get_untracked() }.route());
        }
    });
    let team = Memo::new(move |_| filter.get().team);
    let picker = move || match team.get() {
        Some(team) => picked(team, filter),
        None => {
            chosen.set(None);
            view! {
                <details class="filters">
                    <summary class="filters__summary">{icon(Icon::Filter)} <span>{t!(manage.filter_team)}</span></summary>
                    <div class="filters__body"><TeamPicker id="filter-team" label=t!(manage.team) chosen error=Signal::stored(None) /></div>
                </details>
            }
            .into_any()
        }
    };
    view! { <div class="filter-team">{picker}</div> }.into_any()
}

/// The one team that is shown, and the way back to all.
fn picked(team: TeamId, filter: Memo<Filter>) -> AnyView {
    let named = Loading::new(move || async move { Ok(api::send::<GetTeam>(team, &(), &()).await?.name) });
    let href = move || Filter { team: None, ..filter.get() }.route().href();
    view! {
        <div class="chosen">
            {icon(Icon::Team)} <Load of=named show=|name: String| view! { <b>{name}</b> }.into_any() />
            <a class="link" href=href>{t!(manage.all_teams)}</a>
        </div>
    }
    .into_any()
}

fn own_teams(filter: Memo<Filter>) -> AnyView {
    let grants = session::who().with_untracked(|who| who.somebody().map(|person| person.grants.clone())).unwrap_or_default();
    let teams: Vec<(TeamId, String)> = grants.into_iter().filter_map(|Grant { role, scope_name, .. }| match role {
        Role::TeamLeader { team } => Some((team, scope_name)),
        _ => None,
    })
    .collect();
    if teams.len() < 2 {
        return ().into_any();
    }
    let chip = move |team: Option<TeamId>, words: String| {
        let href = move || Filter { team, ..filter.get() }.route().href();
        let current = move || (filter.get().team == team).then_some("true");
        view! { <li><a class="chip" href=href aria-current=current>{words}</a></li> }
    };
    view! {
        <ul class="chips" aria-label=t!(manage.filter_team)>
            {chip(None, t!(manage.all_teams).to_owned())} {teams.into_iter().map(|(team, name)| chip(Some(team), name)).collect_view()}
        </ul>
    }
    .into_any()
}

fn empty() -> AnyView {
    view! {
        <section class="empty">
            <span class="empty__icon">{icon(Icon::Activities)}</span>
            <p>{t!(manage.activities_empty)}</p>
            <a class="button" href=Route::NewActivity { team: None, like: None }.href()>{t!(manage.activity_new)}</a>
        </section>
    }
    .into_any()
}
