//! One activity (`src/pages/public/activity.rs`): all a person needs to decide. Signing up comes with the page.

use super::dates::number;
use super::parts::{heading, icon, notice};
use super::preloaded::Preloaded;
use super::requirements::requirements;
use super::words::t;
use super::{Screen, Telling, missing};
use crate::app::App;
use crate::handlers::activity::public;
use crate::http::Failure;
use axum::http::StatusCode;
use domain::activity::{ActivityDetail, ActivityStatus, SHIFTS_AT_FIRST, Shift, Terms};
use domain::api::activity::GetActivity;
use domain::api::calendar::activity_file;
use domain::ids::ActivityId;
use domain::problem::ErrorCode;
use domain::sign_up::{Refusal, still_open};
use icons::Icon;
use maud::{Markup, html};

/// The screen; the one that says so when there is nothing for everybody.
pub(super) async fn screen(app: &App, telling: &Telling<'_>, id: &str) -> Result<Screen, Failure> {
    let Ok(id) = id.parse::<ActivityId>() else { return Ok(missing::screen(telling)) };
    let detail = match public(app, id).await {
        Ok(detail) => detail,
        Err(Failure::Told(problem)) if problem.code == ErrorCode::NotFound => return Ok(missing::screen(telling)),
        Err(failure) => return Err(failure),
    };
    Ok(Screen {
        status: StatusCode::OK,
        title: detail.title.clone(),
        description: description(telling, &detail),
        main: main(telling, &detail),
        preloaded: Some(Preloaded::of::<GetActivity>(&id, &(), &detail)?),
    })
}

