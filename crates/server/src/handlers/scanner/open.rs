//! `scanner_open`: a leader's browser becomes a scanner of the activity.

use crate::app::App;
use crate::handlers::activity::allowed;
use crate::http::{Answer, Call, Failure, Reply};
use crate::store::{audit, scanner};
use domain::api::Endpoint;
use domain::api::scanner::OpenScanner;
use domain::can::Action;
use domain::ids::DeviceId;
use domain::problem::ErrorCode;

/// Scanners that one person makes for one activity within [`LIMIT_MINUTES`]: browsers that keep nothing make one each time.
const MOST_OPENED: u32 = 40;
/// How far back they are counted.
const LIMIT_MINUTES: i64 = 24 * 60;

/// Serves [`OpenScanner`].
pub async fn open(app: App, call: Call<OpenScanner>) -> Answer<OpenScanner> {
    let (activity, now) = (call.path, call.now);
    let known = allowed(&app, &call.caller, activity, Action::ManageActivities).await?;
    let actor = call.caller.person()?;
    let own = match call.body.device {
        Some(device) => scanner::opener(app.store.read(), activity, device).await?.filter(|opened_by| *opened_by == actor).map(|_| device),
        None => None,
    };
    let device = match own {
        Some(device) => device,
        None => {
            let device = DeviceId::from_raw(app.id());
            let entry = audit::Entry { id: app.id(), at: now, actor, person: None, what: OpenScanner::NAME, detail: device.to_string() };
            app.store
                .write(move |tx| {
                    Box::pin(async move {
                        if scanner::opened_since(tx, activity, actor, now.plus_minutes(-LIMIT_MINUTES)).await? >= MOST_OPENED {
                            return Err(Failure::of(ErrorCode::TooManyRequests, "too many scanners were opened for the activity"));
                        }
                        scanner::put(tx, device, activity, actor, now).await?;
                        audit::put(tx, &entry).await
                    })
                })
                .await?;
            device
        }
    };
    Ok(Reply::of(super::state(&app, actor, device, activity, known.title, now).await?))
}
