//! Where a PIN is asked for, and where one is chosen.

use super::{Tried, check, is_well_formed, pause, set};
use crate::i18n::format;
use crate::t;
use crate::ui::{Field, Notice, Tone};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;

/// How the answer to a typed PIN stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Answer {
    None,
    Malformed,
    Wrong,
    /// In milliseconds.
    Pause(i64),
    Unkept,
}

fn words(answer: Answer) -> Option<String> {
    match answer {
        Answer::None => None,
        Answer::Malformed => Some(t!(kiosk.pin_malformed).into()),
        Answer::Wrong => Some(t!(kiosk.pin_wrong).into()),
        Answer::Pause(ms) => Some(t!(kiosk.pin_pause, long = format::lasting((ms + 999) / 1_000))),
        Answer::Unkept => Some(t!(kiosk.pin_unkept).into()),
    }
}

/// Asks for the PIN; `entered` is told when it was right.
pub(in crate::pages::kiosk) fn ask(entered: Callback<()>) -> AnyView {
    let answer = RwSignal::new(pause().map_or(Answer::None, Answer::Pause));
    // A pause is counted down; what else was answered stands until the next try.
    let count = move || {
        if let Some(Answer::Pause(_)) = answer.try_get_untracked() {
            answer.try_set(pause().map_or(Answer::None, Answer::Pause));
        }
    };
    let timer = set_interval_with_handle(count, Duration::from_secs(1)).ok();
    on_cleanup(move || {
        if let Some(timer) = timer {
            timer.clear();
        }
    });
    let submit = move |pin: String, busy: RwSignal<bool>| {
        spawn_local(async move {
            let tried = check(&pin).await;
            busy.try_set(false);
            match tried {
                Tried::Right => {
                    let _ = entered.try_run(());
                }
                Tried::Wrong => {
                    answer.try_set(Answer::Wrong);
                }
                Tried::Pause(ms) => {
                    answer.try_set(Answer::Pause(ms));
                }
            }
        });
    };
    view! {
        {field(t!(kiosk.pin_label), t!(kiosk.staff_open), answer, submit)}
        <p class="quiet">{t!(kiosk.pin_forgotten)}</p>
    }
    .into_any()
}

/// Lets a PIN be chosen, the first or a new one; `entered` is told when it is kept.
pub(in crate::pages::kiosk) fn choose(entered: Callback<()>) -> AnyView {
    let answer = RwSignal::new(Answer::None);
    let done = RwSignal::new(false);
    let submit = move |pin: String, busy: RwSignal<bool>| {
        done.set(false);
        spawn_local(async move {
            let kept = set(&pin).await;
            busy.try_set(false);
            answer.try_set(if kept { Answer::None } else { Answer::Unkept });
            done.try_set(kept);
            if kept {
                let _ = entered.try_run(());
            }
        });
    };
    view! {
        {field(t!(kiosk.pin_new), t!(kiosk.pin_keep), answer, submit)}
        <div role="status">{move || done.get().then(|| view! { <Notice tone=Tone::Success><p>{t!(kiosk.pin_kept)}</p></Notice> })}</div>
    }
    .into_any()
}

/// One field and its button; `submit` gets a well-formed PIN and a flag that it clears when it is done.
fn field(label: &'static str, button: &'static str, answer: RwSignal<Answer>, submit: impl Fn(String, RwSignal<bool>) + 'static) -> AnyView {
    let typed = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let error = Signal::derive(move || words(answer.get()));
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let pin = typed.get_untracked();
        if busy.get_untracked() {
            return;
        }
        if !is_well_formed(&pin) {
            answer.set(Answer::Malformed);
            return;
        }
        typed.set(String::new());
        answer.set(Answer::None);
        busy.set(true);
        submit(pin, busy);
    };
    view! {
        <form class="kiosk-pin" novalidate on:submit=send>
            <Field id="pin" label hint=t!(kiosk.pin_hint).to_owned() value=typed error kind="password" inputmode="numeric" maxlength=8 short=true />
            <button type="submit" class="button button--quiet" class:is-pending=busy>{button}</button>
        </form>
    }
    .into_any()
}
