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
            {fact(Icon::People, t!(activity.fact_people), t!(activity.people_count, count = format::number(detail.people().into())))}
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
    let Some(next) = detail.next_shift(now()) else { return String::new() };
    let span = format::span(next.time);
    match detail.shifts.len() {
        _ if next.has_ended(now()) => t!(activity.time_over, span = span),
        1 => span,
        count => t!(activity.time_next, span = span, count = count.to_string()),
    }
}
