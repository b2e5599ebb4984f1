//! `account_records`: the own records, their sums and the star.

use crate::app::App;
use crate::http::{Answer, Call, Reply};
use crate::store::record;
use domain::api::account::{ListMyRecords, MyRecords};
use domain::star;

/// Serves [`ListMyRecords`].
pub async fn records(app: App, call: Call<ListMyRecords>) -> Answer<ListMyRecords> {
    let person = call.caller.person()?;
    let size = usize::from(call.query.size.unwrap_or_default().get());
    let totals = record::totals(app.store.read(), person).await?;
    let records = record::list(app.store.read(), person, call.query.after, size).await?;
    Ok(Reply::of(MyRecords { totals, star: star::progress(totals.credited_minutes, &app.policy().stars), records }))
}
