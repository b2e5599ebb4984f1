//! `attendance_enter`: a record by hand, which waits for a second person.

use crate::app::App;
use crate::http::{Answer, Call, Failure, Reply};
use crate::store::{audit, board, entry, scan};
use domain::api::Endpoint;
use domain::api::attendance::EnterRecord;
use domain::attendance::{check_entered, may_settle};
use domain::ids::EntryId;
use domain::problem::FieldCode;

/// Serves [`EnterRecord`].
pub async fn enter(app: App, call: Call<EnterRecord>) -> Answer<EnterRecord> {
    let (place, now, ticket) = (call.path, call.now, call.ticket()?);
    let actor = super::settles(&app, &call.caller, place).await?;
    let draft = call.body;
    check_entered(draft.time, now).map_err(|code| Failure::field("time", code))?;
    let writing = app.clone();
    let made = app
        .store
        .once(ticket, EnterRecord::STATUS, move |tx| {
            Box::pin(async move {
                let Some((person, _)) = scan::volunteer(tx, draft.number).await? else { return Err(Failure::field("number", FieldCode::Unknown)) };
                may_settle(person, actor).map_err(super::own_hand)?;
                if !board::is_held_at(tx, draft.shift, place).await? {
                    return Err(Failure::field("shift", FieldCode::Unknown));
                }
                let id = writing.id();
                let new = entry::NewEntry { id, shift: draft.shift, person, time: draft.time, reason: draft.reason.to_string(), entered_by: actor, entered_at: now };
                entry::put(tx, &new).await?;
                let detail = EntryId::from_raw(id).to_string();
                audit::put(tx, &audit::Entry { id: writing.id(), at: now, actor, person: Some(person), what: EnterRecord::NAME, detail }).await?;
                entry::find(tx, EntryId::from_raw(id)).await?.ok_or_else(|| Failure::bug("an entry that was just made is not there"))
            })
        })
        .await?;
    Ok(Reply::of(made))
}
