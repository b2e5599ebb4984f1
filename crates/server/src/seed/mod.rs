//! The made-up city for demonstrations and tests.
//!
//! One seed and one day make one city: chance comes from [`dice`], instants from [`calendar`], ids
//! from instants. Only ciphertexts, which carry a fresh nonce, and password hashes differ from run
//! to run. The city is planned in memory, some fifty bytes a volunteer and twenty a sign-up, then
//! written in bulk by [`load`].

mod activities;
mod asks;
mod attendance;
mod calendar;
mod crowd;
mod dice;
mod draw;
mod guardians;
mod land;
mod load;
mod names;
mod roles;
mod rows;
mod seasons;
mod stations;
mod summary;
mod teams;
#[cfg(test)]
mod tests;
mod words;
mod write;

use crate::cli::Place;
use crate::clock::Clock;
use crate::config::City;
use crate::entropy;
use crate::keys::Keys;
use crate::store::{Store, settings};
use crate::vault::Vault;
use anyhow::{Result, bail, ensure};
use calendar::Calendar;
use clap::Args;
use domain::time::Day;
use load::Loader;
use summary::{Progress, Summary};

/// Records for each volunteer unless told otherwise.
const RECORDS_PER_VOLUNTEER: usize = 7;

/// `portal-server seed`.
#[derive(Args)]
pub struct Seed {
    #[command(flatten)]
    place: Place,
    /// How many volunteers.
    #[arg(long, default_value = "2000", value_name = "N", value_parser = clap::value_parser!(u32).range(10..=10_000_000))]
    volunteers: u32,
    /// How many activities.
    #[arg(long, default_value = "400", value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    activities: u32,
    /// About how many service records; seven for each volunteer unless given.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(0..=100_000_000))]
    records: Option<u32>,
    /// The same seed and day make the same city.
    #[arg(long, default_value = "1", value_name = "N")]
    seed: u64,
    /// The day around which activities lie; today unless given.
    #[arg(long, value_name = "YYYY-MM-DD")]
    today: Option<Day>,
    /// The password of the administrator `demo-admin`; made up and printed unless given.
    #[arg(long, env = "PORTAL_DEMO_PASSWORD", hide_env_values = true, value_name = "PASSWORD")]
    demo_password: Option<String>,
}

/// How large the city is to be.
#[derive(Debug, Clone, Copy)]
struct Size {
    volunteers: usize,
    activities: usize,
    records: usize,
}

impl Seed {
    /// Loads the city and prints what was made.
    ///
    /// # Errors
    /// When the database is not empty, or cannot be written.
    #[expect(clippy::print_stdout, reason = "the command's output")]
    pub async fn run(self) -> Result<()> {
        let clock = Clock::default();
        let city = City::load(&self.place.city)?;
        let password = self.demo_password.clone().unwrap_or_else(|| entropy::token().0[..16].to_owned());
        ensure!(password.chars().count() >= 12, "a password has at least 12 characters");
        let keys = Keys::load_or_make(&self.place.key_file(), clock.now())?;
        let store = Store::open(&self.place.database).await?;
        let calendar = Calendar { today: self.today.unwrap_or_else(|| city.zone().day_of(clock.now())), zone: city.zone() };
        let summary = load_city(&store, &city, &keys.vault, &calendar, self.size(), self.seed, &password, &Progress::new(&clock)).await?;
        store.close().await;
        println!("{}", summary.text(self.demo_password.is_none().then_some(password.as_str())));
        Ok(())
    }

    fn size(&self) -> Size {
        let whole = |n: u32| usize::try_from(n).unwrap_or(usize::MAX);
        let volunteers = whole(self.volunteers);
        Size { volunteers, activities: whole(self.activities), records: self.records.map_or(volunteers * RECORDS_PER_VOLUNTEER, whole) }
    }
}

#[expect(clippy::too_many_arguments, reason = "the one place where all that makes a city meets")]
async fn load_city(store: &Store, city: &City, vault: &Vault, calendar: &Calendar, size: Size, seed: u64, password: &str, progress: &Progress<'_>) -> Result<Summary> {
    ensure_empty(store).await?;
    settings::claim(store, &vault.fingerprint()).await?;
    settings::keep_divisions(store, &city.divisions).await?;

    let policy = &city.settings.policy;
    let words = words::Words::read()?;
    let land = land::Land::new(city, seed);
    let teams = teams::Teams::new(size.volunteers, &land, &words, calendar, seed);
    let stations = stations::make(&land, &words, calendar, seed);
    let mut crowd = crowd::Crowd::new(size.volunteers, &land, calendar, seed);
    let maker = activities::Maker { land: &land, words: &words, teams: &teams, stations: &stations, calendar, policy };
    let activities = maker.make(size.activities, size.records, seed);
    let plan = attendance::Plan::new(&activities, size.records, &mut crowd, calendar, policy, seed);
    progress.say("planned");

    let made = write::Made { settings: &city.settings, calendar, words: &words, land: &land, teams: &teams, stations: &stations, crowd: &crowd, activities: &activities, plan: &plan };
    let mut loader = Loader::start(store).await?;
    let written = async {
        crowd.write(&land, &words, vault, calendar, seed, &mut loader).await?;
        progress.say("volunteers");
        teams.write(&mut loader).await?;
        stations::write(&stations, &land, &mut loader).await?;
        let positions = made.write_activities(&mut loader).await?;
        let shifts = made.write_shifts(&positions, &mut loader).await?;
        progress.say("activities and shifts");
        made.write_sign_ups(&shifts, seed, &mut loader).await?;
        progress.say("sign-ups");
        made.write_records(&shifts, &mut loader).await?;
        progress.say("records");
        guardians::write(&crowd, calendar, &policy.minors, &mut loader).await?;
        roles::write(&crowd, &teams, &stations, calendar, seed, &mut loader).await?;
        roles::make_administrator(password, land.root.clone(), calendar, &mut loader).await
    }
    .await;
    if let Err(fault) = written {
        loader.give_up().await?;
        return Err(fault.context("the city was not loaded; start again with an empty database"));
    }
    loader.finish().await?;
    progress.say("indexes");
    Ok(Summary::new(&made, progress))
}

/// A made-up city must never mix with a real one.
async fn ensure_empty(store: &Store) -> Result<()> {
    for table in ["people", "teams", "stations", "activities"] {
        let sql = format!("SELECT id FROM {table} LIMIT 1");
        let found: Option<(i64,)> = sqlx::query_as(sqlx::AssertSqlSafe(sql)).fetch_optional(store.read()).await?;
        if found.is_some() {
            bail!("the database is not empty ({table} are there already): a made-up city is only loaded into an empty one");
        }
    }
    Ok(())
}
