//! A place in the document for one test at a time, and ways to look at it and to wait.

use domain::api::portal::{Bilingual, Portal};
use domain::policy::Policy;
use domain::time::{Timestamp, Zone};
use leptos::prelude::*;
use serde::Deserialize;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, Element, Event, HtmlElement, HtmlInputElement};

/// The city that comes with the project: tests use its figures.
const CITY: &str = include_str!("../../data/cities/4310/city.toml");

#[derive(Deserialize)]
struct CityFile {
    policy: Policy,
}

fn portal() -> Portal {
    let both = |zh: &str, en: &str| Bilingual { zh: zh.into(), en: en.into() };
    let file: CityFile = toml::from_str(CITY).unwrap();
    Portal {
        city: both("郴州市", "Chenzhou"),
        name: both("郴州志愿服务网", "Chenzhou Volunteers"),
        short_name: both("郴州志愿", "CZ Volunteers"),
        tagline: both("一张网、一个证", "One network, one certificate"),
        accent: "teal".into(),
        hotline: "12355".into(),
        hotline_hours: both("每天", "Every day"),
        insurance: Some(both("服务期间的保险由本市统一安排", "The city arranges insurance during service")),
        map_link: None,
        map_tiles: None,
        root: "4310".parse().unwrap(),
        zone: Zone { name: "Asia/Shanghai".into(), utc_offset_minutes: 480 },
        policy: file.policy,
        version: "0".into(),
        demo: false,
        service_worker: false,
        server_time: Timestamp::from_unix_ms(1_790_000_000_000),
    }
}

pub fn document() -> Document {
    web_sys::window().unwrap().document().unwrap()
}

/// A mounted view; it is taken down when dropped, so that ids are unique in every test.
pub struct Stage {
    root: HtmlElement,
    mounted: Option<Box<dyn std::any::Any>>,
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.mounted.take();
        self.root.remove();
    }
}

impl Stage {
    /// Mounts what `view` makes, in Chinese.
    pub fn of<V: IntoView + 'static>(view: impl FnOnce() -> V + 'static) -> Self {
        portal::city::learn(portal());
        let root: HtmlElement = document().create_element("div").unwrap().unchecked_into();
        document().body().unwrap().append_child(&root).unwrap();
        let mounted = leptos::mount::mount_to(root.clone(), view);
        Self { root, mounted: Some(Box::new(mounted)) }
    }

    /// The first element that fits.
    pub fn find(&self, selector: &str) -> Option<Element> {
        self.root.query_selector(selector).unwrap()
    }

    /// The same, which has to be there.
    pub fn get(&self, selector: &str) -> HtmlElement {
        self.find(selector).unwrap_or_else(|| panic!("no {selector} in {}", self.root.inner_html())).unchecked_into()
    }

    /// All elements that fit.
    pub fn all(&self, selector: &str) -> Vec<HtmlElement> {
        let found = self.root.query_selector_all(selector).unwrap();
        (0..found.length()).filter_map(|place| found.get(place)?.dyn_into().ok()).collect()
    }

    pub fn text(&self) -> String {
        self.root.text_content().unwrap_or_default()
    }
}

/// Waits for effects and for `ms` milliseconds.
pub async fn after(ms: i32) {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        web_sys::window().unwrap().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, ms).unwrap();
    });
    JsFuture::from(promise).await.unwrap();
}

/// Waits until `is_so`, five seconds at most.
pub async fn until(what: &str, is_so: impl Fn() -> bool) {
    for _ in 0..250 {
        if is_so() {
            return;
        }
        after(20).await;
    }
    panic!("{what} did not come about in five seconds: {}", document().body().unwrap().inner_text());
}

/// Puts `text` into an input, as if it were typed.
pub fn type_into(input: &HtmlElement, text: &str) {
    let input: &HtmlInputElement = input.unchecked_ref();
    input.set_value(text);
    let event = Event::new("input").unwrap();
    input.dispatch_event(&event).unwrap();
}

/// Id of the element that has the focus.
pub fn focused() -> String {
    document().active_element().map(|e| e.id()).unwrap_or_default()
}
