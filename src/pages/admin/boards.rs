//! Whose board? The one of a keeper's only station at once; else the own stations, and a search for administrators.

use crate::components::{Named, PageTitle, StationPicker};
use crate::navigation;
use crate::pages::admin::own_division;
use crate::route::Route;
use crate::session;
use crate::t;
use crate::ui::{Icon, icon};
use domain::can::Role;
use domain::check_in::Place;
use domain::ids::StationId;
use leptos::prelude::*;

/// The page.
pub fn boards() -> AnyView {
    let grants = session::who().with_untracked(|who| who.somebody().map(|person| person.grants.clone())).unwrap_or_default();
    let own: Vec<Named<StationId>> = grants
        .into_iter()
        .filter_map(|grant| match grant.role {
            Role::StationKeeper { station } => Some(Named { id: station, name: grant.scope_name }),
            _ => None,
        })
        .collect();
    let administers = session::who().with_untracked(session::Who::is_administrator);
    if let ([only], false) = (own.as_slice(), administers) {
        let board = Route::Board(Place::Station(only.id));
        Effect::new(move |_| navigation::replace(&board));
        return ().into_any();
    }
    let one = |station: Named<StationId>| {
        view! {
            <li><article class="row row--link">
                <div class="row__main"><h2 class="row__title"><a class="card__link" href=Route::Board(Place::Station(station.id)).href()>{station.name}</a></h2></div>
                <span class="row__go">{icon(Icon::Next)}</span>
            </article></li>
        }
    };
    view! {
        <PageTitle text=t!(attendance.choose_title) />
        <p class="lead">{t!(attendance.choose_lead)}</p>
        {(!own.is_empty()).then(|| view! { <ul class="rows">{own.into_iter().map(one).collect_view()}</ul> })}
        {administers.then(search)}
    }
    .into_any()
}

/// Any station of the own division; choosing it goes there.
fn search() -> AnyView {
    let chosen = RwSignal::new(None::<Named<StationId>>);
    Effect::new(move |_| {
        if let Some(station) = chosen.get() {
            navigation::go(&Route::Board(Place::Station(station.id)));
        }
    });
    view! {
        <div class="section measure">
            <StationPicker id="board-station" label=t!(attendance.choose_search) chosen error=Signal::stored(None) division=Signal::stored(own_division()) />
        </div>
    }
    .into_any()
}
