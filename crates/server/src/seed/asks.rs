//! What some of the coming activities ask of volunteers, so that whoever looks round the demonstration meets each condition, and questions, and a
//! team that looks at each sign-up.

use super::activities::{Activity, minimum_age};
use super::calendar::Calendar;
use anyhow::Result;
use domain::activity::{ActivityStatus, AnswerForm, Category, QualificationCode, Question, Requirements, ServiceLanguage};
use domain::policy::Policy;

/// One in so many of the coming activities asks for something.
const ONE_IN: usize = 3;
/// Activities of the next days ask for nothing: there a newcomer finds something at once.
const FROM_DAYS: i64 = 2;

/// What is asked, beside what the template says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Asks {
    pub(super) requirements: Requirements,
    pub(super) questions: Vec<Question>,
    pub(super) by_approval: bool,
}

/// Deals out what is asked, in the order of the activities.
#[derive(Debug, Default)]
pub(super) struct Dealer {
    coming: usize,
}

impl Dealer {
    /// What `activity` asks. Those that ask for an age or are dangerous ask enough.
    pub(super) fn deal(&mut self, activity: &Activity<'_>, calendar: &Calendar, policy: &Policy) -> Result<Asks> {
        let is_coming = activity.occasions.first().is_some_and(|first| *first >= calendar.at(FROM_DAYS, 0));
        let asks_already = activity.template.dangerous || minimum_age(activity.template, policy).is_some();
        if activity.demo || asks_already || !is_coming || activity.status != ActivityStatus::Published {
            return Ok(Asks::default());
        }
        self.coming += 1;
        if self.coming.is_multiple_of(ONE_IN) { of_kind(self.coming / ONE_IN - 1, activity.template.category, policy) } else { Ok(Asks::default()) }
    }
}

/// Kinds of what is asked, one after the other.
const KINDS: usize = 8;

fn of_kind(number: usize, category: Category, policy: &Policy) -> Result<Asks> {
    let asks = |requirements| Asks { requirements, ..Asks::default() };
    Ok(match number % KINDS {
        0 => Asks { questions: questions()?, ..Asks::default() },
        1 => asks(Requirements { languages: vec![language(category)], ..Requirements::default() }),
        2 => Asks { by_approval: true, ..Asks::default() },
        3 => asks(Requirements { qualifications: training(category, policy).into_iter().collect(), ..Requirements::default() }),
        4 => asks(Requirements { team_only: true, ..Requirements::default() }),
        5 => asks(Requirements { minimum_hours: Some(20), ..Requirements::default() }),
        6 => asks(Requirements { real_name: true, ..Requirements::default() }),
        _ => asks(Requirements { minimum_star: Some(1), ..Requirements::default() }),
    })
}

fn questions() -> Result<Vec<Question>> {
    let sizes = ["S", "M", "L", "XL"].into_iter().map(str::parse).collect::<Result<_, _>>()?;
    Ok(vec![
        Question { text: "志愿者马甲穿什么尺码？".parse()?, answer: AnswerForm::Choice { options: sizes }, required: true },
        Question { text: "能自己到集合地点吗？".parse()?, answer: AnswerForm::YesNo {}, required: true },
        Question { text: "有什么需要我们照顾的？".parse()?, answer: AnswerForm::Text {}, required: false },
    ])
}

/// The language that helps those whom the work is for.
fn language(category: Category) -> ServiceLanguage {
    match category {
        Category::Disability => ServiceLanguage::SignLanguage,
        Category::Culture | Category::Health => ServiceLanguage::Mandarin,
        _ => ServiceLanguage::LocalDialect,
    }
}

/// The training of the city's list that fits the work; its first one, when none does.
fn training(category: Category, policy: &Policy) -> Option<QualificationCode> {
    let fits = match category {
        Category::ElderlyCare => "elderly_care",
        Category::Traffic => "traffic_guide",
        Category::Health | Category::Emergency => "first_aid",
        _ => "volunteer_basics",
    };
    policy.qualifications.iter().find(|one| one.code.as_str() == fits).or(policy.qualifications.first()).map(|one| one.code.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::City;
    use std::path::Path;

    #[test]
    fn every_condition_is_met_somewhere() {
        let city = City::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/cities/4310/city.toml")).unwrap();
        let all: Vec<Asks> = (0..KINDS).map(|number| of_kind(number, Category::ElderlyCare, &city.settings.policy).unwrap()).collect();
        let some = |has: fn(&Asks) -> bool| all.iter().filter(|asks| has(asks)).count();
        assert_eq!(some(|asks| !asks.questions.is_empty() && asks.questions.iter().all(Question::is_sound)), 1);
        assert_eq!(some(|asks| asks.by_approval), 1);
        assert_eq!(some(|asks| !asks.requirements.languages.is_empty()), 1);
        assert_eq!(some(|asks| asks.requirements.qualifications.iter().any(|code| code.as_str() == "elderly_care")), 1);
        assert_eq!(some(|asks| asks.requirements.team_only), 1);
        assert_eq!(some(|asks| asks.requirements.real_name), 1);
        assert_eq!(some(|asks| asks.requirements.minimum_hours.is_some()), 1);
        assert_eq!(some(|asks| asks.requirements.minimum_star.is_some()), 1);
    }
}
