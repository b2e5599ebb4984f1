//! Notifications on this device. The browser asks the reader only after a tap.

use crate::api;
use crate::browser::push::{self, Push, Subscription};
use crate::forms::{Form, refused};
use crate::t;
use crate::ui::{Icon, icon, toast};
use domain::api::notice::{EndPush, MyNotices, PushEnd, PushSubscription, StartPush};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The section.
pub(super) fn push(notices: &MyNotices, became: Callback<MyNotices>) -> AnyView {
    let inside = match notices.push_key.clone() {
        Some(key) => switch(key, became),
        None => view! { <p class="quiet">{t!(notices.push_none)}</p> }.into_any(),
    };
    view! {
        <section class="section" aria-labelledby="push">
            <h2 id="push">{t!(notices.push_title)}</h2>
            <p>{t!(notices.push_help)}</p>
            {inside}
        </section>
    }
    .into_any()
}

fn switch(key: String, became: Callback<MyNotices>) -> AnyView {
    let state = RwSignal::new(None::<Push>);
    let form = Form::new();
    spawn_local(async move {
        let now = push::state().await;
        state.try_set(Some(now));
    });
    let start = Callback::new(move |()| {
        let key = key.clone();
        if form.pending().get_untracked() || !form.accept(Vec::new()) {
            return;
        }
        spawn_local(async move {
            let now = push::start(&key).await;
            if let Push::On(subscription) = &now {
                tell(form, subscription.clone(), became);
            }
            state.try_set(Some(now));
        });
    });
    let end = Callback::new(move |subscription: Subscription| {
        let Some(endpoint) = subscription.endpoint.parse().ok().filter(|_| !form.pending().get_untracked()) else { return };
        form.accept(Vec::new());
        form.run(async move { api::send::<EndPush>((), &(), &PushEnd { endpoint }).await }, move |notices| {
            became.run(notices);
            spawn_local(async move {
                push::end().await;
                state.try_set(Some(Push::Off));
            });
            toast::show(t!(notices.push_ended));
        });
    });
    let shown = move || state.get().map(|now| shown(now, form, start, end));
    view! { {refused(form)} <div aria-live="polite">{shown}</div> }.into_any()
}

fn shown(now: Push, form: Form, start: Callback<()>, end: Callback<Subscription>) -> AnyView {
    let pending = move || form.pending().get().then_some("true");
    match now {
        Push::Unable => view! { <p class="quiet">{t!(notices.push_unable)}</p> }.into_any(),
        Push::Denied => view! { <p>{t!(notices.push_denied)}</p> }.into_any(),
        Push::Off => view! {
            <p><button type="button" class="button" aria-disabled=pending class:is-pending=form.pending() on:click=move |_| start.run(())>{t!(notices.push_on)}</button></p>
        }
        .into_any(),
        Push::On(subscription) => view! {
            <p class="fact"><span class="tag tag--success">{icon(Icon::Check)} {t!(notices.push_is_on)}</span></p>
            <p><button type="button" class="button button--quiet" aria-disabled=pending class:is-pending=form.pending() on:click=move |_| end.run(subscription.clone())>{t!(notices.push_off)}</button></p>
        }
        .into_any(),
    }
}

/// Tells the server where this browser is told.
fn tell(form: Form, Subscription { endpoint, p256dh, auth }: Subscription, became: Callback<MyNotices>) {
    let Ok(endpoint) = endpoint.parse() else { return };
    let subscription = PushSubscription { endpoint, p256dh, auth };
    form.run(async move { api::send::<StartPush>((), &(), &subscription).await }, move |notices| {
        became.run(notices);
        toast::show(t!(notices.push_started));
    });
}
