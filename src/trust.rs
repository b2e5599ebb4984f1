//! What this device goes by when it checks a volunteer code without asking anybody: the city's public
//! keys and its list of revoked credentials. Both are kept on the device, so that it can check codes
//! without network, and asked for anew while there is one.

mod held;

use crate::browser::{file, storage};
use crate::city::{city, now};
use domain::api::card::{KEYS_PATH, STATUS_PATH};
use domain::credential::{Refusal, Verified};
use domain::time::Timestamp;
use held::{Held, Kept};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;

/// Where the device keeps the files.
const KEYS: &str = "volunteer-keys";
const STATUS: &str = "volunteer-status";
/// How long one of them may take to come.
const TIMEOUT_MS: i32 = 15_000;
const DAY_SECONDS: i64 = 86_400;

/// How old is what the device holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Ages {
    /// When the keys came; none when there are none.
    pub keys_from: Option<Timestamp>,
    /// As of when the list is; none when there is none.
    pub list_from: Option<Timestamp>,
    /// Whether the server gave both when it was asked last; none before it answered or failed to.
    pub reached: Option<bool>,
}

/// The keys and the list of this page, as long as the view that holds them.
#[derive(Clone, Copy)]
pub struct Trust {
    /// Told again whenever the server was asked.
    pub ages: RwSignal<Ages>,
    held: StoredValue<Held>,
    asking: StoredValue<bool>,
}

impl Trust {
    /// Takes what the device has kept, asks for what is new, and goes on asking.
    pub fn start() -> Self {
        let held = kept();
        let trust = Self { ages: RwSignal::new(ages_of(&held, None)), held: StoredValue::new(held), asking: StoredValue::new(false) };
        trust.refresh();
        let every = Duration::from_secs(city().policy.card.status_ttl_seconds.max(1).into());
        let timer = set_interval_with_handle(move || trust.refresh(), every).ok();
        on_cleanup(move || {
            if let Some(timer) = timer {
                timer.clear();
            }
        });
        trust
    }

    /// Asks for keys and list, unless it is being done.
    pub fn refresh(self) {
        if self.asking.try_get_value() != Some(false) {
            return;
        }
        self.asking.set_value(true);
        spawn_local(async move {
            let keys = file::fetch(KEYS_PATH, TIMEOUT_MS).await;
            let list = file::fetch(STATUS_PATH, TIMEOUT_MS).await;
            self.asking.try_set_value(false);
            self.take(keys, list);
        });
    }

    /// Takes what came, each only if it can be read: a portal behind a login page of some network
    /// must not cost the device what it has.
    fn take(self, keys: Option<Vec<u8>>, list: Option<Vec<u8>>) {
        let reached = keys.is_some() && list.is_some();
        let ages = self.held.try_update_value(|held| {
            let (issuer, now) = (&city().root, now());
            let keys = keys.and_then(|bytes| held.take_keys(bytes, now));
            let list = list.and_then(|bytes| held.take_list(bytes, now, issuer));
            for (name, kept) in [(KEYS, keys), (STATUS, list)] {
                if let Some(json) = kept.and_then(|kept| serde_json::to_string(&kept).ok()) {
                    storage::write(name, &json);
                }
            }
            ages_of(held, Some(reached))
        });
        if let Some(ages) = ages {
            self.ages.try_set(ages);
        }
    }

    /// Whether `text`, shown at `at`, is believed. A key that is not known is asked for at once: the
    /// city may have a new one.
    ///
    /// # Errors
    /// See [`domain::credential::verify`].
    pub fn check(self, text: &str, at: Timestamp) -> Result<Verified, Refusal> {
        let checked = self.held.try_with_value(|held| held.check(text, &city().root, longest_status_seconds(), at)).unwrap_or(Err(Refusal::UnknownKey));
        if checked == Err(Refusal::UnknownKey) {
            self.refresh();
        }
        checked
    }

    /// Seconds that the device's time is behind what the list proves; none when it proves nothing.
    pub fn seconds_behind(self) -> Option<i64> {
        let issued = self.ages.get().list_from?;
        let behind = issued.seconds_since(now());
        (behind > i64::from(city().policy.check_in.clock_tolerance_seconds)).then_some(behind)
    }
}

/// How old a list may be to rely on.
pub fn longest_status_seconds() -> i64 {
    i64::from(city().policy.card.status_longest_days) * DAY_SECONDS
}

fn kept() -> Held {
    let read = |name: &str| storage::read(name).and_then(|json| crate::api::json::read::<Kept>(&json).ok());
    let mut held = Held::default();
    // The keys first: the list is checked with them.
    if let Some(kept) = read(KEYS) {
        let _ = held.take_keys(kept.bytes.0, kept.fetched_at);
    }
    if let Some(kept) = read(STATUS) {
        let _ = held.take_list(kept.bytes.0, kept.fetched_at, &city().root);
    }
    held
}

fn ages_of(held: &Held, reached: Option<bool>) -> Ages {
    Ages { keys_from: held.keys_from(), list_from: held.list_from(), reached }
}
