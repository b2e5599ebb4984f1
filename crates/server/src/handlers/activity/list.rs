//! `activity_list`: the public finder.

use crate::app::App;
use crate::handlers::searched_in_query;
use crate::http::{Answer, Call, Failure, Reply};
use crate::store::activity_list::{self, Wanted};
use domain::activity::ActivitySummary;
use domain::api::Page;
use domain::api::activity::{ActivityFilter, ListActivities};
use domain::time::Timestamp;

/// Serves [`ListActivities`].
pub async fn list(app: App, call: Call<ListActivities>) -> Answer<ListActivities> {
    listed(&app, &call.query, call.now).await.map(Reply::of)
}

/// What the finder shows at `now`. Days are those of the city's calendar.
///
/// # Errors
/// When the text cannot be searched for, and of the store.
pub async fn listed(app: &App, query: &ActivityFilter, now: Timestamp) -> Result<Page<ActivitySummary>, Failure> {
    // A shift through midnight lies on both days and would fit a range that ends before it begins.
    if query.from.zip(query.to).is_some_and(|(from, to)| from > to) {
        return Ok(Page { items: Vec::new(), next: None });
    }
    let text = searched_in_query(query.text.as_deref())?;
    let wanted = Wanted {
        division: query.division.as_ref(),
        category: query.category,
        from: query.from.map(|day| app.zone.start_of(day)),
        to: query.to.map(|day| app.zone.whole(day).end),
        text: text.as_ref().map(|t| t.as_str()),
        free: query.free == Some(true),
    };
    let size = usize::from(query.size.unwrap_or_default().get());
    activity_list::open(app.store.read(), &wanted, query.after, size, now).await
}
