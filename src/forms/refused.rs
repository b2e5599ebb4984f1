//! What the server refused, where there is a button and no form around it.

use super::Form;
use crate::ui::{Notice, Tone};
use leptos::prelude::*;

/// The refusal in words, spoken when it comes.
pub fn refused(form: Form) -> AnyView {
    let problem = form.problem();
    view! { <div role="alert">{move || problem.get().map(|words| view! { <Notice tone=Tone::Danger><p>{words}</p></Notice> })}</div> }.into_any()
}
