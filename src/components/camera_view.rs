//! The camera's picture, with a frame to hold a code into, and what to do when there is no picture.

use crate::browser::camera::{self, CameraFault};
use crate::browser::dom;
use crate::t;
use crate::ui::{Notice, Tone};
use leptos::prelude::*;

const VIDEO: &str = "camera-video";

/// The picture. `on_code` gets the text of a code with each picture that shows one. The camera is on
/// as long as the view stands.
pub fn camera_view(on_code: Callback<String>) -> AnyView {
    let fault = RwSignal::new(None::<CameraFault>);
    let watch = StoredValue::new_local(None::<camera::Watch>);
    let start = move || {
        fault.set(None);
        watch.set_value(None);
        let Some(url) = dom::meta("scanner-worker") else {
            fault.set(Some(CameraFault::Decoder));
            return;
        };
        let on_state = move |state: Result<(), CameraFault>| {
            fault.try_set(state.err());
        };
        let on_text = move |text| {
            // The view may be gone by now.
            let _ = on_code.try_run(text);
        };
        watch.set_value(Some(camera::watch(VIDEO, url, on_text, on_state)));
    };
    // The video has to stand in the page before the camera can be shown in it.
    Effect::new(move |_| start());
    on_cleanup(move || watch.dispose());
    let words = |fault| match fault {
        CameraFault::Unsupported => t!(verify.camera_unsupported),
        CameraFault::Refused => t!(verify.camera_refused),
        CameraFault::Missing => t!(verify.camera_missing),
        CameraFault::Busy => t!(verify.camera_busy),
        CameraFault::Decoder => t!(verify.camera_decoder),
    };
    view! {
        <div class="camera" class:is-off=move || fault.get().is_some()>
            <video id=VIDEO class="camera__video" aria-label=t!(verify.camera_label) autoplay playsinline prop:muted=true></video>
            <div class="camera__frame" aria-hidden="true"></div>
            {move || fault.get().map(|fault| view! {
                <div>
                    <Notice tone=Tone::Warning>
                        <p>{words(fault)}</p>
                        <p><button type="button" class="button button--quiet" on:click=move |_| start()>{t!(verify.camera_retry)}</button></p>
                    </Notice>
                </div>
            })}
        </div>
    }
    .into_any()
}
