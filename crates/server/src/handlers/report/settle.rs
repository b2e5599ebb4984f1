//! `report_settle`: somebody of the division answers a report.

use crate::app::App;
use crate::handlers::activity::allowed;
use crate::http::{Answer, Call, Failure, Reply};
use crate::store::{audit, message, report};
use domain::api::Endpoint;
use domain::api::message::MessageContent;
use domain::api::report::SettleReport;
use domain::can::Action;

/// Serves [`SettleReport`]. The first answer counts.
pub async fn settle(app: App, call: Call<SettleReport>) -> Answer<SettleReport> {
    let (actor, target, now, ticket) = (call.caller.person()?, call.path, call.now, call.ticket()?);
    let activity = report::activity_of(app.store.read(), target).await?.ok_or_else(Failure::not_found)?;
    allowed(&app, &call.caller, activity, Action::SettleReports).await?;
    let answer = call.body.answer.to_string();
    let store = app.store.clone();
    store
        .once(ticket, SettleReport::STATUS, move |tx| {
            Box::pin(async move {
                let (reporter, title) = report::settle(tx, target, actor, &answer, now).await?.ok_or_else(Failure::not_found)?;
                message::put(tx, app.id(), reporter, now, &MessageContent::ReportSettled { activity, title, answer }).await?;
                let entry = audit::Entry { id: app.id(), at: now, actor, person: Some(reporter), what: SettleReport::NAME, detail: target.to_string() };
                audit::put(tx, &entry).await
            })
        })
        .await?;
    Ok(Reply::of(()))
}
