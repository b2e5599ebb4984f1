//! How the ring of card keys changes: a new key comes in time, an old one goes when nothing needs it.

use super::{CardKeyEntry, KeyFile};
use anyhow::{Context, Result, ensure};
use domain::policy::CardPolicy;
use domain::time::{Day, Timestamp};

const DAY_SECONDS: i64 = 86_400;

/// Adds a key that is published at once and signs `after_days` later, when every kiosk has it.
/// The answer is the new key.
///
/// # Errors
/// As [`CardKeyEntry::fresh`].
pub fn rotate(file: &mut KeyFile, after_days: u16, now: Timestamp) -> Result<CardKeyEntry> {
    let entry = CardKeyEntry::fresh(now, now.plus_seconds(i64::from(after_days) * DAY_SECONDS))?;
    file.cards_mut().push(entry.clone());
    Ok(entry)
}

/// Which key goes, and how.
#[derive(Debug, Clone, Copy)]
pub struct Retirement<'a> {
    /// The key's id, or its beginning.
    pub id: &'a str,
    /// Somebody else has the key: it goes whatever it has signed.
    pub leaked: bool,
}

/// Retires a key: its scalar is forgotten and it is published no more. One that leaked is not
/// believed any more either. The answer is the retired key.
///
/// # Errors
/// Why not: no such key, the only one that signs, or cards that it signed may still hold.
pub fn retire(file: &mut KeyFile, how: Retirement<'_>, policy: &CardPolicy, now: Timestamp) -> Result<CardKeyEntry> {
    let now = now.unix_ms().div_euclid(1000);
    let place = find(file.cards(), how.id)?;
    let others_sign = file.cards().iter().enumerate().any(|(other, key)| other != place && key.secret.is_some() && key.signs_from <= now);
    let entry = file.cards().get(place).context("no such key")?;
    ensure!(how.leaked || entry.retired_at.is_none(), "the key {} is retired already", entry.id());
    ensure!(others_sign || entry.signs_from > now, "the key {} is the only one that signs: first run `keys rotate`{}", entry.id(), if how.leaked { " with --after-days 0" } else { ", and wait until the new key signs" });
    let needed_until = holds_until(file.cards(), entry, policy, now);
    ensure!(
        how.leaked || needed_until <= now,
        "cards that the key {} signed may hold until {} (UTC); if somebody else has the key, add --leaked",
        entry.id(),
        day_of(needed_until)
    );
    let entry = file.cards_mut().get_mut(place).context("no such key")?;
    entry.secret = None;
    entry.retired_at = entry.retired_at.or(Some(now));
    entry.leaked |= how.leaked;
    Ok(entry.clone())
}

/// Until when something that the key signed may hold: the longest card, counted from the moment at
/// which the next key took over; from now for the key that signs now.
fn holds_until(keys: &[CardKeyEntry], entry: &CardKeyEntry, policy: &CardPolicy, now: i64) -> i64 {
    if entry.signs_from > now {
        return now;
    }
    let next = keys.iter().filter(|key| key.secret.is_some() && key.signs_from > entry.signs_from).map(|key| key.signs_from).min();
    next.unwrap_or(now).min(now) + i64::from(policy.credential_days.max(policy.paper_days)) * DAY_SECONDS
}

/// The day, in UTC, of an instant in seconds, as people read it.
pub fn day_of(seconds: i64) -> String {
    Day::from_unix_days(seconds.div_euclid(DAY_SECONDS)).map_or_else(|| "never".to_owned(), |day| day.to_string())
}

fn find(keys: &[CardKeyEntry], id: &str) -> Result<usize> {
    let mut fitting = keys.iter().enumerate().filter(|(_, key)| !id.is_empty() && key.id().starts_with(&id.to_ascii_lowercase()));
    let (place, _) = fitting.next().with_context(|| format!("there is no key {id:?}: `keys list` shows them"))?;
    ensure!(fitting.next().is_none(), "more than one key begins with {id:?}");
    Ok(place)
}
