//! `sign_up_decide`: the team approves or declines a sign-up.

use crate::app::App;
use crate::handlers::activity::allowed;
use crate::http::{Answer, Call, Failure, Reply};
use crate::store::{audit, message, sign_up};
use crate::waitlist;
use domain::api::Endpoint;
use domain::api::message::MessageContent;
use domain::api::sign_up::DecideSignUp;
use domain::can::Action;
use domain::problem::FieldCode;
use domain::sign_up::{Ending, Refusal, SignUpStatus};

/// Serves [`DecideSignUp`]. The place was held all the while, so approving cannot give one too many.
pub async fn decide(app: App, call: Call<DecideSignUp>) -> Answer<DecideSignUp> {
    let (actor, target, now, ticket, decision) = (call.caller.person()?, call.path, call.now, call.ticket()?, call.body);
    let id = sign_up::activity_of(app.store.read(), target).await?.ok_or_else(Failure::not_found)?;
    allowed(&app, &call.caller, id, Action::ManageActivities).await?;
    if !decision.approve && decision.reason.is_none() {
        return Err(Failure::field("reason", FieldCode::Required));
    }
    let store = app.store.clone();
    store
        .once(ticket, DecideSignUp::STATUS, move |tx| {
            Box::pin(async move {
                let held = sign_up::hold(tx, target).await?;
                if held.status != SignUpStatus::Pending {
                    return Err(super::stands_otherwise());
                }
                let row = sign_up::shift(tx, held.shift).await?;
                let closed_at = app.policy().sign_up.closes_at(row.time.start);
                // The clock decides, whether or not anybody has ended the wait yet.
                if now >= closed_at {
                    return Err(Refusal::Closed { closed_at }.into());
                }
                if decision.approve {
                    sign_up::become_status(tx, target, SignUpStatus::Confirmed, now).await?;
                    super::tell_confirmed(&app, tx, &row, held.person, SignUpStatus::Confirmed, now).await?;
                } else {
                    let reason = decision.reason.map(|reason| reason.to_string()).unwrap_or_default();
                    sign_up::end(tx, target, Ending::Declined, Some(&reason), now).await?;
                    message::put(tx, app.id(), held.person, now, &MessageContent::Declined { activity: id, title: row.title, reason }).await?;
                    waitlist::give_back(&app, tx, held.shift, held.places, now).await?;
                    super::release_wards(&app, tx, held.person, held.shift, now).await?;
                }
                let entry = audit::Entry { id: app.id(), at: now, actor, person: Some(held.person), what: DecideSignUp::NAME, detail: target.to_string() };
                audit::put(tx, &entry).await
            })
        })
        .await?;
    Ok(Reply::of(()))
}
