//! The teams of the city.

use super::calendar::{Calendar, Counter};
use super::dice::{Dice, Purpose};
use super::land::{Land, above};
use super::load::Loader;
use super::rows::Table;
use super::words::{TeamPattern, Words};
use anyhow::Result;
use domain::activity::Category;
use domain::division::{DivisionCode, Level};
use domain::org_code::OrgCode;
use domain::team::TeamForm;
use domain::time::Timestamp;
use std::collections::{HashMap, HashSet};

/// One team for so many volunteers.
const VOLUNTEERS_PER_TEAM: usize = 140;
/// The fewest and the most teams of a city.
const TEAMS: (usize, usize) = (60, 6000);
/// Draws before a name that is taken is given up.
const NAME_DRAWS: usize = 20;
/// The first characters of the codes of social groups (社会团体), whose registrar is civil affairs.
const SOCIAL_GROUP: &str = "51";

/// A team.
pub(super) struct Team<'w> {
    pub(super) id: i64,
    pub(super) name: String,
    pub(super) division: DivisionCode,
    pattern: &'w TeamPattern,
    org_code: Option<OrgCode>,
    created_at: Timestamp,
}

/// All teams, found by the county they work in.
pub(super) struct Teams<'w> {
    pub(super) all: Vec<Team<'w>>,
    by_county: HashMap<DivisionCode, Vec<usize>>,
}

impl<'w> Teams<'w> {
    pub(super) fn new(volunteers: usize, land: &Land, words: &'w Words, calendar: &Calendar, seed: u64) -> Self {
        let mut dice = Dice::new(seed, Purpose::Teams);
        let mut ids = Counter::default();
        let mut names = HashSet::new();
        let count = (volunteers / VOLUNTEERS_PER_TEAM).clamp(TEAMS.0, TEAMS.1);
        let mut teams = Self { all: Vec::with_capacity(count), by_county: HashMap::new() };
        // Founded one after the other between eight years ago and two: rising, as their ids.
        let step = 6 * 365 * 1440 / i64::try_from(count).unwrap_or(1).max(1);
        for (number, minute) in (0..count).zip((0..).map(|n: i64| n * step)) {
            let drawn = (0..NAME_DRAWS).find_map(|_| {
                let (pattern, leaf) = (dice.weighted(&words.teams, |t| t.weight)?, land.leaves.get(land.draw(&mut dice))?);
                let name = land.fill(&pattern.pattern_zh, leaf, words, &mut dice);
                names.insert(name.clone()).then_some((pattern, leaf, name))
            });
            let Some((pattern, leaf, name)) = drawn else { continue };
            let division = above(&leaf.code, pattern.level);
            let org_code = (pattern.form == TeamForm::LegalEntity).then(|| org_code(&division, number)).flatten();
            let created_at = calendar.at(-8 * 365, minute + dice.between(0, step / 2));
            teams.by_county.entry(above(&division, Level::County)).or_default().push(teams.all.len());
            teams.all.push(Team { id: ids.next(created_at), name, division, pattern, org_code, created_at });
        }
        teams
    }

    /// A team of the county that does `category`, or at least some team.
    pub(super) fn near(&self, code: &DivisionCode, category: Category, dice: &mut Dice) -> usize {
        let here = self.by_county.get(&above(code, Level::County)).map(Vec::as_slice).unwrap_or_default();
        let fitting = (0..12).filter_map(|_| dice.one_of(here).copied()).find(|n| self.all.get(*n).is_some_and(|t| t.pattern.categories.contains(&category)));
        fitting.or_else(|| dice.one_of(here).copied()).unwrap_or_else(|| dice.below(self.all.len()))
    }

    /// A team that does `category`, wherever it is, or at least some team.
    pub(super) fn doing(&self, category: Category, dice: &mut Dice) -> usize {
        let drawn = || dice.below(self.all.len());
        std::iter::repeat_with(drawn).take(12).enumerate().find(|(n, t)| *n == 11 || self.all.get(*t).is_some_and(|t| t.pattern.categories.contains(&category))).map_or(0, |(_, t)| t)
    }

    pub(super) async fn write(&self, loader: &mut Loader) -> Result<()> {
        let mut table = Table::new(loader, "teams", ["id", "name", "form", "org_code", "division", "created_at"]);
        for team in &self.all {
            let form = match team.pattern.form {
                TeamForm::LegalEntity => "legal_entity",
                TeamForm::FiledGroup => "filed_group",
                TeamForm::UnitGroup => "unit_group",
            };
            let org_code = team.org_code.as_ref().map(OrgCode::as_str);
            table.row(loader, [team.id.into(), team.name.as_str().into(), form.into(), org_code.into(), team.division.as_str().into(), team.created_at.into()]).await?;
        }
        table.finish(loader).await
    }
}

/// A unified social credit code of an invented body: registrar and kind, division, a body number
/// beginning `DEMO`, and the check character that fits.
fn org_code(division: &DivisionCode, number: usize) -> Option<OrgCode> {
    let county = format!("{:0<6.6}", division.as_str());
    // The standard has no O, so that DEM0 is written with a zero.
    let front = format!("{SOCIAL_GROUP}{county}DEM0{:05}", number % 100_000);
    "0123456789ABCDEFGHJKLMNPQRTUWXY".chars().find_map(|check| format!("{front}{check}").parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_invented_code_fits_the_standard() {
        for division in ["4310", "431002"] {
            assert!((0..200).all(|n| org_code(&division.parse().unwrap(), n).is_some()), "{division}");
        }
    }
}
