//! How the reader is told beside the inbox: on this device, by text message, by e-mail, and when not.

mod email;
mod push;
mod wishes;

use crate::api;
use crate::components::{Load, Loading, PageTitle};
use crate::t;
use domain::api::notice::{GetMyNotices, MyNotices};
use leptos::prelude::*;

/// The page.
pub fn my_notices() -> AnyView {
    let asked = Loading::new(|| api::send::<GetMyNotices>((), &(), &()));
    // Made once: an answer to one part leaves what is typed in the others alone.
    let is_there = Memo::new(move |_| asked.get().is_some());
    let now = Signal::derive(move || asked.get());
    let became = Callback::new(move |notices: MyNotices| asked.try_put(notices));
    let parts = move || {
        is_there.get().then(|| asked.get_untracked()).flatten().map(|first| {
            view! { {push::push(&first, became)} {wishes::wishes(first.wishes, now, became)} {email::email(first.sends_email, now, became)} }
        })
    };
    view! {
        <div class="narrow">
            <PageTitle text=t!(notices.title) />
            <p class="lead">{t!(notices.lead)}</p>
            <Load of=asked show=|_| ().into_any() />
            {parts}
        </div>
    }
    .into_any()
}
