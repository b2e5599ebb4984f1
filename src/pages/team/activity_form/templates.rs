//! The patterns of the team that is chosen: a new activity may begin with one, and one that is not needed any more is dropped.

use crate::api;
use crate::components::{Loading, Named};
use crate::route::Route;
use crate::t;
use domain::api::activity::{DropTemplate, ListTemplates, Template};
use domain::ids::TeamId;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The list; nothing while the team has none. That it could not be had keeps nobody from typing.
pub(super) fn templates(team: RwSignal<Option<Named<TeamId>>>) -> AnyView {
    let found = Loading::new(move || {
        let team = team.get().map(|team| team.id);
        async move {
            match team {
                Some(team) => Ok((Some(team), api::send::<ListTemplates>(team, &(), &()).await?.items)),
                None => Ok((None, Vec::new())),
            }
        }
    });
    let drop = move |template: Template| {
        spawn_local(async move {
            if api::send::<DropTemplate>(template.activity, &(), &()).await.is_ok() {
                found.reload();
            }
        });
    };
    let one = move |team: Option<TeamId>, template: Template| {
        let href = Route::NewActivity { team, like: Some(template.activity) }.href();
        let (name, dropped) = (template.name.clone(), template.clone());
        view! {
            <li class="row">
                <a class="link row__main" href=href>{name.clone()}</a>
                <button type="button" class="button button--quiet button--small" on:click=move |_| drop(dropped.clone())>
                    {t!(manage.template_drop)} " " <span class="visually-hidden">{name}</span></button>
            </li>
        }
    };
    (move || {
        found.get().filter(|(_, all)| !all.is_empty()).map(|(team, all)| view! {
            <details class="disclosure">
                <summary>{t!(manage.template_begin, count = all.len().to_string())}</summary>
                <ul class="rows">{all.into_iter().map(|template| one(team, template)).collect_view()}</ul>
            </details>
        })
    })
    .into_any()
}
