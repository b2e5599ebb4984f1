//! `sign_up_mine`: the own sign-ups.

use crate::app::App;
use crate::http::{Answer, Call, Reply};
use crate::store::{party, sign_up_list};
use domain::api::sign_up::ListMySignUps;

/// Serves [`ListMySignUps`].
pub async fn list(app: App, call: Call<ListMySignUps>) -> Answer<ListMySignUps> {
    let size = usize::from(call.query.size.unwrap_or_default().get());
    let person = call.caller.person()?;
    let mut page = sign_up_list::list(app.store.read(), person, call.query.after, size).await?;
    let beside = party::beside(&mut *app.store.read().acquire().await?, person, None, call.now).await?;
    for one in page.items.iter_mut().filter(|one| one.status.is_open()) {
        one.wards = super::places(&app, &beside, one.shift);
    }
    Ok(Reply::of(page))
}
