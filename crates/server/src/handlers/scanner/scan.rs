//! `scanner_scan`: a leader's scans and ticks become check-ins and check-outs.

use crate::app::App;
use crate::handlers::activity::allowed;
use crate::handlers::kiosk::{Hands, Taker, deliver};
use crate::http::{Answer, Call, Failure, Reply};
use crate::store::{audit, scan, scanner};
use domain::api::Endpoint;
use domain::api::kiosk::ScanAnswers;
use domain::api::scanner::SendScannerScans;
use domain::can::Action;
use domain::check_in::Place;

/// Serves [`SendScannerScans`]. Whoever may take scans for the activity may bring those of any of its scanners: the right that counts is
/// the one that there is when they come.
pub async fn scan(app: App, call: Call<SendScannerScans>) -> Answer<SendScannerScans> {
    let ((activity, device), now) = (call.path, call.now);
    allowed(&app, &call.caller, activity, Action::ManageActivities).await?;
    let bringer = call.caller.person()?;
    let holder = scanner::opener(app.store.read(), activity, device).await?.ok_or_else(Failure::not_found)?;
    if bringer != holder {
        let entry = audit::Entry { id: app.id(), at: now, actor: bringer, person: None, what: SendScannerScans::NAME, detail: device.to_string() };
        app.store.write(move |tx| Box::pin(async move { audit::put(tx, &entry).await })).await?;
    }
    let place = Place::Activity(activity);
    let answers = deliver(&app, Taker { device, place, hands: Some(Hands { holder, bringer }) }, call.body.scans, now).await?;
    Ok(Reply::of(ScanAnswers { answers, present: scan::present(app.store.read(), place, now).await? }))
}
