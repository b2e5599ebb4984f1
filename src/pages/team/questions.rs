//! Part of an activity's form: what everybody who signs up is asked.
//!
//! A row is bound to its place in the list. Taking one away moves the texts up, not the rows, so the ids of the rows always are the
//! paths the server would name.

use crate::browser::dom;
use crate::t;
use crate::ui::{Checkbox, Choice, Field, Icon, SelectField, TextArea, icon};
use domain::activity::{AnswerForm, MOST_QUESTIONS, Question};
use domain::problem::FieldCode;
use domain::text::{InvalidText, Line};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// A question, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct WrittenQuestion {
    pub text: String,
    /// One of [`KINDS`]; the first when it is none.
    pub kind: String,
    /// One a line.
    pub options: String,
    pub required: bool,
}

const KINDS: [&str; 3] = ["text", "choice", "yes_no"];

impl WrittenQuestion {
    /// The question.
    ///
    /// # Errors
    /// The field that has to change, below that of the question, and why.
    pub(super) fn read(&self) -> Result<Question, (&'static str, FieldCode)> {
        let text: Line = self.text.parse().map_err(|fault: InvalidText| ("text", fault.into()))?;
        let answer = match self.kind.as_str() {
            "choice" => {
                let lines = self.options.lines().map(str::trim).filter(|line| !line.is_empty());
                AnswerForm::Choice { options: lines.map(str::parse).collect::<Result<_, InvalidText>>().map_err(|fault| ("options", fault.into()))? }
            }
            "yes_no" => AnswerForm::YesNo {},
            _ => AnswerForm::Text {},
        };
        let question = Question { text, answer, required: self.required };
        if question.is_sound() { Ok(question) } else { Err(("options", FieldCode::OutOfRange)) }
    }
}

impl From<&Question> for WrittenQuestion {
    fn from(question: &Question) -> Self {
        let (kind, options) = match &question.answer {
            AnswerForm::Text {} => (KINDS[0], String::new()),
            AnswerForm::Choice { options } => (KINDS[1], options.iter().map(Line::as_str).collect::<Vec<_>>().join("\n")),
            AnswerForm::YesNo {} => (KINDS[2], String::new()),
        };
        Self { text: question.text.to_string(), kind: kind.to_owned(), options, required: question.required }
    }
}

/// Ids of the fields of one row.
struct Ids {
    text: &'static str,
    kind: &'static str,
    options: &'static str,
    required: &'static str,
}

macro_rules! rows {
    ($($at:literal),+) => {
        [$(Ids {
            text: concat!("draft.terms.questions[", $at, "].text"), kind: concat!("draft.terms.questions[", $at, "].answer"),
            options: concat!("draft.terms.questions[", $at, "].options"), required: concat!("draft.terms.questions[", $at, "].required"),
        }),+]
    };
}

static ROWS: [Ids; MOST_QUESTIONS] = rows!(0, 1, 2, 3, 4);

/// Id of the button that adds a row.
const ADD: &str = "draft.terms.questions";

