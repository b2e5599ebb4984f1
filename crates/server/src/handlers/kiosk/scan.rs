//! `kiosk_scan`: scans become check-ins and check-outs.
//!
//! The code is checked before the write, and whether its card was revoked and what it means is
//! decided inside it, where nothing can change between looking and writing. A batch is one write:
//! all of its scans are kept, or none.

use crate::app::App;
use crate::http::{Answer, Call, Failure, Reply};
use crate::store::record::{CheckOut, Method};
use crate::store::{card, message, record, scan, sign_up};
use domain::api::kiosk::{ScanAnswers, SendScans};
use domain::api::message::MessageContent;
use domain::check_in::{self, Decision, ScanRefusal, Scanned};
use domain::credential::{self, Class, KeySet, Refusal, Trust};
use domain::division::DivisionCode;
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
    let jobs = read_all(&app, scans, now).await?;
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
pub(super) struct Job {
    pub(super) scan: Scan,
    shown: Result<Shown, ScanRefusal>,
    /// The city's day of the scan.
    day: Interval,
    record: i64,
    note: i64,
}

/// What a code proves.
#[derive(Debug, Clone, Copy)]
struct Shown {
    number: VolunteerNumber,
    method: Method,
    /// The card's place in the status list; none for a number that was typed.
    place: Option<u32>,
}

/// Reads the codes. Checking two hundred of them takes long enough to keep others waiting, so it is
/// done beside them.
pub(super) async fn read_all(app: &App, scans: Vec<Scan>, now: Timestamp) -> Result<Vec<Job>, Failure> {
    let app = app.clone();
    let read = move || {
        let (keys, issuer) = (app.keys.cards().believed(), &app.city.settings.city.division_root);
        let latest = now.plus_seconds(i64::from(app.policy().check_in.clock_tolerance_seconds));
        let job = |scan: Scan| Job {
            shown: if scan.scanned_at > latest { Err(ScanRefusal::ClockWrong) } else { shown_in(&scan, issuer, &keys) },
            day: app.zone.whole(app.zone.day_of(scan.scanned_at)),
            record: app.id(),
            note: app.id(),
            scan,
        };
        scans.into_iter().map(job).collect()
    };
    Ok(tokio::task::spawn_blocking(read).await.map_err(anyhow::Error::from)?)
}

/// What the text of a scan proves, by the time of the scan: a code scanned offline was live then.
fn shown_in(scan: &Scan, issuer: &DivisionCode, keys: &KeySet) -> Result<Shown, ScanRefusal> {
    if let Ok(number) = scan.text.parse() {
        return Ok(Shown { number, method: Method::Typed, place: None });
    }
    // Who is revoked is looked up inside the write.
    let trust = Trust { issuer, keys, status: None, longest_status_seconds: 0, challenge: None };
    let claims = credential::verify(&scan.text, trust, scan.scanned_at).map_err(|fault| ScanRefusal::Code { fault })?.claims;
    let method = match claims.class {
        Class::Device => Method::Device,
        Class::Prefetched => Method::Prefetched,
        Class::Printed if scan.face_confirmed => Method::Paper,
        Class::Printed => return Err(ScanRefusal::FaceNotConfirmed),
    };
    Ok(Shown { number: claims.number, method, place: Some(claims.status_index) })
}

/// What comes of a scan, and keeps it; what came of it when it was delivered before.
pub(super) async fn settle(tx: &mut AnyConnection, device: DeviceId, station: StationId, job: &Job, policy: &Policy, now: Timestamp) -> Result<ScanOutcome, Failure> {
    if let Some(known) = scan::outcome_of(tx, device, job.scan.id).await? {
        return Ok(known);
    }
    let found = match job.shown {
        Ok(shown) => holder(tx, shown, job.scan.scanned_at).await?.map(|(person, name)| (shown, person, name)),
        Err(refusal) => Err(refusal),
    };
    let (found, outcome) = match found {
        Err(refusal) => (scan::Found { method: job.shown.ok().map(|shown| shown.method), ..scan::Found::default() }, ScanOutcome::Refused { refusal }),
        Ok((shown, person, name)) => {
            let (record, outcome) = apply(tx, station, job, policy, Holder { person, name: &name, method: shown.method }, now).await?;
            (scan::Found { method: Some(shown.method), person: Some(person), record }, outcome)
        }
    };
    scan::keep(tx, device, &job.scan, now, found, &outcome).await?;
    Ok(outcome)
}

/// Whose code it is, and their name. A card that was revoked before the scan is refused whenever the
/// scan arrives; a scan made before stands.
async fn holder(tx: &mut AnyConnection, shown: Shown, at: Timestamp) -> Result<Result<(PersonId, String), ScanRefusal>, Failure> {
    let Some((person, name)) = scan::volunteer(tx, shown.number).await? else { return Ok(Err(ScanRefusal::UnknownVolunteer)) };
    match shown.place {
        Some(place) if card::was_revoked(tx, place, person, at).await? => Ok(Err(ScanRefusal::Code { fault: Refusal::Revoked })),
        _ => Ok(Ok((person, name))),
    }
}

/// Who stands at the kiosk, and how it is known.
struct Holder<'a> {
    person: PersonId,
    name: &'a str,
    method: Method,
}

async fn apply(tx: &mut AnyConnection, station: StationId, job: &Job, policy: &Policy, holder: Holder<'_>, now: Timestamp) -> Result<(Option<RecordId>, ScanOutcome), Failure> {
    let (at, Holder { person, name, method }) = (job.scan.scanned_at, holder);
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
            record::open(tx, &record::NewRecord { id: job.record, person, shift, station, checked_in_at: at, closes_at, method }).await?;
            sign_up::attend(tx, shift, person, now).await?;
            Ok((Some(RecordId::from_raw(job.record)), ScanOutcome::CheckedIn { name, activity, shift: time }))
        }
        Decision::CheckOut { record, credited_minutes, capped } => {
            record::credit(tx, record, person, CheckOut { at, minutes: credited_minutes, method }).await?;
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
