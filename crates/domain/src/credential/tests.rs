//! What holds for every code: only the genuine one is believed, and each other one is told why not.

mod attacks;
mod made;
mod matrix;
mod times;

use super::*;
use made::*;

#[test]
fn a_genuine_code_is_believed_and_says_what_the_city_said() {
    let card = Card::new();
    let verified = card.check(&card.show(NOW), NOW).unwrap();
    assert_eq!(verified.claims, card.claims);
    assert_eq!(verified.standing, Standing::Good { as_of: LISTED });
}

#[test]
fn a_code_has_only_digits_and_capitals_and_fits_a_small_picture() {
    let mut card = Card::new();
    // The longest there is.
    card.claims.name = "欧阳上官司马诸葛".into();
    card.claims.status_index = u32::MAX;
    let text = Presentation::live(&card.credential(), Slot::at(NOW), Some(*b"station!"), &Signature::ZERO);
    assert!(text.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase()), "{text}");
    // 69×69 modules at level M hold 483 characters of the alphanumeric mode (ISO/IEC 18004, table 7).
    assert!(text.len() <= 483, "{} characters", text.len());
}

#[test]
fn the_credential_names_nobody() {
    let bytes = Card::new().credential();
    let text = String::from_utf8_lossy(&bytes).into_owned();
    assert!(text.contains("张*") && !text.contains("张伟"), "{text}");
}

#[test]
fn other_texts_are_not_ours() {
    let card = Card::new();
    for text in ["", "https://example.org", "6901234567892", "vol2aaaa", "VOLUNTEER", "VOL1", &"V".repeat(500)] {
        assert_eq!(card.check(text, NOW), Err(Refusal::NotOurs), "{text}");
    }
}

#[test]
fn a_cut_or_lengthened_code_is_damaged() {
    let card = Card::new();
    let text = card.show(NOW);
    for length in 4..text.len() {
        assert_eq!(card.check(&text[..length], NOW), Err(Refusal::Damaged), "{length} characters");
    }
    for more in ["A", "AA", "AAAAAAAA", "=", "2"] {
        assert_eq!(card.check(&format!("{text}{more}"), NOW), Err(Refusal::Damaged), "{more} behind it");
    }
    assert!(card.check(&format!(" {text}\r\n"), NOW).is_ok(), "what a scanner adds does no harm");
}

#[test]
fn a_card_of_another_city_is_told_from_a_damaged_one() {
    let mut card = Card::new();
    card.claims.issuer = "4311".parse().unwrap();
    assert_eq!(card.check(&card.show(NOW), NOW), Err(Refusal::OtherCity));
}

#[test]
fn a_revoked_card_is_refused_also_by_an_old_list() {
    let card = Card::new();
    let mut verifier = Verifier::of(&card);
    verifier.status.as_mut().unwrap().bits.revoke(card.claims.status_index);
    assert_eq!(verifier.check(&card.show(NOW), NOW), Err(Refusal::Revoked));
    let later = NOW.plus_seconds(20 * 86_400);
    assert_eq!(verifier.check(&card.show(later), later), Err(Refusal::Revoked));
}

#[test]
fn an_old_list_and_none_are_told() {
    let card = Card::new();
    let mut verifier = Verifier::of(&card);
    let week = NOW.plus_seconds(7 * 86_400 + 1);
    assert_eq!(verifier.check(&card.show(week), week).unwrap().standing, Standing::Stale { as_of: LISTED });
    verifier.status = None;
    assert_eq!(verifier.check(&card.show(NOW), NOW).unwrap().standing, Standing::Unknown);
}

#[test]
fn paper_is_shown_as_paper_and_nothing_else_is() {
    let mut card = Card::new();
    let live = card.credential();
    card.claims.class = Class::Printed;
    card.claims.holder = None;
    let paper = Presentation::paper(&card.credential());
    let verified = card.check(&paper, NOW.plus_seconds(3600)).unwrap();
    assert_eq!(verified.claims.class, Class::Printed);
    // A credential that is bound to a phone, stripped of its proof.
    assert_eq!(card.check(&Presentation::paper(&live), NOW), Err(Refusal::Damaged));
    // A paper with some proof.
    let (slot, credential) = (Slot::at(NOW), card.credential());
    let proof = sign(&phone(1), &proof_message(&credential, slot, None));
    assert_eq!(card.check(&Presentation::live(&credential, slot, None, &proof), NOW), Err(Refusal::Damaged));
}

#[test]
fn a_proof_for_one_place_serves_nowhere_else() {
    let card = Card::new();
    let mut verifier = Verifier::of(&card);
    verifier.challenge = Some(*b"station1");
    assert!(verifier.check(&card.answer(NOW, Some(*b"station1")), NOW).is_ok());
    for other in [None, Some(*b"station2")] {
        assert_eq!(verifier.check(&card.answer(NOW, other), NOW), Err(Refusal::OtherPlace));
    }
    verifier.challenge = None;
    assert_eq!(verifier.check(&card.answer(NOW, Some(*b"station1")), NOW), Err(Refusal::OtherPlace));
}

#[test]
fn a_proof_of_another_phone_or_credential_is_damaged() {
    let card = Card::new();
    let slot = Slot::at(NOW);
    let stolen = sign(&phone(2), &proof_message(&card.credential(), slot, None));
    assert_eq!(card.check(&Presentation::live(&card.credential(), slot, None, &stolen), NOW), Err(Refusal::Damaged));
    let mut other = Card::new();
    other.claims.star = 5;
    let of_other = sign(&phone(1), &proof_message(&other.credential(), slot, None));
    assert_eq!(card.check(&Presentation::live(&card.credential(), slot, None, &of_other), NOW), Err(Refusal::Damaged));
    let enrolment = sign(&phone(1), &enrolment_message(card.claims.number, slot, &public(&phone(1))));
    assert_eq!(card.check(&Presentation::live(&card.credential(), slot, None, &enrolment), NOW), Err(Refusal::Damaged));
}

#[test]
fn a_list_of_a_million_is_125_kilobytes_and_small_on_the_way() {
    let mut bits = StatusBits::with_room(1_000_000);
    // Two in a hundred: more phones than are lost or replaced in a month.
    (0..20_000_u32).for_each(|n| bits.revoke(n * 49 % 1_000_000));
    assert_eq!(bits.size(), 125_000);
    let list = StatusList { bits, issued_at: LISTED, expires_at: LISTED.plus_seconds(86_400), ttl_seconds: 60 };
    let bytes = list.sign(&City::new(), &issuer());
    assert!(bytes.len() <= 125_000, "{} bytes", bytes.len());
    assert_eq!(StatusList::read(&bytes, &keys(), &issuer()), Ok(list));
    assert_eq!(StatusList::read(&bytes, &keys(), &"4311".parse().unwrap()), Err(Damaged));
    let mut forged = bytes.clone();
    let end = forged.len() - 1;
    forged[end] ^= 1;
    assert_eq!(StatusList::read(&forged, &keys(), &issuer()), Err(Damaged));
}

#[test]
fn keys_survive_writing_and_foreign_ones_are_passed_over() {
    let set = keys();
    assert_eq!(KeySet::read(&set.write()), Ok(set.clone()));
    let mut cut = set.write();
    cut.pop();
    assert_eq!(KeySet::read(&cut), Err(Damaged));
    let point = signing(1).verifying_key().to_sec1_point(false);
    assert_eq!(PublicKey::from_uncompressed(point.as_bytes()), Ok(set.records()[0].public));
}
