//! `activity_standing`: how the shifts stand to the volunteer who asks.

use crate::app::App;
use crate::http::{Answer, Call, Reply};
use crate::store::activity::{self, OwnSignUp};
use crate::store::{applicant, engagement, guardian};
use domain::activity::{ActivityDetail, Shift};
use domain::api::activity::{GetStanding, Standing};
use domain::sign_up::{Engagement, ShiftStanding, Wanted};
use domain::time::Interval;

/// Serves [`GetStanding`].
pub async fn standing(app: App, call: Call<GetStanding>) -> Answer<GetStanding> {
    let person = call.caller.person()?;
    let (_, manages) = super::readable(&app, &call.caller, call.path).await?;
    let mut connection = app.store.read().acquire().await?;
    let detail = activity::detail(&mut connection, call.path).await?;
    let own = activity::own_sign_ups(&mut connection, call.path, person).await?;
    let engagements = engagement::around(&mut connection, person, span(&detail.shifts)).await?;
    let signed_up = own.iter().any(|o| o.status.has_place());
    let applicant = applicant::applicant(&mut connection, person, detail.team, &detail.terms, call.now).await?;
    let mut shifts: Vec<ShiftStanding> = detail.shifts.iter().map(|shift| stands(&app, &detail, shift, &own, &engagements)).collect();
    // Whether a guardian comes matters to children only.
    let minors = &app.policy().minors;
    if applicant.birth.is_some_and(|birth| app.zone.day_of(call.now).age_of(birth) < minors.accompanied_under_years) {
        for shift in &mut shifts {
            shift.guardian_comes = guardian::comes(&mut connection, person, shift.shift).await?;
        }
    }
    Ok(Reply::of(Standing { applicant, shifts, contact: detail.terms.contact.filter(|_| signed_up || manages).map(|c| c.to_string()) }))
}

/// From the first begin to the last end.
fn span(shifts: &[Shift]) -> Interval {
    let start = shifts.iter().map(|s| s.time.start).min();
    let end = shifts.iter().map(|s| s.time.end).max();
    let nothing = domain::time::Timestamp::from_unix_ms(0);
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
        ..wanted.among(engagements, &app.policy().sign_up, &app.zone)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ids::{PositionId, ShiftId};
    use domain::time::Timestamp;

    #[test]
    fn the_shifts_of_an_activity_span_from_the_first_to_the_last() {
        let time = |start, end| Interval { start: Timestamp::from_unix_ms(start), end: Timestamp::from_unix_ms(end) };
        let shift = |id, start, end| Shift { id: ShiftId::from_raw(id), position: PositionId::from_raw(1), time: time(start, end), capacity: 1, taken: 0, waiting: 0, called_off: false, occurrence: None };
        assert_eq!(span(&[shift(2, 9, 12), shift(1, 0, 10)]), time(0, 12));
    }
}
