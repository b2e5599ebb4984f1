//! Writing activities with their positions and shifts, sign-ups and records.

use super::activities::{Activity, minimum_age, title};
use super::asks::{Asks, Dealer};
use super::attendance::{Fate, Plan};
use super::calendar::{Calendar, Counter};
use super::crowd::Crowd;
use super::dice::{Dice, Purpose};
use super::land::Land;
use super::load::Loader;
use super::rows::Table;
use super::stations::Station;
use super::teams::Teams;
use super::words::Words;
use crate::config::Settings;
use anyhow::{Context, Result};
use domain::activity::{ActivityStatus, Terms};
use domain::text::Paragraphs;
use domain::time::{Interval, Timestamp};

/// What the safeguards of a template say when an accident insurance is taken out for all.
const INSURED: &str = "统一购买志愿者人身意外伤害保险";

/// Everything that is planned.
pub(super) struct Made<'a, 'w> {
    pub(super) settings: &'a Settings,
    pub(super) calendar: &'a Calendar,
    pub(super) words: &'w Words,
    pub(super) land: &'a Land,
    pub(super) teams: &'a Teams<'w>,
    pub(super) stations: &'a [Station<'w>],
    pub(super) crowd: &'a Crowd,
    pub(super) activities: &'a [Activity<'w>],
    pub(super) plan: &'a Plan,
}

/// The ids of an activity's positions, in their order.
type PositionIds = Vec<i64>;

impl Made<'_, '_> {
    fn team(&self, activity: &Activity<'_>) -> i64 {
        self.teams.all.get(activity.team).map_or(0, |t| t.id)
    }

    fn station(&self, activity: &Activity<'_>) -> Option<i64> {
        activity.station.and_then(|n| self.stations.get(n)).map(|s| s.id)
    }

    pub(super) async fn write_activities(&self, loader: &mut Loader) -> Result<Vec<PositionIds>> {
        let mut table = Table::new(loader, "activities", [
            "id", "team", "station", "division", "category", "status", "title", "place", "latitude_e7", "longitude_e7", "terms", "starts_at", "ends_at", "created_at",
        ]);
        let mut dealer = Dealer::default();
        for activity in self.activities {
            let asks = dealer.deal(activity, self.calendar, &self.settings.policy)?;
            let (first, last) = activity.occasions.first().zip(activity.occasions.last()).context("an activity without shifts")?;
            let leaf = self.land.leaves.get(activity.leaf).context("an activity without a place")?;
            let position = activity.station.and_then(|n| self.stations.get(n)).map_or(leaf.position, |s| s.position);
            table
                .row(loader, [
                    activity.id.into(),
                    self.team(activity).into(),
                    self.station(activity).into(),
                    leaf.code.as_str().into(),
                    activity.template.category.as_str().into(),
                    activity.status.as_str().into(),
                    title(activity.template, activity.local.then_some(leaf.community.as_str())).into(),
                    activity.place.as_str().into(),
                    position.map(|p| i64::from(p.latitude_e7)).into(),
                    position.map(|p| i64::from(p.longitude_e7)).into(),
                    serde_json::to_string(&self.terms(activity, asks)?)?.into(),
                    (*first).into(),
                    last.plus_minutes(activity.minutes).into(),
                    activity.created_at.into(),
                ])
                .await?;
        }
        table.finish(loader).await?;
        self.write_positions(loader).await
    }

    async fn write_positions(&self, loader: &mut Loader) -> Result<Vec<PositionIds>> {
        let mut ids = Counter::default();
        let mut table = Table::new(loader, "positions", ["id", "activity", "name"]);
        let mut all = Vec::with_capacity(self.activities.len());
        for activity in self.activities {
            let mut own = Vec::with_capacity(activity.positions.len());
            for position in &activity.positions {
                let (id, name) = (ids.next(activity.created_at), self.words.positions.get(*position).map_or("", |p| &p.zh));
                table.row(loader, [id.into(), activity.id.into(), name.into()]).await?;
                own.push(id);
            }
            all.push(own);
        }
        table.finish(loader).await?;
        Ok(all)
    }

    fn terms(&self, activity: &Activity<'_>, asks: Asks) -> Result<Terms> {
        let template = activity.template;
        // The lists of the templates are easier to read one item a line.
        let lines = |text: &str| text.replace('；', "；\n").parse::<Paragraphs>();
        let team = self.teams.all.get(activity.team).map_or("", |t| &t.name);
        let policy_number = activity.created_at.unix_ms() / 1000;
        let insured = template.dangerous || template.safeguards_zh.contains(INSURED);
        Ok(Terms {
            summary: template.summary_zh.parse()?,
            content: lines(&template.content_zh)?,
            conditions: if template.conditions_zh.is_empty() { None } else { Some(lines(&template.conditions_zh)?) },
            risks: lines(&template.risks_zh)?,
            safeguards: lines(&template.safeguards_zh)?,
            contact: Some(format!("{team}，志愿服务热线 {}", self.settings.hotline.number).parse()?),
            minimum_age: minimum_age(template, &self.settings.policy),
            dangerous: template.dangerous,
            indoor: template.indoor,
            insurance: if insured { Some(format!("志愿者人身意外伤害保险（演示），保单号 DEMO{policy_number}").parse()?) } else { None },
            by_approval: template.dangerous || asks.by_approval,
            requirements: asks.requirements,
            questions: asks.questions,
        })
    }

