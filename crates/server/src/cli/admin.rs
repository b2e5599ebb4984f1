//! `portal-server admin create`: the first administrator, who makes the others in the page.

use super::Place;
use crate::clock::Clock;
use crate::config::City;
use crate::entropy::{self, Ids};
use crate::keys::Keys;
use crate::store::{Store, settings, staff};
use anyhow::{Result, bail, ensure};
use clap::{Args, Subcommand};
use domain::can::Role;
use domain::division::DivisionCode;
use domain::text::Line;

#[derive(Subcommand)]
pub(super) enum Admin {
    /// Makes an administrator and prints the password, which is shown this once.
    Create(Create),
}

#[derive(Args)]
pub(super) struct Create {
    #[command(flatten)]
    place: Place,
    /// The login name.
    #[arg(long)]
    login: Line,
    /// The division to administer; the whole city unless given.
    #[arg(long)]
    division: Option<DivisionCode>,
    /// The password, read from this environment variable; made up and printed unless given.
    #[arg(long, value_name = "VARIABLE")]
    password_from: Option<String>,
}

impl Admin {
    pub(super) async fn run(self) -> Result<()> {
        let Self::Create(create) = self;
        create.run().await
    }
}

impl Create {
    #[expect(clippy::print_stdout, reason = "the command's output")]
    async fn run(self) -> Result<()> {
        let (city, now) = (City::load(&self.place.city)?, Clock::default().now());
        let division = self.division.unwrap_or_else(|| city.settings.city.division_root.clone());
        ensure!(city.division_name(&division).is_some(), "the city has no division {division}");
        let password = match &self.password_from {
            None => entropy::token().0[..16].to_owned(),
            Some(variable) => std::env::var(variable).map_err(|_| anyhow::anyhow!("the environment variable {variable} is not set"))?,
        };
        ensure!(password.chars().count() >= 12, "a password has at least 12 characters");
        let keys = Keys::load_or_make(&self.place.key_file(), now)?;
        let store = Store::open(&self.place.database).await?;
        settings::claim(&store, &keys.vault.fingerprint()).await?;
        settings::keep_divisions(&store, &city.divisions).await?;
        let ids = Ids::default();
        let new = staff::NewStaff { id: ids.next(now), grant: ids.next(now), login: self.login.clone(), password_hash: staff::hash_password(&password)?, role: Role::Administrator { division: division.clone() }, now };
        let made = store.write(move |tx| Box::pin(async move { staff::make(tx, &new).await })).await;
        match made {
            Ok(true) => {}
            Ok(false) => bail!("the login name {} is taken", self.login),
            Err(failure) => bail!("the administrator was not made: {}", failure.into_problem().title),
        }
        println!("administrator {} for {division} {}", self.login, city.division_name(&division).unwrap_or_default());
        if self.password_from.is_none() {
            println!("password {password}   (shown this once)");
        }
        println!("log in at /staff-login");
        store.close().await;
        Ok(())
    }
}
