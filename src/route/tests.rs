//! Addresses read back as they were written, and nothing typed by hand breaks them.

use super::*;
use domain::activity::{ActivityStatus, Category};
use domain::api::activity::ActivityFilter;
use finder::{DayPart, Order, View};

fn search() -> Search {
    let filter = ActivityFilter {
        division: "431002".parse().ok(),
        category: Some(Category::Environment),
        from: "2026-05-01".parse().ok(),
        to: "2026-05-31".parse().ok(),
        text: Some("河边 & 清洁?".into()),
        free: Some(true),
        after: None,
        size: None,
    };
    Search { filter, part: Some(DayPart::Evening), weekdays: 0b110_0001, insured: true, indoor: true, order: Order::MostNeeded, view: View::Calendar }
}

#[test]
fn every_route_reads_back_from_its_address() {
    let next = Some("/activities?free=true&text=河".to_owned());
    let routes = [
        Route::Home,
        Route::all_activities(),
        Route::Activities(search()),
        Route::Activity(ActivityId::from_raw(7)),
        Route::JoinActivity { activity: ActivityId::from_raw(7), shift: None },
        Route::JoinActivity { activity: ActivityId::from_raw(7), shift: Some(ShiftId::from_raw(8)) },
        Route::StandIn(SignUpId::from_raw(9)),
        Route::LogIn { next: None },
        Route::LogIn { next: next.clone() },
        Route::Join { next: next.clone() },
        Route::StaffLogIn { next },
        Route::Card,
        Route::PaperCard,
        Route::Scan { code: None },
        Route::Scan { code: Some("AQ-_".into()) },
        Route::Messages,
        Route::Me,
        Route::MySignUps,
        Route::MyRecords,
        Route::MyIdentity { next: None },
        Route::MyLanguages { next: None },
        Route::Guardian { code: None },
        Route::Guardian { code: Some("4K7A29QX".into()) },
        Route::MyDevices,
        Route::MyLooks,
        Route::Kiosk,
        Route::Scanner(ActivityId::from_raw(7)),
        Route::Verify,
        Route::Manage,
        Route::ManagedActivities { team: Some(TeamId::from_raw(9)), status: Some(ActivityStatus::Draft) },
        Route::all_managed(),
        Route::NewActivity { team: None, like: None },
        Route::NewActivity { team: Some(TeamId::from_raw(9)), like: Some(ActivityId::from_raw(7)) },
        Route::EditActivity(ActivityId::from_raw(7)),
        Route::ManagedActivity(ActivityId::from_raw(7)),
        Route::Boards,
        Route::Board(Place::Station(StationId::from_raw(5))),
        Route::Board(Place::Activity(ActivityId::from_raw(5))),
        Route::AdminTeams,
        Route::AdminStations,
        Route::AdminStation(StationId::from_raw(5)),
        Route::AdminPeople,
        Route::NotFound,
    ];
    for route in routes {
        assert_eq!(Route::parse(&route.href()), route, "{}", route.href());
    }
}

#[test]
fn what_cannot_be_read_is_left_out_of_a_filter() {
    let read = Route::parse("/activities?division=x&category=nothing&from=31.5.&free=maybe&text=%20%20&part=noon&weekdays=890&order=x&insured=1&unknown=1");
    assert_eq!(read, Route::all_activities());
    assert_eq!(Route::parse("/activities?text=a+b%"), Route::Activities(Search { filter: ActivityFilter { text: Some("a b%".into()), ..ActivityFilter::default() }, ..Search::default() }));
}

#[test]
fn unknown_addresses_and_ids_lead_to_not_found() {
    for address in ["/nothing", "/activities/x", "/activities/06b0fz3m4k2d8/more", "/me/else", "/admin", "/station/x"] {
        assert_eq!(Route::parse(address), Route::NotFound, "{address}");
    }
}

#[test]
fn login_leads_back_to_own_addresses_only() {
    for next in ["https://evil.example/", "//evil.example", "/%5Cevil.example", "evil"] {
        assert_eq!(Route::parse(&format!("/login?next={next}")), Route::LogIn { next: None }, "{next}");
    }
}

#[test]
fn filters_change_the_address_but_not_the_page() {
    assert_eq!(Route::Activities(search()).page(), Route::all_activities());
    assert_ne!(Route::Activity(ActivityId::from_raw(7)).page(), Route::Activity(ActivityId::from_raw(8)).page());
}

#[test]
fn the_address_on_a_kiosks_screen_is_that_of_the_page() {
    use domain::credential::Signature;
    use domain::ids::DeviceId;
    use domain::place_code::{Content, PlaceCode};
    let content = Content::of(DeviceId::from_raw(7), domain::time::Timestamp::from_unix_ms(1_795_492_800_000), &policy());
    let code = PlaceCode { content, signature: Signature::from([7; 64]) };
    let route = Route::Scan { code: Some(code.text()) };
    assert_eq!(code.address(""), route.href());
    assert_eq!(Route::parse(&format!("{}&from=singlemessage", route.href())), route, "as in-app browsers change it");
}

/// The figures of the city that comes with the project.
fn policy() -> domain::policy::Policy {
    #[derive(serde::Deserialize)]
    struct City {
        policy: domain::policy::Policy,
    }
    toml::from_str::<City>(include_str!("../../data/cities/4310/city.toml")).unwrap().policy
}
