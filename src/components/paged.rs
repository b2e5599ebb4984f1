//! A list that comes page by page.

use super::ErrorPanel;
use super::load::PATIENCE;
use crate::api::ApiError;
use crate::t;
use crate::ui::skeleton_cards;
use domain::api::{Cursor, Page};
use leptos::prelude::*;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

type Answer<T> = Pin<Box<dyn Future<Output = Result<Page<T>, ApiError>>>>;

/// What has come so far, and how to ask for more.
pub struct Paged<T: Send + Sync + 'static> {
    items: RwSignal<Vec<T>>,
    next: RwSignal<Option<Cursor>>,
    state: RwSignal<State>,
    again: RwSignal<u32>,
    ask: StoredValue<Rc<dyn Fn(Option<Cursor>) -> Answer<T>>, LocalStorage>,
    latest: StoredValue<u32>,
}

#[derive(Clone, PartialEq)]
enum State {
    /// `long` after a moment; only then is anything shown.
    First { long: bool },
    Ready,
    /// More is on its way, or everything is asked anew: what is there stays.
    More,
    Failed(ApiError),
}

impl<T: Send + Sync + 'static> Clone for Paged<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Paged<T> {}

impl<T: Clone + Send + Sync + 'static> Paged<T> {
    /// Asks for the first page now, and again whenever a signal that `ask` reads before its first
    /// `await` changes.
    pub fn new<F>(ask: impl Fn(Option<Cursor>) -> F + 'static) -> Self
    where
        F: Future<Output = Result<Page<T>, ApiError>> + 'static,
    {
        let list = Self {
            items: RwSignal::new(Vec::new()),
            next: RwSignal::new(None),
            state: RwSignal::new(State::First { long: false }),
            again: RwSignal::new(0),
            ask: StoredValue::new_local(Rc::new(move |after| Box::pin(ask(after)) as Answer<T>)),
            latest: StoredValue::new(0),
        };
        Effect::new(move |_| {
            list.again.track();
            list.load(None);
        });
        list
    }

    /// Asks again from the beginning.
    pub fn reload(self) {
        self.again.update(|count| *count += 1);
    }

    /// Asks for the next page.
    pub fn more(self) {
        if let Some(after) = self.next.get_untracked() {
            self.load(Some(after));
        }
    }

    /// What has come so far, tracked.
    pub fn items(self) -> RwSignal<Vec<T>> {
        self.items
    }

    /// Whether there is more, tracked.
    pub fn has_more(self) -> bool {
        self.next.get().is_some()
    }

    /// Whether the list is there, tracked.
    pub fn is_ready(self) -> bool {
        self.state.with(|state| matches!(state, State::Ready | State::More))
    }

    /// Whether the question was answered or has failed, tracked.
    pub fn is_settled(self) -> bool {
        self.state.with(|state| !matches!(state, State::First { .. }))
    }

    fn is_busy(self) -> bool {
        self.state.with(|state| *state == State::More)
    }

    fn load(self, after: Option<Cursor>) {
        let Some(ask) = self.ask.try_get_value() else { return };
        let answer = ask(after);
        self.latest.update_value(|number| *number += 1);
        let mine = self.latest.get_value();
        let nothing_yet = self.items.with_untracked(Vec::is_empty);
        self.state.set(if nothing_yet { State::First { long: false } } else { State::More });
        let state = self.state;
        let lose_patience = move || {
            if let Some(State::First { .. }) = state.try_get_untracked() {
                state.set(State::First { long: true });
            }
        };
        set_timeout(lose_patience, PATIENCE);
        leptos::task::spawn_local(async move {
            let answer = answer.await;
            if self.latest.try_get_value() != Some(mine) {
                return;
            }
            match answer {
                Ok(page) => {
                    if after.is_some() {
                        self.items.update(|items| items.extend(page.items));
                    } else {
                        self.items.set(page.items);
                    }
                    self.next.set(page.next);
                    self.state.set(State::Ready);
                }
                Err(error) => self.state.set(State::Failed(error)),
            }
        });
    }
}

/// Shows the list with its "more" button; `empty` when nothing came.
#[component]
pub fn PagedList<T: Clone + Send + Sync + 'static>(of: Paged<T>, show: fn(T) -> AnyView, empty: fn() -> AnyView, #[prop(default = "list")] class: &'static str) -> impl IntoView {
    let rows = move || of.items.get().into_iter().map(|item| view! { <li>{show(item)}</li> }).collect_view();
    frame(of, empty, Rc::new(move || view! { <ul class=class aria-busy=of.is_busy().then_some("true")>{rows}</ul> }.into_any()))
}

/// Shows all that has come so far as `arrange` wants it, with the "more" button; `empty` when
/// nothing came.
#[component]
pub fn PagedGroups<T: Clone + Send + Sync + 'static>(of: Paged<T>, arrange: fn(Vec<T>) -> AnyView, empty: fn() -> AnyView) -> impl IntoView {
    frame(of, empty, Rc::new(move || (move || arrange(of.items.get())).into_any()))
}

fn frame<T: Clone + Send + Sync + 'static>(of: Paged<T>, empty: fn() -> AnyView, inside: Rc<dyn Fn() -> AnyView>) -> AnyView {
    let is_empty = Memo::new(move |_| of.items.with(Vec::is_empty));
    let inside = StoredValue::new_local(inside);
    (move || match of.state.get() {
        State::First { long: false } => ().into_any(),
        State::First { long: true } => skeleton_cards(t!(shell.loading)),
        State::Failed(error) => {
            let retry = Callback::new(move |()| of.reload());
            view! { <ErrorPanel error retry /> }.into_any()
        }
        State::Ready if is_empty.get() => empty(),
        State::Ready | State::More => {
            let busy = of.is_busy();
            let more = of.has_more().then(|| {
                view! {
                    <button type="button" class="button button--quiet pager" aria-disabled=busy.then_some("true") class:is-pending=busy on:click=move |_| {
                        if !busy { of.more() }
                    }>{t!(shell.more)}</button>
                }
            });
            let list = inside.with_value(|inside| inside());
            view! { {list} {more} }.into_any()
        }
    })
    .into_any()
}
