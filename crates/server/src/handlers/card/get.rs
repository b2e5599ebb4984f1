//! `card_get`: what the card's screen shows.

use super::{evidence_kind, paper};
use crate::app::App;
use crate::http::{Answer, Call, Reply};
use crate::store::card::{self, Form};
use crate::store::person;
use domain::api::card::{CardPhone, GetMyCard, MyCard};
use domain::star;

/// Serves [`GetMyCard`].
pub async fn get(app: App, call: Call<GetMyCard>) -> Answer<GetMyCard> {
    let (person, session) = (call.caller.person()?, call.caller.session);
    let volunteer = person::volunteer(app.store.read(), person).await?;
    let mut connection = app.store.read().acquire().await?;
    let phone = card::live(&mut connection, person, Form::Phone).await?;
    let paper = card::live(&mut connection, person, Form::Paper).await?;
    Ok(Reply::of(MyCard {
        number: volunteer.number,
        star: star::progress(volunteer.credited_minutes, &app.policy().stars).star,
        team: card::team_of(&mut connection, person, call.now).await?,
        phone: phone.map(|card| CardPhone { key: card.key, class: card.class, here: card.session.is_some() && card.session == session, device: card.device, enrolled_at: card.enrolled_at }),
        paper: paper.map(|card| paper::shown(&card)).transpose()?,
        evidence: evidence_kind(&volunteer),
        name: volunteer.name,
    }))
}
