//! The waiting list (候补) of a shift: who is asked next, for how long, and when it ends.
//!
//! A place that becomes free goes down the line once. It is offered to the first who waits and held for them. Who passes, or does not
//! answer in time, goes to the end of the line and rests there: they are not asked again for this place, only once
//! another becomes free. When all rest, the place is open to everybody. So nobody is asked twice for the
//! same place, and offers end.

use crate::ids::SignUpId;
use crate::policy::SignUpPolicy;
use crate::time::Timestamp;

/// What is known of the line of one shift.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// When the shift begins.
    pub starts_at: Timestamp,
    /// Places that nobody holds.
    pub free: u32,
    /// Offers that were made and not answered, each with the instant at which it is over.
    pub offers: Vec<(SignUpId, Timestamp)>,
    /// Who waits and does not rest, the first in line first. As many as there are places to give are enough.
    pub waiting: Vec<SignUpId>,
}

/// What has to be done now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The offer is over: the person goes to the end of the line and rests.
    Lapse(SignUpId),
    /// A free place is held for the person until then.
    Offer(SignUpId, Timestamp),
    /// Sign-up has closed: whoever has no place by now gets none, and is told.
    Close,
}

impl Line {
    /// What is due at `now`, in this order.
    pub fn due(&self, rules: &SignUpPolicy, now: Timestamp) -> Vec<Step> {
        let Some(until) = rules.offer_until(self.starts_at, now) else { return vec![Step::Close] };
        let over = self.offers.iter().filter(|(_, until)| *until <= now).map(|(sign_up, _)| Step::Lapse(*sign_up));
        let mut steps: Vec<Step> = over.collect();
        let free = self.free as usize + steps.len();
        steps.extend(self.waiting.iter().take(free).map(|sign_up| Step::Offer(*sign_up, until)));
        steps
    }
}

#[cfg(test)]
mod tests;
