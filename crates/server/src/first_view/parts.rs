//! Parts that several screens use, with the class names of the page's `src/components` and `src/ui`.

use super::dates::number;
use super::words::t;
use super::Telling;
use domain::activity::{ActivityStatus, ActivitySummary, Vacancy};
use icons::Icon;
use maud::{Markup, html};

/// An icon. Its size is told for browsers that do not read the style sheet.
pub(super) fn icon(icon: Icon) -> Markup {
    html! { svg class="icon" width="24" height="24" viewBox="0 0 24 24" aria-hidden="true" focusable="false" { path d=(icon.path()) {} } }
}

/// The heading of a screen, as `src/components/page_title.rs` has it.
pub(super) fn heading(text: &str, class: &str) -> Markup {
    html! { h1 id="page-heading" class=(class) tabindex="-1" { (text) } }
}

/// A line with an icon.
pub(super) fn fact(sign: Icon, class: &str, words: &Markup) -> Markup {
    html! { p class=(class) { (icon(sign)) span { (words) } } }
}

/// A list of activities.
pub(super) fn cards(telling: &Telling<'_>, activities: &[ActivitySummary]) -> Markup {
    html! { ul class="list list--cards" { @for activity in activities { li { (card(telling, activity)) } } } }
}

fn card(telling: &Telling<'_>, activity: &ActivitySummary) -> Markup {
    let vacancy = activity.vacancy(telling.now());
    let places = if vacancy.has_places() { "places" } else { "places places--none" };
    html! {
        article class="card activity-card" {
            div class="card__main" {
                p class="tags" {
                    span class="tag" { (telling.words.category(activity.category)) }
                    @if activity.status == ActivityStatus::Cancelled { span class="tag tag--warning" { (telling.vacancy(Vacancy::Cancelled)) } }
                }
                h2 class="card__title" { a class="card__link" href={ "/activities/" (activity.id) } { (activity.title) } }
                (fact(Icon::Clock, "fact", &html! { (telling.near_day(activity.starts_at)) " " (telling.clock(activity.starts_at)) }))
                (fact(Icon::Place, "fact", &html! { (activity.place) " · " (activity.division_name) }))
                (fact(Icon::Team, "fact fact--quiet", &html! { (activity.team_name) }))
            }
            p class=(places) { (telling.vacancy(vacancy)) }
        }
    }
}

impl Telling<'_> {
    /// A vacancy in words.
    pub(super) fn vacancy(&self, vacancy: Vacancy) -> String {
        let words = &self.words;
        match vacancy {
            Vacancy::Cancelled => t!(words, activity.cancelled).into(),
            Vacancy::UnderWay => t!(words, activity.under_way).into(),
            Vacancy::Over => t!(words, activity.over).into(),
            Vacancy::Full => t!(words, activity.places_full).into(),
            Vacancy::Waiting(count) => t!(words, activity.places_full_waiting, count = number(count.into())),
            Vacancy::Left(left) => t!(words, activity.places_left, count = number(left.into())),
        }
    }
}

/// A box that says something about what stands beside it.
pub(super) fn notice(class: &str, sign: Icon, words: &str) -> Markup {
    html! { div class=(class) { (icon(sign)) div class="notice__body" { p { (words) } } } }
}
