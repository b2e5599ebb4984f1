//! People and things, put straight into the store: the way in is tested where it is the subject.

use super::Portal;
use axum::http::{header, request::Builder};
use domain::activity::{Position, Shift};
use domain::api::activity::{GetActivity, MakeActivity};
use domain::can::Role;
use domain::credential::PublicKey;
use domain::division::DivisionCode;
use domain::ids::{ActivityId, DeviceId, PersonId, SessionId, ShiftId, StationId, TeamId};
use domain::station::{StationDraft, StationKind};
use domain::team::{TeamDraft, TeamForm};
use domain::time::Timestamp;
use serde_json::{Value, json};
use server::entropy;
use server::http::CookieKind;
use server::store::kiosk::NewKiosk;
use server::store::person::NewVolunteer;
use server::store::session::NewSession;
use server::store::staff::NewStaff;
use server::store::{grant, kiosk, person, scanner, session, staff, station, team};
use server::vault::Kind;
use std::sync::atomic::{AtomicU64, Ordering};

/// Somebody with a browser.
#[derive(Debug, Clone)]
pub struct Who {
    pub person: PersonId,
    pub session: SessionId,
    /// The kiosk's id, for a kiosk.
    pub device: DeviceId,
    pub cookie: Option<String>,
}

/// Somebody who is not logged in.
pub static NOBODY: Who = Who::nobody();

impl Who {
    /// Somebody who is not logged in.
    pub const fn nobody() -> Self {
        Self { person: PersonId::from_raw(0), session: SessionId::from_raw(0), device: DeviceId::from_raw(0), cookie: None }
    }

    /// Adds the cookie to a request.
    pub fn mark(&self, builder: Builder) -> Builder {
        match &self.cookie {
            Some(cookie) => builder.header(header::COOKIE, cookie),
            None => builder,
        }
    }
}

/// An activity with one shift.
#[derive(Debug, Clone, Copy)]
pub struct Activity {
    pub id: ActivityId,
    pub shift: ShiftId,
    pub starts_at: Timestamp,
}

/// A division's code.
pub fn division(code: &str) -> DivisionCode {
    code.parse().unwrap()
}

/// A draft of `team` in `division` with one shift of two hours.
pub fn draft_of(team: TeamId, code: &str, station: Option<StationId>, starts_at: Timestamp, capacity: u32) -> Value {
    let time = json!({"start": starts_at, "end": starts_at.plus_minutes(120)});
    json!({"team": team, "draft": {
        "title": "清扫公园", "category": "environment", "division": code, "station": station, "place": "人民公园", "map_position": null,
        "terms": {"summary": "捡拾垃圾", "content": "分组清扫步道", "conditions": null, "risks": "地面湿滑", "safeguards": "发放手套", "contact": "王队长",
                  "minimum_age": null, "dangerous": false, "indoor": false, "insurance": null},
        "positions": [{"name": "清扫", "shifts": [{"time": time, "capacity": capacity}]}],
    }})
}

/// A number no other person of this process has.
fn fresh_number() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

impl Portal {
    /// Puts the clock forward to the next eight in the morning, so that what happens within hours happens on one day, whenever the test runs.
    pub fn in_the_morning(&self) {
        let (zone, now) = (&self.app.zone, self.app.now());
        let eight = |days: i64| zone.start_of(zone.day_of(now).plus_days(days)).plus_minutes(8 * 60);
        let next = [eight(0), eight(1)].into_iter().find(|at| *at > now).unwrap();
        self.app.clock.advance_minutes(u16::try_from(next.seconds_since(now) / 60 + 1).unwrap());
    }

    /// A volunteer who is logged in.
    pub async fn volunteer(&self) -> Who {
        people_in_one_write(self, 1).await.remove(0)
    }

    /// A volunteer with a role.
    pub async fn volunteer_with(&self, role: Role) -> Who {
        let who = self.volunteer().await;
        let (id, person, now) = (self.app.id(), who.person, self.app.now());
        self.app.store.write(move |tx| Box::pin(async move { grant::give(tx, id, person, &role, None, now).await })).await.unwrap();
        who
    }

