//! Keys and list without the network they come over and the storage they are kept in.

use domain::credential::{self, Bytes, KeySet, Refusal, StatusList, Verified};
use domain::division::DivisionCode;
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};

/// A file as the device keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Kept {
    pub bytes: Bytes,
    pub fetched_at: Timestamp,
}

/// What the device holds.
#[derive(Debug, Default)]
pub(super) struct Held {
    keys: KeySet,
    keys_from: Option<Timestamp>,
    list: Option<StatusList>,
}

impl Held {
    /// Takes the city's keys; gives them back to be kept. What cannot be read, or holds no key, is
    /// left where it is.
    pub(super) fn take_keys(&mut self, bytes: Vec<u8>, fetched_at: Timestamp) -> Option<Kept> {
        self.keys = KeySet::read(&bytes).ok().filter(|keys| !keys.records().is_empty())?;
        self.keys_from = Some(fetched_at);
        Some(Kept { bytes: Bytes(bytes), fetched_at })
    }

    /// Takes the list of `issuer`; gives it back to be kept. What cannot be read, was not signed with
    /// one of the keys or is older than the list that is there, is left where it is.
    pub(super) fn take_list(&mut self, bytes: Vec<u8>, fetched_at: Timestamp, issuer: &DivisionCode) -> Option<Kept> {
        let list = StatusList::read(&bytes, &self.keys, issuer).ok().filter(|list| self.list_from().is_none_or(|held| held <= list.issued_at))?;
        self.list = Some(list);
        Some(Kept { bytes: Bytes(bytes), fetched_at })
    }

    /// When the keys came.
    pub(super) fn keys_from(&self) -> Option<Timestamp> {
        self.keys_from
    }

    /// As of when the list is.
    pub(super) fn list_from(&self) -> Option<Timestamp> {
        self.list.as_ref().map(|list| list.issued_at)
    }

    /// Checks a code of `issuer`'s, shown at `at`; a list older than `longest_status_seconds` is not relied on.
    pub(super) fn check(&self, text: &str, issuer: &DivisionCode, longest_status_seconds: i64, at: Timestamp) -> Result<Verified, Refusal> {
        let trust = credential::Trust { issuer, keys: &self.keys, status: self.list.as_ref(), longest_status_seconds, challenge: None };
        credential::verify(text, trust, at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::credential::Standing;
    use serde_json::Value;

    const VECTORS: &str = include_str!("../../docs/credential/vectors.json");

    struct Published {
        issuer: DivisionCode,
        keys: Vec<u8>,
        list: Vec<u8>,
        text: String,
        now: Timestamp,
    }

    fn published() -> Published {
        let document: Value = serde_json::from_str(VECTORS).unwrap();
        let hex = |name: &str| data_encoding::HEXLOWER.decode(document["trust"][name].as_str().unwrap().as_bytes()).unwrap();
        let good = document["vectors"].as_array().unwrap().iter().find(|vector| vector["expect"]["verdict"] == "good").unwrap();
        Published {
            issuer: document["trust"]["issuer"].as_str().unwrap().parse().unwrap(),
            keys: hex("keys"),
            list: hex("status"),
            text: good["text"].as_str().unwrap().into(),
            now: Timestamp::from_unix_ms(good["now_ms"].as_i64().unwrap()),
        }
    }

    #[test]
    fn a_device_without_keys_believes_nobody_and_without_a_list_says_so() {
        let p = published();
        let mut held = Held::default();
        assert_eq!(held.check(&p.text, &p.issuer, 100, p.now), Err(Refusal::UnknownKey));
        assert!(held.take_list(p.list.clone(), p.now, &p.issuer).is_none(), "nobody can tell who signed it");
        held.take_keys(p.keys, p.now).unwrap();
        assert_eq!(held.check(&p.text, &p.issuer, 100, p.now).map(|verified| verified.standing), Ok(Standing::Unknown));
    }

    #[test]
    fn an_answer_that_cannot_be_read_never_replaces_a_good_one() {
        let p = published();
        let mut held = Held::default();
        held.take_keys(p.keys.clone(), p.now).unwrap();
        held.take_list(p.list.clone(), p.now, &p.issuer).unwrap();
        let as_of = held.list_from().unwrap();
        let no_keys = vec![0x80];
        for junk in [Vec::new(), b"<html>Log in to use this network".to_vec(), no_keys, p.keys[1..].to_vec()] {
            assert_eq!(held.take_keys(junk.clone(), p.now.plus_seconds(60)), None);
            assert_eq!(held.take_list(junk, p.now.plus_seconds(60), &p.issuer), None);
        }
        assert_eq!((held.keys_from(), held.list_from()), (Some(p.now), Some(as_of)));
        assert_eq!(held.check(&p.text, &p.issuer, i64::MAX, p.now).map(|verified| verified.standing), Ok(Standing::Good { as_of }));
    }

    #[test]
    fn what_is_kept_reads_back() {
        let p = published();
        let kept = Held::default().take_keys(p.keys, p.now).unwrap();
        let json = serde_json::to_string(&kept).unwrap();
        assert_eq!(crate::api::json::read::<Kept>(&json).ok(), Some(kept));
    }
}
