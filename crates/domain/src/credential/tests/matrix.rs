//! Version × algorithm × kind of key: only the one combination that belongs together is believed.

use super::made::*;
use crate::credential::*;
use crate::credential::sign1::{Sign1, cbor};
use data_encoding::BASE32_NOPAD;

/// Says to sign with an algorithm, and signs with the city's key.
struct Claimant(i64);

/// COSE algorithms somebody might ask for: ES256, EdDSA, ES384, ES512, ES256K, ESP256, HMAC 256/64 and 256/256, none.
const ALGORITHMS: [i64; 9] = [-7, -8, -35, -36, -47, -9, 4, 5, 0];

impl Claimant {
    fn credential(&self, claims: &Claims) -> Vec<u8> {
        let honest = Credential::issue(&City::new(), claims.clone());
        let mut token = Sign1::read(&honest.write()).unwrap();
        token.algorithm = self.0;
        token.signature = City::new().sign(&token.message());
        token.write()
    }
}

/// A key set with the city's key told to be of a kind: (key type, algorithm, curve).
fn key_of_kind((kind, algorithm, curve): (i64, i64, i64)) -> KeySet {
    let record = keys().records()[0];
    let (x, odd) = record.public.parts();
    let bytes = cbor(|e| {
        e.array(1)?.map(6)?.i64(1)?.i64(kind)?.i64(2)?.bytes(&key_id(&record.public))?;
        e.i64(3)?.i64(algorithm)?.i64(-1)?.i64(curve)?.i64(-2)?.bytes(x)?.i64(-3)?.bool(odd)?;
        Ok(())
    });
    KeySet::read(&bytes).unwrap()
}

#[test]
fn only_the_diagonal_is_believed() {
    let card = Card::new();
    let kinds = [(2, -7, 1), (2, -35, 2), (2, -36, 3), (2, -47, 8), (1, -8, 6), (1, -7, 1), (4, 5, 1), (2, -8, 1), (2, -7, 2)];
    let mut believed = Vec::new();
    for version in 0..10 {
        for algorithm in ALGORITHMS {
            let credential = Claimant(algorithm).credential(&card.claims);
            let slot = Slot::at(NOW);
            let proof = sign(&phone(1), &proof_message(&credential, slot, None));
            let live = Presentation::live(&credential, slot, None, &proof);
            for kind in kinds {
                let verifier = Verifier { keys: key_of_kind(kind), ..Verifier::of(&card) };
                let text = format!("VOL{version}{}", &live[4..]);
                if verifier.check(&text, NOW).is_ok() {
                    believed.push((version, algorithm, kind));
                }
            }
        }
    }
    assert_eq!(believed, [(2, -7, (2, -7, 1))]);
}

#[test]
fn a_phone_key_signs_no_credential_and_the_citys_key_no_list_of_another_kind() {
    let card = Card::new();
    // A credential the phone has signed for itself.
    let mut token = Sign1::read(&card.credential()).unwrap();
    token.key = key_id(&public(&phone(1)));
    token.signature = sign(&phone(1), &token.message());
    let slot = Slot::at(NOW);
    let credential = token.write();
    let proof = sign(&phone(1), &proof_message(&credential, slot, None));
    assert_eq!(card.check(&Presentation::live(&credential, slot, None, &proof), NOW), Err(Refusal::UnknownKey));
    // A credential handed in as a status list, and a list shown as a card.
    assert_eq!(StatusList::read(&card.credential(), &keys(), &issuer()), Err(Damaged));
    let list = StatusList { bits: StatusBits::default(), issued_at: LISTED, expires_at: NOW, ttl_seconds: 1 }.sign(&City::new(), &issuer());
    assert_eq!(card.check(&format!("VOL3{}", BASE32_NOPAD.encode(&list)), NOW), Err(Refusal::Damaged));
}
