//! `team_list`: teams of a division, by name.

use crate::app::App;
use crate::handlers::searched_in_query;
use crate::http::{Answer, Call, Reply};
use crate::store::team;
use domain::api::team::ListTeams;

/// Serves [`ListTeams`].
pub async fn list(app: App, call: Call<ListTeams>) -> Answer<ListTeams> {
    let query = &call.query;
    let text = searched_in_query(query.text.as_deref())?;
    let size = usize::from(query.size.unwrap_or_default().get());
    let page = team::list(app.store.read(), query.division.as_ref(), text.as_ref().map(|t| t.as_str()), query.after, size).await?;
    Ok(Reply::of(page))
}
