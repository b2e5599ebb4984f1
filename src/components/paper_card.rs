//! A card on paper as it is printed: its code, and what the paper says. No full name: paper is lost
//! and found.

use super::{qr_picture, star_row};
use crate::city::city;
use crate::i18n::{either, format};
use crate::t;
use domain::api::card::PaperCard;
use leptos::prelude::*;

/// The card, in the size of a bank card. Of a page that shows one, nothing else is printed.
pub fn paper_card(paper: &PaperCard) -> AnyView {
    let until = format::date(city().zone.day_of(paper.expires_at));
    view! {
        <section class="paper-card" aria-label=t!(card.paper_title)>
            <div class="paper-card__code">{qr_picture(&paper.text, t!(card.picture))}</div>
            <div class="paper-card__words">
                <p class="paper-card__city">{either(&city().name)}</p>
                <p class="paper-card__title">{t!(card.paper_name)}</p>
                <p class="paper-card__name">{paper.name.clone()}</p>
                <p class="paper-card__number number">{paper.number.grouped()}</p>
                {star_row(paper.star)}
                <p>{t!(card.paper_until, date = until)}</p>
                <p class="paper-card__check">{t!(card.paper_check)}</p>
            </div>
        </section>
    }
    .into_any()
}
