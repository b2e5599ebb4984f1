//! The board of a station or of an activity: who is in now, what has to be settled, records by hand, and how a station's kiosks are.

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
use crate::components::{Load, Loading, Named, PageTitle};
use crate::route::Route;
use crate::t;
use crate::ui::{Icon, icon};
use domain::api::activity::GetActivity;
use domain::api::station::GetStation;
use domain::check_in::Place;
use leptos::prelude::*;
use live::Live;

/// The page.
pub fn board(place: Place) -> AnyView {
    let found = Loading::new(move || async move {
        let name = match place {
            Place::Station(id) => api::send::<GetStation>(id, &(), &()).await?.name,
            Place::Activity(id) => api::send::<GetActivity>(id, &(), &()).await?.title,
        };
        Ok(Named { id: place, name })
    });
    view! { <Load of=found show=page /> }.into_any()
}

fn page(Named { id: place, name }: Named<Place>) -> AnyView {
    let live = Live::new(place);
    let (back, sign, words) = match place {
        Place::Station(id) => (Route::AdminStation(id), Icon::Device, t!(attendance.to_station)),
        Place::Activity(id) => (Route::ManagedActivity(id), Icon::Back, t!(attendance.to_activity)),
    };
    // Made once: what is renewed is put into them, so that focus and typing stay.
    let there = Memo::new(move |_| live.board.get().is_some());
    view! {
        <p><a class="link" href=back.href()>{icon(sign)} {words}</a></p>
        <PageTitle text=t!(attendance.title_of, name = name) />
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
        {entries::entries(live)} {live.kiosks.map(kiosks::kiosks)} {rulings.questions()}
    }
    .into_any()
}
