//! `card_paper`: a card to print, for oneself.

use super::{Holding, counted, entry, issue};
use crate::app::App;
use crate::http::{Answer, Call, Failure, Reply};
use crate::store::card::{self, Card, Counted, Form, Reason};
use crate::store::person::{self, Volunteer};
use crate::store::{audit, sign_up};
use domain::api::Endpoint;
use domain::api::card::{MakePaper, PaperCard};
use domain::credential::{Class, Credential, Presentation};
use domain::ids::PersonId;
use domain::time::Timestamp;

/// Cards on paper that can be made for one person in a day.
const MOST_PAPER: u8 = 10;

/// Serves [`MakePaper`].
pub async fn paper(app: App, call: Call<MakePaper>) -> Answer<MakePaper> {
    let person = call.caller.person()?;
    let volunteer = person::volunteer(app.store.read(), person).await?;
    Ok(Reply::of(make(&app, volunteer, person, MakePaper::NAME, call.now).await?))
}

/// Makes a card on paper for `volunteer`; the former one is revoked.
pub(super) async fn make(app: &App, volunteer: Volunteer, actor: PersonId, what: &'static str, now: Timestamp) -> Result<PaperCard, Failure> {
    let inner = app.clone();
    let made = app
        .store
        .write(move |tx| {
            Box::pin(async move {
                let app = inner;
                sign_up::hold_person(tx, volunteer.id).await?;
                counted(tx, &app, volunteer.id, Counted::Paper, MOST_PAPER, now).await?;
                if let Some(old) = card::live(tx, volunteer.id, Form::Paper).await? {
                    card::revoke(tx, old.place, Reason::Renewed, now).await?;
                }
                let place = card::next_place(tx).await?;
                let expires_at = now.plus_minutes(i64::from(app.policy().card.paper_days) * 24 * 60);
                let credential = issue(&app, &volunteer, Holding { place, class: Class::Printed, key: None, expires_at }, now)?;
                let card = Card {
                    place,
                    person: volunteer.id,
                    class: Class::Printed,
                    key: None,
                    session: None,
                    device: String::new(),
                    enrolled_at: now,
                    issued_at: credential.claims.issued_at,
                    expires_at: credential.claims.expires_at,
                    credential: credential.write(),
                };
                card::put(tx, &card).await?;
                audit::put(tx, &entry(&app, now, actor, volunteer.id, what, place)).await?;
                Ok(card)
            })
        })
        .await?;
    app.statuses.changed();
    shown(&made)
}

/// What is printed: what its credential says, so that paper and code agree.
pub(super) fn shown(card: &Card) -> Result<PaperCard, Failure> {
    let claims = Credential::read(&card.credential).map_err(|_| Failure::bug("a stored credential is none"))?.claims;
    Ok(PaperCard {
        text: Presentation::paper(&card.credential),
        number: claims.number,
        name: claims.name,
        star: claims.star,
        issued_at: claims.issued_at,
        expires_at: claims.expires_at,
    })
}
