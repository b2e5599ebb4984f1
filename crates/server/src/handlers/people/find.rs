//! `people_find`: volunteers of the own divisions, by number, phone or the begin of a name.

use crate::app::App;
use crate::handlers::searched;
use crate::http::{Answer, Call, Failure, Reply};
use crate::store::person_search::{self, Row, Sought};
use crate::store::{audit, grant};
use crate::vault::Kind;
use domain::api::Endpoint;
use domain::api::people::{FindPeople, Found, FoundPeople};
use domain::can::{Grant, administered};
use domain::ids::PersonId;
use domain::problem::FieldCode;
use domain::text::Phone;
use domain::volunteer::VolunteerNumber;

/// People shown at most: enough to tell namesakes apart, too few to read the register through.
const MOST: usize = 20;

/// Serves [`FindPeople`]. What was typed is personal data and stands in no log.
pub async fn find(app: App, call: Call<FindPeople>) -> Answer<FindPeople> {
    let (actor, now) = (call.caller.person()?, call.now);
    let text = searched(&call.body.text).map_err(|code| Failure::field("text", code))?.ok_or_else(|| Failure::field("text", FieldCode::Required))?;
    let divisions = administered(call.caller.roles());
    let whole_city = divisions.contains(&&app.city.settings.city.division_root);
    let scope = if whole_city { None } else { Some(divisions.as_slice()) };
    let mut rows = Vec::new();
    for sought in readings(&app, text.as_str()) {
        rows = person_search::find(app.store.read(), &sought, scope, MOST + 1).await?;
        if !rows.is_empty() {
            break;
        }
    }
    let more = rows.len() > MOST;
    rows.truncate(MOST);
    let ids: Vec<PersonId> = rows.iter().map(|row| row.person).collect();
    let grants = grant::grants_of_all(app.store.read(), &ids).await?;
    let people = rows.into_iter().map(|row| found(&app, row, &grants)).collect::<Result<_, _>>()?;
    let looks: Vec<audit::Entry> = ids.into_iter().map(|person| audit::Entry { id: app.id(), at: now, actor, person: Some(person), what: FindPeople::NAME, detail: String::new() }).collect();
    if !looks.is_empty() {
        app.store.write(move |tx| Box::pin(async move { audit::put_all(tx, &looks).await })).await?;
    }
    Ok(Reply::of(FoundPeople { people, more }))
}

/// What the text may mean, the surest first. Eight letters can be a number and a name.
fn readings(app: &App, text: &str) -> Vec<Sought> {
    if let Ok(phone) = text.parse::<Phone>() {
        return vec![Sought::Phone(app.keys.vault.index(Kind::Phone, phone.expose()))];
    }
    let number = text.parse::<VolunteerNumber>().ok().map(Sought::Number);
    number.into_iter().chain([Sought::Name(text.to_owned())]).collect()
}

fn found(app: &App, row: Row, grants: &[(PersonId, Grant)]) -> Result<Found, Failure> {
    let phone: Phone = app.keys.vault.open(Kind::Phone, &row.phone_sealed)?.parse().map_err(|_| Failure::bug("a stored phone number is none"))?;
    Ok(Found {
        person: row.person,
        name: row.name,
        number: row.number,
        phone_masked: phone.masked(),
        division: row.division,
        grants: grants.iter().filter(|(person, _)| *person == row.person).map(|(_, grant)| grant.clone()).collect(),
    })
}
