//! Codes at the wrong time.

use super::made::*;
use crate::credential::*;
use crate::time::Timestamp;

/// What the verifier says, by how far its clock stands ahead of the phone's.
#[test]
fn the_table_of_clocks() {
    let card = Card::new();
    // The phone's slot began 5 seconds ago.
    let text = card.show(NOW);
    for (seconds, expected) in [
        (-86_400, Err("not yet")),
        (-3_605 - 91, Err("not yet")),
        (-90, Err("early")),
        (-36, Err("early")),
        (-21, Err("early")),
        (-20, Ok(())),
        (-6, Ok(())),
        (0, Ok(())),
        (9, Ok(())),
        (24, Ok(())),
        (25, Err("old")),
        (46, Err("old")),
        (90, Err("old")),
        (86_400, Err("old")),
        (31 * 86_400, Err("expired")),
    ] {
        let said = card.check(&text, NOW.plus_seconds(seconds)).map(drop).map_err(|refusal| match refusal {
            Refusal::OldSlot { .. } => "old",
            Refusal::EarlySlot { .. } => "early",
            Refusal::Expired { .. } => "expired",
            Refusal::NotYet { .. } => "not yet",
            other => panic!("{other:?}"),
        });
        assert_eq!(said, expected, "the verifier's clock is {seconds} s ahead");
    }
}

#[test]
fn of_10_000_codes_shown_again_later_none_is_believed() {
    let card = Card::new();
    let verifier = Verifier::of(&card);
    let day = 24 * 3600;
    for n in 0..10_000_i64 {
        // Shown at any moment of an hour, again between 46 seconds and a day later.
        let shown = NOW.plus_seconds(n % 3600);
        let later = 46 + n * (day - 46) / 9_999;
        let refusal = verifier.check(&card.show(shown), shown.plus_seconds(later)).unwrap_err();
        assert!(matches!(refusal, Refusal::OldSlot { .. }), "{refusal:?} after {later} s");
    }
}

#[test]
fn a_refusal_counts_from_the_end_of_the_slot() {
    let card = Card::new();
    let text = card.show(NOW);
    assert_eq!(card.check(&text, NOW.plus_seconds(70)), Err(Refusal::OldSlot { seconds: 60 }));
    assert_eq!(card.check(&text, NOW.plus_seconds(-65)), Err(Refusal::EarlySlot { seconds: 60 }));
    let over = card.claims.expires_at.plus_seconds(120);
    assert_eq!(card.check(&card.show(over), over), Err(Refusal::Expired { seconds: 120 }));
}

#[test]
fn slots_are_counted_alike_at_the_ends_of_time() {
    for ms in [i64::MIN, -1, 0, 14_999, 15_000, i64::MAX] {
        let at = Timestamp::from_unix_ms(ms);
        let slot = Slot::at(at);
        assert!(slot.begin() <= at.max(Timestamp::from_unix_ms(0)), "{ms}");
        assert!(slot.after(Slot(u64::MAX)) <= 0 && Slot(u64::MAX).after(slot) >= 0, "{ms}");
    }
    assert_eq!(Slot(5).after(Slot(7)), -2);
    assert_eq!(Slot(7).after(Slot(5)), 2);
}
