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
