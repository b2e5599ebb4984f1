//! Form fields: label, hint, error and control, wired together for assistive technology.
//!
//! The error stands between label and control, as govuk does it, so that it is read before typing.

use super::{Icon, icon};
use leptos::prelude::*;

/// One choice of a select: its value and its words.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    pub value: String,
    pub label: String,
}

/// Label, hint and error around a control, which gets the `aria-describedby` made here.
fn frame(id: &'static str, label: String, hint: Option<String>, error: Signal<Option<String>>, control: impl FnOnce(Signal<Option<String>>) -> AnyView) -> AnyView {
    let has_hint = hint.is_some();
    let described = Signal::derive(move || match (has_hint, error.with(Option::is_some)) {
        (false, false) => None,
        (true, false) => Some(format!("{id}-hint")),
        (false, true) => Some(format!("{id}-error")),
        (true, true) => Some(format!("{id}-hint {id}-error")),
    });
    view! {
        <div class="field" class:field--error=move || error.with(Option::is_some)>
            <label class="field__label" for=id>{label}</label>
            {hint.map(|hint| view! { <p class="field__hint" id=format!("{id}-hint")>{hint}</p> })}
            {move || error.get().map(|error| view! {
                <p class="field__error" id=format!("{id}-error")>{icon(Icon::Warning)} {error}</p>
            })}
            {control(described)}
        </div>
    }
    .into_any()
}

fn invalid(error: Signal<Option<String>>) -> impl Fn() -> Option<&'static str> {
    move || error.with(Option::is_some).then_some("true")
}

/// A line of text.
#[component]
pub fn Field(
    /// Unique on the page; the error summary links to it.
    id: &'static str,
    #[prop(into)] label: String,
    value: RwSignal<String>,
    error: Signal<Option<String>>,
    #[prop(optional_no_strip, into)] hint: Option<String>,
    /// The `type` of the input.
    #[prop(default = "text")] kind: &'static str,
    #[prop(optional)] inputmode: Option<&'static str>,
    #[prop(default = "off")] autocomplete: &'static str,
    #[prop(optional)] maxlength: Option<u16>,
    /// Width by the number of characters expected: "short", or the whole line.
    #[prop(optional)] short: bool,
    /// What is often typed here, offered by the browser.
    #[prop(optional)] usual: Vec<&'static str>,
) -> impl IntoView {
    let class = if short { "input input--short" } else { "input" };
    frame(id, label, hint, error, move |described| {
        let list = (!usual.is_empty()).then(|| format!("{id}-usual"));
        view! {
            <input class=class id=id name=id type=kind inputmode=inputmode autocomplete=autocomplete maxlength=maxlength.map(|m| m.to_string())
                list=list.clone() aria-describedby=described aria-invalid=invalid(error)
                prop:value=value on:input=move |event| value.set(event_target_value(&event)) />
            {list.map(|list| view! { <datalist id=list>{usual.into_iter().map(|text| view! { <option value=text></option> }).collect_view()}</datalist> })}
        }
        .into_any()
    })
}

/// Several lines of text.
#[component]
pub fn TextArea(
    id: &'static str,
    #[prop(into)] label: String,
    value: RwSignal<String>,
    error: Signal<Option<String>>,
    #[prop(optional_no_strip, into)] hint: Option<String>,
    #[prop(default = 4)] rows: u8,
) -> impl IntoView {
    frame(id, label, hint, error, move |described| {
        view! {
            <textarea class="input" id=id name=id rows=rows.to_string() aria-describedby=described aria-invalid=invalid(error)
                prop:value=value on:input=move |event| value.set(event_target_value(&event))></textarea>
        }
        .into_any()
    })
}

/// One of several choices.
#[component]
pub fn SelectField(
    id: &'static str,
    #[prop(into)] label: String,
    value: RwSignal<String>,
    error: Signal<Option<String>>,
    #[prop(optional_no_strip, into)] hint: Option<String>,
    #[prop(into)] choices: Signal<Vec<Choice>>,
) -> impl IntoView {
    frame(id, label, hint, error, move |described| {
        view! {
            <select class="input" id=id name=id aria-describedby=described aria-invalid=invalid(error)
                on:change=move |event| value.set(event_target_value(&event))>
                {move || choices.get().into_iter().map(|choice| {
                    let own = choice.value.clone();
                    view! { <option value=choice.value selected=move || value.with(|v| *v == own)>{choice.label}</option> }
                }).collect_view()}
            </select>
        }
        .into_any()
    })
}

/// A box to tick; `children` is its label.
#[component]
pub fn Checkbox(id: &'static str, checked: RwSignal<bool>, #[prop(optional_no_strip)] error: Option<Signal<Option<String>>>, children: Children) -> impl IntoView {
    let error = error.unwrap_or_else(|| Signal::stored(None));
    view! {
        <div class="field field--check" class:field--error=move || error.with(Option::is_some)>
            {move || error.get().map(|error| view! {
                <p class="field__error" id=format!("{id}-error")>{icon(Icon::Warning)} {error}</p>
            })}
            <div class="check">
                <input class="check__box" type="checkbox" id=id name=id prop:checked=checked aria-invalid=invalid(error)
                    aria-describedby=move || error.with(Option::is_some).then(|| format!("{id}-error"))
                    on:change=move |event| checked.set(event_target_checked(&event)) />
                <label class="check__label" for=id>{children()}</label>
            </div>
        </div>
    }
}
