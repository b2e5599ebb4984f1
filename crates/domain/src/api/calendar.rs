//! The own sign-ups in a calendar app.
//!
//! The calendars themselves are iCalendar files (RFC 5545) and no JSON, so they are no operations: whoever holds the
//! address of a feed reads it, as calendar apps do.

use super::endpoint::endpoints;
use crate::ids::{ActivityId, SignUpId};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// Where a feed is; its place is the secret and `.ics`.
pub const FEED_PATH: &str = "/api/calendars/{file}";
/// Where the file of one own sign-up is.
pub const SIGN_UP_FILE_PATH: &str = "/api/sign-ups/{sign_up}/calendar.ics";
/// Where the file of an activity's shifts is, for everybody.
pub const ACTIVITY_FILE_PATH: &str = "/api/activities/{activity}/calendar.ics";

/// The file of one own sign-up.
pub fn sign_up_file(id: SignUpId) -> String {
    SIGN_UP_FILE_PATH.replace("{sign_up}", &id.to_string())
}

/// The file of an activity's shifts.
pub fn activity_file(id: ActivityId) -> String {
    ACTIVITY_FILE_PATH.replace("{activity}", &id.to_string())
}

/// The feed of the own sign-ups.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CalendarFeed {
    /// Its address below the portal's own. It is a secret: whoever has it sees the sign-ups.
    pub path: String,
    pub made_at: Timestamp,
}

/// Whether there is a feed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MyCalendar {
    pub feed: Option<CalendarFeed>,
}

endpoints! {
    /// Shows the address of the own calendar feed, if there is one.
    GetMyCalendar "calendar_get": Get "/api/me/calendar", Volunteer, Natural, 200, (()) (()) (()) -> MyCalendar;
    /// Makes an address for the own calendar feed; one that was made before stops working.
    MakeMyCalendar "calendar_make": Post "/api/me/calendar", Volunteer, Natural, 201, (()) (()) (()) -> MyCalendar;
    /// Ends the own calendar feed.
    EndMyCalendar "calendar_end": Delete "/api/me/calendar", Volunteer, Natural, 200, (()) (()) (()) -> MyCalendar;
}
