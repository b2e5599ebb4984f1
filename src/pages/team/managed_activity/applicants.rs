//! Sign-ups that wait for the team's word: approved with one tap, declined with a reason that the person reads.

use crate::components::{Loading, said};
use crate::forms::{Confirm, Form, Wish, refused};
use crate::i18n::{format, problems};
use crate::t;
use crate::ui::{Field, toast};
use domain::activity::ActivityDetail;
use domain::api::activity::Roster;
use domain::api::sign_up::{DecideSignUp, SignUpDecision};
use domain::sign_up::{RosterLine, SignUpStatus};
use domain::text::Line;
use leptos::prelude::*;

/// Id of the heading; it takes the focus after a decision.
pub(super) const TITLE: &str = "applicants-title";

/// What is asked of whoever decides.
#[derive(Clone, Copy)]
struct Decisions {
    wish: Wish,
    approving: Form,
    /// Whose sign-up may be declined, and whether the question is open.
    line: RwSignal<Option<RosterLine>>,
    declining: RwSignal<bool>,
    reason: RwSignal<String>,
    missing: RwSignal<Option<String>>,
    decided: Callback<()>,
}

/// The section, as long as anybody waits; `decided` is called after each decision.
pub(super) fn applicants(detail: &ActivityDetail, roster: Loading<Roster>, decided: Callback<()>) -> AnyView {
    let decisions = Decisions {
        wish: Wish::new(),
        approving: Form::new(),
        line: RwSignal::new(None),
        declining: RwSignal::new(false),
        reason: RwSignal::new(String::new()),
        missing: RwSignal::new(None),
        decided,
    };
    let waiting = Memo::new(move |_| {
        let lines = roster.get().map(|roster| roster.lines).unwrap_or_default();
        lines.into_iter().filter(|line| line.status == Some(SignUpStatus::Pending)).collect::<Vec<_>>()
    });
    let shifts = StoredValue::new(detail.shifts.clone());
    let when = move |line: &RosterLine| shifts.with_value(|shifts| shifts.iter().find(|shift| shift.id == line.shift).map(|shift| format::span(shift.time)));
    view! {
        <section class="section" aria-labelledby=TITLE hidden=move || waiting.with(Vec::is_empty)>
            <h2 id=TITLE tabindex="-1">{move || t!(manage.applicants, count = waiting.with(Vec::len).to_string())}</h2>
            <p class="quiet">{t!(manage.applicants_help)}</p>
            {refused(decisions.approving)}
            <ul class="rows">
                <For each=move || waiting.get() key=|line| line.sign_up children=move |line| {
                    let when = when(&line);
                    row(decisions, line, when)
                } />
            </ul>
        </section>
        {decisions.question()}
    }
    .into_any()
}

fn row(decisions: Decisions, line: RosterLine, when: Option<String>) -> AnyView {
    let (approved, declined) = (line.clone(), line.clone());
    let (name, said) = (line.name.clone(), said(&line));
    view! {
        <li class="row row--tall">
            <div class="row__main">
                <h3 class="row__title">{line.name}</h3>
                <p class="row__facts"><span class="number">{line.number.grouped()}</span> <span>{when}</span></p>
                {said}
            </div>
            <p class="row__actions">
                <button type="button" class="button button--small" aria-disabled=move || decisions.approving.pending().get().then_some("true")
                    on:click=move |_| decisions.approve(&approved)>{t!(manage.approve)} " " <span class="visually-hidden">{name.clone()}</span></button>
                <button type="button" class="button button--quiet button--small" on:click=move |_| decisions.ask(&declined)>
                    {t!(manage.decline)} " " <span class="visually-hidden">{name.clone()}</span></button>
            </p>
        </li>
    }
    .into_any()
}

impl Decisions {
    fn approve(self, line: &RosterLine) {
        let Some(id) = line.sign_up.filter(|_| !self.approving.pending().get_untracked()) else { return };
        let name = line.name.clone();
        self.approving.accept(Vec::new());
        self.approving.run(self.wish.send::<DecideSignUp>(id, SignUpDecision { approve: true, reason: None }), move |()| {
            toast::show(t!(manage.approved, name = name));
            self.done();
        });
    }

    /// Asks once more, and why, before it is declined.
    fn ask(self, line: &RosterLine) {
        self.line.set(Some(line.clone()));
        self.reason.set(String::new());
        self.missing.set(None);
        self.declining.set(true);
    }

    fn decline(self, form: Form) {
        let Some((id, name)) = self.line.get_untracked().and_then(|line| Some((line.sign_up?, line.name))) else { return };
        match self.reason.with_untracked(|typed| typed.parse::<Line>()) {
            Err(fault) => self.missing.set(Some(problems::field(fault.into()))),
            Ok(reason) => form.run(self.wish.send::<DecideSignUp>(id, SignUpDecision { approve: false, reason: Some(reason) }), move |()| {
                self.declining.try_set(false);
                toast::show(t!(manage.declined, name = name));
                self.done();
            }),
        }
    }

    fn done(self) {
        // The page may be gone by now.
        let _ = self.decided.try_run(());
    }

    fn question(self) -> AnyView {
        let act = Callback::new(move |form: Form| {
            self.missing.set(None);
            self.decline(form);
        });
        view! {
            <Confirm id="decline-sign-up" open=self.declining title=t!(manage.decline_title) yes=t!(manage.decline) act>
                <p><b>{move || self.line.with(|line| line.as_ref().map(|line| line.name.clone()))}</b></p>
                <Field id="decline-reason" label=t!(manage.decline_reason) hint=t!(manage.decline_reason_hint).to_owned() value=self.reason error=self.missing.into() />
            </Confirm>
        }
        .into_any()
    }
}
