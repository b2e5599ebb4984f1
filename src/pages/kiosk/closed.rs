//! A scanner that takes no scans: nobody is logged in, or whoever is may not, or no more. What was scanned stays on the phone.

use super::queue;
use crate::api::ApiError;
use crate::components::{ErrorPanel, PageTitle};
use crate::i18n::format;
use crate::navigation;
use crate::route::Route;
use crate::t;
use crate::ui::{Notice, Tone};
use domain::check_in::Place;
use domain::ids::ActivityId;
use domain::problem::ErrorCode;
use leptos::prelude::*;

/// The page.
pub(super) fn closed(activity: ActivityId, error: ApiError) -> AnyView {
    let standing = queue::standing(Some(Place::Activity(activity)));
    let waiting = standing.oldest.map(|oldest| {
        let words = t!(kiosk.left_over, count = standing.waiting.to_string(), age = format::ago(oldest));
        view! { <Notice tone=Tone::Warning><p>{words}</p> <p>{t!(kiosk.scanner_left_over_help)}</p></Notice> }
    });
    let staff = (error.code() == Some(ErrorCode::NotLoggedIn)).then(|| {
        let next = Some(navigation::current().with_untracked(Route::href));
        view! { <p><a class="link" href=Route::StaffLogIn { next }.href()>{t!(kiosk.scanner_staff_log_in)}</a></p> }
    });
    view! {
        <div class="kiosk-enrol">
            <PageTitle text=t!(kiosk.scanner_title) />
            {waiting}
            <ErrorPanel error retry=Callback::new(|()| ()) />
            {staff}
            <p><a class="link" href=Route::ManagedActivity(activity).href()>{t!(kiosk.to_activity)}</a></p>
        </div>
    }
    .into_any()
}
