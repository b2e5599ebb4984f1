//! `card_enrol`: the card comes to the phone that asks.

use super::on_phone::{self, Wanted};
use super::{credential_ends, issued, moving};
use crate::app::App;
use crate::http::{Answer, Call, Failure, Reply};
use crate::store::person;
use domain::api::Endpoint;
use domain::api::card::EnrolPhone;
use domain::credential::{Class, Slot, enrolment_message, es256};
use domain::problem::{ErrorCode, FieldCode};

/// Slots that the phone's clock may stand beside the server's: 90 seconds. A phone further off
/// would make proofs that nobody accepts.
const SLOTS_OFF: i64 = 6;

/// Serves [`EnrolPhone`]. The phone that has the card already is only given a fresh credential.
pub async fn enrol(app: App, call: Call<EnrolPhone>) -> Answer<EnrolPhone> {
    let (now, body) = (call.now, call.body);
    if body.slot.after(Slot::at(now)).abs() > SLOTS_OFF {
        return Err(Failure::of(ErrorCode::ClockOff, "the phone's clock stands more than 90 seconds from the server's"));
    }
    let volunteer = person::volunteer(app.store.read(), call.caller.person()?).await?;
    if !es256::holds(&body.key, &enrolment_message(volunteer.number, body.slot, &body.key), &body.proof) {
        return Err(Failure::field("proof", FieldCode::Format));
    }
    let wanted = Wanted { class: Class::Device, key: body.key, session: call.caller.session, device: call.device, expires_at: credential_ends(&app, now), what: EnrolPhone::NAME };
    let proven = moving::prove(&app, &volunteer, &wanted, body.moving, call.peer, now).await?;
    let card = on_phone::put(&app, volunteer, wanted, proven, now).await?;
    Ok(Reply::of(issued(&card)))
}
