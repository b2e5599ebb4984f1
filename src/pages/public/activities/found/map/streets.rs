//! A map of streets below the bubbles, where the city names one. Its pictures come from whoever makes the map, cost data, and
//! tell that somebody looks at this city: they are asked for after a tap only, and that wish is kept on the device.

use super::plan::{HEIGHT, Sheet, WIDTH};
use crate::browser::storage;
use crate::city::city;
use crate::t;
use domain::api::portal::{Datum, MapTiles};
use leptos::prelude::*;
use std::f64::consts::PI;

const KEPT: &str = "map-streets";
/// A picture is drawn no larger than it is, in units of the sheet.
const LARGEST: f64 = 256.0;
/// What makers of maps have pictures for.
const ZOOMS: std::ops::RangeInclusive<u32> = 3..=18;
/// Each picture reaches this far below the next, so that no line shows between them.
const OVERLAP: f64 = 0.4;

/// Whether the reader wants streets.
#[derive(Clone, Copy)]
pub(super) struct Streets(RwSignal<bool>);

impl Streets {
    /// As this device was told last.
    pub(super) fn as_kept() -> Self {
        Self(RwSignal::new(storage::read(KEPT).is_some()))
    }

    /// What switches them on and off; nothing in a city without such a map.
    pub(super) fn switch(self) -> Option<AnyView> {
        let Self(on) = self;
        city().map_tiles.as_ref()?;
        let turn = move |_| {
            on.update(|on| *on = !*on);
            if on.get_untracked() { storage::write(KEPT, "1") } else { storage::forget(KEPT) }
        };
        Some(view! { <button type="button" class="chip" aria-pressed=move || on.get().to_string() on:click=turn>{t!(activity.map_streets)}</button> }.into_any())
    }

    /// The pictures for a sheet.
    pub(super) fn below(self, sheet: &Sheet) -> Option<AnyView> {
        let tiles = city().map_tiles.as_ref().filter(|_| self.0.get())?;
        let pictures = pictures(sheet, tiles).into_iter().map(|Picture { address, x, y, width, height }| {
            view! { <image href=address x=x y=y width=width height=height preserveAspectRatio="none" /> }
        });
        // A drawing of its own cuts off what reaches beyond the sheet.
        Some(view! { <svg class="map__streets" width=WIDTH height=HEIGHT aria-hidden="true">{pictures.collect_view()}</svg> }.into_any())
    }

    /// Who made the map.
    pub(super) fn credit(self) -> Option<AnyView> {
        let tiles = city().map_tiles.as_ref().filter(|_| self.0.get())?;
        Some(view! { <p class="map__credit">{tiles.credit.clone()}</p> }.into_any())
    }
}

/// One picture and where it is drawn, in units of the sheet.
#[derive(Debug, Clone, PartialEq)]
struct Picture {
    address: String,
    x: f64,
    y: f64,
    width: f64,
    height: f64,
}

/// The pictures that cover a sheet. Each is put where its corners belong: on so small a part of the earth the streets between them
/// are where they should be to a fraction of a unit, whatever the projection.
fn pictures(sheet: &Sheet, tiles: &MapTiles) -> Vec<Picture> {
    let zoom = ((sheet.around() / LARGEST).log2().ceil().max(0.0) as u32).clamp(*ZOOMS.start(), *ZOOMS.end());
    let numbers = |place| number(zoom, into(tiles.datum, sheet.under(place)));
    let corner = |column: u32, row: u32| sheet.place_of(out_of(tiles.datum, degrees(zoom, (f64::from(column), f64::from(row)))));
    let ((west, north), (east, south)) = (numbers((0.0, 0.0)), numbers((WIDTH, HEIGHT)));
    let columns = west as u32..=east as u32;
    let rows = north as u32..=south as u32;
    rows.flat_map(|row| columns.clone().map(move |column| (column, row)))
        .map(|(column, row)| {
            let ((x, y), (right, below)) = (corner(column, row), corner(column + 1, row + 1));
            Picture { address: tiles.at(zoom, column, row), x, y, width: right - x + OVERLAP, height: below - y + OVERLAP }
        })
        .collect()
}

