//! `kiosk_scan`: scans become check-ins and check-outs.
//!
//! The code is checked before the write; what it means is decided inside it, where nothing can
//! change between looking and writing. A batch is one write: all of its scans are kept, or none.

use crate::app::App;
use crate::http::{Answer, Call, Failure, Reply};
use crate::store::{message, record, scan, sign_up};
use domain::api::kiosk::{ScanAnswers, SendScans};
use domain::api::message::MessageContent;
use domain::check_in::{self, Decision, ScanRefusal, Scanned};
use domain::credential::{self, Invalid};
use domain::ids::{DeviceId, PersonId, RecordId, StationId};
use domain::kiosk::{LONGEST_TEXT, MOST_SCANS, Scan, ScanAnswer, ScanOutcome};
use domain::policy::{ForgottenCheckOut, Policy};
use domain::problem::FieldCode;
use domain::record::RecordStatus;
use domain::time::{Interval, Timestamp};
use domain::volunteer::{VolunteerNumber, masked_name};
use sqlx::AnyConnection;

/// Serves [`SendScans`].
pub async fn scan(app: App, call: Call<SendScans>) -> Answer<SendScans> {
    let (device, station) = call.caller.kiosk()?;
    let now = call.now;
    let scans = call.body.scans;
    if scans.len() > MOST_SCANS {
        return Err(Failure::field("scans", FieldCode::OutOfRange));
    }
    if let Some(place) = scans.iter().position(|s| s.text.len() > LONGEST_TEXT) {
        return Err(Failure::field(&format!("scans[{place}].text"), FieldCode::TooLong { max: LONGEST_TEXT as u16 }));
    }
    let jobs: Vec<Job> = scans.into_iter().map(|scan| Job { number: number_in(&app, &scan, now), day: app.zone.whole(app.zone.day_of(scan.scanned_at)), record: app.id(), note: app.id(), scan }).collect();
    let policy = app.policy().clone();
    let answers = app
        .store
        .write(move |tx| {
            Box::pin(async move {
                let mut answers = Vec::with_capacity(jobs.len());
                for job in &jobs {
                    answers.push(ScanAnswer { id: job.scan.id, outcome: settle(tx, device, station, job, &policy, now).await? });
                }
                scan::seen(tx, device, now).await?;
                Ok(answers)
            })
        })
        .await?;
    Ok(Reply::of(ScanAnswers { answers, present: scan::present(app.store.read(), station, now).await? }))
}

/// A scan with all that is made outside the write.
struct Job {
    scan: Scan,
    number: Result<VolunteerNumber, ScanRefusal>,
    /// The city's day of the scan.
    day: Interval,
    record: i64,
    note: i64,
}

/// The number a code proves, by the time of the scan: a code scanned offline was live then.
fn number_in(app: &App, scan: &Scan, now: Timestamp) -> Result<VolunteerNumber, ScanRefusal> {
    let tolerance = app.policy().check_in.clock_tolerance_seconds;
    if scan.scanned_at > now.plus_seconds(i64::from(tolerance)) {
        return Err(ScanRefusal::ClockWrong);
    }
    let claims = credential::verify(&scan.text, &app.keys.card, scan.scanned_at, tolerance).map_err(|invalid| match invalid {
        Invalid::NotOurs => ScanRefusal::NotOurCode,
        Invalid::Damaged | Invalid::UnknownKey => ScanRefusal::BadCode,
        Invalid::Expired => ScanRefusal::ExpiredCode,
        Invalid::NotYet => ScanRefusal::ClockWrong,
    })?;
    Ok(claims.number)
}

async fn settle(tx: &mut AnyConnection, device: DeviceId, station: StationId, job: &Job, policy: &Policy, now: Timestamp) -> Result<ScanOutcome, Failure> {
    if let Some(known) = scan::outcome_of(tx, device, job.scan.id).await? {
        return Ok(known);
    }
    let found = match job.number {
        Ok(number) => scan::volunteer(tx, number).await?.ok_or(ScanRefusal::UnknownVolunteer),
        Err(refusal) => Err(refusal),
    };
    let (person, record, outcome) = match found {
        Err(refusal) => (None, None, ScanOutcome::Refused { refusal }),
        Ok((person, name)) => {
            let (record, outcome) = apply(tx, station, job, policy, person, &name, now).await?;
            (Some(person), record, outcome)
        }
    };
    scan::keep(tx, device, &job.scan, now, person, record, &outcome).await?;
    Ok(outcome)
}

async fn apply(
    tx: &mut AnyConnection,
    station: StationId,
    job: &Job,
    policy: &Policy,
    person: PersonId,
    name: &str,
    now: Timestamp,
) -> Result<(Option<RecordId>, ScanOutcome), Failure> {
    let at = job.scan.scanned_at;
    sign_up::hold_person(tx, person).await?;
    let open = record::open_of(tx, person, station).await?;
    let (credited_intervals, credited_today) = record::credited_within(tx, person, job.day).await?;
    let scanned = Scanned {
        at,
        candidates: &scan::candidates(tx, person, station, at, job.day).await?,
        open,
        last_check_out: scan::last_check_out(tx, person, station).await?,
        credited_today,
        credited_intervals: &credited_intervals,
    };
    let name = masked_name(name);
    match check_in::decide(scanned, policy) {
        Decision::Refuse(refusal) => Ok((None, ScanOutcome::Refused { refusal })),
        Decision::CheckIn { shift } => {
            if let Some(stale) = open {
                record::forgotten(tx, stale.record, forgotten_status(policy)).await?;
            }
            let (_, activity, time) = scan::shift(tx, shift).await?;
            let closes_at = time.end.plus_minutes(i64::from(policy.check_in.closes_minutes_after));
            record::open(tx, &record::NewRecord { id: job.record, person, shift, station, checked_in_at: at, closes_at }).await?;
            sign_up::attend(tx, shift, person, now).await?;
            Ok((Some(RecordId::from_raw(job.record)), ScanOutcome::CheckedIn { name, activity, shift: time }))
        }
        Decision::CheckOut { record, credited_minutes, capped } => {
            record::credit(tx, record, person, at, credited_minutes).await?;
            let shift = open.map(|o| o.shift).ok_or_else(|| Failure::bug("a check-out without open record"))?;
            let (activity, title, _) = scan::shift(tx, shift).await?;
            message::put(tx, job.note, person, now, &MessageContent::Credited { activity, title: title.clone(), minutes: credited_minutes }).await?;
            Ok((Some(record), ScanOutcome::CheckedOut { name, activity: title, credited_minutes, capped }))
        }
    }
}

/// Where the policy puts a record whose check-out was forgotten.
pub(crate) fn forgotten_status(policy: &Policy) -> RecordStatus {
    match policy.check_in.forgotten_check_out {
        ForgottenCheckOut::Pending => RecordStatus::Pending,
        ForgottenCheckOut::Void => RecordStatus::Credited,
    }
}
