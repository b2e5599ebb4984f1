//! Words for how a sign-up stands, and for what follows from giving it up.

use super::format;
use crate::city::{city, now};
use crate::t;
use domain::sign_up::{Ending, SignUp, SignUpStatus};
use domain::time::Timestamp;

/// What has come of signing up.
pub fn done(one: &SignUp) -> String {
    match one.status {
        SignUpStatus::Pending => t!(activity.pending_toast).to_owned(),
        SignUpStatus::Waitlisted => t!(activity.waiting_toast, place = one.place_in_line.unwrap_or(1).to_string()),
        _ => t!(activity.signed_up_toast).to_owned(),
    }
}

/// What follows when a sign-up for a shift that begins at `starts_at` is given up now.
pub fn consequence(status: SignUpStatus, starts_at: Timestamp) -> String {
    let rules = &city().policy.sign_up;
    let deadline = format::near_moment(rules.cancellable_until(starts_at));
    match (status, Ending::of_own_doing(status, starts_at, rules, now())) {
        (SignUpStatus::Waitlisted | SignUpStatus::Offered, _) => t!(activity.leave_help).to_owned(),
        (SignUpStatus::Confirmed, Some(Ending::Withdrawn)) => t!(activity.cancel_help, time = deadline),
        (SignUpStatus::Confirmed, _) => t!(activity.cancel_late_help, time = deadline),
        _ => t!(activity.cancel_pending_help).to_owned(),
    }
}
