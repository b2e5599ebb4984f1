//! Changing one shift of a programme: only this one, this and those after it, or all. Pure: what stands comes in, what is to stand goes out.

use super::{Occurrence, Pattern, Programme};
use crate::time::{Day, Interval, Timestamp, Zone};
use serde::{Deserialize, Serialize};

/// Which shifts of a programme a change is for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Only this one: an exception from then on, which further changes of the programme leave as it is.
    #[default]
    One,
    /// This one and those after it: the rule ends before it, and another begins with it.
    Following,
    /// All.
    All,
}

/// A shift of a programme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Member {
    /// How the caller knows it.
    pub key: usize,
    pub occurrence: Occurrence,
    pub time: Interval,
    pub capacity: u32,
}

impl Member {
    fn has_begun(&self, now: Timestamp) -> bool {
        self.time.start <= now
    }
}

/// The programmes of a position, and their shifts. Shifts that came from no rule are not among them, and nothing here can change those.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    pub programmes: Vec<Programme>,
    pub members: Vec<Member>,
}

impl Series {
    /// Lets the shift `key`, and with it those of `scope`, be as `pattern` says on their own days. What has begun at `now`, would be moved to before
    /// it, or was made an exception stays as it is.
    #[must_use]
    pub fn change(mut self, key: usize, scope: Scope, pattern: Pattern, now: Timestamp, zone: &Zone) -> Self {
        let Some(chosen) = self.member(key) else { return self };
        if scope == Scope::One {
            self.put(key, pattern, zone);
            return self;
        }
        let programme = self.reach(chosen.occurrence, scope);
        let Some(its) = self.programmes.get_mut(usize::from(programme)) else { return self };
        let before = std::mem::replace(&mut its.pattern, pattern);
        let follows = |one: &Member| {
            let as_ruled = one.time == before.on(one.occurrence.day, zone) && one.capacity == before.capacity;
            as_ruled && !one.has_begun(now) && pattern.on(one.occurrence.day, zone).start > now
        };
        let keys: Vec<usize> = self.members.iter().filter(|one| one.occurrence.programme == programme && (one.key == key || follows(one))).map(|one| one.key).collect();
        for key in keys {
            self.put(key, pattern, zone);
        }
        self
    }

    /// Takes the shift `key` out, and with it those of `scope` that have not begun at `now`, exceptions too. A programme without shifts is gone.
    #[must_use]
    pub fn remove(mut self, key: usize, scope: Scope, now: Timestamp) -> Self {
        let Some(chosen) = self.member(key) else { return self };
        let programme = if scope == Scope::One { chosen.occurrence.programme } else { self.reach(chosen.occurrence, scope) };
        self.members.retain(|one| one.key != key && (scope == Scope::One || one.occurrence.programme != programme || one.has_begun(now)));
        let kept: Vec<Day> = self.members.iter().filter(|one| one.occurrence.programme == programme).map(|one| one.occurrence.day).collect();
        if let Some(its) = self.programmes.get_mut(usize::from(programme)) {
            match scope {
                Scope::One => its.except.push(chosen.occurrence.day),
                Scope::Following | Scope::All => its.shrink_to(&kept),
            }
        }
        self.without_empty()
    }

    fn member(&self, key: usize) -> Option<Member> {
        self.members.iter().find(|one| one.key == key).copied()
    }

    fn put(&mut self, key: usize, pattern: Pattern, zone: &Zone) {
        if let Some(one) = self.members.iter_mut().find(|one| one.key == key) {
            (one.time, one.capacity) = (pattern.on(one.occurrence.day, zone), pattern.capacity);
        }
    }

    /// The programme that a change of `scope` is for, which is split off when something of it comes before.
    fn reach(&mut self, from: Occurrence, scope: Scope) -> u16 {
        let comes_before = self.members.iter().any(|one| one.occurrence.programme == from.programme && one.occurrence.day < from.day);
        let (Some(programme), Ok(number)) = (self.programmes.get(usize::from(from.programme)), u16::try_from(self.programmes.len())) else { return from.programme };
        if scope != Scope::Following || !comes_before {
            return from.programme;
        }
        let (head, tail) = programme.split(from.day);
        if let Some(before) = self.programmes.get_mut(usize::from(from.programme)) {
            *before = head;
        }
        self.programmes.push(tail);
        for one in self.members.iter_mut().filter(|one| one.occurrence.programme == from.programme && one.occurrence.day >= from.day) {
            one.occurrence.programme = number;
        }
        number
    }

    fn without_empty(mut self) -> Self {
        let is_used = |number: usize| self.members.iter().any(|one| usize::from(one.occurrence.programme) == number);
        let used: Vec<bool> = (0..self.programmes.len()).map(is_used).collect();
        let place = |number: u16| used.iter().take(number.into()).filter(|used| **used).count();
        for one in &mut self.members {
            one.occurrence.programme = u16::try_from(place(one.occurrence.programme)).unwrap_or(one.occurrence.programme);
        }
        let mut each = used.iter();
        self.programmes.retain(|_| each.next().copied().unwrap_or(true));
        self
    }
}

#[cfg(test)]
mod tests;
