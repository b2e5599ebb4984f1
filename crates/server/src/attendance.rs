//! Attendance: the records and hours that follow from a person's scans. A scan, or a word about one,
//! changes what all of them mean together; this writes the difference.

use crate::app::App;
use crate::http::Failure;
use crate::store::fact::{self, ByHand, Derived, Kept, Record, Shift};
use crate::store::{entry, message, sign_up};
use domain::api::attendance::Entry;
use domain::api::message::MessageContent;
use domain::check_in::{self, Candidate, End, Entered, Fact, Known, Meaning, Reading, Ruling, ScanKey, Settled, Stay};
use domain::ids::{PersonId, RecordId, ShiftId};
use domain::kiosk::ScanOutcome;
use domain::policy::{ForgottenCheckOut, Policy};
use domain::record::RecordStatus;
use domain::time::{Interval, Timestamp};
use sqlx::AnyConnection;

/// Days before and after a scan whose records it may change. One more on each side is read, so that
/// the days at the edge are known whole: no shift is longer than a day.
const DAYS: i64 = 1;

/// What a new scan was taken for.
pub struct Taken {
    pub meaning: Meaning,
    /// The shift it is about, if about one.
    pub shift: Option<Shift>,
}

impl Taken {
    /// What whoever scanned is told of it: a masked name and the activity, never more.
    ///
    /// # Errors
    /// Never, as long as it is of a new scan.
    pub fn told(self, name: String) -> Result<ScanOutcome, Failure> {
        let about = || self.shift.ok_or_else(|| Failure::bug("a coming or going without its shift"));
        Ok(match self.meaning {
            Meaning::In { .. } => {
                let Shift { candidate, title } = about()?;
                ScanOutcome::CheckedIn { name, activity: title, shift: candidate.time }
            }
            Meaning::Out { credited_minutes, capped, .. } => ScanOutcome::CheckedOut { name, activity: about()?.title, credited_minutes, capped },
            Meaning::Merged { .. } => ScanOutcome::Merged { name, activity: about()?.title },
            Meaning::ToBeMatched => ScanOutcome::ToBeMatched { name },
            Meaning::Review(refusal) => ScanOutcome::InReview { name, refusal },
            Meaning::Refused(refusal) => ScanOutcome::Refused { refusal },
            Meaning::SetAside => return Err(Failure::bug("a new scan that is set aside")),
        })
    }
}

/// Takes a new fact of `person` and writes what follows. A refused one changes nothing; the caller
/// keeps the scan itself.
///
/// # Errors
/// Of the database.
pub async fn take(app: &App, tx: &mut AnyConnection, person: PersonId, new: Fact, now: Timestamp) -> Result<Taken, Failure> {
    let mut day = Attendance::load(app, tx, person, new.at, now).await?;
    day.facts.push(Kept { fact: new, meaning: String::new() });
    day.learn_shift(tx, new.chosen).await?;
    let reading = day.read();
    let meaning = reading.meaning(new.key).ok_or_else(|| Failure::bug("a scan without a meaning"))?;
    if !matches!(meaning, Meaning::Refused(_)) {
        day.write(tx, &reading, Some(new.key)).await?;
    }
    let shift = match meaning {
        Meaning::In { shift } | Meaning::Out { shift, .. } | Meaning::Merged { shift } => day.shifts.into_iter().find(|its| its.candidate.shift == shift),
        _ => None,
    };
    Ok(Taken { meaning, shift })
}

/// Reads the person's scans around `at` anew, after a word about one of them.
///
/// # Errors
/// Of the database.
pub async fn read_again(app: &App, tx: &mut AnyConnection, person: PersonId, at: Timestamp, now: Timestamp) -> Result<(), Failure> {
    let day = Attendance::load(app, tx, person, at, now).await?;
    let reading = day.read();
    day.write(tx, &reading, None).await
}

/// Makes a record of an entry that a second person has approved. It gives what lies inside the shift and
/// nothing else gives already, up to the day's cap.
///
/// # Errors
/// Of the database.
pub async fn credit_entry(app: &App, tx: &mut AnyConnection, waiting: &Entry, now: Timestamp) -> Result<RecordId, Failure> {
    let Shift { candidate, title } = fact::other_shift(tx, waiting.shift).await?.ok_or_else(|| Failure::bug("an entry without its shift"))?;
    let id = RecordId::from_raw(app.id());
    let closes_at = check_in::closes_at(candidate.time.end, app.policy());
    let mut day = Attendance::load(app, tx, waiting.person, waiting.time.end, now).await?;
    entry::record(tx, id, waiting, closes_at).await?;
    day.by_hand.push(ByHand { id, entered: Entered { time: waiting.time, shift: candidate.time }, minutes: 0 });
    let reading = day.read();
    day.write(tx, &reading, None).await?;
    let minutes = reading.entered.last().copied().unwrap_or(0);
    message::put(tx, app.id(), waiting.person, now, &MessageContent::Credited { activity: candidate.activity, title, minutes }).await?;
    Ok(id)
}

