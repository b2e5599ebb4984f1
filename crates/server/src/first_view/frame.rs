//! Header, navigation and footer around a screen: the page's `src/layouts/public.rs` as it stands before anybody is known.

use super::Telling;
use super::parts::icon;
use super::words::t;
use icons::Icon;
use maud::{Markup, PreEscaped, html};

/// What only the page's own code can do keeps its place here and is not shown (`style/portal.css`).
const LATER: &str = "later";

/// Shows the screen, which `style/portal.css` hides: it stands behind it, so that a browser lays out the whole once, and not each
/// piece that it has read.
pub const REVEAL: &str = "@layer pages{.first{display:block}}";

/// The whole first screen: `main` in its frame. `here` is the address, where the navigation names it.
pub(super) fn around(telling: &Telling<'_>, here: &str, main: &Markup) -> Markup {
    let words = &telling.words;
    html! {
        div id="first" class="first" {
            a class="skip-link" href="#main" { (t!(words, shell.skip)) }
            (header(telling, here))
            main id="main" tabindex="-1" class="main" { (main) }
            (footer(telling))
            (bottom_bar(telling, here))
        }
        style { (PreEscaped(REVEAL)) }
    }
}

fn nav_link(class: &str, href: &str, sign: Icon, words: &str, here: &str) -> Markup {
    html! { a class=(class) href=(href) aria-current=[(href == here).then_some("page")] { (icon(sign)) span { (words) } } }
}

fn header(telling: &Telling<'_>, here: &str) -> Markup {
    let (words, portal) = (&telling.words, telling.portal);
    html! {
        header class="header" {
            @if portal.demo {
                div class="demo-note" {
                    p { (t!(words, shell.demo_note)) }
                    button type="button" class={ "demo-note__clock " (LATER) } { (t!(words, shell.demo_clock, time = telling.clock(telling.now()))) }
                }
            }
            div class="header__row" {
                a class="brand" href="/" { span class="brand__mark" { (icon(Icon::Heart)) } span class="brand__name" { (words.language.either(&portal.short_name)) } }
                nav class="header__nav" aria-label=(t!(words, shell.nav_label)) {
                    (nav_link("header__link", "/", Icon::Home, t!(words, shell.nav_home), here))
                    (nav_link("header__link", "/activities", Icon::Activities, t!(words, shell.nav_activities), here))
                    (nav_link("header__link", "/card", Icon::Card, t!(words, shell.nav_card_long), here))
                    (nav_link("header__link", "/messages", Icon::Messages, t!(words, shell.nav_messages), here))
                }
                button type="button" class={ "header__size " (LATER) } { (icon(Icon::Text)) span { (t!(words, shell.to_large_text)) } }
                div class="header__account" {}
            }
        }
    }
}

fn bottom_bar(telling: &Telling<'_>, here: &str) -> Markup {
    let words = &telling.words;
    html! {
        nav class="bottom-bar" aria-label=(t!(words, shell.nav_label)) {
            (nav_link("bottom-bar__link", "/", Icon::Home, t!(words, shell.nav_home), here))
            (nav_link("bottom-bar__link", "/activities", Icon::Activities, t!(words, shell.nav_activities), here))
            (nav_link("bottom-bar__link bottom-bar__link--card", "/card", Icon::Card, t!(words, shell.nav_card), here))
            (nav_link("bottom-bar__link", "/messages", Icon::Messages, t!(words, shell.nav_messages), here))
            (nav_link("bottom-bar__link", "/me", Icon::Me, t!(words, shell.nav_me), here))
        }
    }
}

fn footer(telling: &Telling<'_>) -> Markup {
    let (words, portal) = (&telling.words, telling.portal);
    let either = |text| words.language.either(text);
    html! {
        footer class="footer" {
            div class="footer__inner" {
                div {
                    p class="footer__hotline" { (t!(words, shell.hotline)) " " a href={ "tel:" (portal.hotline) } rel="external" { (icon(Icon::Phone)) (portal.hotline) } }
                    p class="quiet" { (either(&portal.hotline_hours)) }
                }
                (settings(telling))
                p class="footer__links" {
                    a href="/verify" { (t!(words, shell.verify_entrance)) }
                    a href="/staff-login" { (t!(words, shell.staff_entrance)) }
                    a href="/kiosk" { (t!(words, shell.kiosk_entrance)) }
                }
                p class="quiet footer__name" { (either(&portal.city)) " · " (either(&portal.name)) }
            }
        }
    }
}

/// The place of the reading settings.
fn settings(telling: &Telling<'_>) -> Markup {
    let words = &telling.words;
    let segments = |labels: &[&str]| html! { div class="segments" { @for label in labels { button type="button" class="segment" { (label) } } } };
    html! {
        div class={ "settings " (LATER) } {
            (segments(&[t!(words, shell.text_usual), t!(words, shell.text_large)]))
            (segments(&[t!(words, shell.theme_auto), t!(words, shell.theme_light), t!(words, shell.theme_dark)]))
            (segments(&["中文", "English"]))
        }
    }
}
