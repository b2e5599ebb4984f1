//! Codes that somebody altered.

use super::made::*;
use crate::credential::*;
use data_encoding::BASE32_NOPAD;

/// Numbers that look random and are the same each time (SplitMix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % end as u64) as usize
    }
}

fn is_refused(verifier: &Verifier, text: &str) {
    let verdict = verifier.check(text, NOW);
    assert!(matches!(verdict, Err(Refusal::NotOurs | Refusal::OtherCity | Refusal::Damaged | Refusal::UnknownKey)), "{verdict:?} for {text}");
}

/// Every single bit, and single bytes at random, until there are 100,000 altered codes.
#[test]
fn of_100_000_altered_codes_none_is_believed() {
    let card = Card::new();
    let verifier = Verifier::of(&card);
    let text = card.show(NOW);
    assert!(verifier.check(&text, NOW).is_ok(), "the control");
    let (prefix, encoded) = text.split_at(4);
    let bytes = BASE32_NOPAD.decode(encoded.as_bytes()).unwrap();
    let mut dice = Dice(1);
    let mut altered = 0;
    for place in 0..bytes.len() * 8 {
        let mut other = bytes.clone();
        other[place / 8] ^= 1 << (place % 8);
        is_refused(&verifier, &format!("{prefix}{}", BASE32_NOPAD.encode(&other)));
        altered += 1;
    }
    let mut letters = text.clone().into_bytes();
    while altered < 100_000 {
        if altered % 2 == 0 {
            let mut other = bytes.clone();
            let place = dice.below(other.len());
            other[place] ^= 1 + dice.below(255) as u8;
            is_refused(&verifier, &format!("{prefix}{}", BASE32_NOPAD.encode(&other)));
        } else {
            let (place, letter) = (dice.below(letters.len()), b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"[dice.below(45)]);
            let before = std::mem::replace(&mut letters[place], letter);
            let changed = String::from_utf8_lossy(&letters).into_owned();
            // A space at an end is dropped like any that a scanner adds, and what is cut is tested elsewhere.
            if before != letter {
                is_refused(&verifier, &changed);
            }
            letters[place] = before;
        }
        altered += 1;
    }
}

#[test]
fn no_bytes_make_the_reader_panic() {
    let mut dice = Dice(2);
    let verifier = Verifier::of(&Card::new());
    for _ in 0..20_000 {
        let bytes: Vec<u8> = (0..dice.below(300)).map(|_| dice.below(256) as u8).collect();
        let _ = Credential::read(&bytes);
        let _ = KeySet::read(&bytes);
        let _ = StatusList::read(&bytes, &keys(), &issuer());
        for version in Version::ALL {
            let text = format!("{}{}", version.prefix(), BASE32_NOPAD.encode(&bytes));
            assert!(verifier.check(&text, NOW).is_err());
        }
    }
}

/// CBOR has several spellings of one value: each but ours is refused, whoever signed it.
#[test]
fn another_spelling_of_the_same_credential_is_refused() {
    let bytes = Card::new().credential();
    assert!(Credential::read(&bytes).is_ok(), "the control");
    // The array of four with its length in a byte of its own.
    assert_eq!(bytes[1], 0x84);
    let longer = [&bytes[..1], &[0x98, 0x04], &bytes[2..]].concat();
    assert_eq!(Credential::read(&longer), Err(Damaged));
    // An empty map of unlimited length instead of an empty one.
    let place = bytes.iter().position(|b| *b == 0xA0).unwrap();
    let open = [&bytes[..place], &[0xBF, 0xFF], &bytes[place + 1..]].concat();
    assert_eq!(Credential::read(&open), Err(Damaged));
    // Something behind the end.
    assert_eq!(Credential::read(&[&bytes[..], &[0]].concat()), Err(Damaged));
}
