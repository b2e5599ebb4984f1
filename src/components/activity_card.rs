//! One activity in a list.

use crate::city::now;
use crate::i18n::{activities, format};
use crate::route::Route;
use crate::ui::{Icon, icon};
use domain::activity::ActivitySummary;
use leptos::prelude::*;

/// The whole card is one link.
#[component]
pub fn ActivityCard(
    activity: ActivitySummary,
    /// Where it leads; the public page unless said otherwise.
    #[prop(optional_no_strip)] href: Option<String>,
) -> impl IntoView {
    let href = href.unwrap_or_else(|| Route::Activity(activity.id).href());
    let (places_class, places) = places(&activity);
    view! {
        <article class="card activity-card">
            <div class="card__main">
                <p class="tags">
                    <span class="tag">{activities::category(activity.category)}</span>
                    {activities::status(activity.status).map(|status| view! { <span class="tag tag--warning">{status}</span> })}
                </p>
                <h2 class="card__title"><a class="card__link" href=href>{activity.title}</a></h2>
                <p class="fact">{icon(Icon::Clock)} <span>{format::near_day(activity.starts_at)} " " {format::clock(activity.starts_at)}</span></p>
                <p class="fact">{icon(Icon::Place)} <span>{activity.place} " · " {activity.division_name}</span></p>
                <p class="fact fact--quiet">{icon(Icon::Team)} <span>{activity.team_name}</span></p>
            </div>
            <p class=places_class>{places}</p>
        </article>
    }
}

fn places(activity: &ActivitySummary) -> (&'static str, String) {
    let vacancy = activity.vacancy(now());
    (if vacancy.has_places() { "places" } else { "places places--none" }, activities::vacancy(vacancy))
}
