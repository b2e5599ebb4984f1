//! `card_slots`: proofs made in advance, for a browser that keeps no key.

use super::moving;
use super::on_phone::{self, Wanted};
use crate::app::App;
use crate::entropy;
use crate::http::{Answer, Call, Failure, Reply};
use crate::keys::EcdsaKey;
use crate::store::person;
use anyhow::Context;
use domain::api::Endpoint;
use domain::api::card::{MakeSlots, SlotBook};
use domain::credential::{Bytes, Class, SLOT_SECONDS, Sign, Slot, proof_message};
use tokio::sync::Semaphore;

/// Books made at the same time; more would only take the processor from everybody else.
static AT_ONCE: Semaphore = Semaphore::const_new(2);

/// Serves [`MakeSlots`]. The key exists for the length of this request: it signs one proof for each
/// slot, from the one before now, and is forgotten.
pub async fn slots(app: App, call: Call<MakeSlots>) -> Answer<MakeSlots> {
    let now = call.now;
    let volunteer = person::volunteer(app.store.read(), call.caller.person()?).await?;
    let signer = EcdsaKey::from_scalar(&entropy::bytes::<32>()).context("the random bytes are no P-256 key")?;
    let first = Slot(Slot::at(now).0.saturating_sub(1));
    let count = u64::from(app.policy().card.prefetched_hours) * 3600 / SLOT_SECONDS.unsigned_abs();
    let ends = first.plus(count).begin();
    let wanted = Wanted { class: Class::Prefetched, key: signer.public(), session: call.caller.session, device: call.device, expires_at: ends, what: MakeSlots::NAME };
    let proven = moving::prove(&app, &volunteer, &wanted, call.body.moving, call.peer, now).await?;
    // Waiting comes first: whoever gives up meanwhile has lost nothing.
    let turn = AT_ONCE.acquire().await.map_err(|_| Failure::busy())?;
    let card = on_phone::put(&app, volunteer, wanted, proven, now).await?;
    let credential = card.credential;
    let (credential, proofs) = tokio::task::spawn_blocking(move || {
        let proofs: Vec<u8> = (0..count).flat_map(|later| *signer.sign(&proof_message(&credential, first.plus(later), None)).as_bytes()).collect();
        (credential, proofs)
    })
    .await
    .map_err(anyhow::Error::from)?;
    drop(turn);
    Ok(Reply::of(SlotBook { credential: Bytes(credential), first, proofs: Bytes(proofs), issued_at: card.issued_at, expires_at: ends }))
}
