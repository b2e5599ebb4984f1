//! The card as it is shown: whose it is, the code, until when it works without a network.

use super::code::Code;
use super::keeping::Page;
use super::lost;
use crate::browser::offline;
use crate::city::city;
use crate::components::star_row;
use crate::i18n::{either, format};
use crate::route::Route;
use crate::session::{self, Who};
use crate::t;
use crate::ui::{Icon, Notice, Tone, icon};
use domain::credential::SLOT_SECONDS;
use leptos::prelude::*;

/// The card of `page`, which has one.
pub(super) fn screen(page: Page) -> AnyView {
    let code = Code::of(page.card);
    view! {
        <section class="id-card" aria-label=t!(card.title)>
            <p class="id-card__city">{either(&city().name)}</p>
            {code.picture()} {holder(page)}
            <p class="id-card__help">{t!(card.help)}</p>
            <p class="visually-hidden">{t!(card.help_spoken)}</p>
        </section>
        <p><a class="button button--quiet" href=Route::Scan { code: None }.href()>{icon(Icon::Scan)} {t!(scan.entry)}</a></p>
        {code.clock_warning()}
        {standing(page)}
        <p class="quiet">{t!(card.renewed, seconds = SLOT_SECONDS.to_string())}</p>
        {manage(page)}
    }
    .into_any()
}

/// Name, number, star and team. Each follows the card: a new star shows without a reload.
fn holder(page: Page) -> AnyView {
    let face = Memo::new(move |_| page.card.with(|card| card.as_ref().map(|card| card.face.clone())));
    (move || {
        let face = face.get()?;
        Some(view! {
            <p class="id-card__name">{face.name}</p>
            <p class="id-card__number"><span class="visually-hidden">{t!(account.number)}</span> <span class="number">{face.number.grouped()}</span></p>
            <div class="id-card__star">{star_row(face.star)}</div>
            {face.team.map(|team| view! { <p class="id-card__team">{icon(Icon::Team)} <span>{team}</span></p> })}
        })
    })
    .into_any()
}

/// Until when, how well bound, what is wrong; the city's line about insurance.
fn standing(page: Page) -> AnyView {
    let about = Memo::new(move |_| page.card.with(|card| card.as_ref().map(|card| (card.expires_at(), card.is_weaker()))));
    let until = move || {
        let (until, weaker) = about.get()?;
        let moment = format::moment(until);
        // Nothing opens this page again where the browser does not keep it.
        let words = if offline::opens_again() { t!(card.offline_until, moment = moment) } else { t!(card.open_until, moment = moment) };
        let weak = weaker.then(|| view! { <Notice tone=Tone::Warning><p><b>{t!(card.weaker)}</b></p><p>{t!(card.weaker_help)}</p></Notice> });
        Some(view! { <p class="id-fact">{icon(Icon::Clock)} <span>{words}</span></p> {weak} })
    };
    let insurance = city().insurance.as_ref().map(|words| view! { <p class="id-fact">{icon(Icon::Shield)} <span>{either(words)}</span></p> });
    view! { <div class="id-facts">{until} {insurance} <div role="status">{move || trouble(page)}</div></div> }.into_any()
}

/// Why the card is not renewed, when it should be.
fn trouble(page: Page) -> Option<AnyView> {
    if session::who().with(|who| *who == Who::Nobody) {
        let href = Route::LogIn { next: Some(Route::Card.href()) }.href();
        return Some(
            view! { <Notice tone=Tone::Info><p>{t!(card.logged_out)} " " <a class="link" href=href>{t!(shell.log_in)}</a></p></Notice> }.into_any(),
        );
    }
    let due = page.card.with(|card| card.as_ref().is_some_and(crate::card::Card::is_due));
    let failed = page.failure().with(Option::is_some);
    (due && failed).then(|| view! { <Notice tone=Tone::Info><p>{t!(card.not_renewed)}</p></Notice> }.into_any())
}

/// A card on paper, and what to do when the phone is lost.
fn manage(page: Page) -> AnyView {
    view! {
        <details class="id-more">
            <summary>{t!(card.manage)}</summary>
            <ul class="menu">
                <li><a class="menu__link" href=Route::PaperCard.href()>{icon(Icon::Print)} <span class="menu__words">{t!(card.paper_title)}</span> {icon(Icon::Next)}</a></li>
            </ul>
            <p class="quiet">{t!(card.lost_hint)}</p>
            {lost::lost(page, t!(card.revoke_here))}
        </details>
    }
    .into_any()
}
