//! The activities: past ones, today's, and those of the coming sixty days.

use super::calendar::{Calendar, Counter};
use super::dice::{Dice, Purpose};
use super::land::Land;
use super::seasons::in_season;
use super::stations::Station;
use super::teams::Teams;
use super::words::{ActivityTemplate, Words};
use domain::activity::{ActivityStatus, Category};
use domain::policy::Policy;
use domain::time::Timestamp;

/// How far back activities go, and how far ahead, in days.
const PAST_DAYS: i64 = 730;
const COMING_DAYS: i64 = 60;
/// Share of shifts' places that people of the past took, in percent, and most shifts of a position.
const PAST_FILL: usize = 70;
const MOST_OCCASIONS: usize = 40;
/// What runs in the days right ahead is mostly at stations, so that kiosks have work.
const STATION_DAYS: i64 = 7;
/// Shifts of the demonstration's own activity are four hours and follow each other day and night,
/// today and tomorrow: whenever somebody tries the kiosk, one is open.
const DEMO_MINUTES: i64 = 240;
const DEMO_SHIFTS: i64 = 12;
/// Draws before an activity is held out of its season.
const SEASON_DRAWS: usize = 20;

/// An activity.
pub(super) struct Activity<'w> {
    /// Whether it is the one the demonstration's people take part in.
    pub(super) demo: bool,
    pub(super) id: i64,
    pub(super) created_at: Timestamp,
    pub(super) template: &'w ActivityTemplate,
    pub(super) status: ActivityStatus,
    /// Places in the lists of teams, stations and leaves.
    pub(super) team: usize,
    pub(super) station: Option<usize>,
    pub(super) leaf: usize,
    pub(super) place: String,
    /// Whether its title begins with the community's name.
    pub(super) local: bool,
    /// Places in the list of position names.
    pub(super) positions: Vec<usize>,
    /// Begins of the shifts, rising; each position has one at each.
    pub(super) occasions: Vec<Timestamp>,
    pub(super) minutes: i64,
    /// Of one shift.
    pub(super) capacity: u16,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Era {
    Past,
    Today,
    Coming,
}

/// What activities are made from.
pub(super) struct Maker<'a, 'w> {
    pub(super) land: &'a Land,
    pub(super) words: &'w Words,
    pub(super) teams: &'a Teams<'w>,
    pub(super) stations: &'a [Station<'w>],
    pub(super) calendar: &'a Calendar,
    pub(super) policy: &'a Policy,
}