/// The rows; they hold the questions. `error` says what is wrong with the field of an id.
pub(super) fn questions<E>(all: RwSignal<Vec<WrittenQuestion>>, error: E) -> AnyView
where
    E: Fn(&'static str) -> Signal<Option<String>> + Copy + Send + Sync + 'static,
{
    let count = Memo::new(move |_| all.with(Vec::len));
    let add = move |_| {
        let at = count.get_untracked();
        all.update(|all| all.push(WrittenQuestion::default()));
        if let Some(ids) = ROWS.get(at) {
            focus_soon(ids.text);
        }
    };
    view! {
        <fieldset class="form-part">
            <legend>{t!(joining.questions_editor)}</legend>
            <p class="field__hint">{t!(joining.questions_editor_hint)}</p>
            <For each=move || 0..count.get().min(MOST_QUESTIONS) key=|at| *at children=move |at| row(all, at, error) />
            {move || (count.get() < MOST_QUESTIONS).then(|| view! {
                <button type="button" class="button button--quiet" id=ADD on:click=add>{icon(Icon::Plus)} <span>{t!(joining.question_add)}</span></button>
            })}
        </fieldset>
    }
    .into_any()
}

fn row<E>(all: RwSignal<Vec<WrittenQuestion>>, at: usize, error: E) -> AnyView
where
    E: Fn(&'static str) -> Signal<Option<String>> + Copy + Send + Sync + 'static,
{
    let Some(ids) = ROWS.get(at) else { return ().into_any() };
    let text = bound(all, at, |one| one.text.clone(), |one, typed| one.text = typed);
    let kind = bound(all, at, |one| if one.kind.is_empty() { KINDS[0].to_owned() } else { one.kind.clone() }, |one, chosen| one.kind = chosen);
    let options = bound(all, at, |one| one.options.clone(), |one, typed| one.options = typed);
    let required = bound(all, at, |one| one.required, |one, ticked| one.required = ticked);
    let kinds = KINDS.into_iter().zip([t!(joining.question_kind_text), t!(joining.question_kind_choice), t!(joining.question_kind_yes_no)]);
    let choices: Vec<Choice> = kinds.map(|(value, label)| Choice { value: value.to_owned(), label: label.to_owned() }).collect();
    let remove = move |_| {
        all.update(|all| _ = all.remove(at));
        focus_soon(ADD);
    };
    let number = (at + 1).to_string();
    view! {
        <div class="position">
            <Field id=ids.text label=t!(joining.question_text, number = number) value=text error=error(ids.text) />
            <SelectField id=ids.kind label=t!(joining.question_kind) value=kind error=Signal::stored(None) choices=Signal::stored(choices) />
            {move || kind.with(|kind| kind == KINDS[1]).then(|| view! { <TextArea id=ids.options label=t!(joining.question_options) value=options error=error(ids.options) rows=3 /> })}
            <Checkbox id=ids.required checked=required>{t!(joining.question_required)}</Checkbox>
            <button type="button" class="link link--danger" on:click=remove>{t!(joining.question_remove)}</button>
        </div>
    }
    .into_any()
}

/// One part of a row as a signal of its own, which follows the list and is followed by it.
fn bound<T: Clone + PartialEq + Send + Sync + 'static>(all: RwSignal<Vec<WrittenQuestion>>, at: usize, get: fn(&WrittenQuestion) -> T, set: fn(&mut WrittenQuestion, T)) -> RwSignal<T> {
    let listed = move || all.with(|all| all.get(at).map(get));
    let own = RwSignal::new(untrack(listed).unwrap_or_else(|| get(&WrittenQuestion::default())));
    Effect::new(move |_| {
        if let Some(now) = listed()
            && own.with_untracked(|own| *own != now)
        {
            own.set(now);
        }
    });
    Effect::new(move |_| {
        let now = own.get();
        if untrack(listed).is_some_and(|listed| listed != now) {
            all.update(|all| if let Some(one) = all.get_mut(at) { set(one, now) });
        }
    });
    own
}

/// Puts the focus on what is just being made.
fn focus_soon(id: &'static str) {
    set_timeout(move || _ = dom::focus(id), Duration::ZERO);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_reads_back_as_it_was_written() {
        for written in [
            WrittenQuestion { text: "衣服尺码？".into(), kind: "choice".into(), options: "S\nM".into(), required: true },
            WrittenQuestion { text: "会骑车吗？".into(), kind: "yes_no".into(), ..WrittenQuestion::default() },
            WrittenQuestion { text: "擅长什么？".into(), kind: "text".into(), ..WrittenQuestion::default() },
        ] {
            assert_eq!(WrittenQuestion::from(&written.read().unwrap()), written);
        }
    }

    #[test]
    fn what_is_missing_is_found_at_its_field() {
        assert_eq!(WrittenQuestion::default().read(), Err(("text", FieldCode::Required)));
        let choice = |options: &str| WrittenQuestion { text: "尺码？".into(), kind: "choice".into(), options: options.into(), required: false }.read();
        assert_eq!(choice("S"), Err(("options", FieldCode::OutOfRange)));
        assert!(choice(" S \n\n M ").is_ok());
    }
}
