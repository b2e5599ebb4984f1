//! Title, description and what a shared link shows (Open Graph, <https://ogp.me>).

use super::{Screen, Telling};
use crate::http::Language;
use axum::http::StatusCode;
use maud::{Markup, html};

/// Descriptions are cut where readers of links cut them, in characters.
const LONGEST_DESCRIPTION: usize = 150;

/// The elements for `<head>`; the title is the page's own (`src/components/page_title.rs`).
pub(super) fn head(telling: &Telling<'_>, screen: &Screen) -> Markup {
    let language = telling.words.language;
    let site = language.either(&telling.portal.name);
    let description = shortened(&screen.description);
    let locale = match language {
        Language::Chinese => "zh_CN",
        Language::English => "en_GB",
    };
    html! {
        title { (screen.title) " · " (site) }
        meta name="description" content=(description);
        @if screen.status == StatusCode::NOT_FOUND {
            meta name="robots" content="noindex";
        } @else {
            meta property="og:type" content="website";
            meta property="og:site_name" content=(site);
            meta property="og:locale" content=(locale);
            meta property="og:title" content=(screen.title);
            meta property="og:description" content=(description);
        }
    }
}

fn shortened(text: &str) -> String {
    let one_line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match one_line.char_indices().nth(LONGEST_DESCRIPTION) {
        Some((end, _)) => format!("{}…", &one_line[..end]),
        None => one_line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_description_is_one_line_and_ends_between_characters() {
        assert_eq!(shortened(" 一行\n 两行 "), "一行 两行");
        assert_eq!(shortened(&"长".repeat(150)), "长".repeat(150));
        assert_eq!(shortened(&"长".repeat(151)), format!("{}…", "长".repeat(150)));
    }
}
