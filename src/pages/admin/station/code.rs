//! The one-time code that enrols a kiosk, large enough to be read across a desk.

use crate::api::{self, ApiError};
use crate::city::now;
use crate::components::Loading;
use crate::i18n::{format, problems};
use crate::t;
use crate::ui::{Icon, Notice, Tone, icon};
use domain::api::kiosk::{EnrolmentCode, Kiosks, MakeEnrolmentCode};
use domain::ids::StationId;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;

/// How often the list is asked for while a code stands: the new kiosk appears in it by itself.
const EVERY: Duration = Duration::from_secs(10);

/// The button and, once made, the code.
pub(super) fn code(station: StationId, list: Loading<Kiosks>) -> AnyView {
    let made = RwSignal::new(None::<EnrolmentCode>);
    let expired = RwSignal::new(false);
    let pending = RwSignal::new(false);
    let problem = RwSignal::new(None::<ApiError>);
    let make = move || {
        pending.set(true);
        spawn_local(async move {
            let answer = api::send::<MakeEnrolmentCode>(station, &(), &()).await;
            pending.try_set(false);
            match answer {
                Ok(code) => {
                    problem.try_set(None);
                    expired.try_set(false);
                    made.try_set(Some(code));
                }
                Err(error) => {
                    problem.try_set(Some(error));
                }
            }
        });
    };
    let watch = move || {
        let Some(ends) = made.with_untracked(|code| code.as_ref().map(|code| code.expires_at)) else { return };
        expired.set(ends <= now());
        if !expired.get_untracked() {
            list.reload();
        }
    };
    if let Ok(timer) = set_interval_with_handle(watch, EVERY) {
        on_cleanup(move || timer.clear());
    }
    let shown = move || match (made.get(), expired.get()) {
        (None, _) => None,
        (Some(_), true) => Some(view! { <Notice tone=Tone::Warning><p>{t!(manage.code_expired)}</p></Notice> }.into_any()),
        (Some(code), false) => Some(standing(&code)),
    };
    view! {
        <section class="section" aria-labelledby="enrol-title">
            <div class="section__head">
                <h2 id="enrol-title">{t!(manage.code_title)}</h2>
                <button type="button" class="button button--small" aria-disabled=move || pending.get().then_some("true") class:is-pending=pending
                    on:click=move |_| if !pending.get_untracked() { make() }>{icon(Icon::Device)} <span>{t!(manage.code_make)}</span></button>
            </div>
            <div aria-live="polite">
                {move || problem.get().map(|error| view! { <Notice tone=Tone::Danger><p>{problems::error(&error)}</p></Notice> })}
                {shown}
            </div>
        </section>
    }
    .into_any()
}

fn standing(code: &EnrolmentCode) -> AnyView {
    view! {
        <div class="enrol-code">
            <p class="enrol-code__text number">{grouped(&code.code)}</p>
            <p>{t!(manage.code_until, time = format::clock(code.expires_at))}</p>
            <ol class="steps">
                <li>{t!(manage.code_step_open)}</li>
                <li>{t!(manage.code_step_type)}</li>
                <li>{t!(manage.code_step_done)}</li>
            </ol>
        </div>
    }
    .into_any()
}

/// Two groups, the form people read aloud.
fn grouped(code: &str) -> String {
    let (left, right) = code.split_at_checked(code.len() / 2).unwrap_or((code, ""));
    format!("{left} {right}")
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn a_code_is_shown_in_two_groups() {
        assert_eq!(grouped("4K7A29QX"), "4K7A 29QX");
    }
}
