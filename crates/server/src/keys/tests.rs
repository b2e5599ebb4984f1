//! The ring changes as its administrators ask, and the file with it.

use super::*;
use domain::credential::{Claims, Class, Credential, Presentation, Refusal, Sign, Trust, key_id, verify};
use domain::policy::CardPolicy;
use domain::volunteer::VolunteerNumber;
use std::fs;

const DAY: i64 = 24 * 60;

fn at(days: i64) -> Timestamp {
    Timestamp::from_unix_ms(1_790_000_000_000).plus_minutes(days * DAY)
}

fn policy() -> CardPolicy {
    CardPolicy { credential_days: 30, renew_after_hours: 24, paper_days: 365, prefetched_hours: 8, moves_tried_per_day: 5, status_ttl_seconds: 60, status_longest_days: 7 }
}

/// The text of a card on paper.
fn card(signer: &dyn Sign, issued_at: Timestamp) -> String {
    let claims = Claims {
        issuer: "4310".parse().unwrap(),
        number: VolunteerNumber::from_random(7),
        issued_at,
        expires_at: issued_at.plus_minutes(365 * DAY),
        holder: None,
        name: "张*".into(),
        star: 1,
        class: Class::Printed,
        status_index: 0,
    };
    Presentation::paper(&Credential::issue(signer, claims).write())
}

fn check(text: &str, ring: &Ring, now: Timestamp) -> Result<(), Refusal> {
    let (issuer, keys) = ("4310".parse().unwrap(), ring.believed());
    verify(text, Trust { issuer: &issuer, keys: &keys, status: None, longest_status_seconds: 0, challenge: None }, now).map(drop)
}

fn signing(ring: &Ring, now: Timestamp) -> domain::credential::KeyId {
    ring.signer(now).unwrap().key()
}

#[test]
fn the_key_file_is_made_once_with_tight_permissions() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("inner/portal.keys");
    let first = Keys::load_or_make(&path, at(0)).unwrap();
    let again = Keys::load_or_make(&path, at(1)).unwrap();
    assert_eq!(first.vault.fingerprint(), again.vault.fingerprint());
    assert_eq!(first.cards().published(), again.cards().published());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mut file = KeyFile::read(&path).unwrap();
        rotate(&mut file, 7, at(1)).unwrap();
        file.replace(&path).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        let message = format!("{:#}", Keys::load_or_make(&path, at(2)).err().unwrap());
        assert!(message.contains("chmod 600"), "{message}");
    }
}

#[test]
fn a_card_of_one_portal_is_not_believed_by_another() {
    let (ours, theirs) = (Keys::ephemeral(at(0)).unwrap().cards(), Keys::ephemeral(at(0)).unwrap().cards());
    let text = card(ours.signer(at(0)).unwrap(), at(0));
    assert_eq!(check(&text, &ours, at(1)), Ok(()));
    assert_eq!(check(&text, &theirs, at(1)), Err(Refusal::UnknownKey));
}

#[test]
fn a_new_key_is_published_at_once_and_signs_when_its_time_has_come() {
    let mut file = KeyFile::fresh(at(0)).unwrap();
    let old = key_id(&file.cards()[0].public);
    let new = key_id(&rotate(&mut file, 7, at(1)).unwrap().public);
    let ring = Ring::of(file.cards()).unwrap();
    assert_eq!(ring.published().records().len(), 2);
    assert_eq!([signing(&ring, at(0)), signing(&ring, at(7)), signing(&ring, at(8))], [old, old, new]);
    assert!(ring.signer(at(-1)).is_err());
    assert_eq!(check(&card(ring.signer(at(2)).unwrap(), at(2)), &ring, at(300)), Ok(()));
}

#[test]
fn a_key_goes_when_nothing_that_it_signed_can_hold() {
    let mut file = KeyFile::fresh(at(0)).unwrap();
    let first = file.cards()[0].id();
    let old = card(Ring::of(file.cards()).unwrap().signer(at(1)).unwrap(), at(1));
    let says = |file: &mut KeyFile, id: &str, leaked, day| retire(file, Retirement { id, leaked }, &policy(), at(day)).map(drop).map_err(|fault| fault.to_string());
    assert!(says(&mut file, &first, false, 1).unwrap_err().contains("only one that signs"));
    assert!(says(&mut file, "0000", false, 1).unwrap_err().contains("keys list"));
    rotate(&mut file, 7, at(1)).unwrap();
    assert!(says(&mut file, &first, true, 2).unwrap_err().contains("--after-days 0"), "the new key does not sign yet");
    assert!(says(&mut file, &first, false, 9).unwrap_err().contains("may hold until 2027-09-29"));
    assert!(says(&mut file, &first, false, 8 + 364).unwrap_err().contains("may hold until 2027-09-29"));
    says(&mut file, &first[..6], false, 8 + 365).unwrap();
    assert!(file.cards()[0].secret.is_none() && file.cards()[0].retired_at.is_some());
    let ring = Ring::of(file.cards()).unwrap();
    assert_eq!((ring.published().records().len(), ring.believed().records().len()), (1, 2));
    assert_eq!(check(&old, &ring, at(200)), Ok(()), "a scan of that time may still be delivered");
    assert!(says(&mut file, &first, false, 500).unwrap_err().contains("already"));
}

#[test]
fn a_leaked_key_goes_at_once_and_takes_its_cards_with_it() {
    let mut file = KeyFile::fresh(at(0)).unwrap();
    let first = file.cards()[0].id();
    let old = card(Ring::of(file.cards()).unwrap().signer(at(1)).unwrap(), at(1));
    rotate(&mut file, 0, at(2)).unwrap();
    retire(&mut file, Retirement { id: &first, leaked: true }, &policy(), at(2)).unwrap();
    assert_eq!(check(&old, &Ring::of(file.cards()).unwrap(), at(1)), Err(Refusal::UnknownKey));
}

#[test]
fn a_running_portal_takes_a_changed_file_over_and_no_other_portals() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("portal.keys");
    let keys = Keys::load_or_make(&path, at(0)).unwrap();
    assert!(!keys.reload().unwrap());
    let mut file = KeyFile::read(&path).unwrap();
    rotate(&mut file, 7, at(1)).unwrap();
    file.replace(&path).unwrap();
    assert!(keys.reload().unwrap() && !keys.reload().unwrap());
    assert_eq!(keys.cards().published().records().len(), 2);
    KeyFile::fresh(at(0)).unwrap().replace(&path).unwrap();
    assert!(keys.reload().unwrap_err().to_string().contains("another portal"));
    assert_eq!(keys.cards().published().records().len(), 2);
}

#[test]
fn a_file_that_contradicts_itself_is_no_key_file() {
    let (one, mut two) = (KeyFile::fresh(at(0)).unwrap(), KeyFile::fresh(at(0)).unwrap());
    two.cards_mut()[0].public = one.cards()[0].public;
    assert!(Ring::of(two.cards()).err().unwrap().to_string().contains("public half"));
    two.cards_mut().clear();
    assert!(Ring::of(two.cards()).is_err());
}
