//! Whatever families and single people do to a small shift, and the clock with them, what holds for parties holds after each step.

use super::harness::on_both_engines;
use super::parties::{family, together};
use super::*;
use domain::api::sign_up::{CancelParty, PassOffer};
use server::jobs::settle_lines;

const WALKS: u64 = 3;
const STEPS: u32 = 60;

/// What is true of every party at every moment, as questions whose answer is 0.
const NEVER: [(&str, &str); 5] = [
    ("places are counted otherwise than they are held", "SELECT count(*) FROM shifts s WHERE s.taken <> (SELECT COALESCE(sum(u.places), 0) FROM sign_ups u WHERE u.shift = s.id AND u.status NOT IN ('cancelled', 'waitlisted'))"),
    ("more places are held than there are", "SELECT count(*) FROM shifts WHERE taken > capacity"),
    ("a party is torn apart", "SELECT count(*) FROM sign_ups m JOIN sign_ups g ON g.id = m.party WHERE m.status <> 'cancelled' AND (m.status <> g.status OR m.places <> 0 OR m.shift <> g.shift OR COALESCE(m.line, 0) <> COALESCE(g.line, 0))"),
    ("a guardian's sign-up has not the places of its party", "SELECT count(*) FROM sign_ups g WHERE g.status <> 'cancelled' AND g.party IS NULL AND g.places <> 1 + (SELECT count(*) FROM sign_ups m WHERE m.party = g.id AND m.status <> 'cancelled')"),
    (
        "a child has a place without a guardian",
        "SELECT count(*) FROM sign_ups c JOIN people p ON p.id = c.person WHERE c.status IN ('pending', 'confirmed') AND p.birth_day > $CHILD AND NOT EXISTS \
         (SELECT 1 FROM guardian_consents a JOIN sign_ups g ON g.person = a.guardian AND g.shift = c.shift AND g.status IN ('pending', 'confirmed') WHERE a.minor = c.person)",
    ),
];

/// Numbers that look drawn and are the same each time.
struct Drawn(u64);

impl Drawn {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }
}

/// One thing that happens; what is refused changes nothing, and is no failure.
async fn step(portal: &Portal, drawn: &mut Drawn, open: &Activity, shift: ShiftId, families: &[[Who; 3]]) {
    let family = &families[drawn.below(families.len())];
    let [parent, child, youth] = family;
    let who = &family[drawn.below(3)];
    let mine = own(portal, who).await.into_iter().next();
    match drawn.below(10) {
        0..=2 => {
            let wards: &[&Who] = match drawn.below(3) {
                0 => &[child],
                1 => &[youth],
                _ => &[child, youth],
            };
            portal.send::<JoinActivity>(parent, open.id, together(&[shift], wards)).await;
        }
        3 => _ = portal.send::<JoinWaitlist>(who, shift, ()).await,
        4 => _ = portal.send::<MakeSignUp>(who, shift, ()).await,
        5 => {
            if let Some(one) = mine {
                // Their own, or by their guardian.
                let by = if drawn.below(2) == 0 { who } else { parent };
                portal.send::<CancelSignUp>(by, one.id, ()).await;
            }
        }
        6 => {
            if let Some(one) = mine {
                portal.send::<CancelParty>(who, one.id, ()).await;
            }
        }
        7 => {
            if let Some(one) = mine {
                portal.send::<AcceptOffer>(who, one.id, ()).await;
            }
        }
        8 => {
            if let Some(one) = mine {
                portal.send::<PassOffer>(who, one.id, ()).await;
            }
        }
        _ => {
            portal.app.clock.advance_minutes(20);
            settle_lines(&portal.app).await.unwrap();
        }
    }
}

on_both_engines! {
    async fn a_party_is_one_whatever_happens(portal) {
        let child = portal.app.zone.day_of(portal.app.now()).unix_days() - 14 * 366;
        for walk in 0..WALKS {
            let (open, shifts) = activity(&portal, &[4], |_| ()).await;
            let families = [family(&portal).await, family(&portal).await];
            let mut drawn = Drawn(walk);
            for at in 0..STEPS {
                step(&portal, &mut drawn, &open, shifts[0], &families).await;
                for (never, question) in NEVER {
                    assert_eq!(portal.number(&question.replace("$CHILD", &child.to_string())).await, 0, "walk {walk}, step {at}: {never}");
                }
            }
            assert!(portal.number(&format!("SELECT count(*) FROM sign_ups WHERE shift = {} AND party IS NOT NULL", shifts[0].raw())).await > 0, "a walk without a party shows nothing");
        }
    }
}
