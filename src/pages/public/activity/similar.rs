//! Activities of the same kind, asked for once the reader has come that far.

use crate::api;
use crate::browser::scrolling;
use crate::components::ActivityCard;
use crate::t;
use domain::activity::{ActivityDetail, ActivitySummary, Category};
use domain::api::activity::{ActivityFilter, ListActivities};
use domain::api::PageSize;
use domain::division::{DivisionCode, Level};
use domain::ids::ActivityId;
use leptos::prelude::*;
use leptos::task::spawn_local;

const SECTION: &str = "similar";
/// How many are shown.
const MOST: usize = 3;

/// The section; empty until there are some.
pub(super) fn similar(detail: &ActivityDetail) -> AnyView {
    let (id, category, division) = (detail.id, detail.category, detail.division.clone());
    let found = RwSignal::new(Vec::new());
    let asked = StoredValue::new(false);
    let look = move || {
        let near = scrolling::top_of(SECTION).is_some_and(|top| top < 1.5 * scrolling::screen_height());
        if near && asked.try_get_value() == Some(false) {
            asked.set_value(true);
            let division = division.clone();
            spawn_local(async move {
                let similar = of_kind(id, category, &division).await;
                found.try_set(similar);
            });
        }
    };
    let at_once = look.clone();
    Effect::new(move |_| request_animation_frame(at_once.clone()));
    scrolling::on_scroll(look);
    let cards = move || {
        let found = found.get();
        (!found.is_empty()).then(|| view! {
            <h2>{t!(activity.similar)}</h2>
            <ul class="list list--cards">{found.into_iter().map(|activity| view! { <li><ActivityCard activity /></li> }).collect_view()}</ul>
        })
    };
    view! { <section class="section" id=SECTION>{cards}</section> }.into_any()
}

/// Those with places left: of the same county first, else of the whole city. It is an offer: when it fails, nothing is shown.
async fn of_kind(id: ActivityId, category: Category, division: &DivisionCode) -> Vec<ActivitySummary> {
    let county = division.path().into_iter().find(|one| one.level() == Level::County);
    let mut similar: Vec<ActivitySummary> = Vec::new();
    for division in county.map(Some).into_iter().chain([None]) {
        let asked = ActivityFilter { category: Some(category), division, free: Some(true), size: Some(PageSize::new(MOST as u8 * 2)), ..ActivityFilter::default() };
        let Ok(page) = api::send::<ListActivities>((), &asked, &()).await else { break };
        for activity in page.items {
            if activity.id != id && similar.iter().all(|other| other.id != activity.id && other.title != activity.title) {
                similar.push(activity);
            }
        }
        if similar.len() >= MOST {
            break;
        }
    }
    similar.truncate(MOST);
    similar
}
