//! One station: its place, its kiosks, and the code that enrols another.

mod code;
mod scan_file;

use super::kiosks;
use crate::api;
use crate::components::{DivisionName, Load, Loading, PageTitle};
use crate::i18n::staff;
use crate::route::Route;
use crate::session;
use crate::t;
use crate::ui::{Icon, icon};
use domain::api::station::GetStation;
use domain::can::{self, Action, Facts};
use domain::check_in::Place;
use domain::ids::StationId;
use domain::station::Station;
use leptos::prelude::*;

/// The page.
pub fn station(id: StationId) -> AnyView {
    let found = Loading::new(move || async move { api::send::<GetStation>(id, &(), &()).await });
    view! { <Load of=found show=page /> }.into_any()
}

fn page(station: Station) -> AnyView {
    let who = session::who();
    let facts = Facts { division: Some(station.division.clone()), station: Some(station.id), ..Facts::default() };
    let may = |action| who.with_untracked(|who| can::may(&who.viewer(), action, &facts)).is_ok();
    let (may_manage, may_settle) = (may(Action::ManageKiosks), may(Action::SettleAttendance));
    let back = who.with_untracked(session::Who::is_administrator).then(|| {
        view! { <p><a class="link" href=Route::AdminStations.href()>{icon(Icon::Back)} {t!(manage.stations_title)}</a></p> }
    });
    let id = station.id;
    view! {
        {back}
        <PageTitle text=station.name />
        <p class="row__facts lead">
            <span class="tag tag--quiet">{staff::station_kind(station.kind)}</span>
            <DivisionName code=station.division />
            <span>{station.address}</span>
            <span class="number">{station.opening_hours}</span>
        </p>
        {may_settle.then(|| view! { <p><a class="button" href=Route::Board(Place::Station(id)).href()>{icon(Icon::Clock)} <span>{t!(attendance.to_board)}</span></a></p> })}
        {may_manage.then(|| {
            let list = kiosks::list(id);
            view! { {code::code(id, list)} {kiosks::kiosks(list)} {scan_file::scan_file(id, list)} }
        })}
    }
    .into_any()
}
