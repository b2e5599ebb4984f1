//! One request over `fetch`, ended by a timeout. Cookies go to the own origin only, which is the
//! browser's default.

use super::clock;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, RequestInit, Response};

/// An answer, whatever its status.
pub struct Reply {
    pub status: u16,
    pub text: String,
    /// The header asked for, if the answer has it.
    pub header: Option<String>,
    /// When the request went out and the answer began to come, by the device's clock.
    pub asked_ms: i64,
    pub came_ms: i64,
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
    /// A header of the answer to be given with it.
    pub header: &'a str,
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
    let outcome = read(&window, &call, &init).await;
    if let Ok(timer) = timer {
        window.clear_timeout_with_handle(timer);
    }
    outcome.map_err(|_| if timed_out.get() { NoReply::Timeout } else { NoReply::Network })
}

async fn read(window: &web_sys::Window, call: &Call<'_>, init: &RequestInit) -> Result<Reply, JsValue> {
    let asked_ms = clock::device_now_ms();
    let response: Response = JsFuture::from(window.fetch_with_str_and_init(call.url, init)).await?.dyn_into()?;
    let came_ms = clock::device_now_ms();
    let header = response.headers().get(call.header)?;
    let text = JsFuture::from(response.text()?).await?.as_string().unwrap_or_default();
    Ok(Reply { status: response.status(), text, header, asked_ms, came_ms })
}
