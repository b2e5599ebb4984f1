//! Holds the verifier against the published vectors. Shared by the tests on the host and in the browser.

use domain::credential::{Challenge, Class, KeySet, Refusal, Standing, StatusList, Trust, Verified, verify};
use domain::division::DivisionCode;
use domain::time::Timestamp;
use serde_json::Value;

const DOCUMENT: &str = include_str!("../../../../docs/credential/vectors.json");

fn hex(value: &Value) -> Vec<u8> {
    data_encoding::HEXLOWER.decode(value.as_str().unwrap().as_bytes()).unwrap()
}

/// What `verify` says, in the words of the vectors.
fn told(result: Result<Verified, Refusal>) -> Value {
    match result {
        Ok(Verified { claims, standing }) => {
            let verdict = match standing {
                Standing::Good { .. } => "good",
                Standing::Stale { .. } => "stale",
                Standing::Unknown => "unknown",
            };
            let class = match claims.class {
                Class::Device => "device",
                Class::Prefetched => "prefetched",
                Class::Printed => "printed",
            };
            serde_json::json!({ "verdict": verdict, "number": claims.number.as_str(), "name": claims.name, "star": claims.star, "class": class,
                "issued": claims.issued_at.unix_ms() / 1000, "expires": claims.expires_at.unix_ms() / 1000 })
        }
        Err(refusal) => {
            let mut told = serde_json::to_value(refusal).unwrap();
            let object = told.as_object_mut().unwrap();
            let verdict = object.remove("fault").unwrap();
            object.insert("verdict".into(), verdict);
            told
        }
    }
}

/// Every vector gets the answer it must get. Returns how many there are.
pub fn all() -> usize {
    let document: Value = serde_json::from_str(DOCUMENT).unwrap();
    let trust = &document["trust"];
    let issuer: DivisionCode = trust["issuer"].as_str().unwrap().parse().unwrap();
    let keys = KeySet::read(&hex(&trust["keys"])).unwrap();
    let status = StatusList::read(&hex(&trust["status"]), &keys, &issuer).unwrap();
    let longest_status_seconds = trust["longest_status_seconds"].as_i64().unwrap();
    let vectors = document["vectors"].as_array().unwrap();
    for vector in vectors {
        let challenge: Option<Challenge> = vector["challenge"].as_str().map(|_| hex(&vector["challenge"]).try_into().unwrap());
        let trust = Trust { issuer: &issuer, keys: &keys, status: Some(&status), longest_status_seconds, challenge };
        let now = Timestamp::from_unix_ms(vector["now_ms"].as_i64().unwrap());
        assert_eq!(told(verify(vector["text"].as_str().unwrap(), trust, now)), vector["expect"], "{}", vector["name"]);
    }
    vectors.len()
}
