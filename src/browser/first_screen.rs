//! The screen that the server wrote into the document, and what the reader has begun in it by the time the page takes
//! its place: the focus, the words typed into the search, filters that were opened.

use super::dom;
use wasm_bindgen::JsCast;
use web_sys::{Document, Event, HtmlElement, HtmlInputElement};

/// The element around it.
const SCREEN: &str = "first";
/// The one control of it that is typed into.
const TYPED_INTO: &str = "search-text";

/// What the reader has begun.
pub struct Begun {
    /// A selector of what has the focus.
    focus: Option<String>,
    /// Words that are not those of the address.
    typed: Option<String>,
    opened: bool,
}

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// Whether it is there and shown.
pub fn is_there() -> bool {
    dom::root_attribute("data-first").is_some_and(|language| language != "other") && document().is_some_and(|document| document.get_element_by_id(SCREEN).is_some())
}

/// Takes it away. What takes its place has to stand there before the browser paints again.
pub fn take_away() -> Option<Begun> {
    let document = document()?;
    let screen = document.get_element_by_id(SCREEN)?;
    let focus = document.active_element().filter(|element| screen.contains(Some(element.as_ref()))).and_then(|element| match element.id() {
        id if id.is_empty() => element.get_attribute("href").map(|href| format!("a[href='{href}']")),
        id => Some(format!("#{id}")),
    });
    let typed = input(&document).filter(|input| input.value() != input.default_value()).map(|input| input.value());
    let opened = screen.query_selector("details[open]").ok().flatten().is_some();
    screen.remove();
    Some(Begun { focus, typed, opened })
}

fn input(document: &Document) -> Option<HtmlInputElement> {
    document.get_element_by_id(TYPED_INTO)?.dyn_into().ok()
}

impl Begun {
    /// Gives the focus back, to the same thing of the page's own.
    pub fn focus(&self) {
        let again = self.focus.as_ref().zip(document()).and_then(|(selector, document)| document.query_selector(selector).ok()?);
        if let Some(element) = again.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
            let _ = element.focus();
        }
    }

    /// Gives the rest back, once the page follows what is done to it.
    pub fn go_on(self) {
        let Some(document) = document() else { return };
        if self.opened && let Ok(Some(details)) = document.query_selector("details.filters") {
            let _ = details.set_attribute("open", "");
        }
        if let Some((typed, input)) = self.typed.zip(input(&document)) {
            input.set_value(&typed);
            if let Ok(event) = Event::new("input") {
                let _ = input.dispatch_event(&event);
            }
        }
    }
}
