//! Files: fetched from the server, saved for a person, read from what a person chose.
//!
//! Fetching passes no cache that it has not asked: an unchanged file costs one short
//! answer (304), which the browser turns into the bytes it has kept.

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Blob, HtmlAnchorElement, HtmlInputElement, RequestCache, RequestInit, Response, Url};

/// The bytes at `url`; none when they did not come within `timeout_ms`, for whatever reason.
pub async fn fetch(url: &str, timeout_ms: i32) -> Option<Vec<u8>> {
    let window = web_sys::window()?;
    let controller = AbortController::new().ok()?;
    let init = RequestInit::new();
    init.set_cache(RequestCache::NoCache);
    init.set_signal(Some(&controller.signal()));
    let on_timeout = Closure::once(move || controller.abort());
    let timer = window.set_timeout_with_callback_and_timeout_and_arguments_0(on_timeout.as_ref().unchecked_ref(), timeout_ms);
    let bytes = read(&window, url, &init).await.ok().flatten();
    if let Ok(timer) = timer {
        window.clear_timeout_with_handle(timer);
    }
    bytes
}

async fn read(window: &web_sys::Window, url: &str, init: &RequestInit) -> Result<Option<Vec<u8>>, JsValue> {
    let response: Response = JsFuture::from(window.fetch_with_str_and_init(url, init)).await?.dyn_into()?;
    if !response.ok() {
        return Ok(None);
    }
    let buffer = JsFuture::from(response.array_buffer()?).await?;
    Ok(Some(js_sys::Uint8Array::new(&buffer).to_vec()))
}

/// Saves `text` as a file of this name where the browser keeps downloads; false when it cannot.
pub fn save(name: &str, text: &str) -> bool {
    Blob::new_with_str_sequence(&js_sys::Array::of1(&text.into())).and_then(|blob| hand_over(name, &blob)).is_ok()
}

/// The same for a file that is no text.
pub fn save_bytes(name: &str, bytes: &[u8]) -> bool {
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes));
    Blob::new_with_u8_array_sequence(&parts).and_then(|blob| hand_over(name, &blob)).is_ok()
}

fn hand_over(name: &str, blob: &Blob) -> Result<(), JsValue> {
    let document = web_sys::window().and_then(|window| window.document()).ok_or(JsValue::NULL)?;
    let url = Url::create_object_url_with_blob(blob)?;
    let link: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // The address is let go with the page: browsers may still be reading from it.
    Ok(())
}

/// The text of the file that was chosen in the input `id`, if one was.
pub async fn chosen(id: &str) -> Option<String> {
    let input: HtmlInputElement = web_sys::window()?.document()?.get_element_by_id(id)?.dyn_into().ok()?;
    JsFuture::from(input.files()?.get(0)?.text()).await.ok()?.as_string()
}
