//! A scanner that types: a USB device that sends a code as key strokes, faster than any hand, and
//! ends with Enter or Tab.
//!
//! Keys are told by their place (`KeyboardEvent.code`), not by what they write, so a Chinese input
//! method cannot garble them. It listens wherever the focus is, but leaves forms alone.

use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{EventTarget, HtmlElement, KeyboardEvent};

/// Longest pause between two keys of a scanner. Hands are slower.
const PAUSE_MS: f64 = 120.0;
/// Shorter than this is somebody leaning on the keyboard.
const SHORTEST: usize = 8;

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
}

/// Calls `on_code` with each code typed by a scanner; none where there is no window.
pub fn listen(on_code: impl Fn(String) + 'static) -> Option<Wedge> {
    let target: EventTarget = web_sys::window()?.into();
    let typed = Rc::new(RefCell::new(Typed::default()));
    let on_key = Closure::<dyn FnMut(KeyboardEvent)>::new(move |event: KeyboardEvent| {
        if event.ctrl_key() || event.alt_key() || event.meta_key() || is_form(&event) {
            return;
        }
        let mut typed = typed.borrow_mut();
        let now = event.time_stamp();
        if now - typed.last_ms > PAUSE_MS {
            typed.text.clear();
        }
        typed.last_ms = now;
        match event.code().as_str() {
            "Enter" | "NumpadEnter" | "Tab" => {
                let text = std::mem::take(&mut typed.text);
                if text.len() >= SHORTEST {
                    // The scanner's Enter must not press a focused button, nor its Tab move the focus.
                    event.prevent_default();
                    event.stop_propagation();
                    drop(typed);
                    on_code(text);
                }
            }
            code => typed.text.extend(character(code)),
        }
    });
    target.add_event_listener_with_callback_and_bool("keydown", on_key.as_ref().unchecked_ref(), true).ok()?;
    Some(Wedge { target, on_key })
}

fn is_form(event: &KeyboardEvent) -> bool {
    let element = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
    element.is_some_and(|element| matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT"))
}

/// The digit or capital at a place of the keyboard: our codes have no others.
fn character(code: &str) -> Option<char> {
    let last = code.strip_prefix("Key").or_else(|| code.strip_prefix("Digit")).or_else(|| code.strip_prefix("Numpad"))?;
    let mut chars = last.chars();
    chars.next().filter(|c| chars.next().is_none() && (c.is_ascii_uppercase() || c.is_ascii_digit()))
}
