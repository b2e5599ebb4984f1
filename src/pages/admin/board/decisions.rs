//! The second person's word on a record entered by hand.

use super::entries::TITLE;
use super::live::Live;
use crate::forms::{Confirm, Form, Wish};
use crate::i18n::format;
use crate::t;
use crate::ui::toast;
use domain::api::attendance::{DecideEntry, Entry, EntryDecision};
use leptos::prelude::*;

/// The two questions, and the entry they are about.
#[derive(Clone, Copy)]
pub(super) struct Decisions {
    live: Live,
    entry: RwSignal<Option<Entry>>,
    approving: RwSignal<bool>,
    refusing: RwSignal<bool>,
    wish: Wish,
}

impl Decisions {
    pub(super) fn new(live: Live) -> Self {
        Self { live, entry: RwSignal::new(None), approving: RwSignal::new(false), refusing: RwSignal::new(false), wish: Wish::new() }
    }

    /// Asks once more before it is approved or refused.
    pub(super) fn ask(self, entry: Entry, approve: bool) {
        self.entry.set(Some(entry));
        if approve { self.approving.set(true) } else { self.refusing.set(true) }
    }

    fn decide(self, form: Form, approve: bool) {
        let Some(entry) = self.entry.get_untracked() else { return };
        form.run(self.wish.send::<DecideEntry>(entry.id, EntryDecision { approve }), move |()| {
            self.approving.try_set(false);
            self.refusing.try_set(false);
            toast::show(if approve { t!(attendance.approved, name = entry.name) } else { t!(attendance.refused, name = entry.name) });
            self.live.done_at(TITLE);
        });
    }

    /// The questions, once on the page.
    pub(super) fn questions(self) -> AnyView {
        let approve = Callback::new(move |form: Form| self.decide(form, true));
        let refuse = Callback::new(move |form: Form| self.decide(form, false));
        let words = move |of: fn(&Entry) -> String| self.entry.with(|entry| entry.as_ref().map(of));
        view! {
            <Confirm id="approve-entry" open=self.approving title=t!(attendance.approve_title) yes=t!(attendance.approve) yes_class="button" act=approve>
                <p>{move || words(|entry| t!(attendance.approve_help, name = entry.name, time = format::short_span(entry.time), reason = entry.reason))}</p>
            </Confirm>
            <Confirm id="refuse-entry" open=self.refusing title=t!(attendance.refuse_title) yes=t!(attendance.refuse) act=refuse>
                <p>{move || words(|entry| t!(attendance.refuse_help, name = entry.name, time = format::short_span(entry.time)))}</p>
            </Confirm>
        }
        .into_any()
    }
}
