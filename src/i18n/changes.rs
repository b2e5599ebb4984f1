//! Words for what was changed of an activity.

use super::format;
use crate::t;
use domain::activity::{ActivityStatus, Change, Part};

/// One change, as from what to what.
pub fn change(change: &Change) -> String {
    let none = || t!(shell.none).to_owned();
    match change {
        Change::Title { from, to } => from_to(t!(manage.activity_title), from, to),
        Change::Place { from, to } => from_to(t!(manage.place), from, to),
        Change::Conditions { from, to } => from_to(t!(manage.conditions), &from.clone().unwrap_or_else(none), &to.clone().unwrap_or_else(none)),
        Change::MinimumAge { from, to } => {
            let years = |age: &Option<u8>| age.map_or_else(none, |years| years.to_string());
            from_to(t!(manage.minimum_age), &years(from), &years(to))
        }
        Change::Position { from, to } => from_to(t!(manage.position_name), from, to),
        Change::Time { from, to } => from_to(t!(manage.when), &format::span(*from), &format::span(*to)),
        Change::Capacity { time, from, to } => {
            let what = format!("{} {}", format::span(*time), t!(manage.capacity));
            from_to(&what, &from.to_string(), &to.to_string())
        }
        Change::ShiftAdded { time } => t!(activity.change_shift_added, time = format::span(*time)),
        Change::ShiftGone { time } => t!(activity.change_shift_gone, time = format::span(*time)),
        Change::Part { part: its } => t!(activity.change_part, what = part(*its)),
        Change::Status { to, words } => match words {
            Some(words) => t!(activity.change_with_words, what = status(*to), words = words),
            None => status(*to).to_owned(),
        },
    }
}

/// Several changes in one sentence.
pub fn all(changes: &[Change]) -> String {
    changes.iter().map(change).collect::<Vec<_>>().join(t!(activity.change_and))
}

fn from_to(what: &str, from: &str, to: &str) -> String {
    t!(activity.change_from_to, what = what, from = from, to = to)
}

fn part(part: Part) -> &'static str {
    match part {
        Part::Category => t!(activity.filter_category),
        Part::Division => t!(manage.division),
        Part::Station => t!(manage.station),
        Part::Summary => t!(manage.summary),
        Part::Content => t!(manage.content),
        Part::Risks => t!(manage.risks),
        Part::Safeguards => t!(manage.safeguards),
        Part::Insurance => t!(manage.insurance),
        Part::Contact => t!(manage.contact),
        Part::Rules => t!(activity.change_rules),
    }
}

fn status(status: ActivityStatus) -> &'static str {
    match status {
        ActivityStatus::Draft => t!(activity.change_sent_back),
        ActivityStatus::InReview => t!(activity.change_submitted),
        ActivityStatus::Published => t!(activity.change_published),
        ActivityStatus::Cancelled => t!(activity.change_called_off),
    }
}
