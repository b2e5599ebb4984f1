//! A walk through what people may do to one shift of three places, some of them with somebody beside them, by a chance that can be repeated; after each step the promises of the
//! line are looked up in the database.

use crate::harness::{Activity, Portal, Who, people_in_one_write};
use domain::api::sign_up::{AcceptOffer, CancelSignUp, JoinActivity, JoinWaitlist, ListMySignUps, MakeSignUp, PassOffer};
use domain::sign_up::{SignUp, SignUpStatus};
use serde_json::json;
use server::jobs::settle_lines;
use std::collections::BTreeSet;

const PEOPLE: usize = 6;
const PLACES: u32 = 3;
/// From this person on, each brings somebody along.
const GROUPS: usize = 4;

pub struct Walk<'p> {
    portal: &'p Portal,
    open: Activity,
    people: Vec<Who>,
    /// State of a linear congruential generator (Knuth's MMIX).
    chance: u64,
    /// Whose offers stand.
    offered: BTreeSet<i64>,
    /// Who was asked since another place became free.
    asked: BTreeSet<i64>,
}

impl<'p> Walk<'p> {
    pub async fn new(portal: &'p Portal, chance: u64) -> Self {
        let team = portal.team("431002").await;
        let open = portal.activity(team, "431002", None, 7 * 24 * 60, PLACES).await;
        Self { portal, open, people: people_in_one_write(portal, PEOPLE).await, chance, offered: BTreeSet::new(), asked: BTreeSet::new() }
    }

    fn dice(&mut self, sides: u64) -> u64 {
        self.chance = self.chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.chance >> 33) % sides
    }

    /// Goes `steps` steps, and then to the end of the line.
    pub async fn run(mut self, steps: usize) {
        for _ in 0..steps {
            self.step().await;
            self.look().await;
        }
        let left = self.open.starts_at.seconds_since(self.portal.app.now()) / 60 + 1;
        self.portal.app.clock.advance_minutes(u16::try_from(left.max(0)).unwrap());
        settle_lines(&self.portal.app).await.unwrap();
        let shift = self.open.shift.raw();
        assert_eq!(self.portal.number(&format!("SELECT count(*) FROM sign_ups WHERE shift = {shift} AND status IN ('waitlisted', 'offered')")).await, 0, "the line has ended");
        assert_eq!(self.places_held().await, self.taken().await);
    }

    async fn own(&self, who: &Who) -> Option<SignUp> {
        self.portal.read::<ListMySignUps>(who, (), "").await.done().items.into_iter().find(|one| one.shift == self.open.shift && one.status.is_open())
    }

    async fn step(&mut self) {
        let (portal, shift) = (self.portal, self.open.shift);
        let chosen = usize::try_from(self.dice(PEOPLE as u64)).unwrap();
        let who = self.people[chosen].clone();
        let (own, what) = (self.own(&who).await, self.dice(10));
        match (own, what) {
            (_, 0) => portal.app.clock.advance_minutes(u16::try_from(1 + self.dice(6 * 60)).unwrap()),
            (_, 1) => settle_lines(&portal.app).await.unwrap(),
            (None, _) if chosen >= GROUPS => {
                let both = json!({"shifts": [{"shift": shift, "waits": what > 2}], "companions": [{"name": "王小明"}]});
                drop(portal.send::<JoinActivity>(&who, self.open.id, both).await);
            }
            (None, 2) => drop(portal.send::<MakeSignUp>(&who, shift, ()).await),
            (None, _) => drop(portal.send::<JoinWaitlist>(&who, shift, ()).await),
            (Some(own), 2..=5) if own.status == SignUpStatus::Offered => drop(portal.send::<AcceptOffer>(&who, own.id, ()).await),
            (Some(own), 6..=8) if own.status == SignUpStatus::Offered => drop(portal.send::<PassOffer>(&who, own.id, ()).await),
            (Some(own), 2..=4) => {
                portal.send::<CancelSignUp>(&who, own.id, ()).await.done();
                self.asked.remove(&who.person.raw());
                if own.status == SignUpStatus::Confirmed {
                    self.asked.clear();
                }
            }
            _ => {}
        }
    }

    async fn taken(&self) -> i64 {
        self.portal.number(&format!("SELECT taken FROM shifts WHERE id = {}", self.open.shift.raw())).await
    }

    async fn places_held(&self) -> i64 {
        self.portal.number(&format!("SELECT CAST(COALESCE(sum(places), 0) AS BIGINT) FROM sign_ups WHERE shift = {} AND status IN ('pending', 'confirmed', 'offered', 'attended')", self.open.shift.raw())).await
    }

    async fn look(&mut self) {
        let taken = self.taken().await;
        assert_eq!(self.places_held().await, taken);
        assert!(taken <= i64::from(PLACES), "{taken} places given");
        let offers = format!("SELECT person, line, places FROM sign_ups WHERE shift = {} AND status = 'offered'", self.open.shift.raw());
        let offers: Vec<(i64, i64, i64)> = sqlx::query_as(sqlx::AssertSqlSafe(offers)).fetch_all(self.portal.app.store.read()).await.unwrap();
        for (person, line, places) in offers.iter().filter(|(person, ..)| !self.offered.contains(person)) {
            assert!(self.asked.insert(*person), "somebody was asked twice for the same place");
            let ahead = format!("SELECT count(*) FROM sign_ups WHERE shift = {} AND status = 'waitlisted' AND resting = 0 AND line < {line} AND places <= {places}", self.open.shift.raw());
            assert_eq!(self.portal.number(&ahead).await, 0, "the order is kept among those for whom there is room");
        }
        self.offered = offers.into_iter().map(|(person, ..)| person).collect();
    }
}
