//! `activity_export`: the roster as a file for a spreadsheet.

use super::roster::MOST_LINES;
use crate::app::App;
use crate::http::{Answer, Call, Language, Reply};
use crate::sheet::of_roster;
use crate::store::{audit, roster};
use data_encoding::BASE64;
use domain::api::Endpoint;
use domain::api::activity::{ExportRoster, SheetFile, SheetForm};
use domain::can::Action;
use domain::ids::PersonId;
use std::collections::BTreeSet;

/// Serves [`ExportRoster`]. Nothing is given before it is written down, for whom and what for: each file is a look of its own.
pub async fn export(app: App, call: Call<ExportRoster>) -> Answer<ExportRoster> {
    let (actor, id, now, export) = (call.caller.person()?, call.path, call.now, call.body);
    super::allowed(&app, &call.caller, id, Action::ManageActivities).await?;
    let pool = app.store.read();
    let detail = super::detail(&app, &mut *pool.acquire().await?, id).await?;
    let roster::Lines { lines, more } = roster::lines(pool, id, None, MOST_LINES).await?;
    let entry = |person: Option<PersonId>, detail: String| audit::Entry { id: app.id(), at: now, actor, person, what: ExportRoster::NAME, detail };
    let seen: BTreeSet<PersonId> = lines.iter().map(|line| line.person).collect();
    let mut entries: Vec<audit::Entry> = seen.into_iter().map(|person| entry(Some(person), id.to_string())).collect();
    entries.push(entry(None, format!("{id}: {}", export.reason)));
    app.store.write(move |tx| Box::pin(async move { audit::put_all(tx, &entries).await })).await?;
    let sheet = of_roster(&detail, &lines, &app.zone, if export.chinese { Language::Chinese } else { Language::English });
    let bytes = match export.form {
        SheetForm::Csv => sheet.csv()?,
        SheetForm::Xlsx => sheet.xlsx()?,
    };
    Ok(Reply::of(SheetFile { content: BASE64.encode(&bytes), more }))
}
