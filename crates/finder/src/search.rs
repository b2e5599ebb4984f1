//! What is looked for in the activity finder, as it stands in the address.

use crate::{DayPart, Order, Wish};
use domain::activity::{Category, ServiceLanguage};
use domain::address::Query;
use domain::api::activity::ActivityFilter;
use std::ops::RangeInclusive;

/// Longest text that is looked for, in characters.
const LONGEST_TEXT: usize = 40;
/// Longest name of a place, in characters: as long as a line can be.
const LONGEST_PLACE: usize = 120;
/// Ages that can be asked for, in years.
pub const AGES: RangeInclusive<u8> = 3..=120;
const DAYS_OF_WEEK: u8 = 7;

/// One way in which a search asks for less than everything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Narrowing {
    Text,
    Dates,
    Part,
    Weekdays,
    Category,
    Division,
    Free,
    Insured,
    Indoor,
    Beginners,
    Language,
    Age,
    Place,
}

/// How what was found is shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum View {
    #[default]
    List,
    /// A month with how many there are on each day, above the list.
    Calendar,
    /// A map with how many there are in each division or place, above the list.
    Map,
}

/// What the server can be asked, and what only the catalogue on this device answers.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Search {
    pub filter: ActivityFilter,
    /// Shifts that begin in this part of the day.
    pub part: Option<DayPart>,
    /// Days of the week, Monday first: one bit each; none means any.
    pub weekdays: u8,
    pub insured: bool,
    pub indoor: bool,
    /// That need no experience.
    pub beginners: bool,
    /// That ask for people who speak it.
    pub language: Option<ServiceLanguage>,
    /// For somebody of that age, in years.
    pub age: Option<u8>,
    /// Held at the place of this name.
    pub place: Option<String>,
    pub order: Order,
    pub view: View,
}

impl Search {
    /// Whether the server understands all of it.
    pub fn is_for_the_server(&self) -> bool {
        *self == Self { filter: self.filter.clone(), ..Self::default() }
    }

    /// The ways in which it is narrowed, each with the search that leaves it out.
    pub fn wider(&self) -> Vec<(Narrowing, Self)> {
        let (filter, mut wider) = (&self.filter, Vec::new());
        let mut way = |is_on: bool, narrowing, widen: fn(&mut Self)| {
            if is_on {
                let mut next = self.clone();
                widen(&mut next);
                wider.push((narrowing, next));
            }
        };
        way(filter.text.is_some(), Narrowing::Text, |next| next.filter.text = None);
        way(filter.from.is_some() || filter.to.is_some(), Narrowing::Dates, |next| (next.filter.from, next.filter.to) = (None, None));
        way(self.part.is_some(), Narrowing::Part, |next| next.part = None);
        way(self.weekdays != 0, Narrowing::Weekdays, |next| next.weekdays = 0);
        way(filter.category.is_some(), Narrowing::Category, |next| next.filter.category = None);
        way(filter.division.is_some(), Narrowing::Division, |next| next.filter.division = None);
        way(filter.free.is_some(), Narrowing::Free, |next| next.filter.free = None);
        way(self.insured, Narrowing::Insured, |next| next.insured = false);
        way(self.indoor, Narrowing::Indoor, |next| next.indoor = false);
        way(self.beginners, Narrowing::Beginners, |next| next.beginners = false);
        way(self.language.is_some(), Narrowing::Language, |next| next.language = None);
        way(self.age.is_some(), Narrowing::Age, |next| next.age = None);
        way(self.place.is_some(), Narrowing::Place, |next| next.place = None);
        wider
    }

    /// How many of them are neither words nor category, which the page shows at first sight.
    pub fn tucked_away(&self) -> usize {
        self.wider().iter().filter(|(narrowing, _)| !matches!(narrowing, Narrowing::Text | Narrowing::Category)).count()
    }

