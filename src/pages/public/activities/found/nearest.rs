//! What is nearest: asked of the device when somebody wants that order, kept as long as the page, and told nobody.

use super::Finding;
use crate::browser::whereabouts::{self, Unknown};
use crate::i18n::format;
use crate::t;
use crate::ui::{Notice, Tone};
use domain::station::Position;
use finder::Order;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// What is known of where this device is.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Here {
    Unasked,
    Asking,
    Known(Position),
    Unknown(Unknown),
}

thread_local! {
    static HERE: ArcRwSignal<Here> = ArcRwSignal::new(Here::Unasked);
}

fn signal() -> ArcRwSignal<Here> {
    HERE.with(Clone::clone)
}

/// Where this device is, tracked, once it has told.
pub(super) fn here() -> Option<Position> {
    match signal().get() {
        Here::Known(position) => Some(position),
        _ => None,
    }
}

/// Asks, unless it is known or being asked. Only ever at somebody's tap.
pub(super) fn ask() {
    let here = signal();
    if matches!(here.get_untracked(), Here::Asking | Here::Known(_)) {
        return;
    }
    here.set(Here::Asking);
    spawn_local(async move { here.set(whereabouts::ask().await.map_or_else(Here::Unknown, Here::Known)) });
}

/// A word about it while the nearest are wanted and it is not known which they are.
pub(super) fn standing(Finding { search, .. }: Finding) -> AnyView {
    let wanted = Memo::new(move |_| search.with(|search| search.order == Order::Nearest));
    let words = move || {
        let (words, again) = match signal().get() {
            _ if !wanted.get() => return None,
            Here::Known(_) => return None,
            // The address says "nearest"; the device is asked only when somebody taps.
            Here::Unasked => (t!(activity.near_unasked), true),
            Here::Asking => (t!(activity.near_asking), false),
            Here::Unknown(Unknown::Refused) => (t!(activity.near_refused), true),
            Here::Unknown(Unknown::NotFound) => (t!(activity.near_unknown), true),
        };
        let again = again.then(|| view! { <p><button type="button" class="button button--quiet button--small" on:click=|_| ask()>{t!(activity.near_ask)}</button></p> });
        Some(view! { <Notice tone=Tone::Info><p>{words}</p>{again}</Notice> })
    };
    view! { <div role="status">{words}</div> }.into_any()
}

/// How far away: `850 米`, `3.2 公里`.
pub(super) fn away(metres: u32) -> AnyView {
    let words = if metres < 1_000 {
        t!(activity.metres_away, count = format::number((metres / 50 * 50).max(50).into()))
    } else {
        t!(activity.kilometres_away, count = format!("{}.{}", metres / 1_000, metres % 1_000 / 100))
    };
    view! { <p class="quiet away number">{words}</p> }.into_any()
}
