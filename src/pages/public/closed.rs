//! Nothing to see here: an unknown address, or a page for others.

use crate::components::PageTitle;
use crate::route::Route;
use crate::t;
use crate::ui::{Icon, icon};
use leptos::prelude::*;

/// Nothing stands at this address.
pub fn not_found() -> AnyView {
    closed(t!(shell.not_found_title), t!(shell.not_found_help))
}

/// A page that is not for this reader.
pub fn closed(title: &'static str, help: &'static str) -> AnyView {
    view! {
        <section class="empty">
            <span class="empty__icon">{icon(Icon::Info)}</span>
            <PageTitle text=title />
            <p>{help}</p>
            <p class="actions">
                <a class="button" href=Route::Home.href()>{t!(shell.to_home)}</a>
                <a class="button button--quiet" href=Route::all_activities().href()>{t!(shell.to_activities)}</a>
            </p>
        </section>
    }
    .into_any()
}
