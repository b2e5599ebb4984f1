//! A list of any length, of which only what is near the screen stands in the document. The rest is room: a phone draws ten
//! thousand cards no slower than twenty.

mod strips;

use super::catalogue::{self, Shown};
use super::nearest;
use crate::browser::scrolling;
use crate::components::ActivityCard;
use crate::navigation;
use domain::activity::ActivitySummary;
use domain::ids::ActivityId;
use domain::time::Timestamp;
use finder::Search;
use leptos::prelude::*;
use std::cell::RefCell;
use std::ops::Range;
use strips::{STRIP, Strips};

/// What the list shows is found by this, and the room above it.
const LIST: &str = "finds";
const ROOM: &str = "finds-room";
/// Strips that are shown before the screen was looked at.
const AT_FIRST: usize = 3;
/// How far above and below the screen there are cards, in screens.
const SLACK: f64 = 0.5;

thread_local! {
    /// What was seen of the list that was looked at last, and how far the page was scrolled then: whoever comes back to it finds the
    /// place where they were.
    static SEEN: RefCell<Option<(Search, Strips, f64)>> = const { RefCell::new(None) };
}

/// What stands in the document, and the room before and behind it, in CSS pixels.
#[derive(Debug, Clone, PartialEq)]
struct Laid {
    strips: Range<usize>,
    before: f64,
    behind: f64,
}

impl Laid {
    fn new(strips: Range<usize>, seen: &Strips, all: usize) -> Self {
        Self { before: seen.height(0..strips.start), behind: seen.height(strips.end..all), strips }
    }
}

/// The list of `shown`, which fits `search`.
pub(super) fn long_list(search: Memo<Search>, shown: Memo<Shown>) -> AnyView {
    let (known, offset) = SEEN.take().filter(|(of, ..)| search.with_untracked(|search| search == of)).map(|(_, strips, offset)| (strips, offset)).unwrap_or_default();
    let (seen, offset) = (StoredValue::new(known), StoredValue::new(offset));
    let strips_in_all = move || shown.with_untracked(|shown| shown.hits.len()).div_ceil(STRIP);
    let at_first = move || {
        let all = strips_in_all();
        seen.with_value(|seen| Laid::new(0..AT_FIRST.min(all), seen, all))
    };
    let laid = RwSignal::new(at_first());
    let look = move || {
        let (Some(begin), Some(now)) = (scrolling::top_of(ROOM), laid.try_get_untracked()) else { return };
        offset.set_value(scrolling::offset());
        let tops = scrolling::tops_within(LIST, STRIP);
        seen.update_value(|seen| tops.windows(2).zip(now.strips.clone()).for_each(|(pair, strip)| seen.note(strip, pair[1] - pair[0])));
        let (screen, all) = (scrolling::screen_height(), strips_in_all());
        let wanted = seen.with_value(|seen| seen.between(-begin - SLACK * screen, (1.0 + SLACK) * screen - begin, all));
        // The room changes only with what is shown: nothing moves under the reader's eyes otherwise.
        if wanted != now.strips {
            laid.set(seen.with_value(|seen| Laid::new(wanted, seen, all)));
        }
    };
    Effect::new(move |before: Option<Search>| {
        let search = search.get();
        shown.track();
        if before.is_some_and(|before| before != search) {
            seen.set_value(Strips::default());
        }
        let all = strips_in_all();
        let strips = laid.with_untracked(|laid| laid.strips.start.min(all.saturating_sub(1))..laid.strips.end.min(all));
        laid.set(if strips.is_empty() { at_first() } else { seen.with_value(|seen| Laid::new(strips, seen, all)) });
        request_animation_frame(look);
        search
    });
    if navigation::came_back() {
        let before = offset.get_value();
        request_animation_frame(move || scrolling::scroll_to(before));
    }
    scrolling::on_scroll(look);
    on_cleanup(move || {
        if let (Some(search), Some(strips), Some(offset)) = (search.try_get_untracked(), seen.try_get_value(), offset.try_get_value()) {
            SEEN.set(Some((search, strips, offset)));
        }
    });
    let strips = Memo::new(move |_| laid.with(|laid| laid.strips.clone()));
    let cards = move || {
        let strips = strips.get();
        shown.with(|shown| catalogue::summaries(shown, strips.start * STRIP..strips.end * STRIP))
    };
    let size = move || shown.with(|shown| shown.hits.len());
    let card = move |place: ReadSignal<usize>, (activity, metres): (ActivitySummary, Option<u32>)| {
        // Whoever does not see how long the list is, is told.
        let place = move || strips.with(|strips| strips.start) * STRIP + place.get() + 1;
        view! { <li aria-setsize=size aria-posinset=place><ActivityCard activity /> {metres.map(nearest::away)}</li> }
    };
    view! {
        <div id=ROOM class="list-room" style:block-size=move || laid.with(|laid| format!("{}px", laid.before))></div>
        <ul id=LIST class="list list--cards"><ForEnumerate each=cards key=key children=card /></ul>
        <div class="list-room" style:block-size=move || laid.with(|laid| format!("{}px", laid.behind))></div>
    }
    .into_any()
}

/// What a card shows: one that shows the same stays.
fn key((activity, metres): &(ActivitySummary, Option<u32>)) -> (ActivityId, Timestamp, u32, u32, String, Option<u32>) {
    (activity.id, activity.starts_at, activity.places, activity.places_left, activity.title.clone(), *metres)
}
