//! Choosing a division: one select a level, each filled by what was chosen above it.

use super::{Load, Loading};
use crate::api::{self, ApiError};
use crate::city::city;
use crate::t;
use domain::api::division::{BranchQuery, Division, DivisionBranch, ListDivisions};
use domain::division::DivisionCode;
use leptos::prelude::*;
use std::cell::RefCell;
use std::collections::HashMap;

thread_local! {
    /// Divisions do not change while somebody looks.
    static KNOWN: RefCell<HashMap<DivisionCode, DivisionBranch>> = RefCell::new(HashMap::new());
}

/// A division's children and the way down to it.
pub(crate) async fn branch(of: DivisionCode) -> Result<DivisionBranch, ApiError> {
    if let Some(known) = KNOWN.with_borrow(|known| known.get(&of).cloned()) {
        return Ok(known);
    }
    let branch = api::send::<ListDivisions>((), &BranchQuery { of: Some(of.clone()) }, &()).await?;
    KNOWN.with_borrow_mut(|known| known.insert(of, branch.clone()));
    Ok(branch)
}

/// One level: the divisions below `parent`, and which of them is on the way to the chosen one.
#[derive(Clone)]
struct LevelView {
    id: &'static str,
    label: String,
    parent: DivisionCode,
    children: Vec<Division>,
    chosen: Option<DivisionCode>,
    on_change: Callback<Option<DivisionCode>>,
}

/// Selects from the city down to `chosen`, and one below it. Each change calls `on_change`.
#[component]
pub fn DivisionPicker(
    /// Prefix of the selects' ids; an error summary links to the first, which has it as its id.
    id: &'static str,
    #[prop(into)] label: String,
    #[prop(into)] chosen: Signal<Option<DivisionCode>>,
    on_change: Callback<Option<DivisionCode>>,
) -> impl IntoView {
    let levels = Loading::new(move || {
        let chosen = chosen.get();
        let label = label.clone();
        async move {
            let way: Vec<DivisionCode> = chosen.as_ref().map(DivisionCode::path).unwrap_or_default();
            let mut levels = Vec::new();
            let mut parent = city().root.clone();
            loop {
                let branch = branch(parent.clone()).await?;
                if branch.children.is_empty() {
                    break;
                }
                let next = branch.children.iter().map(|child| &child.code).find(|code| way.contains(code)).cloned();
                let name = branch.path.last().map(|division| division.name.clone()).unwrap_or_default();
                let label = if levels.is_empty() { label.clone() } else { t!(activity.within, name = name) };
                levels.push(LevelView { id, label, parent: parent.clone(), children: branch.children, chosen: next.clone(), on_change });
                match next {
                    Some(next) => parent = next,
                    None => break,
                }
            }
            Ok(levels)
        }
    });
    view! { <div class="picker"><Load of=levels show=selects /></div> }
}

fn selects(levels: Vec<LevelView>) -> AnyView {
    levels.into_iter().enumerate().map(|(place, level)| select(place, level)).collect_view().into_any()
}

fn select(place: usize, level: LevelView) -> AnyView {
    let LevelView { id, label, parent, children, chosen, on_change } = level;
    let id = if place == 0 { id.to_owned() } else { format!("{id}-{place}") };
    let nothing = if place == 0 { t!(activity.whole_city).to_owned() } else { t!(activity.any_below).to_owned() };
    // Choosing nothing here means the whole of what was chosen above.
    let above = (place > 0).then_some(parent);
    view! {
        <div class="field">
            <label class="field__label" for=id.clone()>{label}</label>
            <select class="input" id=id on:change=move |event| {
                on_change.run(event_target_value(&event).parse().ok().or_else(|| above.clone()));
            }>
                <option value="" selected=chosen.is_none()>{nothing}</option>
                {children.into_iter().map(|child| view! {
                    <option value=child.code.to_string() selected={chosen.as_ref() == Some(&child.code)}>{child.name}</option>
                }).collect_view()}
            </select>
        </div>
    }
    .into_any()
}
