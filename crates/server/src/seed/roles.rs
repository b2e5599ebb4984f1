//! Roles: leaders of the teams, keepers of the stations, and the demonstration's administrator.

use super::calendar::Calendar;
use super::crowd::{Crowd, KEEPER, LEADER};
use super::dice::{Dice, Purpose};
use super::load::Loader;
use super::rows::Table;
use super::stations::Station;
use super::teams::Teams;
use crate::store::staff::{self, NewStaff};
use anyhow::{Result, anyhow, ensure};
use domain::can::Role;
use domain::division::DivisionCode;
use domain::ids;
use domain::text::Line;

/// The administrator's login name.
pub(super) const ADMINISTRATOR: &str = "demo-admin";

/// One leader a team and one keeper a station; the first of each are the demonstration's. Others
/// are drawn from the fourth volunteer on, so that the plain volunteer stays without a role.
pub(super) async fn write(crowd: &Crowd, teams: &Teams<'_>, stations: &[Station<'_>], calendar: &Calendar, seed: u64, loader: &mut Loader) -> Result<()> {
    let mut dice = Dice::new(seed, Purpose::Roles);
    let spare = KEEPER + 2;
    let mut somebody = |first: usize, n: usize| {
        let drawn = if n == 0 { first } else { spare + dice.below(crowd.people.len().saturating_sub(spare)) };
        crowd.people.get(drawn).or(crowd.people.first()).map_or(0, |p| p.id)
    };
    let at = calendar.at(-1, 0);
    let mut number = ids::seed(at.unix_ms(), 0);
    let mut table = Table::new(loader, "grants", ["id", "person", "role", "team", "station", "given_at"]);
    for (n, team) in teams.all.iter().enumerate() {
        number += 1;
        table.row(loader, [number.into(), somebody(LEADER, n).into(), "team_leader".into(), team.id.into(), None::<i64>.into(), at.into()]).await?;
    }
    for (n, station) in stations.iter().enumerate() {
        number += 1;
        table.row(loader, [number.into(), somebody(KEEPER, n).into(), "station_keeper".into(), None::<i64>.into(), station.id.into(), at.into()]).await?;
    }
    table.finish(loader).await
}

/// Makes the administrator of the whole city.
pub(super) async fn make_administrator(password: &str, division: DivisionCode, calendar: &Calendar, loader: &mut Loader) -> Result<()> {
    let now = calendar.at(-2, 0);
    let login: Line = ADMINISTRATOR.parse()?;
    let new = NewStaff { id: ids::seed(now.unix_ms(), 1), grant: ids::seed(now.unix_ms(), 2), login, password_hash: staff::hash_password(password)?, role: Role::Administrator { division }, now };
    let made = staff::make(loader.connection(), &new).await.map_err(|failure| anyhow!("the administrator was not made: {}", failure.into_problem().title))?;
    ensure!(made, "the login name {ADMINISTRATOR} is taken");
    Ok(())
}
