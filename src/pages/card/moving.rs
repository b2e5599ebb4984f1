//! Putting the card on this phone: a code by text message, and one proof more.

use super::keeping::Page;
use crate::api::{self, ApiError};
use crate::browser::dom;
use crate::card::{Card, issue};
use crate::city::{now, today};
use crate::forms::{Form, refused};
use crate::i18n::problems;
use crate::session;
use crate::t;
use crate::ui::{Fault, Field, FormShell, Notice, Tone, toast};
use domain::api::card::{Evidence, EvidenceKind, Moving, MyCard, SendMovingCode};
use domain::id_card::IdCard;
use domain::problem::{ErrorCode, FieldCode, FieldProblem};
use domain::text::PersonName;
use domain::time::Timestamp;
use leptos::prelude::*;
use std::time::Duration;

/// How many digits a code has.
const DIGITS: usize = 6;
const CODE: &str = "moving-code";
const EVIDENCE: &str = "moving-evidence";

/// A code is on its way.
#[derive(Clone)]
struct Sent {
    /// The next one may be asked for then.
    next_at: Timestamp,
    /// The code itself, on a demonstration server.
    demo_code: Option<String>,
}

/// What is typed. It stays whatever the server answers.
#[derive(Clone, Copy)]
struct Typed {
    code: RwSignal<String>,
    evidence: RwSignal<String>,
}

/// The button, then the form.
pub(super) fn moving(page: Page, mine: MyCard) -> AnyView {
    let sent = RwSignal::new(None::<Sent>);
    let asking = Form::new();
    let typed = Typed { code: RwSignal::new(String::new()), evidence: RwSignal::new(String::new()) };
    let begun = Memo::new(move |_| sent.with(Option::is_some));
    view! {
        {move || {
            if begun.get() {
                form(page, mine.clone(), sent, asking, typed)
            } else {
                view! {
                    <p>
                        <button type="button" class="button" class:is-pending=asking.pending() aria-disabled=move || asking.pending().get().then_some("true")
                            on:click=move |_| ask(sent, asking)>{t!(card.move_here)}</button>
                    </p>
                }
                .into_any()
            }
        }}
        {refused(asking)} {have_code(sent, asking)}
    }
    .into_any()
}

/// The page was loaded anew after a code was sent: that code is still good. It may as well have been
/// one for logging in, which is good for that alone, so nobody is led on by themselves.
fn have_code(sent: RwSignal<Option<Sent>>, asking: Form) -> AnyView {
    let go_on = move |_| sent.set(Some(Sent { next_at: now(), demo_code: None }));
    (move || {
        let too_soon = asking.refusal().with(|refusal| refusal.as_ref().is_some_and(|refusal| refusal.code() == Some(ErrorCode::CodeTooSoon)));
        (too_soon && sent.with(Option::is_none)).then(|| view! { <p><button type="button" class="link" on:click=go_on>{t!(account.have_code)}</button></p> })
    })
    .into_any()
}

/// Asks for a code.
fn ask(sent: RwSignal<Option<Sent>>, asking: Form) {
    if asking.pending().get_untracked() {
        return;
    }
    asking.accept(Vec::new());
    let request = async move {
        let answer = api::send::<SendMovingCode>((), &(), &()).await?;
        Ok(Sent { next_at: answer.next_at, demo_code: answer.demo_code })
    };
    asking.run(request, move |answer| drop(sent.try_set(Some(answer))));
}

