//! For people with a role: navigation at the side on wide screens, behind a menu button on phones.
//! It shows what the person's roles lead to, and nothing else.

use super::{nav_link, skip_link, voices};
use crate::api;
use crate::city::city;
use crate::components::ReadingSettings;
use crate::i18n::{either, problems};
use crate::navigation;
use crate::route::Route;
use crate::session;
use crate::t;
use crate::ui::{Icon, icon, toast};
use domain::api::session::LogOut;
use domain::can::Role;
use domain::check_in::Place;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The frame around `page`.
pub fn admin(page: AnyView) -> AnyView {
    let open = RwSignal::new(false);
    let current = navigation::current();
    // The menu has done its work once a page was chosen.
    Effect::new(move |_| {
        current.track();
        open.set(false);
    });
    view! {
        {skip_link()}
        <div class="admin">
            <header class="side">
                <div class="side__head">
                    <a class="brand" href=Route::Manage.href()>
                        <span class="brand__mark">{icon(Icon::Heart)}</span> <span class="brand__name">{either(&city().short_name)}</span>
                    </a>
                    <button type="button" class="side__toggle" aria-expanded=move || open.get().to_string() aria-controls="side-nav"
                        on:click=move |_| open.update(|open| *open = !*open)>{icon(Icon::Menu)} <span>{t!(shell.menu)}</span></button>
                </div>
                <div id="side-nav" class="side__body" class:is-open=open>
                    <nav class="side__nav" aria-label=t!(shell.admin_nav_label)>{links()}</nav>
                    <div class="side__foot">
                        {nav_link("side__link", Route::Home, Icon::Back, t!(shell.admin_to_public), None)}
                        {person()}
                        <ReadingSettings />
                    </div>
                </div>
            </header>
            <main id="main" tabindex="-1" class="main admin__main">{page}</main>
        </div>
        {voices()}
    }
    .into_any()
}

fn links() -> AnyView {
    let who = session::who();
    let roles = Memo::new(move |_| who.with(session::Who::roles));
    (move || {
        let roles = roles.get();
        let administers = roles.iter().any(|role| matches!(role, Role::Administrator { .. }));
        let leads = roles.iter().any(|role| matches!(role, Role::TeamLeader { .. }));
        let stations = roles.iter().filter_map(|role| match role {
            Role::StationKeeper { station } => Some(view! {
                {nav_link("side__link", Route::Board(Place::Station(*station)), Icon::Clock, t!(attendance.title), None)}
                {nav_link("side__link", Route::AdminStation(*station), Icon::Device, t!(manage.my_station), None)}
            }),
            _ => None,
        });
        view! {
            {nav_link("side__link", Route::Manage, Icon::Manage, t!(shell.admin_overview), None)}
            {(administers || leads).then(|| nav_link("side__link", Route::all_managed(), Icon::Activities, t!(shell.admin_activities), None))}
            {stations.collect_view()}
            {administers.then(|| view! {
                {nav_link("side__link", Route::AdminTeams, Icon::Team, t!(shell.admin_teams), None)}
                {nav_link("side__link", Route::AdminStations, Icon::Place, t!(shell.admin_stations), None)}
                {nav_link("side__link", Route::AdminReports, Icon::Messages, t!(shell.admin_reports), None)}
                {nav_link("side__link", Route::AdminPeople, Icon::People, t!(shell.admin_people), None)}
            })}
        }
    })
    .into_any()
}

/// Who is logged in, and logging out.
fn person() -> AnyView {
    let who = session::who();
    let name = move || who.with(|who| who.somebody().map(|person| person.name.clone()));
    let log_out = move |_| {
        spawn_local(async {
            match api::send::<LogOut>((), &(), &()).await {
                Ok(()) => {
                    navigation::go(&Route::Home);
                    session::set(None);
                }
                Err(error) => toast::show(problems::error(&error)),
            }
        });
    };
    view! {
        <p class="side__person">
            <span class="side__name">{icon(Icon::Me)} {name}</span>
            <button type="button" class="link" on:click=log_out>{t!(shell.log_out)}</button>
        </p>
    }
    .into_any()
}
