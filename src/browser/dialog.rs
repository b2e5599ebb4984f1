//! The native `<dialog>`: it traps the focus, closes on Escape and gives the focus back by itself.

use web_sys::HtmlDialogElement;

/// Opens it over the page.
pub fn open(dialog: &HtmlDialogElement) {
    if !dialog.open() {
        let _ = dialog.show_modal();
    }
}

/// Closes it.
pub fn close(dialog: &HtmlDialogElement) {
    dialog.close();
}
