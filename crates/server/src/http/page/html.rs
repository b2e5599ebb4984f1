//! One HTML file: cut where the city is written in, with the policy its inline scripts need.

use crate::first_view::{self, FirstView};
use crate::http::encoding::{self, has};
use crate::http::headers::policy;
use crate::http::language;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::api::portal::{MapTiles, Portal};
use domain::time::Timestamp;
use sha2::{Digest, Sha256};

/// Where the portal's settings go inside the HTML.
pub(super) const PORTAL_MARK: &str = r#"<script type="application/json" id="portal"></script>"#;

/// What is put in place of a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Slot {
    /// The language, and that the screen is there.
    Root,
    /// The title and its like.
    Head,
    /// The portal's settings, and the answer that the page would ask for first.
    Data,
    /// The first screen.
    Screen,
}

/// The marks in `index.html`, in their order. A file without the last takes no first screen.
const MARKS: [(&str, Slot); 4] = [
    (r#"<html lang="zh-CN">"#, Slot::Root),
    ("<title>志愿服务</title>", Slot::Head),
    (PORTAL_MARK, Slot::Data),
    (r#"<div id="first"></div>"#, Slot::Screen),
];

/// An HTML file of the build.
#[derive(Debug, Clone)]
pub(super) struct Html {
    /// What stands before each mark that the file has, and the mark.
    pieces: Vec<(String, &'static str, Slot)>,
    after: String,
    /// The inline scripts and styles, as sources of a policy.
    inline: [String; 2],
}

impl Html {
    /// Cuts a file of the build; none when it has no place for the portal's settings.
    pub(super) fn cut(html: &str) -> Option<Self> {
        let sources = |contents: Vec<&str>| contents.into_iter().map(|content| format!(" '{}'", hash(content))).collect();
        let (mut pieces, mut rest) = (Vec::new(), html);
        for (mark, slot) in MARKS {
            if let Some((before, after)) = rest.split_once(mark) {
                pieces.push((before.to_owned(), mark, slot));
                rest = after;
            }
        }
        let is_first = pieces.iter().any(|(_, _, slot)| *slot == Slot::Screen);
        let styles = inline_styles(html).into_iter().chain(is_first.then_some(first_view::REVEAL)).collect();
        let html = Self { pieces, after: rest.to_owned(), inline: [sources(inline_scripts(html)), sources(styles)] };
        html.has(Slot::Data).then_some(html)
    }

    fn has(&self, wanted: Slot) -> bool {
        self.pieces.iter().any(|(_, _, slot)| *slot == wanted)
    }

    /// Whether a first screen can be written into it.
    pub(super) fn takes_a_first_view(&self) -> bool {
        self.has(Slot::Screen)
    }

    /// The content security policy: what is inside the HTML, and the map's pictures where the city has some.
    fn policy(&self, portal: &Portal) -> Option<HeaderValue> {
        let [scripts, styles] = &self.inline;
        let pictures = portal.map_tiles.as_ref().and_then(MapTiles::origin).map(|origin| format!(" {origin}"));
        policy(scripts, styles, &pictures.unwrap_or_default()).try_into().ok()
    }

    /// The page with the portal's settings and its first screen, packed as the client likes. It holds the time, so each is
    /// packed afresh; one with a screen is not sent again to a client that has the same but for the time.
    pub(super) fn answer(&self, portal: &Portal, first: Option<&FirstView>, wanted: &HeaderMap) -> Response {
        let tag = first.map(|_| self.tag(portal, first));
        let mut response = if tag.as_deref().is_some_and(|tag| has(wanted, tag)) { StatusCode::NOT_MODIFIED.into_response() } else { encoding::answer(self.with(portal, first).into(), wanted) };
        if let Some(first) = first.filter(|_| response.status() == StatusCode::OK) {
            *response.status_mut() = first.status;
        }
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        if let Some(policy) = self.policy(portal) {
            headers.insert(header::CONTENT_SECURITY_POLICY, policy);
        }
        headers.insert(header::VARY, HeaderValue::from_static(language::DEPENDS_ON));
        if let Some(tag) = tag.and_then(|tag| HeaderValue::try_from(format!("W/{tag}")).ok()) {
            headers.insert(header::ETAG, tag);
        }
        response
    }

    /// What tells one answer from another, whatever time it is.
    fn tag(&self, portal: &Portal, first: Option<&FirstView>) -> String {
        let timeless = self.with(&Portal { server_time: Timestamp::from_unix_ms(0), ..portal.clone() }, first);
        format!("\"{}\"", data_encoding::HEXLOWER.encode(&Sha256::digest(timeless)[..12]))
    }

    fn with(&self, portal: &Portal, first: Option<&FirstView>) -> String {
        let mut out = String::new();
        for (before, mark, slot) in &self.pieces {
            out.push_str(before);
            match (slot, first) {
                (Slot::Data, first) => {
                    // `<` is the one character that could end the element early. Without settings the page asks for them.
                    let json = serde_json::to_string(portal).unwrap_or_default().replace('<', "\\u003c");
                    out.push_str(&format!(r#"<script type="application/json" id="portal">{json}</script>"#));
                    out.push_str(first.map_or("", |first| first.preloaded.as_str()));
                }
                (Slot::Root, Some(first)) => out.push_str(&format!(r#"<html lang="{0}" data-first="{0}">"#, first.language.tag())),
                (Slot::Head, Some(first)) => out.push_str(&first.head),
                (Slot::Screen, Some(first)) => out.push_str(&first.body),
                (Slot::Screen, None) => {}
                (Slot::Root | Slot::Head, None) => out.push_str(mark),
            }
        }
        out + &self.after
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

/// The contents of style elements.
fn inline_styles(html: &str) -> Vec<&str> {
    html.split("<style>").skip(1).filter_map(|rest| rest.split_once("</style>")).map(|(content, _)| content).collect()
}

/// A script element of any other type than JavaScript's is data, which no policy stops.
fn is_data(attributes: &str) -> bool {
    let kind = attributes.split_once("type=").and_then(|(_, value)| value.split(['"', '\'']).find(|part| !part.is_empty()));
    kind.is_some_and(|kind| kind.contains('/') && !kind.ends_with("javascript"))
}

/// The hash of a script or style as a policy names it.
fn hash(content: &str) -> String {
    format!("sha256-{}", data_encoding::BASE64.encode(&Sha256::digest(content.as_bytes())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::City;
    use domain::api::portal::Datum;
    use std::path::Path;

    #[test]
    fn the_policy_names_every_inline_script_and_no_data() {
        let html = format!(r#"<script type="module">import a from '/a.js';</script>{PORTAL_MARK}<script src="/early.js"></script><script>old()</script><script type="importmap">{{}}</script>"#);
        assert_eq!(inline_scripts(&html), ["import a from '/a.js';", "old()", "{}"]);
        let city = City::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/cities/4310/city.toml")).unwrap();
        let portal = city.portal(Timestamp::from_unix_ms(0));
        let policy = |html: &str, portal: &Portal| Html::cut(html).unwrap().policy(portal).unwrap().to_str().unwrap().to_owned();
        // The digest of the empty script is known to everybody.
        assert_eq!(hash(""), "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
        assert_eq!(policy(&html, &portal).matches("'sha256-").count(), 3);
        assert!(policy(&html, &portal).contains("img-src 'self' data: blob:;"));
        let tiles = MapTiles { address: "https://tiles.example/{z}/{x}/{y}.png".to_owned(), datum: Datum::Gcj02, credit: "A map".to_owned() };
        assert!(policy(&html, &Portal { map_tiles: Some(tiles), ..portal.clone() }).contains("img-src 'self' data: blob: https://tiles.example;"));
        let styled = policy(&format!("{PORTAL_MARK}<style></style>"), &portal);
        assert!(styled.contains("style-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"));
        assert!(Html::cut("<html></html>").is_none());
    }

    #[test]
    fn the_page_has_every_mark_in_this_order() {
        let html = Html::cut(include_str!("../../../../../index.html")).unwrap();
        assert_eq!(html.pieces.iter().map(|(_, _, slot)| *slot).collect::<Vec<_>>(), MARKS.map(|(_, slot)| slot));
    }
}
