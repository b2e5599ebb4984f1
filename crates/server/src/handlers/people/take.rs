//! `grant_take`: takes a role away, inside the own scope only.

use crate::app::App;
use crate::http::{Answer, Call, Failure, Reply};
use crate::store::{audit, grant};
use domain::api::Endpoint;
use domain::api::people::TakeGrant;
use domain::can::{Action, Facts};

/// Serves [`TakeGrant`]. It holds from the person's next request on: roles are read for each.
pub async fn take(app: App, call: Call<TakeGrant>) -> Answer<TakeGrant> {
    let (actor, now, id) = (call.caller.person()?, call.now, call.path);
    let (person, role) = grant::find(app.store.read(), id).await?.ok_or_else(Failure::not_found)?;
    // A place that is gone lies in nobody's scope.
    let facts = super::scope_of(&app, &role).await?.map_or_else(Facts::default, |(facts, _)| facts);
    call.caller.may(Action::ManageGrants, &facts)?;
    let entry = audit::Entry { id: app.id(), at: now, actor, person: Some(person), what: TakeGrant::NAME, detail: id.to_string() };
    app.store
        .write(move |tx| {
            Box::pin(async move {
                grant::take(tx, id).await?;
                audit::put(tx, &entry).await
            })
        })
        .await?;
    Ok(Reply::of(()))
}