fn form(page: Page, mine: MyCard, sent: RwSignal<Option<Sent>>, asking: Form, typed: Typed) -> AnyView {
    let form = Form::new();
    let kind = mine.evidence;
    let submit = Callback::new(move |()| {
        let Some(person) = session::who().with_untracked(|who| who.somebody().map(|person| person.person)) else { return };
        let (faults, moving) = read(kind, typed);
        if let (true, Some(moving)) = (form.accept(faults), moving) {
            let mine = mine.clone();
            let request = async move { issue::put_here(person, &mine, Some(moving)).await.map_err(at_its_field) };
            form.run(request, move |card: Card| {
                page.put(card);
                toast::show(t!(card.moved));
            });
        }
    });
    Effect::new(move |_| {
        dom::focus(CODE);
    });
    let demo = move || sent.with(|sent| sent.as_ref().and_then(|sent| sent.demo_code.clone()));
    let (label, hint, longest) = match kind {
        EvidenceKind::IdCard => (t!(account.identity_number), t!(card.evidence_id_card), 18),
        EvidenceKind::Name => (t!(account.name), t!(card.evidence_name), 40),
    };
    view! {
        <p role="status">{t!(card.code_sent)}</p>
        {move || demo().map(|code| view! { <Notice tone=Tone::Info><p>{t!(account.demo_code)} " " <b class="number">{code}</b></p></Notice> })}
        <FormShell pending=form.pending() problem=form.problem() faults=form.faults() summary_title=t!(shell.error_summary)
            submit_label=t!(card.move_submit) on_submit=submit>
            <Field id=CODE label=t!(account.code) hint=t!(account.code_hint).to_owned() value=typed.code error=form.error(CODE)
                inputmode="numeric" autocomplete="one-time-code" maxlength=8 short=true />
            <Field id=EVIDENCE label hint=hint.to_owned() value=typed.evidence error=form.error(EVIDENCE) maxlength=longest />
        </FormShell>
        {resend(sent, asking)}
    }
    .into_any()
}

/// What is typed, as the request carries it, or what is wrong with it.
fn read(kind: EvidenceKind, typed: Typed) -> (Vec<Fault>, Option<Moving>) {
    let code: String = typed.code.with_untracked(|typed| typed.chars().filter(char::is_ascii_digit).collect());
    let evidence = typed.evidence.get_untracked();
    let evidence: Result<Evidence, FieldCode> = match kind {
        EvidenceKind::IdCard => IdCard::parse(&evidence, today()).map(|_| Evidence::IdCard { id_card: evidence.clone() }).map_err(Into::into),
        EvidenceKind::Name => evidence.parse::<PersonName>().map(|name| Evidence::Name { name }).map_err(Into::into),
    };
    let mut faults = Vec::new();
    if code.len() != DIGITS {
        faults.push((CODE, t!(problems.field_code).to_owned()).into());
    }
    match evidence {
        Ok(evidence) => (faults, Some(Moving { code, evidence })),
        Err(fault) => {
            faults.push((EVIDENCE, problems::field(fault)).into());
            (faults, None)
        }
    }
}

/// Puts the server's refusal of code or evidence at the field it is about.
fn at_its_field(error: ApiError) -> ApiError {
    let ApiError::Problem(mut problem) = error else { return error };
    let own = match problem.code {
        ErrorCode::CodeWrong | ErrorCode::CodeExpired => Some(CODE),
        ErrorCode::EvidenceWrong => Some(EVIDENCE),
        _ => None,
    };
    match own {
        Some(field) => problem.fields = vec![FieldProblem { field: field.to_owned(), code: FieldCode::Format }],
        // The request nests what the form shows side by side.
        None => {
            for fault in &mut problem.fields {
                for (nested, id) in [("moving.code", CODE), ("moving.evidence", EVIDENCE)] {
                    if fault.field.starts_with(nested) {
                        id.clone_into(&mut fault.field);
                    }
                }
            }
        }
    }
    ApiError::Problem(problem)
}

/// Asks for another code, once the time for it has come.
fn resend(sent: RwSignal<Option<Sent>>, asking: Form) -> AnyView {
    let left = move || sent.with_untracked(|sent| sent.as_ref().map_or(0, |sent| sent.next_at.seconds_since(now()).max(0)));
    let seconds = RwSignal::new(left());
    let timer = set_interval_with_handle(move || seconds.set(left()), Duration::from_secs(1)).ok();
    on_cleanup(move || {
        if let Some(timer) = timer {
            timer.clear();
        }
    });
    let again = move |_| {
        if seconds.get_untracked() == 0 {
            ask(sent, asking);
        }
    };
    let words = move || match seconds.get() {
        0 => t!(account.resend).to_owned(),
        left => t!(account.resend_in, seconds = left.to_string()),
    };
    view! { <button type="button" class="link number" aria-disabled=move || (seconds.get() > 0).then_some("true") on:click=again>{words}</button> }.into_any()
}
