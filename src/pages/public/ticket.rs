//! The proof that a phone is one's own, on its way from logging in to joining. It stays in memory:
//! never in an address, never on the device.

use std::cell::RefCell;

thread_local! {
    static TICKET: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Logging in found a new phone.
pub(super) fn keep(ticket: String) {
    TICKET.set(Some(ticket));
}

/// The proof, unless the page was loaded anew since.
pub(super) fn kept() -> Option<String> {
    TICKET.with_borrow(Clone::clone)
}

/// It was used, or it is too old.
pub(super) fn forget() {
    TICKET.set(None);
}
