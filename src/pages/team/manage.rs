//! The overview: what the person's roles are for, what waits, what comes next.

use super::line::line;
use crate::api;
use crate::city::{city, now};
use crate::components::{Load, Loading, PageTitle};
use crate::i18n::staff;
use crate::route::Route;
use crate::session;
use crate::t;
use crate::ui::{Icon, icon};
use domain::activity::{ActivityStatus, ActivitySummary};
use domain::api::PageSize;
use domain::api::activity::{ActivityFilter, ListActivities, ListManaged, ManagedQuery};
use domain::can::{self, Grant, Role};
use domain::check_in::{self, Place};
use domain::division::DivisionCode;
use leptos::prelude::*;

/// How many activities are shown of each kind.
const SHOWN: usize = 5;

/// The page.
pub fn manage() -> AnyView {
    let (name, grants) = session::who().with_untracked(|who| who.somebody().map(|person| (person.name.clone(), person.grants.clone()))).unwrap_or_default();
    let roles: Vec<Role> = grants.iter().map(|grant| grant.role.clone()).collect();
    let administers = can::administered(&roles).first().map(|code| (*code).clone());
    let runs_activities = administers.is_some() || roles.iter().any(|role| matches!(role, Role::TeamLeader { .. }));
    view! {
        <PageTitle text=t!(manage.title) />
        <p class="lead">{t!(manage.hello, name = name)}</p>
        <section aria-labelledby="roles-title">
            <h2 id="roles-title" class="visually-hidden">{t!(manage.roles)}</h2>
            <ul class="list list--cards">{grants.into_iter().map(|grant| view! { <li>{card(grant)}</li> }).collect_view()}</ul>
        </section>
        {runs_activities.then(|| view! { {administers.is_some().then(in_review)} {drafts()} {coming(administers)} })}
    }
    .into_any()
}

/// A role and where it leads.
fn card(grant: Grant) -> AnyView {
    let link = |to: Route, sign: Icon, words: &'static str| view! { <li><a class="role-card__link" href=to.href()>{icon(sign)} <span>{words}</span></a></li> }.into_any();
    let (help, links) = match &grant.role {
        Role::Administrator { .. } => (t!(manage.administrator_help), vec![
            link(Route::all_managed(), Icon::Activities, t!(shell.admin_activities)),
            link(Route::AdminTeams, Icon::Team, t!(shell.admin_teams)),
            link(Route::AdminStations, Icon::Place, t!(shell.admin_stations)),
            link(Route::Boards, Icon::Clock, t!(attendance.title)),
            link(Route::AdminPeople, Icon::People, t!(shell.admin_people)),
        ]),
        Role::TeamLeader { team } => (t!(manage.leader_help), vec![
            link(Route::ManagedActivities { team: Some(*team), status: None }, Icon::Activities, t!(manage.its_activities)),
            link(Route::NewActivity { team: Some(*team), like: None }, Icon::Plus, t!(manage.activity_new)),
        ]),
        Role::StationKeeper { station } => (t!(manage.keeper_help), vec![
            link(Route::Board(Place::Station(*station)), Icon::Clock, t!(attendance.title)),
            link(Route::AdminStation(*station), Icon::Device, t!(manage.kiosks_title)),
        ]),
    };
    view! {
        <article class="card role-card">
            <p class="tags"><span class="tag">{staff::role(&grant.role)}</span></p>
            <h3 class="card__title">{grant.scope_name}</h3>
            <p class="quiet">{help}</p>
            <ul class="role-card__links">{links}</ul>
        </article>
    }
    .into_any()
}

/// A few activities, and whether there are more.
#[derive(Clone)]
struct Few {
    activities: Vec<ActivitySummary>,
    more: bool,
}

/// Activities that teams handed in; nothing while there are none.
fn in_review() -> AnyView {
    let found = few(ActivityStatus::InReview);
    let show = |few: Few| {
        let all = Route::ManagedActivities { team: None, status: Some(ActivityStatus::InReview) };
        view! {
            <section class="section" aria-labelledby="review-title">
                <div class="section__head"><h2 id="review-title">{t!(manage.review_title)}</h2></div>
                {lines(few.activities)} {few.more.then(|| view! { <p><a class="link" href=all.href()>{t!(manage.review_all)}</a></p> })}
            </section>
        }
    };
    (move || found.get().filter(|few| !few.activities.is_empty()).map(show)).into_any()
}

