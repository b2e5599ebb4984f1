//! Activities: finding, reading, making, changing, reviewing, publishing, calling off.

mod cancel;
mod change;
mod changes;
mod drop_template;
mod export;
mod get;
mod keep_template;
mod list;
mod make;
mod managed;
mod message;
mod publish;
mod review;
mod roster;
mod similar;
mod standing;
mod templates;

pub use cancel::cancel;
pub use change::change;
pub use changes::changes;
pub use drop_template::drop_template;
pub use export::export;
pub use get::{get, public};
pub use keep_template::keep_template;
pub use list::{list, listed};
pub use make::make;
pub use managed::managed;
pub use message::message;
pub use publish::publish;
pub use review::review;
pub use roster::roster;
pub use similar::similar;
pub use standing::standing;
pub use templates::templates;

use crate::app::App;
use crate::http::{Caller, Failure};
use crate::store::activity::{self, Known};
use crate::store::station;
use domain::activity::{ActivityDetail, ActivityDraft, ChangeFault, check_draft};
use domain::can::Action;
use domain::ids::ActivityId;
use domain::problem::{ErrorCode, FieldCode};
use sqlx::AnyConnection;

/// The activity, when the caller may do `action` with it. What the public does not see looks like nothing to others.
pub(super) async fn allowed(app: &App, caller: &Caller, id: ActivityId, action: Action) -> Result<Known, Failure> {
    let known = activity::find(app.store.read(), id).await?.ok_or_else(Failure::not_found)?;
    match caller.may(action, &known.facts) {
        Ok(()) => Ok(known),
        Err(_) if !known.status.is_public() => Err(Failure::not_found()),
        Err(denied) => Err(denied),
    }
}

/// The activity, when the caller may read it, and whether they manage it.
async fn readable(app: &App, caller: &Caller, id: ActivityId) -> Result<(Known, bool), Failure> {
    let known = activity::find(app.store.read(), id).await?.ok_or_else(Failure::not_found)?;
    let manages = caller.may(Action::ManageActivities, &known.facts).is_ok();
    if !known.status.is_public() && !manages {
        return Err(Failure::not_found());
    }
    Ok((known, manages))
}

/// The whole activity, with the names of its divisions.
async fn detail(app: &App, connection: &mut AnyConnection, id: ActivityId) -> Result<ActivityDetail, Failure> {
    let mut detail = activity::detail(connection, id).await?;
    detail.division_path = app.city.division_path(&detail.division);
    Ok(detail)
}

/// Checks a draft for itself: its form, and that what it names is there.
async fn check_whole(app: &App, draft: &ActivityDraft) -> Result<(), Failure> {
    check_draft(draft)?;
    if draft.terms.requirements.unknown_qualification(app.policy()).is_some() {
        return Err(Failure::field("draft.terms.requirements.qualifications", FieldCode::Unknown));
    }
    if app.city.division_name(&draft.division).is_none() {
        return Err(Failure::field("draft.division", FieldCode::Unknown));
    }
    if let Some(station) = draft.station {
        station::find(app.store.read(), station).await?.ok_or_else(|| Failure::field("draft.station", FieldCode::Unknown))?;
    }
    Ok(())
}

/// The answer to a change that the rules do not allow: the fault, at its field.
fn faulty(ChangeFault { field, fault }: ChangeFault) -> Failure {
    match Failure::from(fault) {
        Failure::Told(problem) => problem.field(field, FieldCode::OutOfRange).into(),
        ours @ Failure::Ours(_) => ours,
    }
}

/// The answer to whoever wants something of an activity that stands otherwise.
fn stands_otherwise() -> Failure {
    Failure::of(ErrorCode::WrongStatus, "the activity does not stand so that this could be done")
}

/// The answer to whoever changes what somebody else has changed since.
fn changed_meanwhile() -> Failure {
    Failure::of(ErrorCode::ChangedMeanwhile, "the activity was changed since it was read")
}
