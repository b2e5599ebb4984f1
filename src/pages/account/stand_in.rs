//! A place that somebody wants to hand on, as whoever may take it sees it.

use crate::api;
use crate::components::{Load, Loading, PageTitle};
use crate::forms::{Form, Saying, Wish};
use crate::i18n::{format, sign_ups};
use crate::navigation;
use crate::route::Route;
use crate::t;
use crate::ui::{FormShell, Icon, Notice, Tone, icon, toast};
use domain::activity::Terms;
use domain::api::activity::GetActivity;
use domain::api::sign_up::{GetStandIn, StandIn, StandInRequest, TakeStandIn};
use domain::ids::SignUpId;
use leptos::prelude::*;

/// The place, and what its activity asks.
#[derive(Clone)]
struct Found {
    id: SignUpId,
    place: StandIn,
    terms: Terms,
}

/// The page.
pub fn stand_in(id: SignUpId) -> AnyView {
    let found = Loading::new(move || async move {
        let place = api::send::<GetStandIn>(id, &(), &()).await?;
        let terms = api::send::<GetActivity>(place.activity, &(), &()).await?.terms;
        Ok(Found { id, place, terms })
    });
    view! {
        <PageTitle text=t!(joining.take_title) />
        <div class="wide-form"><Load of=found show=shown /></div>
    }
    .into_any()
}

fn shown(found: Found) -> AnyView {
    let Found { id, place, terms } = found;
    let act = if place.own {
        view! { <Notice tone=Tone::Info><p>{t!(joining.take_own)}</p></Notice> }.into_any()
    } else {
        view! { <p class="lead">{t!(joining.take_from, name = place.from)}</p> {take(id, &terms)} }.into_any()
    };
    view! {
        <article class="card">
            <h2 class="card__title"><a class="link" href=Route::Activity(place.activity).href()>{place.activity_title}</a></h2>
            <p class="fact">{icon(Icon::Clock)} <span>{format::span(place.time)}</span></p>
            <p class="fact">{icon(Icon::Place)} <span>{place.place}</span></p>
            <p class="fact fact--quiet">{icon(Icon::People)} <span>{place.position_name}</span></p>
        </article>
        {act}
    }
    .into_any()
}

fn take(id: SignUpId, terms: &Terms) -> AnyView {
    let (form, wish, saying) = (Form::new(), Wish::new(), Saying::to(terms));
    let submit = Callback::new(move |()| {
        if form.accept(saying.faults()) {
            let request = StandInRequest { answers: saying.answers(), accepts_risks: saying.accepts_risks() };
            form.run(async move { wish.send::<TakeStandIn>(id, request).await }, |now| {
                toast::show(sign_ups::done(&now));
                navigation::go(&Route::MySignUps);
            });
        }
    });
    view! {
        <FormShell pending=form.pending() problem=form.problem() faults=form.faults() summary_title=t!(shell.error_summary) submit_label=t!(joining.take_accept) on_submit=submit>
            {saying.fields(form)}
        </FormShell>
    }
    .into_any()
}
