//! One of a few choices, all of them in sight.

use leptos::prelude::*;

/// A choice: its value, a word for its id, and what it says.
pub type Radio<T> = (T, &'static str, &'static str);

/// The choices under their question. `name` is unique on the page and begins the ids.
pub fn radios<T: Copy + PartialEq + Send + Sync + 'static>(name: String, legend: &'static str, chosen: Signal<T>, choose: Callback<T>, choices: &[Radio<T>]) -> AnyView {
    let one = |&(value, word, words): &Radio<T>| {
        let (name, id) = (name.clone(), format!("{name}-{word}"));
        view! {
            <div class="check">
                <input class="check__box" type="radio" id=id.clone() name=name prop:checked=move || chosen.get() == value on:change=move |_| choose.run(value) />
                <label class="check__label" for=id>{words}</label>
            </div>
        }
    };
    view! { <fieldset class="radios"><legend>{legend}</legend> {choices.iter().map(one).collect_view()}</fieldset> }.into_any()
}
