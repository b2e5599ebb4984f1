//! Putting the card on this phone: a code by text message, and one proof more.

use super::keeping::Page;
use crate::api::{self, ApiError};
use crate::browser::{announce, dom};
use crate::card::{Card, issue};
use crate::city::today;
use crate::forms::{Form, SentCode, another_code, code_field, code_typed, demo_code, refused};
use crate::i18n::problems;
use crate::session;
use crate::t;
use crate::ui::{Fault, Field, FormShell, toast};
use domain::api::card::{Evidence, EvidenceKind, Moving, MyCard, SendMovingCode};
use domain::id_card::IdCard;
use domain::problem::{ErrorCode, FieldCode, FieldProblem};
use domain::text::PersonName;
use leptos::prelude::*;

const CODE: &str = "moving-code";
const EVIDENCE: &str = "moving-evidence";

/// What is typed. It stays whatever the server answers.
#[derive(Clone, Copy)]
struct Typed {
    code: RwSignal<String>,
    evidence: RwSignal<String>,
}

/// The button, then the form.
pub(super) fn moving(page: Page, mine: MyCard) -> AnyView {
    let sent = RwSignal::new(None::<SentCode>);
    let asking = Form::new();
    let typed = Typed { code: RwSignal::new(String::new()), evidence: RwSignal::new(String::new()) };
    let begun = Memo::new(move |_| sent.with(Option::is_some));
    // A code was sent to this phone a moment ago, perhaps the one for logging in: the next is waited for.
    let before = Memo::new(move |_| SentCode::before(asking));
    let pressed = Callback::new(move |()| ask(sent, asking));
    view! {
        {move || {
            if begun.get() {
                form(page, mine.clone(), sent, asking, typed)
            } else if before.with(Option::is_some) {
                view! { <p role="status">{t!(card.move_soon)}</p> <p>{another_code(before.into(), pressed)}</p> }.into_any()
            } else {
                view! {
                    <p>
                        <button type="button" class="button" class:is-pending=asking.pending() aria-disabled=move || asking.pending().get().then_some("true")
                            on:click=move |_| pressed.run(())>{t!(card.move_here)}</button>
                    </p>
                    {refused(asking)}
                }
                .into_any()
            }
        }}
    }
    .into_any()
}

/// Asks for a code.
fn ask(sent: RwSignal<Option<SentCode>>, asking: Form) {
    if asking.pending().get_untracked() {
        return;
    }
    asking.accept(Vec::new());
    asking.run(async { api::send::<SendMovingCode>((), &(), &()).await }, move |answer| drop(sent.try_set(Some(answer.into()))));
}

fn form(page: Page, mine: MyCard, sent: RwSignal<Option<SentCode>>, asking: Form, typed: Typed) -> AnyView {
    let form = Form::new();
    let kind = mine.evidence;
    let submit = Callback::new(move |()| {
        let Some(person) = session::who().with_untracked(|who| who.somebody().map(|person| person.person)) else { return };
        let moving = match read(kind, typed) {
            Ok(moving) => moving,
            Err(faults) => {
                form.accept(faults);
                return;
            }
        };
        form.accept(Vec::new());
        let mine = mine.clone();
        let request = async move { issue::put_here(person, &mine, Some(moving)).await.map_err(at_its_field) };
        form.run(request, move |card: Card| {
            page.put(card);
            toast::show(t!(card.moved));
            // The form goes, and with it the focus; the code stands where the page begins.
            dom::focus(announce::HEADING);
            dom::scroll_to_top();
        });
    });
    Effect::new(move |_| {
        dom::focus(CODE);
    });
    let (label, hint, longest) = match kind {
        EvidenceKind::IdCard => (t!(account.identity_number), t!(card.evidence_id_card), 18),
        EvidenceKind::Name => (t!(account.name), t!(card.evidence_name), 40),
    };
    view! {
        <p role="status">{t!(card.code_sent)}</p>
        {demo_code(sent.into())}
        <FormShell pending=form.pending() problem=form.problem() faults=form.faults() summary_title=t!(shell.error_summary)
            submit_label=t!(card.move_submit) on_submit=submit>
            {code_field(CODE, form, typed.code)}
            <Field id=EVIDENCE label hint=hint.to_owned() value=typed.evidence error=form.error(EVIDENCE) maxlength=longest />
        </FormShell>
        {another_code(sent.into(), Callback::new(move |()| ask(sent, asking)))}
    }
    .into_any()
}

/// What is typed, as the request carries it, or what is wrong with it.
fn read(kind: EvidenceKind, typed: Typed) -> Result<Moving, Vec<Fault>> {
    let code = typed.code.with_untracked(|typed| code_typed(CODE, typed));
    let evidence = typed.evidence.get_untracked();
    let evidence: Result<Evidence, FieldCode> = match kind {
        EvidenceKind::IdCard => IdCard::parse(&evidence, today()).map(|_| Evidence::IdCard { id_card: evidence.clone() }).map_err(Into::into),
        EvidenceKind::Name => evidence.parse::<PersonName>().map(|name| Evidence::Name { name }).map_err(Into::into),
    };
    match (code, evidence.map_err(|fault| (EVIDENCE, problems::field(fault)).into())) {
        (Ok(code), Ok(evidence)) => Ok(Moving { code, evidence }),
        (code, evidence) => Err(code.err().into_iter().chain(evidence.err()).collect()),
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
