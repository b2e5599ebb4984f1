//! `kiosk_scan_file`: the scans of a kiosk whose network never came back, carried here in a file.

use super::scan::{Taker, read_all, settle};
use crate::app::App;
use crate::http::{Answer, Call, Failure, Reply};
use crate::store::{audit, kiosk, scan};
use domain::api::Endpoint;
use domain::api::kiosk::ReadScanFile;
use domain::check_in::Place;
use domain::ids::StationId;
use domain::kiosk::{LONGEST_TEXT, MOST_SCANS, ScanOutcome};
use domain::problem::{ErrorCode, FieldCode};
use domain::scan_file::{ScanFile, ScanFileContent, ScanFileRead};

/// Serves [`ReadScanFile`]. Its scans come to what they would have come to over the network, and those the server has already are left
/// as they are: reading a file twice, or while the kiosk delivers it, changes nothing.
pub async fn scan_file(app: App, call: Call<ReadScanFile>) -> Answer<ReadScanFile> {
    let (actor, station, now) = (call.caller.person()?, call.path, call.now);
    super::manages(&app, &call.caller, station).await?;
    let ScanFileContent { device, scans, .. } = open(&app, &call.body, station).await?;
    let taker = Taker { device, place: Place::Station(station), hands: None };
    let mut read = ScanFileRead { scans: u32::try_from(scans.len()).unwrap_or(u32::MAX), new: 0, refused: 0 };
    // No write is longer than one of a kiosk's own, so that others need not wait for a whole file.
    for some in scans.chunks(MOST_SCANS) {
        let (jobs, writing) = (read_all(&app, some.to_vec(), now).await?, app.clone());
        let entry = audit::Entry { id: app.id(), at: now, actor, person: None, what: ReadScanFile::NAME, detail: device.to_string() };
        let (new, refused) = app
            .store
            .write(move |tx| {
                Box::pin(async move {
                    scan::hold(tx, taker.place, device).await?;
                    let (mut new, mut refused) = (0, 0);
                    for job in &jobs {
                        if scan::outcome_of(tx, device, job.scan.id).await?.is_none() {
                            new += 1;
                            refused += u32::from(matches!(settle(&writing, tx, taker, job, now).await?, ScanOutcome::Refused { .. }));
                        }
                    }
                    audit::put(tx, &entry).await?;
                    Ok((new, refused))
                })
            })
            .await?;
        read.new += new;
        read.refused += refused;
    }
    Ok(Reply::of(read))
}

/// The content of a file, if a kiosk of the station wrote it just so.
async fn open(app: &App, file: &ScanFile, station: StationId) -> Result<ScanFileContent, Failure> {
    let mut source = serde_json::Deserializer::from_str(&file.content);
    let content: ScanFileContent = serde_path_to_error::deserialize(&mut source).map_err(|fault| {
        let inside = fault.inner().is_data() && fault.path().iter().next().is_some();
        Failure::field(&if inside { format!("content.{}", fault.path()) } else { "content".to_owned() }, FieldCode::Format)
    })?;
    let kiosk = kiosk::signer(app.store.read(), content.device).await?.filter(|kiosk| kiosk.station == station).ok_or_else(|| Failure::field("content.device", FieldCode::Unknown))?;
    if content.station != station {
        return Err(Failure::field("content.station", FieldCode::Unknown));
    }
    let (Some(key), Some(_)) = (kiosk.public_key, file.signature) else { return Err(Failure::of(ErrorCode::ScanFileUnsigned, "the kiosk could not sign the file")) };
    if !file.is_signed_by(&key) {
        return Err(Failure::of(ErrorCode::ScanFileAltered, "the file is not as the kiosk wrote it"));
    }
    if kiosk.revoked_at.is_some() {
        return Err(Failure::of(ErrorCode::ScanFileRevoked, "the kiosk was revoked"));
    }
    match content.scans.iter().position(|scan| scan.text.len() > LONGEST_TEXT) {
        Some(place) => Err(Failure::field(&format!("content.scans[{place}].text"), FieldCode::TooLong { max: LONGEST_TEXT as u16 })),
        None => Ok(content),
    }
}