impl<'w> Maker<'_, 'w> {
    /// `count` activities with room for `records`, in the order they were made.
    pub(super) fn make(&self, count: usize, records: usize, seed: u64) -> Vec<Activity<'w>> {
        let mut dice = Dice::new(seed, Purpose::Activities);
        let today = (count / 100).max(count.min(60) / 5).max(1);
        let coming = count * 15 / 100;
        let past = count.saturating_sub(today + coming).max(1);
        let places: i64 = self.words.activities.iter().map(|t| t.capacity).sum();
        let mean = usize::try_from(places).unwrap_or(1) / self.words.activities.len().max(1);
        let occasions = (records * 100).div_ceil(past * mean.max(1) * PAST_FILL).clamp(1, MOST_OCCASIONS);
        let mut made: Vec<_> = (0..count)
            .filter_map(|n| match n {
                0 => self.demo(&mut dice),
                n if n < today => self.one(Era::Today, occasions, &mut dice),
                n if n < today + coming => self.one(Era::Coming, occasions, &mut dice),
                _ => self.one(Era::Past, occasions, &mut dice),
            })
            .collect();
        made.sort_by_key(|a| a.created_at);
        let mut ids = Counter::default();
        for activity in &mut made {
            activity.id = ids.next(activity.created_at);
        }
        made
    }

    fn demo(&self, dice: &mut Dice) -> Option<Activity<'w>> {
        // One that everybody may take part in, so that a newcomer can sign up with one tap.
        let open_to_all = |t: &&ActivityTemplate| t.category == Category::Community && minimum_age(t, self.policy).is_none();
        let template = self.words.activities.iter().find(open_to_all).or(self.words.activities.first())?;
        let station = self.stations.first()?;
        Some(Activity {
            demo: true,
            id: 0,
            created_at: self.calendar.at(-9, 600),
            template,
            status: ActivityStatus::Published,
            team: 0,
            station: Some(0),
            leaf: station.leaf,
            place: station.name.clone(),
            local: true,
            positions: self.positions(template, 1, dice),
            occasions: (0..DEMO_SHIFTS).map(|n| self.calendar.at(0, n * DEMO_MINUTES)).collect(),
            minutes: DEMO_MINUTES,
            capacity: 8,
        })
    }

    fn one(&self, era: Era, mean_occasions: usize, dice: &mut Dice) -> Option<Activity<'w>> {
        let days = self.days(era, mean_occasions, dice);
        let (first, last) = (*days.first()?, *days.last()?);
        let template = self.template(first, last, dice)?;
        let at_station = dice.chance(if era != Era::Past && first <= STATION_DAYS { 75 } else { 35 });
        let station = (at_station && !self.stations.is_empty()).then(|| dice.below(self.stations.len()));
        let held = station.and_then(|n| self.stations.get(n));
        let (team, leaf, place) = match held {
            Some(station) => (self.teams.near(&self.land.leaves.get(station.leaf)?.code, template.category, dice), station.leaf, station.name.clone()),
            None => {
                let team = self.teams.doing(template.category, dice);
                let leaf = self.land.inside(&self.teams.all.get(team)?.division, dice);
                (team, leaf, self.place(leaf, template.indoor, dice)?)
            }
        };
        let start = start_minute(held.map(|s| (s.pattern.opens, s.pattern.closes)), template.duration_minutes, dice);
        let count = usize::try_from((template.capacity / 6).clamp(1, 3)).unwrap_or(1).min(1 + dice.below(3));
        let positions = self.positions(template, count, dice);
        let each = template.capacity / i64::try_from(positions.len()).unwrap_or(1).max(1);
        let occasions: Vec<_> = days.iter().map(|day| self.calendar.at(*day, start)).collect();
        let status = match dice.below(100) {
            0..3 if era == Era::Coming => ActivityStatus::Draft,
            3..6 if era == Era::Coming => ActivityStatus::Cancelled,
            0..2 if era == Era::Past => ActivityStatus::Cancelled,
            _ => ActivityStatus::Published,
        };
        let created_at = self.calendar.at(first.min(0) - dice.between(3, 24), dice.between(8 * 60, 20 * 60));
        Some(Activity {
            demo: false,
            id: 0,
            created_at,
            template,
            status,
            team,
            station,
            leaf,
            place,
            local: dice.chance(60),
            positions,
            occasions,
            minutes: template.duration_minutes,
            capacity: u16::try_from(each).unwrap_or(u16::MAX).max(2),
        })
    }

    /// A template that may be held from one day to the other.
    fn template(&self, first: i64, last: i64, dice: &mut Dice) -> Option<&'w ActivityTemplate> {
        let fits = |t: &&ActivityTemplate| [first, last].into_iter().all(|days| in_season(&t.title_zh, self.calendar.today.plus_days(days)));
        let drawn = (0..SEASON_DRAWS).filter_map(|_| dice.one_of(&self.words.activities)).find(fits);
        drawn.or_else(|| dice.one_of(&self.words.activities))
    }

    /// The days of the shifts, counted from today: some recur.
    fn days(&self, era: Era, mean: usize, dice: &mut Dice) -> Vec<i64> {
        let most = i64::try_from(match era {
            Era::Past => mean.div_ceil(2) + dice.below(mean + 1),
            Era::Today | Era::Coming => 1 + dice.below(3),
        })
        .unwrap_or(1);
        let step = dice.one_of(&[1, 2, 7, 7, 7, 14]).copied().unwrap_or(7).min((280 / most).max(1));
        match era {
            Era::Past => {
                let last = -dice.between(1, PAST_DAYS);
                (0..most).map(|n| last - (most - 1 - n) * step).collect()
            }
            Era::Today => (0..most).map(|n| n * step).collect(),
            Era::Coming => {
                // Nearer days are fuller.
                let first = dice.between(1, COMING_DAYS).min(dice.between(1, COMING_DAYS));
                (0..most).map(|n| first + n * step).filter(|day| *day <= COMING_DAYS).collect()
            }
        }
    }

    fn place(&self, leaf: usize, indoor: bool, dice: &mut Dice) -> Option<String> {
        let pattern = dice.weighted(&self.words.places, |p| if p.indoor == indoor { p.weight } else { 0 })?;
        Some(self.land.fill(&pattern.pattern_zh, self.land.leaves.get(leaf)?, self.words, dice))
    }

    /// Different positions that fit the template.
    fn positions(&self, template: &ActivityTemplate, count: usize, dice: &mut Dice) -> Vec<usize> {
        let fitting: Vec<usize> = (0..self.words.positions.len()).filter(|n| self.words.positions.get(*n).is_some_and(|p| p.categories.contains(&template.category))).collect();
        let mut chosen: Vec<usize> = Vec::with_capacity(count);
        for _ in 0..count {
            let weight = |n: &usize| if chosen.contains(n) { 0 } else { self.words.positions.get(*n).map_or(0, |p| p.weight) };
            chosen.extend(dice.weighted(&fitting, weight).copied());
        }
        chosen
    }
}

/// What asks for an adult whom the portal knows: work with children, a licensed trade, hard ground.
const STRICT_CONDITIONS: [&str; 3] = ["无犯罪记录", "资格证书", "体力较好"];
/// The least age that is worth a proof.
const STRICT_YEARS: u8 = 16;

/// The age an activity asks for. An age that the portal checks costs everybody an identity card
/// number, so it is asked for only where the conditions name one of [`STRICT_YEARS`] or more and the
/// work itself gives a reason: about a third of the templates. Elsewhere an age among the conditions
/// is the team's to look after, and a newcomer can sign up at once.
pub(super) fn minimum_age(template: &ActivityTemplate, policy: &Policy) -> Option<u8> {
    let dangerous = template.dangerous.then_some(policy.minors.dangerous_minimum_years);
    let years = template.min_age_years;
    let named = years >= STRICT_YEARS && template.conditions_zh.contains(&format!("年满{years}周岁"));
    let strict = named && STRICT_CONDITIONS.into_iter().any(|condition| template.conditions_zh.contains(condition));
    dangerous.max(strict.then_some(years))
}

/// The title: that of the template, in `community` when it has one. Many templates say 社区 where the
/// community's name says it already.
pub(super) fn title(template: &ActivityTemplate, community: Option<&str>) -> String {
    match community {
        Some(community) => format!("{community}{}", template.title_zh.strip_prefix("社区").unwrap_or(&template.title_zh)),
        None => template.title_zh.clone(),
    }
}

/// When a shift begins, in minutes after midnight: on a half hour, within the opening hours where
/// it fits into them, and never so late that it would run into the next day.
fn start_minute(open: Option<(i64, i64)>, duration: i64, dice: &mut Dice) -> i64 {
    let (from, to) = open.filter(|(opens, closes)| opens + duration <= *closes).map_or((7 * 60, (20 * 60).min(23 * 60 - duration)), |(opens, closes)| (opens, closes - duration));
    let half_hours = (to - from).max(0) / 30;
    from + 30 * dice.between(0, half_hours)
}
