//! Lists of activities: the public finder and the organiser's own.

use super::pieces::Pieces;
use crate::http::Failure;
use domain::activity::{ActivityStatus, ActivitySummary, Category, LONGEST_SHIFT_HOURS};
use domain::api::{Cursor, Page};
use domain::division::{DivisionCode, Level};
use domain::ids::{ActivityId, TeamId};
use domain::time::{Interval, Timestamp};
use sqlx::AnyPool;
use std::collections::BTreeMap;

/// The sort key comes first.
type Row = (i64, i64, String, String, String, String, String, String, String, i64, i64, i64, i64);

fn summary((_, id, title, category, status, division, division_name, place, team_name, starts_at, ends_at, places, places_left): Row) -> Result<ActivitySummary, Failure> {
    Ok(ActivitySummary {
        id: ActivityId::from_raw(id),
        title,
        category: super::of_word(category)?,
        status: super::of_word(status)?,
        division: super::division(&division)?,
        division_name,
        place,
        team_name,
        starts_at: Timestamp::from_unix_ms(starts_at),
        ends_at: Timestamp::from_unix_ms(ends_at),
        places: super::count(places),
        places_left: super::count(places_left),
    })
}

/// The columns of a [`Row`] for the keys and ids in `p`; `$1` is now. Sums run over one page only.
const SUMMARIES: &str = "SELECT p.key, a.id, a.title, a.category, a.status, a.division, COALESCE(d.name, ''), a.place, t.name, \
     COALESCE((SELECT min(n.starts_at) FROM shifts n WHERE n.activity = a.id AND n.ends_at > $1 AND n.called_off = 0), a.starts_at), a.ends_at, \
     CAST(COALESCE((SELECT sum(f.capacity) FROM shifts f WHERE f.activity = a.id AND f.starts_at > $1 AND f.called_off = 0), 0) AS BIGINT), \
     CAST(COALESCE((SELECT sum(f.capacity - f.taken) FROM shifts f WHERE f.activity = a.id AND f.starts_at > $1 AND f.called_off = 0), 0) AS BIGINT) FROM (";

/// What `p` is joined with.
const JOINED: &str = ") p JOIN activities a ON a.id = p.id JOIN teams t ON t.id = a.team LEFT JOIN divisions d ON d.code = a.division";

/// What the finder looks for; empty means everything.
#[derive(Debug, Clone)]
pub struct Wanted<'a> {
    pub division: Option<&'a DivisionCode>,
    pub category: Option<Category>,
    /// With a shift that ends after this instant …
    pub from: Option<Timestamp>,
    /// … and begins before this one.
    pub to: Option<Timestamp>,
    pub text: Option<&'a str>,
    pub free: bool,
}

