//! Revoking the card on a phone: lost, stolen, sold.

use super::Why;
use super::keeping::Page;
use crate::api;
use crate::browser::{announce, dom};
use crate::forms::{Confirm, Form};
use crate::t;
use crate::ui::toast;
use domain::api::card::RevokePhone;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// A button that says `words`, and the question behind it.
pub(super) fn lost(page: Page, words: &'static str) -> AnyView {
    let open = RwSignal::new(false);
    let act = Callback::new(move |form: Form| {
        form.run(async { api::send::<RevokePhone>((), &(), &()).await }, move |()| {
            open.try_set(false);
            toast::show(t!(card.revoked));
            page.mine.try_update(|mine| {
                if let Some(mine) = mine {
                    mine.phone = None;
                }
            });
            spawn_local(async move {
                page.drop_it(Why::Lost).await;
                dom::focus(announce::HEADING);
            });
        });
    });
    view! {
        <p><button type="button" class="link link--danger" on:click=move |_| open.set(true)>{words}</button></p>
        <Confirm id="revoke-phone" open title=t!(card.revoke_title) yes=t!(card.revoke) act>
            <p>{t!(card.revoke_help)}</p>
        </Confirm>
    }
    .into_any()
}
