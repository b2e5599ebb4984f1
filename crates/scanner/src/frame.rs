//! What the page posts: a video's frame, or pixels it has drawn.

use js_sys::{Array, Promise, Reflect, Uint8Array, Uint8ClampedArray};
use scanner::Luma;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::ImageData;

/// A frame that is wider is looked at in half its size: more pixels only cost time.
const WIDEST: usize = 960;

#[wasm_bindgen]
extern "C" {
    /// A frame of a video (WebCodecs). What it holds is let go of when it is closed, not when it is forgotten.
    type VideoFrame;

    #[wasm_bindgen(method, getter)]
    fn format(this: &VideoFrame) -> Option<String>;

    #[wasm_bindgen(method, getter, js_name = visibleRect)]
    fn visible(this: &VideoFrame) -> JsValue;

    #[wasm_bindgen(method, catch, js_name = allocationSize)]
    fn size(this: &VideoFrame) -> Result<u32, JsValue>;

    #[wasm_bindgen(method, catch, js_name = copyTo)]
    fn copy(this: &VideoFrame, to: &Uint8Array) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method)]
    fn close(this: &VideoFrame);
}

/// A picture to look at.
pub enum Frame {
    OfVideo(Open),
    Drawn { width: u32, height: u32, rgba: Uint8Array },
}

/// A frame that is closed when it is not needed any more.
pub struct Open(VideoFrame);

impl Drop for Open {
    fn drop(&mut self) {
        self.0.close();
    }
}

impl Frame {
    /// What `data` holds, if it is a picture.
    pub fn of(data: &JsValue) -> Option<Self> {
        let get = |name: &str| Reflect::get(data, &JsValue::from_str(name)).ok().filter(|value| !value.is_undefined());
        if let Some(frame) = get("frame") {
            return Some(Self::OfVideo(Open(frame.unchecked_into())));
        }
        let number = |name: &str| get(name)?.as_f64().map(|n| n as u32);
        Some(Self::Drawn { width: number("width")?, height: number("height")?, rgba: get("rgba")?.dyn_into().ok()? })
    }

    /// The picture as the browser's own decoder takes it.
    ///
    /// # Errors
    /// When its size and its bytes do not fit together.
    pub fn source(&self) -> Result<JsValue, JsValue> {
        match self {
            Self::OfVideo(Open(frame)) => Ok(frame.into()),
            Self::Drawn { width, height, rgba } => Ok(ImageData::new_with_js_u8_clamped_array_and_sh(&Uint8ClampedArray::new(&rgba.buffer()), *width, *height)?.into()),
        }
    }

    /// The grey of it.
    ///
    /// # Errors
    /// When its pixels cannot be had.
    pub async fn luma(&self) -> Result<Luma, JsValue> {
        match self {
            Self::OfVideo(Open(frame)) => of_video(frame).await,
            Self::Drawn { width, height, rgba } => Luma::from_rgba(*width as usize, *height as usize, &rgba.to_vec()).ok_or(JsValue::NULL),
        }
    }
}

async fn of_video(frame: &VideoFrame) -> Result<Luma, JsValue> {
    let format = frame.format().ok_or(JsValue::NULL)?;
    let bytes = Uint8Array::new_with_length(frame.size()?);
    let planes: Array = JsFuture::from(frame.copy(&bytes)?).await?.dyn_into()?;
    let number = |of: &JsValue, name: &str| Reflect::get(of, &name.into())?.as_f64().map(|n| n as usize).ok_or(JsValue::NULL);
    let (visible, first) = (frame.visible(), planes.get(0));
    let (width, height) = (number(&visible, "width")?, number(&visible, "height")?);
    let (offset, stride) = (number(&first, "offset")?, number(&first, "stride")?);
    // The first plane of these is the brightness; the others have one plane of four bytes a pixel. Whether red or blue comes first makes no
    // difference to a code.
    let is_grey = ["I420", "I422", "I444", "NV12"].iter().any(|known| format.starts_with(known));
    let of_row = if is_grey { width } else { 4 * width };
    let bytes = bytes.to_vec();
    let rows = bytes.get(offset..).ok_or(JsValue::NULL)?.chunks(stride.max(1)).take(height).filter_map(|row| row.get(..of_row));
    let pixels = rows.flatten().copied().collect::<Vec<u8>>();
    let luma = if is_grey { Luma::new(width, height, pixels) } else { Luma::from_rgba(width, height, &pixels) };
    let luma = luma.ok_or(JsValue::NULL)?;
    if width > WIDEST { luma.halved().ok_or(JsValue::NULL) } else { Ok(luma) }
}
