//! Says that a new version of the page has come. It is taken when the reader wants it: nothing is
//! reloaded under their hands.

use crate::browser::offline;
use crate::t;
use crate::ui::{Icon, icon};
use leptos::prelude::*;

/// The word of it; once in each layout.
#[component]
pub fn NewVersion() -> impl IntoView {
    let shown = RwSignal::new(offline::has_new_version());
    let heard = StoredValue::new_local(offline::on_new_version(move || {
        shown.try_set(true);
    }));
    on_cleanup(move || heard.dispose());
    let note = move || {
        shown.get().then(|| {
            view! {
                <p class="toast new-version">
                    <span>{t!(shell.new_version)}</span>
                    <button type="button" class="button button--small" on:click=|_| offline::take_new_version()>{t!(shell.new_version_take)}</button>
                    <button type="button" class="new-version__close" aria-label=t!(shell.close) on:click=move |_| shown.set(false)>{icon(Icon::Close)}</button>
                </p>
            }
        })
    };
    view! { <div class="toasts toasts--new-version" role="status">{note}</div> }
}
