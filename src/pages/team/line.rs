//! One activity in a list of those one manages.

use crate::city::now;
use crate::i18n::{activities, format};
use crate::route::Route;
use crate::t;
use crate::ui::{Icon, icon};
use domain::activity::{ActivityStatus, ActivitySummary};
use leptos::prelude::*;

/// Title, tags, when, where, and how many signed up. The whole line is one link.
pub(super) fn line(activity: ActivitySummary) -> AnyView {
    let over = activity.ends_at <= now() && activity.status == ActivityStatus::Published;
    let taken = activity.places.saturating_sub(activity.places_left);
    let places = (activity.places > 0).then(|| t!(manage.taken_of, taken = format::number(taken.into()), places = format::number(activity.places.into())));
    view! {
        <article class="row row--link">
            <div class="row__main">
                <h3 class="row__title"><a class="card__link" href=Route::ManagedActivity(activity.id).href()>{activity.title}</a></h3>
                <p class="row__facts">
                    {activities::status(activity.status).map(|status| view! { <span class="tag tag--warning">{status}</span> })}
                    {over.then(|| view! { <span class="tag tag--quiet">{t!(activity.over)}</span> })}
                    <b class="number">{format::near_day(activity.starts_at)} " " {format::clock(activity.starts_at)}</b>
                    <span>{activity.place}</span>
                    <span>{activity.team_name}</span>
                    {places.map(|places| view! { <span class="number">{places}</span> })}
                </p>
            </div>
            <span class="row__go">{icon(Icon::Next)}</span>
        </article>
    }
    .into_any()
}
