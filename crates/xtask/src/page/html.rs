//! The little that is done to HTML, on the text: it is our own file, written by Trunk.

/// The text without comments, indentation and empty lines.
pub fn lean(html: &str) -> String {
    let mut bare = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, tail)) = rest.split_once("<!--") {
        bare.push_str(before);
        rest = tail.split_once("-->").map_or("", |(_, after)| after);
    }
    bare.push_str(rest);
    // Lines stay lines: between words a line break is a space.
    bare.lines().map(str::trim).filter(|line| !line.is_empty()).map(|line| format!("{line}\n")).collect()
}

/// The addresses of the scripts that are files.
pub fn scripts(html: &str) -> Vec<String> {
    addresses(html, "<script", "src=\"")
}

/// The addresses of the style sheets, in their order.
pub fn style_sheets(html: &str) -> Vec<String> {
    addresses(html, "<link rel=\"stylesheet\"", "href=\"")
}

/// Every address of a file that the page loads at once.
pub fn loaded(html: &str) -> Vec<String> {
    let mut all = scripts(html);
    all.extend(style_sheets(html));
    all.extend(addresses(html, "<link rel=\"modulepreload\"", "href=\""));
    all.extend(addresses(html, "<link rel=\"preload\"", "href=\""));
    all
}

fn addresses(html: &str, element: &str, attribute: &str) -> Vec<String> {
    let tags = html.split(element).skip(1).filter_map(|tail| tail.split_once('>')).map(|(tag, _)| tag);
    tags.filter_map(|tag| tag.split_once(attribute)?.1.split_once('"')).map(|(address, _)| address.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_indentation_go_and_words_stay_apart() {
        assert_eq!(lean("<p>\n  one <!-- not\n this -->\n\n  two</p>"), "<p>\none\ntwo</p>\n");
    }

    #[test]
    fn addresses_are_found_whatever_else_the_element_says() {
        let html = r#"<script>let a;</script><script src="/early-1.js"></script><link rel="stylesheet" href="/a.css"/><link rel="icon" href="/icon.svg"><link rel="modulepreload" href="/portal.js" crossorigin="anonymous">"#;
        assert_eq!(scripts(html), ["/early-1.js"]);
        assert_eq!(style_sheets(html), ["/a.css"]);
        assert_eq!(loaded(html), ["/early-1.js", "/a.css", "/portal.js"]);
    }
}
