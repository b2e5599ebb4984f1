//! The ticket for joining: proof, good for some minutes, that a phone has just been proven.
//!
//! It holds the phone number sealed, so nothing about a person is kept before they have joined.

use crate::app::App;
use crate::http::Failure;
use crate::vault::Kind;
use data_encoding::BASE64URL_NOPAD;
use domain::problem::ErrorCode;
use domain::text::Phone;
use domain::time::Timestamp;

const MINUTES: i64 = 20;

/// A ticket for `phone`, and until when it is good.
pub(super) fn make(app: &App, phone: &Phone, now: Timestamp) -> Result<(String, Timestamp), Failure> {
    let expires_at = now.plus_minutes(MINUTES);
    let sealed = app.keys.vault.seal(Kind::Phone, phone.expose())?;
    let bytes = [expires_at.unix_ms().to_be_bytes().as_slice(), &sealed.ciphertext].concat();
    let text = BASE64URL_NOPAD.encode(&bytes);
    let tag = BASE64URL_NOPAD.encode(&app.keys.vault.mac(b"join_ticket", &text));
    Ok((format!("{text}.{tag}"), expires_at))
}

/// The phone a ticket was made for.
pub(super) fn read(app: &App, ticket: &str, now: Timestamp) -> Result<Phone, Failure> {
    let stale = || Failure::of(ErrorCode::TicketExpired, "the ticket for joining is not good, or no longer");
    let (text, tag) = ticket.split_once('.').ok_or_else(stale)?;
    // The tag covers the ticket's own random nonce, so comparing it early tells nothing of use.
    if tag != BASE64URL_NOPAD.encode(&app.keys.vault.mac(b"join_ticket", text)) {
        return Err(stale());
    }
    let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).map_err(|_| stale())?;
    let (expires_at, sealed) = bytes.split_first_chunk::<8>().ok_or_else(stale)?;
    if now.unix_ms() >= i64::from_be_bytes(*expires_at) {
        return Err(stale());
    }
    app.keys.vault.open(Kind::Phone, sealed)?.parse().map_err(|_| stale())
}
