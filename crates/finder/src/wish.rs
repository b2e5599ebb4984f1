//! What is looked for.

use domain::activity::Category;
use domain::division::DivisionCode;
use domain::station::Position;
use domain::time::Day;

/// What is looked for; empty means everything.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Wish {
    /// Words that all have to stand in title, place or team, as characters or in pinyin.
    pub text: String,
    pub category: Option<Category>,
    /// In this division or below.
    pub division: Option<DivisionCode>,
    /// With a shift on or after this day.
    pub from: Option<Day>,
    /// With a shift on or before this day.
    pub to: Option<Day>,
    /// With a shift that begins in this part of a day.
    pub part: Option<DayPart>,
    /// With a shift on one of these days of the week, Monday first: one bit each; none means any.
    pub weekdays: u8,
    /// With places left.
    pub free: bool,
    pub insured: bool,
    pub indoor: bool,
    /// For somebody of that age.
    pub age: Option<u8>,
    /// Not farther from a place.
    pub near: Option<Near>,
    pub order: Order,
}

/// A part of the day, by a shift's begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DayPart {
    /// Before noon.
    Morning,
    /// From noon to 18:00.
    Afternoon,
    /// From 18:00 on.
    Evening,
}

impl DayPart {
    /// All, by the clock.
    pub const ALL: [Self; 3] = [Self::Morning, Self::Afternoon, Self::Evening];

    /// The part in which that minute of the day lies.
    pub(crate) fn of(minute: u32) -> Self {
        match minute {
            0..720 => Self::Morning,
            720..1080 => Self::Afternoon,
            _ => Self::Evening,
        }
    }
}

/// A place, and how far is near.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Near {
    pub to: Position,
    /// Metres at most; any distance without.
    pub within: Option<u32>,
}

impl Near {
    /// Metres to another place.
    pub(crate) fn metres_to(&self, other: Position) -> u32 {
        self.to.metres_to(other)
    }
}

/// What comes first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Order {
    /// What begins first.
    #[default]
    Soonest,
    /// What is nearest; what has no position comes last. Without [`Wish::near`] it is [`Self::Soonest`].
    Nearest,
    /// Where most of the places are free still, the sooner first.
    MostNeeded,
}
