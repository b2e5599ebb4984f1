//! One person found: who it is, the roles, giving and taking them, the cards.

use super::{cards, give};
use crate::api;
use crate::components::DivisionName;
use crate::forms::{Confirm, Form};
use crate::i18n::staff;
use crate::t;
use crate::ui::{Icon, icon, toast};
use domain::api::people::{Found, TakeGrant};
use domain::can::Grant;
use domain::ids::PersonId;
use leptos::prelude::*;

/// The person; the form that gives a role stands below while `open` names this person.
pub(super) fn person(found: Found, open: RwSignal<Option<PersonId>>) -> AnyView {
    let Found { person, name, number, phone_masked, division, grants } = found;
    let grants = RwSignal::new(grants);
    let giving = Memo::new(move |_| open.get() == Some(person));
    let given = Callback::new(move |grant: Grant| {
        toast::show(t!(manage.role_given, role = staff::role(&grant.role), scope = grant.scope_name));
        grants.update(|all| all.push(grant));
        open.set(None);
    });
    let to_whom = name.clone();
    let (owner, called) = (name.clone(), name.clone());
    let roles = move || {
        let all = grants.get();
        if all.is_empty() {
            return view! { <p class="quiet">{t!(manage.roles_none)}</p> }.into_any();
        }
        let lines = all.into_iter().map(|grant| role(grant, grants, &owner)).collect_view();
        view! { <ul class="roles" aria-label=t!(manage.roles)>{lines}</ul> }.into_any()
    };
    view! {
        <article class="row row--tall">
            <div class="row__main">
                <h2 class="row__title">{name}</h2>
                <p class="row__facts">
                    <span class="number">{t!(manage.number)} " " {number.grouped()}</span>
                    <span class="number">{t!(manage.phone)} " " {phone_masked}</span>
                    {division.map(|code| view! { <DivisionName code /> })}
                </p>
                {roles}
                {cards::cards(person, called)}
                {move || giving.get().then(|| give::give(person, given))}
            </div>
            <p class="row__actions">
                <button type="button" class="button button--quiet button--small" aria-expanded=move || giving.get().to_string()
                    on:click=move |_| open.set((!giving.get_untracked()).then_some(person))>{icon(Icon::Plus)} <span>{t!(manage.role_give)} <span class="visually-hidden">{to_whom}</span></span></button>
            </p>
        </article>
    }
    .into_any()
}

/// A role with its button.
fn role(grant: Grant, grants: RwSignal<Vec<Grant>>, owner: &str) -> AnyView {
    let open = RwSignal::new(false);
    let words = format!("{} · {}", staff::role(&grant.role), grant.scope_name);
    let id = grant.id;
    let of_whom = format!("{words} {owner}");
    let question = t!(manage.role_take_help, role = words, name = owner.to_owned());
    let act = Callback::new(move |form: Form| {
        form.run(async move { api::send::<TakeGrant>(id, &(), &()).await }, move |()| {
            open.try_set(false);
            toast::show(t!(manage.role_taken));
            grants.try_update(|all| all.retain(|grant| grant.id != id));
        });
    });
    view! {
        <li class="roles__one">
            <span>{words}</span>
            <button type="button" class="link" on:click=move |_| open.set(true)>{t!(manage.role_take)} <span class="visually-hidden">{of_whom}</span></button>
            <Confirm id="take-role" open title=t!(manage.role_take_title) yes=t!(manage.role_take) act>
                <p>{question.clone()}</p>
            </Confirm>
        </li>
    }
    .into_any()
}
