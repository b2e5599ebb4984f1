//! Signing up (报名) for a shift: who may, and if not, why and what would help.
//!
//! The server enforces [`eligibility`]; the page calls the same function to explain a disabled
//! button. Only the last free place is decided elsewhere: by one conditional write in the store.
//! A place that becomes free goes down the waiting list (候补) as [`line`] says.

mod conditions;
mod eligibility;
mod engagement;
pub mod line;
mod party;
mod refusal;
mod wards;

pub use eligibility::{Opening, ShiftFacts, eligibility, eligibility_by_team, still_open};
pub use engagement::{Engagement, TravelWarning, Wanted};
pub use party::{Companion, Joining, MOST_COMPANIONS, MOST_SHIFTS_AT_ONCE, ShiftChoice, SignUpRequest, may_bring, may_bring_so_many};
pub use refusal::Refusal;
pub use wards::{WardPlace, WardStanding, ward_eligibility};

use crate::activity::{Answered, QualificationCode, ServiceLanguage};
use crate::ids::{ActivityId, PersonId, ShiftId, SignUpId};
use crate::policy::SignUpPolicy;
use crate::time::{Day, Interval, Timestamp};
use crate::volunteer::VolunteerNumber;
use serde::{Deserialize, Serialize};

/// Where a sign-up stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SignUpStatus {
    /// The team still has to approve; the place is held meanwhile, so that it cannot approve more than there are.
    Pending,
    /// Has a place.
    Confirmed,
    /// Waits in line for a place; holds none.
    Waitlisted,
    /// A place is held for the person until they confirm, pass, or the time for it is over.
    Offered,
    /// Is over without service; [`Ending`] says why.
    Cancelled,
    /// Came and served.
    Attended,
}

impl SignUpStatus {
    /// Whether the person is expected at the shift, or was there.
    pub const fn has_place(self) -> bool {
        matches!(self, Self::Confirmed | Self::Attended)
    }

    /// Whether something may still come of it.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Pending | Self::Confirmed | Self::Waitlisted | Self::Offered)
    }
}

/// Why a sign-up was cancelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// The person gave the place back in time, or left the waiting list.
    Withdrawn,
    /// The person gave the place back after the deadline of the policy.
    Late,
    /// The team declined, and said why.
    Declined,
    /// The team called the activity off.
    CalledOff,
    /// Sign-up closed before a place came free, or before the team answered.
    Closed,
}

impl Ending {
    /// How the person's own giving back at `now` ends a sign-up for a shift that begins at `starts_at`; none once
    /// the shift has begun. Only a place that was the person's can be given back late: nobody counted on the others. Whose shift
    /// was `moved` after they had signed up is not late: the team is.
    pub fn of_own_doing(status: SignUpStatus, moved: bool, starts_at: Timestamp, rules: &SignUpPolicy, now: Timestamp) -> Option<Self> {
        match status {
            SignUpStatus::Confirmed if now >= starts_at => None,
            SignUpStatus::Confirmed if !moved && now >= rules.cancellable_until(starts_at) => Some(Self::Late),
            _ => Some(Self::Withdrawn),
        }
    }
}

/// What is known of the person who wants a place; none of it when nobody is logged in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Applicant {
    /// Date of birth, known once an identity card number was given.
    pub birth: Option<Day>,
    /// Open sign-ups of shifts still to come, those on waiting lists among them.
    pub open_sign_ups: u32,
    /// Credited minutes of all records.
    pub credited_minutes: u64,
    /// Whether an identity card number was given.
    pub real_name: bool,
    /// Whether the person belongs to the activity's team.
    pub member: bool,
    /// Whether a guardian has agreed, in all that the person's age asks for.
    pub guardian_agreed: bool,
    /// Languages that the person states.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<ServiceLanguage>,
    /// Trainings and qualifications that somebody attested.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub qualifications: Vec<QualificationCode>,
}

/// How one shift stands to the person who looks at it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ShiftStanding {
    pub shift: ShiftId,
    /// The own sign-up for this shift, if any.
    pub sign_up: Option<SignUpId>,
    pub status: Option<SignUpStatus>,
    /// Title of another activity the person has a place in at that time, or awaits the team's word about.
    pub overlaps: Option<String>,
    /// While waiting: 1 is the next.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place_in_line: Option<u32>,
    /// While a place is offered: it is held until then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offer_until: Option<Timestamp>,
    /// Minutes of other shifts on the same day that the person has a place in.
    #[serde(default)]
    pub day_minutes: u32,
    /// The way from or to another shift is too far for the time between.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub travel: Option<TravelWarning>,
    /// Whether a guardian who has agreed has a place in the same shift.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub guardian_comes: bool,
    /// Whether the team moved the shift since the person signed up: they may leave without being late.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub moved: bool,
    /// Minors in the same shift whom the person is guardian of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub wards: Vec<WardPlace>,
}

impl ShiftStanding {
    /// How a shift stands to somebody who has nothing to do with it.
    pub const fn of(shift: ShiftId) -> Self {
        Self { shift, sign_up: None, status: None, overlaps: None, place_in_line: None, offer_until: None, day_minutes: 0, travel: None, guardian_comes: false, moved: false, wards: Vec::new() }
    }
}

/// One sign-up in "my sign-ups".
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignUp {
    pub id: SignUpId,
    pub activity: ActivityId,
    pub activity_title: String,
    pub shift: ShiftId,
    pub position_name: String,
    pub place: String,
    pub time: Interval,
    pub status: SignUpStatus,
    pub signed_up_at: Timestamp,
    /// While waiting: 1 is the next.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place_in_line: Option<u32>,
    /// While a place is offered: it is held until then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offer_until: Option<Timestamp>,
    /// Why it was cancelled; not known of those from before this was kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ending: Option<Ending>,
    /// What the team said when it declined.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Who comes along.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub companions: Vec<Companion>,
    /// Why the team signed the person up itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_team: Option<String>,
    /// Whether somebody is looked for who takes the place over.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub seeks_stand_in: bool,
    /// Whether the team moved the shift since the person signed up: they may leave without being late.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub moved: bool,
    /// Minors in the same shift whom the person is guardian of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub wards: Vec<WardPlace>,
    /// Name of the guardian in whose party the person is: who confirms and passes for all of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guardian: Option<String>,
}

/// One person on the list an activity's leader sees. Names are whole there, and each look is
/// written into the audit log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RosterLine {
    pub sign_up: Option<SignUpId>,
    pub person: PersonId,
    pub number: VolunteerNumber,
    pub name: String,
    pub shift: ShiftId,
    pub status: Option<SignUpStatus>,
    /// Why it was cancelled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ending: Option<Ending>,
    /// The last check-in.
    pub checked_in_at: Option<Timestamp>,
    /// The check-out that belongs to it.
    pub checked_out_at: Option<Timestamp>,
    pub credited_minutes: u32,
    /// What the person answered to the team's questions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<Answered>,
    /// Who comes along.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub companions: Vec<Companion>,
    /// Why the team signed the person up itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_team: Option<String>,
}

#[cfg(test)]
mod tests;
