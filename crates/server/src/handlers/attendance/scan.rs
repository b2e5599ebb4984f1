//! `attendance_scan`: a volunteer's own phone has read the code on a kiosk's screen.
//!
//! What is believed is the kiosk's signature: which kiosk, and the moment the code was made, which is the moment
//! that counts. The phone's word about its own clock never moves a scan, see [`PlaceCode::freshness`].

use crate::app::App;
use crate::attendance;
use crate::handlers::card::counted;
use crate::http::{Answer, Call, Failure, Reply};
use crate::store::card::Counted;
use crate::store::kiosk::{self, Signer};
use crate::store::scan::{self, Found, Method};
use crate::store::{person, sign_up, station};
use domain::api::attendance::{PlaceScan, PlaceScanned, ScanPlace};
use domain::check_in::{Fact, Place, ScanKey, ScanRefusal, Side};
use domain::credential::Refusal;
use domain::ids::{DeviceId, PersonId, ScanId};
use domain::kiosk::{Scan, ScanOutcome};
use domain::place_code::{Freshness, LONGEST_ADDRESS, PlaceCode};
use domain::problem::FieldCode;
use domain::time::Timestamp;
use domain::volunteer::masked_name;
use sqlx::AnyConnection;

/// Scans of one person in a day that are kept: many times what any day's work needs.
const MOST_SCANS: u8 = 100;

/// Serves [`ScanPlace`].
pub async fn scan(app: App, call: Call<ScanPlace>) -> Answer<ScanPlace> {
    let (reader, now) = (call.caller.person()?, call.now);
    let PlaceScan { code, scanned_at } = call.body;
    if code.len() > LONGEST_ADDRESS {
        return Err(Failure::field("code", FieldCode::TooLong { max: LONGEST_ADDRESS as u16 }));
    }
    let code = PlaceCode::read(&code).map_err(|_| Failure::field("code", FieldCode::Format))?;
    let at = code.content.made_at();
    let believed = match kiosk::signer(app.store.read(), code.content.device()).await? {
        Some(kiosk) => believe(&app, &code, &kiosk, scanned_at, now).map(|freshness| (kiosk.station, freshness)),
        None => Err(Refusal::UnknownKey),
    };
    let (id, freshness) = match believed {
        Ok(believed) => believed,
        Err(fault) => return Ok(Reply::of(PlaceScanned { station: None, at, outcome: ScanOutcome::Refused { refusal: ScanRefusal::Code { fault } } })),
    };
    let station = station::find(app.store.read(), id).await?.map(|station| station.name);
    let name = masked_name(&person::volunteer(app.store.read(), reader).await?.name);
    let read = Read { app: app.clone(), person: reader, name, code, place: Place::Station(id), freshness, now };
    let outcome = app.store.write(move |tx| Box::pin(async move { read.settle(tx).await })).await?;
    Ok(Reply::of(PlaceScanned { station, at, outcome }))
}

/// Whether the kiosk made this code, and was one then; and whether a scan of it still counts.
fn believe(app: &App, code: &PlaceCode, kiosk: &Signer, scanned_at: Timestamp, now: Timestamp) -> Result<Freshness, Refusal> {
    code.verify(&kiosk.public_key.ok_or(Refusal::UnknownKey)?)?;
    if kiosk.revoked_at.is_some_and(|revoked_at| revoked_at <= code.content.made_at()) {
        return Err(Refusal::Revoked);
    }
    code.freshness(scanned_at, now, app.policy())
}

/// A code that is believed, and who read it.
struct Read {
    app: App,
    person: PersonId,
    name: String,
    code: PlaceCode,
    place: Place,
    freshness: Freshness,
    now: Timestamp,
}

impl Read {
    /// What comes of it, and keeps it; what came of it when the same person sent the same code before.
    async fn settle(self, tx: &mut AnyConnection) -> Result<ScanOutcome, Failure> {
        let Self { app, person, name, code, place, freshness, now } = self;
        let (device, at): (DeviceId, Timestamp) = (code.content.device(), code.content.made_at());
        sign_up::hold_person(tx, person).await?;
        if let Some(known) = scan::own_outcome(tx, person, device, at).await? {
            return Ok(known);
        }
        counted(tx, &app, person, Counted::Scan, MOST_SCANS, now).await?;
        // The server's own number, made like the kiosk's: a phone that chose it could take the place of a scan that the kiosk still has to deliver.
        let id = ScanId::from_raw(app.id());
        let fact = Fact {
            key: ScanKey { device, scan: id },
            at,
            place,
            side: Side::Volunteer,
            grade: Method::PlaceCode.grade(),
            chosen: None,
            walk_in: false,
            own_hand: false,
            kept: freshness == Freshness::Late,
            ruling: None,
        };
        let taken = attendance::take(&app, tx, person, fact, now).await?;
        let meaning = Some(taken.meaning);
        let outcome = taken.told(name)?;
        let kept = Scan { id, scanned_at: at, text: code.text(), face_confirmed: false, chosen: None, walk_in: false, refused: None };
        scan::keep(tx, device, &kept, now, Found { place, side: Side::Volunteer, method: Some(Method::PlaceCode), person: Some(person), own_hand: false, meaning }, &outcome).await?;
        Ok(outcome)
    }
}
