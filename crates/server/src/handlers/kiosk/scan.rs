//! `kiosk_scan`: scans become check-ins and check-outs.
//!
//! The code is checked before the write, and whether its card was revoked and what it means is
//! decided inside it, where nothing can change between looking and writing. A batch is one write:
//! all of its scans are kept, or none.

use crate::app::App;
use crate::attendance;
use crate::http::{Answer, Call, Failure, Reply};
use crate::store::scan::Method;
use crate::store::{card, scan};
use domain::api::kiosk::{ScanAnswers, SendScans};
use domain::check_in::{Fact, Place, ScanKey, ScanRefusal, Side, is_own_hand};
use domain::credential::{self, Class, KeySet, Refusal, Trust};
use domain::division::DivisionCode;
use domain::ids::{DeviceId, PersonId};
use domain::kiosk::{LONGEST_TEXT, MOST_SCANS, Scan, ScanAnswer, ScanOutcome};
use domain::problem::FieldCode;
use domain::time::Timestamp;
use domain::volunteer::{VolunteerNumber, masked_name};
use sqlx::AnyConnection;

/// Serves [`SendScans`].
pub async fn scan(app: App, call: Call<SendScans>) -> Answer<SendScans> {
    let (device, station) = call.caller.kiosk()?;
    let (place, now) = (Place::Station(station), call.now);
    let answers = deliver(&app, Taker { device, place, hands: None }, call.body.scans, now).await?;
    Ok(Reply::of(ScanAnswers { answers, present: scan::present(app.store.read(), place, now).await? }))
}

/// What took scans, and where.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct Taker {
    pub(in super::super) device: DeviceId,
    pub(in super::super) place: Place,
    /// Through whose hands they went, where the device is a person's own.
    pub(in super::super) hands: Option<Hands>,
}

/// Through whose hands a scan went.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct Hands {
    /// Whose device made it.
    pub(in super::super) holder: PersonId,
    /// Who brings it to the server.
    pub(in super::super) bringer: PersonId,
}

/// Settles scans, and keeps all of them or none.
pub(in super::super) async fn deliver(app: &App, taker: Taker, scans: Vec<Scan>, now: Timestamp) -> Result<Vec<ScanAnswer>, Failure> {
    if scans.len() > MOST_SCANS {
        return Err(Failure::field("scans", FieldCode::OutOfRange));
    }
    if let Some(place) = scans.iter().position(|s| s.text.len() > LONGEST_TEXT) {
        return Err(Failure::field(&format!("scans[{place}].text"), FieldCode::TooLong { max: LONGEST_TEXT as u16 }));
    }
    let jobs = read_all(app, scans, now).await?;
    let writing = app.clone();
    app.store
        .write(move |tx| {
            Box::pin(async move {
                scan::hold(tx, taker.place, taker.device).await?;
                let mut answers = Vec::with_capacity(jobs.len());
                for job in &jobs {
                    answers.push(ScanAnswer { id: job.scan.id, outcome: settle(&writing, tx, taker, job, now).await? });
                }
                scan::seen(tx, taker.place, taker.device, now).await?;
                Ok(answers)
            })
        })
        .await
}

/// A scan with all that is found out outside the write.
pub(super) struct Job {
    pub(super) scan: Scan,
    shown: Result<Shown, ScanRefusal>,
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
            scan,
        };
        scans.into_iter().map(job).collect()
    };
    Ok(tokio::task::spawn_blocking(read).await.map_err(anyhow::Error::from)?)
}

/// What the text of a scan proves, by the time of the scan: a code scanned offline was live then.
fn shown_in(scan: &Scan, issuer: &DivisionCode, keys: &KeySet) -> Result<Shown, ScanRefusal> {
    if let Some(fault) = scan.refused {
        return Err(ScanRefusal::Code { fault });
    }
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
pub(super) async fn settle(app: &App, tx: &mut AnyConnection, taker: Taker, job: &Job, now: Timestamp) -> Result<ScanOutcome, Failure> {
    if let Some(known) = scan::outcome_of(tx, taker.device, job.scan.id).await? {
        return Ok(known);
    }
    let found = match job.shown {
        Ok(shown) => holder(tx, shown, job.scan.scanned_at).await?.map(|(person, name)| (shown, person, name)),
        Err(refusal) => Err(refusal),
    };
    let (person, own_hand, meaning, outcome) = match found {
        Err(refusal) => (None, false, None, ScanOutcome::Refused { refusal }),
        Ok((shown, person, name)) => {
            let fact = fact_of(app, taker, &job.scan, shown, person, now);
            let taken = attendance::take(app, tx, person, fact, now).await?;
            (Some(person), fact.own_hand, Some(taken.meaning), taken.told(masked_name(&name))?)
        }
    };
    let found = scan::Found { place: taker.place, side: Side::Place, method: job.shown.ok().map(|shown| shown.method), person, own_hand, meaning };
    scan::keep(tx, taker.device, &job.scan, now, found, &outcome).await?;
    Ok(outcome)
}

fn fact_of(app: &App, taker: Taker, scan: &Scan, shown: Shown, person: PersonId, now: Timestamp) -> Fact {
    let Taker { device, place, hands } = taker;
    let Scan { id, scanned_at: at, chosen, walk_in, .. } = *scan;
    let late = now.seconds_since(at) > i64::from(app.policy().check_in.kept_after_seconds);
    let own_hand = hands.is_some_and(|Hands { holder, bringer }| is_own_hand(person, holder, bringer));
    Fact { key: ScanKey { device, scan: id }, at, place, side: Side::Place, grade: shown.method.grade(), chosen, walk_in, own_hand, kept: late, ruling: None }
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
