//! Sending a form once, however often its button is pressed.

use crate::api::Intent;
use leptos::prelude::*;

/// Keeps the [`Intent`] of what was sent last. The same content again, after a lost answer, is the
/// same wish; another content is another one.
pub struct Wish<B: Send + Sync + 'static>(StoredValue<Option<(B, Intent)>>);

impl<B: Send + Sync + 'static> Clone for Wish<B> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<B: Send + Sync + 'static> Copy for Wish<B> {}

impl<B: Clone + PartialEq + Send + Sync + 'static> Wish<B> {
    /// Nothing was sent yet.
    #[expect(clippy::new_without_default, reason = "it makes a stored value, which belongs to an owner")]
    pub fn new() -> Self {
        Self(StoredValue::new(None))
    }

    /// The intent under which `body` is sent.
    pub fn intent(self, body: &B) -> Intent {
        let kept = self.0.try_get_value().flatten().filter(|(sent, _)| sent == body).map(|(_, intent)| intent);
        kept.unwrap_or_else(|| {
            let intent = Intent::new();
            self.0.try_set_value(Some((body.clone(), intent.clone())));
            intent
        })
    }

    /// It was done: the same content once more is a new wish.
    pub fn fulfilled(self) {
        self.0.try_set_value(None);
    }
}
