//! What is shown where something could not be loaded.

use crate::api::ApiError;
use crate::i18n::problems;
use crate::navigation;
use crate::route::Route;
use crate::t;
use crate::ui::{Icon, icon};
use domain::problem::ErrorCode;
use leptos::prelude::*;

/// The error in words, with the one thing that helps: trying again, or logging in.
#[component]
pub fn ErrorPanel(error: ApiError, retry: Callback<()>) -> impl IntoView {
    let id = error.problem().and_then(|problem| problem.request_id.clone());
    let help = match error.code() {
        Some(ErrorCode::NotLoggedIn) => {
            let next = Some(navigation::current().with_untracked(Route::href));
            view! { <a class="button" href=Route::LogIn { next }.href()>{t!(shell.log_in)}</a> }.into_any()
        }
        Some(ErrorCode::NotFound | ErrorCode::Forbidden) => view! { <a class="button button--quiet" href=Route::Home.href()>{t!(shell.to_home)}</a> }.into_any(),
        _ => view! { <button type="button" class="button button--quiet" on:click=move |_| retry.run(())>{t!(shell.retry)}</button> }.into_any(),
    };
    view! {
        <section class="empty" role="alert">
            <span class="empty__icon">{icon(Icon::Warning)}</span>
            <p>{problems::error(&error)}</p>
            {help}
            {id.map(|id| view! { <p class="quiet">{t!(problems.request_id, id = id)}</p> })}
        </section>
    }
}
