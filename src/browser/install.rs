//! Putting the page on the home screen of a device.

use super::event;
use js_sys::{Function, Reflect};
use wasm_bindgen::prelude::*;

/// Where `boot/early.js` keeps the browser's offer, which comes before the page runs.
const OFFER: &str = "installPrompt";

/// How it goes in this browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// The browser does it when asked: [`ask`].
    Ask,
    /// By hand, in the menu in which things are shared: iPhone and iPad.
    ShareMenu,
    /// Only in another browser: inside WeChat.
    OtherBrowser,
    /// Not at all, or by a way we cannot name.
    None,
}

/// How it goes here.
pub fn way() -> Way {
    let agent = web_sys::window().and_then(|w| w.navigator().user_agent().ok()).unwrap_or_default();
    way_of(&agent, offer().is_some())
}

fn way_of(agent: &str, offered: bool) -> Way {
    if agent.contains("MicroMessenger") {
        Way::OtherBrowser
    } else if offered {
        Way::Ask
    } else if agent.contains("iPhone") || agent.contains("iPad") {
        Way::ShareMenu
    } else {
        Way::None
    }
}

/// Calls `then` when the browser offers it later than the page was shown.
pub fn on_offer(then: impl Fn() + 'static) -> Option<event::Heard> {
    event::on("installable", then)
}

/// Lets the browser ask the reader, who may still refuse. An offer serves once.
pub fn ask() {
    let Some((window, offer)) = web_sys::window().zip(offer()) else { return };
    let _ = Reflect::set(&window, &OFFER.into(), &JsValue::NULL);
    if let Some(prompt) = Reflect::get(&offer, &"prompt".into()).ok().and_then(|prompt| prompt.dyn_into::<Function>().ok()) {
        let _ = prompt.call0(&offer);
    }
}

fn offer() -> Option<JsValue> {
    let window = web_sys::window()?;
    Reflect::get(&window, &OFFER.into()).ok().filter(|offer| offer.is_object())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_browser_is_told_its_own_way() {
        let iphone = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1";
        let android = "Mozilla/5.0 (Linux; Android 14; Pixel) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Mobile Safari/537.36";
        assert_eq!(way_of(iphone, false), Way::ShareMenu);
        assert_eq!((way_of(android, true), way_of(android, false)), (Way::Ask, Way::None));
        for agent in [iphone, android] {
            assert_eq!(way_of(&format!("{agent} MicroMessenger/8.0.49"), true), Way::OtherBrowser);
        }
    }
}
