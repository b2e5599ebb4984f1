//! The text files of the project, read once.

use crate::workspace::Workspace;
use anyhow::Result;

/// One text file.
pub struct Source {
    /// Below the root, with `/`.
    pub path: String,
    pub text: String,
}

impl Source {
    /// Whether it lies in `folder` and ends with `ending`.
    pub fn is(&self, folder: &str, ending: &str) -> bool {
        self.path.starts_with(folder) && self.path.ends_with(ending)
    }

    /// Its lines with their numbers, which begin with 1.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.lines().enumerate().map(|(place, line)| (place + 1, line))
    }

    /// Its lines of code: without comments.
    pub fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        self.lines().filter(|(_, line)| !line.trim_start().starts_with("//"))
    }
}

/// All of them.
pub fn read(workspace: &Workspace) -> Result<Vec<Source>> {
    let mut sources = Vec::new();
    for path in workspace.tracked()? {
        // What is not text has no rules here.
        if let Ok(text) = std::fs::read_to_string(workspace.root.join(&path)) {
            sources.push(Source { path, text });
        }
    }
    Ok(sources)
}

/// Each place where `word` stands in `text` by itself: not as a part of a longer name.
pub fn words<'a>(text: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(word).map(|(place, _)| place).filter(move |place| {
        let goes_on = |inside: Option<char>, outside: Option<char>| inside.is_some_and(part) && outside.is_some_and(part);
        let (before, after) = (text[..*place].chars().next_back(), text[place + word.len()..].chars().next());
        !goes_on(word.chars().next(), before) && !goes_on(word.chars().next_back(), after)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_not_found_inside_a_longer_one() {
        assert_eq!(words("TODO, TODOS, MY_TODO", "TODO").collect::<Vec<_>>(), [0]);
        assert_eq!(words("a dbg!(x) b", "dbg!(").count(), 1);
    }
}
