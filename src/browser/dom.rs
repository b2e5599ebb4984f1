//! Small things done to the document.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

fn document() -> Option<web_sys::Document> {
    web_sys::window()?.document()
}

fn by_id(id: &str) -> Option<HtmlElement> {
    document()?.get_element_by_id(id)?.dyn_into().ok()
}

/// The text inside the element `id`, trimmed; none when it is empty or missing.
pub fn text_of(id: &str) -> Option<String> {
    let text = by_id(id)?.text_content()?.trim().to_owned();
    (!text.is_empty()).then_some(text)
}

/// The text inside the element `id` if its `attribute` is `value`; the element is gone afterwards.
pub fn take_text(id: &str, attribute: &str, value: &str) -> Option<String> {
    let element = by_id(id).filter(|element| element.get_attribute(attribute).as_deref() == Some(value))?;
    element.remove();
    element.text_content()
}

/// The content of `<meta name=…>`; none when it is empty or missing.
pub fn meta(name: &str) -> Option<String> {
    let element = document()?.query_selector(&format!("meta[name='{name}']")).ok()??;
    element.get_attribute("content").filter(|content| !content.is_empty())
}

/// The text of the label that belongs to the control `id`.
pub fn label_of(id: &str) -> Option<String> {
    let labels = document()?.query_selector_all("label[for]").ok()?;
    let label = (0..labels.length()).filter_map(|place| labels.get(place)?.dyn_into::<HtmlElement>().ok()).find(|label| label.get_attribute("for").as_deref() == Some(id))?;
    label.text_content().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// Takes the element `id` away.
pub fn remove(id: &str) {
    if let Some(element) = by_id(id) {
        element.remove();
    }
}

/// Puts the focus on the element `id`; tells whether it is there.
pub fn focus(id: &str) -> bool {
    by_id(id).is_some_and(|element| element.focus().is_ok())
}

/// Sets the document's title.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// An attribute of `<html>`.
pub fn root_attribute(name: &str) -> Option<String> {
    document()?.document_element()?.get_attribute(name)
}

/// Sets an attribute of `<html>`; none takes it away.
pub fn set_root_attribute(name: &str, value: Option<&str>) {
    let Some(root) = document().and_then(|d| d.document_element()) else { return };
    let _ = match value {
        Some(value) => root.set_attribute(name, value),
        None => root.remove_attribute(name),
    };
}

/// Goes to the top of the page.
pub fn scroll_to_top() {
    if let Some(window) = web_sys::window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}

/// Whether the page is on screen.
pub fn is_visible() -> bool {
    document().is_none_or(|d| d.visibility_state() == web_sys::VisibilityState::Visible)
}

/// Opens the browser's print dialogue.
pub fn print() {
    if let Some(window) = web_sys::window() {
        let _ = window.print();
    }
}

/// A selector of what has the focus, to find the same thing again once it was made anew.
pub fn focused() -> Option<String> {
    mark_of(&document()?.active_element()?)
}

/// A selector of `element`, by its id or by where it leads.
pub fn mark_of(element: &Element) -> Option<String> {
    match element.id() {
        id if id.is_empty() => element.get_attribute("href").map(|href| format!("a[href='{href}']")),
        id => Some(format!("#{id}")),
    }
}

/// Puts the focus on the first thing that `selector` finds.
pub fn focus_on(selector: &str) {
    let found = document().and_then(|document| document.query_selector(selector).ok()?);
    if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}
