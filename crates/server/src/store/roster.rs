//! The roster of an activity: who signed up, who came, who is in.

use super::joining;
use crate::http::Failure;
use domain::ids::{ActivityId, PersonId, ShiftId, SignUpId};
use domain::sign_up::RosterLine;
use domain::time::Timestamp;
use domain::volunteer::VolunteerNumber;
use sqlx::AnyPool;
use std::collections::HashMap;

/// The lines of a roster.
#[derive(Debug)]
pub struct Lines {
    pub lines: Vec<RosterLine>,
    /// Whether some were left out.
    pub more: bool,
}

/// A stay of somebody: one pair of check-in and check-out.
#[derive(Debug, Clone)]
struct Stay {
    shift: ShiftId,
    person: PersonId,
    number: VolunteerNumber,
    name: String,
    checked_in_at: Timestamp,
    checked_out_at: Option<Timestamp>,
    credited_minutes: u32,
}

/// The lines of an activity's roster for shifts that begin at `from` or later (all of them, when it is not said), shift by shift in the order of signing
/// up; those of `most` sign-ups, and as many stays.
///
/// # Errors
/// Of the database.
pub async fn lines(pool: &AnyPool, activity: ActivityId, from: Option<Timestamp>, most: usize) -> Result<Lines, Failure> {
    type SignedUp = (i64, i64, String, String, i64, String, Option<String>, Option<String>, Option<String>);
    let mut signed_up: Vec<SignedUp> = sqlx::query_as(
        "SELECT u.id, u.person, p.number, p.name, u.shift, u.status, u.ending, u.joining, u.by_team FROM sign_ups u JOIN people p ON p.id = u.person WHERE u.activity = $1 AND u.starts_at >= $2 ORDER BY u.starts_at, u.shift, u.id LIMIT $3",
    )
    .bind(activity.raw())
    .bind(from.map_or(i64::MIN, Timestamp::unix_ms))
    .bind(super::one_more(most))
    .fetch_all(pool)
    .await?;
    let line = |(id, person, number, name, shift, status, ending, kept, by_team): SignedUp| {
        let said = joining::read(kept)?;
        Ok(RosterLine {
            sign_up: Some(SignUpId::from_raw(id)),
            person: PersonId::from_raw(person),
            number: number_of(&number)?,
            name,
            shift: ShiftId::from_raw(shift),
            status: Some(super::of_word(status)?),
            ending: ending.map(super::of_word).transpose()?,
            checked_in_at: None,
            checked_out_at: None,
            credited_minutes: 0,
            answers: said.answers,
            companions: said.companions,
            by_team,
        })
    };
    let mut stays = stays(pool, activity, from, most).await?;
    let more = signed_up.len() > most || stays.len() > most;
    signed_up.truncate(most);
    stays.truncate(most);
    let lines = signed_up.into_iter().map(line).collect::<Result<_, Failure>>()?;
    Ok(Lines { lines: with_stays(lines, stays), more })
}

async fn stays(pool: &AnyPool, activity: ActivityId, from: Option<Timestamp>, most: usize) -> Result<Vec<Stay>, Failure> {
    type Row = (i64, i64, String, String, i64, Option<i64>, i64);
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT r.shift, r.person, p.number, p.name, r.checked_in_at, r.checked_out_at, r.credited_minutes FROM records r JOIN people p ON p.id = r.person JOIN shifts s ON s.id = r.shift \
         WHERE r.activity = $1 AND s.starts_at >= $2 ORDER BY r.checked_in_at, r.id LIMIT $3",
    )
    .bind(activity.raw())
    .bind(from.map_or(i64::MIN, Timestamp::unix_ms))
    .bind(super::one_more(most))
    .fetch_all(pool)
    .await?;
    let stay = |(shift, person, number, name, checked_in_at, checked_out_at, minutes): Row| {
        Ok(Stay {
            shift: ShiftId::from_raw(shift),
            person: PersonId::from_raw(person),
            number: number_of(&number)?,
            name,
            checked_in_at: Timestamp::from_unix_ms(checked_in_at),
            checked_out_at: checked_out_at.map(Timestamp::from_unix_ms),
            credited_minutes: super::count(minutes),
        })
    };
    rows.into_iter().map(stay).collect()
}