    /// Shifts, in the order of time; their ids.
    pub(super) async fn write_shifts(&self, positions: &[PositionIds], loader: &mut Loader) -> Result<Vec<i64>> {
        let mut ids = Counter::default();
        let mut table = Table::new(loader, "shifts", ["id", "activity", "position", "station", "starts_at", "ends_at", "capacity", "taken", "called_off"]);
        let mut all = Vec::with_capacity(self.plan.shifts.len());
        for shift in &self.plan.shifts {
            let n = shift.activity as usize;
            let (activity, own) = self.activities.get(n).zip(positions.get(n)).context("a shift without an activity")?;
            let id = ids.next(shift.start.min(self.calendar.now()));
            let position = own.get(usize::from(shift.position)).copied().context("a shift without a position")?;
            let ends_at = shift.start.plus_minutes(activity.minutes);
            let called_off = i64::from(activity.status == ActivityStatus::Cancelled);
            let cells = [id.into(), activity.id.into(), position.into(), self.station(activity).into(), shift.start.into(), ends_at.into(), i64::from(activity.capacity).into(), i64::from(shift.taken).into(), called_off.into()];
            table.row(loader, cells).await?;
            all.push(id);
        }
        table.finish(loader).await?;
        Ok(all)
    }

    /// Sign-ups.
    pub(super) async fn write_sign_ups(&self, shift_ids: &[i64], seed: u64, loader: &mut Loader) -> Result<()> {
        let mut dice = Dice::new(seed, Purpose::SignUps);
        let mut ids = Counter::default();
        let mut table = Table::new(loader, "sign_ups", ["id", "shift", "activity", "person", "starts_at", "ends_at", "status", "signed_up_at", "changed_at"]);
        for (n, shift) in self.plan.shifts.iter().enumerate() {
            let (activity, shift_id) = self.activities.get(shift.activity as usize).zip(shift_ids.get(n)).context("a shift without an activity")?;
            let time = Interval { start: shift.start, end: shift.start.plus_minutes(activity.minutes) };
            let latest = shift.start.min(self.calendar.now());
            for going in self.plan.of(n) {
                let person = self.crowd.people.get(going.person as usize).context("a sign-up of nobody")?;
                let since = person.joined_at.max(activity.created_at).min(latest);
                let signed_up_at = Timestamp::from_unix_ms(dice.between(since.unix_ms().max(latest.unix_ms() - 6 * 86_400_000), latest.unix_ms()));
                let (status, changed_at) = match going.fate {
                    Fate::Confirmed => ("confirmed", signed_up_at),
                    Fate::Cancelled => ("cancelled", Timestamp::from_unix_ms(signed_up_at.unix_ms().midpoint(latest.unix_ms()))),
                    Fate::Served(_) | Fate::Pending => ("attended", going.served(time).start),
                };
                let id = ids.next(latest.plus_minutes(-1440));
                let cells = [id.into(), (*shift_id).into(), activity.id.into(), person.id.into(), time.start.into(), time.end.into(), status.into(), signed_up_at.into(), changed_at.into()];
                table.row(loader, cells).await?;
            }
        }
        table.finish(loader).await
    }

    /// Records.
    pub(super) async fn write_records(&self, shift_ids: &[i64], loader: &mut Loader) -> Result<()> {
        let policy = &self.settings.policy;
        let mut ids = Counter::default();
        let mut table = Table::new(loader, "records", [
            "id", "person", "activity", "shift", "team", "station", "checked_in_at", "checked_out_at", "closes_at", "credited_minutes", "grade", "status",
        ]);
        for (n, shift) in self.plan.shifts.iter().enumerate() {
            let (activity, shift_id) = self.activities.get(shift.activity as usize).zip(shift_ids.get(n)).context("a shift without an activity")?;
            let time = Interval { start: shift.start, end: shift.start.plus_minutes(activity.minutes) };
            let closes_at = time.end.plus_minutes(i64::from(policy.check_in.closes_minutes_after));
            for going in self.plan.of(n) {
                let served = going.served(time);
                let (grade, status, out) = match going.fate {
                    Fate::Confirmed | Fate::Cancelled => continue,
                    Fate::Served(grade) => (grade, "credited", Some(served.end.unix_ms())),
                    Fate::Pending => ('B', "pending", None),
                };
                let person = self.crowd.people.get(going.person as usize).context("a record of nobody")?;
                let cells = [
                    ids.next(shift.start).into(),
                    person.id.into(),
                    activity.id.into(),
                    (*shift_id).into(),
                    self.team(activity).into(),
                    self.station(activity).into(),
                    served.start.into(),
                    out.into(),
                    closes_at.into(),
                    i64::from(going.minutes(time, policy)).into(),
                    grade.to_string().into(),
                    status.into(),
                ];
                table.row(loader, cells).await?;
            }
        }
        table.finish(loader).await
    }
}
