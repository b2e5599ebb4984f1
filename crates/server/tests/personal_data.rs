//! Phone and identity card numbers stay where they belong: sealed in the database, and nowhere else.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod harness;

use data_encoding::{BASE32_NOPAD, BASE64URL_NOPAD};
use harness::Running;
use serde_json::{Value, json};
use std::fs;
use ureq::http::Method;

const PEOPLE: usize = 12;

/// A browser: one session cookie at a time, and all that was ever answered to it.
struct Browser<'s> {
    server: &'s Running,
    cookie: String,
    heard: Vec<String>,
}

impl Browser<'_> {
    fn call(&mut self, method: Method, path: &str, body: Option<&Value>) -> Value {
        let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
        let mut request = ureq::http::Request::builder().method(method).uri(self.server.url(path)).header("cookie", &self.cookie);
        if body.is_some() {
            request = request.header("content-type", "application/json");
        }
        let mut response = agent.run(request.body(body.map(Value::to_string).unwrap_or_default()).unwrap()).unwrap();
        if let Some(set) = response.headers().get("set-cookie") {
            self.cookie = set.to_str().unwrap().split(';').next().unwrap().to_owned();
        }
        let headers = format!("{:?}", response.headers());
        let text = response.body_mut().read_to_string().unwrap();
        assert!(response.status().as_u16() < 500, "{path}: {text}");
        // Random digits of the request's id would now and then look like a phone number.
        let id = response.headers()["x-request-id"].to_str().unwrap();
        self.heard.extend([headers.replace(id, ""), text.replace(id, "")]);
        serde_json::from_str(&text).unwrap_or_default()
    }
}

/// Whether a text holds something like a phone number (11 digits in a row) or an identity card number.
fn looks_personal(text: &str) -> Option<String> {
    let runs = text.split(|c: char| !c.is_ascii_digit() && c != 'X' && c != 'x');
    let phone = |run: &str| run.len() == 11 && run.starts_with('1') && run.as_bytes()[1] >= b'3';
    let id_card = |run: &str| run.len() == 18 && run[..17].bytes().all(|b| b.is_ascii_digit());
    runs.filter(|run| phone(run) || id_card(run)).map(str::to_owned).next()
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|part| part == text.as_bytes())
}

#[test]
fn numbers_are_in_no_file_no_log_no_answer_and_no_card() {
    let folder = tempfile::tempdir().unwrap();
    let server = Running::start(folder.path(), &["--demo", "--guesses-per-minute", "10000"]);
    let (mut numbers, mut cards) = (Vec::new(), Vec::new());
    let mut heard = Vec::new();
    for person in 0..PEOPLE {
        let phone = format!("1380731{person:04}");
        let card = domain::id_card::complete(&format!("4310021990010{}{person:03}", person % 9 + 1)).unwrap();
        let mut browser = Browser { server: &server, cookie: String::new(), heard: Vec::new() };
        let code = browser.call(Method::POST, "/api/session/codes", Some(&json!({"phone": phone})))["demo_code"].as_str().unwrap().to_owned();
        // A wrong guess, a wrong form and a wrong address may not tell either.
        browser.call(Method::POST, "/api/session", Some(&json!({"phone": phone, "code": "000000x"})));
        browser.call(Method::POST, "/api/session", Some(&json!({"phone": phone, "code": code, "unexpected": phone})));
        browser.call(Method::GET, &format!("/api/nothing/{phone}?phone={phone}&card={card}"), None);
        let ticket = browser.call(Method::POST, "/api/session", Some(&json!({"phone": phone, "code": code})))["ticket"].as_str().unwrap().to_owned();
        let joined = browser.call(Method::POST, "/api/volunteers", Some(&json!({"ticket": ticket, "name": "刘志愿", "consent": "2026-1"})));
        assert_eq!(joined["kind"], "volunteer", "{joined}");
        let profile = browser.call(Method::PUT, "/api/me/id-card", Some(&json!({"id_card": card})));
        assert_eq!(profile["assurance"], "id_card_given", "{profile}");
        browser.call(Method::PUT, "/api/me/id-card", Some(&json!({"id_card": format!("{}0", &card[..17])})));
        for path in ["/api/me", "/api/session", "/api/sessions", "/api/me/records", "/api/me/messages", "/api/me/sign-ups", "/api/me/looks", "/api/activities"] {
            browser.call(Method::GET, path, None);
        }
        let paper = browser.call(Method::POST, "/api/me/card/paper", None);
        let book = browser.call(Method::POST, "/api/me/card/slots", Some(&json!({})));
        browser.call(Method::GET, "/api/me/card", None);
        cards.push(BASE32_NOPAD.decode(&paper["text"].as_str().unwrap().as_bytes()[4..]).unwrap());
        cards.push(BASE64URL_NOPAD.decode(book["credential"].as_str().unwrap().as_bytes()).unwrap());
        numbers.extend([phone, card]);
        heard.append(&mut browser.heard);
    }
    for card in &cards {
        assert!(holds(card, "刘*"), "the masked name is there");
        assert!(!holds(card, "刘志愿"), "a card tells the whole name");
        assert!(!numbers.iter().any(|number| holds(card, number)), "a card tells a number");
    }
    for text in &heard {
        assert_eq!(looks_personal(text), None, "{text}");
    }
    // While it runs, so that the write-ahead log is there to be read too.
    for file in fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path()) {
        let bytes = fs::read(&file).unwrap();
        for number in &numbers {
            assert!(!holds(&bytes, number), "{number} stands in {}", file.display());
        }
    }
    let log = fs::read_to_string(folder.path().join("portal.log")).unwrap();
    assert!(log.contains("/api/volunteers") && !log.contains("?phone"), "{log}");
    assert!(server.stop());
}

#[test]
fn the_check_finds_what_it_looks_for() {
    assert!(looks_personal(r#"{"phone":"13807310000"}"#).is_some() && looks_personal("id=11010519491231002X.").is_some());
    // Instants have 13 digits, ids have letters.
    assert!(looks_personal(r#"{"at":1790000000000,"id":"06b0fz3m4k2d8","phone":"138******00"}"#).is_none());
}
