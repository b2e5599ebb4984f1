//! The tick list as a leader is to see it: what the server said last, and on top of it what this phone has scanned since. Pure.

use domain::check_in::{closes_at, is_open, opens_at};
use domain::ids::ShiftId;
use domain::kiosk::{Expected, KioskShift, KioskState};
use domain::policy::Policy;
use domain::time::Timestamp;
use domain::volunteer::VolunteerNumber;

/// What a line is known by.
pub(super) type Key = (ShiftId, VolunteerNumber);

/// A scan that the server's list does not know of yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ahead {
    pub number: VolunteerNumber,
    pub at: Timestamp,
    pub chosen: Option<ShiftId>,
}

/// One person in one shift.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    pub key: Key,
    pub name: String,
    pub standing: Standing,
    /// The server has not said so yet: it is noted on this phone.
    pub is_noted: bool,
    pub offer: Offer,
}

/// Where the person is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    Expected,
    In { since: Timestamp },
    /// The minutes are the server's to say.
    Out { at: Timestamp, credited_minutes: Option<u32> },
}

/// What a tick would be for, or why there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Offer {
    In,
    Out,
    /// Check-in opens then.
    NotYet { opens_at: Timestamp },
    Over,
    /// The leader's own line: somebody else has to tick it.
    OwnHand,
    /// Checked in to another shift on the list.
    InAnother,
}

/// The lines of all shifts, in the order of the list.
pub(super) fn lines(state: &KioskState, ahead: &[Ahead], now: Timestamp, policy: &Policy) -> Vec<Line> {
    let mut lines: Vec<(Line, bool, &KioskShift)> = state.roster.iter().filter_map(|one| line(one, &state.shifts)).collect();
    for scan in ahead {
        if let Some(place) = place_of(scan, &lines, policy) {
            count(&mut lines[place].0, scan.at, policy);
        }
    }
    let present: Vec<Key> = lines.iter().filter(|(line, ..)| line.is_in()).map(|(line, ..)| line.key).collect();
    let offered = |(line, is_self, shift): (Line, bool, &KioskShift)| {
        let elsewhere = present.iter().any(|(shift, number)| *number == line.key.1 && *shift != line.key.0);
        let offer = match line.standing {
            _ if is_self => Offer::OwnHand,
            Standing::In { .. } if now < closes_at(shift.time.end, policy) => Offer::Out,
            Standing::In { .. } => Offer::Over,
            _ if elsewhere => Offer::InAnother,
            _ if is_open(shift.time, now, policy) => Offer::In,
            _ if now < shift.time.start => Offer::NotYet { opens_at: opens_at(shift.time.start, policy) },
            _ => Offer::Over,
        };
        Line { offer, ..line }
    };
    lines.into_iter().map(offered).collect()
}

fn line<'a>(one: &Expected, shifts: &'a [KioskShift]) -> Option<(Line, bool, &'a KioskShift)> {
    let listed = one.listed.as_ref()?;
    let shift = shifts.iter().find(|shift| shift.id == one.shift)?;
    let standing = match (listed.checked_in_at, listed.checked_out_at) {
        (Some(since), None) => Standing::In { since },
        (Some(_), Some(at)) => Standing::Out { at, credited_minutes: Some(listed.credited_minutes) },
        (None, _) => Standing::Expected,
    };
    let line = Line { key: (one.shift, one.number), name: listed.name.clone(), standing, is_noted: false, offer: Offer::Over };
    Some((line, listed.is_self, shift))
}

/// The line that a scan is about, as the server will take it: a going of whoever is in, else a coming to the shift that was chosen or
/// is the nearest of those that are open. Nobody's own scan counts by itself.
fn place_of(scan: &Ahead, lines: &[(Line, bool, &KioskShift)], policy: &Policy) -> Option<usize> {
    let own = || lines.iter().enumerate().filter(|(_, (line, is_self, _))| line.key.1 == scan.number && !is_self);
    let present = own().find(|(_, (line, ..))| line.is_in());
    let open = || own().filter(|(_, (line, _, shift))| scan.chosen.is_none_or(|chosen| chosen == line.key.0) && is_open(shift.time, scan.at, policy));
    let nearest = || open().min_by_key(|(_, (.., shift))| (shift.time.start.unix_ms() - scan.at.unix_ms()).abs());
    present.or_else(nearest).map(|(place, _)| place)
}

fn count(line: &mut Line, at: Timestamp, policy: &Policy) {
    let last = match line.standing {
        Standing::Expected => None,
        Standing::In { since } => Some(since),
        Standing::Out { at, .. } => Some(at),
    };
    // The same tap twice is one.
    if last.is_some_and(|last| at.seconds_since(last) < i64::from(policy.check_in.same_scan_seconds)) {
        return;
    }
    line.standing = if line.is_in() { Standing::Out { at, credited_minutes: None } } else { Standing::In { since: at } };
    line.is_noted = true;
}

impl Line {
    fn is_in(&self) -> bool {
        matches!(self.standing, Standing::In { .. })
    }
}

#[cfg(test)]
mod tests;