/// Where the policy puts a record whose check-out was forgotten.
pub fn forgotten_status(policy: &Policy) -> RecordStatus {
    match policy.check_in.forgotten_check_out {
        ForgottenCheckOut::Pending => RecordStatus::Pending,
        ForgottenCheckOut::Void => RecordStatus::Credited,
    }
}

/// All that is known of a person around a moment.
struct Attendance<'a> {
    app: &'a App,
    person: PersonId,
    now: Timestamp,
    /// The days whose records may change.
    core: Interval,
    facts: Vec<Kept>,
    shifts: Vec<Shift>,
    settled: Vec<Settled>,
    by_hand: Vec<ByHand>,
    derived: Vec<Derived>,
}

impl<'a> Attendance<'a> {
    async fn load(app: &'a App, tx: &mut AnyConnection, person: PersonId, at: Timestamp, now: Timestamp) -> Result<Self, Failure> {
        let day = app.zone.day_of(at);
        let around = |days: i64| Interval { start: app.zone.start_of(day.plus_days(-days)), end: app.zone.start_of(day.plus_days(days + 1)) };
        let window = around(DAYS + 1);
        sign_up::hold_person(tx, person).await?;
        let mut loaded = Self {
            app,
            person,
            now,
            core: around(DAYS),
            facts: fact::of_person(tx, person, window).await?,
            shifts: fact::signed_up(tx, person, window).await?,
            settled: Vec::new(),
            by_hand: Vec::new(),
            derived: Vec::new(),
        };
        for record in fact::records(tx, person, window).await? {
            match record {
                Record::Derived(derived) => loaded.derived.push(*derived),
                Record::ByHand(by_hand) => loaded.by_hand.push(by_hand),
                Record::Settled(settled) => loaded.settled.push(settled),
            }
        }
        let named: Vec<ShiftId> = loaded.facts.iter().flat_map(|kept| [kept.fact.chosen, ruled(&kept.fact)]).flatten().collect();
        for shift in named {
            loaded.learn_shift(tx, Some(shift)).await?;
        }
        Ok(loaded)
    }

    async fn learn_shift(&mut self, tx: &mut AnyConnection, shift: Option<ShiftId>) -> Result<(), Failure> {
        if let Some(shift) = shift.filter(|shift| self.shifts.iter().all(|known| known.candidate.shift != *shift)) {
            self.shifts.extend(fact::other_shift(tx, shift).await?);
        }
        Ok(())
    }

    fn read(&self) -> Reading {
        let facts: Vec<Fact> = self.facts.iter().map(|kept| kept.fact).collect();
        let shifts: Vec<Candidate> = self.shifts.iter().map(|shift| shift.candidate).collect();
        let entered: Vec<Entered> = self.by_hand.iter().map(|record| record.entered).collect();
        check_in::read(&facts, Known { shifts: &shifts, settled: &self.settled, entered: &entered, zone: &self.app.zone, policy: self.app.policy() })
    }

    /// Writes what is other than before: meanings, records, the sum of hours, and word of it to the person.
    async fn write(&self, tx: &mut AnyConnection, reading: &Reading, new: Option<ScanKey>) -> Result<(), Failure> {
        for (key, meaning) in &reading.meanings {
            let before = self.facts.iter().find(|kept| kept.fact.key == *key).map(|kept| kept.meaning.as_str());
            // The caller writes the new one.
            if new != Some(*key) && before != fact::word_of(*meaning) {
                fact::means(tx, *key, *meaning).await?;
            }
        }
        let mut stored: Vec<&Derived> = self.derived.iter().filter(|record| self.core.start <= record.checked_in_at && record.checked_in_at < self.core.end).collect();
        let stays: Vec<&Stay> = reading.stays.iter().filter(|stay| self.core.start <= stay.entered.at && stay.entered.at < self.core.end).collect();
        let mut changes: Vec<(Option<&Derived>, Derived)> = Vec::new();
        for (stay, before) in matched(&stays, &mut stored) {
            let record = self.record_of(stay, before);
            if before != Some(&record) {
                changes.push((before, record));
            }
        }
        let mut minutes = 0;
        for gone in stored {
            minutes -= i64::from(gone.credited_minutes);
            fact::drop_record(tx, gone.id).await?;
        }
        self.forget_older(tx, &changes).await?;
        // A person has one open record at most: what ends goes before what begins.
        changes.sort_by_key(|(_, record)| record.status == RecordStatus::Open);
        for (before, record) in changes {
            minutes += i64::from(record.credited_minutes) - before.map_or(0, |before| i64::from(before.credited_minutes));
            fact::put_record(tx, self.person, &record).await?;
            if before.is_none_or(|before| before.shift != record.shift) {
                sign_up::attend(tx, record.shift, self.person, self.now).await?;
            }
            self.tell(tx, before, &record).await?;
        }
        for (record, now) in self.by_hand.iter().zip(&reading.entered) {
            if record.minutes != *now && self.core.overlaps(record.entered.time) {
                minutes += i64::from(*now) - i64::from(record.minutes);
                fact::recount(tx, record.id, *now).await?;
            }
        }
        if minutes != 0 {
            fact::add_minutes(tx, self.person, minutes).await?;
        }
        Ok(())
    }

