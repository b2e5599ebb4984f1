//! What the kiosk asks before it takes a scan: is it the person on the card, which of two shifts, does
//! somebody without a place help all the same.

use super::reading::Reading;
use domain::check_in;
use domain::ids::ShiftId;
use domain::kiosk::{KioskShift, KioskState};
use domain::policy::Policy;
use domain::time::{Timestamp, Zone};
use domain::volunteer::VolunteerNumber;

/// A question.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Question {
    /// Is it the person on the card on paper?
    Face,
    /// For which of these shifts does the person come?
    Which(Vec<KioskShift>),
    /// Does the person help without having signed up?
    WalkIn,
}

/// An answer to one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Choice {
    Yes,
    No,
    Shift(ShiftId),
}

/// A scan that waits for the answer.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Pending {
    pub text: String,
    pub at: Timestamp,
    pub reading: Reading,
    pub face_confirmed: bool,
    /// The server has it already, and refused it: without an answer nothing is lost.
    pub settled: bool,
}

/// What there is to ask of whoever shows `number`, by what the kiosk keeps of the day.
pub(super) fn question(state: &KioskState, number: VolunteerNumber, at: Timestamp, online: bool, zone: &Zone, policy: &Policy) -> Option<Question> {
    // The roster of another day tells nothing.
    if zone.day_of(state.server_time) != zone.day_of(at) || state.shifts.is_empty() {
        return None;
    }
    let own: Vec<_> = state.roster.iter().filter(|one| one.number == number).collect();
    if own.is_empty() {
        // The server knows of places taken since; where it can be asked, it is.
        return (!online).then_some(Question::WalkIn);
    }
    if own.iter().any(|one| one.present) {
        return None;
    }
    let open = |shift: &&KioskShift| own.iter().any(|one| one.shift == shift.id) && check_in::is_open(shift.time, at, policy);
    let open: Vec<KioskShift> = state.shifts.iter().filter(open).cloned().collect();
    (open.len() > 1).then_some(Question::Which(open))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ids::{DeviceId, StationId};
    use domain::kiosk::Expected;
    use domain::time::Interval;

    const MINUTE: i64 = 60_000;

    fn at(minute: i64) -> Timestamp {
        Timestamp::from_unix_ms(minute * MINUTE)
    }

    fn shift(id: i64, from: i64, to: i64) -> KioskShift {
        KioskShift { id: ShiftId::from_raw(id), activity: "清扫".into(), position: "路口".into(), time: Interval { start: at(from), end: at(to) }, expected: 1, present: 0 }
    }

    /// What is asked of somebody with places in `places` (and in which of them they are).
    fn asked(places: &[(i64, bool)], minute: i64, online: bool) -> Option<Question> {
        let number = VolunteerNumber::from_random(1);
        let state = KioskState {
            device: DeviceId::from_raw(1),
            place: check_in::Place::Station(StationId::from_raw(1)),
            place_name: "站".into(),
            server_time: at(600),
            shifts: vec![shift(1, 600, 720), shift(2, 720, 840)],
            present: 0,
            roster: places.iter().map(|(id, present)| Expected { number, shift: ShiftId::from_raw(*id), present: *present, listed: None }).collect(),
            known: None,
        };
        let settings: toml::Table = include_str!("../../../data/cities/4310/city.toml").parse().unwrap();
        let policy: Policy = settings["policy"].clone().try_into().unwrap();
        question(&state, number, at(minute), online, &Zone { name: "Asia/Shanghai".into(), utc_offset_minutes: 480 }, &policy)
    }

    #[test]
    fn nothing_is_asked_of_whoever_has_one_shift_now_or_is_in() {
        assert_eq!(asked(&[(1, false)], 610, false), None);
        assert_eq!(asked(&[(1, true), (2, false)], 700, false), None, "they are about to check out");
        assert_eq!(asked(&[(1, false), (2, false)], 610, false), None, "the second is not open yet");
    }

    #[test]
    fn between_two_shifts_it_is_asked_which() {
        let Some(Question::Which(shifts)) = asked(&[(1, false), (2, false)], 700, true) else { panic!() };
        assert_eq!(shifts.iter().map(|shift| shift.id.raw()).collect::<Vec<_>>(), [1, 2]);
    }

    #[test]
    fn a_stranger_is_asked_only_where_the_server_cannot_be() {
        assert_eq!(asked(&[], 610, false), Some(Question::WalkIn));
        assert_eq!(asked(&[], 610, true), None);
        assert_eq!(asked(&[], 610 + 24 * 60, false), None, "yesterday's roster tells nothing");
    }
}