/// A few of those that stand so.
fn few(status: ActivityStatus) -> Loading<Few> {
    Loading::new(move || async move {
        let query = ManagedQuery { status: Some(status), size: Some(PageSize::new(SHOWN as u8)), ..ManagedQuery::default() };
        let page = api::send::<ListManaged>((), &query, &()).await?;
        Ok(Few { activities: page.items, more: page.next.is_some() })
    })
}

/// Drafts that wait to be published.
fn drafts() -> AnyView {
    let found = few(ActivityStatus::Draft);
    let show = |few: Few| match few.activities.is_empty() {
        true => view! { <p class="quiet">{t!(manage.drafts_none)}</p> }.into_any(),
        false => {
            let all = Route::ManagedActivities { team: None, status: Some(ActivityStatus::Draft) };
            view! { {lines(few.activities)} {few.more.then(|| view! { <p><a class="link" href=all.href()>{t!(manage.drafts_all)}</a></p> })} }.into_any()
        }
    };
    view! {
        <section class="section" aria-labelledby="drafts-title">
            <div class="section__head"><h2 id="drafts-title">{t!(manage.drafts_title)}</h2></div>
            <Load of=found show=show />
        </section>
    }
    .into_any()
}

/// What comes next: in the whole division for an administrator, of the own teams for a leader.
fn coming(administers: Option<DivisionCode>) -> AnyView {
    let found = Loading::new(move || {
        let division = administers.clone();
        async move {
            let mut activities = if division.is_some() {
                let filter = ActivityFilter { division, size: Some(PageSize::new(SHOWN as u8)), ..ActivityFilter::default() };
                api::send::<ListActivities>((), &filter, &()).await?.items
            } else {
                let query = ManagedQuery { status: Some(ActivityStatus::Published), size: Some(PageSize::new(100)), ..ManagedQuery::default() };
                api::send::<ListManaged>((), &query, &()).await?.items
            };
            let now = now();
            activities.retain(|activity| activity.ends_at > now);
            activities.sort_by_key(|activity| activity.starts_at);
            activities.truncate(SHOWN);
            Ok(activities)
        }
    });
    let show = |activities: Vec<ActivitySummary>| match activities.is_empty() {
        true => view! { <p class="quiet">{t!(manage.coming_none)}</p> }.into_any(),
        false => view! { {scanners(&activities)} {lines(activities)} }.into_any(),
    };
    view! {
        <section class="section" aria-labelledby="coming-title">
            <div class="section__head">
                <h2 id="coming-title">{t!(manage.coming_title)}</h2>
                <a class="button button--small" href=Route::NewActivity { team: None, like: None }.href()>{icon(Icon::Plus)} <span>{t!(manage.activity_new)}</span></a>
            </div>
            <Load of=found show=show />
        </section>
    }
    .into_any()
}

/// Straight to the scanners of what is going on now: on the day a leader comes here for nothing else.
fn scanners(activities: &[ActivitySummary]) -> Option<AnyView> {
    let (now, policy) = (now(), &city().policy);
    let current: Vec<_> = activities.iter().filter(|activity| check_in::opens_at(activity.starts_at, policy) <= now).collect();
    let link = |activity: &&ActivitySummary| {
        let words = t!(manage.take_attendance_of, title = activity.title.as_str());
        view! { <a class="button" href=Route::Scanner(activity.id).href()>{icon(Icon::Scan)} <span>{words}</span></a> }
    };
    (!current.is_empty()).then(|| view! { <div class="actions">{current.iter().map(link).collect_view()}</div> }.into_any())
}

fn lines(activities: Vec<ActivitySummary>) -> AnyView {
    view! { <ul class="rows">{activities.into_iter().map(|activity| view! { <li>{line(activity)}</li> }).collect_view()}</ul> }.into_any()
}
