//! `portal_demo_clock`: an hour can be served in a minute, in a demonstration only.

use crate::app::App;
use crate::http::{Answer, Call, Failure, Reply};
use domain::api::portal::AdvanceDemoClock;
use domain::problem::FieldCode;

/// Serves [`AdvanceDemoClock`].
pub async fn advance_demo_clock(app: App, call: Call<AdvanceDemoClock>) -> Answer<AdvanceDemoClock> {
    if !app.demo {
        return Err(Failure::not_found());
    }
    if !(1..=1440).contains(&call.body.minutes) {
        return Err(Failure::field("minutes", FieldCode::OutOfRange));
    }
    app.clock.advance_minutes(call.body.minutes);
    Ok(Reply::of(app.portal()))
}
