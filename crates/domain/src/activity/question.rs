//! What an organiser asks everybody who signs up, and the answers. Both are between the person and the team.

use super::{DraftFault, Terms};
use crate::problem::FieldCode;
use crate::text::Line;
use serde::{Deserialize, Serialize};

/// Most questions of one activity: what is asked costs the volunteer time.
pub const MOST_QUESTIONS: usize = 5;
/// Most answers to choose from.
pub const MOST_OPTIONS: usize = 10;
/// Most characters of an answer in words.
pub const LONGEST_ANSWER: u16 = 200;

/// A question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Question {
    pub text: Line,
    pub answer: AnswerForm,
    /// Whether nobody signs up without an answer.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub required: bool,
}

/// How a question is answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum AnswerForm {
    /// In words, at most [`LONGEST_ANSWER`] characters.
    Text {},
    /// One of these.
    Choice { options: Vec<Line> },
    /// [`YES`] or [`NO`].
    YesNo {},
}

/// The answers to a question of yes or no, on the wire and in the store.
pub const YES: &str = "yes";
/// See [`YES`].
pub const NO: &str = "no";

/// A question with its answer. It keeps the question as it was asked: the organiser may change it later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Answered {
    pub question: Line,
    pub answer: String,
}

impl Question {
    /// Whether it can be answered: a choice needs two different options at least.
    pub fn is_sound(&self) -> bool {
        match &self.answer {
            AnswerForm::Text {} | AnswerForm::YesNo {} => true,
            AnswerForm::Choice { options } => (2..=MOST_OPTIONS).contains(&options.len()) && options.iter().enumerate().all(|(at, option)| !options[..at].contains(option)),
        }
    }

    /// Reads an answer as typed or chosen; none when the question was left out and may be.
    fn read(&self, given: &str) -> Result<Option<String>, FieldCode> {
        let given = given.trim();
        if given.is_empty() {
            return if self.required { Err(FieldCode::Required) } else { Ok(None) };
        }
        let fits = match &self.answer {
            AnswerForm::Text {} if given.chars().count() > usize::from(LONGEST_ANSWER) => return Err(FieldCode::TooLong { max: LONGEST_ANSWER }),
            // What a text of several lines may hold is said in one place.
            AnswerForm::Text {} => return given.parse::<crate::text::Paragraphs>().map(|text| Some(text.to_string())).map_err(Into::into),
            AnswerForm::Choice { options } => options.iter().any(|option| option.as_str() == given),
            AnswerForm::YesNo {} => [YES, NO].contains(&given),
        };
        if fits { Ok(Some(given.to_owned())) } else { Err(FieldCode::Unknown) }
    }
}

/// Reads the answers to `questions`, one for each in their order; missing ones at the end count as left out.
///
/// # Errors
/// The place of the first that cannot be taken, and why.
pub fn read_answers(questions: &[Question], given: &[String]) -> Result<Vec<Answered>, (usize, FieldCode)> {
    if given.len() > questions.len() {
        return Err((questions.len(), FieldCode::Unexpected));
    }
    let mut answered = Vec::new();
    for (at, question) in questions.iter().enumerate() {
        let answer = question.read(given.get(at).map_or("", String::as_str)).map_err(|code| (at, code))?;
        answered.extend(answer.map(|answer| Answered { question: question.text.clone(), answer }));
    }
    Ok(answered)
}

impl Terms {
    /// Whether somebody has to be asked something before they sign up.
    pub fn asks(&self) -> bool {
        self.dangerous || !self.questions.is_empty()
    }
}

