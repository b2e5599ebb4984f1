//! What somebody said when they signed up, as their team reads it: answers, who comes along, and why the team signed them up itself.

use crate::i18n::joining;
use crate::t;
use domain::activity::Answered;
use domain::sign_up::RosterLine;
use leptos::prelude::*;

/// The lines of text; nothing when nothing was said.
pub fn said(line: &RosterLine) -> AnyView {
    let names = line.companions.iter().map(|companion| companion.name.to_string()).collect::<Vec<_>>().join(t!(joining.and));
    let companions = (!names.is_empty()).then(|| t!(joining.companions_now, names = names));
    let by_team = line.by_team.as_ref().map(|reason| t!(joining.by_team_line, reason = reason));
    let answer = |one: &Answered| view! { <p class="quiet">{one.question.to_string()} " " <b>{joining::answer(one)}</b></p> };
    view! {
        {companions.into_iter().chain(by_team).map(|words| view! { <p class="quiet">{words}</p> }).collect_view()}
        {line.answers.iter().map(answer).collect_view()}
    }
    .into_any()
}
