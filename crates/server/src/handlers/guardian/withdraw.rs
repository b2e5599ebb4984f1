//! `guardian_withdraw`: a guardian withdraws what was agreed to for a minor.

use crate::app::App;
use crate::handlers::sign_up::{Going, leave};
use crate::http::{Answer, Call, Failure, Reply};
use crate::store::{audit, guardian, party, sign_up};
use domain::api::Endpoint;
use domain::api::guardian::WithdrawAgreement;
use domain::guardian::accompanied;
use domain::sign_up::Ending;

/// Serves [`WithdrawAgreement`]. Without any guardian who agrees the minor takes part in nothing to come, and a child in nothing where none comes along.
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
                let another = guardian::has_agreed(tx, minor).await?;
                let birth = guardian::person(tx, minor).await?.birth;
                for target in guardian::open_sign_ups(tx, minor, now).await? {
                    let mut held = sign_up::hold(tx, target).await?;
                    if !held.status.is_open() {
                        continue;
                    }
                    // Who agrees no more brings nobody.
                    if let Some(party) = held.party
                        && sign_up::hold(tx, party).await?.person == actor
                    {
                        party::part(tx, target).await?;
                        (held.party, held.places) = (None, 1);
                    }
                    let day = app.zone.day_of(sign_up::shift(tx, held.shift).await?.time.start);
                    let alone = birth.is_some_and(|birth| accompanied(birth, day, &app.policy().minors)) && !guardian::comes(tx, minor, held.shift).await?;
                    if !another || alone {
                        leave(&app, tx, target, held, Going::Alone, Ending::Withdrawn, now).await?;
                    }
                }
                Ok(())
            })
        })
        .await?;
    Ok(Reply::of(()))
}
