//! The OpenAPI document, made from the same types that serve the requests. The committed
//! `docs/openapi.json` is what `portal-server openapi` prints.

mod operation;
mod schemas;

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use domain::api::{Endpoint, Visitor, visit_all};
use domain::problem::Problem;
use schemas::Schemas;
use std::sync::LazyLock;
use utoipa::openapi::path::{HttpMethod, PathItem, Paths};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, SecurityScheme};
use utoipa::openapi::{ContentBuilder, InfoBuilder, OpenApiBuilder, ResponseBuilder};

/// Name of the cookie a person's session has in the document; over HTTPS it is `__Host-session`.
const SESSION: &str = "session";
/// Name of the cookie a kiosk has in the document; over HTTPS it is `__Host-kiosk`.
const KIOSK: &str = "kiosk";
/// Name of the one response for all that is not a success.
const PROBLEM: &str = "Problem";

const INTRODUCTION: &str = "The REST API of a city's volunteer-service portal. Whatever is not a success is `application/problem+json` with a `code` \
    from a closed list. Instants are milliseconds since 1970-01-01T00:00:00Z; ids are 13 characters. Requests that change something must come from the \
    portal's own origin or from no browser at all.";

/// The document as indented JSON, without a line break at the end.
pub fn document() -> String {
    static DOCUMENT: LazyLock<String> = LazyLock::new(make);
    DOCUMENT.clone()
}

/// `GET /api/openapi.json`.
pub async fn serve() -> Response {
    let mut response = document().into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}

#[derive(Default)]
struct Collector {
    paths: Paths,
    schemas: Schemas,
}

impl Visitor for Collector {
    fn visit<E: Endpoint>(&mut self) {
        let method = match E::METHOD {
            domain::api::Method::Get => HttpMethod::Get,
            domain::api::Method::Post => HttpMethod::Post,
            domain::api::Method::Put => HttpMethod::Put,
            domain::api::Method::Delete => HttpMethod::Delete,
        };
        let item = PathItem::new(method, operation::of::<E>(&mut self.schemas));
        self.paths.paths.entry(E::PATTERN.to_owned()).or_default().merge_operations(item);
    }
}

fn make() -> String {
    let mut all = Collector::default();
    visit_all(&mut all);
    let problem = ResponseBuilder::new().description("Not a success: `code` says why.").content("application/problem+json", ContentBuilder::new().schema(Some(all.schemas.of::<Problem>())).build());
    let cookie = |name: &str, what: &str| SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::with_description(name, what)));
    let mut components = all.schemas.into_components();
    components.responses.insert(PROBLEM.to_owned(), problem.build().into());
    components.add_security_scheme(SESSION, cookie(SESSION, "A person who logged in. Over HTTPS the cookie is named `__Host-session`."));
    components.add_security_scheme(KIOSK, cookie(KIOSK, "An enrolled kiosk. Over HTTPS the cookie is named `__Host-kiosk`."));
    let info = InfoBuilder::new().title("Volunteer-service portal").version(env!("CARGO_PKG_VERSION")).description(Some(INTRODUCTION));
    let document = OpenApiBuilder::new().info(info).paths(all.paths).components(Some(components)).build();
    // Sorted, so that the text does not depend on which features other crates switch on in serde_json.
    let sorted = serde_json::to_value(&document).map(|mut value| {
        value.sort_all_objects();
        value
    });
    // Documentation comments link to other types, which means nothing here.
    sorted.and_then(|value| serde_json::to_string_pretty(&value)).unwrap_or_default().replace("[`", "`").replace("`]", "`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_committed_document_is_this_one() {
        let committed = include_str!("../../../../docs/openapi.json");
        assert!(committed.trim_end() == document(), "docs/openapi.json is stale; run: cargo run -p server -- openapi > docs/openapi.json");
    }

    #[test]
    fn every_reference_leads_somewhere() {
        let document: serde_json::Value = serde_json::from_str(&document()).unwrap();
        let text = document.to_string();
        let mut seen = 0;
        for reference in text.split(r##""$ref":"#"##).skip(1) {
            let pointer = reference.split('"').next().unwrap();
            assert!(document.pointer(pointer).is_some(), "{pointer} is missing");
            seen += 1;
        }
        assert!(seen > 100, "only {seen} references");
    }
}
