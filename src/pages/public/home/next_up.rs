//! The reader's own next shift.

use crate::api;
use crate::city::{city, now};
use crate::components::{Load, Loading};
use crate::i18n::format;
use crate::route::Route;
use crate::t;
use crate::ui::{Icon, icon};
use domain::api::PageSize;
use domain::api::account::ListQuery;
use domain::api::sign_up::ListMySignUps;
use domain::check_in::opens_at;
use domain::sign_up::SignUp;
use leptos::prelude::*;

/// Enough to hold all open sign-ups of one person: the list begins with the latest shift.
const ENOUGH: u8 = 100;

/// The next shift with its place, and the way to the code; nothing when there is none.
pub(super) fn next_up() -> AnyView {
    let next = Loading::new(|| async {
        let query = ListQuery { size: Some(PageSize::new(ENOUGH)), after: None };
        let all = api::send::<ListMySignUps>((), &query, &()).await?.items;
        Ok(all.into_iter().filter(|one| one.status.has_place() && one.time.end > now()).min_by_key(|one| one.time.start))
    });
    view! { <Load of=next show=shown /> }.into_any()
}

fn shown(next: Option<SignUp>) -> AnyView {
    let Some(next) = next else { return ().into_any() };
    let opening = now() >= opens_at(next.time.start, &city().policy);
    view! {
        <section class="section next-up" aria-labelledby="next-up">
            <h2 id="next-up">{t!(account.next_up)}</h2>
            <p class="next-up__title"><a href=Route::Activity(next.activity).href()>{next.activity_title}</a></p>
            <p class="fact">{icon(Icon::Clock)} <span>{format::span(next.time)}</span></p>
            <p class="fact">{icon(Icon::Place)} <span>{next.place} " · " {next.position_name}</span></p>
            <p class="actions">
                <a class="button" href=Route::Card.href()>{icon(Icon::Card)} {t!(account.show_card)}</a>
                {opening.then(|| view! { <a class="button button--quiet" href=Route::Scan { code: None }.href()>{icon(Icon::Scan)} {t!(scan.entry)}</a> })}
            </p>
        </section>
    }
    .into_any()
}
