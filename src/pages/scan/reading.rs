//! The way of a code: read, checked here, kept, sent, answered.

use crate::browser::{dom, history};
use crate::city::{city, now};
use crate::own_scans::{self, Held, News};
use crate::session::{self, Who};
use domain::api::attendance::{PlaceScan, PlaceScanned};
use domain::credential::{Refusal, Version};
use domain::ids::PersonId;
use domain::place_code::PlaceCode;
use leptos::prelude::*;
use std::time::Duration;

/// How long an answer is waited for before it is said that it comes later.
const PATIENCE: Duration = Duration::from_secs(5);

/// What the page shows.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Shows {
    Camera,
    Asking,
    /// The server has answered.
    Answered(PlaceScanned),
    /// On the phone; `kept` tells whether it survives a reload, `asked` whether a network was there to ask.
    Noted { kept: bool, asked: bool },
    /// Held until somebody has logged in.
    LogIn { offline: bool },
    /// Not taken.
    Refused(Refusal),
    /// The code of a volunteer.
    OfAPerson,
}

/// The page at work.
#[derive(Clone, Copy)]
pub(super) struct Reader {
    pub shows: RwSignal<Shows>,
    /// A scan that waits to be known whose it is.
    unowned: StoredValue<Option<Held>>,
    /// The scan that is on its way: its key, and whether it survives a reload.
    sent: StoredValue<Option<(String, bool)>>,
}

impl Reader {
    pub(super) fn new() -> Self {
        let reader = Self { shows: RwSignal::new(Shows::Camera), unowned: StoredValue::new(None), sent: StoredValue::new(None) };
        let who = session::who();
        Effect::new(move |_| reader.meet(&who.get()));
        let news = own_scans::news();
        Effect::new(move |_| reader.hear(news.get()));
        reader
    }

    /// Goes on with a scan that was read before logging in.
    pub(super) fn go_on(self) {
        if let Some(held) = own_scans::take_held() {
            self.take(held);
        }
    }

    /// Looks for the next code.
    pub(super) fn again(self) {
        self.sent.set_value(None);
        self.shows.set(Shows::Camera);
    }

    /// A code was read.
    pub(super) fn read(self, text: &str) {
        let at = now();
        let is_card = Version::ALL.iter().any(|version| text.trim_start().starts_with(version.prefix()));
        // Whoever scans a picture is told so at once, with or without network.
        let code = PlaceCode::seen_at(&history::origin(), text).and_then(|code| code.freshness(at, at, &city().policy).map(|_| code));
        match code {
            Ok(code) => self.take(PlaceScan { code: code.text(), scanned_at: at }),
            Err(_) if is_card => self.shows.set(Shows::OfAPerson),
            Err(refusal) => self.shows.set(Shows::Refused(refusal)),
        }
        dom::scroll_to_top();
    }

    fn take(self, scan: Held) {
        self.shows.set(Shows::Asking);
        self.unowned.set_value(Some(scan));
        self.meet(&session::who().get_untracked());
    }

    /// Finds out whose the scan is, as soon as that is known.
    fn meet(self, who: &Who) {
        let owner = match who {
            Who::Unknown => return,
            // The router says whose page it is.
            Who::Somebody(_) if !who.is_volunteer() => return,
            Who::Somebody(person) => Some(person.person),
            Who::Unasked(_) => session::remembered(),
            Who::Nobody => None,
        };
        let Some(scan) = self.unowned.try_update_value(Option::take).flatten() else { return };
        match owner {
            Some(person) => self.keep(person, scan, matches!(who, Who::Somebody(_))),
            None => {
                own_scans::hold(&scan);
                self.shows.set(Shows::LogIn { offline: matches!(who, Who::Unasked(_)) });
            }
        }
    }

    /// Keeps the scan of `person`, and sends it if they are known to be `here`.
    fn keep(self, person: PersonId, scan: PlaceScan, here: bool) {
        let (key, kept) = own_scans::keep(person, scan);
        self.sent.set_value(Some((key.clone(), kept)));
        if !here {
            self.note(false);
            return;
        }
        let lose_patience = move || {
            let waits = self.is_about(&key) && self.shows.try_with_untracked(|shows| *shows == Shows::Asking).unwrap_or(false);
            if waits {
                self.note(true);
            }
        };
        set_timeout(lose_patience, PATIENCE);
        own_scans::deliver();
    }

    fn is_about(self, key: &str) -> bool {
        self.sent.try_with_value(|sent| sent.as_ref().is_some_and(|(its, _)| its == key)).unwrap_or(false)
    }

    fn note(self, asked: bool) {
        if let Some((_, kept)) = self.sent.get_value() {
            self.shows.set(Shows::Noted { kept, asked });
        }
    }

    fn hear(self, news: News) {
        match news {
            News::Delivered { key, scanned } if self.is_about(&key) => self.shows.set(Shows::Answered(scanned)),
            News::Failed(error) if self.shows.with_untracked(|shows| *shows == Shows::Asking) => self.note(error.problem().is_some()),
            News::Delivered { .. } | News::Failed(_) | News::Changed => {}
        }
    }
}
