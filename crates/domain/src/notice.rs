//! Telling people (通知): which shifts are reminded of, and when a message leaves the portal by other ways than the inbox.
//!
//! The inbox always has it at once. By other ways it may wait for the end of the quiet hours (免打扰时段).

mod endpoint;

pub use endpoint::{EmailAddress, PushEndpoint};

use crate::api::message::MessageContent;
use crate::ids::ActivityId;
use crate::policy::{NoticePolicy, TextedKind};
use crate::time::{Timestamp, Zone};
use serde::{Deserialize, Serialize};

/// A way out of the portal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// A notification of a browser (RFC 8030).
    Push,
    /// A text message.
    Sms,
    Email,
}

/// How one way of a message stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryState {
    /// Has not been tried yet.
    Waiting,
    /// The gateway took it.
    Sent,
    /// Was tried in vain, and is tried again.
    Failed,
    /// Will not be tried again.
    GivenUp,
}

/// Why a message did not go out. No word of it tells of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryFault {
    /// The gateway could not be reached, or was busy.
    Unreachable,
    /// The gateway does not want it, now or later.
    Refused,
    /// Nobody is at this address any more.
    Gone,
    /// What it tells of is over.
    Over,
    /// The person, or the city, has ended this way since.
    Ended,
}

/// The language in which somebody is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Tongue {
    #[default]
    #[serde(rename = "zh-CN")]
    Chinese,
    #[serde(rename = "en")]
    English,
}

impl Tongue {
    /// As browsers name it.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Chinese => "zh-CN",
            Self::English => "en",
        }
    }
}

/// When a person is left alone, in minutes after the city's midnight. From an hour to the same one: never.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct QuietHours {
    pub from: u16,
    pub until: u16,
}

/// Minutes of a day.
const DAY: u16 = 1440;

impl QuietHours {
    /// Whether both are times of the clock.
    pub const fn is_of_the_clock(self) -> bool {
        self.from < DAY && self.until < DAY
    }

    /// When they end, if `at` lies within them.
    pub fn end_after(self, zone: &Zone, at: Timestamp) -> Option<Timestamp> {
        let now = zone.minute_of_day(at);
        let within = if self.from <= self.until { (self.from..self.until).contains(&now) } else { now >= self.from || now < self.until };
        let day = if now < self.until { zone.day_of(at) } else { zone.day_of(at).plus_days(1) };
        within.then(|| zone.start_of(day).plus_minutes(self.until.into()))
    }
}

/// When it is too late to learn of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deadline {
    /// At no time.
    None,
    /// Then: from then on nobody needs the message any more.
    At(Timestamp),
    /// When the person's next shift of the activity begins.
    NextShift(ActivityId),
}

impl Deadline {
    /// That of a message.
    pub const fn of(content: &MessageContent) -> Self {
        match content {
            MessageContent::ShiftComing { time, .. } => Self::At(time.start),
            MessageContent::PlaceOffered { until, .. } => Self::At(*until),
            MessageContent::ShiftCalledOff { time, .. } => Self::At(time.start),
            MessageContent::ActivityCancelled { activity, .. } | MessageContent::ActivityChanged { activity, .. } | MessageContent::FromTeam { activity, .. } => Self::NextShift(*activity),
            _ => Self::None,
        }
    }
}

/// When a message of `now` may leave the portal. `deadline` is when it is too late to learn of it;
/// what is that near does not wait for the morning.
pub fn leaves_at(quiet: QuietHours, zone: &Zone, rules: &NoticePolicy, deadline: Option<Timestamp>, now: Timestamp) -> Timestamp {
    let near = now.plus_minutes(i64::from(rules.urgent_within_hours) * 60);
    let is_urgent = deadline.is_some_and(|deadline| now < deadline && deadline <= near);
    quiet.end_after(zone, now).filter(|_| !is_urgent).unwrap_or(now)
}

/// When to try again after `attempts` tries in vain, the last one at `now`; none when it was the last.
pub fn next_try(rules: &NoticePolicy, attempts: u32, now: Timestamp) -> Option<Timestamp> {
    let pause = rules.retries_after_minutes.get(usize::try_from(attempts.checked_sub(1)?).ok()?)?;
    Some(now.plus_minutes((*pause).into()))
}

/// Whether this may go by text message, which costs the city money.
pub fn may_be_texted(rules: &NoticePolicy, content: &MessageContent) -> bool {
    let kind = match content {
        MessageContent::ActivityCancelled { .. } => TextedKind::ActivityCancelled,
        MessageContent::PlaceOffered { .. } => TextedKind::PlaceOffered,
        MessageContent::ShiftComing { .. } => TextedKind::ShiftComing,
        _ => return false,
    };
    rules.text_messages.contains(&kind)
}

/// The reminders of a shift, each with the stretch in which it is due: from so many minutes before the shift until so many. Only
/// one is due at a time: after a pause of the server the nearest alone is given.
pub fn reminders(rules: &NoticePolicy) -> impl Iterator<Item = (u16, u16)> + '_ {
    let leads = &rules.reminders_minutes_before;
    leads.iter().enumerate().map(|(place, lead)| (*lead, leads.get(place + 1).copied().unwrap_or(0)))
}

#[cfg(test)]
mod tests;
