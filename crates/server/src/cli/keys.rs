//! `portal-server keys`: the keys that sign volunteer cards. No secret is ever printed.

use crate::clock::Clock;
use crate::config::City;
use crate::keys::{self, CardKeyEntry, KeyFile, Retirement, day_of};
use anyhow::{Result, ensure};
use clap::{Args, Subcommand};
use domain::time::Timestamp;
use std::path::{Path, PathBuf};

#[derive(Subcommand)]
pub(super) enum Keys {
    /// Shows the keys, oldest first.
    List(At),
    /// Makes a new key, which is published at once and signs after an overlap.
    Rotate(Rotate),
    /// Retires a key that nothing needs any more, or one that leaked.
    Retire(Retire),
}

/// Where the key file is.
#[derive(Args)]
pub(super) struct At {
    /// The key file.
    #[arg(long, env = "PORTAL_KEYS", value_name = "FILE")]
    keys: PathBuf,
}

#[derive(Args)]
pub(super) struct Rotate {
    #[command(flatten)]
    at: At,
    /// Days until the new key signs: as long as a kiosk may be without network.
    #[arg(long, default_value = "7", value_name = "DAYS")]
    after_days: u16,
}

#[derive(Args)]
pub(super) struct Retire {
    #[command(flatten)]
    at: At,
    /// The city's file, which says for how long cards hold.
    #[arg(long, env = "PORTAL_CITY", value_name = "FILE")]
    city: PathBuf,
    /// The key's id, or its beginning.
    id: String,
    /// Somebody else has the key: nothing that it has signed is believed any more.
    #[arg(long)]
    leaked: bool,
}

impl Keys {
    #[expect(clippy::print_stdout, reason = "the command's output")]
    pub(super) fn run(self) -> Result<()> {
        let now = Clock::default().now();
        let text = match self {
            Self::List(at) => list(&open(&at.keys)?, now),
            Self::Rotate(rotate) => rotate.run(now)?,
            Self::Retire(retire) => retire.run(now)?,
        };
        println!("{text}");
        Ok(())
    }
}

impl Rotate {
    fn run(self, now: Timestamp) -> Result<String> {
        let mut file = open(&self.at.keys)?;
        let made = keys::rotate(&mut file, self.after_days, now)?;
        file.replace(&self.at.keys)?;
        Ok(format!("key {} was made; it signs from {} (UTC)\na running server publishes it within a minute; keep a copy of {}", made.id(), day_of(made.signs_from), self.at.keys.display()))
    }
}

impl Retire {
    fn run(self, now: Timestamp) -> Result<String> {
        let city = City::load(&self.city)?;
        let mut file = open(&self.at.keys)?;
        let retired = keys::retire(&mut file, Retirement { id: &self.id, leaked: self.leaked }, &city.settings.policy.card, now)?;
        file.replace(&self.at.keys)?;
        let rest = if self.leaked { "\nwhat it signed is believed no more: phones get new cards when they are online, cards on paper have to be made anew" } else { "" };
        Ok(format!("key {} is retired; copies of {} from before still hold its secret{rest}", retired.id(), self.at.keys.display()))
    }
}

fn open(path: &Path) -> Result<KeyFile> {
    ensure!(path.exists(), "there is no key file {}: the first start of the server makes it", path.display());
    KeyFile::read(path)
}

fn list(file: &KeyFile, now: Timestamp) -> String {
    let now = now.unix_ms().div_euclid(1000);
    let signing = file.cards().iter().filter(|key| key.secret.is_some() && key.signs_from <= now).map(|key| key.signs_from).max();
    let line = |key: &CardKeyEntry| {
        let state = match key.retired_at {
            Some(at) if key.leaked => format!("leaked, retired {}", day_of(at)),
            Some(at) => format!("retired {}", day_of(at)),
            None if Some(key.signs_from) == signing => "signs".to_owned(),
            None if key.signs_from > now => format!("signs from {}", day_of(key.signs_from)),
            None => "signed earlier; still published".to_owned(),
        };
        format!("{}  es256  made {}  {state}", key.id(), day_of(key.made_at))
    };
    file.cards().iter().map(line).collect::<Vec<_>>().join("\n")
}
