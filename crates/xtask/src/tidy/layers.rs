//! Who may import whom. In the page: pages -> forms -> components -> ui -> browser, and no page
//! imports a page. The domain: nobody.

use super::Report;
use super::sources::{Source, words};
use std::collections::BTreeSet;

/// What a folder of the page must not import.
const NOT_FOR: [(&str, &[&str]); 5] = [
    ("src/pages/", &["crate::app", "crate::router", "crate::layouts"]),
    ("src/forms/", &["crate::app", "crate::router", "crate::layouts", "crate::pages"]),
    ("src/components/", &["crate::app", "crate::router", "crate::layouts", "crate::pages", "crate::forms"]),
    ("src/ui/", UI),
    ("src/browser/", BROWSER),
];

const UI: &[&str] = &[
    "crate::app", "crate::router", "crate::layouts", "crate::pages", "crate::forms", "crate::components", "crate::api", "crate::route", "crate::navigation", "crate::session", "crate::city", "crate::i18n", "crate::reading", "crate::t", "t!(", "domain::",
];

const BROWSER: &[&str] = &[
    "crate::app", "crate::router", "crate::layouts", "crate::pages", "crate::forms", "crate::components", "crate::ui", "crate::api", "crate::route", "crate::navigation", "crate::session", "crate::city", "crate::i18n", "crate::reading", "crate::t", "t!(",
];

/// What only `browser` may touch.
const BROWSERS_OWN: [&str; 4] = ["JsCast", "Closure::", "Closure<", "web_sys::window"];

/// What the domain must not know: the clock, the system, the web.
const NOT_FOR_DOMAIN: [&str; 13] = [
    "std::time", "std::fs", "std::net", "std::env", "std::io", "std::process", "std::thread", "leptos::", "axum::", "sqlx::", "tokio::", "web_sys::", "js_sys::",
];

/// Looks at every import.
pub fn check(sources: &[Source], report: &mut Report) {
    for source in sources.iter().filter(|source| source.path.ends_with(".rs")) {
        for (_, forbidden) in NOT_FOR.iter().filter(|(folder, _)| source.path.starts_with(folder)) {
            find(source, forbidden, report);
        }
        if source.path.starts_with("src/") && !source.path.starts_with("src/browser/") {
            find(source, &BROWSERS_OWN, report);
        }
        if source.path.starts_with("crates/domain/src/") {
            find(source, &NOT_FOR_DOMAIN, report);
        }
    }
    let router = sources.iter().find(|source| source.path == "src/router.rs");
    let pages = router.map(|router| pages(&router.text)).unwrap_or_default();
    for source in sources.iter().filter(|source| source.is("src/pages/", ".rs")) {
        strangers(source, &pages, report);
    }
}

fn find(source: &Source, forbidden: &[&str], report: &mut Report) {
    for (number, line) in source.code() {
        for name in forbidden.iter().filter(|name| words(line, name).next().is_some()) {
            report.fail(format!("{}:{number}: `{name}` is not for this folder", source.path));
        }
    }
}

/// The modules that the router shows: `public::home`, `account::card`, …
fn pages(router: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for area in ["public", "account", "kiosk", "team", "station", "admin"] {
        for place in words(router, &format!("{area}::")) {
            let name: String = router[place + area.len() + 2..].chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
            found.insert(format!("{area}::{name}"));
        }
    }
    found
}

/// Imports of another page, by its full path or from beside it.
fn strangers(source: &Source, pages: &BTreeSet<String>, report: &mut Report) {
    let inside = source.path.trim_start_matches("src/pages/").trim_end_matches(".rs").trim_end_matches("/mod");
    let module: Vec<&str> = inside.split('/').collect();
    // The folders' own files gather their pages.
    if module.len() < 2 {
        return;
    }
    let own = format!("{}::{}", module[0], module[1]);
    let beside = "super::".repeat(module.len() - 1);
    for (number, line) in source.code() {
        for page in pages.iter().filter(|page| **page != own) {
            let (area, name) = page.split_once("::").unwrap_or_default();
            let by_path = words(line, &format!("crate::pages::{page}")).next().is_some();
            // `super::super::` begins with `super::`: what stands before must be no other step up.
            let by_neighbour = area == module[0] && words(line, &format!("{beside}{name}")).any(|place| !line[..place].ends_with("super::"));
            if by_path || by_neighbour {
                report.fail(format!("{}:{number}: imports the page {page}", source.path));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTER: &str = "Route::Home => public::home(), Route::Join => public::join::page(next),";

    fn failures(path: &str, text: &str) -> usize {
        let of = |path: &str, text: &str| Source { path: path.into(), text: text.into() };
        let mut report = Report::default();
        check(&[of("src/router.rs", ROUTER), of(path, text)], &mut report);
        report.failures.len()
    }

    #[test]
    fn imports_go_one_way() {
        assert_eq!(failures("src/ui/field.rs", "use crate::browser::dom;"), 0);
        assert_eq!(failures("src/ui/field.rs", "use domain::text::Line;"), 1);
        assert_eq!(failures("src/components/load.rs", "use crate::pages::public;"), 1);
        assert_eq!(failures("src/components/load.rs", "// use crate::pages::public;"), 0);
        assert_eq!(failures("src/session.rs", "use wasm_bindgen::JsCast;"), 1);
        assert_eq!(failures("crates/domain/src/star.rs", "use std::time::SystemTime;"), 1);
    }

    #[test]
    fn a_page_imports_its_parts_but_no_other_page() {
        assert_eq!(failures("src/pages/public/join.rs", "use super::ticket;"), 0);
        assert_eq!(failures("src/pages/public/join.rs", "use super::home;"), 1);
        assert_eq!(failures("src/pages/public/join/form.rs", "use super::super::home;"), 1);
        assert_eq!(failures("src/pages/public/join/form.rs", "use super::home;"), 0);
        assert_eq!(failures("src/pages/account/me.rs", "use crate::pages::public::join;"), 1);
    }
}
