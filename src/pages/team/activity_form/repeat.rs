//! A shift that comes again: said in plain words, with the days shown before they are added. The rule is kept with the shifts, so that one, those that
//! follow, or all can be changed, and that it can go on.

use super::fields::Draft;
use crate::city::city;
use crate::i18n::{activities, format};
use crate::t;
use crate::ui::{Checkbox, Choice, Dialog, Field, SelectField};
use domain::recurrence::{ByDay, End, Frequency, Programme, Rule};
use domain::time::Day;
use leptos::prelude::*;

/// How it comes again, as it is chosen.
#[derive(Clone, Copy)]
struct Wanted {
    /// `daily`, `weekly`, `monthly_day` or `monthly_weekday`.
    kind: RwSignal<String>,
    interval: RwSignal<String>,
    /// Monday first.
    weekdays: [RwSignal<bool>; 7],
    until: RwSignal<String>,
    leave_out: RwSignal<bool>,
}

impl Wanted {
    fn new() -> Self {
        let text = |text: &str| RwSignal::new(text.to_owned());
        Self { kind: text("weekly"), interval: text("1"), weekdays: std::array::from_fn(|_| RwSignal::new(false)), until: text(""), leave_out: RwSignal::new(true) }
    }

    /// The rule for a shift of the day `start`; none before its end is chosen.
    fn rule(self, start: Day) -> Option<Rule> {
        let until: Day = self.until.with(|text| text.parse().ok())?;
        let interval = self.interval.with(|text| text.parse().ok())?;
        let chosen: Vec<ByDay> = (0_u8..).zip(self.weekdays).filter(|(_, chosen)| chosen.get()).map(|(weekday, _)| ByDay { weekday, nth: None }).collect();
        let nth = i8::try_from((start.parts().2 - 1) / 7 + 1).ok();
        let (frequency, by_day) = match self.kind.get().as_str() {
            "daily" => (Frequency::Daily, Vec::new()),
            "weekly" => (Frequency::Weekly, chosen),
            "monthly_day" => (Frequency::Monthly, Vec::new()),
            _ => (Frequency::Monthly, vec![ByDay { weekday: start.weekday(), nth }]),
        };
        Some(Rule { frequency, interval, by_day, by_month_day: Vec::new(), end: End::Until(until) })
    }

}

/// The days that are left out where it is wished: public holidays, by the city's policy.
pub(super) fn holidays(leave_out: RwSignal<bool>) -> &'static [Day] {
    if leave_out.get() { city().policy.publishing.holidays.as_slice() } else { &[] }
}

/// Whether a question is open: while `about` names what it is about.
pub(super) fn open_about(about: RwSignal<Option<(usize, usize)>>) -> RwSignal<bool> {
    let open = RwSignal::new(false);
    // Each follows the other, and only when it has to: they would call each other for ever otherwise.
    Effect::new(move |_| {
        let wanted = about.with(Option::is_some);
        if open.get_untracked() != wanted {
            open.set(wanted);
        }
    });
    Effect::new(move |_| {
        if !open.get() && about.with_untracked(Option::is_some) {
            about.set(None);
        }
    });
    open
}

/// The question, while [`Draft::repeating`] names a shift.
pub(super) fn repeat(draft: Draft) -> AnyView {
    let open = open_about(draft.repeating);
    (move || {
        let (at, number) = draft.repeating.get()?;
        let inside = panel(draft, at, number);
        Some(view! { <Dialog id="repeat" open title=t!(manage.repeat_title) close_label=t!(shell.close)>{inside}</Dialog> })
    })
    .into_any()
}