    /// The record that a stay makes of `before`.
    fn record_of(&self, stay: &Stay, before: Option<&Derived>) -> Derived {
        let policy = self.app.policy();
        let closes_at = check_in::closes_at(stay.shift.time.end, policy);
        let status = match stay.end {
            End::Left { .. } => RecordStatus::Credited,
            End::Open if self.now < closes_at => RecordStatus::Open,
            End::Open | End::Forgotten => forgotten_status(policy),
        };
        Derived {
            id: before.map_or_else(|| RecordId::from_raw(self.app.id()), |before| before.id),
            shift: stay.shift.shift,
            entered: stay.entered.key,
            left: stay.left.map(|left| left.key),
            checked_in_at: stay.entered.at,
            checked_out_at: stay.left.map(|left| left.at),
            closes_at,
            credited_minutes: stay.credited_minutes(),
            grade: stay.grade(),
            status,
            two_kiosks: stay.two_kiosks,
        }
    }

    /// Before a record is opened: one of longer ago that is open still, and past its time, is settled
    /// as forgotten. Otherwise it would be a moment later.
    async fn forget_older(&self, tx: &mut AnyConnection, changes: &[(Option<&Derived>, Derived)]) -> Result<(), Failure> {
        if changes.iter().all(|(_, record)| record.status != RecordStatus::Open) {
            return Ok(());
        }
        for older in self.derived.iter().filter(|record| record.status == RecordStatus::Open && record.checked_in_at < self.core.start) {
            let forgotten = Derived { status: forgotten_status(self.app.policy()), ..older.clone() };
            fact::put_record(tx, self.person, &forgotten).await?;
            self.tell(tx, Some(older), &forgotten).await?;
        }
        Ok(())
    }

    async fn tell(&self, tx: &mut AnyConnection, before: Option<&Derived>, record: &Derived) -> Result<(), Failure> {
        let known = self.shifts.iter().find(|shift| shift.candidate.shift == record.shift).cloned();
        let Some(Shift { candidate: Candidate { activity, .. }, title }) = (match known {
            Some(known) => Some(known),
            None => fact::other_shift(tx, record.shift).await?,
        }) else {
            return Ok(());
        };
        let was = before.map(|before| before.status);
        let minutes = record.credited_minutes;
        let content = match (record.left, record.status) {
            (Some(_), RecordStatus::Credited) if was != Some(RecordStatus::Credited) => MessageContent::Credited { activity, title, minutes },
            (Some(_), RecordStatus::Credited) if before.is_some_and(|before| before.credited_minutes != minutes) => MessageContent::Recounted { activity, title, minutes },
            (None, RecordStatus::Pending) if was != Some(RecordStatus::Pending) => MessageContent::CheckOutForgotten { activity, title },
            _ => return Ok(()),
        };
        message::put(tx, self.app.id(), self.person, self.now, &content).await
    }
}

fn ruled(fact: &Fact) -> Option<ShiftId> {
    match fact.ruling {
        Some(Ruling::Counts(shift)) => Some(shift),
        Some(Ruling::SetAside) | None => None,
    }
}

/// Each stay with the record it is, if it is one already: the one with the same coming, else one that
/// shares a scan with it. What is left in `stored` follows from no stay any more.
fn matched<'s>(stays: &[&'s Stay], stored: &mut Vec<&'s Derived>) -> Vec<(&'s Stay, Option<&'s Derived>)> {
    let mut take = |fits: &dyn Fn(&Derived) -> bool| stored.iter().position(|record| fits(record)).map(|place| stored.remove(place));
    let same: Vec<_> = stays.iter().map(|stay| (*stay, take(&|record| record.entered == stay.entered.key))).collect();
    same.into_iter()
        .map(|(stay, record)| {
            let scans = [Some(stay.entered.key), stay.left.map(|left| left.key)];
            let shares = |record: &Derived| [Some(record.entered), record.left].iter().any(|key| key.is_some() && scans.contains(key));
            (stay, record.or_else(|| take(&shares)))
        })
        .collect()
}
