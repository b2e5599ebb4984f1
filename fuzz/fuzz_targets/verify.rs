//! Whatever a camera reads or a network brings: nothing panics, and nothing is believed that the
//! city has not signed. An input is a text as of a QR code, or `KEYS` or `LIST` and base 32 of what
//! would come from the two well-known addresses.

#![no_main]

use data_encoding::{BASE32_NOPAD, HEXLOWER};
use domain::credential::{KeySet, StatusList, Trust, verify};
use domain::division::DivisionCode;
use domain::place_code::PlaceCode;
use domain::time::Timestamp;
use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use std::collections::HashSet;
use std::sync::LazyLock;

struct Known {
    issuer: DivisionCode,
    keys: KeySet,
    status: StatusList,
    now: Timestamp,
    /// The codes that are genuine at `now`.
    genuine: HashSet<String>,
}

static KNOWN: LazyLock<Known> = LazyLock::new(|| {
    let document: Value = serde_json::from_str(include_str!("../../docs/credential/vectors.json")).unwrap();
    let hex = |value: &Value| HEXLOWER.decode(value.as_str().unwrap().as_bytes()).unwrap();
    let issuer: DivisionCode = document["trust"]["issuer"].as_str().unwrap().parse().unwrap();
    let keys = KeySet::read(&hex(&document["trust"]["keys"])).unwrap();
    let status = StatusList::read(&hex(&document["trust"]["status"]), &keys, &issuer).unwrap();
    let vectors = document["vectors"].as_array().unwrap();
    let genuine = vectors.iter().filter(|vector| vector["expect"]["verdict"] == "good").map(|vector| vector["text"].as_str().unwrap().trim().to_owned()).collect();
    Known { issuer, keys, status, now: Timestamp::from_unix_ms(vectors[0]["now_ms"].as_i64().unwrap()), genuine }
});

fuzz_target!(|data: &[u8]| {
    let known = &*KNOWN;
    let text = String::from_utf8_lossy(data);
    let packed = |prefix| text.strip_prefix(prefix).and_then(|rest: &str| BASE32_NOPAD.decode(rest.trim().as_bytes()).ok());
    if let Some(bytes) = packed("KEYS") {
        if let Ok(keys) = KeySet::read(&bytes) {
            assert_eq!(KeySet::read(&keys.write()), Ok(keys));
        }
    } else if let Some(bytes) = packed("LIST") {
        if let Ok(list) = StatusList::read(&bytes, &known.keys, &known.issuer) {
            assert_eq!(list, known.status, "a list the city has not signed");
        }
    } else {
        if let Ok(code) = PlaceCode::read(&text) {
            assert!(text.contains(&code.text()), "{text} is a second spelling");
        }
        let trust = Trust { issuer: &known.issuer, keys: &known.keys, status: Some(&known.status), longest_status_seconds: 604_800, challenge: None };
        if verify(&text, trust, known.now).is_ok() {
            assert!(known.genuine.contains(text.trim()), "{text} is believed");
        }
    }
});
