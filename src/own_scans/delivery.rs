//! Sending what waits of the person who is logged in, one after the other. The server counts each code once, so that
//! sending one again, from another tab too, changes nothing.

use super::{speaks_for_itself, store};
use crate::api::{self, ApiError};
use crate::i18n::scans;
use crate::navigation;
use crate::route::Route;
use crate::session;
use crate::t;
use crate::ui::toast;
use domain::api::attendance::{PlaceScanned, ScanPlace};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::cell::Cell;

/// What has just happened to the scans on this phone.
#[derive(Debug, Clone, PartialEq)]
pub enum News {
    /// One came, or was read.
    Changed,
    /// The server has answered for this one.
    Delivered { key: String, scanned: PlaceScanned },
    /// No answer came; the rest waits.
    Failed(ApiError),
}

thread_local! {
    static NEWS: ArcRwSignal<News> = ArcRwSignal::new(News::Changed);
    static SENDING: Cell<bool> = const { Cell::new(false) };
}

/// The latest, tracked.
pub fn news() -> ArcRwSignal<News> {
    NEWS.with(Clone::clone)
}

pub(super) fn tell(what: News) {
    news().set(what);
}

/// Sends what waits, unless that is being done. What is kept meanwhile is sent as well.
pub fn deliver() {
    if !SENDING.replace(true) {
        spawn_local(async {
            send_all().await;
            SENDING.set(false);
        });
    }
}

async fn send_all() {
    let who = session::who();
    let mut tried: Vec<String> = Vec::new();
    while let Some(person) = who.with_untracked(|who| who.somebody().map(|somebody| somebody.person)) {
        let Some((key, kept)) = store::of(person).into_iter().find(|(key, kept)| kept.answer.is_none() && !tried.contains(key)) else { return };
        tried.push(key.clone());
        match api::send::<ScanPlace>((), &(), &kept.scan).await {
            Ok(scanned) => {
                if speaks_for_itself(&scanned) {
                    store::forget(&key);
                } else {
                    store::put(&key, store::Kept { answer: Some(scanned.clone()), ..kept });
                }
                // The page for it says it large.
                if !navigation::current().with_untracked(|route| matches!(route, Route::Scan { .. })) {
                    toast::show(t!(scan.delivered, what = scans::outcome(&scanned.outcome).1));
                }
                tell(News::Delivered { key, scanned });
            }
            // Nothing is lost: whatever the server does not take stays here, and holds nothing up.
            Err(error) => {
                let nobody_hears = error.may_pass();
                tell(News::Failed(error));
                if nobody_hears {
                    return;
                }
            }
        }
    }
}
