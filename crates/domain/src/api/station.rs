//! Stations.

use super::endpoint::endpoints;
use super::page::Page;
use super::team::PlaceQuery;
use crate::ids::StationId;
use crate::station::{Station, StationDraft};

endpoints! {
    /// Lists stations, latest first.
    ListStations "station_list": Get "/api/stations", Anyone, Natural, 200, (()) (PlaceQuery) (()) -> Page<Station>;
    /// Shows a station.
    GetStation "station_get": Get "/api/stations/{station}", Anyone, Natural, 200, (StationId) (()) (()) -> Station;
    /// Makes a station.
    MakeStation "station_make": Post "/api/stations", Scoped(Action::ManageStations), Required, 201, (()) (()) (StationDraft) -> Station;
}
