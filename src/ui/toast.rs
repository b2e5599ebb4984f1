//! Short words at the edge of the screen after something was done. They go by themselves, so
//! nothing may stand here that is said nowhere else.

use leptos::prelude::*;
use std::time::Duration;

const STAYS: Duration = Duration::from_secs(6);

#[derive(Clone, PartialEq)]
struct Toast {
    number: u32,
    text: String,
}

thread_local! {
    static TOASTS: ArcRwSignal<Vec<Toast>> = ArcRwSignal::new(Vec::new());
}

fn toasts() -> ArcRwSignal<Vec<Toast>> {
    TOASTS.with(Clone::clone)
}

/// Shows `text` for a while.
pub fn show(text: impl Into<String>) {
    let toasts = toasts();
    let number = toasts.with_untracked(|all| all.last().map_or(0, |last| last.number + 1));
    toasts.update(|all| all.push(Toast { number, text: text.into() }));
    set_timeout(move || toasts.update(|all| all.retain(|toast| toast.number != number)), STAYS);
}

/// Where they appear; once in each layout.
#[component]
pub fn Toasts() -> impl IntoView {
    let toasts = toasts();
    view! {
        <div class="toasts" role="status" aria-live="polite">
            {move || toasts.get().into_iter().map(|toast| view! { <p class="toast">{toast.text}</p> }).collect_view()}
        </div>
    }
}
