//! A question over the page, on the native `<dialog>`.

use super::{Icon, icon};
use crate::browser::dialog;
use leptos::html;
use leptos::prelude::*;

/// Opens while `open` is true; Escape and the cross set it to false.
#[component]
pub fn Dialog(
    /// Unique on the page.
    id: &'static str,
    open: RwSignal<bool>,
    #[prop(into)] title: String,
    #[prop(into)] close_label: String,
    children: Children,
) -> impl IntoView {
    let element = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let wanted = open.get();
        if let Some(element) = element.get() {
            if wanted { dialog::open(&element) } else { dialog::close(&element) }
        }
    });
    // Only closing gives the focus back; leaving the page with it open does not.
    on_cleanup(move || {
        if let Some(Some(element)) = element.try_get_untracked() {
            dialog::close(&element);
        }
    });
    let heading = format!("{id}-title");
    let named_by = heading.clone();
    view! {
        <dialog class="dialog" id=id node_ref=element aria-labelledby=named_by on:close=move |_| open.set(false)>
            <div class="dialog__head">
                <h2 id=heading>{title}</h2>
                <button type="button" class="icon-button" aria-label=close_label on:click=move |_| open.set(false)>
                    {icon(Icon::Close)}
                </button>
            </div>
            {children()}
        </dialog>
    }
}
