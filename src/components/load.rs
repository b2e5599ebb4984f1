//! Something that is asked of the server and shown when it comes.
//!
//! For the first 300 ms nothing is shown: a flash of grey makes a fast answer feel slow. While it is
//! asked again, what stood there stays.

use super::ErrorPanel;
use crate::api::ApiError;
use crate::t;
use crate::ui::skeleton_lines;
use leptos::prelude::*;
use std::future::Future;
use std::time::Duration;

/// How long nothing is shown.
pub(super) const PATIENCE: Duration = Duration::from_millis(300);

#[derive(Clone, PartialEq)]
enum Phase<T> {
    Pending { long: bool },
    Ready(T),
    Failed(ApiError),
}

/// An answer on its way, or here.
pub struct Loading<T: Send + Sync + 'static> {
    phase: RwSignal<Phase<T>>,
    again: RwSignal<u32>,
}

impl<T: Send + Sync + 'static> Clone for Loading<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Loading<T> {}

impl<T: Clone + Send + Sync + 'static> Loading<T> {
    /// Asks now, and again whenever a signal that `ask` reads before its first `await` changes.
    pub fn new<F>(ask: impl Fn() -> F + 'static) -> Self
    where
        F: Future<Output = Result<T, ApiError>> + 'static,
    {
        let phase = RwSignal::new(Phase::Pending { long: false });
        let again = RwSignal::new(0_u32);
        let latest = StoredValue::new(0_u32);
        Effect::new(move |_| {
            again.track();
            let answer = ask();
            latest.update_value(|number| *number += 1);
            let mine = latest.get_value();
            if !matches!(*phase.read_untracked(), Phase::Ready(_)) {
                phase.set(Phase::Pending { long: false });
                let lose_patience = move || {
                    if let Some(Phase::Pending { .. }) = phase.try_get_untracked() {
                        phase.set(Phase::Pending { long: true });
                    }
                };
                set_timeout(lose_patience, PATIENCE);
            }
            leptos::task::spawn_local(async move {
                let answer = answer.await;
                // Only the last question's answer counts, and only while the page is there.
                if latest.try_get_value() == Some(mine) {
                    phase.try_set(match answer {
                        Ok(data) => Phase::Ready(data),
                        Err(error) => Phase::Failed(error),
                    });
                }
            });
        });
        Self { phase, again }
    }

    /// Asks again.
    pub fn reload(self) {
        self.again.update(|count| *count += 1);
    }

    /// What came, if it came.
    pub fn get(self) -> Option<T> {
        match self.phase.get() {
            Phase::Ready(data) => Some(data),
            _ => None,
        }
    }

    /// The same, untracked.
    pub fn get_untracked(self) -> Option<T> {
        match self.phase.get_untracked() {
            Phase::Ready(data) => Some(data),
            _ => None,
        }
    }

    /// Why it did not come, if so.
    pub fn failure(self) -> Option<ApiError> {
        match self.phase.get() {
            Phase::Failed(error) => Some(error),
            _ => None,
        }
    }

    /// The same as [`Self::put`], for an answer that may come when the page is gone.
    pub fn try_put(self, data: T) {
        self.phase.try_set(Phase::Ready(data));
    }

    /// Puts `data` in the place of what came, after a change whose answer tells the new state.
    pub fn put(self, data: T) {
        self.phase.set(Phase::Ready(data));
    }
}

/// Shows what was asked: nothing for a moment, then grey shapes, then `show` or the error.
#[component]
pub fn Load<T: Clone + Send + Sync + 'static>(of: Loading<T>, show: fn(T) -> AnyView) -> impl IntoView {
    let retry = Callback::new(move |()| of.reload());
    move || match of.phase.get() {
        Phase::Pending { long: false } => ().into_any(),
        Phase::Pending { long: true } => skeleton_lines(t!(shell.loading)),
        Phase::Ready(data) => show(data),
        Phase::Failed(error) => view! { <ErrorPanel error retry /> }.into_any(),
    }
}
