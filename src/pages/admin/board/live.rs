//! What the board shows, kept fresh while it is looked at. What is there stays when it cannot be renewed: an
//! old board that says how old it is helps more than none.

use crate::api::{self, ApiError};
use crate::browser::{dom, offline, visibility};
use crate::city::now;
use crate::components::Loading;
use crate::i18n::{format, problems};
use crate::session;
use crate::t;
use crate::ui::{Icon, Notice, Tone, icon};
use domain::api::attendance::{Board, BoardShift, GetBoard};
use domain::api::kiosk::{Kiosks, ListKiosks};
use domain::check_in::Place;
use domain::ids::PersonId;
use domain::time::Timestamp;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;
use std::time::Duration;

/// How often it is renewed while it is on screen.
const EVERY: Duration = Duration::from_secs(20);

/// The day of a place, and a station's kiosks.
#[derive(Clone, Copy)]
pub(super) struct Live {
    pub(super) place: Place,
    pub(super) board: Loading<Arc<Board>>,
    pub(super) kiosks: Option<Loading<Kiosks>>,
    /// When the board was last renewed; changes with each renewal, so that what depends on the clock follows.
    pub(super) renewed_at: RwSignal<Timestamp>,
    asking: RwSignal<bool>,
    stale: RwSignal<Option<ApiError>>,
    /// Counts the questions: only the last one's answer is shown.
    turn: StoredValue<u32>,
}

impl Live {
    /// Asks now, and again while the page is looked at.
    pub(super) fn new(place: Place) -> Self {
        let renewed_at = RwSignal::new(now());
        let board = Loading::new(move || async move {
            let board = api::send::<GetBoard>(place, &(), &()).await?;
            renewed_at.try_set(now());
            Ok(Arc::new(board))
        });
        let kiosks = match place {
            Place::Station(station) => Some(Loading::new(move || async move { api::send::<ListKiosks>(station, &(), &()).await })),
            Place::Activity(_) => None,
        };
        let live = Self { place, board, kiosks, renewed_at, asking: RwSignal::new(false), stale: RwSignal::new(None), turn: StoredValue::new(0) };
        let tick = move || {
            if dom::is_visible() && live.asking.try_get_untracked() == Some(false) {
                live.ask_again(false);
            }
        };
        if let Ok(timer) = set_interval_with_handle(tick, EVERY) {
            on_cleanup(move || timer.clear());
        }
        // They listen as long as the page is there.
        let heard = StoredValue::new_local((visibility::on_return(tick), offline::on_online(tick)));
        on_cleanup(move || heard.dispose());
        live
    }

    /// Asks again, because somebody wants it. What they have just done is in the answer.
    pub(super) fn renew(self) {
        self.ask_again(true);
    }

    fn ask_again(self, wanted: bool) {
        if self.board.get_untracked().is_none() {
            return;
        }
        self.turn.update_value(|turn| *turn += 1);
        let mine = self.turn.get_value();
        self.asking.set(true);
        spawn_local(async move {
            let board = if wanted { api::send::<GetBoard>(self.place, &(), &()).await } else { api::renew::<GetBoard>(self.place, &()).await };
            let kiosks = match (&board, self.place) {
                (Ok(_), Place::Station(station)) => api::renew::<ListKiosks>(station, &()).await.ok(),
                _ => None,
            };
            if self.turn.try_get_value() != Some(mine) {
                return;
            }
            self.asking.try_set(false);
            match board {
                Ok(board) => {
                    self.stale.try_set(None);
                    self.renewed_at.try_set(now());
                    self.board.try_put(Arc::new(board));
                }
                Err(error) => {
                    self.stale.try_set(Some(error));
                }
            }
            if let (Some(shown), Some(kiosks)) = (self.kiosks, kiosks) {
                shown.try_put(kiosks);
            }
        });
    }

    /// A part of the board; it changes only when that part does.
    pub(super) fn part<T: Default + PartialEq + Send + Sync + 'static>(self, pick: impl Fn(&Board) -> T + Send + Sync + 'static) -> Memo<T> {
        Memo::new(move |_| self.board.get().map(|board| pick(&board)).unwrap_or_default())
    }

    /// The shifts that something can count for, by their begin.
    pub(super) fn shifts(self) -> Memo<Vec<BoardShift>> {
        self.part(|board| board.earlier.iter().chain(&board.shifts).cloned().collect())
    }

    /// Goes on at a heading: what was acted on leaves its list with the next answer, and the focus would be lost with it.
    pub(super) fn done_at(self, heading: &'static str) {
        self.renew();
        set_timeout(move || _ = dom::focus(heading), Duration::ZERO);
    }
}

/// Who looks.
pub(super) fn me() -> Option<PersonId> {
    session::who().with_untracked(|who| who.somebody().map(|person| person.person))
}

/// How fresh it is, and renewing it by hand.
pub(super) fn standing(live: Live) -> AnyView {
    let as_of = move || t!(attendance.as_of, time = format::clock(live.renewed_at.get()));
    let stale = move || {
        live.stale.get().map(|error| {
            let why = if offline::is_online() { problems::error(&error) } else { t!(attendance.offline).to_owned() };
            let words = t!(attendance.stale, time = format::clock(live.renewed_at.get()));
            view! { <Notice tone=Tone::Warning><p>{why} " " {words}</p></Notice> }
        })
    };
    view! {
        <div class="board-standing">
            <p class="quiet">{as_of} " " {t!(attendance.note)}</p>
            <button type="button" class="button button--quiet button--small" aria-disabled=move || live.asking.get().then_some("true") class:is-pending=live.asking
                on:click=move |_| if !live.asking.get_untracked() { live.renew() }>{icon(Icon::Clock)} <span>{t!(attendance.renew)}</span></button>
        </div>
        <div role="status">{stale}</div>
    }
    .into_any()
}
