//! For kiosks: nothing but the page, over the whole screen.

use super::voices;
use leptos::prelude::*;

/// The frame around `page`.
pub fn kiosk(page: AnyView) -> AnyView {
    view! {
        <main id="main" tabindex="-1" class="kiosk-main">{page}</main>
        {voices()}
    }
    .into_any()
}
