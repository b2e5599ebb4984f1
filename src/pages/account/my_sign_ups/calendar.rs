//! The own sign-ups in the calendar app of the reader's choice: the address of the feed, made when it is wanted.

use crate::api;
use crate::browser::history;
use crate::browser::share::{self, Shared};
use crate::components::{Load, Loading, in_own_language};
use crate::forms::{Confirm, Form, refused};
use crate::i18n::format;
use crate::t;
use crate::ui::toast;
use domain::api::calendar::{CalendarFeed, EndMyCalendar, GetMyCalendar, MakeMyCalendar, MyCalendar};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The section.
pub(super) fn calendar() -> AnyView {
    let open = RwSignal::new(false);
    view! {
        <section class="section measure" aria-labelledby="calendar">
            <h2 id="calendar">{t!(notices.calendar_title)}</h2>
            <p>{t!(notices.calendar_help)}</p>
            {move || if open.get() {
                feed()
            } else {
                view! { <p><button type="button" class="button button--quiet" on:click=move |_| open.set(true)>{t!(notices.calendar_show)}</button></p> }.into_any()
            }}
        </section>
    }
    .into_any()
}

/// Asked for only when somebody wants to see it: most look at their sign-ups and no more.
fn feed() -> AnyView {
    let asked = Loading::new(|| api::send::<GetMyCalendar>((), &(), &()));
    let shown = move || {
        asked.get().map(|MyCalendar { feed }| match feed {
            Some(feed) => address(feed, asked),
            None => none_yet(asked),
        })
    };
    view! { <Load of=asked show=|_| ().into_any() /> {shown} }.into_any()
}

fn none_yet(asked: Loading<MyCalendar>) -> AnyView {
    let form = Form::new();
    let make = move |_| {
        if !form.pending().get_untracked() {
            make(form, asked, None);
        }
    };
    view! {
        {refused(form)}
        <p><button type="button" class="button" class:is-pending=form.pending() aria-disabled=move || form.pending().get().then_some("true") on:click=make>{t!(notices.calendar_make)}</button></p>
    }
    .into_any()
}

fn make(form: Form, asked: Loading<MyCalendar>, question: Option<RwSignal<bool>>) {
    form.accept(Vec::new());
    form.run(async { api::send::<MakeMyCalendar>((), &(), &()).await }, move |calendar| {
        if let Some(open) = question {
            open.try_set(false);
        }
        asked.try_put(calendar);
        toast::show(t!(notices.calendar_made));
    });
}

fn address(feed: CalendarFeed, asked: Loading<MyCalendar>) -> AnyView {
    let whole = format!("{}{}", history::origin(), in_own_language(&feed.path));
    // Calendar apps subscribe to addresses of this scheme, where a browser would only save the file.
    let subscribed = whole.split_once("://").map_or_else(|| whole.clone(), |(_, rest)| format!("webcal://{rest}"));
    let (reset, end) = (RwSignal::new(false), RwSignal::new(false));
    let copied = whole.clone();
    let copy = move |_| {
        let address = copied.clone();
        spawn_local(async move {
            match share::copy(&address).await {
                Shared::Copied | Shared::Sheet => toast::show(t!(notices.calendar_copied)),
                Shared::No => toast::show(t!(notices.calendar_copy_by_hand)),
            }
        });
    };
    let make_anew = Callback::new(move |form: Form| make(form, asked, Some(reset)));
    let stop = Callback::new(move |form: Form| {
        form.run(async { api::send::<EndMyCalendar>((), &(), &()).await }, move |calendar| {
            end.try_set(false);
            asked.try_put(calendar);
            toast::show(t!(notices.calendar_ended));
        });
    });
    view! {
        <p class="actions">
            <a class="button" href=subscribed rel="external">{t!(notices.calendar_subscribe)}</a>
            <button type="button" class="button button--quiet" on:click=copy>{t!(notices.calendar_copy)}</button>
        </p>
        <p class="quiet">{t!(notices.calendar_secret)} " " {t!(notices.calendar_made_at, moment = format::moment(feed.made_at))}</p>
        <p><code>{whole}</code></p>
        <p class="actions">
            <button type="button" class="link" on:click=move |_| reset.set(true)>{t!(notices.calendar_reset)}</button>
            <button type="button" class="link" on:click=move |_| end.set(true)>{t!(notices.calendar_end)}</button>
        </p>
        <Confirm id="calendar-reset" open=reset title=t!(notices.calendar_reset_title) yes=t!(notices.calendar_reset) act=make_anew>
            <p>{t!(notices.calendar_reset_help)}</p>
        </Confirm>
        <Confirm id="calendar-end" open=end title=t!(notices.calendar_end_title) yes=t!(notices.calendar_end) act=stop>
            <p>{t!(notices.calendar_end_help)}</p>
        </Confirm>
    }
    .into_any()
}
