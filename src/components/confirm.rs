//! A question before something that cannot simply be taken back.

use crate::t;
use crate::ui::Dialog;
use leptos::prelude::*;

/// The question with its two answers. `act` runs on yes; whoever asked closes the dialog.
#[component]
pub fn Confirm(
    /// Unique on the page.
    id: &'static str,
    open: RwSignal<bool>,
    #[prop(into)] title: String,
    /// What happens on yes, in words on the button.
    #[prop(into)] yes: String,
    #[prop(into)] pending: Signal<bool>,
    act: Callback<()>,
    children: Children,
) -> impl IntoView {
    view! {
        <Dialog id open title close_label=t!(shell.close)>
            <div class="confirm">{children()}</div>
            <p class="actions">
                <button type="button" class="button button--danger" aria-disabled=move || pending.get().then_some("true") class:is-pending=pending
                    on:click=move |_| {
                        if !pending.get_untracked() {
                            act.run(());
                        }
                    }>{yes}</button>
                <button type="button" class="button button--quiet" on:click=move |_| open.set(false)>{t!(shell.back)}</button>
            </p>
        </Dialog>
    }
}
