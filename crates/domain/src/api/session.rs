//! Logging in and out, and joining.

use super::endpoint::endpoints;
use crate::can::{Grant, PersonKind};
use crate::division::DivisionCode;
use crate::ids::{PersonId, SessionId};
use crate::text::{Line, PersonName, Phone};
use crate::time::Timestamp;
use crate::volunteer::VolunteerNumber;
use serde::{Deserialize, Serialize};

/// To which phone a code goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CodeRequest {
    pub phone: Phone,
}

/// A code is on its way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CodeSent {
    /// The code is good until then.
    pub expires_at: Timestamp,
    /// The next one may be asked for then.
    pub next_at: Timestamp,
    /// The code itself, only on a server started with `--demo`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub demo_code: Option<String>,
}

/// Phone and code, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CodeLogin {
    pub phone: Phone,
    /// 6 digits.
    pub code: String,
}

/// What a right code leads to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum CodeLoginOutcome {
    /// The phone is known: logged in.
    LoggedIn { viewer: Box<LoggedIn> },
    /// The phone is new: [`JoinRequest`] comes next, with this ticket.
    MayJoin { ticket: String, expires_at: Timestamp },
}

/// A new volunteer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct JoinRequest {
    /// Proof that the phone is the person's own.
    pub ticket: String,
    pub name: PersonName,
    /// Where the person lives or serves.
    #[serde(default)]
    pub division: Option<DivisionCode>,
    /// Version of the privacy notice agreed to.
    pub consent: String,
}

/// The privacy notice in force; the consent ledger names it.
pub const PRIVACY_NOTICE: &str = "2026-1";

/// Name and password of a member of staff.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct StaffLogin {
    pub login: Line,
    pub password: String,
}

/// Who is logged in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LoggedIn {
    pub person: PersonId,
    pub kind: PersonKind,
    /// Volunteers: the own name. Staff: the login name.
    pub name: String,
    pub number: Option<VolunteerNumber>,
    pub grants: Vec<Grant>,
    /// Messages not read yet.
    pub unread: u32,
}

/// The answer to "who am I": nobody, unless logged in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WhoAmI {
    pub viewer: Option<LoggedIn>,
}

/// A logged-in browser.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Session {
    pub id: SessionId,
    /// Browser and system, as far as they told.
    pub device: String,
    pub created_at: Timestamp,
    pub seen_at: Timestamp,
    /// The one that asks.
    pub current: bool,
}

/// All of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Sessions {
    pub sessions: Vec<Session>,
}

endpoints! {
    /// Sends a one-time code to a phone. The answer is the same whether the phone is known or not.
    SendCode "session_code": Post "/api/session/codes", Anyone, Natural, 202, (()) (()) (CodeRequest) -> CodeSent;
    /// Logs in with phone and code, or gives a ticket for joining.
    LogIn "session_log_in": Post "/api/session", Anyone, Natural, 200, (()) (()) (CodeLogin) -> CodeLoginOutcome;
    /// Makes a volunteer of the holder of a ticket, and logs in.
    Join "session_join": Post "/api/volunteers", Anyone, Natural, 201, (()) (()) (JoinRequest) -> LoggedIn;
    /// Logs in a member of staff.
    LogInStaff "session_log_in_staff": Post "/api/session/staff", Anyone, Natural, 200, (()) (()) (StaffLogin) -> LoggedIn;
    /// Tells who is logged in.
    GetWhoAmI "session_get": Get "/api/session", Anyone, Natural, 200, (()) (()) (()) -> WhoAmI;
    /// Logs out this browser.
    LogOut "session_log_out": Delete "/api/session", Anyone, Natural, 204, (()) (()) (()) -> ();
    /// Lists the browsers that are logged in.
    ListSessions "session_list": Get "/api/sessions", LoggedIn, Natural, 200, (()) (()) (()) -> Sessions;
    /// Logs one of them out.
    EndSession "session_end": Delete "/api/sessions/{session}", LoggedIn, Natural, 204, (SessionId) (()) (()) -> ();
    /// Logs out everywhere, here too.
    EndAllSessions "session_end_all": Delete "/api/sessions", LoggedIn, Natural, 204, (()) (()) (()) -> ();
}
