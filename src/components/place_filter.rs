//! Narrowing a list of teams or stations: part of a name, and a division.

use super::DivisionPicker;
use crate::t;
use crate::ui::{Icon, icon};
use domain::api::team::PlaceQuery;
use leptos::prelude::*;

/// The filter writes `query`; the list asks again by itself. `id` prefixes the ids inside.
#[component]
pub fn PlaceFilter(id: &'static str, #[prop(into)] label: String, query: RwSignal<PlaceQuery>) -> impl IntoView {
    let text = RwSignal::new(String::new());
    Effect::new(move |_| text.set(query.with(|query| query.text.clone()).unwrap_or_default()));
    let division = Signal::derive(move || query.with(|query| query.division.clone()));
    let on_change = Callback::new(move |code| query.update(|query| query.division = code));
    let text_id = format!("{id}-text");
    view! {
        <form class="search" role="search" on:submit=move |event| {
            event.prevent_default();
            let typed: String = text.with_untracked(|text| text.trim().chars().take(40).collect());
            query.update(|query| query.text = (!typed.is_empty()).then_some(typed));
        }>
            <label class="visually-hidden" for=text_id.clone()>{label.clone()}</label>
            <input class="input search__input" id=text_id type="search" maxlength="40" enterkeyhint="search" autocomplete="off" placeholder=label
                prop:value=text on:input=move |event| text.set(event_target_value(&event)) />
            <button type="submit" class="button search__button">{icon(Icon::Search)} <span>{t!(activity.search)}</span></button>
        </form>
        <div class="filter-divisions"><DivisionPicker id label=t!(activity.filter_division) chosen=division on_change /></div>
    }
}
