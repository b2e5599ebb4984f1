//! `attendance_rule`: a word about a scan, and the hours that follow from it.

use crate::app::App;
use crate::attendance;
use crate::http::{Answer, Call, Failure, Reply};
use crate::store::{audit, board};
use domain::api::Endpoint;
use domain::api::attendance::RuleScan;
use domain::attendance::may_settle;
use domain::check_in::Ruling;
use domain::problem::FieldCode;

/// Serves [`RuleScan`].
pub async fn rule(app: App, call: Call<RuleScan>) -> Answer<RuleScan> {
    let (place, now, ticket) = (call.path, call.now, call.ticket()?);
    let actor = super::settles(&app, &call.caller, place).await?;
    let request = call.body;
    let writing = app.clone();
    app.store
        .once(ticket, RuleScan::STATUS, move |tx| {
            Box::pin(async move {
                let Some((person, at)) = board::of_place(tx, place, request.device, request.scan).await? else { return Err(Failure::not_found()) };
                may_settle(person, actor).map_err(super::own_hand)?;
                let ruling = match request.shift {
                    None => Ruling::SetAside,
                    Some(shift) if board::is_held_at(tx, shift, place).await? => Ruling::Counts(shift),
                    Some(_) => return Err(Failure::field("shift", FieldCode::Unknown)),
                };
                let word = board::Word { id: writing.id(), device: request.device, scan: request.scan, ruling, actor, reason: request.reason.to_string(), at: now };
                board::rule(tx, &word).await?;
                attendance::read_again(&writing, tx, person, at, now).await?;
                let detail = format!("{place} {} {}", request.device, request.scan);
                audit::put(tx, &audit::Entry { id: writing.id(), at: now, actor, person: Some(person), what: RuleScan::NAME, detail }).await
            })
        })
        .await?;
    Ok(Reply::of(()))
}
