//! `sign_up_companions`: some companions do not come; the others do.

use crate::app::App;
use crate::http::{Answer, Call, Failure, Reply};
use crate::store::{joining, sign_up};
use crate::waitlist;
use domain::api::sign_up::ChangeCompanions;
use domain::problem::{ErrorCode, FieldCode};
use domain::sign_up::SignUpStatus;

/// Serves [`ChangeCompanions`]. Places of those who do not come go to the next in line; a group that waits may fit sooner.
pub async fn companions(app: App, call: Call<ChangeCompanions>) -> Answer<ChangeCompanions> {
    let (person, target, now, still) = (call.caller.person()?, call.path, call.now, call.body.companions);
    let store = app.store.clone();
    let changed = store
        .write(move |tx| {
            Box::pin(async move {
                let held = sign_up::hold_own(tx, target, person).await?;
                if !held.status.is_open() {
                    return Err(super::stands_otherwise());
                }
                if now >= sign_up::shift(tx, held.shift).await?.time.start {
                    return Err(Failure::of(ErrorCode::CancelTooLate, "the shift has begun"));
                }
                let mut said = joining::of(tx, target).await?;
                let before = said.places();
                // Whoever is named twice is counted twice.
                let mut rest = said.companions.clone();
                for one in &still {
                    let at = rest.iter().position(|other| other == one).ok_or_else(|| Failure::field("companions", FieldCode::Unknown))?;
                    rest.remove(at);
                }
                said.companions = still;
                let given_back = before.saturating_sub(said.places());
                if given_back > 0 {
                    joining::keep(tx, target, &said, given_back, now).await?;
                    match held.status {
                        SignUpStatus::Waitlisted => waitlist::settle(&app, tx, held.shift, now).await?,
                        _ => waitlist::give_back(&app, tx, held.shift, given_back, now).await?,
                    }
                }
                super::shown(&app, tx, target, person, now).await
            })
        })
        .await?;
    Ok(Reply::of(changed))
}
