//! The table of contents: which handler serves which operation. `cargo test` checks that it is
//! complete.

use crate::app::App;
use crate::handlers::{portal, session};
use crate::http::{self, Api, secure};
use axum::Router;
use domain::api;

/// Every operation with its handler.
pub fn operations() -> Api {
    Api::new()
        .add::<api::portal::GetPortal, _, _>(portal::get)
        .add::<api::portal::AdvanceDemoClock, _, _>(portal::advance_demo_clock)
        .add::<api::session::GetWhoAmI, _, _>(session::get)
}

/// The whole server.
pub fn router(app: App) -> Router {
    let api = operations().into_router().fallback(http::unknown_address).method_not_allowed_fallback(http::wrong_method);
    Router::new()
        .merge(api)
        .fallback(http::page::serve)
        .layer(axum::middleware::from_fn(secure))
        .with_state(app)
}
