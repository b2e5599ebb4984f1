//! When, where, who, how many, insured how.

use crate::city::now;
use crate::i18n::format;
use crate::t;
use crate::ui::{Icon, icon};
use domain::activity::ActivityDetail;
use leptos::prelude::*;

/// The facts as a list of terms.
pub(super) fn facts(detail: &ActivityDetail) -> AnyView {
    let place = match &detail.station_name {
        Some(station) if *station != detail.place => format!("{}（{station}）", detail.place),
        _ => detail.place.clone(),
    };
    let people: u32 = detail.shifts.iter().map(|shift| shift.capacity).sum();
    let insurance = match &detail.terms.insurance {
        Some(insurance) => insurance.to_string(),
        None => t!(activity.insurance_none).to_owned(),
    };
    view! {
        <dl class="facts">
            {fact(Icon::Clock, t!(activity.fact_time), when(detail))}
            {fact(Icon::Place, t!(activity.fact_place), place)}
            {fact(Icon::Home, t!(activity.fact_area), detail.division_path.join(" › "))}
            {fact(Icon::Team, t!(activity.fact_team), detail.team_name.clone())}
            {fact(Icon::People, t!(activity.fact_people), t!(activity.people_count, count = format::number(people.into())))}
            {fact(Icon::Shield, t!(activity.fact_insurance), insurance)}
        </dl>
    }
    .into_any()
}

fn fact(sign: Icon, term: &'static str, words: String) -> AnyView {
    view! { <div class="facts__one"><dt>{icon(sign)} {term}</dt><dd>{words}</dd></div> }.into_any()
}

/// The next shift, or the first when all are over; and how many there are.
fn when(detail: &ActivityDetail) -> String {
    let coming = detail.shifts.iter().filter(|shift| shift.time.end > now()).min_by_key(|shift| shift.time.start);
    let first = coming.or_else(|| detail.shifts.iter().min_by_key(|shift| shift.time.start));
    let span = first.map(|shift| format::span(shift.time)).unwrap_or_default();
    match (detail.shifts.len(), coming) {
        (_, None) => t!(activity.time_over, span = span),
        (1, _) => span,
        (count, _) => t!(activity.time_next, span = span, count = count.to_string()),
    }
}
