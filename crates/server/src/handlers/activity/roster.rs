//! `activity_roster`: who signed up and who is in, with whole names.

use crate::app::App;
use crate::handlers::Look;
use crate::http::{Answer, Call, Reply};
use crate::store::correction::{self, Said};
use crate::store::roster;
use domain::activity::MOST_PEOPLE;
use domain::api::Endpoint;
use domain::api::activity::{GetRoster, Roster};
use domain::can::Action;
use domain::ids::{PersonId, ShiftId};
use domain::sign_up::RosterLine;
use std::collections::{BTreeMap, HashSet};

/// Lines of one roster: as many people as one shift may have.
pub(super) const MOST_LINES: usize = MOST_PEOPLE as usize;

/// Serves [`GetRoster`]. Nothing is shown before it is written down who looked at whom.
pub async fn roster(app: App, call: Call<GetRoster>) -> Answer<GetRoster> {
    let (actor, id, now) = (call.caller.person()?, call.path, call.now);
    super::allowed(&app, &call.caller, id, Action::SeeRoster).await?;
    let pool = app.store.read();
    let roster::Lines { mut lines, more } = roster::lines(pool, id, None, MOST_LINES).await?;
    let (scans, said) = (correction::scans(pool, id, MOST_LINES).await?, correction::of_activity(pool, id, MOST_LINES).await?);
    // Whoever came without a place and was then said not to have come has nothing left but these words.
    let listed: HashSet<(PersonId, ShiftId)> = lines.iter().map(|line| (line.person, line.shift)).collect();
    let mut more_lines: BTreeMap<(PersonId, ShiftId), RosterLine> = BTreeMap::new();
    let mut corrections = Vec::with_capacity(said.len());
    for Said { correction, number, name } in said {
        let key = (correction.person, correction.shift);
        if !listed.contains(&key) {
            more_lines.entry(key).or_insert_with(|| roster::without_sign_up(correction.person, number, name, correction.shift));
        }
        corrections.push(correction);
    }
    lines.extend(more_lines.into_values());
    let look = Look { actor, what: GetRoster::NAME, detail: id.to_string() };
    look.write_down(&app, lines.iter().map(|line| line.person), now).await?;
    Ok(Reply::of(Roster { lines, more, present: roster::present(pool, id, now).await?, scans, corrections }))
}
