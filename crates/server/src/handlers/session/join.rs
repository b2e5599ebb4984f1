//! `session_join`: a volunteer is made.

use super::{fresh_session, ticket};
use crate::app::App;
use crate::entropy;
use crate::http::{Answer, Call, Failure, Reply};
use crate::store::{message, person, session};
use crate::vault::Kind;
use domain::api::message::MessageContent;
use domain::api::session::{Join, PRIVACY_NOTICE};
use domain::problem::FieldCode;

/// Serves [`Join`]. A ticket used twice, or from two tabs, leads to the one account of its phone.
pub async fn join(app: App, call: Call<Join>) -> Answer<Join> {
    let now = call.now;
    let phone = ticket::read(&app, &call.body.ticket, now)?;
    if call.body.consent != PRIVACY_NOTICE {
        return Err(Failure::field("consent", FieldCode::Unknown));
    }
    if call.body.division.as_ref().is_some_and(|code| app.city.division_name(code).is_none()) {
        return Err(Failure::field("division", FieldCode::Unknown));
    }
    let mut new = person::NewVolunteer {
        id: app.id(),
        number: entropy::volunteer_number(),
        name: call.body.name.clone(),
        phone: app.keys.vault.seal(Kind::Phone, phone.expose())?,
        division: call.body.division.clone(),
        consent: call.body.consent.clone(),
        now,
    };
    // Two in 21 billion numbers meet rarely; looking first keeps the write free of SQL errors.
    while person::number_is_taken(app.store.read(), new.number).await? {
        new.number = entropy::volunteer_number();
    }
    let (fresh, cookie) = fresh_session(&app, domain::ids::PersonId::from_raw(new.id), &call.device, now);
    let welcome = app.id();
    let made = app
        .store
        .write(move |tx| {
            Box::pin(async move {
                let person = person::join(tx, &new).await?;
                session::open(tx, &session::NewSession { person, ..fresh }).await?;
                if person.raw() == new.id {
                    message::put(tx, welcome, person, now, &MessageContent::Welcome).await?;
                }
                Ok(person)
            })
        })
        .await?;
    Ok(Reply::of(person::logged_in(app.store.read(), made).await?).with_cookie(cookie))
}
