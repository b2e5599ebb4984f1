//! For people with a role: navigation at the side on wide screens, behind a menu button on phones.

use super::{nav_link, skip_link, voices};
use crate::city::city;
use crate::components::ReadingSettings;
use crate::i18n::either;
use crate::navigation;
use crate::route::Route;
use crate::session;
use crate::t;
use crate::ui::{Icon, icon};
use leptos::prelude::*;

/// The frame around `page`.
pub fn admin(page: AnyView) -> AnyView {
    let open = RwSignal::new(false);
    let current = navigation::current();
    // The menu has done its work once a page was chosen.
    Effect::new(move |_| {
        current.track();
        open.set(false);
    });
    let who = session::who();
    let administration = move || {
        who.with(|who| who.is_administrator()).then(|| {
            view! {
                {nav_link("side__link", Route::AdminTeams, Icon::Team, t!(shell.admin_teams), None)}
                {nav_link("side__link", Route::AdminStations, Icon::Place, t!(shell.admin_stations), None)}
                {nav_link("side__link", Route::AdminPeople, Icon::People, t!(shell.admin_people), None)}
            }
        })
    };
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
                    <nav class="side__nav" aria-label=t!(shell.admin_nav_label)>
                        {nav_link("side__link", Route::Manage, Icon::Manage, t!(shell.admin_overview), None)}
                        {nav_link("side__link", Route::ManagedActivities { team: None }, Icon::Activities, t!(shell.admin_activities), None)}
                        {administration}
                    </nav>
                    <div class="side__foot">
                        {nav_link("side__link", Route::Me, Icon::Me, t!(shell.nav_me), None)}
                        {nav_link("side__link", Route::Home, Icon::Back, t!(shell.admin_to_public), None)}
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
