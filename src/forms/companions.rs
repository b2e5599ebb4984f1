//! People that somebody brings along: a row of name and date of birth for each.
//!
//! A row is bound to its place in the list. Taking one away moves the texts up, not the rows, so the ids of the rows always are the
//! paths the server would name.

use super::Form;
use crate::browser::dom;
use crate::city::{city, today};
use crate::i18n::problems;
use crate::t;
use crate::ui::{Fault, Field, Icon, icon};
use domain::problem::FieldCode;
use domain::sign_up::{Companion, MOST_COMPANIONS};
use domain::text::PersonName;
use domain::time::Day;
use leptos::prelude::*;
use std::time::Duration;

/// Ids of the fields of one row.
struct Ids {
    name: &'static str,
    birth: &'static str,
}

macro_rules! rows {
    ($($at:literal),+) => {
        [$(Ids { name: concat!("companions[", $at, "].name"), birth: concat!("companions[", $at, "].birth") }),+]
    };
}

static ROWS: [Ids; MOST_COMPANIONS as usize] = rows!(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);

/// Id of the button that adds a row.
const ADD: &str = "companions";

/// One row, as typed.
#[derive(Clone, Copy)]
struct Row {
    name: RwSignal<String>,
    birth: RwSignal<String>,
}

/// The rows.
#[derive(Clone, Copy)]
pub struct Companions {
    rows: [Row; MOST_COMPANIONS as usize],
    count: RwSignal<usize>,
}

impl Companions {
    /// Nobody comes along yet.
    #[expect(clippy::new_without_default, reason = "it makes signals, which belong to an owner")]
    pub fn new() -> Self {
        Self { rows: std::array::from_fn(|_| Row { name: RwSignal::new(String::new()), birth: RwSignal::new(String::new()) }), count: RwSignal::new(0) }
    }

    /// How many there are, tracked.
    pub fn count(self) -> usize {
        self.count.get()
    }

    /// Name and date of birth of each, as typed.
    pub fn typed(self) -> Vec<[String; 2]> {
        self.rows.iter().take(self.count.get_untracked()).map(|row| [row.name, row.birth].map(|text| text.get_untracked())).collect()
    }

    /// Puts back what [`Self::typed`] told.
    pub fn put(self, typed: Vec<[String; 2]>) {
        self.count.set(typed.len().min(self.rows.len()));
        for (row, [name, birth]) in self.rows.iter().zip(typed) {
            row.name.set(name);
            row.birth.set(birth);
        }
    }

    /// Reads the rows.
    ///
    /// # Errors
    /// Every field that has to change.
    pub fn read(self) -> Result<Vec<Companion>, Vec<Fault>> {
        let (mut all, mut faults) = (Vec::new(), Vec::new());
        for (row, ids) in self.rows.iter().zip(&ROWS).take(self.count.get_untracked()) {
            let name = row.name.with_untracked(|typed| typed.parse::<PersonName>()).map_err(|fault| faults.push((ids.name, problems::field(fault.into())).into())).ok();
            let birth = row.birth.with_untracked(|typed| if typed.is_empty() { Ok(None) } else { typed.parse::<Day>().map(Some) });
            let birth = birth.map_err(|_| problems::field(FieldCode::Format)).and_then(|birth| {
                if birth.is_some_and(|birth| birth > today()) { Err(t!(joining.companion_birth_future).to_owned()) } else { Ok(birth) }
            });
            let birth = birth.map_err(|words| faults.push((ids.birth, words).into())).ok();
            all.extend(name.zip(birth).map(|(name, birth)| Companion { name, birth }));
        }
        if faults.is_empty() { Ok(all) } else { Err(faults) }
    }

    /// The fields; as many rows as the city allows.
    pub fn fields(self, form: Form) -> AnyView {
        let most = usize::from(city().policy.sign_up.max_companions);
        let add = move |_| {
            let at = self.count.get_untracked();
            self.count.set(at + 1);
            if let Some(ids) = ROWS.get(at) {
                focus_soon(ids.name);
            }
        };
        view! {
            <fieldset class="form-part">
                <legend>{t!(joining.companions)}</legend>
                <p class="field__hint">{t!(joining.companions_hint, most = most.to_string())}</p>
                <For each=move || 0..self.count.get() key=|at| *at children=move |at| self.row(form, at) />
                {move || (self.count.get() < most).then(|| view! {
                    <button type="button" class="button button--quiet" id=ADD on:click=add>{icon(Icon::Plus)} <span>{t!(joining.companion_add)}</span></button>
                })}
            </fieldset>
        }
        .into_any()
    }

    fn row(self, form: Form, at: usize) -> AnyView {
        let (Some(row), Some(ids)) = (self.rows.get(at).copied(), ROWS.get(at)) else { return ().into_any() };
        let number = (at + 1).to_string();
        let remove = move |_| {
            self.remove(at);
            focus_soon(ADD);
        };
        view! {
            <div class="position">
                <Field id=ids.name label=t!(joining.companion_name, number = number) value=row.name error=form.error(ids.name) />
                <Field id=ids.birth label=t!(joining.companion_birth) value=row.birth error=form.error(ids.birth) kind="date" short=true />
                <button type="button" class="link link--danger" on:click=remove>
                    {t!(joining.companion_remove)} <span class="visually-hidden">{move || row.name.get()}</span>
                </button>
            </div>
        }
        .into_any()
    }

    fn remove(self, at: usize) {
        for pair in self.rows.windows(2).skip(at) {
            if let [row, next] = pair {
                row.name.set(next.name.get_untracked());
                row.birth.set(next.birth.get_untracked());
            }
        }
        if let Some(last) = self.rows.last() {
            last.name.set(String::new());
            last.birth.set(String::new());
        }
        self.count.update(|count| *count = count.saturating_sub(1));
    }
}

/// Puts the focus on what is just being made.
fn focus_soon(id: &'static str) {
    set_timeout(move || _ = dom::focus(id), Duration::ZERO);
}