/// Checks what an activity's terms ask of volunteers, in conditions and in questions.
///
/// # Errors
/// The first fault found.
pub(super) fn check_asked(terms: &Terms) -> Result<(), DraftFault> {
    if !terms.requirements.is_sound() {
        return Err(DraftFault::Requirements);
    }
    if terms.questions.len() > MOST_QUESTIONS || !terms.questions.iter().all(Question::is_sound) {
        return Err(DraftFault::Questions);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asks(answer: AnswerForm, required: bool) -> Question {
        Question { text: "衣服尺码？".parse().unwrap(), answer, required }
    }

    fn sizes() -> AnswerForm {
        AnswerForm::Choice { options: ["S", "M"].map(|size| size.parse().unwrap()).to_vec() }
    }

    fn read(question: Question, given: &str) -> Result<Vec<String>, (usize, FieldCode)> {
        let answered = read_answers(&[question], &[given.to_owned()])?;
        Ok(answered.into_iter().map(|one| one.answer).collect())
    }

    #[test]
    fn only_what_was_asked_for_is_an_answer() {
        assert_eq!(read(asks(sizes(), true), " M ").unwrap(), ["M"]);
        assert_eq!(read(asks(sizes(), true), "XL"), Err((0, FieldCode::Unknown)));
        assert_eq!(read(asks(AnswerForm::YesNo {}, true), "yes").unwrap(), ["yes"]);
        assert_eq!(read(asks(AnswerForm::YesNo {}, true), "maybe"), Err((0, FieldCode::Unknown)));
        assert_eq!(read(asks(AnswerForm::Text {}, true), &"好".repeat(201)), Err((0, FieldCode::TooLong { max: 200 })));
        assert_eq!(read(asks(AnswerForm::Text {}, true), "a\u{202E}b"), Err((0, FieldCode::Forbidden)));
        assert_eq!(read_answers(&[], &["x".to_owned()]), Err((0, FieldCode::Unexpected)));
    }

    #[test]
    fn a_question_may_be_left_out_unless_it_is_required() {
        assert!(read(asks(AnswerForm::Text {}, false), "  ").unwrap().is_empty());
        assert_eq!(read(asks(AnswerForm::Text {}, true), "  "), Err((0, FieldCode::Required)));
        assert_eq!(read_answers(&[asks(sizes(), true)], &[]), Err((0, FieldCode::Required)));
    }

    #[test]
    fn a_choice_has_different_options() {
        let of = |options: &[&str]| asks(AnswerForm::Choice { options: options.iter().map(|o| o.parse().unwrap()).collect() }, true).is_sound();
        assert!(of(&["S", "M"]) && !of(&["S"]) && !of(&["S", "S"]) && !of(&["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"]));
    }

    #[test]
    fn a_draft_asks_a_few_questions_that_can_be_answered_and_for_what_can_be_had() {
        let json = r#"{"summary":"一","content":"一","conditions":null,"risks":"一","safeguards":"一","contact":null,"minimum_age":null,"dangerous":false,"indoor":false,"insurance":null}"#;
        let check = |change: fn(&mut Terms)| {
            let mut terms: Terms = serde_json::from_str(json).unwrap();
            change(&mut terms);
            check_asked(&terms)
        };
        assert_eq!(check(|terms| terms.questions = vec![asks(sizes(), true); MOST_QUESTIONS]), Ok(()));
        assert_eq!(check(|terms| terms.questions = vec![asks(sizes(), true); MOST_QUESTIONS + 1]), Err(DraftFault::Questions));
        assert_eq!(check(|terms| terms.questions = vec![asks(AnswerForm::Choice { options: Vec::new() }, true)]), Err(DraftFault::Questions));
        assert_eq!(check(|terms| terms.requirements.minimum_star = Some(6)), Err(DraftFault::Requirements));
    }

    #[test]
    fn a_question_is_written_as_it_is_read() {
        let json = r#"{"text":"衣服尺码？","answer":{"kind":"choice","options":["S","M"]},"required":true}"#;
        let question: Question = serde_json::from_str(json).unwrap();
        assert_eq!((&question, serde_json::to_string(&question).unwrap().as_str()), (&asks(sizes(), true), json));
        let text: Question = serde_json::from_str(r#"{"text":"擅长什么？","answer":{"kind":"text"}}"#).unwrap();
        assert_eq!(text.answer, AnswerForm::Text {});
    }
}
