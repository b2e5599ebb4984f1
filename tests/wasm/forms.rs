//! Forms: wiring for assistive technology, focus after a refusal, nothing typed lost.

use crate::stage::{Stage, after, focused};
use leptos::prelude::*;
use portal::ui::{Dialog, Fault, Field, FormShell};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlDialogElement, HtmlInputElement};

struct Ways {
    value: RwSignal<String>,
    error: RwSignal<Option<String>>,
    pending: RwSignal<bool>,
    faults: RwSignal<Vec<Fault>>,
    sent: RwSignal<u32>,
}

fn form() -> (Stage, Ways) {
    let ways = Ways {
        value: RwSignal::new("王".to_owned()),
        error: RwSignal::new(None),
        pending: RwSignal::new(false),
        faults: RwSignal::new(Vec::new()),
        sent: RwSignal::new(0),
    };
    let Ways { value, error, pending, faults, sent } = ways;
    let on_submit = Callback::new(move |()| sent.update(|n| *n += 1));
    let stage = Stage::of(move || {
        view! {
            <FormShell pending problem=Signal::stored(None::<String>) faults summary_title="看一看" submit_label="提交" on_submit>
                <Field id="name" label="姓名" hint="和身份证一致".to_owned() value error=error.into() />
            </FormShell>
        }
    });
    (stage, ways)
}

#[wasm_bindgen_test]
async fn a_field_is_tied_to_its_label_its_hint_and_its_error() {
    let (stage, ways) = form();
    after(0).await;
    let input = stage.get("input");
    assert_eq!(stage.get("label").get_attribute("for").as_deref(), Some("name"));
    assert_eq!(input.get_attribute("aria-describedby").as_deref(), Some("name-hint"));
    assert_eq!(input.get_attribute("aria-invalid"), None);
    ways.error.set(Some("请填写".into()));
    after(0).await;
    assert_eq!(input.get_attribute("aria-describedby").as_deref(), Some("name-hint name-error"));
    assert_eq!(input.get_attribute("aria-invalid").as_deref(), Some("true"));
    assert!(stage.get("#name-error").text_content().unwrap().contains("请填写"));
}

#[wasm_bindgen_test]
async fn a_refused_form_moves_the_focus_to_its_summary_and_keeps_what_was_typed() {
    let (stage, ways) = form();
    after(0).await;
    ways.faults.set(vec![Fault { field: "name".into(), text: "名字太长".into() }]);
    after(20).await;
    assert_eq!(focused(), "error-summary");
    stage.get("#error-summary a").click();
    assert_eq!(focused(), "name");
    let input: HtmlInputElement = stage.get("input").unchecked_into();
    assert_eq!(input.value(), "王");
}

#[wasm_bindgen_test]
async fn a_form_that_is_on_its_way_is_not_sent_again() {
    let (stage, ways) = form();
    after(0).await;
    stage.get("button").click();
    assert_eq!(ways.sent.get_untracked(), 1);
    ways.pending.set(true);
    after(0).await;
    assert_eq!(stage.get("button").get_attribute("aria-disabled").as_deref(), Some("true"));
    stage.get("button").click();
    assert_eq!(ways.sent.get_untracked(), 1);
}

#[wasm_bindgen_test]
async fn a_dialog_is_modal_named_and_closes_with_its_cross() {
    let open = RwSignal::new(false);
    let stage = Stage::of(move || view! { <Dialog id="ask" open title="确定吗" close_label="关闭">"问题"</Dialog> });
    after(0).await;
    let dialog: HtmlDialogElement = stage.get("dialog").unchecked_into();
    assert!(!dialog.open());
    open.set(true);
    after(20).await;
    assert!(dialog.open());
    assert_eq!(dialog.get_attribute("aria-labelledby").as_deref(), Some("ask-title"));
    stage.get("button[aria-label='关闭']").click();
    after(20).await;
    assert!(!dialog.open() && !open.get_untracked());
}
