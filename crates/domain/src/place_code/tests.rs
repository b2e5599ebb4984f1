//! The code of a place: one spelling, one key that makes it true, and how long it counts.

use super::*;
use crate::policy::tests::defaults;
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature as Ecdsa, SigningKey};
use proptest::prelude::*;

/// 2026-11-24 12:00:00 in Shanghai: the begin of a turn.
const NOON: Timestamp = Timestamp::from_unix_ms(1_795_492_800_000);
const ORIGIN: &str = "https://example.org";

fn key(n: u8) -> SigningKey {
    SigningKey::from_slice(&[n; 32]).unwrap()
}

fn public(key: &SigningKey) -> PublicKey {
    PublicKey::from_bytes(key.verifying_key().to_sec1_point(true).as_bytes()).unwrap()
}

fn made(device: i64, at: Timestamp) -> PlaceCode {
    let content = Content::of(DeviceId::from_raw(device), at, &defaults());
    let signature: Ecdsa = key(1).sign(&content.message());
    PlaceCode { content, signature: Signature::from_bytes(&signature.to_bytes()).unwrap() }
}

/// How a scan made `read` seconds after noon and delivered `came` seconds after it stands.
fn freshness(read: i64, came: i64) -> Result<Freshness, Refusal> {
    made(7, NOON).freshness(NOON.plus_seconds(read), NOON.plus_seconds(came), &defaults())
}

#[test]
fn a_code_is_of_the_begin_of_its_turn() {
    let of = |seconds| Content::of(DeviceId::from_raw(7), NOON.plus_seconds(seconds), &defaults()).made_at();
    assert_eq!(of(0), NOON);
    assert_eq!(of(19), NOON);
    assert_eq!(of(20), NOON.plus_seconds(20));
    assert_eq!(of(-1), NOON.plus_seconds(-20));
}

#[test]
fn it_is_read_alone_and_out_of_an_address() {
    let code = made(7, NOON);
    let text = code.text();
    assert_eq!(text.len(), 103);
    let address = code.address(ORIGIN);
    assert_eq!(address, format!("{ORIGIN}/scan?c={text}"));
    for spelling in [text.clone(), address.clone(), format!(" {address}\n"), format!("{address}&from=singlemessage"), format!("{address}#top")] {
        assert_eq!(PlaceCode::read(&spelling), Ok(code), "{spelling}");
    }
    for other in ["", "6901234567892", "https://example.org/activities", "VOL2ABCDEF", "二维码", &text[1..]] {
        assert_eq!(PlaceCode::read(other), Err(Refusal::NotOurs), "{other}");
    }
    for damaged in [address[..address.len() - 1].to_owned(), format!("{address}A"), address.replace("c=AQ", "c=Ag"), format!("{ORIGIN}/scan?c=")] {
        assert_eq!(PlaceCode::read(&damaged), Err(Refusal::Damaged), "{damaged}");
    }
}

#[test]
fn a_camera_takes_it_from_the_own_site_only() {
    let code = made(7, NOON);
    assert_eq!(PlaceCode::seen_at(ORIGIN, &code.address(ORIGIN)), Ok(code));
    assert_eq!(PlaceCode::seen_at(ORIGIN, &code.text()), Ok(code));
    for origin in ["https://example.com", "http://example.org", "https://example.org.evil.example", "https://evil.example/https://example.org", "javascript:alert(1)//"] {
        assert_eq!(PlaceCode::seen_at(ORIGIN, &code.address(origin)), Err(Refusal::NotOurs), "{origin}");
    }
}

#[test]
fn only_the_kiosks_own_key_makes_it_true() {
    let code = made(7, NOON);
    assert_eq!(code.verify(&public(&key(1))), Ok(()));
    assert_eq!(code.verify(&public(&key(2))), Err(Refusal::Damaged));
    // A file of scans that says the same is no code.
    let signature: Ecdsa = key(1).sign(&code.content.message()[DOMAIN.len()..]);
    let borrowed = PlaceCode { signature: Signature::from_bytes(&signature.to_bytes()).unwrap(), ..code };
    assert_eq!(borrowed.verify(&public(&key(1))), Err(Refusal::Damaged));
}

#[test]
fn it_is_fresh_while_it_is_shown_and_as_long_as_clocks_may_differ() {
    // A turn of 20 seconds, and a tolerance of 90.
    for came in [-90, 0, 20, 110] {
        assert_eq!(freshness(came, came), Ok(Freshness::Fresh), "{came}");
        assert_eq!(freshness(-100_000, came), Ok(Freshness::Fresh), "in time, the phone's clock does not matter");
    }
    assert_eq!(freshness(111, 111), Err(Refusal::OldSlot { seconds: 111 }), "a picture of the screen");
    assert_eq!(freshness(-91, -91), Err(Refusal::EarlySlot { seconds: 91 }));
}

#[test]
fn a_scan_without_network_counts_late_for_a_day() {
    const DAY: i64 = 24 * 3600;
    assert_eq!(freshness(15, 111), Ok(Freshness::Late));
    assert_eq!(freshness(15, DAY), Ok(Freshness::Late));
    assert_eq!(freshness(15, DAY + 1), Err(Refusal::Expired { seconds: 1 }));
    assert_eq!(freshness(3600, 7200), Err(Refusal::OldSlot { seconds: 3600 }), "it was no longer shown when it was read");
    assert_eq!(freshness(-3600, 7200), Err(Refusal::OldSlot { seconds: 0 }), "by a phone whose clock is an hour slow");
}

proptest! {
    #[test]
    fn a_code_reads_back(device in 0..=i64::MAX, seconds in 0_i64..4_000_000_000) {
        let code = made(device, Timestamp::from_unix_ms(seconds * 1000));
        prop_assert_eq!(PlaceCode::read(&code.text()), Ok(code));
        prop_assert_eq!(code.content.device(), DeviceId::from_raw(device));
        prop_assert!((0..20).contains(&Timestamp::from_unix_ms(seconds * 1000).seconds_since(code.content.made_at())));
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in ".*") {
        let _ = PlaceCode::read(&text);
        let _ = PlaceCode::read(&format!("{ORIGIN}{WAY}{text}"));
        let _ = PlaceCode::seen_at(ORIGIN, &text);
    }

    #[test]
    fn any_bytes_have_one_spelling(bytes in proptest::collection::vec(any::<u8>(), LENGTH..=LENGTH)) {
        let text = BASE64URL_NOPAD.encode(&bytes);
        if let Ok(code) = PlaceCode::read(&text) {
            prop_assert_eq!(code.text(), text);
        }
    }

    #[test]
    fn no_moment_makes_its_age_overflow(read in any::<i64>(), came in any::<i64>()) {
        let _ = made(7, NOON).freshness(Timestamp::from_unix_ms(read), Timestamp::from_unix_ms(came), &defaults());
    }
}

#[test]
fn every_flipped_bit_is_refused() {
    let code = made(7, NOON);
    let bytes = BASE64URL_NOPAD.decode(code.text().as_bytes()).unwrap();
    for bit in 0..bytes.len() * 8 {
        let mut flipped = bytes.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        let read = PlaceCode::read(&BASE64URL_NOPAD.encode(&flipped));
        assert!(read.is_err() || read.unwrap().verify(&public(&key(1))).is_err(), "bit {bit}");
    }
}
