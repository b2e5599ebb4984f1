//! A card to print, for people without a phone and for the day the phone is flat: a static code,
//! which staff believe only together with the face.

use crate::api;
use crate::browser::{announce, dom};
use crate::components::{Load, Loading, PageTitle, paper_card};
use crate::forms::{Confirm, Form, refused};
use crate::route::Route;
use crate::t;
use crate::ui::{Icon, Notice, Tone, icon, toast};
use domain::api::card::{GetMyCard, MakePaper, PaperCard, RevokePaper};
use leptos::prelude::*;
use std::time::Duration;

/// The card on paper, if there is one, and where a change goes.
#[derive(Clone)]
struct Known {
    paper: Option<PaperCard>,
    changed: Callback<Option<PaperCard>>,
}

/// The page.
pub fn paper() -> AnyView {
    let newer = RwSignal::new(None::<Option<PaperCard>>);
    let changed = Callback::new(move |paper| {
        newer.set(Some(paper));
        // What was pressed goes with the old state. A question gives the focus back first, when it closes.
        set_timeout(|| _ = dom::focus(announce::HEADING), Duration::ZERO);
    });
    let known = Loading::new(move || {
        let newer = newer.get();
        async move {
            let paper = match newer {
                Some(paper) => paper,
                None => api::send::<GetMyCard>((), &(), &()).await?.paper,
            };
            Ok(Known { paper, changed })
        }
    });
    view! {
        <div class="narrow paper">
            <div class="no-print">
                <PageTitle text=t!(card.paper_title) />
                <p class="lead">{t!(card.paper_lead)}</p>
            </div>
            <Load of=known show=shown />
            <p class="no-print"><a class="link" href=Route::Card.href()>{t!(card.to_card)}</a></p>
        </div>
    }
    .into_any()
}

fn shown(known: Known) -> AnyView {
    match known.paper {
        Some(paper) => printable(paper, known.changed),
        None => make(known.changed),
    }
}

/// The card, and what can be done with it.
fn printable(paper: PaperCard, changed: Callback<Option<PaperCard>>) -> AnyView {
    view! {
        {paper_card(&paper)}
        <div class="no-print paper__acts">
            <Notice tone=Tone::Info><p>{t!(card.paper_care)}</p></Notice>
            <p class="actions">
                <button type="button" class="button" on:click=move |_| dom::print()>{icon(Icon::Print)} {t!(card.paper_print)}</button>
            </p>
            {remake(changed)}
            {revoke(changed)}
        </div>
    }
    .into_any()
}

fn make(changed: Callback<Option<PaperCard>>) -> AnyView {
    let form = Form::new();
    let ask = move |_| {
        if !form.pending().get_untracked() {
            form.run(async { api::send::<MakePaper>((), &(), &()).await }, move |paper| changed.run(Some(paper)));
        }
    };
    view! {
        <p class="actions">
            <button type="button" class="button" class:is-pending=form.pending() aria-disabled=move || form.pending().get().then_some("true") on:click=ask>
                {t!(card.paper_make)}
            </button>
        </p>
        {refused(form)}
    }
    .into_any()
}

/// A new card: the one that may be printed already is over then, so it is asked first.
fn remake(changed: Callback<Option<PaperCard>>) -> AnyView {
    let open = RwSignal::new(false);
    let act = Callback::new(move |form: Form| {
        form.run(async { api::send::<MakePaper>((), &(), &()).await }, move |paper| {
            open.try_set(false);
            toast::show(t!(card.paper_remade));
            changed.run(Some(paper));
        });
    });
    view! {
        <p class="actions"><button type="button" class="button button--quiet" on:click=move |_| open.set(true)>{t!(card.paper_remake)}</button></p>
        <Confirm id="remake-paper" open title=t!(card.paper_remake_title) yes=t!(card.paper_remake_yes) act>
            <p>{t!(card.paper_revoke_help)}</p>
        </Confirm>
    }
    .into_any()
}

fn revoke(changed: Callback<Option<PaperCard>>) -> AnyView {
    let open = RwSignal::new(false);
    let act = Callback::new(move |form: Form| {
        form.run(async { api::send::<RevokePaper>((), &(), &()).await }, move |()| {
            open.try_set(false);
            toast::show(t!(card.paper_revoked));
            changed.run(None);
        });
    });
    view! {
        <p><button type="button" class="link link--danger" on:click=move |_| open.set(true)>{t!(card.paper_revoke)}</button></p>
        <Confirm id="revoke-paper" open title=t!(card.paper_revoke_title) yes=t!(card.paper_revoke_yes) act>
            <p>{t!(card.paper_revoke_help)}</p>
        </Confirm>
    }
    .into_any()
}
