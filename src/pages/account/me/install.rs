//! Putting the portal on the home screen, in the way this browser has. The style sheet hides it where
//! that is done already.

use crate::browser::install::{self, Way};
use crate::t;
use leptos::prelude::*;

/// The section. Hidden until there is a way: some browsers offer it only after a while.
pub(super) fn install() -> AnyView {
    let hidden = RwSignal::new(install::way() == Way::None);
    let heard = StoredValue::new_local(install::on_offer(move || {
        hidden.try_set(false);
    }));
    on_cleanup(move || heard.dispose());
    let how = match install::way() {
        Way::ShareMenu => t!(account.install_by_hand).into_any(),
        Way::OtherBrowser => t!(account.install_elsewhere).into_any(),
        Way::Ask | Way::None => {
            let ask = move |_| {
                install::ask();
                hidden.set(true);
            };
            view! { <button type="button" class="button button--quiet" on:click=ask>{t!(account.install)}</button> }.into_any()
        }
    };
    view! {
        <section class="section install" aria-labelledby="install" hidden=hidden>
            <h2 id="install">{t!(account.install_title)}</h2>
            <p>{t!(account.install_why)}</p>
            <p>{how}</p>
        </section>
    }
    .into_any()
}
