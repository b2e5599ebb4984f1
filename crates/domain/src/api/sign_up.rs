//! Signing up, waiting for a place, and calling off.

use super::account::ListQuery;
use super::endpoint::endpoints;
use super::page::Page;
use crate::ids::{ActivityId, ShiftId, SignUpId};
use crate::sign_up::{Companion, Refusal, SignUp, SignUpRequest};
use crate::text::Line;
use crate::time::Interval;
use crate::volunteer::VolunteerNumber;
use serde::{Deserialize, Serialize};

/// The team's word about a sign-up that waits for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SignUpDecision {
    pub approve: bool,
    /// Why not: required when it declines. The person reads it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Line>,
}

/// What came of signing up for several shifts, in the order of the request.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Joined {
    pub sign_ups: Vec<SignUp>,
}

/// Another shift of the same activity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct OtherShift {
    pub shift: ShiftId,
}

/// Who of the companions still comes; nobody can be added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct StillComing {
    pub companions: Vec<Companion>,
}

/// A volunteer whom the team signs up, and why it does so itself. The person reads it, and it stands in the audit log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TeamSignUp {
    pub number: VolunteerNumber,
    pub reason: Line,
}

/// Whom the team has signed up, and which conditions it set aside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignedUpByTeam {
    pub sign_up: SignUpId,
    pub name: String,
    pub set_aside: Vec<Refusal>,
}

/// Who is asked to stand in: one volunteer, or whoever gets the link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct StandInWanted {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<VolunteerNumber>,
}

/// A place that somebody wants to hand on, as whoever may take it sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StandIn {
    pub activity: ActivityId,
    pub activity_title: String,
    pub position_name: String,
    pub place: String,
    pub time: Interval,
    /// Masked name of whose place it is.
    pub from: String,
    /// Whether it is the reader's own place.
    pub own: bool,
}

/// What is said when a place is taken over: the same as when signing up.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct StandInRequest {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub accepts_risks: bool,
}

endpoints! {
    /// Takes a place in a shift; where the team approves sign-ups, the place is held until it has. Never more places are given than the shift has.
    MakeSignUp "sign_up_make": Post "/api/shifts/{shift}/sign-ups", Volunteer, Required, 201, (ShiftId) (()) (()) -> SignUp;
    /// Signs up for several shifts of an activity at once, with answers, companions and the minors one is guardian of: for all of them, or for none.
    JoinActivity "sign_up_join": Post "/api/activities/{activity}/sign-ups", Volunteer, Required, 201, (ActivityId) (()) (SignUpRequest) -> Joined;
    /// Joins the waiting list of a shift; when a place is free by then, takes it.
    JoinWaitlist "sign_up_wait": Post "/api/shifts/{shift}/waitlist", Volunteer, Required, 201, (ShiftId) (()) (()) -> SignUp;
    /// Confirms the place that is held for the caller.
    AcceptOffer "sign_up_accept": Post "/api/sign-ups/{sign_up}/acceptance", Volunteer, Required, 200, (SignUpId) (()) (()) -> SignUp;
    /// Lets the place that is held for the caller go to the next, and stays on the list as its last.
    PassOffer "sign_up_pass": Post "/api/sign-ups/{sign_up}/pass", Volunteer, Required, 200, (SignUpId) (()) (()) -> SignUp;
    /// Gives the place back, or leaves the waiting list; a guardian may do so for a minor. After the deadline of the policy it is recorded as late; once
    /// the shift has begun it is refused. Minors who may be there only beside the person go too.
    CancelSignUp "sign_up_cancel": Post "/api/sign-ups/{sign_up}/cancellation", Volunteer, Required, 200, (SignUpId) (()) (()) -> SignUp;
    /// Gives back for the whole party: the guardian's place and those of the minors who came with it.
    CancelParty "sign_up_cancel_party": Post "/api/sign-ups/{sign_up}/party-cancellation", Volunteer, Required, 200, (SignUpId) (()) (()) -> SignUp;
    /// Changes to another shift of the same activity: the new place is taken before the old one is given back. When the other is full, nothing changes.
    MoveSignUp "sign_up_move": Post "/api/sign-ups/{sign_up}/move", Volunteer, Required, 200, (SignUpId) (()) (OtherShift) -> SignUp;
    /// Gives the places of some companions back; the others still come.
    ChangeCompanions "sign_up_companions": Put "/api/sign-ups/{sign_up}/companions", Volunteer, Natural, 200, (SignUpId) (()) (StillComing) -> SignUp;
    /// Signs a volunteer up in the name of the team, in spite of its own conditions if need be; never beyond the places there are, the law, or for dangerous work.
    SignUpByTeam "sign_up_by_team": Post "/api/shifts/{shift}/sign-ups-by-team", Scoped(Action::ManageActivities), Required, 201, (ShiftId) (()) (TeamSignUp) -> SignedUpByTeam;
    /// Looks for somebody who takes the own place over; it stays the caller's until somebody does, and the offer ends when the shift begins.
    OfferStandIn "stand_in_offer": Put "/api/sign-ups/{sign_up}/stand-in", Volunteer, Natural, 200, (SignUpId) (()) (StandInWanted) -> SignUp;
    /// Looks for nobody any more.
    EndStandIn "stand_in_end": Delete "/api/sign-ups/{sign_up}/stand-in", Volunteer, Natural, 204, (SignUpId) (()) (()) -> ();
    /// Shows a place that can be taken over.
    GetStandIn "stand_in_get": Get "/api/sign-ups/{sign_up}/stand-in", Volunteer, Natural, 200, (SignUpId) (()) (()) -> StandIn;
    /// Takes a place over. The conditions are those of signing up; the place is never free in between.
    TakeStandIn "stand_in_take": Post "/api/sign-ups/{sign_up}/stand-in/acceptance", Volunteer, Required, 201, (SignUpId) (()) (StandInRequest) -> SignUp;
    /// Approves or declines a sign-up that waits for the team's word.
    DecideSignUp "sign_up_decide": Post "/api/sign-ups/{sign_up}/decision", Scoped(Action::ManageActivities), Required, 204, (SignUpId) (()) (SignUpDecision) -> ();
    /// Lists the own sign-ups, latest shift first.
    ListMySignUps "sign_up_mine": Get "/api/me/sign-ups", Volunteer, Natural, 200, (()) (ListQuery) (()) -> Page<SignUp>;
}
