//! Somebody's cards, for whoever answers for the division: one on paper for people without a phone,
//! and revoking all of them when they are lost, stolen or misused.

use crate::api;
use crate::browser::dom;
use crate::components::paper_card;
use crate::forms::{Confirm, Form, refused};
use crate::t;
use crate::ui::{Icon, icon, toast};
use domain::api::card::{MakePaperFor, PaperCard, RevokeCardsOf};
use domain::ids::PersonId;
use leptos::prelude::*;

/// What can be done with the cards of `person`, who is called `name`.
pub(super) fn cards(person: PersonId, name: String) -> AnyView {
    let form = Form::new();
    let made = RwSignal::new(None::<PaperCard>);
    let make = move |_| {
        if !form.pending().get_untracked() {
            form.run(async move { api::send::<MakePaperFor>(person, &(), &()).await }, move |paper| made.set(Some(paper)));
        }
    };
    let printable = move || {
        let paper = made.get()?;
        Some(view! {
            <div class="person-paper">
                {paper_card(&paper)}
                <p class="quiet">{t!(manage.cards_hand_over)}</p>
                <p class="actions"><button type="button" class="button" on:click=move |_| dom::print()>{icon(Icon::Print)} <span>{t!(card.paper_print)}</span></button></p>
            </div>
        })
    };
    view! {
        <div class="person-cards">
            <p class="actions">
                <button type="button" class="button button--quiet button--small" class:is-pending=form.pending()
                    aria-disabled=move || form.pending().get().then_some("true") on:click=make>
                    {icon(Icon::Card)} <span>{t!(card.paper_make)} <span class="visually-hidden">{name.clone()}</span></span>
                </button>
                {revoke(person, name, made)}
            </p>
            {refused(form)}
            {printable}
        </div>
    }
    .into_any()
}

fn revoke(person: PersonId, name: String, made: RwSignal<Option<PaperCard>>) -> AnyView {
    let open = RwSignal::new(false);
    let question = t!(manage.cards_revoke_help, name = name.clone());
    let act = Callback::new(move |form: Form| {
        form.run(async move { api::send::<RevokeCardsOf>(person, &(), &()).await }, move |()| {
            toast::show(t!(manage.cards_revoked));
            made.try_set(None);
            open.try_set(false);
        });
    });
    view! {
        <button type="button" class="link link--danger" on:click=move |_| open.set(true)>{t!(manage.cards_revoke)} <span class="visually-hidden">{name}</span></button>
        <Confirm id="revoke-cards" open title=t!(manage.cards_revoke_title) yes=t!(manage.cards_revoke) act>
            <p>{question.clone()}</p>
        </Confirm>
    }
    .into_any()
}
