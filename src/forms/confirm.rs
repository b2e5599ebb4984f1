//! A question before something that cannot simply be taken back.

use super::{Form, refused};
use crate::t;
use crate::ui::Dialog;
use leptos::prelude::*;

/// The question with its two answers, on the page only while it is open, so that every line of a
/// list may have its own.
///
/// `act` runs on yes. It sends with the form it is given, which shows a refusal inside the
/// question, and closes the question when it worked.
#[component]
pub fn Confirm(
    /// Unique among the questions that can be open at once.
    id: &'static str,
    open: RwSignal<bool>,
    title: &'static str,
    /// What happens on yes, in words on the button.
    yes: &'static str,
    /// Class of that button: a warning, unless nothing is lost by it.
    #[prop(default = "button button--danger")]
    yes_class: &'static str,
    act: Callback<Form>,
    children: ChildrenFn,
) -> impl IntoView {
    let question = move || {
        let form = Form::new();
        let press = move |_| {
            if !form.pending().get_untracked() {
                form.accept(Vec::new());
                act.run(form);
            }
        };
        let children = children.clone();
        view! {
            <Dialog id open title close_label=t!(shell.close)>
                <div class="confirm">{children()} {refused(form)}</div>
                <p class="actions">
                    <button type="button" class=yes_class aria-disabled=move || form.pending().get().then_some("true")
                        class:is-pending=form.pending() on:click=press>{yes}</button>
                    <button type="button" class="button button--quiet" on:click=move |_| open.set(false)>{t!(shell.back)}</button>
                </p>
            </Dialog>
        }
    };
    move || open.get().then(&question)
}