/// Column and row of a place, with their fractions.
fn number(zoom: u32, (latitude, longitude): (f64, f64)) -> (f64, f64) {
    let count = f64::from(1_u32 << zoom);
    ((longitude + 180.0) / 360.0 * count, (1.0 - latitude.to_radians().tan().asinh() / PI) / 2.0 * count)
}

/// Latitude and longitude of a column and row.
fn degrees(zoom: u32, (column, row): (f64, f64)) -> (f64, f64) {
    let count = f64::from(1_u32 << zoom);
    ((PI * (1.0 - 2.0 * row / count)).sinh().atan().to_degrees(), column / count * 360.0 - 180.0)
}

/// Latitude and longitude in WGS-84 as the map has them. A city that names a map of mainland China lies there.
fn into(datum: Datum, (latitude, longitude): (f64, f64)) -> (f64, f64) {
    match datum {
        Datum::Wgs84 => (latitude, longitude),
        Datum::Gcj02 => swapped(coordtransform::wgs84_to_gcj02_in_mainland(longitude, latitude)),
    }
}

/// The other way round.
fn out_of(datum: Datum, (latitude, longitude): (f64, f64)) -> (f64, f64) {
    match datum {
        Datum::Wgs84 => (latitude, longitude),
        Datum::Gcj02 => swapped(coordtransform::gcj02_to_wgs84_in_mainland(longitude, latitude)),
    }
}

fn swapped((longitude, latitude): (f64, f64)) -> (f64, f64) {
    (latitude, longitude)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::station::Position;

    fn tiles(datum: Datum) -> MapTiles {
        MapTiles { address: "https://tiles.example/{z}/{x}/{y}.png".to_owned(), datum, credit: "A map".to_owned() }
    }

    /// About as wide as a city's districts lie apart.
    fn sheet() -> Sheet {
        let corner = |latitude_e7, longitude_e7| Position { latitude_e7, longitude_e7 };
        Sheet::showing(&[corner(257_000_000, 1_129_000_000), corner(259_000_000, 1_132_000_000)]).unwrap()
    }

    #[test]
    fn a_picture_is_numbered_as_maps_number_it() {
        let whole = |(column, row): (f64, f64)| (column as u32, row as u32);
        assert_eq!(whole(number(0, (0.0, 0.0))), (0, 0));
        // The worked example of OpenStreetMap's "Slippy map tilenames".
        assert_eq!(whole(number(18, (35.6590699, 139.7006793))), (232_798, 103_246));
        let (latitude, longitude) = degrees(17, number(17, (25.77, 113.03)));
        assert!((latitude - 25.77).abs() < 1e-9 && (longitude - 113.03).abs() < 1e-9);
    }

    #[test]
    fn the_pictures_cover_the_sheet_without_gaps() {
        for datum in [Datum::Wgs84, Datum::Gcj02] {
            let pictures = pictures(&sheet(), &tiles(datum));
            assert!((4..=20).contains(&pictures.len()), "{}", pictures.len());
            assert!(pictures.iter().all(|picture| (100.0..=LARGEST + 2.0).contains(&picture.width)));
            let least = |of: fn(&Picture) -> f64| pictures.iter().map(of).fold(f64::MAX, f64::min);
            assert!(least(|picture| picture.x) <= 0.5 && least(|picture| picture.y) <= 0.5);
            assert!(least(|picture| -picture.x - picture.width) <= -WIDTH + 0.5 && least(|picture| -picture.y - picture.height) <= -HEIGHT + 0.5);
            for (one, next) in pictures.iter().zip(&pictures[1..]).filter(|(one, next)| next.x > one.x) {
                assert!((0.0..1.0).contains(&(one.x + one.width - next.x)), "{one:?} {next:?}");
            }
        }
    }

    #[test]
    fn a_chinese_map_is_drawn_where_its_streets_belong() {
        let (latitude, longitude) = into(Datum::Gcj02, (25.77, 113.03));
        let metres = (latitude - 25.77).hypot((longitude - 113.03) * 25.77_f64.to_radians().cos()) * domain::station::METRES_PER_DEGREE;
        assert!((200.0..900.0).contains(&metres), "{metres}");
        let back = out_of(Datum::Gcj02, (latitude, longitude));
        assert!((back.0 - 25.77).abs() < 1e-6 && (back.1 - 113.03).abs() < 1e-6);
    }
}
