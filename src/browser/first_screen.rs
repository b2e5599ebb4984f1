//! The screen that the server wrote into the document, and what the reader has begun in it by the time the page takes
//! its place: the focus, what stands in its form, filters that were opened.

use super::dom;
use wasm_bindgen::JsCast;
use web_sys::{Document, FormData, HtmlFormElement, UrlSearchParams};

/// The element around it.
const SCREEN: &str = "first";
/// The attribute of `<html>` that tells its language; `boot/early.js` writes [`NOT_SHOWN`] there when the reader's is another.
const WRITTEN: &str = "data-first";
const NOT_SHOWN: &str = "other";

/// What the reader has begun.
pub struct Begun {
    /// A selector of what has the focus.
    focus: Option<String>,
    /// What stands in the form, as it would be sent: the query of an address.
    pub form: Option<String>,
    opened: bool,
}

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// Whether it is there and shown.
pub fn is_there() -> bool {
    dom::root_attribute(WRITTEN).is_some_and(|language| language != NOT_SHOWN) && document().is_some_and(|document| document.get_element_by_id(SCREEN).is_some())
}

/// Takes it away. What takes its place has to stand there before the browser paints again.
pub fn take_away() -> Option<Begun> {
    let document = document()?;
    let screen = document.get_element_by_id(SCREEN)?;
    let focus = document.active_element().filter(|element| screen.contains(Some(element.as_ref()))).and_then(|element| dom::mark_of(&element));
    let form = screen.query_selector("form").ok().flatten().and_then(|form| as_sent(&form.dyn_into().ok()?));
    let opened = screen.query_selector("details[open]").ok().flatten().is_some();
    screen.remove();
    Some(Begun { focus, form, opened })
}

fn as_sent(form: &HtmlFormElement) -> Option<String> {
    let fields = FormData::new_with_form(form).ok()?;
    let query = UrlSearchParams::new_with_str_sequence_sequence(&fields).ok()?;
    Some(query.to_string().into())
}

impl Begun {
    /// Opens the filters again.
    pub fn open(&self) {
        if self.opened && let Some(details) = document().and_then(|document| document.query_selector("details.filters").ok()?) {
            let _ = details.set_attribute("open", "");
        }
    }

    /// Gives the focus back, to the same thing of the page's own.
    pub fn focus(self) {
        if let Some(mark) = self.focus {
            dom::focus_on(&mark);
        }
    }
}
