//! Words for what an activity is.

use super::format;
use crate::t;
use domain::report::ReportKind;
use domain::activity::{ActivityStatus, Category, Vacancy};

/// The name of a category.
pub fn category(category: Category) -> &'static str {
    match category {
        Category::ElderlyCare => t!(activity.category_elderly_care),
        Category::ChildCare => t!(activity.category_child_care),
        Category::Disability => t!(activity.category_disability),
        Category::Environment => t!(activity.category_environment),
        Category::Traffic => t!(activity.category_traffic),
        Category::Culture => t!(activity.category_culture),
        Category::Health => t!(activity.category_health),
        Category::Emergency => t!(activity.category_emergency),
        Category::Legal => t!(activity.category_legal),
        Category::Community => t!(activity.category_community),
        Category::Education => t!(activity.category_education),
        Category::Event => t!(activity.category_event),
        Category::Science => t!(activity.category_science),
    }
}

/// What is said of places.
pub fn vacancy(vacancy: Vacancy) -> String {
    match vacancy {
        Vacancy::Cancelled => t!(activity.cancelled).into(),
        Vacancy::UnderWay => t!(activity.under_way).into(),
        Vacancy::Over => t!(activity.over).into(),
        Vacancy::Full => t!(activity.places_full).into(),
        Vacancy::Waiting(count) => t!(activity.places_full_waiting, count = format::number(count.into())),
        Vacancy::Left(left) => t!(activity.places_left, count = format::number(left.into())),
    }
}

/// What its status means to the reader; nothing when it is simply open.
pub fn status(status: ActivityStatus) -> Option<&'static str> {
    match status {
        ActivityStatus::Draft => Some(t!(activity.draft)),
        ActivityStatus::InReview => Some(t!(activity.in_review)),
        ActivityStatus::Published => None,
        ActivityStatus::Cancelled => Some(t!(activity.cancelled)),
    }
}

/// What is wrong with an activity.
pub fn report_kind(kind: ReportKind) -> &'static str {
    match kind {
        ReportKind::Wrong => t!(activity.report_wrong),
        ReportKind::NotHeld => t!(activity.report_not_held),
        ReportKind::Unsafe => t!(activity.report_unsafe),
        ReportKind::Money => t!(activity.report_money),
        ReportKind::Other => t!(activity.report_other),
    }
}

/// The days of the week, Monday first.
pub fn weekdays() -> [&'static str; 7] {
    [t!(activity.monday), t!(activity.tuesday), t!(activity.wednesday), t!(activity.thursday), t!(activity.friday), t!(activity.saturday), t!(activity.sunday)]
}
