//! The roster of an activity as a table. It has no phone number and no number of an identity card.

use super::Sheet;
use crate::words::{Words, t};
use crate::http::Language;
use domain::activity::ActivityDetail;
use domain::sign_up::{Ending, RosterLine, SignUpStatus};
use domain::time::{Timestamp, Zone};

/// The lines of the roster, in the reader's language and by the city's clock.
pub fn of_roster(detail: &ActivityDetail, lines: &[RosterLine], zone: &Zone, language: Language) -> Sheet {
    let words = &Words::of(language);
    let heads = vec![
        t!(words, manage.position_name), t!(words, manage.day), t!(words, manage.from), t!(words, manage.to), t!(words, manage.name), t!(words, manage.number), t!(words, manage.status),
        t!(words, manage.came), t!(words, manage.left), t!(words, manage.credited_minutes),
    ];
    let row = |line: &RosterLine| {
        let shift = detail.shifts.iter().find(|shift| shift.id == line.shift);
        let position = shift.and_then(|shift| detail.positions.iter().find(|position| position.id == shift.position)).map(|position| position.name.clone());
        let time = shift.map(|shift| shift.time);
        vec![
            position.unwrap_or_default(),
            time.map(|time| zone.day_of(time.start).to_string()).unwrap_or_default(),
            time.map(|time| clock(zone, time.start)).unwrap_or_default(),
            time.map(|time| clock(zone, time.end)).unwrap_or_default(),
            line.name.clone(),
            line.number.grouped(),
            line.status.map(|status| standing(words, status, line.ending)).unwrap_or_default().to_owned(),
            line.checked_in_at.map(|at| moment(zone, at)).unwrap_or_default(),
            line.checked_out_at.map(|at| moment(zone, at)).unwrap_or_default(),
            line.checked_out_at.map(|_| line.credited_minutes.to_string()).unwrap_or_default(),
        ]
    };
    Sheet { heads, rows: lines.iter().map(row).collect() }
}

fn clock(zone: &Zone, at: Timestamp) -> String {
    let minutes = zone.minute_of_day(at);
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

fn moment(zone: &Zone, at: Timestamp) -> String {
    format!("{} {}", zone.day_of(at), clock(zone, at))
}

fn standing(words: &Words, status: SignUpStatus, ending: Option<Ending>) -> &'static str {
    match (status, ending) {
        (SignUpStatus::Pending, _) => t!(words, account.status_pending),
        (SignUpStatus::Confirmed, _) => t!(words, account.status_confirmed),
        (SignUpStatus::Waitlisted | SignUpStatus::Offered, _) => t!(words, account.waiting),
        (SignUpStatus::Attended, _) => t!(words, account.status_attended),
        (SignUpStatus::Cancelled, Some(Ending::Late)) => t!(words, account.status_late),
        (SignUpStatus::Cancelled, Some(Ending::Declined)) => t!(words, account.status_declined),
        (SignUpStatus::Cancelled, Some(Ending::CalledOff)) => t!(words, account.status_called_off),
        (SignUpStatus::Cancelled, Some(Ending::Closed)) => t!(words, account.status_closed),
        (SignUpStatus::Cancelled, Some(Ending::Withdrawn) | None) => t!(words, account.status_cancelled),
    }
}
