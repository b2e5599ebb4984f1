//! Signing up, waiting for a place, and calling off.

use super::account::ListQuery;
use super::endpoint::endpoints;
use super::page::Page;
use crate::ids::{ShiftId, SignUpId};
use crate::sign_up::SignUp;
use crate::text::Line;
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

endpoints! {
    /// Takes a place in a shift; where the team approves sign-ups, the place is held until it has. Never more places are given than the shift has.
    MakeSignUp "sign_up_make": Post "/api/shifts/{shift}/sign-ups", Volunteer, Required, 201, (ShiftId) (()) (()) -> SignUp;
    /// Joins the waiting list of a shift; when a place is free by then, takes it.
    JoinWaitlist "sign_up_wait": Post "/api/shifts/{shift}/waitlist", Volunteer, Required, 201, (ShiftId) (()) (()) -> SignUp;
    /// Confirms the place that is held for the caller.
    AcceptOffer "sign_up_accept": Post "/api/sign-ups/{sign_up}/acceptance", Volunteer, Required, 200, (SignUpId) (()) (()) -> SignUp;
    /// Lets the place that is held for the caller go to the next, and stays on the list as its last.
    PassOffer "sign_up_pass": Post "/api/sign-ups/{sign_up}/pass", Volunteer, Required, 200, (SignUpId) (()) (()) -> SignUp;
    /// Gives the place back, or leaves the waiting list. After the deadline of the policy it is recorded as late; once the shift has begun it is refused.
    CancelSignUp "sign_up_cancel": Post "/api/sign-ups/{sign_up}/cancellation", Volunteer, Required, 200, (SignUpId) (()) (()) -> SignUp;
    /// Approves or declines a sign-up that waits for the team's word.
    DecideSignUp "sign_up_decide": Post "/api/sign-ups/{sign_up}/decision", Scoped(Action::ManageActivities), Required, 204, (SignUpId) (()) (SignUpDecision) -> ();
    /// Lists the own sign-ups, latest shift first.
    ListMySignUps "sign_up_mine": Get "/api/me/sign-ups", Volunteer, Natural, 200, (()) (ListQuery) (()) -> Page<SignUp>;
}
