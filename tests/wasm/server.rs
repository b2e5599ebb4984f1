//! A server for one test at a time: answers by method and path in place of the browser's `fetch`.

use wasm_bindgen::JsValue;

/// Answers `json` with a status to each of these requests (`GET /api/me/card`); any other gets no answer.
/// Stays until it is called again.
pub fn answers(all: &[(&str, u16, String)]) {
    let table = js_sys::Object::new();
    for (request, status, json) in all {
        let answer = js_sys::Array::of2(&JsValue::from(*status), &JsValue::from_str(json));
        js_sys::Reflect::set(&table, &JsValue::from_str(request), &answer).unwrap();
    }
    let replace = js_sys::Function::new_with_args(
        "table",
        "window.fetch = async (url, init) => {
            const answer = table[`${init.method} ${url}`];
            if (!answer) throw new TypeError('no answer');
            return new Response(answer[0] === 204 ? null : answer[1], { status: answer[0] });
        };",
    );
    replace.call1(&JsValue::NULL, &table).unwrap();
}
