//! The keeper's board: who is in at a station now, what has to be settled, records by hand, and how its kiosks are.

mod decisions;
mod enter;
mod entries;
mod live;
mod naming;
mod numbers;
mod people;
mod recent;
mod rulings;
mod settle;

use super::kiosks;
use crate::api;
use crate::components::{Load, Loading, PageTitle};
use crate::route::Route;
use crate::t;
use crate::ui::{Icon, icon};
use domain::api::station::GetStation;
use domain::ids::StationId;
use domain::station::Station;
use leptos::prelude::*;
use live::Live;

/// The page.
pub fn board(id: StationId) -> AnyView {
    let found = Loading::new(move || async move { api::send::<GetStation>(id, &(), &()).await });
    view! { <Load of=found show=page /> }.into_any()
}

fn page(station: Station) -> AnyView {
    let live = Live::new(station.id);
    // Made once: what is renewed is put into them, so that focus and typing stay.
    let there = Memo::new(move |_| live.board.get().is_some());
    view! {
        <p><a class="link" href=Route::AdminStation(station.id).href()>{icon(Icon::Device)} {t!(attendance.to_station)}</a></p>
        <PageTitle text=t!(attendance.title_of, name = station.name) />
        {live::standing(live)}
        <Load of=live.board show=|_| ().into_any() />
        {move || there.get().then(|| sections(live))}
    }
    .into_any()
}

fn sections(live: Live) -> AnyView {
    let rulings = rulings::Rulings::new(live);
    view! {
        {numbers::numbers(live)} {settle::settle(live, rulings)} {people::people(live)} {recent::recent(live, rulings)}
        {entries::entries(live)} {kiosks::kiosks(live.kiosks)} {rulings.questions()}
    }
    .into_any()
}
