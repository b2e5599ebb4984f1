//! Something asked for with one tap, perhaps several times until an answer comes.

use crate::api::{self, ApiError, Intent};
use domain::api::{Endpoint, PathArgs};
use leptos::prelude::*;

/// Keeps the [`Intent`] of what was asked for as long as nobody knows whether it happened, so that
/// a second tap after a lost answer is the same wish and not another one.
#[derive(Clone, Copy)]
pub struct Wish(StoredValue<Option<(String, Intent)>>);

impl Wish {
    /// Nothing was asked for yet.
    #[expect(clippy::new_without_default, reason = "it makes a signal, which belongs to an owner")]
    pub fn new() -> Self {
        Self(StoredValue::new(None))
    }

    /// The intent to ask for `what` with.
    pub fn intent(self, what: &str) -> Intent {
        let kept = self.0.with_value(|kept| kept.as_ref().filter(|(its, _)| its == what).map(|(_, intent)| intent.clone()));
        kept.unwrap_or_else(|| {
            let intent = Intent::new();
            self.0.set_value(Some((what.to_owned(), intent.clone())));
            intent
        })
    }

    /// Sends a form: the same content again is the same wish.
    ///
    /// # Errors
    /// When no answer came, or the server refused.
    pub async fn send<E>(self, path: E::Path, body: E::Body) -> Result<E::Response, ApiError>
    where
        E: Endpoint<Query = ()>,
    {
        let content = serde_json::to_string(&body).unwrap_or_default();
        let intent = self.intent(&format!("{}{content}", path.fill(E::PATTERN)));
        let answer = api::send_once::<E>(&intent, path, &(), &body).await;
        self.answered(&answer);
        answer
    }

    /// An answer came. Only when the outcome is still unknown does the wish stand.
    pub fn answered<T>(self, answer: &Result<T, ApiError>) {
        if !answer.as_ref().is_err_and(ApiError::may_pass) {
            self.0.try_update_value(|kept| *kept = None);
        }
    }
}
