//! A scanner that types is told from hands, and its code is whole.

use crate::stage::{Stage, after};
use leptos::prelude::*;
use portal::browser::wedge;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{EventTarget, HtmlInputElement, KeyboardEvent, KeyboardEventInit};

fn press(code: &str) {
    press_on(web_sys::window().unwrap().as_ref(), code);
}

fn press_on(target: &EventTarget, code: &str) -> bool {
    let init = KeyboardEventInit::new();
    init.set_code(code);
    init.set_bubbles(true);
    init.set_cancelable(true);
    // What an input method would make of it must not matter.
    init.set_key("Process");
    let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).unwrap();
    target.dispatch_event(&event).unwrap()
}

fn codes(text: &str) -> Vec<String> {
    text.chars().map(|c| if c.is_ascii_digit() { format!("Digit{c}") } else { format!("Key{c}") }).collect()
}

/// Types `text` as a scanner does, with Enter at the end.
pub fn scan(text: &str) {
    codes(text).iter().for_each(|code| press(code));
    press("Enter");
}

#[wasm_bindgen_test]
async fn what_a_scanner_types_arrives_whole_whatever_the_input_method_makes_of_it() {
    let heard = Rc::new(RefCell::new(Vec::new()));
    let listening = { let heard = Rc::clone(&heard); wedge::listen(move |text| heard.borrow_mut().push(text)) };
    scan("VOL1ABCDEF234567");
    assert_eq!(*heard.borrow(), ["VOL1ABCDEF234567"]);

    // Hands are slow: each pause begins anew, so nothing long enough comes together.
    for code in codes("VOL1ABCDEF") {
        press(&code);
        after(130).await;
    }
    press("Enter");
    assert_eq!(heard.borrow().len(), 1);

    // After it was let go, nothing is heard.
    drop(listening);
    scan("VOL1ABCDEF234567");
    assert_eq!(heard.borrow().len(), 1);
}

#[wasm_bindgen_test]
async fn a_code_typed_into_a_field_is_taken_as_a_code_and_the_field_is_as_it_was() {
    let heard = Rc::new(RefCell::new(Vec::new()));
    let _listening = { let heard = Rc::clone(&heard); wedge::listen(move |text| heard.borrow_mut().push(text)) };
    let stage = Stage::of(|| view! { <input id="field" value="000" /> });
    let field: HtmlInputElement = stage.get("#field").unchecked_into();
    // An input method writes something of its own.
    let scanned = |text: &str| {
        for code in codes(text) {
            press_on(&field, &code);
            field.set_value(&format!("{}我", field.value()));
        }
        press_on(&field, "Enter")
    };
    assert!(!scanned("VOL1ABCDEF234567"), "its Enter sends no form");
    assert_eq!((heard.borrow().as_slice(), field.value()), (&["VOL1ABCDEF234567".to_owned()][..], "000".into()));

    // Quick hands that type a number are left alone.
    after(130).await;
    assert!(scanned("000001C3"), "its Enter sends the form");
    assert_eq!(heard.borrow().len(), 1);
    assert!(field.value().starts_with("000我"));
}
