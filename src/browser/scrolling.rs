//! Where things lie on the screen while the page is scrolled.

use leptos::prelude::*;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{Element, Window};

/// Listens until it is dropped.
struct Watch {
    window: Window,
    on_event: Closure<dyn Fn()>,
}

const EVENTS: [&str; 2] = ["scroll", "resize"];

impl Drop for Watch {
    fn drop(&mut self) {
        for event in EVENTS {
            let _ = self.window.remove_event_listener_with_callback(event, self.on_event.as_ref().unchecked_ref());
        }
    }
}

/// Calls `then` when the page was scrolled or has another size, once a picture at most, for as long as the view is there that asks for it.
pub fn on_scroll(then: impl Fn() + 'static) {
    let watch = StoredValue::new_local(watch(then));
    on_cleanup(move || watch.dispose());
}

fn watch(then: impl Fn() + 'static) -> Option<Watch> {
    let window = web_sys::window()?;
    let (then, waits) = (Rc::new(then), Rc::new(Cell::new(false)));
    let on_event = Closure::<dyn Fn()>::new(move || {
        if waits.replace(true) {
            return;
        }
        let (then, waits) = (Rc::clone(&then), Rc::clone(&waits));
        request_animation_frame(move || {
            waits.set(false);
            then();
        });
    });
    let watch = Watch { window, on_event };
    for event in EVENTS {
        watch.window.add_event_listener_with_callback(event, watch.on_event.as_ref().unchecked_ref()).ok()?;
    }
    Some(watch)
}

/// How far the page is scrolled, in CSS pixels.
pub fn offset() -> f64 {
    web_sys::window().and_then(|window| window.scroll_y().ok()).unwrap_or_default()
}

/// Scrolls the page so far, in CSS pixels.
pub fn scroll_to(offset: f64) {
    if let Some(window) = web_sys::window() {
        window.scroll_to_with_x_and_y(0.0, offset);
    }
}

/// The height of what is seen of the page, in CSS pixels.
pub fn screen_height() -> f64 {
    web_sys::window().and_then(|window| window.inner_height().ok()?.as_f64()).unwrap_or_default()
}

/// Where the element `id` begins, in CSS pixels below the top of the screen.
pub fn top_of(id: &str) -> Option<f64> {
    by_id(id).map(|element| top(&element))
}

/// Where each `step`th child of the element `id` begins, in CSS pixels below the top of the screen.
pub fn tops_within(id: &str, step: usize) -> Vec<f64> {
    let Some(children) = by_id(id).map(|element| element.children()) else { return Vec::new() };
    (0..children.length()).step_by(step).filter_map(|place| children.item(place)).map(|child| top(&child)).collect()
}

fn by_id(id: &str) -> Option<Element> {
    web_sys::window()?.document()?.get_element_by_id(id)
}

fn top(element: &Element) -> f64 {
    element.get_bounding_client_rect().top()
}
