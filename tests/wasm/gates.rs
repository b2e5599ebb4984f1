//! Who gets which page, and what happens when a page is called for.

use crate::stage::{Stage, after, document, focused};
use domain::api::session::LoggedIn;
use domain::can::PersonKind;
use domain::ids::PersonId;
use leptos::prelude::*;
use portal::navigation;
use portal::route::Route;
use portal::{router, session};
use wasm_bindgen_test::wasm_bindgen_test;

fn somebody(kind: PersonKind) -> Option<LoggedIn> {
    Some(LoggedIn { person: PersonId::from_raw(1), kind, name: "王小明".into(), number: None, grants: Vec::new(), unread: 0 })
}

async fn page_at(route: &Route) -> Stage {
    navigation::replace(route);
    let stage = Stage::of(|| router::view(router::WHOLE));
    after(50).await;
    stage
}

#[wasm_bindgen_test]
async fn an_unknown_address_says_so_in_a_page() {
    session::set(None);
    let stage = page_at(&Route::NotFound).await;
    assert!(stage.text().contains("没有找到这个页面"));
    assert!(document().title().contains("没有找到这个页面"));
}

#[wasm_bindgen_test]
async fn a_page_of_the_account_leads_to_logging_in_and_back() {
    session::set(None);
    let _stage = page_at(&Route::MyRecords).await;
    let there = navigation::current().get_untracked();
    assert_eq!(there, Route::LogIn { next: Some(Route::MyRecords.href()) });
}

#[wasm_bindgen_test]
async fn a_page_of_staff_leads_to_their_own_entrance() {
    session::set(None);
    let _stage = page_at(&Route::AdminTeams).await;
    assert_eq!(navigation::current().get_untracked(), Route::StaffLogIn { next: Some(Route::AdminTeams.href()) });
}

#[wasm_bindgen_test]
async fn a_volunteer_without_a_role_is_told_whose_page_it_is() {
    session::set(somebody(PersonKind::Volunteer));
    let stage = page_at(&Route::AdminTeams).await;
    assert!(stage.text().contains("这里是工作人员的页面"), "{}", stage.text());
    session::set(None);
}

#[wasm_bindgen_test]
async fn staff_are_told_that_a_card_is_for_volunteers() {
    session::set(somebody(PersonKind::Staff));
    let stage = page_at(&Route::Card).await;
    assert!(stage.text().contains("这里是志愿者的页面"), "{}", stage.text());
    session::set(None);
}

#[wasm_bindgen_test]
async fn after_a_navigation_the_heading_has_the_focus_and_is_spoken() {
    session::set(None);
    let stage = page_at(&Route::NotFound).await;
    navigation::go(&Route::StaffLogIn { next: None });
    after(100).await;
    assert_eq!(focused(), "page-heading");
    let spoken = stage.get("#announcer").text_content().unwrap();
    assert!(!spoken.is_empty() && document().title() == spoken, "{spoken}");
}
