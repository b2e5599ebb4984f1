//! Sign-ups and shifts as entries of a calendar.
//!
//! An entry keeps its name for ever. What apps were last told of a sign-up stands in the store: its sequence grows by one when
//! that is not what is true any more, whoever has changed what, so nothing that changes an activity has to think of calendars.

mod ics;

pub use ics::write;

use crate::app::App;
use crate::http::{Failure, Language};
use crate::store::calendar::{self, Told};
use crate::words::{Words, t};
use domain::activity::{ActivityDetail, ActivityStatus, Shift};
use domain::ids::{PersonId, SignUpId};
use domain::sign_up::SignUpStatus;
use domain::station::Position;
use domain::time::{Interval, Timestamp};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::fmt::Display;

/// How long a shift that is over stays in a feed, in days.
const PAST_DAYS: i64 = 180;

/// One entry.
#[derive(Debug, Clone)]
pub struct Event {
    /// Its name, the same for ever.
    pub uid: String,
    /// Grows with each change.
    pub sequence: i64,
    /// When it became what it is.
    pub changed_at: Timestamp,
    pub time: Interval,
    pub status: Status,
    pub summary: String,
    pub description: String,
    pub place: String,
    pub position: Option<Position>,
    /// The activity's page; none when nobody knows at which address the portal is.
    pub url: Option<String>,
}

/// How sure it is (RFC 5545 §3.8.1.11).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    Confirmed,
    Tentative,
    /// Stays in the feed: an entry that only vanished would stay in some apps.
    Cancelled,
}

impl Status {
    /// The word of the file.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Confirmed => "CONFIRMED",
            Self::Tentative => "TENTATIVE",
            Self::Cancelled => "CANCELLED",
        }
    }

    /// Whether the person is busy meanwhile.
    pub const fn takes_time(self) -> bool {
        !matches!(self, Self::Cancelled)
    }
}

impl From<SignUpStatus> for Status {
    fn from(status: SignUpStatus) -> Self {
        match status {
            SignUpStatus::Confirmed | SignUpStatus::Attended => Self::Confirmed,
            SignUpStatus::Pending | SignUpStatus::Waitlisted | SignUpStatus::Offered => Self::Tentative,
            SignUpStatus::Cancelled => Self::Cancelled,
        }
    }
}

/// For whom a calendar is written.
#[derive(Debug, Clone)]
pub struct Reader {
    pub language: Language,
    /// Scheme and host at which the portal was asked.
    pub origin: Option<String>,
}

impl Reader {
    fn url(&self, activity: impl Display) -> Option<String> {
        self.origin.as_ref().map(|origin| format!("{origin}/activities/{activity}"))
    }

    /// What the person's calendar is called.
    pub fn calendar_name(&self) -> &'static str {
        let words = Words::of(self.language);
        t!(words, notices.calendar_name)
    }
}

/// The person's sign-ups as entries, those of shifts long over left out.
///
/// # Errors
/// Of the database.
pub async fn of_person(app: &App, person: PersonId, reader: &Reader, now: Timestamp) -> Result<Vec<Event>, Failure> {
    let since = now.plus_minutes(-PAST_DAYS * 24 * 60);
    told(app, calendar::sign_ups(app.store.read(), person, since).await?, reader, now).await
}

/// These sign-ups as entries. What apps were not told yet is written down first, so that no two answers give one sequence
/// to different entries.
///
/// # Errors
/// Of the database.
pub async fn told(app: &App, rows: Vec<calendar::Row>, reader: &Reader, now: Timestamp) -> Result<Vec<Event>, Failure> {
    let is_news = |row: &calendar::Row, digest: &Vec<u8>| row.told.as_ref().is_none_or(|told| told.digest != *digest);
    let news: Vec<_> = rows.iter().map(|row| (row, digest(row))).filter(|(row, digest)| is_news(row, digest)).map(|(row, digest)| (row.sign_up, digest)).collect();
    let mut fresh: HashMap<SignUpId, Told> = if news.is_empty() { HashMap::new() } else { app.store.write(move |tx| Box::pin(async move { calendar::tell(tx, &news, now).await })).await? };
    Ok(rows.into_iter().map(|row| of_row(app, fresh.remove(&row.sign_up).or(row.told.clone()), row, reader)).collect())
}

fn of_row(app: &App, told: Option<Told>, row: calendar::Row, reader: &Reader) -> Event {
    let words = Words::of(reader.language);
    let state = match row.status {
        SignUpStatus::Pending => t!(words, account.status_pending),
        SignUpStatus::Waitlisted => t!(words, notices.calendar_waitlisted),
        SignUpStatus::Offered => t!(words, account.message_offered),
        SignUpStatus::Confirmed | SignUpStatus::Attended => t!(words, account.status_confirmed),
        SignUpStatus::Cancelled => t!(words, account.status_cancelled),
    };
    Event {
        uid: uid(app, row.sign_up),
        sequence: told.as_ref().map_or(0, |told| told.sequence),
        changed_at: told.map_or(row.signed_up_at, |told| told.changed_at),
        time: row.time,
        status: row.status.into(),
        summary: row.title,
        description: format!("{state}\n{}", row.position_name),
        place: row.place,
        position: row.position,
        url: reader.url(row.activity),
    }
}

/// What an app is told of a sign-up, whatever the language.
fn digest(row: &calendar::Row) -> Vec<u8> {
    let mut all = Sha256::new();
    for text in [row.title.as_str(), &row.place, &row.position_name, &format!("{:?}", (row.status, row.time, row.position))] {
        all.update(text.len().to_be_bytes());
        all.update(text);
    }
    all.finalize().to_vec()
}

/// The shifts of an activity that everybody may see, as entries.
pub fn of_activity(app: &App, activity: &ActivityDetail, made_at: Timestamp, reader: &Reader) -> Vec<Event> {
    let status = if activity.status == ActivityStatus::Cancelled { Status::Cancelled } else { Status::Confirmed };
    let position_of = |id| activity.positions.iter().find(|position| position.id == id).map(|position| position.name.clone()).unwrap_or_default();
    let event = |shift: &Shift| Event {
        uid: uid(app, shift.id),
        sequence: 0,
        changed_at: made_at,
        time: shift.time,
        status,
        summary: activity.title.clone(),
        description: format!("{}\n{}", position_of(shift.position), activity.terms.summary),
        place: activity.place.clone(),
        position: activity.map_position,
        url: reader.url(activity.id),
    };
    activity.shifts.iter().map(event).collect()
}

/// The name of an entry: the thing's id within this city's portal.
fn uid(app: &App, id: impl Display) -> String {
    format!("{id}@{}.volunteer-portal", app.city.settings.city.division_root)
}
