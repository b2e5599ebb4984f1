//! The page inside the binary: its HTML files, one for each bundle, with the city and the first screen written into
//! them, the files they load, and what lets browsers keep it.

mod files;
mod html;
mod manifest;
mod worker;

use super::{Failure, Language};
use crate::app::App;
use crate::first_view;
use axum::extract::{Request, State};
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::bundle::Bundle;
use domain::problem::ErrorCode;
use html::Html;
use rust_embed::Embed;

/// What Trunk and `cargo xtask` built. Empty until the page has been built once.
#[derive(Embed)]
#[folder = "$CARGO_MANIFEST_DIR/../../dist"]
#[allow_missing = true]
struct Dist;

/// The digest of the page, told by `cargo xtask serve` for a release build: a page built anew is
/// embedded anew, even when its files have other names than those that cargo watches.
const _: Option<&str> = option_env!("PORTAL_PAGE");

/// The page's HTML files.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// Those that were built; the first is the portal's, which stands in for a missing one.
    bundles: Vec<(Bundle, Html)>,
    /// The service worker.
    worker: String,
}

impl Page {
    /// The page that was built into this binary.
    pub fn embedded() -> Self {
        Self::of(|name| Dist::get(name).and_then(|file| String::from_utf8(file.data.into_owned()).ok()))
    }

    /// The page whose HTML files and service worker `read` gives. Without the portal's there is none.
    pub fn of(read: impl Fn(&str) -> Option<String>) -> Self {
        let bundles: Vec<_> = Bundle::ALL.into_iter().filter_map(|bundle| Some((bundle, Html::cut(&read(bundle.html())?)?))).collect();
        let is_whole = bundles.iter().any(|(bundle, _)| *bundle == Bundle::Portal);
        if is_whole { Self { bundles, worker: read(worker::NAME).unwrap_or_default() } } else { Self::default() }
    }

    /// Whether there is a page at all.
    pub fn is_built(&self) -> bool {
        !self.bundles.is_empty()
    }

    fn html(&self, path: &str) -> Option<&Html> {
        let of = |wanted: Bundle| self.bundles.iter().find(|(bundle, _)| *bundle == wanted).map(|(_, html)| html);
        // The service worker asks for a bundle's HTML by its file name.
        let named = Bundle::ALL.into_iter().find(|bundle| bundle.html() == path);
        of(named.unwrap_or_else(|| Bundle::of(path))).or_else(|| of(Bundle::Portal))
    }
}

/// Serves a file of the page, or the HTML of the bundle that knows the address.
pub async fn serve(State(app): State<App>, request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Failure::of(ErrorCode::MethodNotAllowed, "this address has no such method").into_response();
    }
    let path = request.uri().path().trim_start_matches('/');
    match path {
        manifest::NAME => return manifest::answer(&app.portal(), request.headers()),
        worker::NAME => return worker::answer(&app.page.worker, app.portal(), request.headers()),
        _ => {}
    }
    if !path.is_empty() && !is_html(path) {
        if let Some(response) = files::serve::<Dist>(path, request.headers()) {
            return response;
        }
        // An address with an ending asks for a file; answering HTML would only confuse.
        if path.rsplit('/').next().unwrap_or_default().contains('.') {
            return Failure::of(ErrorCode::NotFound, "no such file").into_response();
        }
    }
    match app.page.html(path) {
        Some(html) => {
            let (portal, uri) = (app.portal(), request.uri());
            let language = Language::of(request.headers());
            let first = if html.takes_a_first_view() { first_view::of(&app, &portal, path, uri.query().unwrap_or_default(), language).await } else { None };
            html.answer(&portal, first.as_ref(), request.headers())
        }
        None => (StatusCode::SERVICE_UNAVAILABLE, "This server was built without its page. Run `cargo xtask serve`.\n").into_response(),
    }
}

/// HTML files are never served as they are: they lack the city.
fn is_html(path: &str) -> bool {
    Bundle::ALL.iter().any(|bundle| bundle.html() == path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(names: &[&str]) -> Page {
        Page::of(|name| names.contains(&name).then(|| format!("<html>{name}{}</html>", html::PORTAL_MARK)))
    }

    #[test]
    fn a_missing_bundle_is_stood_in_for_by_the_portal() {
        let only = page(&["index.html", "kiosk.html"]);
        for path in ["kiosk", "kiosk/x", "kiosk.html"] {
            assert!(format!("{:?}", only.html(path)).contains("kiosk.html"), "{path}");
        }
        for path in ["", "activities", "card", "manage/teams"] {
            assert!(format!("{:?}", only.html(path)).contains("index.html"), "{path}");
        }
        assert!(!page(&["kiosk.html"]).is_built() && page(&["kiosk.html"]).html("kiosk").is_none());
    }
}
