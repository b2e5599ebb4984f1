//! Handing the activity on: its address, a picture with its code, the place on a map, the times in one's own calendar.

use crate::browser::history;
use crate::browser::share::{Shared, share};
use crate::chunk;
use crate::city::city;
use crate::components::add_to_calendar;
use crate::t;
use crate::ui::{Icon, icon, toast};
use domain::activity::ActivityDetail;
use domain::api::calendar::activity_file;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The buttons; where neither share sheet nor clipboard is there, the address to copy by hand.
pub(super) fn sharing(detail: &ActivityDetail) -> AnyView {
    let by_hand = RwSignal::new(None::<String>);
    let title = detail.title.clone();
    let hand_on = move |_| {
        let title = title.clone();
        spawn_local(async move {
            let address = history::full_address();
            match share(&title, &address).await {
                Shared::Sheet => {}
                Shared::Copied => toast::show(t!(activity.link_copied)),
                Shared::No => {
                    by_hand.try_set(Some(address));
                }
            }
        });
    };
    let poster = RwSignal::new(None::<fn((ActivityDetail, String)) -> AnyView>);
    let is_shown = move || poster.with(Option::is_some);
    let shown = StoredValue::new(detail.clone());
    let show_poster = move |_| {
        if is_shown() {
            poster.set(None);
            return;
        }
        spawn_local(async move {
            match chunk::poster().await {
                Ok(draw) => _ = poster.try_set(Some(draw)),
                Err(_) => toast::show(t!(problems.network)),
            }
        });
    };
    let map = detail.whereabouts().and_then(|position| city().map_address(position, &detail.place));
    view! {
        <div class="sharing">
            <button type="button" class="button button--quiet button--small" on:click=hand_on>{icon(Icon::Share)} {t!(activity.share)}</button>
            <button type="button" class="button button--quiet button--small" aria-expanded=move || is_shown().to_string() on:click=show_poster>{icon(Icon::Document)} {t!(activity.poster)}</button>
            {map.map(|address| view! { <a class="button button--quiet button--small" href=address target="_blank" rel="noopener noreferrer">{icon(Icon::Place)} {t!(activity.open_map)}</a> })}
            {add_to_calendar(activity_file(detail.id), &detail.title)}
            <div class="sharing__told" role="status">
                {move || by_hand.get().map(|address| view! { <p class="quiet">{t!(activity.copy_by_hand)} " " <code>{address}</code></p> })}
            </div>
            {move || poster.get().map(|draw| draw((shown.get_value(), history::full_address())))}
        </div>
    }
    .into_any()
}
