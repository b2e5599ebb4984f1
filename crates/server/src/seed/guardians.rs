//! The demonstration's volunteer is guardian of two minors, so that whoever tries it can bring them along.

use super::calendar::Calendar;
use super::crowd::{Crowd, VOLUNTEER};
use super::load::Loader;
use super::rows::Table;
use anyhow::Result;
use domain::guardian::{CONSENT, accompanied, purposes};
use domain::ids;
use domain::policy::MinorsPolicy;
use domain::time::Day;

/// Writes what the volunteer has agreed to: for a child that has to be accompanied and for one that has not, as far as the city has such.
pub(super) async fn write(crowd: &Crowd, calendar: &Calendar, minors: &MinorsPolicy, loader: &mut Loader) -> Result<()> {
    let at = calendar.at(-1, 0);
    let mut number = ids::seed(at.unix_ms(), 0);
    let mut table = Table::new(loader, "guardian_consents", ["id", "minor", "guardian", "purpose", "version", "given_at"]);
    let guardian = crowd.people.get(VOLUNTEER).map_or(0, |person| person.id);
    for child in [true, false] {
        let is_one = |birth: Day| {
            let age = calendar.today.age_of(birth);
            (minors.accompanied_from_years..minors.guardian_consent_under_years).contains(&age) && accompanied(birth, calendar.today, minors) == child
        };
        let known = crowd.people.iter().filter(|person| person.has_card);
        let minor = known.filter_map(|person| Some((person.id, Day::from_unix_days(person.born.into())?))).find(|(_, birth)| is_one(*birth));
        for (minor, purpose) in minor.into_iter().flat_map(|(minor, birth)| purposes(birth, calendar.today, minors).into_iter().map(move |purpose| (minor, purpose))) {
            number += 1;
            let word = serde_json::to_value(purpose)?;
            table.row(loader, [number.into(), minor.into(), guardian.into(), word.as_str().unwrap_or_default().into(), CONSENT.into(), at.into()]).await?;
        }
    }
    table.finish(loader).await
}
