//! Prints the test vectors of the credential; `cargo xtask vectors` writes them to
//! `docs/credential/vectors.json`. What each code must be answered is written here by hand: nothing
//! in this file asks the verifier.

#![expect(clippy::print_stdout, reason = "printing is its task")]

use data_encoding::{BASE32_NOPAD, HEXLOWER};
use domain::credential::{
    Challenge, Claims, Class, Credential, KeyId, KeyRecord, KeySet, Presentation, PublicKey, Sign, Signature, Slot, StatusBits, StatusList, Suite, key_id, proof_message,
};
use domain::time::Timestamp;
use domain::volunteer::VolunteerNumber;
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature as Ecdsa, SigningKey};
use serde_json::{Value, json};

/// 2026-11-24 12:00:05 in Shanghai.
const NOW: i64 = 1_795_492_805_000;
const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;
const REVOKED: u32 = 9;

/// Private keys of the vectors: a byte, 32 times.
const CITY: u8 = 1;
const STRANGER: u8 = 5;
const PHONE: u8 = 101;
const OTHER_PHONE: u8 = 102;

type Fault = Box<dyn std::error::Error>;

struct Key(SigningKey);

impl Key {
    fn of(byte: u8) -> Result<Self, Fault> {
        Ok(Self(SigningKey::from_slice(&[byte; 32])?))
    }

    fn public(&self) -> PublicKey {
        let point = self.0.verifying_key().to_sec1_point(true);
        PublicKey::from_bytes(point.as_bytes()).unwrap_or_else(|_| unreachable!("a compressed point has 33 bytes"))
    }
}

impl Sign for Key {
    fn key(&self) -> KeyId {
        key_id(&self.public())
    }
    fn suite(&self) -> Suite {
        Suite::Es256
    }
    fn sign(&self, message: &[u8]) -> Signature {
        let signature: Ecdsa = self.0.sign(message);
        Signature::from_bytes(&signature.to_bytes()).unwrap_or_else(|_| unreachable!("an ES256 signature has 64 bytes"))
    }
}

fn at(ms: i64) -> Timestamp {
    Timestamp::from_unix_ms(ms)
}

struct Maker {
    city: Key,
    phone: Key,
    claims: Claims,
    vectors: Vec<Value>,
}

impl Maker {
    fn credential(&self, change: impl FnOnce(&mut Claims)) -> Vec<u8> {
        let mut claims = self.claims.clone();
        change(&mut claims);
        Credential::issue(&self.city, claims).write()
    }

    fn live(&self, credential: &[u8], ms: i64, challenge: Option<Challenge>) -> String {
        let slot = Slot::at(at(ms));
        Presentation::live(credential, slot, challenge, &self.phone.sign(&proof_message(credential, slot, challenge)))
    }

    fn add(&mut self, name: &str, text: &str, now: i64, expect: Value) {
        self.vectors.push(json!({ "name": name, "text": text, "now_ms": now, "challenge": null, "expect": expect }));
    }

    fn add_answered(&mut self, name: &str, text: &str, challenge: Option<&str>, expect: Value) {
        self.vectors.push(json!({ "name": name, "text": text, "now_ms": NOW, "challenge": challenge, "expect": expect }));
    }

    fn good(&self, class: &str) -> Value {
        let claims = &self.claims;
        json!({ "verdict": "good", "number": claims.number.as_str(), "name": claims.name, "star": claims.star, "class": class,
            "issued": claims.issued_at.unix_ms() / 1000, "expires": claims.expires_at.unix_ms() / 1000 })
    }

    fn genuine(&mut self) {
        let credential = self.credential(|_| {});
        let text = self.live(&credential, NOW, None);
        let good = self.good("device");
        self.add("live, in its slot", &text, NOW, good.clone());
        self.add("live, one slot later", &text, NOW + 15_000, good.clone());
        self.add("live, one slot earlier", &text, NOW - 15_000, good.clone());
        self.add("white space of a scanner around it", &format!(" {text}\r\n"), NOW, good.clone());
        let answered = self.live(&credential, NOW, Some(*b"station1"));
        let challenge = HEXLOWER.encode(b"station1");
        self.add_answered("answers the station's challenge", &answered, Some(&challenge), good);
        self.add_answered("answers another challenge", &answered, Some(&HEXLOWER.encode(b"station2")), fault("other_place", None));
        self.add_answered("answers none", &text, Some(&challenge), fault("other_place", None));
        let prefetched = self.credential(|claims| claims.class = Class::Prefetched);
        let text = self.live(&prefetched, NOW, None);
        let good = self.good("prefetched");
        self.add("proofs made beforehand", &text, NOW, good);
        let paper = self.credential(|claims| (claims.class, claims.holder) = (Class::Printed, None));
        let good = self.good("printed");
        self.add("on paper", &Presentation::paper(&paper), NOW, good);
        let late = NOW + 10 * DAY;
        let text = self.live(&credential, late, None);
        let mut stale = self.good("device");
        stale["verdict"] = json!("stale");
        self.add("the status list is ten days old", &text, late, stale);
    }

