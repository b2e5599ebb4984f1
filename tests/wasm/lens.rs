//! A camera and a decoder for one test at a time, in place of the browser's.

use crate::disk::Spoilt;
use crate::stage::document;
use wasm_bindgen::{JsCast, JsValue};

/// The camera sees a canvas, grey as long as nobody changes it, and writes down what it is asked for.
const CAMERA: &str = "
    const media = navigator.mediaDevices, real = { getUserMedia: media.getUserMedia, enumerateDevices: media.enumerateDevices };
    const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 480 });
    const context = canvas.getContext('2d');
    const camera = { asked: [], applied: [], refusal: null, can: {}, is: {}, sources: [], track: null, paint: (colour) => { context.fillStyle = colour; context.fillRect(0, 0, 640, 480); } };
    camera.paint('#888');
    media.getUserMedia = async ({ video }) => {
        camera.asked.push(video);
        if (camera.refusal) throw new DOMException('refused', camera.refusal);
        const stream = canvas.captureStream(30);
        const [track] = stream.getVideoTracks();
        Object.assign(track, { getCapabilities: () => camera.can, getSettings: () => camera.is, applyConstraints: async ({ advanced }) => { camera.applied.push(...advanced); } });
        camera.track = track;
        return stream;
    };
    media.enumerateDevices = async () => camera.sources;
    window.camera = camera;
    const painting = setInterval(() => context.fillRect(0, 0, 1, 1), 50);
    return () => { clearInterval(painting); Object.assign(media, real); delete window.camera; };";

/// Puts the camera there until what is returned is dropped.
pub fn camera() -> Spoilt {
    Spoilt::by(CAMERA)
}

/// What `script` says.
pub fn says(script: &str) -> JsValue {
    js_sys::Function::new_no_args(script).call0(&JsValue::NULL).unwrap()
}

/// How often a camera was asked for.
pub fn asked() -> u32 {
    says("return camera.asked.length").as_f64().unwrap() as u32
}

/// A decoder that reads `text` in each picture; none when there is no text.
pub fn decoder(text: Option<&str>) {
    let answer = text.map_or_else(|| "{}".into(), |text| format!("{{ text: '{text}' }}"));
    worker(&format!("onmessage = () => postMessage({answer}); postMessage({{ ready: true }});"));
}

/// A decoder to which each picture is dark.
pub fn dark_decoder() {
    worker("onmessage = () => postMessage({ dark: true }); postMessage({ ready: true });");
}

/// A decoder that cannot read a video's frames, and reads `text` in what was drawn for it.
pub fn drawn_decoder(text: &str) {
    worker(&format!("onmessage = ({{ data }}) => postMessage(data.frame ? {{ unreadable: true }} : {{ text: `{text} ${{data.width}}x${{data.height}} ${{data.rgba.length}}` }}); postMessage({{ ready: true }});"));
}

/// A decoder that breaks at the first picture.
pub fn broken_decoder() {
    worker("onmessage = () => { throw new Error('broken'); }; postMessage({ ready: true });");
}

fn worker(script: &str) {
    let make = js_sys::Function::new_with_args("script", "return URL.createObjectURL(new Blob([script], { type: 'text/javascript' }))");
    let url = make.call1(&JsValue::NULL, &script.into()).unwrap().as_string().unwrap();
    no_decoder();
    let meta: web_sys::HtmlMetaElement = document().create_element("meta").unwrap().unchecked_into();
    meta.set_name("scanner-worker");
    meta.set_content(&url);
    document().head().unwrap().append_child(&meta).unwrap();
}

/// Takes the decoder away.
pub fn no_decoder() {
    if let Some(meta) = document().query_selector("meta[name='scanner-worker']").unwrap() {
        meta.remove();
    }
}
