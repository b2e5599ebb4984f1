//! `sign_up_decide`: the team approves or declines a sign-up.

use crate::app::App;
use crate::handlers::activity::allowed;
use crate::http::{Answer, Call, Failure, Reply};
use crate::store::{audit, message, party, sign_up};
use crate::waitlist;
use domain::api::Endpoint;
use domain::api::message::MessageContent;
use domain::api::sign_up::DecideSignUp;
use domain::can::Action;
use domain::problem::FieldCode;
use domain::sign_up::{Ending, SignUpStatus, still_open};

/// Serves [`DecideSignUp`]. The place was held all the while, so approving cannot give one too many. A party is decided about as one, whoever of
/// it the team names.
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
                let named = sign_up::hold(tx, target).await?;
                let (target, held) = match named.party {
                    Some(party) => (party, sign_up::hold(tx, party).await?),
                    None => (target, named),
                };
                if held.status != SignUpStatus::Pending {
                    return Err(super::stands_otherwise());
                }
                let row = sign_up::shift(tx, held.shift).await?;
                still_open(row.time.start, &app.policy().sign_up, now)?;
                let people: Vec<_> = std::iter::once(held.person).chain(party::members(tx, target).await?.into_iter().map(|member| member.person)).collect();
                if decision.approve {
                    sign_up::become_status(tx, target, SignUpStatus::Confirmed, now).await?;
                    for person in people {
                        super::tell_confirmed(&app, tx, &row, person, SignUpStatus::Confirmed, now).await?;
                    }
                } else {
                    let reason = decision.reason.map(|reason| reason.to_string()).unwrap_or_default();
                    sign_up::end(tx, target, Ending::Declined, Some(&reason), now).await?;
                    let content = MessageContent::Declined { activity: id, title: row.title, reason };
                    for person in people {
                        message::put(tx, app.id(), person, now, &content).await?;
                    }
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
