//! `grant_give`: gives a role, inside the own scope only.

use crate::app::App;
use crate::http::{Answer, Call, Failure, Reply};
use crate::store::{audit, grant, message, person_search};
use domain::api::Endpoint;
use domain::api::message::MessageContent;
use domain::api::people::GiveGrant;
use domain::can::{Action, Grant};
use domain::problem::FieldCode;

/// Serves [`GiveGrant`]. A role the person has already is answered with, and told once.
pub async fn give(app: App, call: Call<GiveGrant>) -> Answer<GiveGrant> {
    let (actor, now, ticket, new) = (call.caller.person()?, call.now, call.ticket()?, call.body);
    let (facts, scope_name) = super::scope_of(&app, &new.role).await?.ok_or_else(|| Failure::field(super::scope_field(&new.role), FieldCode::Unknown))?;
    call.caller.may(Action::ManageGrants, &facts)?;
    if !person_search::exists(app.store.read(), new.person).await? {
        return Err(Failure::field("person", FieldCode::Unknown));
    }
    let (id, note) = (app.id(), app.id());
    let mut entry = audit::Entry { id: app.id(), at: now, actor, person: Some(new.person), what: GiveGrant::NAME, detail: String::new() };
    let given = app
        .store
        .once(ticket, GiveGrant::STATUS, move |tx| {
            Box::pin(async move {
                let kept = grant::give(tx, id, new.person, &new.role, Some(actor), now).await?;
                if kept.raw() == id {
                    message::put(tx, note, new.person, now, &MessageContent::RoleGiven { scope_name: scope_name.clone() }).await?;
                    entry.detail = kept.to_string();
                    audit::put(tx, &entry).await?;
                }
                Ok(Grant { id: kept, role: new.role, scope_name })
            })
        })
        .await?;
    Ok(Reply::of(given))
}
