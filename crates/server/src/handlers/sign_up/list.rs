//! `sign_up_mine`: the own sign-ups.

use crate::app::App;
use crate::http::{Answer, Call, Reply};
use crate::store::sign_up_list;
use domain::api::sign_up::ListMySignUps;

/// Serves [`ListMySignUps`].
pub async fn list(app: App, call: Call<ListMySignUps>) -> Answer<ListMySignUps> {
    let size = usize::from(call.query.size.unwrap_or_default().get());
    let page = sign_up_list::list(app.store.read(), call.caller.person()?, call.query.after, size).await?;
    Ok(Reply::of(page))
}
