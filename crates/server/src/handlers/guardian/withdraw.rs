//! `guardian_withdraw`: a guardian withdraws what was agreed to for a minor.

use crate::app::App;
use crate::handlers::sign_up::give_up;
use crate::http::{Answer, Call, Failure, Reply};
use crate::store::{audit, guardian, sign_up};
use domain::api::Endpoint;
use domain::api::guardian::WithdrawAgreement;
use domain::sign_up::Ending;

/// Serves [`WithdrawAgreement`]. Without any guardian who agrees the minor takes part in nothing to come.
pub async fn withdraw(app: App, call: Call<WithdrawAgreement>) -> Answer<WithdrawAgreement> {
    let (actor, minor, now) = (call.caller.person()?, call.path, call.now);
    let store = app.store.clone();
    store
        .write(move |tx| {
            Box::pin(async move {
                sign_up::hold_person(tx, minor).await?;
                if !guardian::withdraw(tx, minor, actor, now).await? {
                    return Err(Failure::not_found());
                }
                audit::put(tx, &audit::Entry { id: app.id(), at: now, actor, person: Some(minor), what: WithdrawAgreement::NAME, detail: String::new() }).await?;
                if guardian::has_agreed(tx, minor).await? {
                    return Ok(());
                }
                for target in guardian::open_sign_ups(tx, minor, now).await? {
                    let held = sign_up::hold(tx, target).await?;
                    if held.status.is_open() {
                        give_up(&app, tx, target, held, Ending::Withdrawn, now).await?;
                    }
                }
                Ok(())
            })
        })
        .await?;
    Ok(Reply::of(()))
}
