//! `activity_standing`: how the shifts stand to the volunteer who asks.

use crate::app::App;
use crate::handlers::sign_up;
use crate::http::{Answer, Call, Failure, Reply};
use crate::store::activity::{self, OwnSignUp};
use crate::store::{applicant, engagement, guardian, party};
use domain::activity::{ActivityDetail, Shift};
use domain::api::activity::{GetStanding, Standing};
use domain::guardian::accompanied;
use domain::ids::PersonId;
use domain::sign_up::{Applicant, Engagement, ShiftStanding, SignUpStatus, WardStanding, Wanted};
use domain::time::{Interval, Timestamp};
use sqlx::AnyConnection;

/// Serves [`GetStanding`]. A guardian reads how the shifts stand to the minors they may bring, too: they answer for them.
pub async fn standing(app: App, call: Call<GetStanding>) -> Answer<GetStanding> {
    let (person, now) = (call.caller.person()?, call.now);
    let (_, manages) = super::readable(&app, &call.caller, call.path).await?;
    let mut connection = app.store.read().acquire().await?;
    let detail = activity::detail(&mut connection, call.path).await?;
    let (applicant, shifts) = of(&app, &mut connection, &detail, person, now).await?;
    let mut wards = Vec::new();
    for guardian::Known { person, name, .. } in sign_up::wards_of(&app, &mut connection, person, now).await? {
        let (applicant, shifts) = of(&app, &mut connection, &detail, person, now).await?;
        wards.push(WardStanding { person, name, applicant, shifts });
    }
    let signed_up = shifts.iter().any(|shift| shift.status.is_some_and(SignUpStatus::has_place));
    let contact = detail.terms.contact.filter(|_| signed_up || manages).map(|contact| contact.to_string());
    Ok(Reply::of(Standing { applicant, shifts, contact, wards }))
}

/// Somebody as an applicant, and how each of the shifts stands to them.
async fn of(app: &App, connection: &mut AnyConnection, detail: &ActivityDetail, person: PersonId, now: Timestamp) -> Result<(Applicant, Vec<ShiftStanding>), Failure> {
    let own = activity::own_sign_ups(connection, detail.id, person).await?;
    let engagements = engagement::around(connection, person, span(&detail.shifts)).await?;
    let applicant = applicant::applicant(connection, person, detail.team, &detail.terms, now).await?;
    let beside = party::beside(connection, person, None, now).await?;
    let mut shifts: Vec<ShiftStanding> = detail.shifts.iter().map(|shift| stands(app, detail, shift, &own, &engagements)).collect();
    // Whether a guardian comes matters to children only.
    let is_child = applicant.birth.is_some_and(|birth| accompanied(birth, app.zone.day_of(now), &app.policy().minors));
    for shift in &mut shifts {
        shift.wards = sign_up::places(app, &beside, shift.shift);
        if is_child {
            shift.guardian_comes = guardian::comes(connection, person, shift.shift).await?;
        }
    }
    Ok((applicant, shifts))
}

/// From the first begin to the last end.
fn span(shifts: &[Shift]) -> Interval {
    let start = shifts.iter().map(|s| s.time.start).min();
    let end = shifts.iter().map(|s| s.time.end).max();
    let nothing = Timestamp::from_unix_ms(0);
    Interval { start: start.unwrap_or(nothing), end: end.unwrap_or(nothing) }
}

fn stands(app: &App, detail: &ActivityDetail, shift: &Shift, own: &[OwnSignUp], engagements: &[Engagement]) -> ShiftStanding {
    let sign_up = own.iter().find(|o| o.shift == shift.id);
    let wanted = Wanted { shift: shift.id, time: shift.time, position: detail.map_position };
    ShiftStanding {
        sign_up: sign_up.map(|o| o.id),
        status: sign_up.map(|o| o.status),
        place_in_line: sign_up.and_then(|o| o.place_in_line),
        offer_until: sign_up.and_then(|o| o.offer_until),
        moved: sign_up.is_some_and(|o| o.moved),
        ..wanted.among(engagements, &app.policy().sign_up, &app.zone)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ids::{PositionId, ShiftId};

    #[test]
    fn the_shifts_of_an_activity_span_from_the_first_to_the_last() {
        let time = |start, end| Interval { start: Timestamp::from_unix_ms(start), end: Timestamp::from_unix_ms(end) };
        let shift = |id, start, end| Shift { id: ShiftId::from_raw(id), position: PositionId::from_raw(1), time: time(start, end), capacity: 1, taken: 0, waiting: 0, called_off: false, occurrence: None };
        assert_eq!(span(&[shift(2, 9, 12), shift(1, 0, 10)]), time(0, 12));
    }
}
