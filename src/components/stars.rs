//! The star of a volunteer, and the way to the next one.

use crate::city::city;
use crate::i18n::format;
use crate::t;
use crate::ui::{Icon, icon};
use domain::star::StarProgress;
use leptos::prelude::*;

/// How many there are.
const MOST: u8 = 5;

/// The star in words: 三星志愿者.
fn words(star: u8) -> &'static str {
    match star {
        0 => t!(account.star_0),
        1 => t!(account.star_1),
        2 => t!(account.star_2),
        3 => t!(account.star_3),
        4 => t!(account.star_4),
        _ => t!(account.star_5),
    }
}

/// Five stars in a row, the earned ones filled, and the words.
pub fn star_row(star: u8) -> AnyView {
    let one = |place| view! { <span class="star" class:star--earned=place < star>{icon(Icon::Star)}</span> };
    view! { <p class="stars"><span class="stars__row" aria-hidden="true">{(0..MOST).map(one).collect_view()}</span> <span>{words(star)}</span></p> }.into_any()
}

/// How far it is to the next star.
pub fn star_progress(progress: StarProgress, credited_minutes: u64) -> AnyView {
    let Some(missing) = progress.minutes_to_next else {
        return view! { <p class="quiet">{t!(account.star_highest)}</p> }.into_any();
    };
    let hours = city().policy.stars.hours;
    let begun = usize::from(progress.star).checked_sub(1).and_then(|place| hours.get(place)).map_or(0, |hours| u64::from(*hours) * 60);
    let way = (credited_minutes + missing).saturating_sub(begun);
    let done = credited_minutes.saturating_sub(begun);
    view! {
        <div class="star-progress">
            <progress class="progress" max=way.to_string() value=done.to_string() aria-hidden="true"></progress>
            <p class="quiet">{t!(account.star_next, next = words(progress.star + 1), duration = format::duration(missing))}</p>
        </div>
    }
    .into_any()
}
