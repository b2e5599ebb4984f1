//! The minors whom the reader is guardian of: a box for each, and beside it why they cannot come.

use super::shifts::Chosen;
use crate::i18n::refusals;
use crate::t;
use crate::ui::{Icon, icon};
use domain::ids::PersonId;
use domain::sign_up::WardStanding;
use leptos::prelude::*;
use std::collections::BTreeSet;

/// The minors to choose from, and those that are chosen.
#[derive(Clone, Copy)]
pub(super) struct Wards {
    all: StoredValue<Vec<WardStanding>>,
    ticked: RwSignal<BTreeSet<PersonId>>,
}

impl Wards {
    /// Nobody is chosen yet.
    pub(super) fn among(all: Vec<WardStanding>) -> Self {
        Self { all: StoredValue::new(all), ticked: RwSignal::new(BTreeSet::new()) }
    }

    /// How many come, tracked.
    pub(super) fn count(self) -> usize {
        self.ticked.with(BTreeSet::len)
    }

    /// What is known of each, by who is chosen, tracked.
    pub(super) fn coming<R>(self, look: impl Fn(&WardStanding) -> Option<R>) -> Option<R> {
        self.ticked.with(|ticked| self.all.with_value(|all| all.iter().filter(|ward| ticked.contains(&ward.person)).find_map(look)))
    }

    /// Who comes.
    pub(super) fn people(self) -> Vec<PersonId> {
        self.ticked.with_untracked(|ticked| ticked.iter().copied().collect())
    }

    /// The boxes; nothing for whoever is nobody's guardian.
    pub(super) fn fields(self, chosen: Chosen) -> AnyView {
        let rows: Vec<_> = self.all.with_value(|all| all.iter().map(|ward| self.row(chosen, ward.clone())).collect());
        (!rows.is_empty())
            .then(|| {
                view! {
                    <fieldset class="form-part">
                        <legend>{t!(joining.wards)}</legend>
                        <p class="field__hint">{t!(joining.wards_hint)}</p>
                        <ul class="rows">{rows}</ul>
                    </fieldset>
                }
            })
            .into_any()
    }

    fn row(self, chosen: Chosen, ward: WardStanding) -> AnyView {
        let (person, name) = (ward.person, ward.name.clone());
        let (id, note) = (format!("ward-{person}"), format!("ward-{person}-note"));
        let described = note.clone();
        let against = Memo::new(move |_| chosen.against(&ward));
        let ticked = move || self.ticked.with(|all| all.contains(&person));
        let tick = move |event: leptos::ev::Event| {
            let ticked = event_target_checked(&event);
            self.ticked.update(|all| _ = if ticked { all.insert(person) } else { all.remove(&person) });
        };
        // Whoever is ticked can always be left out again.
        let disabled = move || !ticked() && against.with(Option::is_some);
        let words = move || against.get().map(|refusal| view! { {icon(Icon::Warning)} " " {refusals::words(&refusal)} });
        view! {
            <li class="row row--tall">
                <div class="check">
                    <input class="check__box" type="checkbox" id=id.clone() prop:checked=ticked aria-describedby=described disabled=disabled on:change=tick />
                    <label class="check__label" for=id>{name}</label>
                </div>
                <p class="quiet" id=note>{words}</p>
            </li>
        }
        .into_any()
    }
}
