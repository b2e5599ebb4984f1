//! A scanner that types: a USB device that sends a code as key strokes, faster than any hand, and
//! ends with Enter or Tab.
//!
//! Keys are told by their place (`KeyboardEvent.code`), not by what they write, so a Chinese input
//! method cannot garble them. It listens wherever the focus is; a field into which it was typed by chance gets back what stood in it.

use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{Event, EventTarget, HtmlElement, HtmlInputElement, KeyboardEvent};

/// Longest pause between two keys of a scanner. Hands are slower.
const PAUSE_MS: f64 = 120.0;
/// Shorter than this is somebody leaning on the keyboard.
const SHORTEST: usize = 8;
/// The same in a field, where quick hands type a volunteer number; a code is longer than any of our fields takes.
const SHORTEST_IN_FIELD: usize = 14;

/// Listens until it is dropped.
pub struct Wedge {
    target: EventTarget,
    on_key: Closure<dyn FnMut(KeyboardEvent)>,
}

impl Drop for Wedge {
    fn drop(&mut self) {
        let _ = self.target.remove_event_listener_with_callback_and_bool("keydown", self.on_key.as_ref().unchecked_ref(), true);
    }
}

#[derive(Default)]
struct Typed {
    text: String,
    last_ms: f64,
    /// The field that has the focus, and what stood in it before these keys.
    field: Option<(HtmlInputElement, String)>,
}

impl Typed {
    /// The code, if this can be none but a scanner.
    fn taken(&mut self) -> Option<String> {
        let shortest = if self.field.is_some() { SHORTEST_IN_FIELD } else { SHORTEST };
        Some(std::mem::take(&mut self.text)).filter(|text| text.len() >= shortest)
    }

    /// Gives the field back what stood in it.
    fn put_back(&mut self) {
        let Some((input, before)) = self.field.take() else { return };
        // What an input method is composing ends with the focus.
        let _ = input.blur();
        input.set_value(&before);
        if let Ok(event) = Event::new("input") {
            let _ = input.dispatch_event(&event);
        }
        let _ = input.focus();
    }
}

/// Calls `on_code` with each code typed by a scanner; none where there is no window.
pub fn listen(on_code: impl Fn(String) + 'static) -> Option<Wedge> {
    let target: EventTarget = web_sys::window()?.into();
    let typed = Rc::new(RefCell::new(Typed::default()));
    let on_key = Closure::<dyn FnMut(KeyboardEvent)>::new(move |event: KeyboardEvent| {
        if event.ctrl_key() || event.alt_key() || event.meta_key() || is_closed(&event) {
            return;
        }
        let mut typed = typed.borrow_mut();
        let now = event.time_stamp();
        if now - typed.last_ms > PAUSE_MS {
            *typed = Typed { field: field(&event), ..Typed::default() };
        }
        typed.last_ms = now;
        match event.code().as_str() {
            "Enter" | "NumpadEnter" | "Tab" => {
                if let Some(text) = typed.taken() {
                    // The scanner's Enter must not press a focused button or send a form, nor its Tab move the focus.
                    event.prevent_default();
                    event.stop_propagation();
                    let mut scanned = std::mem::take(&mut *typed);
                    drop(typed);
                    scanned.put_back();
                    on_code(text);
                }
            }
            code => typed.text.extend(character(code)),
        }
    });
    target.add_event_listener_with_callback_and_bool("keydown", on_key.as_ref().unchecked_ref(), true).ok()?;
    Some(Wedge { target, on_key })
}

fn target(event: &KeyboardEvent) -> Option<HtmlElement> {
    event.target()?.dyn_into().ok()
}

fn field(event: &KeyboardEvent) -> Option<(HtmlInputElement, String)> {
    let input: HtmlInputElement = target(event)?.dyn_into().ok()?;
    let before = input.value();
    Some((input, before))
}

/// Whether keys go where a scanner's would do no harm, and cannot be taken back.
fn is_closed(event: &KeyboardEvent) -> bool {
    target(event).is_some_and(|element| matches!(element.tag_name().as_str(), "TEXTAREA" | "SELECT"))
}

/// The digit or capital at a place of the keyboard: our codes have no others.
fn character(code: &str) -> Option<char> {
    let last = code.strip_prefix("Key").or_else(|| code.strip_prefix("Digit")).or_else(|| code.strip_prefix("Numpad"))?;
    let mut chars = last.chars();
    chars.next().filter(|c| chars.next().is_none() && (c.is_ascii_uppercase() || c.is_ascii_digit()))
}