fn panel(draft: Draft, at: usize, number: usize) -> AnyView {
    let positions = draft.fields.positions;
    let start = positions.with_untracked(|all| {
        let shift = all.get(at)?.shifts.get(number)?;
        let is_whole = shift.time(&city().zone).is_some_and(|time| time.millis() > 0) && shift.capacity.trim().parse::<u32>().is_ok();
        shift.day.parse::<Day>().ok().filter(|_| is_whole)
    });
    let Some(start) = start else { return view! { <p>{t!(manage.repeat_no_day)}</p> }.into_any() };
    let wanted = Wanted::new();
    if let Some(same) = wanted.weekdays.get(usize::from(start.weekday())) {
        same.set(true);
    }
    let made = Memo::new(move |_| {
        let (rule, holidays) = (wanted.rule(start)?, holidays(wanted.leave_out));
        positions.with_untracked(|all| all.get(at)?.programme(number, rule, holidays, &city().zone))
    });
    let add = Callback::new(move |(programme, days): (Programme, Vec<Day>)| {
        positions.update(|all| {
            if let Some(position) = all.get_mut(at) {
                position.begin(number, programme, &days, &city().zone);
            }
        });
        draft.repeating.set(None);
    });
    let choice = |value: &str, label: &str| Choice { value: value.to_owned(), label: label.to_owned() };
    let kinds = vec![
        choice("daily", t!(manage.repeat_daily)), choice("weekly", t!(manage.repeat_weekly)), choice("monthly_day", t!(manage.repeat_monthly_day)),
        choice("monthly_weekday", t!(manage.repeat_monthly_weekday)),
    ];
    let intervals = Memo::new(move |_| wanted.kind.with(|kind| (1..=4).map(|n| Choice { value: n.to_string(), label: every(kind, n) }).collect::<Vec<_>>()));
    view! {
        <div class="confirm">
            <SelectField id="repeat-kind" label=t!(manage.repeat_how) value=wanted.kind error=Signal::stored(None) choices=Signal::stored(kinds) />
            <SelectField id="repeat-interval" label=t!(manage.repeat_interval) value=wanted.interval error=Signal::stored(None) choices=intervals />
            {move || (wanted.kind.get() == "weekly").then(|| weekdays(wanted))}
            <Field id="repeat-until" kind="date" label=t!(manage.repeat_until) value=wanted.until error=Signal::stored(None) />
            <Checkbox id="repeat-holidays" checked=wanted.leave_out>{t!(manage.repeat_holidays)}</Checkbox>
        </div>
        {coming(made, wanted.until, add, draft.repeating)}
    }
    .into_any()
}

/// How often, in words: `n` is at least 1.
fn every(kind: &str, n: u8) -> String {
    let count = n.to_string();
    match (kind, n) {
        ("daily", 1) => t!(manage.repeat_daily).to_owned(),
        ("daily", _) => t!(manage.programme_days, count = count),
        ("weekly", 1) => t!(manage.repeat_weekly).to_owned(),
        ("weekly", _) => t!(manage.repeat_weeks, count = count),
        (_, 1) => t!(manage.repeat_monthly).to_owned(),
        (_, _) => t!(manage.repeat_months, count = count),
    }
}

/// The days that would come, and the buttons that add them or leave it.
pub(super) fn coming(
    made: Memo<Option<(Programme, Vec<Day>)>>, until: RwSignal<String>, add: Callback<(Programme, Vec<Day>)>, about: RwSignal<Option<(usize, usize)>>,
) -> AnyView {
    let days = Memo::new(move |_| made.with(|made| made.as_ref().map(|(_, days)| days.clone()).unwrap_or_default()));
    let is_cut = move || {
        let end = made.with(|made| made.as_ref().map(|(programme, _)| programme.rule.end));
        end.is_some_and(|end| until.with(|text| text.parse::<Day>().is_ok_and(|wanted| End::Until(wanted) != end)))
    };
    let is_past = move || made.with(|made| made.as_ref().is_some_and(|(programme, _)| until.with(|text| text.parse::<Day>().is_ok_and(|end| end < programme.first))));
    let found = move || match (made.with(Option::is_some), days.with(Vec::len)) {
        (false, _) => t!(manage.repeat_until_first).to_owned(),
        (true, 0) if is_past() => t!(manage.repeat_found_past).to_owned(),
        (true, 0) => t!(manage.repeat_found_none).to_owned(),
        (true, count) if is_cut() => t!(manage.repeat_found_most, count = count.to_string()),
        (true, count) => t!(manage.repeat_found, count = count.to_string()),
    };
    let press = move |_| {
        if let Some(made) = made.get_untracked().filter(|(_, days)| !days.is_empty()) {
            add.run(made);
        }
    };
    view! {
        <div class="confirm">
            <p class="quiet" role="status">{found}</p>
            <ul class="days number">{move || days.with(|days| days.iter().map(|day| view! { <li>{format::day(city().zone.start_of(*day))}</li> }).collect_view())}</ul>
        </div>
        <p class="actions">
            <button type="button" class="button" aria-disabled=move || days.with(Vec::is_empty).then_some("true") on:click=press>{t!(manage.repeat_add)}</button>
            <button type="button" class="button button--quiet" on:click=move |_| about.set(None)>{t!(shell.back)}</button>
        </p>
    }
    .into_any()
}

fn weekdays(wanted: Wanted) -> AnyView {
    let one = |(on, words): (RwSignal<bool>, &'static str)| {
        view! { <button type="button" class="chip" aria-pressed=move || on.get().to_string() on:click=move |_| on.update(|on| *on = !*on)>{words}</button> }
    };
    view! { <div class="chips weekdays" role="group" aria-label=t!(activity.filter_weekdays)>{wanted.weekdays.into_iter().zip(activities::weekdays()).map(one).collect_view()}</div> }.into_any()
}
