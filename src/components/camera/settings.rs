//! Which camera, and what it can do: shown as far as there is anything to choose.

use super::{Camera, DEVICE, FACING};
use crate::browser::camera::{Lens, Source, Zoom};
use crate::browser::storage;
use crate::t;
use leptos::prelude::*;

impl Camera {
    /// The settings. What is chosen is remembered on this device; lamp and zoom are for now.
    pub fn settings(self) -> AnyView {
        let choices = move || {
            let sources = self.sources.get();
            (sources.len() > 1).then(|| self.choice(sources))
        };
        let zoom = Memo::new(move |_| self.lens.with(|lens| lens.as_ref().and_then(|lens| lens.zoom)));
        let focuses = Memo::new(move |_| self.lens.with(|lens| lens.as_ref().is_some_and(|lens| lens.focuses)));
        view! {
            <div class="camera-settings">
                {choices}
                {move || zoom.get().map(|zoom| self.zoom(zoom))}
                <p class="actions">
                    {self.lamp()}
                    {move || focuses.get().then(|| view! {
                        <button type="button" class="button button--quiet" on:click=move |_| self.with_watch(|watch| watch.focus())>{t!(verify.camera_focus)}</button>
                    })}
                </p>
            </div>
        }
        .into_any()
    }

    fn choice(self, sources: Vec<Source>) -> AnyView {
        let chosen = move || self.lens.with(|lens| lens.as_ref().and_then(|lens| lens.device.clone()));
        let choose = move |event| {
            storage::write(DEVICE, &event_target_value(&event));
            // The way it looks is learnt from the camera itself, once it is on.
            storage::forget(FACING);
            self.start();
        };
        let option = |(n, Source { id, label }): (usize, Source)| {
            let words = if label.is_empty() { t!(verify.camera_numbered, number = (n + 1).to_string()) } else { label };
            let this = id.clone();
            view! { <option value=id prop:selected=move || chosen().as_ref() == Some(&this)>{words}</option> }
        };
        view! {
            <div class="field">
                <label class="field__label" for="camera-source">{t!(verify.camera_which)}</label>
                <select class="input" id="camera-source" on:change=choose>{sources.into_iter().enumerate().map(option).collect_view()}</select>
            </div>
        }
        .into_any()
    }

    fn lamp(self) -> AnyView {
        let has = Memo::new(move |_| self.lens.with(|lens| lens.as_ref().is_some_and(|lens| lens.has_lamp)));
        let turn = move |_| {
            self.lit.update(|lit| *lit = !*lit);
            self.with_watch(|watch| watch.light(self.lit.get_untracked()));
        };
        let button = move || view! { <button type="button" class="button button--quiet" aria-pressed=move || self.lit.get().to_string() on:click=turn>{t!(verify.camera_lamp)}</button> };
        (move || has.get().then(button)).into_any()
    }

    fn zoom(self, Zoom { least, most, step, now }: Zoom) -> AnyView {
        let zoom = move |event| {
            if let Ok(factor) = event_target_value(&event).parse() {
                self.with_watch(|watch| watch.zoom(factor));
            }
        };
        view! {
            <div class="field">
                <label class="field__label" for="camera-zoom">{t!(verify.camera_zoom)}</label>
                <input id="camera-zoom" type="range" min=least.to_string() max=most.to_string() step=step.to_string() value=now.to_string() on:input=zoom />
            </div>
        }
        .into_any()
    }

    /// Remembers which way the chosen camera looks, for the day when it is gone.
    pub(super) fn remember_facing(self, lens: &Lens) {
        if let (Some(device), Some(facing)) = (&lens.device, lens.facing)
            && storage::read(DEVICE).as_ref() == Some(device)
        {
            storage::write(FACING, facing.name());
        }
    }
}
