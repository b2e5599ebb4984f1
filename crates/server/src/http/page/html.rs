//! One HTML file: cut where the city is written in, with the policy its inline scripts need.

use crate::http::encoding;
use crate::http::headers::policy;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use domain::api::portal::Portal;
use sha2::{Digest, Sha256};

/// Where the portal's settings go inside the HTML.
pub(super) const PORTAL_MARK: &str = r#"<script type="application/json" id="portal"></script>"#;

/// An HTML file of the build.
#[derive(Debug, Clone)]
pub(super) struct Html {
    before: String,
    after: String,
    policy: HeaderValue,
}

impl Html {
    /// Cuts a file of the build; none when it has no place for the portal's settings.
    pub(super) fn cut(html: &str) -> Option<Self> {
        let (before, after) = html.split_once(PORTAL_MARK)?;
        let hashes: String = inline_scripts(html).iter().map(|script| format!(" '{}'", hash(script))).collect();
        Some(Self { before: before.to_owned(), after: after.to_owned(), policy: policy(&hashes).try_into().ok()? })
    }

    /// The page with the portal's settings, packed as the client likes. It holds the time, so each is packed afresh.
    pub(super) fn answer(&self, portal: &Portal, wanted: &HeaderMap) -> Response {
        let mut response = encoding::answer(self.with(portal).into(), wanted);
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        headers.insert(header::CONTENT_SECURITY_POLICY, self.policy.clone());
        response
    }

    fn with(&self, portal: &Portal) -> String {
        // `<` is the one character that could end the element early. Without settings the page asks for them.
        let json = serde_json::to_string(portal).unwrap_or_default().replace('<', "\\u003c");
        format!(r#"{}<script type="application/json" id="portal">{json}</script>{}"#, self.before, self.after)
    }
}

/// The contents of scripts that a browser would run from the HTML itself.
fn inline_scripts(html: &str) -> Vec<&str> {
    let mut scripts = Vec::new();
    let mut rest = html;
    while let Some((_, from)) = rest.split_once("<script") {
        let Some((attributes, from)) = from.split_once('>') else { break };
        let Some((content, from)) = from.split_once("</script>") else { break };
        if !attributes.contains("src=") && !is_data(attributes) {
            scripts.push(content);
        }
        rest = from;
    }
    scripts
}

/// A script element of any other type than JavaScript's is data, which no policy stops.
fn is_data(attributes: &str) -> bool {
    let kind = attributes.split_once("type=").and_then(|(_, value)| value.split(['"', '\'']).find(|part| !part.is_empty()));
    kind.is_some_and(|kind| kind.contains('/') && !kind.ends_with("javascript"))
}

/// A script's hash as a policy names it.
fn hash(script: &str) -> String {
    format!("sha256-{}", data_encoding::BASE64.encode(&Sha256::digest(script.as_bytes())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_names_every_inline_script_and_no_data() {
        let html = format!(r#"<script type="module">import a from '/a.js';</script>{PORTAL_MARK}<script src="/early.js"></script><script>old()</script><script type="importmap">{{}}</script>"#);
        assert_eq!(inline_scripts(&html), ["import a from '/a.js';", "old()", "{}"]);
        let policy = Html::cut(&html).unwrap().policy;
        // The digest of the empty script is known to everybody.
        assert_eq!(hash(""), "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
        assert_eq!(policy.to_str().unwrap().matches("'sha256-").count(), 3);
        assert!(Html::cut("<html></html>").is_none());
    }
}
