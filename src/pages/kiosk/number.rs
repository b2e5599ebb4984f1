//! A volunteer number, typed: for people whose code cannot be read, or who have none.

use crate::t;
use crate::ui::Field;
use domain::volunteer::VolunteerNumber;
use leptos::prelude::*;

/// Characters of a number.
const LENGTH: usize = 8;

/// The field. `on_text` gets a number that is well formed, or what a scanner typed into the field.
pub(super) fn number(on_text: Callback<String>) -> AnyView {
    let typed = RwSignal::new(String::new());
    let sent = RwSignal::new(false);
    let read = Memo::new(move |_| typed.with(|typed| typed.parse::<VolunteerNumber>().ok()));
    let is_code = move || typed.with(|typed| typed.trim().len() > LENGTH * 2);
    let wrong = Signal::derive(move || {
        let length = typed.with(|typed| typed.chars().filter(|c| !matches!(c, ' ' | '-')).count());
        // As soon as it is whole, and not before, unless it was sent.
        let told = length >= LENGTH || (sent.get() && length > 0);
        (told && read.get().is_none() && !is_code()).then(|| t!(kiosk.number_wrong).to_owned())
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if let Some(text) = read.get_untracked().map(|number| number.to_string()).or_else(|| is_code().then(|| typed.get_untracked())) {
            on_text.run(text);
            typed.set(String::new());
            sent.set(false);
        } else {
            sent.set(true);
        }
    };
    view! {
        <form class="kiosk-number" on:submit=submit>
            <Field id="number" label=t!(kiosk.number_label) hint=t!(kiosk.number_hint).to_owned() value=typed error=wrong short=true />
            <button type="submit" class="button button--quiet">{t!(kiosk.number_submit)}</button>
            <p class="kiosk-number__read number" role="status">{move || read.get().map(|number| t!(kiosk.number_read, number = number.grouped()))}</p>
        </form>
    }
    .into_any()
}
