//! Logged-in browsers: which, since when, and the way to end them.

use crate::api;
use crate::card::store;
use crate::components::{Load, Loading, PageTitle};
use crate::forms::{Confirm, Form};
use crate::i18n::{devices, format, problems};
use crate::navigation;
use crate::route::Route;
use crate::session;
use crate::t;
use crate::ui::{Icon, icon, toast};
use domain::api::session::{EndAllSessions, EndSession, ListSessions, Session};
use domain::ids::SessionId;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// A browser, and how to end it.
#[derive(Clone)]
struct Line {
    session: Session,
    end: Callback<SessionId>,
}

/// The page.
pub fn my_devices() -> AnyView {
    // Which one to end: the lines say it, and the list is asked again afterwards.
    let ending = RwSignal::new(None::<SessionId>);
    let end = Callback::new(move |id| ending.set(Some(id)));
    let list = Loading::new(move || async move {
        let sessions = api::send::<ListSessions>((), &(), &()).await?.sessions;
        Ok(sessions.into_iter().map(|session| Line { session, end }).collect::<Vec<_>>())
    });
    Effect::new(move |_| {
        let Some(id) = ending.get() else { return };
        spawn_local(async move {
            match api::send::<EndSession>(id, &(), &()).await {
                Ok(()) => toast::show(t!(account.device_ended)),
                Err(error) => toast::show(problems::error(&error)),
            }
            list.reload();
        });
    });
    view! {
        <PageTitle text=t!(account.devices_title) />
        <p class="lead">{t!(account.devices_lead)}</p>
        <Load of=list show=lines />
        {everywhere()}
    }
    .into_any()
}

fn lines(lines: Vec<Line>) -> AnyView {
    view! { <ul class="list measure">{lines.into_iter().map(|one| view! { <li>{line(one)}</li> }).collect_view()}</ul> }.into_any()
}

fn line(line: Line) -> AnyView {
    let Line { session, end } = line;
    let name = devices::words(&session.device);
    let act = if session.current {
        view! { <span class="tag tag--success">{t!(account.device_this)}</span> }.into_any()
    } else {
        let name = name.clone();
        view! {
            <button type="button" class="button button--quiet button--small" on:click=move |_| end.run(session.id)>
                {t!(account.device_end)} <span class="visually-hidden">{name}</span>
            </button>
        }
        .into_any()
    };
    view! {
        <article class="card device">
            <span class="message__icon">{icon(Icon::Device)}</span>
            <div class="message__body">
                <h2 class="card__title">{name}</h2>
                <p class="quiet">{t!(account.device_seen, ago = format::ago(session.seen_at))}</p>
                <p class="quiet">{t!(account.device_since, moment = format::moment(session.created_at))}</p>
            </div>
            {act}
        </article>
    }
    .into_any()
}

fn everywhere() -> AnyView {
    let open = RwSignal::new(false);
    let act = Callback::new(|form: Form| {
        form.run(async { api::send::<EndAllSessions>((), &(), &()).await }, |()| {
            spawn_local(async {
                store::forget().await;
                // Away first: this page is only for those who are logged in.
                navigation::replace(&Route::Home);
                session::set(None);
                toast::show(t!(account.ended_everywhere));
            });
        });
    });
    view! {
        <p class="section">
            <button type="button" class="button button--danger" on:click=move |_| open.set(true)>{t!(account.end_everywhere)}</button>
        </p>
        <Confirm id="end-everywhere" open title=t!(account.end_everywhere_title) yes=t!(account.end_everywhere) act>
            <p>{t!(account.end_everywhere_help)}</p>
        </Confirm>
    }
    .into_any()
}
