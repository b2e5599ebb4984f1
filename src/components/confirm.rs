//! Asking once more before something that cannot be taken back.

use crate::t;
use crate::ui::{Dialog, Notice, Tone};
use leptos::prelude::*;

/// A dialog with what will happen (`children`), a button that does it and one that does not.
#[component]
pub fn Confirm(
    /// Unique on the page.
    id: &'static str,
    open: RwSignal<bool>,
    #[prop(into)] title: String,
    #[prop(into)] confirm_label: String,
    #[prop(into)] pending: Signal<bool>,
    /// Why it could not be done.
    #[prop(into)] problem: Signal<Option<String>>,
    on_confirm: Callback<()>,
    children: Children,
) -> impl IntoView {
    view! {
        <Dialog id open title close_label=t!(shell.close)>
            <div class="confirm">
                {children()}
                <div role="alert">
                    {move || problem.get().map(|problem| view! { <Notice tone=Tone::Danger><p>{problem}</p></Notice> })}
                </div>
                <div class="actions">
                    <button type="button" class="button button--danger" aria-disabled=move || pending.get().then_some("true") class:is-pending=pending
                        on:click=move |_| if !pending.get_untracked() { on_confirm.run(()) }>{confirm_label}</button>
                    <button type="button" class="button button--quiet" on:click=move |_| open.set(false)>{t!(shell.cancel)}</button>
                </div>
            </div>
        </Dialog>
    }
}
