//! A picture of the activity with its code, to be sent on or printed: messengers and group chats take pictures where they
//! take no links. A chunk of its own, because few want one.

use crate::browser::drawing::Drawing;
use crate::city::{city, now};
use crate::components::qr_modules;
use crate::i18n::{either, format};
use crate::t;
use domain::activity::ActivityDetail;
use leptos::prelude::*;

const WIDTH: f64 = 750.0;
const HEIGHT: f64 = 1_180.0;
const MARGIN: f64 = 56.0;
/// Edge of the code with its quiet zone.
const CODE: f64 = 330.0;
// A picture is looked at anywhere: it has one set of colours, whatever the reader's are.
const PAPER: &str = "#ffffff";
const BAND: &str = "#0b6b6b";
const INK: &str = "#22201c";
const QUIET: &str = "#575147";

/// The picture with what can be done with it; a word where this browser draws none.
pub(crate) fn poster((detail, address): (ActivityDetail, String)) -> AnyView {
    match draw(&detail, &address) {
        Some(picture) => {
            let file = format!("{}.png", detail.title.replace(['/', '\\', ':'], " "));
            view! {
                <figure class="poster">
                    <img class="poster__picture" src=picture.clone() alt=t!(activity.poster_alt, title = detail.title.clone()) width="375" height="590" />
                    <figcaption>
                        <p class="quiet">{t!(activity.poster_hint)}</p>
                        <a class="button button--quiet button--small" href=picture download=file>{t!(activity.poster_save)}</a>
                    </figcaption>
                </figure>
            }
            .into_any()
        }
        None => view! { <p class="quiet">{t!(activity.poster_none)}</p> }.into_any(),
    }
}

fn draw(detail: &ActivityDetail, address: &str) -> Option<String> {
    let (size, modules) = qr_modules(address)?;
    let picture = Drawing::new(WIDTH as u32, HEIGHT as u32)?;
    picture.rectangle(0.0, 0.0, WIDTH, HEIGHT, PAPER);
    picture.rectangle(0.0, 0.0, WIDTH, 120.0, BAND);
    let mut pen = Pen { picture: &picture, y: 74.0 };
    pen.write(either(&city().name), 600, 34.0, 1, PAPER);
    pen.y = 205.0;
    pen.write(&detail.title, 700, 54.0, 3, INK);
    pen.y += 18.0;
    let when = detail.next_shift(now()).map(|shift| format::span(shift.time)).unwrap_or_default();
    for line in [when, format!("{} · {}", detail.place, detail.division_path.last().map_or("", String::as_str)), detail.team_name.clone()] {
        pen.write(&line, 600, 32.0, 2, BAND);
    }
    pen.y += 18.0;
    pen.write(detail.terms.summary.as_str(), 400, 32.0, 4, QUIET);
    let top = HEIGHT - MARGIN - CODE;
    picture.path(&modules, MARGIN, top, CODE / size as f64, INK);
    let mut beside = Pen { picture: &picture, y: top + CODE / 2.0 - 10.0 };
    beside.write_at(t!(activity.poster_scan), MARGIN + CODE + 28.0, 600, 36.0, 3, INK);
    beside.write_at(&t!(activity.poster_hotline, hotline = city().hotline.clone()), MARGIN + CODE + 28.0, 400, 28.0, 3, QUIET);
    picture.png()
}

/// Writes line after line, from `y` downwards.
struct Pen<'a> {
    picture: &'a Drawing,
    y: f64,
}

impl Pen<'_> {
    fn write(&mut self, text: &str, weight: u16, size: f64, most: usize, colour: &str) {
        self.write_at(text, MARGIN, weight, size, most, colour);
    }

    /// Writes `text` in `most` lines at most, as wide as there is room right of `x`; what is longer ends in "…".
    fn write_at(&mut self, text: &str, x: f64, weight: u16, size: f64, most: usize, colour: &str) {
        self.picture.face(&format!("{weight} {size}px system-ui, sans-serif"));
        for line in lines(text, most, |line| self.picture.width(line) <= WIDTH - MARGIN - x) {
            self.picture.line(&line, x, self.y, colour);
            self.y += size * 1.4;
        }
    }
}

/// Breaks `text` into lines that `fit`: between words where there are some, else, as in Chinese, between any two characters.
fn lines(text: &str, most: usize, fits: impl Fn(&str) -> bool) -> Vec<String> {
    let mut lines = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        if lines.len() + 1 == most && !fits(rest) {
            let mut cut: String = rest.to_owned();
            while cut.pop().is_some() && !fits(&format!("{cut}…")) {}
            lines.push(format!("{}…", cut.trim_end()));
            break;
        }
        let mut end = rest.len();
        while !fits(&rest[..end]) {
            match rest[..end].char_indices().next_back() {
                Some((before, _)) if before > 0 => end = before,
                _ => break,
            }
        }
        // Not in the middle of a word.
        if let Some(space) = rest[..end].rfind(' ').filter(|space| *space > 0 && end < rest.len() && !rest[end..].starts_with(' ') && rest[*space..end].is_ascii()) {
            end = space;
        }
        lines.push(rest[..end].trim_end().to_owned());
        rest = rest[end..].trim_start();
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(text: &str, most: usize, width: usize) -> Vec<String> {
        lines(text, most, |line| line.chars().count() <= width)
    }

    #[test]
    fn lines_break_between_words_or_chinese_characters_and_end_in_dots() {
        assert_eq!(broken("清洁家园人人动手", 3, 5), ["清洁家园人", "人动手"]);
        assert_eq!(broken("sweep the old park", 3, 10), ["sweep the", "old park"]);
        assert_eq!(broken("清洁家园人人动手", 1, 5), ["清洁家园…"]);
        assert_eq!(broken("", 2, 5), Vec::<String>::new());
        assert_eq!(broken("abcdefgh", 3, 3), ["abc", "def", "gh"]);
    }
}
