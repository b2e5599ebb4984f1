//! A scanner that types is told from hands, and its code is whole.

use crate::stage::after;
use portal::browser::wedge;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{KeyboardEvent, KeyboardEventInit};

fn press(code: &str) {
    let init = KeyboardEventInit::new();
    init.set_code(code);
    init.set_bubbles(true);
    // What an input method would make of it must not matter.
    init.set_key("Process");
    let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).unwrap();
    web_sys::window().unwrap().dispatch_event(&event).unwrap();
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