/// One page of published activities, by the begin of their first shift that has not ended and, when
/// days are asked for, lies on these.
///
/// That order moves with the clock, so no column holds it. The list runs over the shifts instead,
/// which an index keeps in order of their begin, from the earliest one that can still be running
/// (no shift is longer than [`LONGEST_SHIFT_HOURS`]); of each activity only the first of these
/// shifts counts. It stops as soon as the page is full. Where few activities fit (a county or less, or
/// a text on any day) it would run for long; then the activities come first and are sorted after.
/// `CROSS JOIN` tells SQLite which table is first; PostgreSQL knows from its statistics.
///
/// # Errors
/// Of the database.
pub async fn open(pool: &AnyPool, wanted: &Wanted<'_>, after: Option<Cursor>, size: usize, now: Timestamp) -> Result<Page<ActivitySummary>, Failure> {
    let from = wanted.from.map_or(now, |from| from.max(now));
    let earliest = Cursor { key: from.plus_minutes(-LONGEST_SHIFT_HOURS * 60).unix_ms(), id: 0 };
    let after = after.filter(|c| c.key >= earliest.key).unwrap_or(earliest);
    // $1 is now throughout, $2 the instant after which a shift has to end.
    let mut sql = Pieces::new(SUMMARIES);
    sql.given(now.unix_ms()).given(from.unix_ms()).text("SELECT a.id AS id, s.starts_at AS key FROM ");
    let few_fit = wanted.division.is_some_and(|d| d.level() > Level::City) || (wanted.text.is_some() && wanted.to.is_none());
    sql.text(if few_fit { "activities a CROSS JOIN shifts s" } else { "shifts s CROSS JOIN activities a" });
    sql.text(" WHERE a.id = s.activity AND s.called_off = 0 AND s.ends_at > $2 AND (s.starts_at, s.activity) > (").value(after.key).text(", ").value(after.id).text(") AND a.status = 'published' AND a.ends_at > $2");
    if let Some(to) = wanted.to {
        sql.text(" AND s.starts_at < ").value(to.unix_ms());
    }
    if let Some(division) = wanted.division {
        sql.text(" AND a.division >= ").value(division.as_str()).text(" AND a.division < ").value(division.upper_bound());
    }
    if let Some(category) = wanted.category {
        sql.text(" AND a.category = ").value(category.as_str());
    }
    if let Some(text) = wanted.text {
        let pattern = super::pattern(Some(text));
        sql.text(" AND (lower(a.title) LIKE ").value(pattern.as_str()).text(" ESCAPE '\\' OR lower(a.place) LIKE ").value(pattern).text(" ESCAPE '\\')");
    }
    if wanted.free {
        sql.text(" AND EXISTS (SELECT 1 FROM shifts w WHERE w.activity = a.id AND w.starts_at > $1 AND w.taken < w.capacity AND w.called_off = 0)");
    }
    sql.text(
        " AND NOT EXISTS (SELECT 1 FROM shifts e WHERE e.activity = a.id AND e.called_off = 0 AND e.starts_at <= s.starts_at AND e.ends_at > $2 AND (e.starts_at < s.starts_at OR e.id < s.id)) \
         ORDER BY s.starts_at, s.activity LIMIT ",
    );
    sql.value(super::one_more(size)).text(JOINED).text(" ORDER BY p.key, p.id");
    page_of(pool, sql, size).await
}

async fn page_of(pool: &AnyPool, sql: Pieces, size: usize) -> Result<Page<ActivitySummary>, Failure> {
    let rows: Vec<Row> = sql.rows(&mut *pool.acquire().await?).await?;
    let page = super::page(rows, size, |row: &Row| Cursor { key: row.0, id: row.1 });
    Ok(Page { items: page.items.into_iter().map(summary).collect::<Result<_, _>>()?, next: page.next })
}

/// Which activities somebody manages, and which of them are asked for.
#[derive(Debug, Clone)]
pub struct Managed<'a> {
    /// Divisions administered.
    pub divisions: &'a [&'a DivisionCode],
    /// Teams led.
    pub teams: &'a [TeamId],
    pub team: Option<TeamId>,
    pub status: Option<ActivityStatus>,
}

/// One page of the activities somebody manages, drafts included, by the begin of their first shift, the
/// latest first.
///
/// # Errors
/// Of the database.
pub async fn managed(pool: &AnyPool, managed: &Managed<'_>, after: Option<Cursor>, size: usize, now: Timestamp) -> Result<Page<ActivitySummary>, Failure> {
    let mut sql = Pieces::new(SUMMARIES);
    let after = after.unwrap_or(Cursor { key: i64::MAX, id: i64::MAX });
    sql.given(now.unix_ms()).text("SELECT a.id AS id, a.starts_at AS key FROM activities a WHERE (a.starts_at, a.id) < (").value(after.key).text(", ").value(after.id).text(") AND (");
    // Nearly all fit a whole city, so SQLite is to go by their begin and stop when the page is full.
    let mut alternatives = sql.in_divisions(managed.divisions, |division| if division.level() > Level::City { "a.division" } else { "(a.division || '')" });
    for team in managed.teams {
        sql.text(if alternatives == 0 { "a.team = " } else { " OR a.team = " }).value(team.raw());
        alternatives += 1;
    }
    // Who manages nothing sees nothing.
    sql.text(if alternatives == 0 { "1 = 0)" } else { ")" });
    if let Some(team) = managed.team {
        sql.text(" AND a.team = ").value(team.raw());
    }
    if let Some(status) = managed.status {
        sql.text(" AND a.status = ").value(super::word(&status)?);
    }
    sql.text(" ORDER BY a.starts_at DESC, a.id DESC LIMIT ").value(super::one_more(size)).text(JOINED).text(" ORDER BY p.key DESC, p.id DESC");
    page_of(pool, sql, size).await
}