    /// A member of staff with a role and without a password.
    pub async fn staff(&self, role: Role) -> Who {
        let (id, now) = (self.app.id(), self.app.now());
        let new = NewStaff { id, grant: self.app.id(), login: format!("staff-{}", fresh_number()).parse().unwrap(), password_hash: "none".into(), role, now };
        let (who, session) = self.browser_of(PersonId::from_raw(id));
        self.app
            .store
            .write(move |tx| {
                Box::pin(async move {
                    assert!(staff::make(tx, &new).await?);
                    session::open(tx, &session).await
                })
            })
            .await
            .unwrap();
        who
    }

    /// An administrator of a division.
    pub async fn administrator(&self, code: &str) -> Who {
        self.staff(Role::Administrator { division: division(code) }).await
    }

    /// A session to open, and the browser that has its cookie.
    pub fn browser_of(&self, person: PersonId) -> (Who, NewSession) {
        let (secret, token_hash) = entropy::token();
        let id = self.app.id();
        let cookie = Some(format!("{}={secret}", self.app.cookies.name(CookieKind::Session)));
        let who = Who { person, session: SessionId::from_raw(id), device: DeviceId::from_raw(0), cookie };
        (who, NewSession { id, token_hash, person, device: "test".into(), now: self.app.now() })
    }

    /// A team of a division.
    pub async fn team(&self, code: &str) -> TeamId {
        let draft = TeamDraft { name: format!("志愿服务队{}", fresh_number()).parse().unwrap(), form: TeamForm::FiledGroup, org_code: None, division: division(code) };
        let (id, now) = (self.app.id(), self.app.now());
        self.app.store.write(move |tx| Box::pin(async move { team::make(tx, id, &draft, now).await })).await.unwrap().id
    }

    /// A station of a division.
    pub async fn station(&self, code: &str) -> StationId {
        let name = format!("服务站{}", fresh_number()).parse().unwrap();
        let draft = StationDraft { name, kind: StationKind::UStation, division: division(code), address: "人民路1号".parse().unwrap(), position: None, opening_hours: "08:30-17:30".parse().unwrap() };
        let (id, now) = (self.app.id(), self.app.now());
        self.app.store.write(move |tx| Box::pin(async move { station::make(tx, id, &draft, now).await })).await.unwrap().id
    }

    /// An enrolled kiosk.
    pub async fn kiosk(&self, station: StationId) -> Who {
        self.kiosk_with_key(station, None).await
    }

    /// The same, with a key of its own.
    pub async fn kiosk_with_key(&self, station: StationId, public_key: Option<PublicKey>) -> Who {
        let (secret, token_hash) = entropy::token();
        let device = DeviceId::from_raw(self.app.id());
        let new = NewKiosk { device, station, name: "前台".parse().unwrap(), token_hash, public_key, now: self.app.now() };
        self.app.store.write(move |tx| Box::pin(async move { kiosk::enrol(tx, &new).await })).await.unwrap();
        Who { device, cookie: Some(format!("{}={secret}", self.app.cookies.name(CookieKind::Kiosk))), ..Who::nobody() }
    }

    /// A scanner that somebody opened for an activity.
    pub async fn scanner(&self, activity: ActivityId, opened_by: PersonId) -> DeviceId {
        let (device, now) = (DeviceId::from_raw(self.app.id()), self.app.now());
        self.app.store.write(move |tx| Box::pin(async move { scanner::put(tx, device, activity, opened_by, now).await })).await.unwrap();
        device
    }

    /// A draft of `team`, whose shift begins in `minutes`.
    pub async fn draft(&self, team: TeamId, code: &str, station: Option<StationId>, minutes: i64, capacity: u32) -> Activity {
        self.draft_from(draft_of(team, code, station, self.app.now().plus_minutes(minutes), capacity)).await
    }

