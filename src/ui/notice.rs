//! A box that says something about what stands beside it.

use super::{Icon, icon};
use leptos::prelude::*;

/// What kind of thing is said. Never told by colour alone: each has its icon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    Info,
    Success,
    Warning,
    Danger,
}

impl Tone {
    fn look(self) -> (&'static str, Icon) {
        match self {
            Self::Info => ("notice", Icon::Info),
            Self::Success => ("notice notice--success", Icon::Check),
            Self::Warning => ("notice notice--warning", Icon::Warning),
            Self::Danger => ("notice notice--danger", Icon::Warning),
        }
    }
}

/// The box.
#[component]
pub fn Notice(tone: Tone, children: Children) -> impl IntoView {
    let (class, sign) = tone.look();
    view! {
        <div class=class>
            {icon(sign)} <div class="notice__body">{children()}</div>
        </div>
    }
}
