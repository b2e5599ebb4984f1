//! What is known of the card, and how it changes: looked up on this phone, asked of the server,
//! enrolled, renewed, gone.

use super::{Held, Shows, Why};
use crate::api::{self, ApiError};
use crate::browser::{offline, visibility};
use crate::card::{Card, Face, issue, store};
use crate::city::city;
use crate::navigation;
use crate::route::Route;
use crate::session::{self, Who};
use domain::api::card::{GetMyCard, MyCard};
use domain::ids::PersonId;
use domain::problem::ErrorCode;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;

/// The state of the page.
#[derive(Clone, Copy)]
pub(super) struct Page {
    /// The card on this phone.
    pub(super) card: Held,
    /// Why it is not, once the server has told.
    pub(super) away: RwSignal<Option<Why>>,
    /// What the server told last.
    pub(super) mine: RwSignal<Option<MyCard>>,
    /// Why the server told nothing.
    failure: RwSignal<Option<ApiError>>,
    /// This phone was looked through.
    looked: RwSignal<bool>,
    asking: StoredValue<bool>,
}

impl Page {
    pub(super) fn new() -> Self {
        Self {
            card: RwSignal::new_local(None),
            away: RwSignal::new(None),
            mine: RwSignal::new(None),
            failure: RwSignal::new(None),
            looked: RwSignal::new(false),
            asking: StoredValue::new(false),
        }
    }

    /// Looks this phone through, then asks the server, and again whenever one comes back to the page
    /// or the network does.
    pub(super) fn begin(self) {
        spawn_local(async move {
            let kept = store::find().await;
            self.card.try_set(kept);
            self.looked.try_set(true);
        });
        let who = session::who();
        Effect::new(move |_| {
            if self.looked.get() {
                self.meet(who.get());
            }
        });
        let again = move || {
            if self.away.with_untracked(Option::is_none) && self.looked.get_untracked() {
                self.ask_anew();
            }
        };
        let watches = StoredValue::new_local((visibility::on_return(again), offline::on_online(again)));
        // A page that stays open hears as soon as a kiosk would that the card has gone elsewhere.
        let every = Duration::from_secs(city().policy.card.status_ttl_seconds.max(60).into());
        let timer = set_interval_with_handle(again, every).ok();
        on_cleanup(move || {
            watches.dispose();
            if let Some(timer) = timer {
                timer.clear();
            }
        });
    }

    /// What to show now.
    pub(super) fn shows(self) -> Shows {
        if self.card.with(Option::is_some) {
            Shows::Card
        } else if self.away.get().is_some() {
            Shows::Away
        } else if self.failure.with(Option::is_some) {
            Shows::Failure
        } else {
            Shows::Looking
        }
    }

    /// Why the server told nothing.
    pub(super) fn failure(self) -> RwSignal<Option<ApiError>> {
        self.failure
    }

    /// Asks the server who is here if that is not known, else for the card.
    pub(super) fn ask_anew(self) {
        match session::who().get_untracked() {
            Who::Unknown => {}
            Who::Unasked(_) => spawn_local(session::ask()),
            who => self.meet(who),
        }
    }

    /// The card is on this phone now.
    pub(super) fn put(self, card: Card) {
        self.card.try_set(Some(card));
        self.away.try_set(None);
        self.failure.try_set(None);
    }

    /// The card is not on this phone any more.
    pub(super) async fn drop_it(self, why: Why) {
        store::forget().await;
        self.away.try_set(Some(why));
        self.card.try_set(None);
    }

    fn meet(self, who: Who) {
        match who {
            Who::Unknown => {}
            Who::Unasked(error) => self.failure.set(Some(error)),
            // A card that is kept serves until it is over, logged in or not.
            Who::Nobody if self.card.with_untracked(Option::is_some) => {}
            Who::Nobody => navigation::replace(&Route::LogIn { next: Some(Route::Card.href()) }),
            // The router says whose page it is.
            who if !who.is_volunteer() => {}
            Who::Somebody(person) => {
                let foreign = self.card.with_untracked(|card| card.as_ref().is_some_and(|card| card.face.person != person.person));
                if foreign {
                    self.card.set(None);
                }
                self.ask(person.person, foreign);
            }
        }
    }

    /// `afresh` when what this phone keeps is somebody else's: neither their card nor their key may serve.
    fn ask(self, person: PersonId, afresh: bool) {
        if self.asking.get_value() {
            return;
        }
        self.asking.set_value(true);
        spawn_local(async move {
            if afresh {
                store::forget().await;
            }
            let answer = api::send::<GetMyCard>((), &(), &()).await;
            let outcome = match answer {
                Ok(mine) => self.settle(person, mine).await,
                Err(error) => Err(error),
            };
            // The page may be gone by now, and its signals with it.
            self.failure.try_set(outcome.err());
            self.asking.try_set_value(false);
        });
    }

    /// Brings this phone and what the server tells together.
    async fn settle(self, person: PersonId, mine: MyCard) -> Result<(), ApiError> {
        self.mine.try_set(Some(mine.clone()));
        let Some(card) = self.card.try_get_untracked().flatten() else { return self.come_by(person, mine).await };
        let face = Face::of(person, &mine);
        // That the card went elsewhere is believed only of the answer to a renewal: what was told here
        // may be an older answer that the browser kept.
        if card.is_due() || !card.is_here(&mine) {
            match issue::renew(&Card { face, ..card }).await {
                Ok(fresh) => self.put(fresh),
                Err(error) if matches!(error.code(), Some(ErrorCode::CardGone | ErrorCode::CardElsewhere)) => self.drop_it(Why::Gone).await,
                Err(error) => return Err(error),
            }
        } else if face != card.face {
            let card = Card { face, ..card };
            store::keep(&card).await;
            self.put(card);
        }
        Ok(())
    }

    /// There is no card here: it is put here without a word where that takes it from nobody.
    async fn come_by(self, person: PersonId, mine: MyCard) -> Result<(), ApiError> {
        let ours = match &mine.phone {
            None => true,
            Some(phone) => match &phone.key {
                Some(key) => store::holds(key).await,
                None => phone.here,
            },
        };
        let cleared = mine.phone.as_ref().is_some_and(|phone| phone.here);
        let why = if cleared { Why::Cleared } else { Why::Elsewhere };
        if !ours {
            self.away.try_set(Some(why));
            return Ok(());
        }
        match issue::put_here(person, &mine, None).await {
            Ok(card) => self.put(card),
            Err(error) if error.code() == Some(ErrorCode::CardElsewhere) => drop(self.away.try_set(Some(why))),
            Err(error) => return Err(error),
        }
        Ok(())
    }
}
