//! The waiting list (候补) of a shift: who is asked next, for how long, and when it ends.
//!
//! A place that becomes free goes down the line once. It is offered to the first who waits and held for them. Who passes, or does not
//! answer in time, goes to the end of the line and rests there: they are not asked again for this place, only once
//! another becomes free. When all rest, the place is open to everybody. So nobody is asked twice for the
//! same place, and offers end.
//!
//! Who waits with companions is offered places for all of them or none. While too few are free, those behind who need no more than there
//! are come first; the group keeps its place in line. So no place stands empty for a group, and a group is never torn apart.

use crate::ids::SignUpId;
use crate::policy::SignUpPolicy;
use crate::time::Timestamp;

/// Somebody in line, with their companions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    pub sign_up: SignUpId,
    /// Places they need: all of them at once.
    pub places: u32,
}

/// An offer that was made and not answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    pub sign_up: SignUpId,
    /// Places that it holds.
    pub places: u32,
    /// The instant at which it is over.
    pub until: Timestamp,
}

/// What is known of the line of one shift.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// When the shift begins.
    pub starts_at: Timestamp,
    /// Places that nobody holds.
    pub free: u32,
    pub offers: Vec<Standing>,
    /// Who waits and does not rest, the first in line first. Those who need more than could become free may be left out.
    pub waiting: Vec<Waiting>,
}

/// What has to be done now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The offer is over: the person goes to the end of the line and rests, and the places are free.
    Lapse(Standing),
    /// Free places are held for the person until then.
    Offer(Waiting, Timestamp),
    /// Sign-up has closed: whoever has no place by now gets none, and is told.
    Close,
}

impl Line {
    /// What is due at `now`, in this order.
    pub fn due(&self, rules: &SignUpPolicy, now: Timestamp) -> Vec<Step> {
        let Some(until) = rules.offer_until(self.starts_at, now) else { return vec![Step::Close] };
        let mut free = self.free;
        let mut steps = Vec::new();
        for offer in self.offers.iter().filter(|offer| offer.until <= now) {
            free = free.saturating_add(offer.places);
            steps.push(Step::Lapse(*offer));
        }
        for next in &self.waiting {
            if next.places <= free {
                free -= next.places;
                steps.push(Step::Offer(*next, until));
            }
        }
        steps
    }
}

#[cfg(test)]
mod tests;
