//! A map of what was found: how many there are in each division below the chosen one, or at each place. It needs no server
//! of maps, and no network. Choosing a bubble is choosing the division or place of the search.

mod plan;
mod streets;

use super::catalogue::{self, Shown};
use super::{Finding, nearest};
use crate::browser::dom;
use crate::city::city;
use crate::components::branch;
use crate::i18n::format;
use crate::route::Route;
use crate::t;
use crate::ui::{Icon, icon};
use domain::division::DivisionCode;
use domain::station::Position;
use finder::{Bubble, Search, Spot};
use leptos::prelude::*;
use leptos::task::spawn_local;
use plan::{BAR, Circle, HEIGHT, Sheet, WIDTH};
use std::collections::HashMap;
use std::time::Duration;
use streets::Streets;

const TITLE: &str = "map-title";
/// Longest name below a bubble, in characters.
const LONGEST_NAME: usize = 7;

/// The map; it follows the search and the catalogue.
pub(super) fn map(finding: Finding, shown: Memo<Shown>) -> AnyView {
    let search = finding.search;
    let within = Memo::new(move |_| search.with(|search| search.filter.division.clone().unwrap_or_else(|| city().root.clone())));
    let names = RwSignal::new(HashMap::<DivisionCode, String>::new());
    Effect::new(move |_| {
        let within = within.get();
        spawn_local(async move {
            // Without them a bubble has its code's last digits: the list below says what is there.
            if let Ok(branch) = branch(within).await {
                names.try_update(|names| names.extend(branch.path.into_iter().chain(branch.children).map(|division| (division.code, division.name))));
            }
        });
    });
    let name = move |code: &DivisionCode| names.with(|names| names.get(code).cloned()).unwrap_or_else(|| code.to_string());
    let spread = Memo::new(move |_| shown.with(|shown| within.with(|within| catalogue::spread(shown, within))));
    let title = move || within.with(name);
    let up = move || {
        let wider = search.with(|search| match (&search.place, &search.filter.division) {
            (Some(_), _) => Some(Search { place: None, ..search.clone() }),
            (None, Some(division)) => {
                let mut wider = search.clone();
                wider.filter.division = division.parent().filter(|parent| *parent != city().root);
                Some(wider)
            }
            (None, None) => None,
        });
        wider.map(|wider| view! { <a class="button button--quiet button--small" href=Route::Activities(wider).href() on:click=|_| keep_focus()>{icon(Icon::Back)} {t!(activity.map_wider)}</a> })
    };
    let streets = Streets::as_kept();
    let drawing = move || {
        let bubbles = spread.with(|spread| spread.bubbles.clone());
        let me = nearest::here();
        search.with(|search| draw(search, &bubbles, me, streets, name))
    };
    let elsewhere = move || {
        let count = spread.with(|spread| spread.elsewhere);
        (count > 0).then(|| view! { <p class="quiet">{t!(activity.map_elsewhere, count = format::number(count.into()))}</p> })
    };
    view! {
        <section class="map" aria-labelledby=TITLE>
            <div class="map__head"><h2 id=TITLE tabindex="-1" class="map__title">{title}</h2> {up} {streets.switch()}</div>
            {drawing}
            {move || streets.credit()}
            {elsewhere}
        </section>
    }
    .into_any()
}

/// What was followed is gone with the next picture: the focus goes to the map's title.
fn keep_focus() {
    set_timeout(|| _ = dom::focus(TITLE), Duration::ZERO);
}

/// The sheet with its bubbles; a word instead where nothing has a place.
fn draw(search: &Search, bubbles: &[Bubble], me: Option<Position>, streets: Streets, name: impl Fn(&DivisionCode) -> String) -> AnyView {
    let positions: Vec<_> = bubbles.iter().map(|bubble| bubble.position).collect();
    let Some(sheet) = Sheet::showing(&positions) else { return view! { <p class="quiet">{t!(activity.map_empty)}</p> }.into_any() };
    let counted: Vec<_> = bubbles.iter().map(|bubble| (bubble.position, bubble.count)).collect();
    let drawn = bubbles.iter().zip(sheet.circles(&counted)).map(|(bubble, circle)| one(search, bubble, circle, &name)).collect_view();
    let (metres, length) = sheet.bar();
    let bar = if metres < 1_000 { t!(activity.metres, count = metres.to_string()) } else { t!(activity.kilometres, count = (metres / 1_000).to_string()) };
    let me = me.filter(|me| sheet.holds(*me)).map(|me| {
        let (x, y) = sheet.place(me);
        view! { <circle class="map__me" cx=x cy=y r="6"><title>{t!(activity.map_me)}</title></circle> }
    });
    view! {
        <svg class="map__sheet" viewBox=format!("0 0 {WIDTH} {}", HEIGHT + BAR) role="group" aria-labelledby=TITLE>
            {grid()}
            {move || streets.below(&sheet)}
            <g class="map__bar" aria-hidden="true">
                <path d=format!("M12 {HEIGHT}v5h{length:.1}v-5") />
                <text x={16.0 + length} y={HEIGHT + 8.0}>{bar}</text>
            </g>
            {drawn} {me}
        </svg>
    }
    .into_any()
}

/// Lines that make a sheet of it.
fn grid() -> AnyView {
    let step = 60.0;
    let upright = (1..(WIDTH / step) as u32).map(|n| format!("M{} 0V{HEIGHT}", f64::from(n) * step));
    let level = (1..(HEIGHT / step) as u32).map(|n| format!("M0 {}H{WIDTH}", f64::from(n) * step));
    let lines: String = upright.chain(level).collect();
    view! { <path class="map__grid" d=lines aria-hidden="true" /> }.into_any()
}

fn one(search: &Search, bubble: &Bubble, circle: Circle, name: impl Fn(&DivisionCode) -> String) -> AnyView {
    let mut next = search.clone();
    let name = match &bubble.spot {
        Spot::Division(code) => {
            next.filter.division = Some(code.clone());
            name(code)
        }
        Spot::Place(place) => {
            next.place = Some(place.clone());
            place.clone()
        }
    };
    let count = format::number(bubble.count.into());
    let short = match name.char_indices().nth(LONGEST_NAME) {
        Some((end, _)) => format!("{}…", &name[..end]),
        None => name.clone(),
    };
    let words = t!(activity.map_bubble, name = name, count = count.clone());
    let Circle { x, y, radius } = circle;
    let below = format!("{:.1}", y + radius);
    let [x, y, radius] = [x, y, radius].map(|number| format!("{number:.1}"));
    // Inside a group it is a drawing's link, not a page's.
    view! {
        <g>
            <a class="map__bubble" href=Route::Activities(next).href() aria-label=words on:click=|_| keep_focus()>
                <circle cx=x.clone() cy=y.clone() r=radius />
                <text class="map__count" x=x.clone() y=y dy="0.35em">{count}</text>
                <text class="map__name" x=x y=below dy="0.95em">{short}</text>
            </a>
        </g>
    }
    .into_any()
}
