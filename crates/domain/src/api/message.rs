//! The inbox (消息).

use super::account::ListQuery;
use super::endpoint::endpoints;
use super::page::Page;
use crate::activity::Change;
use crate::ids::{ActivityId, MessageId, SignUpId};
use crate::time::{Interval, Timestamp};
use serde::{Deserialize, Serialize};

/// What a message is about. The page words it in the reader's language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum MessageContent {
    /// Joined the network.
    Welcome,
    /// Has a place.
    SignedUp { activity: ActivityId, title: String, place: String, time: Interval },
    /// The team has signed the person up itself, and said why.
    SignedUpByTeam { activity: ActivityId, title: String, place: String, time: Interval, reason: String },
    /// Somebody asks the person to take their place over, until the shift begins.
    StandInWanted { sign_up: SignUpId, title: String, time: Interval, from: String },
    /// Somebody has taken the person's place over.
    StandInFound { activity: ActivityId, title: String },
    /// A guardian has agreed that the person takes part.
    GuardianAgreed { guardian: String },
    /// A shift begins soon.
    ShiftComing { activity: ActivityId, title: String, place: String, time: Interval },
    /// Gave the place back.
    CalledOff { activity: ActivityId, title: String },
    /// A place became free and is held until then.
    PlaceOffered { activity: ActivityId, title: String, time: Interval, until: Timestamp },
    /// The time to confirm is over; the place went to the next in line.
    OfferLapsed { activity: ActivityId, title: String },
    /// Sign-up closed before a place became free, or before the team answered.
    WaitEnded { activity: ActivityId, title: String },
    /// The team declined the sign-up.
    Declined { activity: ActivityId, title: String, reason: String },
    /// The team called the activity off.
    ActivityCancelled {
        activity: ActivityId,
        title: String,
        /// Why, in the team's words; not known of those from before this was asked.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// The team changed something about what the person signed up for.
    ActivityChanged { activity: ActivityId, title: String, changes: Vec<Change> },
    /// A shift that the person signed up for does not take place, the activity does.
    ShiftCalledOff {
        activity: ActivityId,
        title: String,
        time: Interval,
        /// Further shifts of theirs that were called off with it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        also: Vec<Interval>,
    },
    /// The reviewer published the activity that the person handed in.
    ReviewPassed { activity: ActivityId, title: String },
    /// The reviewer gave it back, and said why.
    ReviewSentBack { activity: ActivityId, title: String, words: String },
    /// Words of the team to people on the roster.
    FromTeam { activity: ActivityId, title: String, text: String },
    /// Hours were credited.
    Credited { activity: ActivityId, title: String, minutes: u32 },
    /// Scans that came late have changed how many minutes are credited.
    Recounted { activity: ActivityId, title: String, minutes: u32 },
    /// Check-out was forgotten; the team settles the hours.
    CheckOutForgotten { activity: ActivityId, title: String },
    /// What was reported about an activity was answered.
    ReportSettled { activity: ActivityId, title: String, answer: String },
    /// The volunteer card is on this phone or browser now, and on the former one no more.
    CardMoved { device: String },
    /// A role was given.
    RoleGiven { scope_name: String },
}

/// One message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Message {
    pub id: MessageId,
    pub at: Timestamp,
    pub read: bool,
    pub content: MessageContent,
}

endpoints! {
    /// Lists the own messages, latest first.
    ListMessages "message_list": Get "/api/me/messages", LoggedIn, Natural, 200, (()) (ListQuery) (()) -> Page<Message>;
    /// Marks all own messages as read.
    ReadMessages "message_read": Post "/api/me/messages/read", LoggedIn, Natural, 204, (()) (()) (()) -> ();
}