/// When, where and what.
fn description(telling: &Telling<'_>, detail: &ActivityDetail) -> String {
    let (words, when) = (&telling.words, when(telling, detail));
    let status = if detail.status == ActivityStatus::Cancelled { t!(words, activity.cancelled_notice) } else { "" };
    let parts: [&str; 4] = [status, &when, &detail.place, detail.terms.summary.as_str()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn main(telling: &Telling<'_>, detail: &ActivityDetail) -> Markup {
    let (words, terms) = (&telling.words, &detail.terms);
    let read_only = t!(words, first_view.read_only, hotline = telling.portal.hotline);
    html! {
        article class="activity" {
            header class="activity__head" {
                @if detail.status == ActivityStatus::Cancelled { (notice("notice notice--danger", Icon::Warning, t!(words, activity.cancelled_notice))) }
                p class="tags" {
                    span class="tag" { (words.category(detail.category)) }
                    span class="tag tag--quiet" { @if terms.indoor { (t!(words, activity.indoor)) } @else { (t!(words, activity.outdoor)) } }
                    @if terms.dangerous { span class="tag tag--warning" { (t!(words, activity.dangerous)) } }
                }
                (heading(&detail.title, "page-title"))
                p class="lead" { (terms.summary.as_str()) }
            }
            div class="activity__facts" {
                (facts(telling, detail))
                (sharing(telling, detail))
            }
            section class="activity__shifts" aria-labelledby="shifts" {
                h2 id="shifts" { (t!(words, activity.shifts_title)) }
                noscript { (notice("notice", Icon::Info, &read_only)) }
                // Shown by boot/early.js in browsers that cannot start the page.
                div id="read-only" hidden { (notice("notice", Icon::Info, &read_only)) }
                @for position in &detail.positions {
                    div class="position" { h3 { (position.name) } (shifts(telling, detail.status, &detail.shifts_of(position.id, telling.now()))) }
                }
            }
            div class="activity__terms" {
                (self::terms(telling, terms))
                p class="activity__report" { a class="link" href={ "/login?next=/activities/" (detail.id) } { (t!(words, activity.report)) } }
            }
        }
    }
}

/// What needs the page keeps its place; a map needs nothing.
fn sharing(telling: &Telling<'_>, detail: &ActivityDetail) -> Markup {
    let words = &telling.words;
    let later = |sign, words: &str| html! { button type="button" class="button button--quiet button--small later" { (icon(sign)) " " (words) } };
    let map = detail.whereabouts().and_then(|position| telling.portal.map_address(position, &detail.place));
    html! {
        div class="sharing" {
            (later(Icon::Share, t!(words, activity.share)))
            (later(Icon::Document, t!(words, activity.poster)))
            @if let Some(address) = map {
                a class="button button--quiet button--small" href=(address) target="_blank" rel="noopener noreferrer" { (icon(Icon::Place)) " " (t!(words, activity.open_map)) }
            }
            p { a class="link" href={ (activity_file(detail.id)) "?lang=" (words.language.tag()) } rel="external" { (icon(Icon::Activities)) " " (t!(words, notices.calendar_add)) " " span class="visually-hidden" { (detail.title) } } }
            div class="sharing__told" {}
        }
    }
}

fn facts(telling: &Telling<'_>, detail: &ActivityDetail) -> Markup {
    let words = &telling.words;
    let place = match &detail.station_name {
        Some(station) if *station != detail.place => format!("{}（{station}）", detail.place),
        _ => detail.place.clone(),
    };
    let insurance = detail.terms.insurance.as_ref().map_or(t!(words, activity.insurance_none), |insurance| insurance.as_str());
    let people = t!(words, activity.people_count, count = number(detail.people().into()));
    let fact = |sign, term: &str, text: &str| html! { div class="facts__one" { dt { (icon(sign)) (term) } dd { (text) } } };
    html! {
        dl class="facts" {
            (fact(Icon::Clock, t!(words, activity.fact_time), &when(telling, detail)))
            (fact(Icon::Place, t!(words, activity.fact_place), &place))
            (fact(Icon::Home, t!(words, activity.fact_area), &detail.division_path.join(" › ")))
            (fact(Icon::Team, t!(words, activity.fact_team), &detail.team_name))
            (fact(Icon::People, t!(words, activity.fact_people), &people))
            (fact(Icon::Shield, t!(words, activity.fact_insurance), insurance))
        }
    }
}

/// The next shift, or the first when all are over; and how many there are.
fn when(telling: &Telling<'_>, detail: &ActivityDetail) -> String {
    let words = &telling.words;
    let Some(next) = detail.next_shift(telling.now()) else { return String::new() };
    let span = telling.span(next.time);
    match detail.shifts.len() {
        _ if next.has_ended(telling.now()) => t!(words, activity.time_over, span = span),
        1 => span,
        count => t!(words, activity.time_next, span = span, count = count.to_string()),
    }
}

fn shifts(telling: &Telling<'_>, status: ActivityStatus, all: &[&Shift]) -> Markup {
    let words = &telling.words;
    let (first, rest) = all.split_at(all.len().min(SHIFTS_AT_FIRST));
    let rows = |shifts: &[&Shift]| html! { ul class="shift-list" { @for shift in shifts { (row(telling, status, shift)) } } };
    html! {
        (rows(first))
        @if !rest.is_empty() {
            details { summary class="link" { (t!(words, activity.all_shifts, count = all.len().to_string())) } (rows(rest)) }
        }
    }
}

fn row(telling: &Telling<'_>, status: ActivityStatus, shift: &Shift) -> Markup {
    let words = &telling.words;
    let wanted = t!(words, activity.places_of, count = number(shift.capacity.into()));
    html! {
        li class="shift" {
            div class="shift__what" {
                p class="shift__time" { (telling.span(shift.time)) }
                p class="shift__places" { (telling.vacancy(shift.vacancy(telling.now()))) " · " (wanted) }
            }
            div class="shift__act" { @if status == ActivityStatus::Published && !shift.called_off { (closed(telling, shift)) } }
        }
    }
}

/// That sign-up has closed, as the page says it: whoever may not sign up for another reason is told by the page.
fn closed(telling: &Telling<'_>, shift: &Shift) -> Markup {
    let words = &telling.words;
    let now = telling.now();
    match still_open(shift.time.start, &telling.portal.policy.sign_up, now) {
        Err(Refusal::Closed { closed_at }) if !shift.has_ended(now) => html! {
            button type="button" class="button later" { (t!(words, activity.sign_up)) }
            p class="shift__reason" { (t!(words, activity.refusal_closed, time = telling.moment(closed_at))) }
            a class="link" href="/activities" { (t!(words, activity.see_others)) }
        },
        _ => html! {},
    }
}

/// What 条例 Art. 12 demands beside time and place.
fn terms(telling: &Telling<'_>, terms: &Terms) -> Markup {
    let (words, policy) = (&telling.words, &telling.portal.policy);
    let minimum = terms.minimum_years(policy);
    let of_age = policy.minors.guardian_consent_under_years;
    // What is asked below is a condition too.
    let conditions = terms.conditions.as_ref().map(|conditions| conditions.as_str()).or_else(|| terms.requirements.is_none().then(|| t!(words, activity.conditions_none)));
    let section = |sign: Option<Icon>, title: &str, text: Option<&str>, more: Markup| html! {
        section class="prose" { h2 { @if let Some(sign) = sign { (icon(sign)) } (title) } @if let Some(text) = text { p { (text) } } (more) }
    };
    let age = html! {
        @if let Some(years) = minimum { p { (t!(words, activity.minimum_age, years = years.to_string())) } }
        @if minimum.is_none_or(|years| years < of_age) { p { (t!(words, activity.guardian_rule, below = of_age.to_string())) } }
        @for asked in requirements(words, &terms.requirements, policy) { p { (asked) } }
    };
    let approval = html! {
        @if terms.by_approval { p { (t!(words, activity.by_approval_rule)) } }
        @if !terms.questions.is_empty() { p { (t!(words, joining.asks_questions)) } }
    };
    html! {
        (section(None, t!(words, activity.content), Some(terms.content.as_str()), html! {}))
        (section(None, t!(words, activity.conditions), conditions, age))
        (section(Some(Icon::Warning), t!(words, activity.risks), Some(terms.risks.as_str()), html! {}))
        (section(Some(Icon::Shield), t!(words, activity.safeguards), Some(terms.safeguards.as_str()), html! {}))
        (section(None, t!(words, activity.how_to_apply), Some(&t!(words, activity.how_to_apply_text, hotline = telling.portal.hotline)), approval))
    }
}
