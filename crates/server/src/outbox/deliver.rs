//! Trying deliveries whose time has come.

use super::words::Letter;
use crate::app::App;
use crate::entropy;
use crate::http::{Failure, Language};
use crate::store::delivery::{self, Due, Outcome};
use crate::store::notice;
use crate::vault::Kind;
use domain::notice::{Channel, DeliveryFault, DeliveryState, next_try};
use domain::time::Timestamp;
use futures::stream::{self, StreamExt};

/// Deliveries looked for in one go, and of these tried at the same time.
const TOGETHER: i64 = 100;
const AT_ONCE: usize = 8;
/// Longer than any gateway may take; if a server stops half-way, another takes the delivery after.
const LEASE_SECONDS: i64 = 120;

/// Tries all deliveries that are due.
///
/// # Errors
/// Of the database.
pub async fn deliver(app: &App) -> Result<(), Failure> {
    loop {
        let now = app.now();
        let batch = delivery::due(app.store.read(), now, TOGETHER).await?;
        if batch.is_empty() {
            return Ok(());
        }
        let tries = batch.into_iter().map(|due| {
            let app = app.clone();
            async move { one(&app, due, now).await }
        });
        let tried: Vec<Result<(), Failure>> = stream::iter(tries).buffer_unordered(AT_ONCE).collect().await;
        tried.into_iter().collect::<Result<(), Failure>>()?;
    }
}

async fn one(app: &App, due: Due, now: Timestamp) -> Result<(), Failure> {
    let (held, until) = (due.clone(), now.plus_seconds(LEASE_SECONDS));
    if !app.store.write(move |tx| Box::pin(async move { delivery::lease(tx, &held, now, until).await })).await? {
        return Ok(());
    }
    let tried = attempt(app, &due, now).await?;
    let outcome = outcome(app, &due, tried, now).await?;
    if let Some(fault) = outcome.fault {
        tracing::warn!(channel = ?due.channel, ?fault, state = ?outcome.state, attempts = due.attempts + 1, "a message did not go out");
    }
    app.store.write(move |tx| Box::pin(async move { delivery::settle(tx, &due, outcome, now).await })).await
}

/// What follows from a try. Only what may pass is tried again, and no more than the policy says.
async fn outcome(app: &App, due: &Due, tried: Result<(), DeliveryFault>, now: Timestamp) -> Result<Outcome, Failure> {
    let Err(fault) = tried else { return Ok(Outcome { state: DeliveryState::Sent, fault: None, next_at: now }) };
    let again = if fault == DeliveryFault::Unreachable { next_try(&app.policy().notices, due.attempts + 1, now) } else { None };
    Ok(match again {
        Some(at) => Outcome { state: DeliveryState::Failed, fault: Some(fault), next_at: super::leaves_at(app, due.person, &due.content, due.quiet, at).await? },
        None => Outcome { state: DeliveryState::GivenUp, fault: Some(fault), next_at: now },
    })
}

async fn attempt(app: &App, due: &Due, now: Timestamp) -> Result<Result<(), DeliveryFault>, Failure> {
    if due.over_at.is_some_and(|over_at| over_at <= now) {
        return Ok(Err(DeliveryFault::Over));
    }
    let portal = app.portal();
    let language = Language::tagged(due.language.tag()).unwrap_or(Language::Chinese);
    let Some(letter) = Letter::of(&due.content, &portal, language) else { return Ok(Err(DeliveryFault::Ended)) };
    match due.channel {
        Channel::Push => push(app, due, &letter, now).await,
        Channel::Sms => {
            let Some(sealed) = notice::phone(app.store.read(), due.person).await?.filter(|_| app.sms.sends_texts()) else { return Ok(Err(DeliveryFault::Ended)) };
            let phone = app.keys.vault.open(Kind::Phone, &sealed)?.parse().map_err(|_| Failure::bug("a stored phone number is none"))?;
            Ok(app.sms.send_text(&phone, &letter.line()).await)
        }
        Channel::Email => {
            let (Some(gateway), Some(sealed)) = (&app.mail, notice::email(app.store.read(), due.person).await?) else { return Ok(Err(DeliveryFault::Ended)) };
            let address = app.keys.vault.open(Kind::Email, &sealed)?.parse().map_err(|_| Failure::bug("a stored e-mail address is none"))?;
            Ok(gateway.send(&address, &letter.title, &letter.text).await)
        }
    }
}

/// Tells all of the person's browsers. One that took it is enough: the others are not told twice for it.
async fn push(app: &App, due: &Due, letter: &Letter, now: Timestamp) -> Result<Result<(), DeliveryFault>, Failure> {
    let Some(gateway) = &app.push else { return Ok(Err(DeliveryFault::Ended)) };
    let mut told = Err(DeliveryFault::Ended);
    for browser in notice::browsers(app.store.read(), due.person).await? {
        match gateway.send(&browser, &letter.notification(due.message), now).await {
            Ok(()) => told = Ok(()),
            Err(DeliveryFault::Gone) => {
                let (person, hash) = (due.person, entropy::token_hash(browser.endpoint.expose()));
                app.store.write(move |tx| Box::pin(async move { notice::forget_browser(tx, person, hash).await })).await?;
                told = told.or(Err(DeliveryFault::Gone));
            }
            Err(fault) => told = told.or(Err(fault)),
        }
    }
    Ok(told)
}
