//! The people of a shift in a table: who, how they stand, when they came and went.

use super::said;
use crate::i18n::format;
use crate::t;
use domain::sign_up::RosterLine;
use domain::time::Timestamp;
use leptos::prelude::*;

/// Somebody in the table.
pub struct PersonRow<'a> {
    pub line: &'a RosterLine,
    /// The tag's class, and how they stand in words.
    pub standing: (&'static str, &'static str),
    /// A warning beside it.
    pub note: Option<&'static str>,
    /// What was said of it by hand, and the way to do so.
    pub correction: Option<AnyView>,
}

/// The table. `when` writes the times of coming and going; a printed one has a column to sign in, if `to_sign`.
pub fn people_table(caption: AnyView, rows: Vec<PersonRow<'_>>, when: fn(Timestamp) -> String, to_sign: bool) -> AnyView {
    view! {
        <div class="roster__part table-wrap">
            <table class="table table--people">
                {caption}
                <thead>
                    <tr>
                        <th scope="col">{t!(manage.name)}</th>
                        <th scope="col">{t!(manage.status)}</th>
                        <th scope="col">{t!(manage.number)}</th>
                        <th scope="col">{t!(manage.came)}</th>
                        <th scope="col">{t!(manage.left)}</th>
                        <th scope="col">{t!(manage.credited)}</th>
                        {to_sign.then(|| view! { <th scope="col" class="print-only">{t!(manage.signature)}</th> })}
                    </tr>
                </thead>
                <tbody>{rows.into_iter().map(|one| row(one, when, to_sign)).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(PersonRow { line, standing: (class, words), note, correction }: PersonRow<'_>, when: fn(Timestamp) -> String, to_sign: bool) -> AnyView {
    let (came, left) = (line.checked_in_at, line.checked_out_at);
    let time = |at: Option<Timestamp>| at.map_or_else(|| "—".to_owned(), when);
    let credited = left.map_or_else(|| "—".to_owned(), |_| format::duration(line.credited_minutes.into()));
    view! {
        <tr>
            <th scope="row">{line.name.clone()} {said(line)}</th>
            <td data-part="status">
                <span class=class>{words}</span>
                {note.map(|note| view! { " " <span class="tag tag--warning">{note}</span> })}
                {correction}
            </td>
            <td class="number">{line.number.grouped()}</td>
            <td class="number" data-label=t!(manage.came) class:is-empty=came.is_none()>{time(came)}</td>
            <td class="number" data-label=t!(manage.left) class:is-empty=left.is_none()>{time(left)}</td>
            <td class="number" data-label=t!(manage.credited) class:is-empty=left.is_none()>{credited}</td>
            {to_sign.then(|| view! { <td class="print-only"></td> })}
        </tr>
    }
    .into_any()
}
