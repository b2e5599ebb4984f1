//! What happens without anybody asking, at fixed intervals. Nothing here lives in memory only:
//! whatever is due stands in the database, so a restart loses nothing.

use crate::app::App;
use crate::attendance::forgotten_status;
use crate::http::Failure;
use crate::store::{card, kiosk, message, record, sign_up, sms_code, waitlist as line};
use crate::waitlist;
use domain::api::message::MessageContent;
use std::time::Duration;

const EVERY: Duration = Duration::from_secs(20);
/// Records, and waiting lists, settled in one go; the rest waits for the next.
const TOGETHER: i64 = 200;
/// Answers kept for repeated requests, codes of text messages and counts kept for daily limits, and
/// enrolment codes kept to tell one that is over from one that never was.
const KEPT_DAYS: i64 = 2;
/// For so long a server that settles a waiting list has it for itself; if it stops half-way, another takes the list after.
const LEASE_SECONDS: i64 = 60;

/// Works until the server stops.
pub async fn run(app: App) {
    let mut tick = tokio::time::interval(EVERY);
    loop {
        tick.tick().await;
        app.limits.tidy();
        match app.keys.reload() {
            Ok(true) => {
                app.statuses.changed();
                tracing::info!("the keys that sign volunteer cards have changed");
            }
            Ok(false) => {}
            Err(fault) => tracing::warn!(cause = format!("{fault:#}"), "the key file was changed, but is not taken over"),
        }
        for (what, done) in [
            ("forgotten check-outs", settle_forgotten(&app).await),
            ("waiting lists", settle_lines(&app).await),
            ("old codes and answers", forget(&app).await),
        ] {
            if let Err(failure) = done {
                tracing::warn!(what, problem = failure.into_problem().title, "a job did not finish and is tried again");
            }
        }
    }
}

/// Settles records whose check-out was forgotten and tells their people.
///
/// # Errors
/// Of the database.
pub async fn settle_forgotten(app: &App) -> Result<(), Failure> {
    let now = app.now();
    let status = forgotten_status(app.policy());
    for (id, person, activity, title) in record::overdue(app.store.read(), now, TOGETHER).await? {
        let note = app.id();
        app.store
            .write(move |tx| {
                Box::pin(async move {
                    // A late scan may have closed it in the meantime.
                    if record::forgotten(tx, id, status).await? {
                        message::put(tx, note, person, now, &MessageContent::CheckOutForgotten { activity, title }).await?;
                    }
                    Ok(())
                })
            })
            .await?;
    }
    Ok(())
}

/// Settles waiting lists on which something is due: offers that are over, places that became free otherwise than by giving
/// back, the close of sign-up. Each list is leased first, so that of several servers one does it.
///
/// # Errors
/// Of the database.
pub async fn settle_lines(app: &App) -> Result<(), Failure> {
    let now = app.now();
    let closed = now.plus_minutes(app.policy().sign_up.closes_minutes_before_start.into());
    for shift in line::due(app.store.read(), now, closed, TOGETHER).await? {
        let until = now.plus_seconds(LEASE_SECONDS);
        if !app.store.write(move |tx| Box::pin(async move { line::lease(tx, shift, now, until).await })).await? {
            continue;
        }
        let app = app.clone();
        let store = app.store.clone();
        store
            .write(move |tx| {
                Box::pin(async move {
                    sign_up::hold_shift(tx, shift).await?;
                    waitlist::settle(&app, tx, shift, now).await?;
                    line::release(tx, shift).await
                })
            })
            .await?;
    }
    Ok(())
}

/// Forgets what nobody needs any more.
///
/// # Errors
/// Of the database.
pub async fn forget(app: &App) -> Result<(), Failure> {
    let before = app.now().plus_minutes(-KEPT_DAYS * 24 * 60);
    let day = app.zone.day_of(before);
    app.store
        .write(move |tx| {
            Box::pin(async move {
                sms_code::forget(tx, before).await?;
                kiosk::forget_codes(tx, before).await?;
                card::forget_counts(tx, day).await?;
                sqlx::query("DELETE FROM idempotency WHERE at < $1").bind(before.unix_ms()).execute(tx).await?;
                Ok(())
            })
        })
        .await
}
