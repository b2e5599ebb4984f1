//! Choosing a team or a station by a part of its name.

use super::{Load, Loading};
use crate::api::{self, ApiError};
use crate::browser::dom;
use crate::t;
use crate::ui::{Icon, icon};
use domain::api::PageSize;
use domain::api::station::ListStations;
use domain::api::team::{ListTeams, PlaceQuery};
use domain::division::DivisionCode;
use domain::ids::{StationId, TeamId};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

/// A team or station with its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named<Id> {
    pub id: Id,
    pub name: String,
}

/// How many are offered; who does not find it among them types more.
const OFFERED: u8 = 6;
/// How long the typing must rest before the server is asked.
const REST: Duration = Duration::from_millis(250);

type Answer<Id> = Pin<Box<dyn Future<Output = Result<Offer<Id>, ApiError>>>>;

/// What the server found.
#[derive(Clone)]
struct Offer<Id> {
    found: Vec<Named<Id>>,
    more: bool,
}

/// A team, among those of the city.
#[component]
pub fn TeamPicker(id: &'static str, #[prop(into)] label: String, chosen: RwSignal<Option<Named<TeamId>>>, error: Signal<Option<String>>) -> impl IntoView {
    picker(id, label, chosen, error, Signal::stored(None), |query| {
        Box::pin(async move {
            let page = api::send::<ListTeams>((), &query, &()).await?;
            let found = page.items.into_iter().map(|team| Named { id: team.id, name: team.name }).collect();
            Ok(Offer { found, more: page.next.is_some() })
        })
    })
}

/// A station, among those of a division.
#[component]
pub fn StationPicker(
    id: &'static str,
    #[prop(into)] label: String,
    chosen: RwSignal<Option<Named<StationId>>>,
    error: Signal<Option<String>>,
    #[prop(into)] division: Signal<Option<DivisionCode>>,
) -> impl IntoView {
    picker(id, label, chosen, error, division, |query| {
        Box::pin(async move {
            let page = api::send::<ListStations>((), &query, &()).await?;
            let found = page.items.into_iter().map(|station| Named { id: station.id, name: station.name }).collect();
            Ok(Offer { found, more: page.next.is_some() })
        })
    })
}

/// What is shown of an offer, and what a click on it does.
#[derive(Clone)]
struct Shown<Id: Clone + Send + Sync + 'static> {
    offer: Offer<Id>,
    choose: Callback<Named<Id>>,
}

fn picker<Id: Clone + Send + Sync + 'static>(
    id: &'static str,
    label: String,
    chosen: RwSignal<Option<Named<Id>>>,
    error: Signal<Option<String>>,
    division: Signal<Option<DivisionCode>>,
    ask: fn(PlaceQuery) -> Answer<Id>,
) -> AnyView {
    // Whoever chose, or chose anew, goes on where the name stands.
    let follow = move || set_timeout(move || _ = dom::focus(id), Duration::ZERO);
    let choose = Callback::new(move |named: Named<Id>| {
        chosen.set(Some(named));
        follow();
    });
    let control = move || match chosen.get() {
        Some(named) => view! {
            <p class="chosen">
                <b>{named.name}</b>
                <button type="button" class="button button--quiet button--small" id=id on:click=move |_| {
                    chosen.set(None);
                    follow();
                }>{t!(manage.choose_another)}</button>
            </p>
        }
        .into_any(),
        None => search(id, error, division, ask, choose),
    };
    view! {
        <div class="field" class:field--error=move || error.with(Option::is_some)>
            <label class="field__label" for=id>{label}</label>
            {move || error.get().map(|error| view! { <p class="field__error" id=format!("{id}-error")>{icon(Icon::Warning)} {error}</p> })}
            {control}
        </div>
    }
    .into_any()
}

fn search<Id: Clone + Send + Sync + 'static>(
    id: &'static str,
    error: Signal<Option<String>>,
    division: Signal<Option<DivisionCode>>,
    ask: fn(PlaceQuery) -> Answer<Id>,
    choose: Callback<Named<Id>>,
) -> AnyView {
    let text = RwSignal::new(String::new());
    // Nothing is offered, nor asked for, before somebody wants to choose.
    let wanted = RwSignal::new(false);
    let turn = StoredValue::new(0_u32);
    let offers = move || {
        let found = Loading::new(move || {
            let typed = text.get();
            let query = PlaceQuery { division: division.get(), text: (!typed.is_empty()).then_some(typed), after: None, size: Some(PageSize::new(OFFERED)) };
            async move { Ok(Shown { offer: ask(query).await?, choose }) }
        });
        view! { <Load of=found show=offer_list /> }
    };
    let typing = move |typed: String| {
        turn.update_value(|turn| *turn += 1);
        let mine = turn.get_value();
        let rested = move || {
            if turn.try_get_value() == Some(mine) {
                text.set(typed.trim().chars().take(40).collect());
            }
        };
        set_timeout(rested, REST);
    };
    view! {
        <input class="input" type="search" id=id autocomplete="off" maxlength="40" placeholder=t!(manage.choose_by_name)
            aria-invalid=move || error.with(Option::is_some).then_some("true") aria-describedby=move || error.with(Option::is_some).then(|| format!("{id}-error"))
            on:focus=move |_| wanted.set(true) on:input=move |event| typing(event_target_value(&event))
            // Enter belongs to the search, not to the form around it.
            on:keydown=move |event| if event.key() == "Enter" { event.prevent_default() } />
        <div class="offers" aria-live="polite">{move || wanted.get().then(offers)}</div>
    }
    .into_any()
}

fn offer_list<Id: Clone + Send + Sync + 'static>(shown: Shown<Id>) -> AnyView {
    let Shown { offer, choose } = shown;
    if offer.found.is_empty() {
        return view! { <p class="quiet">{t!(manage.choose_none)}</p> }.into_any();
    }
    let line = move |named: Named<Id>| {
        let name = named.name.clone();
        view! { <li><button type="button" class="offer" on:click=move |_| choose.run(named.clone())>{name}</button></li> }
    };
    view! {
        <ul class="offers__list" aria-label=t!(manage.choose_from)>{offer.found.into_iter().map(line).collect_view()}</ul>
        {offer.more.then(|| view! { <p class="quiet">{t!(manage.choose_more)}</p> })}
    }
    .into_any()
}
