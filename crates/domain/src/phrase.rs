//! Texts with gaps, such as `剩 {count} 个名额`: the form in which `locales/` holds them.

/// `text` with each `{name}` replaced.
pub fn fill(text: &str, values: &[(&str, &dyn AsRef<str>)]) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, (name, after))) = rest.split_once('{').and_then(|(before, tail)| Some((before, tail.split_once('}')?))) {
        out.push_str(before);
        let value = values.iter().find(|(n, _)| *n == name);
        debug_assert!(value.is_some(), "nothing given for {{{name}}} in {text:?}");
        out.push_str(value.map_or("", |(_, value)| value.as_ref()));
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_filled_by_name() {
        assert_eq!(fill("{a}和{b}，{a}", &[("a", &"甲"), ("b", &String::from("乙"))]), "甲和乙，甲");
        assert_eq!(fill("没有", &[]), "没有");
    }
}
