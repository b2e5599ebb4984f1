//! One activity as its team sees it: what it says in short, what can be done with it, who comes.

mod actions;
mod applicants;
mod correct;
mod export;
mod history;
mod message;
mod publish;
mod review;
mod roster;
mod template;

use super::attest::attest;
use super::by_team::by_team;
use crate::api;
use crate::city::{city, now};
use crate::components::{Load, Loading, PageTitle};
use crate::i18n::{activities, format, programmes};
use crate::route::Route;
use crate::session;
use crate::t;
use crate::ui::{Icon, icon};
use domain::activity::{ActivityDetail, ActivityStatus};
use domain::api::activity::GetActivity;
use domain::can::{self, Action, Facts};
use domain::check_in::{Place, closes_at};
use domain::ids::ActivityId;
use leptos::prelude::*;

/// The activity, and what puts a changed one in its place.
#[derive(Clone)]
struct Shown {
    detail: ActivityDetail,
    changed: Callback<ActivityDetail>,
}

/// The page.
pub fn managed_activity(id: ActivityId) -> AnyView {
    let latest = RwSignal::new(None::<ActivityDetail>);
    let changed = Callback::new(move |detail| latest.set(Some(detail)));
    let found = Loading::new(move || {
        // A change came with its answer: nothing has to be asked.
        let known = latest.get();
        async move {
            let detail = match known {
                Some(detail) => detail,
                None => api::send::<GetActivity>(id, &(), &()).await?,
            };
            Ok(Shown { detail, changed })
        }
    });
    view! { <Load of=found show=page /> }.into_any()
}

fn page(shown: Shown) -> AnyView {
    let Shown { detail, changed } = shown;
    let status = match detail.status {
        ActivityStatus::Draft => ("tag tag--warning", t!(activity.draft)),
        ActivityStatus::InReview => ("tag tag--warning", t!(activity.in_review)),
        ActivityStatus::Published if detail.is_over(now()) => ("tag tag--quiet", t!(activity.over)),
        ActivityStatus::Published => ("tag tag--success", t!(manage.status_published)),
        ActivityStatus::Cancelled => ("tag tag--warning", t!(activity.cancelled)),
    };
    let seen = detail.status.is_public().then(|| view! {
        <a class="link" href=Route::Activity(detail.id).href()>{icon(Icon::Eye)} {t!(manage.to_public)}</a>
    });
    view! {
        <p class="no-print"><a class="link" href=Route::all_managed().href()>{icon(Icon::Back)} {t!(shell.admin_activities)}</a></p>
        <PageTitle text=detail.title.clone() />
        <p class="tags"><span class=status.0>{status.1}</span> <span class="tag tag--quiet">{activities::category(detail.category)}</span></p>
        {facts(&detail)}
        <div class="actions no-print">{attendance(&detail)} {manages(&detail).then(|| actions::actions(&detail, changed))} {seen}</div>
        {manages(&detail).then(|| own(&detail))}
        {roster::roster(detail)}
    }
    .into_any()
}

/// What only those who run the activity have: what was changed, signing somebody up, and saying who belongs to the team.
fn own(detail: &ActivityDetail) -> AnyView {
    view! { {history::history(detail.id)} {by_team(detail)} {attest(detail.team)} }.into_any()
}

/// Where the activity is, for [`can::may`].
fn facts_of(detail: &ActivityDetail) -> Facts {
    Facts { division: Some(detail.division.clone()), team: Some(detail.team), station: detail.station, ..Facts::default() }
}

fn may(detail: &ActivityDetail, action: Action) -> bool {
    session::who().with_untracked(|who| can::may(&who.viewer(), action, &facts_of(detail)).is_ok())
}

/// Whether the reader runs the activity.
fn manages(detail: &ActivityDetail) -> bool {
    may(detail, Action::ManageActivities)
}

/// Whether the reader is a reviewer of the activity.
fn reviews(detail: &ActivityDetail) -> bool {
    may(detail, Action::ReviewActivities)
}

/// To the scanner, for whoever may take scans, until nothing can be scanned any more; and to the board.
fn attendance(detail: &ActivityDetail) -> AnyView {
    let published = detail.status == ActivityStatus::Published;
    let comes = published && detail.shifts.iter().any(|shift| closes_at(shift.time.end, &city().policy) > now());
    let scanner = Route::Scanner(detail.id).href();
    let board = Route::Board(Place::Activity(detail.id)).href();
    view! {
        {(comes && manages(detail)).then(|| view! { <a class="button" href=scanner>{icon(Icon::Scan)} <span>{t!(manage.take_attendance)}</span></a> })}
        {(published && may(detail, Action::SettleAttendance)).then(|| view! { <a class="button button--quiet" href=board>{icon(Icon::People)} <span>{t!(attendance.title)}</span></a> })}
    }
    .into_any()
}

fn facts(detail: &ActivityDetail) -> AnyView {
    let (capacity, taken) = detail.shifts.iter().fold((0_u32, 0_u32), |(all, taken), shift| (all.saturating_add(shift.capacity), taken.saturating_add(shift.taken)));
    let times = || detail.shifts.iter().map(|shift| shift.time);
    let next = times().filter(|time| time.end > now()).min_by_key(|time| time.start);
    let shown = next.or_else(|| times().max_by_key(|time| time.start)).map(format::span);
    let times = match (shown, next, detail.shifts.len()) {
        (None, ..) => t!(shell.none).to_owned(),
        (Some(time), _, 1) => time,
        (Some(time), Some(_), count) => t!(manage.next_of_shifts, time = time, count = count.to_string()),
        (Some(time), None, count) => t!(manage.last_of_shifts, time = time, count = count.to_string()),
    };
    let place = match &detail.station_name {
        Some(station) if *station != detail.place => format!("{} · {station}", detail.place),
        _ => detail.place.clone(),
    };
    let rules: Vec<String> = detail.positions.iter().flat_map(|position| &position.programmes).map(programmes::words).collect();
    let pair = |name: &'static str, value: String| view! { <div><dt>{name}</dt><dd>{value}</dd></div> };
    view! {
        <dl class="facts facts--row">
            {pair(t!(manage.when), times)}
            {(!rules.is_empty()).then(|| pair(t!(manage.programmes), rules.join(t!(activity.change_and))))}
            {pair(t!(manage.place), place)}
            {pair(t!(manage.division), detail.division_path.concat())}
            {pair(t!(manage.team), detail.team_name.clone())}
            {pair(t!(manage.signed_up), t!(manage.taken_of, taken = format::number(taken.into()), places = format::number(capacity.into())))}
            {detail.terms.insurance.as_ref().map(|insurance| pair(t!(manage.insurance), insurance.to_string()))}
        </dl>
    }
    .into_any()
}
