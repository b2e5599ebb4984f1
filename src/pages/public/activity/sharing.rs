//! Handing the activity's address on.

use crate::browser::history;
use crate::browser::share::{Shared, share};
use crate::t;
use crate::ui::{Icon, icon, toast};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The button; where neither share sheet nor clipboard is there, the address to copy by hand.
pub(super) fn sharing(title: String) -> AnyView {
    let by_hand = RwSignal::new(None::<String>);
    let hand_on = move |_| {
        let title = title.clone();
        spawn_local(async move {
            let address = history::full_address();
            match share(&title, &address).await {
                Shared::Sheet => {}
                Shared::Copied => toast::show(t!(activity.link_copied)),
                Shared::No => {
                    by_hand.try_set(Some(address));
                }
            }
        });
    };
    view! {
        <div class="sharing">
            <button type="button" class="button button--quiet button--small" on:click=hand_on>{icon(Icon::Share)} {t!(activity.share)}</button>
            <div role="status">
                {move || by_hand.get().map(|address| view! { <p class="quiet">{t!(activity.copy_by_hand)} " " <code>{address}</code></p> })}
            </div>
        </div>
    }
    .into_any()
}
