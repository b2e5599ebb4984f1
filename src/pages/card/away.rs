//! The card is not on this phone: where it is, why, and how it comes here.

use super::keeping::Page;
use super::{Why, lost, moving};
use crate::i18n::{devices, format};
use crate::route::Route;
use crate::t;
use crate::ui::{Icon, Notice, Tone, icon};
use domain::api::card::CardPhone;
use leptos::prelude::*;

/// What stands in the place of the card.
pub(super) fn away(page: Page) -> AnyView {
    (move || {
        let (why, mine) = (page.away.get()?, page.mine.get()?);
        let (title, help) = words(why, mine.phone.is_some());
        let elsewhere = mine.phone.as_ref().is_some_and(|phone| !phone.here);
        Some(view! {
            <section class="panel id-away">
                <span class="empty__icon">{icon(Icon::Device)}</span>
                <h2>{title}</h2>
                {mine.phone.as_ref().map(where_it_is)}
                <p>{help}</p>
                <Notice tone=Tone::Success><p>{t!(card.hours_safe)}</p></Notice>
                {moving::moving(page, mine.clone())}
                {elsewhere.then(|| lost::lost(page, t!(card.lost)))}
                <p><a class="link" href=Route::PaperCard.href()>{t!(card.paper_title)}</a></p>
            </section>
        })
    })
    .into_any()
}

fn where_it_is(phone: &CardPhone) -> AnyView {
    let (device, since) = (devices::words(&phone.device), format::moment(phone.enrolled_at));
    view! { <p class="id-fact">{icon(Icon::Device)} <span>{t!(card.is_on, device = device, moment = since)}</span></p> }.into_any()
}

/// What happened, and what it means. `live` when the card is on some phone.
fn words(why: Why, live: bool) -> (&'static str, &'static str) {
    match (why, live) {
        (Why::Elsewhere, true) => (t!(card.elsewhere_title), t!(card.elsewhere_help)),
        (Why::Elsewhere, false) => (t!(card.nowhere_title), t!(card.nowhere_help)),
        (Why::Cleared, _) => (t!(card.cleared_title), t!(card.cleared_help)),
        (Why::Gone, true) => (t!(card.gone_title), t!(card.elsewhere_help)),
        (Why::Gone, false) => (t!(card.gone_revoked_title), t!(card.lost_help)),
        (Why::Lost, _) => (t!(card.revoked), t!(card.lost_help)),
    }
}
