//! Where anybody checks a volunteer code: on the own device, without an account, and without network
//! once the page has been there.

pub mod verdict;

use crate::browser::camera::Facing;
use crate::browser::{dom, wedge};
use crate::city::now;
use crate::components::{Camera, PageTitle};
use crate::i18n::format;
use crate::t;
use crate::trust::{Ages, Trust};
use crate::ui::{Field, Icon, icon};
use leptos::prelude::*;
use std::time::Duration;
use verdict::{Checked, Verdict};

/// How often the ages of keys and list are told anew.
const EVERY: Duration = Duration::from_secs(20);

/// The page. What was checked stands in no address and nowhere on the device.
pub fn verify() -> AnyView {
    let trust = Trust::start();
    let checked = RwSignal::new(None::<Checked>);
    let camera = RwSignal::new(false);
    let check = Callback::new(move |text: String| {
        let at = now();
        if text.is_empty() {
            checked.set(None);
            return;
        }
        checked.set(Some(Checked { verdict: Verdict::of(&text, trust, at), at, ages: trust.ages.get_untracked() }));
        camera.set(false);
        dom::scroll_to_top();
    });
    let typing = StoredValue::new_local(wedge::listen(move |text| check.run(text)));
    on_cleanup(move || typing.dispose());
    view! {
        <div class="verify">
            <PageTitle text=t!(verify.title) />
            <p class="lead">{t!(verify.lead)}</p>
            <section role="status" aria-label=t!(verify.result)>{move || checked.with(|checked| checked.as_ref().map(verdict::panel))}</section>
            {scanning(camera, check)} {typing_field(check)} {basis(trust)}
        </div>
    }
    .into_any()
}

/// The camera, when it is wanted: nobody is asked for it before.
fn scanning(open: RwSignal<bool>, check: Callback<String>) -> AnyView {
    let words = move || if open.get() { t!(verify.camera_close) } else { t!(verify.camera_open) };
    view! {
        <div class="verify__camera">
            {move || open.get().then(|| {
                let camera = Camera::new(Facing::Environment, check);
                view! { {camera.picture(t!(verify.camera_instead))} {camera.settings()} }
            })}
            <p>
                <button type="button" class="button" aria-expanded=move || open.get().to_string() on:click=move |_| open.update(|open| *open = !*open)>
                    {icon(Icon::Scan)} {words}
                </button>
            </p>
        </div>
    }
    .into_any()
}

fn typing_field(check: Callback<String>) -> AnyView {
    let typed = RwSignal::new(String::new());
    let missing = RwSignal::new(false);
    let error = Signal::derive(move || (missing.get() && typed.with(|typed| typed.trim().is_empty())).then(|| t!(verify.text_missing).to_owned()));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        // People copy codes out of messages, which break lines and change capitals. What was checked goes, so
        // that a scanner that types into the field does not add the next code to it.
        let text: String = typed.get_untracked().split_whitespace().collect::<String>().to_uppercase();
        missing.set(text.is_empty());
        typed.set(String::new());
        check.run(text);
    };
    view! {
        <form class="verify__typed" on:submit=submit>
            <Field id="text" label=t!(verify.text) hint=t!(verify.text_hint).to_owned() value=typed error />
            <button type="submit" class="button button--quiet">{t!(verify.submit)}</button>
        </form>
    }
    .into_any()
}

/// How old is what the device goes by.
fn basis(trust: Trust) -> AnyView {
    let turn = RwSignal::new(0_u32);
    let timer = set_interval_with_handle(move || turn.update(|turn| *turn = turn.wrapping_add(1)), EVERY).ok();
    on_cleanup(move || {
        if let Some(timer) = timer {
            timer.clear();
        }
    });
    let lines = move || {
        turn.track();
        let Ages { keys_from, list_from, reached } = trust.ages.get();
        let net = match reached {
            None => t!(verify.asking),
            Some(true) => t!(verify.online),
            Some(false) => t!(verify.offline),
        };
        let keys = keys_from.map_or_else(|| t!(verify.keys_none).into(), |from| t!(verify.keys_age, age = format::ago(from)));
        let list = list_from.map_or_else(|| t!(verify.list_none).into(), |from| t!(verify.list_age, age = format::ago(from)));
        view! { <li>{net}</li> <li>{keys}</li> <li>{list}</li> }
    };
    view! {
        <section class="verify__basis" aria-labelledby="basis">
            <h2 id="basis">{t!(verify.basis)}</h2>
            <ul class="bullets">{lines}</ul>
            <p><button type="button" class="link" on:click=move |_| trust.refresh()>{t!(verify.update)}</button></p>
        </section>
    }
    .into_any()
}
