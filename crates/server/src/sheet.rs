//! Lists as files for a spreadsheet: CSV and XLSX.

mod roster;

pub use roster::of_roster;

use crate::http::Failure;
use anyhow::Context;
use rust_xlsxwriter::{Format, Workbook};
use std::borrow::Cow;

/// Begins a CSV file, so that spreadsheets read it as UTF-8.
const BYTE_ORDER_MARK: &str = "\u{FEFF}";

/// No column is wider, in digits: what is longer can be read in its cell.
const WIDEST: u32 = 60;

/// A table of texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    pub heads: Vec<&'static str>,
    pub rows: Vec<Vec<String>>,
}

impl Sheet {
    fn lines(&self) -> impl Iterator<Item = Vec<Cow<'_, str>>> {
        let heads = self.heads.iter().map(|head| Cow::Borrowed(*head)).collect();
        std::iter::once(heads).chain(self.rows.iter().map(|row| row.iter().map(|cell| defused(cell)).collect()))
    }

    /// The table as CSV.
    ///
    /// # Errors
    /// Of this program only.
    pub fn csv(&self) -> Result<Vec<u8>, Failure> {
        let mut writer = csv::Writer::from_writer(BYTE_ORDER_MARK.as_bytes().to_vec());
        for line in self.lines() {
            writer.write_record(line.iter().map(|cell| cell.as_bytes())).context("a line of CSV")?;
        }
        Ok(writer.into_inner().context("a file of CSV")?)
    }

    /// The table as XLSX. Every cell is a text.
    ///
    /// # Errors
    /// Of this program only.
    pub fn xlsx(&self) -> Result<Vec<u8>, Failure> {
        let mut book = Workbook::new();
        let bold = Format::new().set_bold();
        let page = book.add_worksheet();
        for (line, cells) in (0_u32..).zip(self.lines()) {
            for (column, cell) in (0_u16..).zip(cells) {
                if line == 0 {
                    page.write_string_with_format(line, column, cell, &bold).context("a head of a table")?;
                } else {
                    page.write_string(line, column, cell).context("a cell of a table")?;
                }
            }
        }
        page.set_freeze_panes(1, 0).context("the heads of a table")?;
        for column in 0..self.heads.len() {
            let widest = self.lines().filter_map(|cells| cells.get(column).map(|cell| width(cell))).max().unwrap_or_default();
            page.set_column_width(u16::try_from(column).unwrap_or(u16::MAX), (widest + 2).min(WIDEST)).context("a column of a table")?;
        }
        Ok(book.save_to_buffer().context("a table")?)
    }
}

/// What a text takes of a column, in digits: a Chinese character is as wide as two.
fn width(text: &str) -> u32 {
    text.chars().map(|character| if character.is_ascii() { 1 } else { 2 }).sum()
}

/// A text that no spreadsheet takes for a formula: what begins like one is given an apostrophe, which shows a text as it is.
/// Source: OWASP, CSV Injection.
fn defused(text: &str) -> Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet() -> Sheet {
        Sheet { heads: vec!["姓名"], rows: ["=1+1", "+86", "-1", "@a", "\tx", "\rx", "＝1", "张三", "a,\"b\""].map(|cell| vec![cell.to_owned()]).to_vec() }
    }

    #[test]
    fn what_begins_like_a_formula_is_a_text() {
        let text = String::from_utf8(sheet().csv().unwrap()).unwrap();
        assert!(text.starts_with("\u{FEFF}姓名\n'=1+1\n'+86\n'-1\n'@a\n'\tx\n"), "{text:?}");
        assert!(text.ends_with("\n'＝1\n张三\n\"a,\"\"b\"\"\"\n"), "{text:?}");
    }

    #[test]
    fn a_column_has_room_for_chinese() {
        assert_eq!([width("姓名"), width("18:00"), width("第 1 班")], [4, 5, 7]);
    }

    #[test]
    fn a_workbook_is_an_archive_with_every_text() {
        let bytes = sheet().xlsx().unwrap();
        assert!(bytes.starts_with(b"PK\x03\x04") && bytes.len() > 1000);
    }
}
