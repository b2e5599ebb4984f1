//! `kiosk_enrol`: a browser becomes a kiosk.

use crate::app::App;
use crate::entropy;
use crate::http::{Answer, Call, CookieKind, Failure, Reply};
use crate::store::audit;
use crate::store::kiosk::{self, CodeUsed, NewKiosk};
use domain::api::Endpoint;
use domain::api::kiosk::EnrolKiosk;
use domain::ids::DeviceId;
use domain::problem::{ErrorCode, FieldCode, Problem};
use domain::volunteer::VolunteerNumber;

/// Serves [`EnrolKiosk`].
pub async fn enrol(app: App, call: Call<EnrolKiosk>) -> Answer<EnrolKiosk> {
    app.limits.guess(call.peer)?;
    let (now, name, public_key) = (call.now, call.body.name, call.body.public_key);
    let refused = |code, title| Failure::from(Problem::new(code, title).field("code", FieldCode::Unknown));
    let wrong = || refused(ErrorCode::CodeWrong, "there is no such code");
    // Typed as a volunteer number is: any case, in groups, O for 0.
    let code: VolunteerNumber = call.body.code.parse().map_err(|_| wrong())?;
    let hash = super::code_hash(&app, code.as_str());
    let (secret, token_hash) = entropy::token();
    let (device, audit_id) = (DeviceId::from_raw(app.id()), app.id());
    let used = app
        .store
        .write(move |tx| {
            Box::pin(async move {
                let used = kiosk::use_code(tx, &hash, now).await?;
                if let CodeUsed::Good { station, made_by } = used {
                    kiosk::enrol(tx, &NewKiosk { device, station, name, token_hash, public_key, now }).await?;
                    // Whoever made the code answers for the kiosk.
                    let entry = audit::Entry { id: audit_id, at: now, actor: made_by, person: None, what: EnrolKiosk::NAME, detail: device.to_string() };
                    audit::put(tx, &entry).await?;
                }
                Ok(used)
            })
        })
        .await?;
    match used {
        CodeUsed::Good { station, .. } => Ok(Reply::of(super::state(&app, device, station, now).await?).with_cookie(app.cookies.set(CookieKind::Kiosk, secret, super::COOKIE_DAYS))),
        CodeUsed::Gone => Err(refused(ErrorCode::CodeExpired, "the code's time is over, or it was used")),
        CodeUsed::Unknown => Err(wrong()),
    }
}
