//! What the team asks of everybody who signs up, and the risks of dangerous work.

use super::Form;
use crate::i18n::problems;
use crate::t;
use crate::ui::{Checkbox, Choice, Fault, Icon, SelectField, TextArea, icon};
use domain::activity::{AnswerForm, MOST_QUESTIONS, NO, Question, Terms, YES, read_answers};
use leptos::prelude::*;

/// Ids of the fields: the same names as in the request, so that the server's word about one finds it.
static FIELDS: [&str; MOST_QUESTIONS] = ["answers[0]", "answers[1]", "answers[2]", "answers[3]", "answers[4]"];

/// Id of the box that accepts the risks.
const RISKS: &str = "accepts_risks";

/// What is said in answer to an activity's terms, as typed.
#[derive(Clone, Copy)]
pub struct Saying {
    terms: StoredValue<Terms>,
    answers: [RwSignal<String>; MOST_QUESTIONS],
    accepts_risks: RwSignal<bool>,
}

impl Saying {
    /// Nothing is said yet.
    pub fn to(terms: &Terms) -> Self {
        Self { terms: StoredValue::new(terms.clone()), answers: FIELDS.map(|_| RwSignal::new(String::new())), accepts_risks: RwSignal::new(false) }
    }

    /// The answers, one for each question.
    pub fn answers(self) -> Vec<String> {
        let count = self.terms.with_value(|terms| terms.questions.len());
        self.answers.iter().take(count).map(|answer| answer.get_untracked()).collect()
    }

    /// Puts back what [`Self::answers`] told.
    pub fn put(self, answers: Vec<String>) {
        self.answers.iter().zip(answers).for_each(|(answer, typed)| answer.set(typed));
    }

    /// Whether the risks are accepted.
    pub fn accepts_risks(self) -> bool {
        self.accepts_risks.get_untracked()
    }

    /// What has to change before it is sent.
    pub fn faults(self) -> Vec<Fault> {
        let answers = self.answers();
        self.terms.with_value(|terms| {
            let answer = read_answers(&terms.questions, &answers).err().and_then(|(at, code)| Some(Fault::from((*FIELDS.get(at)?, problems::field(code)))));
            let risks = (terms.dangerous && !self.accepts_risks()).then(|| Fault::from((RISKS, t!(joining.risks_needed).to_owned())));
            answer.into_iter().chain(risks).collect()
        })
    }

    /// The fields.
    pub fn fields(self, form: Form) -> AnyView {
        let terms = self.terms.get_value();
        let questions = (!terms.questions.is_empty()).then(|| {
            let asked = FIELDS.iter().zip(&self.answers).zip(&terms.questions).map(|((id, answer), question)| field(form, id, *answer, question)).collect_view();
            view! {
                <fieldset class="form-part">
                    <legend>{t!(joining.questions)}</legend>
                    <p class="field__hint">{t!(joining.questions_hint)}</p>
                    {asked}
                </fieldset>
            }
        });
        let risks = terms.dangerous.then(|| risks(form, &terms, self.accepts_risks));
        view! { {questions} {risks} }.into_any()
    }
}

fn field(form: Form, id: &'static str, value: RwSignal<String>, question: &Question) -> AnyView {
    let label = if question.required { question.text.to_string() } else { format!("{}{}", question.text, t!(joining.optional)) };
    let error = form.error(id);
    let choice = |value: &str, label: &str| Choice { value: value.to_owned(), label: label.to_owned() };
    let nothing = choice("", t!(joining.choose));
    let choices = match &question.answer {
        AnswerForm::Text {} => return view! { <TextArea id label value error rows=2 /> }.into_any(),
        AnswerForm::Choice { options } => std::iter::once(nothing).chain(options.iter().map(|option| choice(option.as_str(), option.as_str()))).collect(),
        AnswerForm::YesNo {} => vec![nothing, choice(YES, t!(joining.yes)), choice(NO, t!(joining.no))],
    };
    view! { <SelectField id label value error choices=Signal::stored(choices) /> }.into_any()
}

fn risks(form: Form, terms: &Terms, accepted: RwSignal<bool>) -> AnyView {
    view! {
        <fieldset class="form-part">
            <legend>{t!(joining.risks)}</legend>
            <p>{icon(Icon::Warning)} " " {terms.risks.to_string()}</p>
            <p>{icon(Icon::Shield)} " " {terms.safeguards.to_string()}</p>
            {terms.insurance.as_ref().map(|insurance| view! { <p class="quiet">{insurance.to_string()}</p> })}
            <Checkbox id=RISKS checked=accepted error=Some(form.error(RISKS))>{t!(joining.risks_accept)}</Checkbox>
        </fieldset>
    }
    .into_any()
}
