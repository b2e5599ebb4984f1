//! A QR code as a picture: dark on white whatever the theme, with its quiet zone.

use fast_qr::qr::QRBuilder;
use fast_qr::{ECL, QRCode};
use leptos::prelude::*;
use std::fmt::Write;

/// Light modules around the code that the standard asks for.
const QUIET: usize = 4;

/// The picture of `text`, described to screen readers by `label`; nothing when the text is too long
/// for a code.
pub fn qr_picture(text: &str, label: &'static str) -> Option<AnyView> {
    let (whole, dark) = qr_modules(text)?;
    let shown = view! {
        <svg class="qr" viewBox=format!("0 0 {whole} {whole}") role="img" aria-label=label shape-rendering="crispEdges">
            <path class="qr__light" d=format!("M0 0h{whole}v{whole}H0z") />
            <path class="qr__dark" d=dark />
        </svg>
    };
    Some(shown.into_any())
}

/// The dark modules of the code of `text`, as a path with one unit for each, and how many there are from edge to edge with the quiet
/// zone; none when the text is too long for a code.
pub fn qr_modules(text: &str) -> Option<(usize, String)> {
    let code = QRBuilder::new(text).ecl(ECL::M).build().ok()?;
    Some((code.size + 2 * QUIET, dark_modules(&code)))
}

/// The picture of a text that changes: only the shapes inside it do, so nothing flashes, and a screen
/// reader that stands on it is not sent away.
pub fn qr_live(text: Signal<String>, label: &'static str) -> AnyView {
    live(text, label, ECL::M)
}

/// The same for a screen that is read from a metre. How far it can be read depends on how large its modules are, and nothing
/// on a screen wears off: it has fewer of them, and less to repair damage with.
pub fn qr_live_far(text: Signal<String>, label: &'static str) -> AnyView {
    live(text, label, ECL::L)
}

fn live(text: Signal<String>, label: &'static str, ecl: ECL) -> AnyView {
    let code = Memo::new(move |_| text.with(|text| QRBuilder::new(text.as_str()).ecl(ecl).build().ok().map(|code| (code.size + 2 * QUIET, dark_modules(&code)))));
    let whole = move || code.with(|code| code.as_ref().map_or(0, |(whole, _)| *whole));
    view! {
        <svg class="qr" viewBox=move || format!("0 0 {0} {0}", whole()) role="img" aria-label=label shape-rendering="crispEdges">
            <path class="qr__light" d=move || format!("M0 0h{0}v{0}H0z", whole()) />
            <path class="qr__dark" d=move || code.with(|code| code.as_ref().map(|(_, dark)| dark.clone())) />
        </svg>
    }
    .into_any()
}

/// One stroke for each run of dark modules in a row.
fn dark_modules(code: &QRCode) -> String {
    let mut path = String::new();
    for row in 0..code.size {
        let mut column = 0;
        while column < code.size {
            let run = code[row][column..code.size].iter().take_while(|module| module.value()).count();
            if run > 0 {
                // Writing into a string cannot fail.
                let _ = write!(path, "M{} {}h{run}v1h-{run}z", column + QUIET, row + QUIET);
            }
            column += run.max(1);
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quiet_zone_has_four_modules() {
        let code = QRBuilder::new("VOL1ABC").ecl(ECL::M).build().unwrap();
        let path = dark_modules(&code);
        assert!(path.starts_with("M4 4h7v1h-7z"), "the finder pattern begins after the quiet zone: {path}");
        assert!(!path.contains("M0") && !path.contains("M3 "));
    }

    #[test]
    fn every_dark_module_is_drawn_once() {
        let code = QRBuilder::new("VOL1ABC").ecl(ECL::M).build().unwrap();
        let dark: usize = (0..code.size).map(|row| code[row][..code.size].iter().filter(|module| module.value()).count()).sum();
        let drawn: usize = dark_modules(&code).split('h').skip(1).step_by(2).map(|run| run.split('v').next().unwrap().parse::<usize>().unwrap()).sum();
        assert_eq!(dark, drawn);
    }
}
