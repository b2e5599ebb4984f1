//! `attendance_board`: a station's day, with whole names.

use crate::app::App;
use crate::handlers::Look;
use crate::handlers::kiosk::day_of;
use crate::http::{Answer, Call, Failure, Reply};
use crate::store::{board, entry, kiosk, roster};
use domain::activity::LONGEST_SHIFT_HOURS;
use domain::api::Endpoint;
use domain::api::attendance::{Board, BoardScan, BoardShift, GetBoard};
use domain::ids::{ActivityId, ShiftId, StationId};
use domain::time::{Interval, Timestamp};
use std::collections::BTreeSet;

/// People shown of one activity.
const MOST_LINES: usize = 1_000;

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
        let of = roster::lines(pool, activity, Some(earliest), MOST_LINES).await?;
        more |= of.more;
        lines.extend(of.lines.into_iter().filter(|line| today.contains(&line.shift)));
    }
    let unsettled = board::unsettled(pool, id).await?;
    let earlier = earlier_shifts(&app, id, &unsettled, day.start).await?;
    let answer = Board { shifts, earlier, lines, more, unsettled, recent: board::recent(pool, id, day.start).await?, entries: entry::waiting(pool, id).await? };

    let shown = answer.lines.iter().map(|line| line.person).chain(answer.unsettled.iter().chain(&answer.recent).map(|scan| scan.person)).chain(answer.entries.iter().map(|entry| entry.person));
    Look { actor, what: GetBoard::NAME, detail: id.to_string() }.write_down(&app, shown, now).await?;
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
