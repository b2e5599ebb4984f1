//! Proof that the person, not only their session, wants the card on another phone: a code sent to
//! the own number, and the identity card number or the full name.

use super::on_phone::{self, Wanted};
use super::{evidence_kind, until_tomorrow};
use crate::app::App;
use crate::handlers::session::{looks_like_code, must_be_right};
use crate::http::Failure;
use crate::store::card::{self, Counted};
use crate::store::person::{self, Volunteer};
use crate::store::sms_code::{self, Seen, Tried};
use crate::vault::Kind;
use domain::api::card::{Evidence, EvidenceKind, Moving};
use domain::id_card::IdCard;
use domain::problem::{ErrorCode, FieldCode, Problem};
use domain::text::Phone;
use domain::time::Timestamp;
use std::net::IpAddr;

/// The one thing more, in the form it is compared in.
enum Known {
    IdCard(Vec<u8>),
    Name { fits: bool },
}

/// What a try comes to.
enum Outcome {
    Proven,
    Code(Tried),
    Evidence { tries_left: u8 },
    NoTries,
}

/// Checks what was given to move the card, when that is needed and something was given; whether it
/// is proven. A right code is used up only together with the right evidence.
pub(super) async fn prove(app: &App, volunteer: &Volunteer, wanted: &Wanted, moving: Option<Moving>, peer: IpAddr, now: Timestamp) -> Result<bool, Failure> {
    let Some(moving) = moving else { return Ok(false) };
    if !on_phone::needs_proof(app, volunteer, wanted).await? {
        return Ok(false);
    }
    app.limits.guess(peer)?;
    let code = moving.code.trim();
    if !looks_like_code(app, code) {
        return Err(Failure::field("moving.code", FieldCode::Format));
    }
    let known = known(app, volunteer, moving.evidence, now)?;
    let phone = phone_of(app, volunteer)?;
    let (index, hash) = (app.keys.vault.index(Kind::Phone, phone.expose()), app.keys.vault.moving_code_hash(phone.expose(), code));
    let (person, day, most) = (volunteer.id, app.zone.day_of(now), app.policy().card.moves_tried_per_day);
    // Committed whatever comes out: a try is a try.
    let outcome = app
        .store
        .write(move |tx| {
            Box::pin(async move {
                let Some(tries_left) = card::count(tx, person, day, Counted::Move, most).await? else { return Ok(Outcome::NoTries) };
                let waiting = match sms_code::look(tx, &index, &hash, now).await? {
                    Seen::Right(waiting) => waiting,
                    Seen::Not(tried) => return Ok(Outcome::Code(tried)),
                };
                let fits = match known {
                    Known::IdCard(index) => person::has_id_card(tx, person, &index).await?,
                    Known::Name { fits } => fits,
                };
                if !fits {
                    return Ok(Outcome::Evidence { tries_left });
                }
                Ok(if sms_code::spend(tx, waiting).await? { Outcome::Proven } else { Outcome::Code(Tried::Gone) })
            })
        })
        .await?;
    match outcome {
        Outcome::Proven => Ok(true),
        Outcome::Code(tried) => must_be_right(tried, "moving.code").map(|()| false),
        Outcome::NoTries => Err(until_tomorrow(app, now)),
        Outcome::Evidence { tries_left } => {
            let mut problem = Problem::new(ErrorCode::EvidenceWrong, "what was given is not what is known").field("moving.evidence", FieldCode::Unknown);
            problem.tries_left = Some(tries_left);
            Err(problem.into())
        }
    }
}

/// The evidence, when it is of the kind that is asked for.
fn known(app: &App, volunteer: &Volunteer, evidence: Evidence, now: Timestamp) -> Result<Known, Failure> {
    match (evidence_kind(volunteer), evidence) {
        (EvidenceKind::IdCard, Evidence::IdCard { id_card }) => {
            let card = IdCard::parse(&id_card, app.zone.day_of(now)).map_err(|fault| Failure::field("moving.evidence.id_card", fault))?;
            Ok(Known::IdCard(app.keys.vault.index(Kind::IdCard, card.expose())))
        }
        (EvidenceKind::Name, Evidence::Name { name }) => Ok(Known::Name { fits: name.as_str() == volunteer.name }),
        _ => Err(Failure::field("moving.evidence.kind", FieldCode::Unknown)),
    }
}

/// The person's own phone number.
pub(super) fn phone_of(app: &App, volunteer: &Volunteer) -> Result<Phone, Failure> {
    app.keys.vault.open(Kind::Phone, &volunteer.phone_sealed)?.parse().map_err(|_| Failure::bug("a stored phone number is none"))
}
