//! The portal itself: which city, which rules, which server.

use super::endpoint::endpoints;
use crate::division::DivisionCode;
use crate::address::encode;
use crate::policy::Policy;
use crate::station::Position;
use crate::time::{Timestamp, Zone};
use serde::{Deserialize, Serialize};

/// A text in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Bilingual {
    pub zh: String,
    pub en: String,
}

/// By which measure of the earth a map gives places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Datum {
    /// As devices report places.
    Wgs84,
    /// As maps published in mainland China have to show them: up to some hundred metres beside.
    Gcj02,
}

/// The pictures that a map of streets is put together of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MapTiles {
    /// Address of one picture, with `{z}`, `{x}` and `{y}` where its numbers belong: Web Mercator, counted from the north-west.
    pub address: String,
    pub datum: Datum,
    /// What whoever made the map wants to be named by, with the number of its approval (审图号).
    pub credit: String,
}

impl MapTiles {
    /// Scheme and host of the pictures, for the content security policy; none for an address that is not `https`, or whose host is not
    /// written out in plain characters.
    pub fn origin(&self) -> Option<&str> {
        const SCHEME: &str = "https://";
        let (host, _) = self.address.strip_prefix(SCHEME)?.split_once('/')?;
        let is_plain = !host.is_empty() && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b':'));
        is_plain.then(|| &self.address[..SCHEME.len() + host.len()])
    }

    /// The address of one picture.
    pub fn at(&self, zoom: u32, column: u32, row: u32) -> String {
        self.address.replace("{z}", &zoom.to_string()).replace("{x}", &column.to_string()).replace("{y}", &row.to_string())
    }
}

/// What the page has to know of the city. The server also writes it into the HTML.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Portal {
    pub city: Bilingual,
    pub name: Bilingual,
    pub short_name: Bilingual,
    pub tagline: Bilingual,
    /// Hue of buttons and links; the shades belong to the style sheet.
    pub accent: String,
    pub hotline: String,
    pub hotline_hours: Bilingual,
    /// What the city says of volunteers' insurance, for the card's screen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub insurance: Option<Bilingual>,
    /// Address of a map that shows a place, with `{latitude}`, `{longitude}` (degrees, WGS-84) and `{name}` where they belong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub map_link: Option<String>,
    /// A map of streets below the one of activities.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub map_tiles: Option<MapTiles>,
    pub root: DivisionCode,
    pub zone: Zone,
    pub policy: Policy,
    /// Version of the server; the page offers to reload when its own differs.
    pub version: String,
    /// Made-up people; one-time codes are shown on screen.
    pub demo: bool,
    /// Whether browsers may keep the page for the time without network.
    pub service_worker: bool,
    /// Zero in a page that a browser kept: nobody knows how old it is.
    pub server_time: Timestamp,
}

impl Portal {
    /// The address of a map that shows the place of that name; none where the city names no map.
    pub fn map_address(&self, position: Position, name: &str) -> Option<String> {
        let [latitude, longitude] = position.in_degrees();
        let mut encoded = String::new();
        encode(name, &mut encoded);
        // The name last: whatever it holds is not read as a mark.
        Some(self.map_link.as_ref()?.replace("{latitude}", &latitude).replace("{longitude}", &longitude).replace("{name}", &encoded))
    }
}

/// How far a demonstration's clock is put forward.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ClockAdvance {
    /// 1 to 1440.
    pub minutes: u16,
}

endpoints! {
    /// Tells which city this portal serves and by which policy.
    GetPortal "portal_get": Get "/api/portal", Anyone, Natural, 200, (()) (()) (()) -> Portal;
    /// Puts the clock of a demonstration forward, so that an hour can be served in a minute. Not found elsewhere.
    AdvanceDemoClock "portal_demo_clock": Post "/api/demo/clock", Anyone, Natural, 200, (()) (()) (ClockAdvance) -> Portal;
}
