//! Service stations (志愿服务站: U站, 雷锋之家, 岗亭): fixed places with opening hours.

use crate::division::DivisionCode;
use crate::ids::StationId;
use crate::text::Line;
use serde::{Deserialize, Serialize};

/// What kind of place a station is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum StationKind {
    /// U站.
    UStation,
    /// 雷锋之家 workstation.
    LeiFengHome,
    /// 岗亭: a booth.
    KioskBooth,
    /// 志愿服务站 of a division.
    ServicePoint,
}

/// Metres of a degree of latitude.
pub const METRES_PER_DEGREE: f64 = 111_320.0;

/// A point on the earth in WGS-84, in ten-millionths of a degree (about 1 cm).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = MapPosition))]
#[serde(deny_unknown_fields)]
pub struct Position {
    #[cfg_attr(feature = "openapi", schema(minimum = -900_000_000, maximum = 900_000_000))]
    pub latitude_e7: i32,
    #[cfg_attr(feature = "openapi", schema(minimum = -1_800_000_000, maximum = 1_800_000_000))]
    pub longitude_e7: i32,
}

impl Position {
    /// Latitude and longitude in degrees, as addresses of maps want them: `25.7700000`.
    pub fn in_degrees(self) -> [String; 2] {
        [self.latitude_e7, self.longitude_e7].map(|e7| {
            let sign = if e7 < 0 { "-" } else { "" };
            let whole = e7.unsigned_abs();
            format!("{sign}{}.{:07}", whole / 10_000_000, whole % 10_000_000)
        })
    }

    /// Whether both lie in the range of their kind.
    pub fn is_on_earth(self) -> bool {
        (-900_000_000..=900_000_000).contains(&self.latitude_e7) && (-1_800_000_000..=1_800_000_000).contains(&self.longitude_e7)
    }

    /// Metres to another place, as the crow flies. Within a city the earth is flat enough.
    pub fn metres_to(self, other: Self) -> u32 {
        let degrees = |e7: i32| f64::from(e7) / 1e7;
        let north = degrees(other.latitude_e7) - degrees(self.latitude_e7);
        let east = (degrees(other.longitude_e7) - degrees(self.longitude_e7)) * degrees(self.latitude_e7).to_radians().cos();
        (north.hypot(east) * METRES_PER_DEGREE) as u32
    }
}

/// A station as everybody may see it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Station {
    pub id: StationId,
    pub name: String,
    pub kind: StationKind,
    pub division: DivisionCode,
    pub address: String,
    pub position: Option<Position>,
    /// As written on the door, such as `08:30-17:30`.
    pub opening_hours: String,
}

/// What an administrator types to make a station.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct StationDraft {
    pub name: Line,
    pub kind: StationKind,
    pub division: DivisionCode,
    pub address: Line,
    pub position: Option<Position>,
    pub opening_hours: Line,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn degrees_keep_their_sign_and_their_noughts() {
        let position = |latitude_e7, longitude_e7| Position { latitude_e7, longitude_e7 }.in_degrees();
        assert_eq!(position(257_700_000, 1_130_000_001), ["25.7700000", "113.0000001"]);
        assert_eq!(position(-1, -5_000_000), ["-0.0000001", "-0.5000000"]);
    }
}
