//! `activity_similar`: what looks like the same thing asked for twice.

use crate::app::App;
use crate::http::{Answer, Call, Reply};
use crate::store::activity_list::{self, Rival};
use crate::store::activity;
use domain::activity::{Candidate, is_similar};
use domain::api::Page;
use domain::api::activity::ListSimilar;
use domain::can::Action;
use domain::ids::ActivityId;

/// The most that are shown; whoever has that many has enough to look at.
const MOST: usize = 5;

/// Serves [`ListSimilar`].
pub async fn similar(app: App, call: Call<ListSimilar>) -> Answer<ListSimilar> {
    super::allowed(&app, &call.caller, call.path, Action::ManageActivities).await?;
    let pool = app.store.read();
    let mut connection = pool.acquire().await?;
    let detail = activity::detail(&mut connection, call.path).await?;
    let times: Vec<_> = detail.shifts.iter().filter(|shift| !shift.called_off && !shift.has_ended(call.now)).map(|shift| shift.time).collect();
    let own = Candidate { category: detail.category, division: &detail.division, title: &detail.title, place: &detail.place, times: &times };
    drop(connection);
    let rivals = activity_list::rivals(pool, call.path, detail.category, &detail.division, &times).await?;
    let alike = |rival: &&Rival| is_similar(&own, &Candidate { category: detail.category, division: &rival.division, title: &rival.title, place: &rival.place, times: &rival.times });
    let found: Vec<ActivityId> = rivals.iter().filter(alike).take(MOST).map(|rival| rival.id).collect();
    Ok(Reply::of(Page { items: activity_list::summaries(pool, &found, call.now).await?, next: None }))
}
