//! What happens without anybody asking, at fixed intervals. Nothing here lives in memory only:
//! whatever is due stands in the database, so a restart loses nothing.

use crate::app::App;
use crate::attendance::forgotten_status;
use crate::http::Failure;
use crate::store::reminder::{self, Lead};
use crate::store::{card, delivery, kiosk, message, record, sign_up, sms_code, waitlist as line};
use crate::waitlist;
use domain::api::message::MessageContent;
use domain::notice::reminders;
use std::time::Duration;

const EVERY: Duration = Duration::from_secs(20);
/// Records, and waiting lists, settled in one go; the rest waits for the next.
const TOGETHER: i64 = 200;
/// Answers kept for repeated requests, codes of text messages and counts kept for daily limits, and
/// enrolment codes kept to tell one that is over from one that never was.
const KEPT_DAYS: i64 = 2;
/// Deliveries that ended, kept to tell what became of a message.
const DELIVERIES_DAYS: i64 = 30;
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
            ("reminders", remind(&app).await),
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

/// Reminds people of shifts that come near. Each reminder is written down in the transaction of its message, so that of several
/// servers one gives it, and once.
///
/// # Errors
/// Of the database.
pub async fn remind(app: &App) -> Result<(), Failure> {
    let now = app.now();
    for (from, until) in reminders(&app.policy().notices) {
        let lead = Lead { from, until };
        loop {
            let due = reminder::due(app.store.read(), lead, now, TOGETHER).await?;
            if due.is_empty() {
                break;
            }
            let notes = app.ids.block(now, u32::try_from(due.len()).unwrap_or(0));
            app.store
                .write(move |tx| {
                    Box::pin(async move {
                        for (note, one) in (notes..).zip(due) {
                            if reminder::give(tx, &one, lead).await? {
                                let content = MessageContent::ShiftComing { activity: one.activity, title: one.title, place: one.place, time: one.time };
                                message::put(tx, note, one.person, now, &content).await?;
                            }
                        }
                        Ok(())
                    })
                })
                .await?;
        }
    }
    Ok(())
}

/// Forgets what nobody needs any more.
///
/// # Errors
/// Of the database.
pub async fn forget(app: &App) -> Result<(), Failure> {
    let before = app.now().plus_minutes(-KEPT_DAYS * 24 * 60);
    let (day, delivered) = (app.zone.day_of(before), app.now().plus_minutes(-DELIVERIES_DAYS * 24 * 60));
    app.store
        .write(move |tx| {
            Box::pin(async move {
                sms_code::forget(tx, before).await?;
                kiosk::forget_codes(tx, before).await?;
                card::forget_counts(tx, day).await?;
                delivery::forget(tx, delivered).await?;
                sqlx::query("DELETE FROM idempotency WHERE at < $1").bind(before.unix_ms()).execute(tx).await?;
                Ok(())
            })
        })
        .await
}
