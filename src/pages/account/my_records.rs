//! The own service records: the hours, how they are proven, and what still waits for somebody.

use crate::api;
use crate::city::city;
use crate::components::{PageTitle, Paged, PagedList, star_progress, star_row, waiting_scans};
use crate::i18n::format;
use crate::route::Route;
use crate::t;
use crate::ui::{Icon, Notice, Tone, icon};
use domain::api::account::{ListMyRecords, ListQuery};
use domain::policy::RoundingMode;
use domain::record::{EvidenceGrade, RecordStatus, RecordTotals, ServiceRecord};
use domain::star::StarProgress;
use leptos::prelude::*;

/// The page.
pub fn my_records() -> AnyView {
    let sums = RwSignal::new(None::<(RecordTotals, StarProgress)>);
    let list = Paged::new(move |after| async move {
        let mine = api::send::<ListMyRecords>((), &ListQuery { after, size: None }, &()).await?;
        sums.try_set(Some((mine.totals, mine.star)));
        Ok(mine.records)
    });
    view! {
        <PageTitle text=t!(account.records_title) />
        {waiting_scans()}
        <div class="records__sums">{move || sums.get().map(|(totals, star)| summary(totals, star))}</div>
        <section class="section" aria-labelledby="records">
            <h2 id="records">{t!(account.records_list)}</h2>
            <PagedList of=list show=record empty=empty class="list list--cards" />
        </section>
        {rules()}
    }
    .into_any()
}

fn summary(totals: RecordTotals, star: StarProgress) -> AnyView {
    let afterwards = (totals.afterwards_minutes > 0).then(|| t!(account.records_afterwards, duration = format::duration(totals.afterwards_minutes)));
    let unsettled = (totals.unsettled > 0).then(|| {
        let words = t!(account.records_unsettled, count = format::number(totals.unsettled));
        view! { <Notice tone=Tone::Warning><p>{words}</p></Notice> }
    });
    view! {
        <section class="panel" aria-label=t!(account.my_hours)>
            <p class="quiet">{t!(account.records_total)}</p>
            <p class="hours number">{format::duration(totals.credited_minutes)}</p>
            <p class="quiet">{t!(account.records_count, count = format::number(totals.records))} " " {afterwards}</p>
            {star_row(star.star)} {star_progress(star, totals.credited_minutes)}
        </section>
        {unsettled}
    }
    .into_any()
}

fn empty() -> AnyView {
    view! {
        <section class="empty">
            <span class="empty__icon">{icon(Icon::Clock)}</span>
            <p>{t!(account.records_empty)}</p>
            <a class="button" href=Route::all_activities().href()>{t!(account.find_activity)}</a>
        </section>
    }
    .into_any()
}

fn record(record: ServiceRecord) -> AnyView {
    let (class, status, help) = match record.status {
        RecordStatus::Open => ("tag", t!(account.record_open), Some(t!(account.record_open_help))),
        RecordStatus::Credited => ("tag tag--success", t!(account.record_credited), None),
        RecordStatus::Pending => ("tag tag--warning", t!(account.record_pending), Some(t!(account.record_pending_help))),
        RecordStatus::InReview => ("tag tag--warning", t!(account.record_in_review), Some(t!(account.record_in_review_help))),
    };
    let grade = match record.grade {
        EvidenceGrade::A => t!(account.grade_a),
        EvidenceGrade::B => t!(account.grade_b),
        EvidenceGrade::C => t!(account.grade_c),
        EvidenceGrade::D => t!(account.grade_d),
    };
    let day = format::day(record.checked_in_at);
    let until = record.checked_out_at.map_or_else(|| t!(account.no_check_out).to_owned(), format::clock);
    let credited = (record.status == RecordStatus::Credited).then(|| format::duration(u64::from(record.credited_minutes)));
    view! {
        <article class="card record">
            <p class="record__head">
                <span class=class>{status}</span> {credited.map(|credited| view! { <b class="record__hours number">{credited}</b> })}
            </p>
            <h3 class="card__title"><a class="card__link" href=Route::Activity(record.activity).href()>{record.activity_title}</a></h3>
            <p class="fact">{icon(Icon::Clock)} <span>{day} " " {format::clock(record.checked_in_at)} "–" {until}</span></p>
            <p class="fact fact--quiet">{icon(Icon::Team)} <span>{t!(account.recorded_by, team = record.team_name)}</span></p>
            <p class="fact fact--quiet">{icon(Icon::Shield)} <span>{grade}</span></p>
            {help.map(|help| view! { <p class="fact fact--quiet">{icon(Icon::Info)} <span>{help}</span></p> })}
        </article>
    }
    .into_any()
}

/// By which rule the time is counted.
fn rules() -> AnyView {
    let policy = &city().policy;
    let unit = policy.rounding.unit_minutes.to_string();
    let rounding = match (policy.rounding.mode, policy.rounding.unit_minutes) {
        (RoundingMode::Down, 1) => t!(account.rounding_exact).to_owned(),
        (RoundingMode::Down, _) => t!(account.rounding_down, unit = unit),
        (RoundingMode::Nearest, _) => t!(account.rounding_nearest, unit = unit),
    };
    let early = (!policy.check_in.early_arrival_credited).then_some(t!(account.rule_early));
    let least = t!(account.rule_least, minutes = policy.check_in.session_minimum_minutes.to_string());
    let most = t!(account.rule_most, duration = format::duration(u64::from(policy.records.daily_cap_minutes)));
    let lines = [Some(rounding), early.map(str::to_owned), Some(least), Some(most), Some(t!(account.rule_keep, years = policy.records.keep_years.to_string()))];
    view! {
        <section class="section prose" aria-labelledby="rules">
            <h2 id="rules">{t!(account.rules_title)}</h2>
            <ul class="bullets">{lines.into_iter().flatten().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
            <p class="quiet">{t!(account.rules_version, version = policy.version)}</p>
        </section>
    }
    .into_any()
}
