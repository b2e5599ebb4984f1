//! The table of contents: which handler serves which operation. `cargo test` checks that it is
//! complete.

use crate::app::App;
use crate::handlers::{account, activity, attendance, calendar, card, division, kiosk, message, people, portal, scanner, session, sign_up, station, team};
use crate::http::{self, Api};
use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{any, get};
use domain::api;
use domain::api::calendar::{ACTIVITY_FILE_PATH, FEED_PATH, SIGN_UP_FILE_PATH};
use domain::api::card::{KEYS_PATH, STATUS_PATH};
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;

/// Every operation with its handler.
pub fn operations() -> Api {
    Api::new()
        .add::<api::portal::GetPortal, _, _>(portal::get)
        .add::<api::portal::AdvanceDemoClock, _, _>(portal::advance_demo_clock)
        .add::<api::division::ListDivisions, _, _>(division::list)
        .add::<api::activity::ListActivities, _, _>(activity::list)
        .add::<api::activity::GetActivity, _, _>(activity::get)
        .add::<api::activity::GetStanding, _, _>(activity::standing)
        .add::<api::activity::ListManaged, _, _>(activity::managed)
        .add::<api::activity::MakeActivity, _, _>(activity::make)
        .add::<api::activity::PublishActivity, _, _>(activity::publish)
        .add::<api::activity::CancelActivity, _, _>(activity::cancel)
        .add::<api::activity::GetRoster, _, _>(activity::roster)
        .add::<api::session::SendCode, _, _>(session::send_code)
        .add::<api::session::LogIn, _, _>(session::log_in)
        .add::<api::session::Join, _, _>(session::join)
        .add::<api::session::LogInStaff, _, _>(session::log_in_staff)
        .add::<api::session::GetWhoAmI, _, _>(session::get)
        .add::<api::session::LogOut, _, _>(session::log_out)
        .add::<api::session::ListSessions, _, _>(session::list)
        .add::<api::session::EndSession, _, _>(session::end)
        .add::<api::session::EndAllSessions, _, _>(session::end_all)
        .add::<api::account::GetProfile, _, _>(account::get)
        .add::<api::account::GiveIdCard, _, _>(account::give_id_card)
        .add::<api::account::ListMyRecords, _, _>(account::records)
        .add::<api::account::ListLooks, _, _>(account::looks)
        .add::<api::card::GetMyCard, _, _>(card::get)
        .add::<api::card::EnrolPhone, _, _>(card::enrol)
        .add::<api::card::RenewCredential, _, _>(card::renew)
        .add::<api::card::RevokePhone, _, _>(card::revoke)
        .add::<api::card::SendMovingCode, _, _>(card::send_code)
        .add::<api::card::MakeSlots, _, _>(card::slots)
        .add::<api::card::MakePaper, _, _>(card::paper)
        .add::<api::card::RevokePaper, _, _>(card::revoke_paper)
        .add::<api::card::MakePaperFor, _, _>(card::paper_for)
        .add::<api::card::RevokeCardsOf, _, _>(card::revoke_of)
        .add::<api::sign_up::MakeSignUp, _, _>(sign_up::make)
        .add::<api::sign_up::JoinWaitlist, _, _>(sign_up::wait)
        .add::<api::sign_up::AcceptOffer, _, _>(sign_up::accept)
        .add::<api::sign_up::PassOffer, _, _>(sign_up::pass)
        .add::<api::sign_up::CancelSignUp, _, _>(sign_up::cancel)
        .add::<api::sign_up::DecideSignUp, _, _>(sign_up::decide)
        .add::<api::sign_up::ListMySignUps, _, _>(sign_up::list)
        .add::<api::calendar::GetMyCalendar, _, _>(calendar::get)
        .add::<api::calendar::MakeMyCalendar, _, _>(calendar::make)
        .add::<api::calendar::EndMyCalendar, _, _>(calendar::end)
        .add::<api::message::ListMessages, _, _>(message::list)
        .add::<api::message::ReadMessages, _, _>(message::read)
        .add::<api::kiosk::MakeEnrolmentCode, _, _>(kiosk::code)
        .add::<api::kiosk::EnrolKiosk, _, _>(kiosk::enrol)
        .add::<api::kiosk::GetKiosk, _, _>(kiosk::get)
        .add::<api::kiosk::SendScans, _, _>(kiosk::scan)
        .add::<api::kiosk::ReadScanFile, _, _>(kiosk::scan_file)
        .add::<api::kiosk::ListKiosks, _, _>(kiosk::list)
        .add::<api::kiosk::RevokeKiosk, _, _>(kiosk::revoke)
        .add::<api::scanner::OpenScanner, _, _>(scanner::open)
        .add::<api::scanner::GetScanner, _, _>(scanner::get)
        .add::<api::scanner::SendScannerScans, _, _>(scanner::scan)
        .add::<api::attendance::ScanPlace, _, _>(attendance::scan)
        .add::<api::attendance::GetBoard, _, _>(attendance::board)
        .add::<api::attendance::RuleScan, _, _>(attendance::rule)
        .add::<api::attendance::EnterRecord, _, _>(attendance::enter)
        .add::<api::attendance::DecideEntry, _, _>(attendance::decide)
        .add::<api::team::ListTeams, _, _>(team::list)
        .add::<api::team::GetTeam, _, _>(team::get)
        .add::<api::team::MakeTeam, _, _>(team::make)
        .add::<api::station::ListStations, _, _>(station::list)
        .add::<api::station::GetStation, _, _>(station::get)
        .add::<api::station::MakeStation, _, _>(station::make)
        .add::<api::people::FindPeople, _, _>(people::find)
        .add::<api::people::GiveGrant, _, _>(people::give)
        .add::<api::people::TakeGrant, _, _>(people::take)
}

/// The whole server.
pub fn router(app: App) -> Router {
    let around = ServiceBuilder::new()
        .layer(from_fn(http::watch))
        .layer(from_fn(http::secure))
        .layer(from_fn_with_state(app.clone(), http::time::tell))
        .layer(from_fn(http::within_time))
        .layer(CatchPanicLayer::custom(http::panicked));
    operations()
        .into_router()
        .route("/api/openapi.json", get(http::openapi::serve))
        .route(finder::PATH, get(http::catalogue::serve))
        .route(FEED_PATH, get(http::calendar::feed))
        .route(SIGN_UP_FILE_PATH, get(http::calendar::sign_up))
        .route(ACTIVITY_FILE_PATH, get(http::calendar::activity))
        .route(KEYS_PATH, get(http::well_known::keys))
        .route(STATUS_PATH, get(http::well_known::status))
        .route("/healthz", get(http::health::alive))
        .route("/readyz", get(http::health::ready))
        .route("/api", any(http::unknown_address))
        .route("/api/", any(http::unknown_address))
        .route("/api/{*rest}", any(http::unknown_address))
        .method_not_allowed_fallback(http::wrong_method)
        .fallback(http::page::serve)
        .layer(around)
        .with_state(app)
}
