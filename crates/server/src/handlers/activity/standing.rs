//! `activity_standing`: how the shifts stand to the volunteer who asks.

use crate::app::App;
use crate::http::{Answer, Call, Reply};
use crate::store::activity::{self, Engagement, OwnSignUp};
use crate::store::sign_up;
use domain::activity::Shift;
use domain::api::activity::{GetStanding, Standing};
use domain::sign_up::ShiftStanding;
use domain::time::Interval;

/// Serves [`GetStanding`].
pub async fn standing(app: App, call: Call<GetStanding>) -> Answer<GetStanding> {
    let person = call.caller.person()?;
    let (_, manages) = super::readable(&app, &call.caller, call.path).await?;
    let mut connection = app.store.read().acquire().await?;
    let detail = activity::detail(&mut connection, call.path).await?;
    let own = activity::own_sign_ups(&mut connection, call.path, person).await?;
    let engagements = activity::engagements(&mut connection, person, span(&detail.shifts)).await?;
    let signed_up = own.iter().any(|o| o.status.has_place());
    Ok(Reply::of(Standing {
        applicant: sign_up::applicant(&mut connection, person, call.now).await?,
        shifts: detail.shifts.iter().map(|shift| stands(shift, &own, &engagements)).collect(),
        contact: detail.terms.contact.filter(|_| signed_up || manages).map(|c| c.to_string()),
    }))
}

/// From the first begin to the last end.
fn span(shifts: &[Shift]) -> Interval {
    let start = shifts.iter().map(|s| s.time.start).min();
    let end = shifts.iter().map(|s| s.time.end).max();
    let nothing = domain::time::Timestamp::from_unix_ms(0);
    Interval { start: start.unwrap_or(nothing), end: end.unwrap_or(nothing) }
}

fn stands(shift: &Shift, own: &[OwnSignUp], engagements: &[Engagement]) -> ShiftStanding {
    let sign_up = own.iter().find(|o| o.shift == shift.id);
    let overlaps = engagements.iter().find(|e| e.shift != shift.id && e.time.overlaps(shift.time));
    ShiftStanding {
        shift: shift.id,
        sign_up: sign_up.map(|o| o.id),
        status: sign_up.map(|o| o.status),
        overlaps: overlaps.map(|e| e.title.clone()),
        place_in_line: sign_up.and_then(|o| o.place_in_line),
        offer_until: sign_up.and_then(|o| o.offer_until),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ids::{PositionId, ShiftId, SignUpId};
    use domain::sign_up::SignUpStatus;
    use domain::time::Timestamp;

    #[test]
    fn a_shift_overlaps_other_engagements_but_not_itself() {
        let time = |start, end| Interval { start: Timestamp::from_unix_ms(start), end: Timestamp::from_unix_ms(end) };
        let shift = |id, start, end| Shift { id: ShiftId::from_raw(id), position: PositionId::from_raw(1), time: time(start, end), capacity: 1, taken: 0, waiting: 0, called_off: false };
        let own = [OwnSignUp { id: SignUpId::from_raw(9), shift: ShiftId::from_raw(1), status: SignUpStatus::Confirmed, place_in_line: None, offer_until: None }];
        let engagements = [Engagement { shift: ShiftId::from_raw(1), title: "扫地".into(), time: time(0, 10) }];
        let first = stands(&shift(1, 0, 10), &own, &engagements);
        assert_eq!((first.sign_up, first.status, first.overlaps), (Some(SignUpId::from_raw(9)), Some(SignUpStatus::Confirmed), None));
        assert_eq!(stands(&shift(2, 9, 12), &own, &engagements).overlaps.as_deref(), Some("扫地"));
        assert_eq!(stands(&shift(3, 10, 12), &own, &engagements).overlaps, None);
        assert_eq!(span(&[shift(2, 9, 12), shift(1, 0, 10)]), time(0, 12));
    }
}
