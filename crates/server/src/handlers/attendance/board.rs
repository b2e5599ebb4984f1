//! `attendance_board`: a station's day, with whole names.

use crate::app::App;
use crate::handlers::kiosk::day_of;
use crate::http::{Answer, Call, Failure, Reply};
use crate::store::{audit, board, entry, kiosk, roster};
use domain::activity::LONGEST_SHIFT_HOURS;
use domain::api::Endpoint;
use domain::api::attendance::{Board, BoardScan, BoardShift, GetBoard};
use domain::ids::{ActivityId, PersonId, ShiftId, StationId};
use domain::time::{Interval, Timestamp};
use std::collections::BTreeSet;

/// People shown of one activity.
const MOST_LINES: usize = 1_000;
/// The page renews the board by itself: within so many minutes it is the same look.
const LOOK_MINUTES: i64 = 60;

/// Serves [`GetBoard`]. Nothing is shown before it is written down who looked at whom.
pub async fn board(app: App, call: Call<GetBoard>) -> Answer<GetBoard> {
    let (id, now) = (call.path, call.now);
    let actor = super::settles(&app, &call.caller, id).await?;
    let pool = app.store.read();
    let (day, earliest) = day_of(&app, now);
    let shifts = kiosk::board_shifts(pool, id, day, earliest).await?;
    let today: BTreeSet<ShiftId> = shifts.iter().map(|shift| shift.id).collect();
    let (mut lines, mut more) = (Vec::new(), false);
    for activity in shifts.iter().map(|shift| shift.activity_id).collect::<BTreeSet<ActivityId>>() {
        let of = roster::lines(pool, activity, MOST_LINES).await?;
        more |= of.more;
        lines.extend(of.lines.into_iter().filter(|line| today.contains(&line.shift)));
    }
    let unsettled = board::unsettled(pool, id).await?;
    let earlier = earlier_shifts(&app, id, &unsettled, day.start).await?;
    let answer = Board { shifts, earlier, lines, more, unsettled, recent: board::recent(pool, id, day.start).await?, entries: entry::waiting(pool, id).await? };

    let shown = answer.lines.iter().map(|line| line.person).chain(answer.unsettled.iter().chain(&answer.recent).map(|scan| scan.person)).chain(answer.entries.iter().map(|entry| entry.person));
    let detail = id.to_string();
    let known = audit::seen_since(pool, actor, GetBoard::NAME, &detail, now.plus_minutes(-LOOK_MINUTES)).await?;
    let seen: BTreeSet<PersonId> = shown.filter(|person| !known.contains(person)).collect();
    let looks: Vec<audit::Entry> = seen.into_iter().map(|person| audit::Entry { id: app.id(), at: now, actor, person: Some(person), what: GetBoard::NAME, detail: detail.clone() }).collect();
    if !looks.is_empty() {
        app.store.write(move |tx| Box::pin(async move { audit::put_all(tx, &looks).await })).await?;
    }
    Ok(Reply::of(answer))
}

/// Shifts that were over before `today` began, of the days of `scans`: a kiosk may deliver days later.
async fn earlier_shifts(app: &App, station: StationId, scans: &[BoardScan], today: Timestamp) -> Result<Vec<BoardShift>, Failure> {
    // The oldest comes first.
    let Some(oldest) = scans.first().filter(|scan| scan.at < today) else { return Ok(Vec::new()) };
    let days = Interval { start: app.zone.start_of(app.zone.day_of(oldest.at)), end: today };
    let mut shifts = kiosk::board_shifts(app.store.read(), station, days, days.start.plus_minutes(-LONGEST_SHIFT_HOURS * 60)).await?;
    let of_its_day = |shift: &BoardShift| scans.iter().any(|scan| app.zone.whole(app.zone.day_of(scan.at)).overlaps(shift.time));
    shifts.retain(|shift| shift.time.end <= today && of_its_day(shift));
    Ok(shifts)
}
