//! Activities: finding, reading, making, publishing, calling off.

use super::endpoint::endpoints;
use super::page::{Cursor, Page, PageSize};
use crate::activity::{ActivityDetail, ActivityDraft, ActivityStatus, ActivitySummary, Category};
use crate::division::DivisionCode;
use crate::ids::{ActivityId, TeamId};
use crate::sign_up::{Applicant, RosterLine, ShiftStanding};
use crate::time::Day;
use serde::{Deserialize, Serialize};

/// What the finder's filters say; the same in the page's own address.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ActivityFilter {
    /// In this division or below.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub division: Option<DivisionCode>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<Category>,
    /// With a shift on or after this day of the city's calendar.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
    /// With a shift on or before this day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Day>,
    /// Part of the title or the place, at most 40 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Only with places left.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub free: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Cursor>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<PageSize>,
}

impl ActivityFilter {
    /// How many activities the home page shows.
    const SOONEST: u8 = 4;

    /// What the home page shows: the soonest with places left.
    pub fn soonest() -> Self {
        Self { size: Some(PageSize::new(Self::SOONEST)), free: Some(true), ..Self::default() }
    }
}

/// How an activity stands to the volunteer who looks at it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Standing {
    pub applicant: Applicant,
    /// One entry for each shift.
    pub shifts: Vec<ShiftStanding>,
    /// How to reach the team, once signed up.
    pub contact: Option<String>,
}

/// Which of the activities one may manage.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ManagedQuery {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub team: Option<TeamId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<ActivityStatus>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Cursor>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<PageSize>,
}

/// A new activity of a team.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewActivity {
    pub team: TeamId,
    pub draft: ActivityDraft,
}

/// The id of what was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MadeActivity {
    pub id: ActivityId,
}

/// Who is on the list of an activity, and how many are in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Roster {
    pub lines: Vec<RosterLine>,
    /// Whether there are more than one answer holds: the latest are left out.
    pub more: bool,
    /// People checked in and not yet out.
    pub present: u32,
}

endpoints! {
    /// Lists published activities that have not ended, soonest first.
    ListActivities "activity_list": Get "/api/activities", Anyone, Natural, 200, (()) (ActivityFilter) (()) -> Page<ActivitySummary>;
    /// Shows one activity; a draft only to those who manage it. The contact is left out.
    GetActivity "activity_get": Get "/api/activities/{activity}", Anyone, Natural, 200, (ActivityId) (()) (()) -> ActivityDetail;
    /// Tells how the activity's shifts stand to the volunteer who asks.
    GetStanding "activity_standing": Get "/api/activities/{activity}/standing", Volunteer, Natural, 200, (ActivityId) (()) (()) -> Standing;
    /// Lists the activities one may manage, drafts included, by the begin of their first shift, latest first.
    ListManaged "activity_managed": Get "/api/managed-activities", Scoped(Action::ManageActivities), Natural, 200, (()) (ManagedQuery) (()) -> Page<ActivitySummary>;
    /// Makes an activity as a draft.
    MakeActivity "activity_make": Post "/api/activities", Scoped(Action::ManageActivities), Required, 201, (()) (()) (NewActivity) -> MadeActivity;
    /// Shows a draft to the public.
    PublishActivity "activity_publish": Post "/api/activities/{activity}/publication", Scoped(Action::ManageActivities), Required, 200, (ActivityId) (()) (()) -> ActivityDetail;
    /// Calls an activity off and tells everybody who signed up.
    CancelActivity "activity_cancel": Post "/api/activities/{activity}/cancellation", Scoped(Action::ManageActivities), Required, 200, (ActivityId) (()) (()) -> ActivityDetail;
    /// Lists who signed up and who is in. Looks are written into the audit log, one an hour for each person seen.
    GetRoster "activity_roster": Get "/api/activities/{activity}/roster", Scoped(Action::SeeRoster), Natural, 200, (ActivityId) (()) (()) -> Roster;
}
