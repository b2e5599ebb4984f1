//! `card_paper_for`: a card to print, for somebody without a phone.

use super::{managed, paper};
use crate::app::App;
use crate::http::{Answer, Call, Reply};
use domain::api::Endpoint;
use domain::api::card::MakePaperFor;

/// Serves [`MakePaperFor`].
pub async fn paper_for(app: App, call: Call<MakePaperFor>) -> Answer<MakePaperFor> {
    let actor = call.caller.person()?;
    let volunteer = managed(&app, &call.caller, call.path).await?;
    Ok(Reply::of(paper::make(&app, volunteer, actor, MakePaperFor::NAME, call.now).await?))
}
