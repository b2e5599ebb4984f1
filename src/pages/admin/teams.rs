//! Teams: finding them, making one.

mod form;

use crate::api;
use crate::browser::announce;
use crate::components::{DivisionName, PageTitle, PlaceFilter, Paged, PagedList};
use crate::i18n::staff;
use crate::route::Route;
use crate::t;
use crate::ui::{Icon, Notice, Tone, icon};
use domain::api::team::{ListTeams, PlaceQuery};
use domain::team::Team;
use leptos::prelude::*;

/// The list, the filter and the form.
pub fn teams() -> AnyView {
    let query = RwSignal::new(PlaceQuery::default());
    let list = Paged::new(move |after| {
        let asked = PlaceQuery { after, ..query.get() };
        async move { api::send::<ListTeams>((), &asked, &()).await }
    });
    let making = RwSignal::new(false);
    let made = RwSignal::new(None::<Team>);
    let on_made = Callback::new(move |team: Team| {
        announce::say(&t!(manage.team_made, name = team.name));
        made.set(Some(team));
        making.set(false);
        // The new team stands first in the unfiltered list.
        query.set(PlaceQuery::default());
        list.reload();
    });
    let news = move || {
        made.get().map(|team| view! { <Notice tone=Tone::Success><p>{t!(manage.team_made, name = team.name)}</p></Notice> })
    };
    view! {
        <div class="section__head">
            <PageTitle text=t!(manage.teams_title) />
            <button type="button" class="button button--small" aria-expanded=move || making.get().to_string() aria-controls="new-team"
                on:click=move |_| making.update(|on| *on = !*on)>{icon(Icon::Plus)} <span>{t!(manage.team_new)}</span></button>
        </div>
        <div id="new-team">{move || making.get().then(|| form::form(on_made))}</div>
        {news}
        <PlaceFilter id="team-filter" label=t!(manage.team_search) query />
        <PagedList of=list show=row empty=empty class="rows" />
    }
    .into_any()
}

fn row(team: Team) -> AnyView {
    view! {
        <article class="row">
            <div class="row__main">
                <h2 class="row__title">{team.name}</h2>
                <p class="row__facts">
                    <span class="tag tag--quiet">{staff::team_form(team.form)}</span>
                    <DivisionName code=team.division />
                    {team.org_code.map(|code| view! { <span class="number">{code.as_str().to_owned()}</span> })}
                </p>
            </div>
            <p class="row__actions">
                <a class="button button--quiet button--small" href=Route::ManagedActivities { team: Some(team.id), status: None }.href()>{t!(manage.its_activities)}</a>
            </p>
        </article>
    }
    .into_any()
}

fn empty() -> AnyView {
    view! {
        <section class="empty">
            <span class="empty__icon">{icon(Icon::Team)}</span>
            <p>{t!(manage.teams_empty)}</p>
        </section>
    }
    .into_any()
}
