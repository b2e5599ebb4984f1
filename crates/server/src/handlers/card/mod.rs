//! The volunteer card: put on a phone, renewed, moved, revoked; and on paper.

mod enrol;
mod get;
mod moving;
mod on_phone;
mod paper;
mod paper_for;
mod renew;
mod revoke;
mod revoke_of;
mod revoke_paper;
mod send_code;
mod slots;

pub use enrol::enrol;
pub use get::get;
pub use paper::paper;
pub use paper_for::paper_for;
pub use renew::renew;
pub use revoke::revoke;
pub use revoke_of::revoke_of;
pub use revoke_paper::revoke_paper;
pub use send_code::send_code;
pub use slots::slots;

use crate::app::App;
use crate::http::{Caller, Failure};
use crate::store::audit;
use crate::store::card::{self, Card, Counted, Form, Reason};
use crate::store::person::{self, Volunteer};
use crate::store::sign_up;
use domain::api::card::{EvidenceKind, IssuedCredential};
use domain::can::{Action, Facts};
use domain::credential::{Bytes, Claims, Class, Credential, PublicKey};
use domain::ids::{PersonId, SessionId};
use domain::problem::{ErrorCode, Problem};
use domain::star;
use domain::time::Timestamp;
use domain::volunteer::masked_name;
use sqlx::AnyConnection;

/// What a card is bound to.
struct Holding {
    place: u32,
    class: Class,
    key: Option<PublicKey>,
    expires_at: Timestamp,
}

/// The credential of `volunteer`, signed.
fn issue(app: &App, volunteer: &Volunteer, holding: Holding, now: Timestamp) -> Result<Credential, Failure> {
    let claims = Claims {
        issuer: app.city.settings.city.division_root.clone(),
        number: volunteer.number,
        issued_at: now,
        expires_at: holding.expires_at,
        holder: holding.key,
        name: masked_name(&volunteer.name),
        star: star::progress(volunteer.credited_minutes, &app.policy().stars).star,
        class: holding.class,
        status_index: holding.place,
    };
    Ok(Credential::issue(app.keys.cards().signer(now)?, claims))
}

fn issued(card: &Card) -> IssuedCredential {
    IssuedCredential { credential: Bytes(card.credential.clone()), issued_at: card.issued_at, expires_at: card.expires_at }
}

/// When a credential that is issued now is over.
fn credential_ends(app: &App, now: Timestamp) -> Timestamp {
    now.plus_minutes(i64::from(app.policy().card.credential_days) * 24 * 60)
}

/// What the person has to give, beside a code, to move the card.
fn evidence_kind(volunteer: &Volunteer) -> EvidenceKind {
    if volunteer.id_card_sealed.is_some() { EvidenceKind::IdCard } else { EvidenceKind::Name }
}

/// The volunteer, when the caller may issue and revoke their cards. Whoever lives nowhere in
/// particular belongs to the whole city.
async fn managed(app: &App, caller: &Caller, id: PersonId) -> Result<Volunteer, Failure> {
    let volunteer = person::volunteer(app.store.read(), id).await?;
    let division = volunteer.division.clone().unwrap_or_else(|| app.city.settings.city.division_root.clone());
    caller.may(Action::IssueCards, &Facts { owner: Some(id), ..Facts::in_division(division) })?;
    Ok(volunteer)
}

/// Counts what the person does, as long as they do it at most `most` times a day.
pub(crate) async fn counted(tx: &mut AnyConnection, app: &App, person: PersonId, what: Counted, most: u8, now: Timestamp) -> Result<(), Failure> {
    let left = card::count(tx, person, app.zone.day_of(now), what, most).await?;
    left.map(drop).ok_or_else(|| until_tomorrow(app, now))
}

/// Not again before the city's next day.
fn until_tomorrow(app: &App, now: Timestamp) -> Failure {
    let mut problem = Problem::new(ErrorCode::TooManyRequests, "as often as one person may do this in a day");
    let tomorrow = app.zone.start_of(app.zone.day_of(now).plus_days(1));
    problem.retry_after_seconds = u32::try_from(tomorrow.seconds_since(now).max(0) + 1).ok();
    problem.into()
}

/// A row about a person's card at this place.
fn entry(app: &App, now: Timestamp, actor: PersonId, person: PersonId, what: &'static str, place: u32) -> audit::Entry {
    audit::Entry { id: app.id(), at: now, actor, person: Some(person), what, detail: place.to_string() }
}

/// Who revokes which cards, and why.
struct Revocation {
    actor: PersonId,
    person: PersonId,
    forms: &'static [Form],
    reason: Reason,
    what: &'static str,
}

/// Revokes the live cards among these. Revoking twice is revoking once.
async fn revoke_all(app: App, revocation: Revocation, now: Timestamp) -> Result<(), Failure> {
    let (store, cards) = (app.store.clone(), app.clone());
    let revoked = store
        .write(move |tx| {
            Box::pin(async move {
                let Revocation { actor, person, forms, reason, what } = revocation;
                let mut revoked = false;
                sign_up::hold_person(tx, person).await?;
                for form in forms {
                    if let Some(live) = card::live(tx, person, *form).await? {
                        card::revoke(tx, live.place, reason, now).await?;
                        audit::put(tx, &entry(&cards, now, actor, person, what, live.place)).await?;
                        revoked = true;
                    }
                }
                Ok(revoked)
            })
        })
        .await?;
    if revoked {
        app.statuses.changed();
    }
    Ok(())
}

/// Revokes the phone's card when it is on the browser of this session, or on whatever browser; tells
/// whether there was one.
pub(crate) async fn revoke_on(app: &App, tx: &mut AnyConnection, person: PersonId, session: Option<SessionId>, what: &'static str, now: Timestamp) -> Result<bool, Failure> {
    sign_up::hold_person(tx, person).await?;
    let live = card::live(tx, person, Form::Phone).await?.filter(|card| session.is_none_or(|session| card.session == Some(session)));
    if let Some(card) = &live {
        card::revoke(tx, card.place, Reason::GivenUp, now).await?;
        audit::put(tx, &entry(app, now, person, person, what, card.place)).await?;
    }
    Ok(live.is_some())
}
