//! Activities: finding, reading, making, changing, reviewing, publishing, calling off.

use super::endpoint::endpoints;
use super::account::ListQuery;
use super::attendance::{Correction, RosterScan};
use super::page::{Cursor, Page, PageSize};
use crate::activity::{ActivityDetail, ActivityDraft, ActivityStatus, ActivitySummary, Category, Change};
use crate::division::DivisionCode;
use crate::ids::{ActivityId, PersonId, TeamId};
use crate::sign_up::{Applicant, RosterLine, ShiftStanding, WardStanding};
use crate::text::{Line, Note};
use crate::time::{Day, Timestamp};
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
    /// Minors whom the volunteer may bring as their guardian.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub wards: Vec<WardStanding>,
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

/// A change of an activity, as a whole: what is left out of the draft is gone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ActivityChange {
    /// The revision that was read before. When the activity has another by now, nothing is changed.
    pub revision: u32,
    pub draft: ActivityDraft,
}

/// What a reviewer says of an activity that was handed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ActivityReview {
    /// The revision that was looked at, so that nothing is published that nobody saw.
    pub revision: u32,
    pub approve: bool,
    /// What has to be otherwise: required when it is given back. Whoever handed it in reads it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<Line>,
}

/// Why an activity is called off. Everybody who signed up reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CallOff {
    pub reason: Line,
}

/// What somebody changed at a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ActivityRevision {
    /// The activity's revision from then on.
    pub revision: u32,
    pub at: Timestamp,
    /// Who: the name of staff; of volunteers, masked.
    pub by: String,
    pub changes: Vec<Change>,
}

/// Words of the team to people on its roster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TeamMessage {
    pub text: Note,
    /// To whom; none means everybody with an open sign-up for a shift that has not ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub people: Option<Vec<PersonId>>,
}

/// The name under which a team keeps one of its activities as a pattern for others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TemplateName {
    pub name: Line,
}

/// An activity that is a pattern for others: a new one begins with what it says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Template {
    pub activity: ActivityId,
    pub name: String,
}

/// The form of a list that is taken out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SheetForm {
    Csv,
    Xlsx,
}

/// Taking the roster out as a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RosterExport {
    pub form: SheetForm,
    /// What it is for. It is written into the audit log.
    pub reason: Line,
    /// Whether its words are Chinese; otherwise English.
    pub chinese: bool,
}

/// A file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SheetFile {
    /// Base 64 (RFC 4648) of its bytes.
    pub content: String,
    /// Whether there are more lines than one file holds: the latest are left out.
    pub more: bool,
}

/// How many people a message went to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Sent {
    pub people: u32,
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
    /// Scans that records of the activity follow from: what can be said of them is said with `attendance_rule`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scans: Vec<RosterScan>,
    /// What was said of attendance by hand, the oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<Correction>,
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
    /// Changes an activity; what is published only as far as people who signed up can follow. They are told what changed.
    ChangeActivity "activity_change": Put "/api/activities/{activity}", Scoped(Action::ManageActivities), Required, 200, (ActivityId) (()) (ActivityChange) -> ActivityDetail;
    /// Lists what was changed, by whom, latest first.
    ListChanges "activity_changes": Get "/api/activities/{activity}/changes", Scoped(Action::ManageActivities), Natural, 200, (ActivityId) (ListQuery) (()) -> Page<ActivityRevision>;
    /// Lists what the public can find of the same kind, in the same county, at the same time and for the same people. Asked before publishing.
    ListSimilar "activity_similar": Get "/api/activities/{activity}/similar", Scoped(Action::ManageActivities), Natural, 200, (ActivityId) (()) (()) -> Page<ActivitySummary>;
    /// Shows a draft to the public, or hands it to a reviewer where the city asks for that: the answer's status tells which.
    PublishActivity "activity_publish": Post "/api/activities/{activity}/publication", Scoped(Action::ManageActivities), Required, 200, (ActivityId) (()) (()) -> ActivityDetail;
    /// Publishes an activity that was handed in, or gives it back with words.
    ReviewActivity "activity_review": Post "/api/activities/{activity}/review", Scoped(Action::ReviewActivities), Required, 200, (ActivityId) (()) (ActivityReview) -> ActivityDetail;
    /// Calls an activity off and tells everybody who signed up or waits, with the reason.
    CancelActivity "activity_cancel": Post "/api/activities/{activity}/cancellation", Scoped(Action::ManageActivities), Required, 200, (ActivityId) (()) (CallOff) -> ActivityDetail;
    /// Puts words of the team into the inboxes of people on the roster.
    SendTeamMessage "activity_message": Post "/api/activities/{activity}/messages", Scoped(Action::ManageActivities), Required, 200, (ActivityId) (()) (TeamMessage) -> Sent;
    /// Keeps an activity as a pattern of its team, or gives the pattern another name.
    KeepTemplate "activity_template_keep": Put "/api/activities/{activity}/template", Scoped(Action::ManageActivities), Natural, 200, (ActivityId) (()) (TemplateName) -> Template;
    /// The activity is a pattern no more.
    DropTemplate "activity_template_drop": Delete "/api/activities/{activity}/template", Scoped(Action::ManageActivities), Natural, 204, (ActivityId) (()) (()) -> ();
    /// Lists the patterns of a team by their names, at most 100.
    ListTemplates "activity_templates": Get "/api/teams/{team}/templates", Scoped(Action::ManageActivities), Natural, 200, (TeamId) (()) (()) -> Page<Template>;
    /// Lists who signed up and who is in. Looks are written into the audit log, one an hour for each person seen.
    GetRoster "activity_roster": Get "/api/activities/{activity}/roster", Scoped(Action::SeeRoster), Natural, 200, (ActivityId) (()) (()) -> Roster;
    /// Takes the roster out as a file, without phone numbers and numbers of identity cards. Asks for a reason, which is written into the audit log with
    /// everybody who stands on it.
    ExportRoster "activity_export": Post "/api/activities/{activity}/exports", Scoped(Action::ManageActivities), Natural, 200, (ActivityId) (()) (RosterExport) -> SheetFile;
}
