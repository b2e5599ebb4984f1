//! Calendars as files: the feed behind a secret address, one own sign-up, and the shifts of an activity.
//!
//! The log names the pattern of an address only, so no secret reaches it. An app has no language to ask for: the address
//! carries it.

use super::encoding::has;
use super::{Caller, Failure, Language};
use crate::app::App;
use crate::calendar::{self, Event, Reader, write};
use crate::entropy::token_hash;
use crate::handlers::activity;
use crate::store::calendar as store;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use data_encoding::HEXLOWER;
use domain::api::Access;
use domain::ids::{ActivityId, SignUpId};
use sha2::{Digest, Sha256};
use std::str::FromStr;

const KIND: HeaderValue = HeaderValue::from_static("text/calendar; charset=utf-8");
/// What an address ends with, so that apps know what it is.
const ENDING: &str = ".ics";

type Given = Result<Path<String>, PathRejection>;

/// `GET /api/calendars/{secret}.ics`: the sign-ups of whoever made the address.
///
/// # Errors
/// 404 for an address that is none, or none any more; of the database.
pub async fn feed(State(app): State<App>, given: Given, RawQuery(query): RawQuery, headers: HeaderMap) -> Result<Response, Failure> {
    let file = text(given)?;
    let secret = file.strip_suffix(ENDING).ok_or_else(Failure::not_found)?;
    let person = store::person_of(app.store.read(), token_hash(secret)).await?.ok_or_else(Failure::not_found)?;
    let reader = reader(&app, query.as_deref(), &headers);
    let events = calendar::of_person(&app, person, &reader, app.now()).await?;
    Ok(answer(&reader, &events, &headers, "inline; filename=\"volunteering.ics\""))
}

/// `GET /api/sign-ups/{sign_up}/calendar.ics`: one own sign-up.
///
/// # Errors
/// 401 and 403 for whoever is no volunteer; 404 when there is none, or it is somebody else's; of the database.
pub async fn sign_up(State(app): State<App>, given: Given, RawQuery(query): RawQuery, headers: HeaderMap) -> Result<Response, Failure> {
    let caller = Caller::of(&app, Access::Volunteer, &headers).await?;
    caller.admit(Access::Volunteer)?;
    let row = store::sign_up(app.store.read(), caller.person()?, id::<SignUpId>(given)?).await?;
    let reader = reader(&app, query.as_deref(), &headers);
    let events = calendar::told(&app, vec![row], &reader, app.now()).await?;
    Ok(answer(&reader, &events, &headers, "attachment; filename=\"sign-up.ics\""))
}

/// `GET /api/activities/{activity}/calendar.ics`: the shifts of an activity, for everybody.
///
/// # Errors
/// 404 when there is none, or it is not published; of the database.
pub async fn activity(State(app): State<App>, given: Given, RawQuery(query): RawQuery, headers: HeaderMap) -> Result<Response, Failure> {
    let detail = activity::public(&app, id::<ActivityId>(given)?).await?;
    let made_at = store::made_at(app.store.read(), detail.id).await?;
    let reader = reader(&app, query.as_deref(), &headers);
    let events = calendar::of_activity(&app, &detail, made_at, &reader);
    Ok(answer(&reader, &events, &headers, "attachment; filename=\"activity.ics\""))
}

fn text(given: Given) -> Result<String, Failure> {
    given.map(|Path(text)| text).map_err(|_| Failure::not_found())
}

fn id<T: FromStr>(given: Given) -> Result<T, Failure> {
    text(given)?.parse().map_err(|_| Failure::not_found())
}

fn reader(app: &App, query: Option<&str>, headers: &HeaderMap) -> Reader {
    let named = query.and_then(|query| form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "lang")).and_then(|(_, tag)| Language::tagged(&tag));
    Reader { language: named.unwrap_or_else(|| Language::of(headers)), origin: app.cookies.origin(headers) }
}

fn answer(reader: &Reader, events: &[Event], asked: &HeaderMap, disposition: &'static str) -> Response {
    let file = write(reader.calendar_name(), events);
    let tag = format!("\"{}\"", HEXLOWER.encode(&Sha256::digest(&file)[..12]));
    let mut response = if has(asked, &tag) { StatusCode::NOT_MODIFIED.into_response() } else { file.into_response() };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, KIND);
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static(disposition));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    if let Ok(tag) = HeaderValue::try_from(tag) {
        headers.insert(header::ETAG, tag);
    }
    response
}
