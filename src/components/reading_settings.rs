//! Language, light or dark, size of the text.

use crate::i18n::{self, Locale};
use crate::reading::{self, Theme};
use crate::t;
use leptos::prelude::*;

/// Three groups of buttons, each with its pressed one.
#[component]
pub fn ReadingSettings() -> impl IntoView {
    let theme = RwSignal::new(reading::theme());
    let theme_button = move |its: Theme, words: &'static str| {
        view! {
            <button type="button" class="segment" aria-pressed=move || (theme.get() == its).to_string() on:click=move |_| {
                reading::set_theme(its);
                theme.set(its);
            }>{words}</button>
        }
    };
    let large = reading::large_text();
    let text_button = move |its: bool, words: &'static str| {
        let large = large.clone();
        view! {
            <button type="button" class="segment" aria-pressed=move || (large.get() == its).to_string() on:click=move |_| reading::set_large_text(its)>
                {words}
            </button>
        }
    };
    let language_button = |its: Locale, tag: &'static str, words: &'static str| {
        view! {
            <button type="button" class="segment" lang=tag aria-pressed=(i18n::locale() == its).to_string() on:click=move |_| i18n::set_language(its)>
                {words}
            </button>
        }
    };
    view! {
        <div class="settings">
            <div class="segments" role="group" aria-label=t!(shell.text_size)>
                {text_button.clone()(false, t!(shell.text_usual))} {text_button(true, t!(shell.text_large))}
            </div>
            <div class="segments" role="group" aria-label=t!(shell.theme)>
                {theme_button(Theme::Auto, t!(shell.theme_auto))} {theme_button(Theme::Light, t!(shell.theme_light))}
                {theme_button(Theme::Dark, t!(shell.theme_dark))}
            </div>
            <div class="segments" role="group" aria-label=t!(shell.language)>
                {language_button(Locale::zh_CN, "zh-CN", "中文")} {language_button(Locale::en, "en", "English")}
            </div>
        </div>
    }
}
