//! Signing up and calling off.

use super::account::ListQuery;
use super::endpoint::endpoints;
use super::page::Page;
use crate::ids::{ShiftId, SignUpId};
use crate::sign_up::SignUp;

endpoints! {
    /// Takes a place in a shift. Never more places are given than the shift has.
    MakeSignUp "sign_up_make": Post "/api/shifts/{shift}/sign-ups", Volunteer, Required, 201, (ShiftId) (()) (()) -> SignUp;
    /// Gives the place back.
    CancelSignUp "sign_up_cancel": Post "/api/sign-ups/{sign_up}/cancellation", Volunteer, Required, 200, (SignUpId) (()) (()) -> SignUp;
    /// Lists the own sign-ups, latest shift first.
    ListMySignUps "sign_up_mine": Get "/api/me/sign-ups", Volunteer, Natural, 200, (()) (ListQuery) (()) -> Page<SignUp>;
}
