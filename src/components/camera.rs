//! The camera's picture, with a frame to hold a code into, and what to do when there is no picture.

mod aim;
mod settings;

use crate::browser::camera::{self, CameraFault, Changes, Choice, Facing, Lens, Source, Told, Watch};
use crate::browser::{clock, dom, storage};
use crate::t;
use crate::ui::{Notice, Tone};
use aim::Aim;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;

const VIDEO: &str = "camera-video";
/// Where the device keeps which camera was chosen, and which way it looks.
const DEVICE: &str = "camera-device";
const FACING: &str = "camera-facing";
/// The first wait before a camera that failed is tried again; each next one is twice as long.
const FIRST: Duration = Duration::from_secs(1);
/// No wait is longer.
const LONGEST: Duration = Duration::from_secs(30);

/// A camera that reads codes, on as long as the view that made it stands.
#[derive(Clone, Copy)]
pub struct Camera {
    /// Why there is no picture.
    pub fault: RwSignal<Option<CameraFault>>,
    lens: RwSignal<Option<Lens>>,
    sources: RwSignal<Vec<Source>>,
    aim: RwSignal<Aim>,
    /// Whether the lamp is on.
    lit: RwSignal<bool>,
    /// Which way the camera looks until somebody chooses one.
    usual: Facing,
    on_code: Callback<String>,
    watch: StoredValue<Option<Watch>, LocalStorage>,
    /// When a code was read last, or the camera came on; by the device's clock.
    read_at: StoredValue<i64>,
    failures: StoredValue<u32>,
    retry: StoredValue<Option<TimeoutHandle>>,
}

impl Camera {
    /// A camera that looks `usual`ly this way. `on_code` gets the text of a code with each picture that shows one.
    pub fn new(usual: Facing, on_code: Callback<String>) -> Self {
        let camera = Self {
            fault: RwSignal::new(None),
            lens: RwSignal::new(None),
            sources: RwSignal::new(Vec::new()),
            aim: RwSignal::new(Aim::Hold),
            lit: RwSignal::new(false),
            usual,
            on_code,
            watch: StoredValue::new_local(None),
            read_at: StoredValue::new(0),
            failures: StoredValue::new(0),
            retry: StoredValue::new(None),
        };
        let changes: StoredValue<Option<Changes>, LocalStorage> = StoredValue::new_local(camera::on_change(move || camera.changed()));
        on_cleanup(move || {
            changes.dispose();
            camera.watch.dispose();
            camera.forget_retry();
        });
        camera
    }

    /// Switches the camera on, or off and on.
    fn start(self) {
        self.forget_retry();
        self.watch.set_value(None);
        self.lens.set(None);
        self.lit.set(false);
        self.read_at.set_value(clock::device_now_ms());
        let Some(url) = dom::meta("scanner-worker") else {
            self.fault.set(Some(CameraFault::Decoder));
            return;
        };
        let choice = Choice { device: storage::read(DEVICE), facing: storage::read(FACING).as_deref().and_then(Facing::of).unwrap_or(self.usual) };
        self.watch.set_value(Some(camera::watch(VIDEO, url, choice, move |told| self.hear(told))));
    }

    fn hear(self, told: Told) {
        match told {
            Told::Open(lens) => {
                self.remember_facing(&lens);
                self.fault.try_set(None);
                self.lens.try_set(Some(lens));
                // Names of cameras are told once one of them was allowed.
                spawn_local(async move {
                    let sources = camera::sources().await;
                    self.sources.try_set(sources);
                });
            }
            Told::Looked { dark } => {
                self.failures.try_set_value(0);
                let nothing_for = clock::device_now_ms() - self.read_at.try_get_value().unwrap_or_default();
                let aim = Aim::of(dark, nothing_for);
                if self.aim.try_get_untracked().is_some_and(|before| before != aim) {
                    self.aim.try_set(aim);
                }
            }
            Told::Code(text) => {
                self.read_at.try_set_value(clock::device_now_ms());
                // The view may be gone by now.
                let _ = self.on_code.try_run(text);
            }
            Told::Failed(fault) => {
                self.lens.try_set(None);
                self.fault.try_set(Some(fault));
                if tries_again(fault) {
                    self.retry_later();
                }
            }
        }
    }

    fn retry_later(self) {
        self.forget_retry();
        let Some(failures) = self.failures.try_update_value(|failures| {
            *failures = failures.saturating_add(1);
            *failures - 1
        }) else {
            return;
        };
        let wait = FIRST.saturating_mul(1 << failures.min(16)).min(LONGEST);
        let again = move || {
            // The view may be gone by now.
            if self.retry.try_set_value(None).is_none() {
                self.start();
            }
        };
        self.retry.try_set_value(set_timeout_with_handle(again, wait).ok());
    }

    fn forget_retry(self) {
        if let Some(timer) = self.retry.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    }

    /// A camera was plugged in, or taken away: worth a try at once, if there is none at work.
    fn changed(self) {
        if self.fault.try_get_untracked().flatten().is_some() {
            self.start();
        } else {
            spawn_local(async move {
                let sources = camera::sources().await;
                self.sources.try_set(sources);
            });
        }
    }

    /// The picture. `instead` says what else there is when there is none.
    pub fn picture(self, instead: &'static str) -> AnyView {
        // The video has to stand in the page before the camera can be shown in it.
        Effect::new(move |_| self.start());
        let mirrored = move || self.lens.with(|lens| lens.as_ref().and_then(|lens| lens.facing)) == Some(Facing::User);
        view! {
            <div class="camera" class:is-off=move || self.fault.get().is_some() class:is-mirrored=mirrored>
                <video id=VIDEO class="camera__video" aria-label=t!(verify.camera_label) autoplay playsinline prop:muted=true></video>
                <div class="camera__frame" aria-hidden="true"></div>
                <p class="camera__aim">{move || aim::words(self.aim.get())}</p>
                {move || self.fault.get().map(|fault| view! {
                    <div>
                        <Notice tone=Tone::Warning>
                            <p>{words(fault)}</p>
                            <p>{instead}</p>
                            {tries_again(fault).then(|| view! { <p>{t!(verify.camera_again)}</p> })}
                            <p><button type="button" class="button button--quiet" on:click=move |_| self.start()>{t!(verify.camera_retry)}</button></p>
                        </Notice>
                    </div>
                })}
            </div>
        }
        .into_any()
    }

    fn with_watch(self, then: impl FnOnce(&Watch)) {
        self.watch.with_value(|watch| watch.as_ref().map(then));
    }
}

/// Whether a camera that failed like this may come back by itself. What was forbidden is not asked for again and again.
fn tries_again(fault: CameraFault) -> bool {
    matches!(fault, CameraFault::Missing | CameraFault::Busy | CameraFault::Decoder)
}

fn words(fault: CameraFault) -> &'static str {
    match fault {
        CameraFault::Unsupported => t!(verify.camera_unsupported),
        CameraFault::Refused => t!(verify.camera_refused),
        CameraFault::Missing => t!(verify.camera_missing),
        CameraFault::Busy => t!(verify.camera_busy),
        CameraFault::Decoder => t!(verify.camera_decoder),
    }
}
