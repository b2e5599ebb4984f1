//! What the device tells of itself, and what it can be asked for: battery, the whole screen, a sound.

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// Per cent of the battery; none where there is none, or the browser does not tell.
pub async fn battery_percent() -> Option<u8> {
    let navigator = web_sys::window()?.navigator();
    let ask: Function = Reflect::get(&navigator, &"getBattery".into()).ok()?.dyn_into().ok()?;
    let battery = JsFuture::from(ask.call0(&navigator).ok()?.dyn_into::<Promise>().ok()?).await.ok()?;
    let told = |name: &str| Reflect::get(&battery, &name.into()).ok();
    let level = told("level")?.as_f64()?;
    // A PC without a battery says that it is full and charging.
    let plugged_in = told("charging")?.as_bool()? && level >= 1.0;
    (!plugged_in).then(|| (level.clamp(0.0, 1.0) * 100.0).round() as u8)
}

/// Whether the page can have the whole screen; iPhones give it to nobody.
pub fn can_fill_screen() -> bool {
    root().is_some_and(|root| Reflect::has(&root, &"requestFullscreen".into()).unwrap_or(false))
}

/// Whether it has it.
pub fn fills_screen() -> bool {
    document().is_some_and(|document| Reflect::get(&document, &"fullscreenElement".into()).is_ok_and(|element| element.is_object()))
}

/// Takes the whole screen, or gives it back. The browser may say no, and nothing changes then.
pub fn fill_screen(fill: bool) {
    let (target, method) = if fill { (root().map(JsValue::from), "requestFullscreen") } else { (document().map(JsValue::from), "exitFullscreen") };
    let Some(target) = target else { return };
    if let Some(method) = Reflect::get(&target, &method.into()).ok().and_then(|method| method.dyn_into::<Function>().ok()) {
        let _ = method.call0(&target);
    }
}

fn document() -> Option<web_sys::Document> {
    web_sys::window()?.document()
}

fn root() -> Option<web_sys::Element> {
    document()?.document_element()
}

/// Plays tones one after the other, each for an eighth of a second; hertz. Silent where the browser
/// wants a tap first.
pub fn play(tones: &[f32]) {
    // A page may make only a few of these, so all sounds share one.
    thread_local! {
        static CONTEXT: Option<JsValue> = make_context();
    }
    CONTEXT.with(|context| {
        if let Some(context) = context {
            // What fails is silent.
            let _ = sound(context, tones);
        }
    });
}

fn make_context() -> Option<JsValue> {
    let window = web_sys::window()?;
    let constructor: Function = Reflect::get(&window, &"AudioContext".into()).ok()?.dyn_into().ok()?;
    Reflect::construct(&constructor, &Array::new()).ok()
}

fn sound(context: &JsValue, tones: &[f32]) -> Result<(), JsValue> {
    const LONG: f64 = 0.125;
    let call = |target: &JsValue, method: &str, arguments: &Array| -> Result<JsValue, JsValue> {
        Reflect::get(target, &method.into())?.dyn_into::<Function>()?.apply(target, arguments)
    };
    call(context, "resume", &Array::new())?;
    let oscillator = call(context, "createOscillator", &Array::new())?;
    let volume = call(context, "createGain", &Array::new())?;
    let now = Reflect::get(context, &"currentTime".into())?.as_f64().unwrap_or(0.0);
    Reflect::set(&Reflect::get(&volume, &"gain".into())?, &"value".into(), &JsValue::from_f64(0.2))?;
    let frequency = Reflect::get(&oscillator, &"frequency".into())?;
    for (place, tone) in tones.iter().enumerate() {
        call(&frequency, "setValueAtTime", &Array::of2(&JsValue::from(*tone), &JsValue::from_f64(now + LONG * place as f64)))?;
    }
    call(&oscillator, "connect", &Array::of1(&volume))?;
    call(&volume, "connect", &Array::of1(&Reflect::get(context, &"destination".into())?))?;
    call(&oscillator, "start", &Array::new())?;
    call(&oscillator, "stop", &Array::of1(&JsValue::from_f64(now + LONG * tones.len() as f64)))?;
    Ok(())
}