    fn mistimed(&mut self) {
        let credential = self.credential(|_| {});
        let text = self.live(&credential, NOW, None);
        self.add("a screenshot, a minute later", &text, NOW + 70_000, fault("old_slot", Some(60)));
        self.add("a screenshot, a day later", &text, NOW + DAY, fault("old_slot", Some(86_390)));
        self.add("the phone's clock is fast", &text, NOW - 65_000, fault("early_slot", Some(60)));
        let over = self.claims.expires_at.unix_ms() + 120_000;
        let text = self.live(&credential, over, None);
        self.add("expired two minutes ago", &text, over, fault("expired", Some(120)));
        let before = self.claims.issued_at.unix_ms() - 100_000;
        let text = self.live(&credential, before, None);
        self.add("issued in the future", &text, before, fault("not_yet", Some(100)));
    }

    fn untrue(&mut self) -> Result<(), Fault> {
        let credential = self.credential(|_| {});
        let text = self.live(&credential, NOW, None);
        let revoked = self.credential(|claims| claims.status_index = REVOKED);
        let live = self.live(&revoked, NOW, None);
        self.add("revoked", &live, NOW, fault("revoked", None));
        let next = "4311".parse()?;
        let elsewhere = self.credential(|claims| claims.issuer = next);
        let live = self.live(&elsewhere, NOW, None);
        self.add("of another city", &live, NOW, fault("other_city", None));
        let forged = Credential::issue(&Key::of(STRANGER)?, self.claims.clone()).write();
        let live = self.live(&forged, NOW, None);
        self.add("signed with a key nobody knows", &live, NOW, fault("unknown_key", None));
        let slot = Slot::at(at(NOW));
        let stolen = Key::of(OTHER_PHONE)?.sign(&proof_message(&credential, slot, None));
        self.add("a proof of another phone", &Presentation::live(&credential, slot, None, &stolen), NOW, fault("damaged", None));
        self.add("a phone's credential stripped of its proof", &Presentation::paper(&credential), NOW, fault("damaged", None));
        let bytes = BASE32_NOPAD.decode(&text.as_bytes()[4..]).map_err(|error| error.to_string())?;
        for place in [30, 60, 100, bytes.len() - 1] {
            let mut altered = bytes.clone();
            altered[place] ^= 1;
            self.add(&format!("bit 0 of byte {place} turned"), &format!("VOL2{}", BASE32_NOPAD.encode(&altered)), NOW, fault("damaged", None));
        }
        self.add("cut", &text[..200], NOW, fault("damaged", None));
        self.add("in small letters", &text.to_lowercase(), NOW, fault("not_ours", None));
        self.add("a version that does not exist", &text.replacen("VOL2", "VOL9", 1), NOW, fault("damaged", None));
        self.add("an address", "https://example.org/activity/1", NOW, fault("not_ours", None));
        self.add("a bottle of water", "6901234567892", NOW, fault("not_ours", None));
        self.add("nothing", "", NOW, fault("not_ours", None));
        Ok(())
    }
}

fn fault(name: &str, seconds: Option<i64>) -> Value {
    match seconds {
        Some(seconds) => json!({ "verdict": name, "seconds": seconds }),
        None => json!({ "verdict": name }),
    }
}

fn main() -> Result<(), Fault> {
    let (city, phone) = (Key::of(CITY)?, Key::of(PHONE)?);
    let issuer = "4310".parse()?;
    let keys = KeySet::new([KeyRecord { suite: Suite::Es256, public: city.public() }]).write();
    let mut bits = StatusBits::with_room(1_000);
    bits.revoke(REVOKED);
    let status = StatusList { bits, issued_at: at(NOW - 60_000), expires_at: at(NOW + 30 * DAY), ttl_seconds: 60 }.sign(&city, &issuer);
    let claims = Claims {
        issuer,
        number: VolunteerNumber::from_random(42),
        issued_at: at(NOW - HOUR - 5_000),
        expires_at: at(NOW - HOUR - 5_000 + 30 * DAY),
        holder: Some(phone.public()),
        name: "张*".into(),
        star: 3,
        class: Class::Device,
        status_index: 7,
    };
    let mut maker = Maker { city, phone, claims, vectors: Vec::new() };
    let credential = HEXLOWER.encode(&maker.credential(|_| {}));
    maker.genuine();
    maker.mistimed();
    maker.untrue()?;
    let document = json!({
        "about": "Test vectors of the electronic volunteer ID; docs/credential/README.md explains them. The keys protect nothing. Made by `cargo xtask vectors`.",
        "private_keys": { "city": HEXLOWER.encode(&[CITY; 32]), "phone": HEXLOWER.encode(&[PHONE; 32]) },
        "credential": credential,
        "trust": { "issuer": "4310", "keys": HEXLOWER.encode(&keys), "status": HEXLOWER.encode(&status), "longest_status_seconds": 7 * 86_400 },
        "vectors": maker.vectors,
    });
    println!("{}", serde_json::to_string_pretty(&document)?);
    Ok(())
}
