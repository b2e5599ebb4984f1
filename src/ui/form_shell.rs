//! The frame of every form: it cannot be made without saying what happens while it is pending and
//! where its problem is shown. After a refused submit the focus goes to the summary, whose links
//! lead to the fields.

use super::{Notice, Tone};
use crate::browser::dom;
use leptos::prelude::*;

/// A field that has to change.
#[derive(Debug, Clone, PartialEq)]
pub struct Fault {
    /// Id of the control.
    pub field: String,
    pub text: String,
}

const SUMMARY: &str = "error-summary";

/// A form.
#[component]
pub fn FormShell(
    /// While true the form is not sent again.
    #[prop(into)] pending: Signal<bool>,
    /// What is wrong with the whole.
    #[prop(into)] problem: Signal<Option<String>>,
    /// What is wrong with single fields.
    #[prop(into)] faults: Signal<Vec<Fault>>,
    #[prop(into)] summary_title: String,
    #[prop(into)] submit_label: String,
    on_submit: Callback<()>,
    #[prop(default = "button")] submit_class: &'static str,
    children: Children,
) -> impl IntoView {
    let wrong = Memo::new(move |_| problem.with(Option::is_some) || faults.with(|all| !all.is_empty()));
    Effect::new(move |_| {
        problem.track();
        faults.track();
        if wrong.get_untracked() {
            dom::focus(SUMMARY);
        }
    });
    let summary = move || {
        wrong.get().then(|| {
            let faults = faults.get();
            let title = if faults.is_empty() { problem.get().unwrap_or_default() } else { summary_title.clone() };
            view! {
                <div id=SUMMARY class="error-summary" role="alert" tabindex="-1">
                    <Notice tone=Tone::Danger>
                        <p class="error-summary__title">{title}</p>
                        <ul>{faults.into_iter().map(line).collect_view()}</ul>
                    </Notice>
                </div>
            }
        })
    };
    view! {
        <form class="form" novalidate on:submit=move |event| {
            event.prevent_default();
            if !pending.get_untracked() {
                on_submit.run(());
            }
        }>
            {summary} {children()}
            <button type="submit" class=submit_class aria-disabled=move || pending.get().then_some("true") class:is-pending=pending>
                {submit_label}
            </button>
        </form>
    }
}

fn line(fault: Fault) -> AnyView {
    let Fault { field, text } = fault;
    // "Please fill this in" says nothing without the name of the field.
    let label = dom::label_of(&field);
    view! {
        <li>
            <a href=format!("#{field}") on:click=move |event| {
                event.prevent_default();
                dom::focus(&field);
            }>{label.map(|label| view! { <b>{label}</b> })} <span>{text}</span></a>
        </li>
    }
    .into_any()
}