    /// A draft made from a body such as [`draft_of`] gives.
    pub async fn draft_from(&self, body: Value) -> Activity {
        let by = self.administrator("4310").await;
        let id = self.send::<MakeActivity>(&by, (), body).await.done().id;
        let shift = self.read::<GetActivity>(&by, id, "").await.done().shifts[0].clone();
        Activity { id, shift: shift.id, starts_at: shift.time.start }
    }

    /// The same, shown to the public without asking whether it may be.
    pub async fn shown_from(&self, body: Value) -> Activity {
        let made = self.draft_from(body).await;
        self.sql(&format!("UPDATE activities SET status = 'published' WHERE id = {}", made.id.raw())).await;
        made
    }

    /// An activity of `team`, whose shift begins in `minutes`.
    pub async fn activity(&self, team: TeamId, code: &str, station: Option<StationId>, minutes: i64, capacity: u32) -> Activity {
        self.shown_from(draft_of(team, code, station, self.app.now().plus_minutes(minutes), capacity)).await
    }

    /// An activity of a team of its own that begins in a day, with `capacity` places.
    pub async fn open_activity(&self, capacity: u32) -> Activity {
        let team = self.team("431002").await;
        self.activity(team, "431002", None, 24 * 60, capacity).await
    }

    /// An activity as the body of a change that changes nothing.
    pub async fn unchanged(&self, by: &Who, activity: ActivityId) -> Value {
        let detail = self.read::<GetActivity>(by, activity, "").await.done();
        let shift = |shift: &Shift| {
            let mut body = json!({"id": shift.id, "time": shift.time, "capacity": shift.capacity});
            if let Some(occurrence) = shift.occurrence {
                body["occurrence"] = json!(occurrence);
            }
            body
        };
        let position = |position: &Position| {
            let own = detail.shifts.iter().filter(|shift| shift.position == position.id && !shift.called_off);
            json!({"id": position.id, "name": position.name, "shifts": own.map(shift).collect::<Vec<_>>(), "programmes": position.programmes})
        };
        json!({"revision": detail.revision, "draft": {
            "title": detail.title, "category": detail.category, "division": detail.division, "station": detail.station, "place": detail.place, "map_position": detail.map_position,
            "terms": detail.terms, "positions": detail.positions.iter().map(position).collect::<Vec<_>>(),
        }})
    }

    /// Changes something no operation changes.
    pub async fn sql(&self, statement: &str) {
        let statement = statement.to_owned();
        self.app
            .store
            .write(move |tx| {
                Box::pin(async move {
                    sqlx::Executor::execute(&mut *tx, sqlx::AssertSqlSafe(statement)).await?;
                    Ok(())
                })
            })
            .await
            .unwrap();
    }

    /// The one number a query answers.
    pub async fn number(&self, query: &str) -> i64 {
        let (number,): (i64,) = sqlx::query_as(sqlx::AssertSqlSafe(query.to_owned())).fetch_one(self.app.store.read()).await.unwrap();
        number
    }
}

/// Volunteers who are logged in, all in one write.
pub async fn people_in_one_write(portal: &Portal, count: usize) -> Vec<Who> {
    let app = &portal.app;
    let (mut people, mut rows) = (Vec::new(), Vec::new());
    for _ in 0..count {
        let number = fresh_number();
        let new = NewVolunteer {
            id: app.id(),
            number: entropy::volunteer_number(),
            name: "李志愿".parse().unwrap(),
            phone: app.keys.vault.seal(Kind::Phone, &format!("139{number:08}")).unwrap(),
            division: Some(division("431002")),
            consent: "2026-1".into(),
            now: app.now(),
        };
        let (who, session) = portal.browser_of(PersonId::from_raw(new.id));
        people.push(who);
        rows.push((new, session));
    }
    app.store
        .write(move |tx| {
            Box::pin(async move {
                for (new, session) in &rows {
                    person::join(tx, new).await?;
                    session::open(tx, session).await?;
                }
                Ok(())
            })
        })
        .await
        .unwrap();
    people
}