    /// The same for the catalogue.
    pub fn wish(&self) -> Wish {
        let Self { filter, part, weekdays, insured, indoor, beginners, language, age, place, order, view: _ } = self;
        Wish {
            text: filter.text.clone().unwrap_or_default(),
            category: filter.category,
            division: filter.division.clone(),
            from: filter.from,
            to: filter.to,
            free: filter.free == Some(true),
            part: *part,
            weekdays: *weekdays,
            insured: *insured,
            indoor: *indoor,
            beginners: *beginners,
            language: *language,
            age: *age,
            place: place.clone(),
            order: *order,
            ..Wish::default()
        }
    }

    /// Reads the query of an address; what cannot be read is left out.
    pub fn read(query: &Query) -> Self {
        let filter = ActivityFilter {
            division: query.read_as("division"),
            category: query.get("category").and_then(|word| Category::ALL.into_iter().find(|c| c.as_str() == word)),
            from: query.read_as("from"),
            to: query.read_as("to"),
            text: query.get("text").map(str::trim).filter(|text| !text.is_empty()).map(|text| text.chars().take(LONGEST_TEXT).collect()),
            free: query.get("free").filter(|word| *word == "true").map(|_| true),
            after: None,
            size: None,
        };
        let word = |name| query.get(name).unwrap_or_default();
        let days = word("weekdays").bytes().filter(|digit| (b'1'..=b'0' + DAYS_OF_WEEK).contains(digit));
        Self {
            filter,
            part: DayPart::ALL.into_iter().find(|part| part_word(*part) == word("part")),
            weekdays: days.fold(0, |days, digit| days | 1 << (digit - b'1')),
            insured: word("insured") == "true",
            indoor: word("indoor") == "true",
            beginners: word("beginners") == "true",
            language: ServiceLanguage::ALL.into_iter().find(|language| language.as_str() == word("language")),
            age: query.read_as("age").filter(|age| AGES.contains(age)),
            place: query.get("place").map(str::trim).filter(|place| !place.is_empty()).map(|place| place.chars().take(LONGEST_PLACE).collect()),
            order: ORDERS.into_iter().find(|(_, known)| *known == word("order")).map_or(Order::Soonest, |(order, _)| order),
            view: VIEWS.into_iter().find(|(_, known)| *known == word("view")).map_or(View::List, |(view, _)| view),
        }
    }

    /// As it stands in an address, without the place in the list.
    pub fn query(&self) -> Query {
        let Self { filter, part, weekdays, insured, indoor, beginners, language, age, place, order, view } = self;
        let days: String = (0..DAYS_OF_WEEK).filter(|day| weekdays >> day & 1 == 1).map(|day| char::from(b'1' + day)).collect();
        let on = |is: bool| is.then_some("true");
        Query::default()
            .shown("division", filter.division.as_ref())
            .text("category", filter.category.map(|c| c.as_str()))
            .shown("from", filter.from.as_ref())
            .shown("to", filter.to.as_ref())
            .text("text", filter.text.as_deref())
            .text("free", on(filter.free == Some(true)))
            .text("part", part.map(part_word))
            .text("weekdays", Some(days.as_str()).filter(|days| !days.is_empty()))
            .text("insured", on(*insured))
            .text("indoor", on(*indoor))
            .text("beginners", on(*beginners))
            .text("language", language.map(ServiceLanguage::as_str))
            .shown("age", age.as_ref())
            .text("place", place.as_deref())
            .text("order", ORDERS.into_iter().find(|(known, _)| known == order).map(|(_, word)| word))
            .text("view", VIEWS.into_iter().find(|(known, _)| known == view).map(|(_, word)| word))
    }
}

/// The orders that an address names; without a word it is [`Order::Soonest`].
const ORDERS: [(Order, &str); 2] = [(Order::MostNeeded, "needed"), (Order::Nearest, "nearest")];
/// The views that an address names; without a word it is [`View::List`].
const VIEWS: [(View, &str); 2] = [(View::Calendar, "calendar"), (View::Map, "map")];

fn part_word(part: DayPart) -> &'static str {
    match part {
        DayPart::Morning => "morning",
        DayPart::Afternoon => "afternoon",
        DayPart::Evening => "evening",
    }
}
