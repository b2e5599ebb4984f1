//! The volunteer ID: a code that lives for a minute and is renewed in time, for a kiosk to scan.

use crate::api::{self, ApiError};
use crate::browser::{dom, visibility, wake};
use crate::city::{city, now};
use crate::components::{ErrorPanel, Loading, PageTitle, qr_picture, star_row};
use crate::i18n::{either, problems};
use crate::session;
use crate::t;
use crate::ui::{Notice, Tone};
use domain::api::account::{CardCode, GetProfile, MakeCardCode};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;

/// A new code is fetched when the old one has this long to live, so that it never runs out while
/// somebody holds it in front of a kiosk.
const RENEW_SECONDS: i64 = 20;
/// Least time between two attempts.
const RETRY_SECONDS: i64 = 4;

#[derive(Clone, Copy)]
struct Card {
    code: RwSignal<Option<CardCode>>,
    /// Why there is no newer code.
    failure: RwSignal<Option<ApiError>>,
    /// Seconds the code still lives; below nothing when it is over.
    left: RwSignal<i64>,
    asking: StoredValue<bool>,
    asked_at: StoredValue<i64>,
}

/// The page.
pub fn card() -> AnyView {
    let card = Card {
        code: RwSignal::new(None),
        failure: RwSignal::new(None),
        left: RwSignal::new(0),
        asking: StoredValue::new(false),
        asked_at: StoredValue::new(i64::MIN),
    };
    card.ask();
    card.stay_fresh();
    view! {
        <div class="id-page">
            <PageTitle text=t!(account.card_title) />
            <section class="id-card">
                <p class="id-card__city">{either(&city().name)}</p>
                {holder()}
                <div class="id-card__code">{move || card.picture()}</div>
                <progress class="progress id-card__left" aria-hidden="true" max=city().policy.card.code_ttl_seconds.to_string()
                    prop:value=move || card.left.get().max(0).to_string()></progress>
                <p class="id-card__help">{t!(account.card_help)}</p>
            </section>
            <div role="status">{card.trouble()}</div>
            <p class="quiet">{t!(account.card_renewed, seconds = city().policy.card.code_ttl_seconds.to_string())}</p>
        </div>
    }
    .into_any()
}

/// Name and number, known from the session; the star when it comes.
fn holder() -> AnyView {
    let who = session::who().get_untracked().somebody().cloned();
    let profile = Loading::new(|| api::send::<GetProfile>((), &(), &()));
    let number = who.as_ref().and_then(|person| person.number).map(|number| number.grouped());
    view! {
        <p class="id-card__name">{who.map(|person| person.name)}</p>
        <p class="id-card__number"><span class="visually-hidden">{t!(account.number)}</span> <span class="number">{number}</span></p>
        <div class="id-card__star">{move || profile.get().map(|profile| star_row(profile.star.star))}</div>
    }
    .into_any()
}

impl Card {
    /// Asks for a code, unless one is on its way.
    fn ask(self) {
        if self.asking.get_value() {
            return;
        }
        self.asking.set_value(true);
        self.asked_at.set_value(now().unix_ms());
        spawn_local(async move {
            let answer = api::send::<MakeCardCode>((), &(), &()).await;
            self.asking.try_set_value(false);
            match answer {
                Ok(code) => {
                    self.failure.try_set(None);
                    self.left.try_set(code.expires_at.seconds_since(code.issued_at));
                    self.code.try_set(Some(code));
                }
                Err(error) => {
                    self.failure.try_set(Some(error));
                }
            }
        });
    }

    /// Counts the code's time and renews it; a page nobody sees asks for nothing until it is seen again.
    fn stay_fresh(self) {
        let awake = StoredValue::new_local(Some(wake::keep()));
        let tick = move || self.tick();
        let timer = set_interval_with_handle(tick, Duration::from_secs(1)).ok();
        let back = visibility::on_return(move || {
            awake.set_value(Some(wake::keep()));
            self.tick();
        });
        let back = StoredValue::new_local(back);
        on_cleanup(move || {
            if let Some(timer) = timer {
                timer.clear();
            }
            back.dispose();
            awake.dispose();
        });
    }

    fn tick(self) {
        let expires = self.code.with_untracked(|code| code.as_ref().map(|code| code.expires_at));
        let left = expires.map_or(0, |at| at.seconds_since(now()));
        self.left.set(left);
        let rested = now().unix_ms().saturating_sub(self.asked_at.get_value()) >= RETRY_SECONDS * 1_000;
        if left < RENEW_SECONDS && rested && dom::is_visible() {
            self.ask();
        }
    }

    /// The code while it lives; its place otherwise.
    fn picture(self) -> AnyView {
        let alive = Memo::new(move |_| self.left.get() > 0);
        let failed = Memo::new(move |_| self.failure.with(Option::is_some));
        (move || match (self.code.get(), alive.get(), failed.get()) {
            (Some(code), true, _) => qr_picture(&code.text, t!(account.card_picture)).into_any(),
            (_, _, true) => view! { <div class="id-card__gone"><p><b>{t!(account.card_gone)}</b></p><p>{t!(account.card_over)}</p></div> }.into_any(),
            _ => view! { <p class="id-card__gone quiet">{t!(shell.loading)}</p> }.into_any(),
        })
        .into_any()
    }

    /// What is wrong, while the code shown still serves, or when there never was one. Said once, not
    /// with each attempt.
    fn trouble(self) -> AnyView {
        let failure = Memo::new(move |_| self.failure.get());
        let alive = Memo::new(move |_| self.left.get() > 0);
        let never = Memo::new(move |_| self.code.with(Option::is_none));
        (move || {
            let error = failure.get()?;
            if never.get() {
                let retry = Callback::new(move |()| self.ask());
                return Some(view! { <ErrorPanel error retry /> }.into_any());
            }
            let what = if error.may_pass() { t!(account.card_not_renewed).to_owned() } else { problems::error(&error) };
            let words = alive.get().then(|| view! { <p>{t!(account.card_still_good)}</p> });
            Some(view! { <Notice tone=Tone::Warning><p>{what}</p>{words}</Notice> }.into_any())
        })
        .into_any()
    }
}