/// These activities, by the begin of their first shift.
///
/// # Errors
/// Of the database.
pub async fn summaries(pool: &AnyPool, ids: &[ActivityId], now: Timestamp) -> Result<Vec<ActivitySummary>, Failure> {
    let mut sql = Pieces::new(SUMMARIES);
    sql.given(now.unix_ms()).text("SELECT a.id AS id, a.starts_at AS key FROM activities a WHERE a.id IN (-1");
    for id in ids {
        sql.text(", ").value(id.raw());
    }
    sql.text(")").text(JOINED).text(" ORDER BY p.key, p.id");
    Ok(page_of(pool, sql, ids.len()).await?.items)
}

/// A published activity that may be the same thing asked for twice.
#[derive(Debug, Clone)]
pub struct Rival {
    pub id: ActivityId,
    pub division: DivisionCode,
    pub title: String,
    pub place: String,
    /// Its shifts at those times.
    pub times: Vec<Interval>,
}

/// Shifts that are looked at to find rivals: many more than one county has of one kind at one time.
const RIVAL_SHIFTS: i64 = 2000;

/// Published activities of a category in the county of `division` (all of the city when it is wider) with a shift between the first and
/// the last of `times`.
///
/// # Errors
/// Of the database.
pub async fn rivals(pool: &AnyPool, except: ActivityId, category: Category, division: &DivisionCode, times: &[Interval]) -> Result<Vec<Rival>, Failure> {
    let (Some(start), Some(end)) = (times.iter().map(|time| time.start).min(), times.iter().map(|time| time.end).max()) else { return Ok(Vec::new()) };
    let around = division.path().into_iter().find(|above| above.level() == Level::County).unwrap_or_else(|| division.clone());
    let rows: Vec<(i64, String, String, String, i64, i64)> = sqlx::query_as(
        "SELECT a.id, a.division, a.title, a.place, s.starts_at, s.ends_at FROM shifts s JOIN activities a ON a.id = s.activity \
         WHERE s.starts_at >= $1 AND s.starts_at < $2 AND s.ends_at > $3 AND s.called_off = 0 AND a.status = 'published' AND a.category = $4 AND a.division >= $5 AND a.division < $6 AND a.id <> $7 \
         ORDER BY s.starts_at, s.id LIMIT $8",
    )
    .bind(start.plus_minutes(-LONGEST_SHIFT_HOURS * 60).unix_ms())
    .bind(end.unix_ms())
    .bind(start.unix_ms())
    .bind(category.as_str())
    .bind(around.as_str())
    .bind(around.upper_bound())
    .bind(except.raw())
    .bind(RIVAL_SHIFTS)
    .fetch_all(pool)
    .await?;
    let mut found: BTreeMap<i64, Rival> = BTreeMap::new();
    for (id, division, title, place, starts_at, ends_at) in rows {
        let division = super::division(&division)?;
        let rival = found.entry(id).or_insert_with(|| Rival { id: ActivityId::from_raw(id), division, title, place, times: Vec::new() });
        rival.times.push(Interval { start: Timestamp::from_unix_ms(starts_at), end: Timestamp::from_unix_ms(ends_at) });
    }
    Ok(found.into_values().collect())
}
