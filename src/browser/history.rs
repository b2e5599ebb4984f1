//! The address bar: reading it, changing it, and catching clicks on own links.

use wasm_bindgen::prelude::*;
use web_sys::{HtmlAnchorElement, MouseEvent};

/// Path and query of the current address, such as `/activities?free=true`.
pub fn address() -> String {
    let Some(location) = web_sys::window().map(|w| w.location()) else { return "/".into() };
    format!("{}{}", location.pathname().unwrap_or_default(), location.search().unwrap_or_default())
}

/// Scheme, host and port of this site, such as `https://example.org`.
pub fn origin() -> String {
    web_sys::window().and_then(|w| w.location().origin().ok()).unwrap_or_default()
}

/// The whole address, as it is shared.
pub fn full_address() -> String {
    web_sys::window().and_then(|w| w.location().href().ok()).unwrap_or_default()
}

/// Puts a new entry into the history, or replaces the current one.
pub fn set_address(address: &str, replace: bool) {
    let Some(history) = web_sys::window().and_then(|w| w.history().ok()) else { return };
    let _ = if replace {
        history.replace_state_with_url(&JsValue::NULL, "", Some(address))
    } else {
        history.push_state_with_url(&JsValue::NULL, "", Some(address))
    };
}

/// Calls `then` with the new address when the reader goes back or forth.
pub fn on_back_or_forth(then: impl Fn(String) + 'static) {
    let closure = Closure::<dyn Fn()>::new(move || then(address()));
    if let Some(window) = web_sys::window() {
        let _ = window.add_event_listener_with_callback("popstate", closure.as_ref().unchecked_ref());
    }
    closure.forget();
}

/// Calls `follow` for every plain click on a link to the own origin; when it answers false, the
/// browser follows the link itself. Clicks that open a tab, save a file, jump within the page or
/// carry `rel="external"` stay the browser's.
pub fn on_own_link(follow: impl Fn(String) -> bool + 'static) {
    let closure = Closure::<dyn Fn(MouseEvent)>::new(move |event: MouseEvent| {
        if event.default_prevented() || event.button() != 0 || event.meta_key() || event.ctrl_key() || event.shift_key() || event.alt_key() {
            return;
        }
        if own_link(&event).is_some_and(&follow) {
            event.prevent_default();
        }
    });
    if let Some(document) = web_sys::window().and_then(|w| w.document()) {
        let _ = document.add_event_listener_with_callback("click", closure.as_ref().unchecked_ref());
    }
    closure.forget();
}

fn own_link(event: &MouseEvent) -> Option<String> {
    let element: web_sys::Element = event.target()?.dyn_into().ok()?;
    let link = element.closest("a[href]").ok()??;
    // A link in a drawing cannot be asked for the parts of its address; ours are paths.
    let Some(link) = link.dyn_ref::<HtmlAnchorElement>() else {
        return link.get_attribute("href").filter(|address| address.starts_with('/') && !address.starts_with("//"));
    };
    let location = web_sys::window()?.location();
    let foreign = link.origin() != location.origin().ok()? || !link.target().is_empty() || link.has_attribute("download") || link.rel() == "external";
    let within = !link.hash().is_empty() && Some(link.pathname()) == location.pathname().ok();
    let api = link.pathname().starts_with("/api/");
    (!foreign && !within && !api).then(|| format!("{}{}", link.pathname(), link.search()))
}

/// Loads what stands at `address`, as a new entry of the history or in place of the current one.
pub fn load(address: &str, replace: bool) {
    if let Some(location) = web_sys::window().map(|w| w.location()) {
        let _ = if replace { location.replace(address) } else { location.assign(address) };
    }
}

/// Loads the page anew.
pub fn reload() {
    if let Some(window) = web_sys::window() {
        let _ = window.location().reload();
    }
}
