//! What is shown while something comes, when it came, and when it did not.

use crate::stage::{Stage, after};
use domain::api::{Cursor, Page};
use leptos::prelude::*;
use portal::api::ApiError;
use portal::components::{Load, Loading, Paged, PagedList};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen_test::wasm_bindgen_test;

fn words(text: String) -> AnyView {
    view! { <p id="words">{text}</p> }.into_any()
}

#[wasm_bindgen_test]
async fn a_fast_answer_never_shows_grey_and_a_slow_one_does_after_a_moment() {
    let stage = Stage::of(|| {
        let slow = Loading::new(|| async {
            after(700).await;
            Ok("到了".to_owned())
        });
        view! { <Load of=slow show=words /> }
    });
    after(100).await;
    assert_eq!(stage.text(), "");
    after(350).await;
    assert!(stage.find(".skeleton").is_some());
    after(450).await;
    assert_eq!(stage.get("#words").text_content().as_deref(), Some("到了"));
    assert!(stage.find(".skeleton").is_none());
}

#[wasm_bindgen_test]
async fn a_failure_says_what_to_do_and_asking_again_helps() {
    let stage = Stage::of(|| {
        let tries = Rc::new(Cell::new(0));
        let loading = Loading::new(move || {
            let number = tries.replace(tries.get() + 1);
            async move { if number == 0 { Err(ApiError::Network) } else { Ok("好了".to_owned()) } }
        });
        view! { <Load of=loading show=words /> }
    });
    after(20).await;
    let panel = stage.get("[role='alert']");
    assert!(panel.text_content().unwrap().contains("网络"), "{}", stage.text());
    stage.get("[role='alert'] button").click();
    after(50).await;
    assert_eq!(stage.get("#words").text_content().as_deref(), Some("好了"));
}

fn row(number: u32) -> AnyView {
    view! { <b>{number}</b> }.into_any()
}

fn nothing() -> AnyView {
    view! { <p id="nothing">"空"</p> }.into_any()
}

#[wasm_bindgen_test]
async fn a_list_comes_page_by_page() {
    let stage = Stage::of(|| {
        let list = Paged::new(|after: Option<Cursor>| async move {
            let first = after.map_or(0, |cursor| cursor.key as u32);
            let next = (first == 0).then_some(Cursor { key: 2, id: 0 });
            Ok(Page { items: vec![first, first + 1], next })
        });
        view! { <PagedList of=list show=row empty=nothing class="list" /> }
    });
    after(50).await;
    assert_eq!(stage.get("ul").text_content().as_deref(), Some("01"));
    stage.get("button").click();
    after(50).await;
    assert_eq!(stage.get("ul").text_content().as_deref(), Some("0123"));
    assert!(stage.find("button").is_none(), "nothing more to ask for");
}

#[wasm_bindgen_test]
async fn an_empty_list_says_so() {
    let stage = Stage::of(|| {
        let list = Paged::new(|_: Option<Cursor>| async { Ok(Page::<u32> { items: Vec::new(), next: None }) });
        view! { <PagedList of=list show=row empty=nothing class="list" /> }
    });
    after(50).await;
    assert!(stage.find("#nothing").is_some() && stage.find("ul").is_none());
}
