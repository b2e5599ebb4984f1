//! Stations: finding them, making one.

mod degrees;
mod form;

use crate::api;
use crate::browser::announce;
use crate::components::{DivisionName, PageTitle, PlaceFilter, Paged, PagedList};
use crate::i18n::staff;
use crate::route::Route;
use crate::session;
use crate::t;
use crate::ui::{Icon, Notice, Tone, icon};
use domain::api::station::ListStations;
use domain::api::team::PlaceQuery;
use domain::station::Station;
use leptos::prelude::*;

/// The list, the filter and the form.
pub fn stations() -> AnyView {
    let query = RwSignal::new(PlaceQuery::default());
    let list = Paged::new(move |after| {
        let asked = PlaceQuery { after, ..query.get() };
        async move { api::send::<ListStations>((), &asked, &()).await }
    });
    let making = RwSignal::new(false);
    let made = RwSignal::new(None::<Station>);
    let on_made = Callback::new(move |station: Station| {
        announce::say(&t!(manage.station_made, name = station.name));
        made.set(Some(station));
        making.set(false);
        // The new station stands first in the unfiltered list.
        query.set(PlaceQuery::default());
        list.reload();
    });
    let news = move || {
        made.get().map(|station| {
            let href = Route::AdminStation(station.id).href();
            view! {
                <Notice tone=Tone::Success>
                    <p>{t!(manage.station_made, name = station.name)}</p>
                    <p><a class="link" href=href>{t!(manage.station_to_kiosks)}</a></p>
                </Notice>
            }
        })
    };
    let may_make = session::who().with_untracked(session::Who::is_administrator);
    view! {
        <div class="section__head">
            <PageTitle text=t!(manage.stations_title) />
            {may_make.then(|| view! {
                <button type="button" class="button button--small" aria-expanded=move || making.get().to_string() aria-controls="new-station"
                    on:click=move |_| making.update(|on| *on = !*on)>{icon(Icon::Plus)} <span>{t!(manage.station_new)}</span></button>
            })}
        </div>
        <div id="new-station">{move || making.get().then(|| form::form(on_made))}</div>
        {news}
        <PlaceFilter id="station-filter" label=t!(manage.station_search) query />
        <PagedList of=list show=row empty=empty class="rows" />
    }
    .into_any()
}

fn row(station: Station) -> AnyView {
    view! {
        <article class="row row--link">
            <div class="row__main">
                <h2 class="row__title"><a class="card__link" href=Route::AdminStation(station.id).href()>{station.name}</a></h2>
                <p class="row__facts">
                    <span class="tag tag--quiet">{staff::station_kind(station.kind)}</span>
                    <DivisionName code=station.division />
                    <span>{station.address}</span>
                    <span class="number">{station.opening_hours}</span>
                </p>
            </div>
            <span class="row__go">{icon(Icon::Next)}</span>
        </article>
    }
    .into_any()
}

fn empty() -> AnyView {
    view! {
        <section class="empty">
            <span class="empty__icon">{icon(Icon::Place)}</span>
            <p>{t!(manage.stations_empty)}</p>
        </section>
    }
    .into_any()
}
