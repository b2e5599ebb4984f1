//! One request over `fetch`, ended by a timeout. Cookies go to the own origin only, which is the
//! browser's default.

use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, RequestInit, Response};

/// An answer, whatever its status.
pub struct Reply {
    pub status: u16,
    pub text: String,
}

/// No answer came.
pub enum NoReply {
    /// The server was not reached, or the connection broke.
    Network,
    /// It took longer than allowed.
    Timeout,
}

/// What to ask.
pub struct Call<'a> {
    pub method: &'static str,
    pub url: &'a str,
    pub headers: &'a [(&'a str, &'a str)],
    pub body: Option<&'a str>,
    pub timeout_ms: i32,
}

/// Sends `call` and reads the whole answer.
///
/// # Errors
/// When no answer came.
pub async fn fetch(call: Call<'_>) -> Result<Reply, NoReply> {
    let window = web_sys::window().ok_or(NoReply::Network)?;
    let controller = AbortController::new().map_err(|_| NoReply::Network)?;
    let init = RequestInit::new();
    init.set_method(call.method);
    init.set_signal(Some(&controller.signal()));
    if let Some(body) = call.body {
        init.set_body(&JsValue::from_str(body));
    }
    let headers = web_sys::Headers::new().map_err(|_| NoReply::Network)?;
    for (name, value) in call.headers {
        let _ = headers.set(name, value);
    }
    init.set_headers(&headers);

    let timed_out = Rc::new(Cell::new(false));
    let on_timeout = {
        let timed_out = Rc::clone(&timed_out);
        Closure::once(move || {
            timed_out.set(true);
            controller.abort();
        })
    };
    let timer = window.set_timeout_with_callback_and_timeout_and_arguments_0(on_timeout.as_ref().unchecked_ref(), call.timeout_ms);
    let outcome = read(&window, call.url, &init).await;
    if let Ok(timer) = timer {
        window.clear_timeout_with_handle(timer);
    }
    outcome.map_err(|_| if timed_out.get() { NoReply::Timeout } else { NoReply::Network })
}

async fn read(window: &web_sys::Window, url: &str, init: &RequestInit) -> Result<Reply, JsValue> {
    let response: Response = JsFuture::from(window.fetch_with_str_and_init(url, init)).await?.dyn_into()?;
    let text = JsFuture::from(response.text()?).await?.as_string().unwrap_or_default();
    Ok(Reply { status: response.status(), text })
}
