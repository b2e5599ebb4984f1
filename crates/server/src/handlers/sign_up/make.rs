//! `sign_up_make`: takes a place in a shift, exactly once and never one too many.

use crate::app::App;
use crate::http::{Answer, Call, Failure, Reply};
use crate::store::{message, sign_up};
use domain::api::Endpoint;
use domain::api::message::MessageContent;
use domain::api::sign_up::MakeSignUp;
use domain::sign_up::{Refusal, SignUpStatus, eligibility};

/// Serves [`MakeSignUp`].
pub async fn make(app: App, call: Call<MakeSignUp>) -> Answer<MakeSignUp> {
    let (person, shift, now, ticket) = (call.caller.person()?, call.path, call.now, call.ticket()?);
    let (id, note) = (app.id(), app.id());
    let (policy, zone, store) = (app.policy().clone(), app.zone.clone(), app.store.clone());
    let made = store
        .once(ticket, MakeSignUp::STATUS, move |tx| {
            Box::pin(async move {
                sign_up::hold_person(tx, person).await?;
                let row = sign_up::shift(tx, shift).await?;
                let applicant = sign_up::applicant(tx, person, now).await?;
                let standing = sign_up::standing(tx, person, shift, row.time).await?;
                eligibility(super::facts(&row), Some(&applicant), Some(&standing), &policy, &zone, now)?;
                // The rule looked at a number that may be old by now; this write does not.
                if !sign_up::take_place(tx, shift).await? {
                    return Err(Refusal::Full.into());
                }
                let kept = sign_up::confirm(tx, id, &row, person, now).await?.ok_or_else(|| Failure::from(Refusal::AlreadySignedUp))?;
                let content = MessageContent::SignedUp { activity: row.activity, title: row.title.clone(), place: row.place.clone(), time: row.time };
                message::put(tx, note, person, now, &content).await?;
                Ok(super::answer(row, kept, SignUpStatus::Confirmed, now))
            })
        })
        .await?;
    Ok(Reply::of(made))
}
