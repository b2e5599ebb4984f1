//! Push messages: whether this browser can have them, asking the reader for leave, and where they are sent to. The worker shows
//! them (`boot/sw.js`).

use js_sys::{Function, JSON, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// How it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Push {
    /// No such browser, or no worker.
    Unable,
    /// The reader has said no, in a way that only the browser's settings undo.
    Denied,
    Off,
    On(Subscription),
}

/// Where messages for this browser are sent, and what seals them; the keys in base 64 as the browser writes them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subscription {
    pub endpoint: String,
    pub p256dh: String,
    pub auth: String,
}

/// How it stands now.
pub async fn state() -> Push {
    let Some(manager) = manager().await else { return Push::Unable };
    if permission().as_deref() == Some("denied") {
        return Push::Denied;
    }
    match call(&manager, "getSubscription", &JsValue::UNDEFINED).await {
        Some(found) if found.is_object() => read(&found).map_or(Push::Unable, Push::On),
        Some(_) => Push::Off,
        None => Push::Unable,
    }
}

/// Asks the reader for leave, and then for a place to send to; `key` is the sender's public one, in base 64. How it stands afterwards.
pub async fn start(key: &str) -> Push {
    // Before anything is waited for: browsers let a page ask only right after a tap.
    let asked = notification().and_then(|notification| invoke(&notification, "requestPermission", &JsValue::UNDEFINED));
    if let Some(asked) = asked {
        let _ = JsFuture::from(asked).await;
    }
    let Some(manager) = manager().await else { return Push::Unable };
    let wish = Object::new();
    let _ = Reflect::set(&wish, &"userVisibleOnly".into(), &JsValue::TRUE);
    let _ = Reflect::set(&wish, &"applicationServerKey".into(), &key.into());
    match call(&manager, "subscribe", &wish).await.as_ref().and_then(read) {
        Some(subscription) => Push::On(subscription),
        None => state().await,
    }
}

/// Ends messages to this browser.
pub async fn end() {
    let Some(manager) = manager().await else { return };
    if let Some(found) = call(&manager, "getSubscription", &JsValue::UNDEFINED).await.filter(JsValue::is_object) {
        call(&found, "unsubscribe", &JsValue::UNDEFINED).await;
    }
}

/// The worker's push manager, where there is one.
async fn manager() -> Option<JsValue> {
    let window = web_sys::window()?;
    notification()?;
    let workers = Reflect::get(&window.navigator(), &"serviceWorker".into()).ok().filter(JsValue::is_object)?;
    let registration = call(&workers, "getRegistration", &JsValue::UNDEFINED).await.filter(JsValue::is_object)?;
    Reflect::get(&registration, &"pushManager".into()).ok().filter(JsValue::is_object)
}

fn notification() -> Option<JsValue> {
    let window = web_sys::window()?;
    Reflect::get(&window, &"Notification".into()).ok().filter(|found| !found.is_undefined())
}

fn permission() -> Option<String> {
    Reflect::get(&notification()?, &"permission".into()).ok()?.as_string()
}

fn read(subscription: &JsValue) -> Option<Subscription> {
    // `toJSON` writes the keys as the standard's base 64.
    let plain = JSON::parse(&JSON::stringify(subscription).ok()?.as_string()?).ok()?;
    let text = |of: &JsValue, name: &str| Reflect::get(of, &name.into()).ok()?.as_string();
    let keys = Reflect::get(&plain, &"keys".into()).ok()?;
    Some(Subscription { endpoint: text(&plain, "endpoint")?, p256dh: text(&keys, "p256dh")?, auth: text(&keys, "auth")? })
}

async fn call(object: &JsValue, method: &str, argument: &JsValue) -> Option<JsValue> {
    JsFuture::from(invoke(object, method, argument)?).await.ok()
}

fn invoke(object: &JsValue, method: &str, argument: &JsValue) -> Option<Promise> {
    let function: Function = Reflect::get(object, &method.into()).ok()?.dyn_into().ok()?;
    let answer = if argument.is_undefined() { function.call0(object) } else { function.call1(object, argument) };
    answer.ok()?.dyn_into().ok()
}
