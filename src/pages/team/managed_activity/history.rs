//! What was changed, by whom and when. It is asked for when somebody opens it.

use crate::api;
use crate::components::{Paged, PagedList};
use crate::i18n::{changes, format};
use crate::t;
use domain::api::account::ListQuery;
use domain::api::activity::{ActivityRevision, ListChanges};
use domain::ids::ActivityId;
use leptos::prelude::*;

/// The section, folded.
pub(super) fn history(id: ActivityId) -> AnyView {
    let opened = RwSignal::new(false);
    let list = move || {
        let list = Paged::new(move |after| async move { api::send::<ListChanges>(id, &ListQuery { after, size: None }, &()).await });
        view! { <PagedList of=list show=revision empty=nothing class="rows" /> }
    };
    view! {
        <details class="disclosure no-print" on:toggle=move |_| opened.set(true)>
            <summary>{t!(manage.history_title)}</summary>
            {move || opened.get().then(list)}
        </details>
    }
    .into_any()
}

fn nothing() -> AnyView {
    view! { <p class="quiet">{t!(manage.history_none)}</p> }.into_any()
}

fn revision(one: ActivityRevision) -> AnyView {
    view! {
        <article class="row row--tall">
            <div class="row__main">
                <p class="row__facts"><b class="number">{format::moment(one.at)}</b> <span>{one.by}</span></p>
                <ul class="bullets">{one.changes.iter().map(|change| view! { <li>{changes::change(change)}</li> }).collect_view()}</ul>
            </div>
        </article>
    }
    .into_any()
}
