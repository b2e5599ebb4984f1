//! What must hold in any made-up city, checked on small ones.

use super::*;
use crate::vault::{Kind, Vault};
use domain::activity::{Terms, may_publish};
use domain::time::{Interval, Timestamp};
use std::path::{Path, PathBuf};

const SMALL: Size = Size { volunteers: 400, activities: 80, records: 2800 };

fn chenzhou() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/cities/4310/city.toml")
}

fn vault() -> Vault {
    Vault::new(&[1; 32], [2; 32])
}

/// A loaded city in a file of its own.
async fn load(city: &City, size: Size, seed: u64) -> (Store, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&format!("sqlite:{}", folder.path().join("city.db").display())).await.unwrap();
    let calendar = Calendar { today: "2026-11-24".parse().unwrap(), zone: city.zone() };
    let clock = Clock::default();
    load_city(&store, city, &vault(), &calendar, size, seed, "a long password", &Progress::new(&clock)).await.unwrap();
    (store, folder)
}

async fn count(store: &Store, sql: &'static str) -> i64 {
    let (count,): (i64,) = sqlx::query_as(sql).fetch_one(store.read()).await.unwrap();
    count
}

/// All that a city holds but ciphertexts and password hashes, which differ each time.
async fn digest(store: &Store) -> String {
    let mut all = String::new();
    for table in ["divisions", "people", "consents", "grants", "teams", "stations", "activities", "positions", "shifts", "sign_ups", "records"] {
        let columns: Vec<(String,)> = sqlx::query_as(sqlx::AssertSqlSafe(format!("SELECT name FROM pragma_table_info('{table}') WHERE name NOT LIKE '%sealed' AND name <> 'password_hash'"))).fetch_all(store.read()).await.unwrap();
        let quoted: Vec<String> = columns.iter().map(|(name,)| format!("quote({name})")).collect();
        let rows: Vec<(String,)> = sqlx::query_as(sqlx::AssertSqlSafe(format!("SELECT {} FROM {table} ORDER BY rowid", quoted.join(" || ',' || ")))).fetch_all(store.read()).await.unwrap();
        all.extend(rows.into_iter().map(|(row,)| row + "\n"));
    }
    crate::entropy::token_hash(&all).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[tokio::test]
async fn what_must_always_hold_holds() {
    let (store, _folder) = load(&City::load(&chenzhou()).unwrap(), SMALL, 7).await;
    for (what, wrong) in [
        ("taken is not the number of places taken", "SELECT count(*) FROM shifts s WHERE taken <> (SELECT count(*) FROM sign_ups u WHERE u.shift = s.id AND u.status IN ('confirmed', 'attended'))"),
        ("more are taken than there are", "SELECT count(*) FROM shifts WHERE taken > capacity OR capacity < 1"),
        ("a sum is not that of the records", "SELECT count(*) FROM people p WHERE credited_minutes <> (SELECT COALESCE(sum(r.credited_minutes), 0) FROM records r WHERE r.person = p.id)"),
        ("records overlap", "SELECT count(*) FROM records a JOIN records b ON a.person = b.person AND a.id < b.id AND a.checked_in_at < COALESCE(b.checked_out_at, b.closes_at) AND b.checked_in_at < COALESCE(a.checked_out_at, a.closes_at)"),
        ("sign-ups overlap", "SELECT count(*) FROM sign_ups a JOIN sign_ups b ON a.person = b.person AND a.id < b.id AND a.starts_at < b.ends_at AND b.starts_at < a.ends_at"),
        ("a sign-up tells other times than its shift", "SELECT count(*) FROM sign_ups u JOIN shifts s ON s.id = u.shift WHERE u.starts_at <> s.starts_at OR u.ends_at <> s.ends_at OR u.activity <> s.activity"),
        ("a record lies outside its shift", "SELECT count(*) FROM records r JOIN shifts s ON s.id = r.shift WHERE r.checked_in_at < s.starts_at OR r.checked_out_at > s.ends_at OR r.activity <> s.activity"),
        ("a record has no attended sign-up", "SELECT count(*) FROM records r WHERE NOT EXISTS (SELECT 1 FROM sign_ups u WHERE u.shift = r.shift AND u.person = r.person AND u.status = 'attended')"),
        ("a record names another team or station", "SELECT count(*) FROM records r JOIN activities a ON a.id = r.activity WHERE r.team <> a.team OR r.station IS NOT a.station"),
        ("a credited record is worth nothing", "SELECT count(*) FROM records WHERE (status = 'credited') <> (credited_minutes > 0)"),
        ("an activity begins or ends at other times than its shifts", "SELECT count(*) FROM activities a WHERE starts_at <> (SELECT min(starts_at) FROM shifts s WHERE s.activity = a.id) OR ends_at <> (SELECT max(ends_at) FROM shifts s WHERE s.activity = a.id)"),
        ("somebody served before joining", "SELECT count(*) FROM records r JOIN people p ON p.id = r.person WHERE r.checked_in_at < p.created_at"),
        ("somebody signed up before joining", "SELECT count(*) FROM sign_ups u JOIN people p ON p.id = u.person WHERE u.signed_up_at < p.created_at OR u.signed_up_at > u.starts_at OR u.changed_at < u.signed_up_at"),
        ("a division is unknown", "SELECT count(*) FROM (SELECT division FROM people WHERE kind = 'volunteer' UNION SELECT division FROM teams UNION SELECT division FROM stations UNION SELECT division FROM activities) WHERE division NOT IN (SELECT code FROM divisions)"),
        ("a volunteer has not agreed to the privacy notice", "SELECT count(*) FROM people p WHERE kind = 'volunteer' AND NOT EXISTS (SELECT 1 FROM consents c WHERE c.person = p.id)"),
        ("a shift is called off without its activity, or the other way round", "SELECT count(*) FROM shifts s JOIN activities a ON a.id = s.activity WHERE (a.status = 'cancelled') <> (s.called_off = 1)"),
        ("somebody has more than four shifts in two days", "SELECT count(*) FROM (SELECT person FROM sign_ups WHERE starts_at >= 1795449600000 AND starts_at < 1795449600000 + 2 * 86400000 GROUP BY person HAVING count(*) > 4)"),
        ("a title says its community twice", "SELECT count(*) FROM activities WHERE title LIKE '%社区社区%' OR title LIKE '%村社区%'"),
        ("a reference leads nowhere", "SELECT count(*) FROM pragma_foreign_key_check"),
    ] {
        assert_eq!(count(&store, wrong).await, 0, "{what}");
    }
    assert_eq!(count(&store, "SELECT count(*) FROM people WHERE kind = 'volunteer'").await, 400);
    assert_eq!(count(&store, "SELECT count(*) FROM activities").await, 80);
    assert!((2600..=2800).contains(&count(&store, "SELECT count(*) FROM records").await));
    assert!(count(&store, "SELECT count(*) FROM stations").await > 110);
}

#[tokio::test]
async fn a_load_leaves_the_schema_as_it_was() {
    async fn schema(store: &Store) -> Vec<(String, Option<String>)> {
        sqlx::query_as("SELECT name, sql FROM sqlite_master ORDER BY name").fetch_all(store.read()).await.unwrap()
    }
    let folder = tempfile::tempdir().unwrap();
    let fresh = Store::open(&format!("sqlite:{}", folder.path().join("fresh.db").display())).await.unwrap();
    let (loaded, _folder) = load(&City::load(&chenzhou()).unwrap(), Size { volunteers: 10, activities: 1, records: 0 }, 1).await;
    assert_eq!(schema(&fresh).await, schema(&loaded).await);
}

#[tokio::test]
async fn the_same_seed_makes_the_same_city_and_another_seed_another() {
    let city = City::load(&chenzhou()).unwrap();
    let size = Size { volunteers: 60, activities: 20, records: 200 };
    let (first, _one) = load(&city, size, 1).await;
    let (again, _two) = load(&city, size, 1).await;
    let (other, _three) = load(&city, size, 2).await;
    assert_eq!(digest(&first).await, digest(&again).await);
    assert_ne!(digest(&first).await, digest(&other).await);
}

#[tokio::test]
async fn the_people_of_the_demonstration_have_their_parts() {
    let (store, _folder) = load(&City::load(&chenzhou()).unwrap(), SMALL, 3).await;
    let midnight = 1_795_449_600_000_i64;
    let noon = midnight + 12 * 3_600_000;
    for (n, role) in [(crowd::LEADER, Some("team_leader")), (crowd::KEEPER, Some("station_keeper")), (crowd::VOLUNTEER, None)] {
        let index = vault().index(Kind::Phone, &crowd::phone(n as u64));
        let (id, sealed): (i64, Vec<u8>) = sqlx::query_as("SELECT id, phone_sealed FROM people WHERE phone_index = $1").bind(index).fetch_one(store.read()).await.unwrap();
        assert_eq!(vault().open(Kind::Phone, &sealed).unwrap(), crowd::phone(n as u64));
        let given: Option<(String,)> = sqlx::query_as("SELECT role FROM grants WHERE person = $1").bind(id).fetch_optional(store.read()).await.unwrap();
        assert_eq!(given.map(|(role,)| role).as_deref(), role);
        if n == crowd::VOLUNTEER {
            let now: Vec<(String,)> = sqlx::query_as(
                "SELECT s.name FROM sign_ups u JOIN shifts h ON h.id = u.shift JOIN stations s ON s.id = h.station WHERE u.person = $1 AND u.status = 'confirmed' AND u.starts_at <= $2 AND u.ends_at > $2",
            )
            .bind(id)
            .bind(noon)
            .fetch_all(store.read())
            .await
            .unwrap();
            assert_eq!(now.len(), 1, "one shift at a station is running at noon");
        }
    }
    assert_eq!(count(&store, "SELECT count(*) FROM people p JOIN grants g ON g.person = p.id WHERE p.login = 'demo-admin' AND g.role = 'administrator' AND g.division = '4310'").await, 1);
}

#[tokio::test]
async fn activities_state_what_the_law_asks_for() {
    let (store, _folder) = load(&City::load(&chenzhou()).unwrap(), SMALL, 5).await;
    let rows: Vec<(String, i64, i64)> = sqlx::query_as("SELECT terms, starts_at, ends_at FROM activities").fetch_all(store.read()).await.unwrap();
    let mut asking = 0;
    for (terms, starts_at, ends_at) in rows {
        let terms: Terms = serde_json::from_str(&terms).unwrap();
        let time = Interval { start: Timestamp::from_unix_ms(starts_at), end: Timestamp::from_unix_ms(ends_at) };
        assert_eq!(may_publish(&terms, [time], Timestamp::from_unix_ms(starts_at - 1)), Ok(()));
        assert!(terms.contact.is_some_and(|contact| contact.as_str().contains("12355")));
        assert!(terms.insurance.is_some() || !terms.safeguards.as_str().contains("保险"), "{:?}", terms.safeguards);
        asking += usize::from(terms.minimum_age.is_some());
    }
    assert!((15..=35).contains(&asking), "{asking} of 80 activities ask for an identity card");
    let codes: Vec<(String,)> = sqlx::query_as("SELECT org_code FROM teams WHERE form = 'legal_entity'").fetch_all(store.read()).await.unwrap();
    assert!(!codes.is_empty() && codes.iter().all(|(code,)| code.parse::<domain::org_code::OrgCode>().is_ok()));
}

#[tokio::test]
async fn some_coming_activities_ask_for_something_and_the_volunteer_may_bring_minors() {
    let (store, _folder) = load(&City::load(&chenzhou()).unwrap(), SMALL, 5).await;
    let asking = count(&store, "SELECT count(*) FROM activities WHERE terms LIKE '%\"requirements\":{\"%' OR terms LIKE '%\"questions\":%'").await;
    assert!((2..=8).contains(&asking), "{asking} of 80 activities ask for more than an age");
    let volunteer = vault().index(Kind::Phone, &crowd::phone(crowd::VOLUNTEER as u64));
    let (wards,): (i64,) = sqlx::query_as("SELECT count(DISTINCT g.minor) FROM guardian_consents g JOIN people p ON p.id = g.guardian WHERE p.phone_index = $1").bind(volunteer).fetch_one(store.read()).await.unwrap();
    assert_eq!(wards, 2, "a child and a youth");
}

#[tokio::test]
async fn a_city_without_communities_or_a_place_on_the_map_is_made_too() {
    let folder = tempfile::tempdir().unwrap();
    let text = std::fs::read_to_string(chenzhou()).unwrap().replace("\"4310", "\"9901").replace("郴州市", "某市");
    std::fs::write(folder.path().join("city.toml"), text).unwrap();
    std::fs::write(folder.path().join("divisions.csv"), "code,name\n9901,某市\n990102,东区\n990103,西区\n").unwrap();
    let (store, _folder) = load(&City::load(&folder.path().join("city.toml")).unwrap(), Size { volunteers: 30, activities: 10, records: 50 }, 1).await;
    assert_eq!(count(&store, "SELECT count(*) FROM stations WHERE latitude_e7 IS NOT NULL").await, 0);
    assert_eq!(count(&store, "SELECT count(*) FROM teams WHERE name LIKE '%{%' OR name LIKE '%郴州%'").await, 0);
    assert_eq!(count(&store, "SELECT count(*) FROM people WHERE kind = 'volunteer'").await, 30);
}

#[tokio::test]
async fn a_database_with_people_in_it_is_refused() {
    let city = City::load(&chenzhou()).unwrap();
    let size = Size { volunteers: 10, activities: 1, records: 0 };
    let (store, _folder) = load(&city, size, 1).await;
    let calendar = Calendar { today: "2026-11-24".parse().unwrap(), zone: city.zone() };
    let clock = Clock::default();
    let refused = load_city(&store, &city, &vault(), &calendar, size, 1, "a long password", &Progress::new(&clock)).await;
    assert!(refused.err().unwrap().to_string().contains("not empty"));
}
