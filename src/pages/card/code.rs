//! The code that proves the card now: signed slot after slot on this phone, the next one always
//! ahead, so that it changes the moment its slot begins.

use super::Held;
use crate::browser::{visibility, wake};
use crate::card::Card;
use crate::city::{city, clock_offset, now};
use crate::components::qr_live;
use crate::i18n::format;
use crate::t;
use crate::ui::{Notice, Tone};
use domain::credential::{SLOT_SECONDS, Slot};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;

/// A tick comes this long after the second it is for, so that it never comes before it.
const AFTER_MS: i64 = 15;

/// The code on the screen.
#[derive(Clone, Copy)]
pub(super) struct Code {
    card: Held,
    /// Its text; none when the card is over.
    text: RwSignal<Option<String>>,
    /// Seconds until it changes.
    left: RwSignal<i64>,
    /// How far this phone's clock is wrong, in milliseconds; positive when it is slow.
    skew: RwSignal<i64>,
    shown: StoredValue<Option<Slot>>,
    next: StoredValue<Option<(Slot, String)>>,
    signing: StoredValue<bool>,
}

impl Code {
    /// The code of `card`, running as long as the page lives.
    pub(super) fn of(card: Held) -> Self {
        let code = Self {
            card,
            text: RwSignal::new(Some(String::new())),
            left: RwSignal::new(SLOT_SECONDS),
            skew: RwSignal::new(0),
            shown: StoredValue::new(None),
            next: StoredValue::new(None),
            signing: StoredValue::new(false),
        };
        // A fresh credential takes the place of the old one at once.
        Effect::new(move |_| {
            card.track();
            code.shown.set_value(None);
            code.next.set_value(None);
            code.tick();
        });
        code.run();
        code
    }

    /// Ticks at every full second of the city's clock; keeps the screen on.
    fn run(self) {
        let timer = StoredValue::new(None::<TimeoutHandle>);
        schedule(self, timer);
        let awake = StoredValue::new_local(Some(wake::keep()));
        let back = visibility::on_return(move || {
            awake.set_value(Some(wake::keep()));
            self.tick();
        });
        let back = StoredValue::new_local(back);
        on_cleanup(move || {
            if let Some(timer) = timer.get_value() {
                timer.clear();
            }
            back.dispose();
            awake.dispose();
        });
    }

    fn tick(self) {
        let at = now();
        let slot = Slot::at(at);
        let left_ms = slot.plus(1).begin().unix_ms() - at.unix_ms();
        self.left.set((left_ms + 999) / 1000);
        if self.skew.get_untracked() != clock_offset() {
            self.skew.set(clock_offset());
        }
        if self.shown.get_value() != Some(slot) {
            self.turn_to(slot);
        }
    }

    fn turn_to(self, slot: Slot) {
        let Some(card) = self.card.get_untracked() else { return };
        if let Some((_, text)) = self.next.get_value().filter(|(its, _)| *its == slot) {
            self.show(slot, Some(text));
        }
        if self.signing.get_value() {
            return;
        }
        self.signing.set_value(true);
        spawn_local(async move {
            if self.shown.try_get_value().flatten() != Some(slot) {
                self.show(slot, card.text(slot).await);
            }
            self.sign_ahead(&card, slot.plus(1)).await;
            self.signing.try_set_value(false);
        });
    }

    fn show(self, slot: Slot, text: Option<String>) {
        self.shown.try_set_value(Some(slot));
        self.text.try_set(text);
    }

    async fn sign_ahead(self, card: &Card, slot: Slot) {
        let text = card.text(slot).await;
        self.next.try_set_value(text.map(|text| (slot, text)));
    }

    /// The picture with its countdown; words in its place when the card is over.
    pub(super) fn picture(self) -> AnyView {
        let alive = Memo::new(move |_| self.text.with(Option::is_some));
        let text = Signal::derive(move || self.text.get().unwrap_or_default());
        let signed = Memo::new(move |_| self.text.with(|text| text.as_ref().is_some_and(|text| !text.is_empty())));
        view! {
            <div class="id-card__code">
                {move || match (alive.get(), signed.get()) {
                    (true, true) => qr_live(text, t!(card.picture)),
                    (true, false) => view! { <p class="id-card__gone">{t!(shell.loading)}</p> }.into_any(),
                    (false, _) => view! { <div class="id-card__gone" role="status"><p><b>{t!(card.over)}</b></p><p>{t!(card.over_help)}</p></div> }.into_any(),
                }}
            </div>
            {move || alive.get().then(|| self.ring())}
        }
        .into_any()
    }

    /// Seconds left, for eyes only: a screen reader would hear nothing else.
    fn ring(self) -> AnyView {
        let gone = move || (SLOT_SECONDS - self.left.get()).to_string();
        let whole = SLOT_SECONDS.to_string();
        view! {
            <div class="id-ring" aria-hidden="true">
                <svg viewBox="0 0 44 44" focusable="false">
                    <circle class="id-ring__track" cx="22" cy="22" r="18" />
                    <circle class="id-ring__left" cx="22" cy="22" r="18" pathLength=whole.clone() stroke-dasharray=whole stroke-dashoffset=gone />
                </svg>
                <span class="id-ring__seconds number">{move || self.left.get().to_string()}</span>
            </div>
        }
        .into_any()
    }

    /// Says by how much this phone's clock is wrong, when that is more than a kiosk forgives.
    pub(super) fn clock_warning(self) -> AnyView {
        let most = i64::from(city().policy.check_in.clock_tolerance_seconds) * 1000;
        let skew = Memo::new(move |_| Some(self.skew.get()).filter(|skew| skew.abs() > most));
        let words = move || {
            let skew = skew.get()?;
            let by = format::duration(skew.unsigned_abs().div_ceil(60_000));
            let text = if skew > 0 { t!(card.clock_slow, by = by) } else { t!(card.clock_fast, by = by) };
            Some(view! { <Notice tone=Tone::Warning><p>{text}</p><p>{t!(card.clock_help)}</p></Notice> })
        };
        view! { <div role="status">{words}</div> }.into_any()
    }
}

/// The next tick.
fn schedule(code: Code, timer: StoredValue<Option<TimeoutHandle>>) {
    let pause = 1000 - now().unix_ms().rem_euclid(1000) + AFTER_MS;
    let tick = move || {
        code.tick();
        schedule(code, timer);
    };
    let next = set_timeout_with_handle(tick, Duration::from_millis(pause.unsigned_abs())).ok();
    timer.try_set_value(next);
}
