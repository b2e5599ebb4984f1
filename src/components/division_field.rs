//! A division in a form, and the name of one in a text.

use super::{DivisionPicker, division_picker::branch};
use crate::city::city;
use crate::ui::{Icon, icon};
use domain::api::division::DivisionBranch;
use domain::division::DivisionCode;
use leptos::prelude::*;
use std::cell::RefCell;
use std::collections::HashMap;

/// The picker with the fault of what was picked. Nothing picked means the whole city.
#[component]
pub fn DivisionField(
    /// Unique on the page; the error summary links to it.
    id: &'static str,
    #[prop(into)] label: String,
    chosen: RwSignal<Option<DivisionCode>>,
    error: Signal<Option<String>>,
) -> impl IntoView {
    let on_change = Callback::new(move |code| chosen.set(code));
    view! {
        <div class="field" class:field--error=move || error.with(Option::is_some)>
            {move || error.get().map(|error| view! { <p class="field__error" role="status">{icon(Icon::Warning)} {error}</p> })}
            <DivisionPicker id label chosen on_change />
        </div>
    }
}

type Kept = ArcRwSignal<Option<DivisionBranch>>;

thread_local! {
    /// The branches in which names were looked up: each is asked for once.
    static BRANCHES: RefCell<HashMap<DivisionCode, Kept>> = RefCell::new(HashMap::new());
}

/// The branch that names `parent`'s children; asked for when nobody did before.
fn kept_branch(parent: DivisionCode) -> Kept {
    let known = BRANCHES.with_borrow(|all| all.get(&parent).cloned());
    known.unwrap_or_else(|| {
        let kept = Kept::new(None);
        BRANCHES.with_borrow_mut(|all| all.insert(parent.clone(), kept.clone()));
        let found = kept.clone();
        leptos::task::spawn_local(async move {
            match branch(parent.clone()).await {
                Ok(branch) => found.set(Some(branch)),
                // The next one who needs it asks again.
                Err(_) => BRANCHES.with_borrow_mut(|all| {
                    all.remove(&parent);
                }),
            }
        });
        kept
    })
}

/// The name of a division with that of the one above it; its code until the name is known.
#[component]
pub fn DivisionName(code: DivisionCode) -> impl IntoView {
    let above = if code == city().root { code.clone() } else { code.parent().unwrap_or_else(|| code.clone()) };
    let kept = kept_branch(above.clone());
    let names = move || {
        kept.with(|branch| {
            let branch = branch.as_ref()?;
            let last = branch.path.last().map(|division| division.name.as_str());
            let own = branch.children.iter().find(|child| child.code == code).map(|child| child.name.as_str());
            match own {
                // Every division lies in the city: its name is left out.
                Some(own) if above == city().root => Some(own.to_owned()),
                Some(own) => Some(format!("{}{own}", last.unwrap_or_default())),
                None => last.map(str::to_owned),
            }
        })
        .unwrap_or_else(|| code.to_string())
    };
    view! { <span>{names}</span> }
}
