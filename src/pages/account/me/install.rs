//! Putting the portal on the home screen, in the way this browser has. The style sheet hides it where
//! that is done already.

use crate::browser::install::{self, Way};
use crate::t;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The section; nothing where there is no way.
pub(super) fn install() -> AnyView {
    let way = RwSignal::new(install::way());
    let heard = StoredValue::new_local(install::on_offer(move || {
        way.try_set(install::way());
    }));
    on_cleanup(move || heard.dispose());
    (move || {
        let how = match way.get() {
            Way::None => return None,
            Way::Ask => view! { <button type="button" class="button button--quiet" on:click=move |_| ask(way)>{t!(account.install)}</button> }.into_any(),
            Way::ShareMenu => t!(account.install_by_hand).into_any(),
            Way::OtherBrowser => t!(account.install_elsewhere).into_any(),
        };
        Some(view! {
            <section class="section install" aria-labelledby="install">
                <h2 id="install">{t!(account.install_title)}</h2>
                <p>{t!(account.install_why)}</p>
                <p>{how}</p>
            </section>
        })
    })
    .into_any()
}

fn ask(way: RwSignal<Way>) {
    spawn_local(async move {
        install::ask().await;
        way.try_set(install::way());
    });
}
