//! The city and the codes of the published vectors, on the device of a test.

use serde_json::{Value, json};
use web_sys::Storage;

const DOCUMENT: &str = include_str!("../../docs/credential/vectors.json");

pub fn storage() -> Storage {
    web_sys::window().unwrap().local_storage().unwrap().unwrap()
}

/// The keys of the device's storage that begin with `prefix`.
pub fn kept(prefix: &str) -> Vec<String> {
    let storage = storage();
    let keys = (0..storage.length().unwrap()).filter_map(|place| storage.key(place).unwrap());
    keys.filter(|key| key.starts_with(prefix)).collect()
}

/// Gives the device what it would have fetched: the keys, and the list of revoked credentials if
/// `with_list`.
pub fn keep_trust(with_list: bool) {
    let document: Value = serde_json::from_str(DOCUMENT).unwrap();
    for (name, part, there) in [("volunteer-keys", "keys", true), ("volunteer-status", "status", with_list)] {
        let bytes = data_encoding::HEXLOWER.decode(document["trust"][part].as_str().unwrap().as_bytes()).unwrap();
        let file = json!({ "bytes": data_encoding::BASE64URL_NOPAD.encode(&bytes), "fetched_at": 1_795_492_000_000_i64 });
        if there {
            storage().set_item(name, &file.to_string()).unwrap();
        } else {
            storage().remove_item(name).unwrap();
        }
    }
}

/// The text of the vector `name`, at whose instant the clock is put.
pub fn shown(name: &str) -> String {
    let document: Value = serde_json::from_str(DOCUMENT).unwrap();
    let vector = document["vectors"].as_array().unwrap().iter().find(|vector| vector["name"] == name).unwrap_or_else(|| panic!("no vector {name}"));
    let device = portal::browser::clock::device_now_ms();
    portal::city::hear_clock(vector["now_ms"].as_i64().unwrap(), device, device);
    vector["text"].as_str().unwrap().into()
}
