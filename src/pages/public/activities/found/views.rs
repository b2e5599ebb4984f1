//! The same finds in several views.

use super::super::filters::change;
use super::Finding;
use crate::t;
use crate::ui::{Icon, icon};
use finder::View;
use leptos::prelude::*;

/// The switch between them.
pub(super) fn views(Finding { search, .. }: Finding) -> AnyView {
    let one = move |view: View, sign: Icon, words: &'static str| {
        let on = move || search.with(|search| search.view == view).to_string();
        view! { <button type="button" class="chip" aria-pressed=on on:click=move |_| change(search, |next| next.view = view)>{icon(sign)} {words}</button> }
    };
    view! {
        <div class="chips views" role="group" aria-label=t!(activity.views)>
            {one(View::List, Icon::Menu, t!(activity.view_list))}
            {one(View::Calendar, Icon::Activities, t!(activity.view_calendar))}
            {one(View::Map, Icon::Place, t!(activity.view_map))}
        </div>
    }
    .into_any()
}
