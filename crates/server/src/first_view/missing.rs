//! Nothing is shown under the address of an activity: it is not there, or not for everybody yet.

use super::parts::{heading, icon};
use super::words::t;
use super::{Screen, Telling};
use axum::http::StatusCode;
use icons::Icon;
use maud::html;

/// The screen. The page asks again itself: whoever manages the activity may see a draft.
pub(super) fn screen(telling: &Telling<'_>) -> Screen {
    let words = &telling.words;
    let (title, help) = (t!(words, first_view.missing_title), t!(words, first_view.missing_help));
    Screen {
        status: StatusCode::NOT_FOUND,
        title: title.to_owned(),
        description: help.to_owned(),
        main: html! {
            section class="empty" {
                span class="empty__icon" { (icon(Icon::Info)) }
                (heading(title, "page-title"))
                p { (help) }
                p class="actions" {
                    a class="button" href="/" { (t!(words, shell.to_home)) }
                    a class="button button--quiet" href="/activities" { (t!(words, shell.to_activities)) }
                }
            }
        },
        preloaded: None,
    }
}