pub(super) fn number_of(text: &str) -> Result<VolunteerNumber, Failure> {
    text.parse().map_err(|_| Failure::bug("a stored volunteer number is none"))
}

/// The lines with what each person served: the last check-in with its check-out, and the minutes of
/// all. Who came without signing up follows at the end. `stays` come in order of time.
fn with_stays(mut lines: Vec<RosterLine>, stays: Vec<Stay>) -> Vec<RosterLine> {
    let mut places: HashMap<(ShiftId, PersonId), usize> = lines.iter().enumerate().map(|(place, line)| ((line.shift, line.person), place)).collect();
    for stay in stays {
        let place = *places.entry((stay.shift, stay.person)).or_insert(lines.len());
        if place == lines.len() {
            lines.push(without_sign_up(stay.person, stay.number, stay.name, stay.shift));
        }
        if let Some(line) = lines.get_mut(place) {
            line.checked_in_at = Some(stay.checked_in_at);
            line.checked_out_at = stay.checked_out_at;
            line.credited_minutes += stay.credited_minutes;
        }
    }
    lines
}

/// Somebody on the list who did not sign up.
pub fn without_sign_up(person: PersonId, number: VolunteerNumber, name: String, shift: ShiftId) -> RosterLine {
    RosterLine { sign_up: None, person, number, name, shift, status: None, ending: None, checked_in_at: None, checked_out_at: None, credited_minutes: 0, answers: Vec::new(), companions: Vec::new(), by_team: None }
}

/// People of the activity who are checked in and not yet out.
///
/// # Errors
/// Of the database.
pub async fn present(pool: &AnyPool, activity: ActivityId, now: Timestamp) -> Result<u32, Failure> {
    let (present,): (i64,) = sqlx::query_as("SELECT count(DISTINCT person) FROM records WHERE activity = $1 AND status = 'open' AND closes_at > $2")
        .bind(activity.raw())
        .bind(now.unix_ms())
        .fetch_one(pool)
        .await?;
    Ok(super::count(present))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::sign_up::SignUpStatus;

    fn stay(person: i64, from: i64, to: Option<i64>, credited_minutes: u32) -> Stay {
        Stay {
            shift: ShiftId::from_raw(7),
            person: PersonId::from_raw(person),
            number: VolunteerNumber::from_random(1),
            name: "张三".into(),
            checked_in_at: Timestamp::from_unix_ms(from),
            checked_out_at: to.map(Timestamp::from_unix_ms),
            credited_minutes,
        }
    }

    #[test]
    fn a_line_shows_the_last_stay_and_the_minutes_of_all() {
        let signed_up = |person| RosterLine {
            sign_up: Some(SignUpId::from_raw(person)), person: PersonId::from_raw(person), number: VolunteerNumber::from_random(1), name: "张三".into(), shift: ShiftId::from_raw(7),
            status: Some(SignUpStatus::Attended), ending: None, checked_in_at: None, checked_out_at: None, credited_minutes: 0,
            answers: Vec::new(), companions: Vec::new(), by_team: None,
        };
        let lines = with_stays(vec![signed_up(1), signed_up(2)], vec![stay(2, 10, Some(20), 30), stay(3, 15, Some(25), 5), stay(2, 40, None, 0), stay(3, 50, Some(60), 6)]);
        let shown: Vec<_> = lines.iter().map(|l| (l.person.raw(), l.sign_up.is_some(), l.checked_in_at.map(Timestamp::unix_ms), l.checked_out_at.map(Timestamp::unix_ms), l.credited_minutes)).collect();
        assert_eq!(shown, [(1, true, None, None, 0), (2, true, Some(40), None, 30), (3, false, Some(50), Some(60), 11)]);
    }
}
