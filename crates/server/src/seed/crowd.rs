//! The volunteers: who they are, and how much they serve.

use super::calendar::{Calendar, Counter};
use super::dice::{Dice, Purpose};
use super::land::Land;
use super::load::Loader;
use super::names::Names;
use super::rows::Table;
use super::words::Words;
use crate::vault::{Kind, Vault};
use anyhow::{Result, ensure};
use domain::api::session::PRIVACY_NOTICE;
use domain::id_card::{self, IdCard};
use domain::time::{Day, Timestamp};
use domain::volunteer::VolunteerNumber;
use std::collections::HashSet;

/// Volunteers with a part in the demonstration come first, with phone numbers easy to type.
pub(super) const LEADER: usize = 0;
/// See [`LEADER`].
pub(super) const KEEPER: usize = 1;
/// See [`LEADER`].
pub(super) const VOLUNTEER: usize = 2;
const WITH_A_PART: usize = 3;

/// How much people serve: the share in percent, and how many times likelier such a person is to be
/// found in a shift. Many register and never serve; few serve much.
const ZEAL: [(u32, u8); 5] = [(45, 0), (33, 1), (15, 6), (6, 30), (1, 120)];
/// Age when joining: the share in percent, and from and to which year.
const AGES: [(u32, i64, i64); 5] = [(8, 12, 17), (42, 18, 30), (26, 31, 45), (16, 46, 60), (8, 61, 76)];
/// The portal's years.
const YEARS: i64 = 6;
/// Percent who have given an identity card number, of those who serve and of the others.
const WITH_CARD: (usize, usize) = (85, 30);

/// A volunteer, as far as the rest of the city must know.
pub(super) struct Person {
    pub(super) id: i64,
    pub(super) joined_at: Timestamp,
    /// Days since 1970-01-01.
    pub(super) born: i32,
    leaf: u32,
    /// Sum of the credited records.
    pub(super) minutes: u32,
    zeal: u8,
    woman: bool,
    pub(super) has_card: bool,
}

/// All volunteers, in the order of joining.
pub(super) struct Crowd {
    pub(super) people: Vec<Person>,
}

impl Crowd {
    pub(super) fn new(count: usize, land: &Land, calendar: &Calendar, seed: u64) -> Self {
        let mut dice = Dice::new(seed, Purpose::Crowd);
        let mut ids = Counter::default();
        let days = (YEARS * 365) as f64;
        let people = (0..count).map(|n| {
            // The share of the people who are there grows with the square of the time: each year
            // more join than in the year before. An n and a fraction of one keep the order.
            let share = (n as f64 + dice.below(1000) as f64 / 1000.0) / count as f64;
            let joined = days * share.sqrt();
            // Between seven in the morning and eleven at night.
            let second = 7 * 3600 + (joined.fract() * 57_600.0) as i64;
            let joined_at = calendar.at(joined as i64 - YEARS * 365, 0).plus_seconds(second);
            let has_part = n < WITH_A_PART;
            let zeal = dice.weighted(&ZEAL, |(share, _)| *share).map_or(0, |(_, zeal)| *zeal);
            let (from, to) = dice.weighted(&AGES, |(share, ..)| *share).map_or((18, 60), |(_, from, to)| (*from, *to));
            let age = if has_part { dice.between(25, 45) } else { dice.between(from, to) };
            let days_old = age * 1461 / 4 + dice.between(1, 364);
            Person {
                id: ids.next(joined_at),
                joined_at,
                born: i32::try_from(calendar.zone.day_of(joined_at).unix_days() - days_old).unwrap_or(0),
                leaf: u32::try_from(land.draw(&mut dice)).unwrap_or(0),
                minutes: 0,
                zeal: if has_part { 30 } else { zeal },
                woman: dice.chance(54),
                has_card: dice.chance(if zeal > 0 { WITH_CARD.0 } else { WITH_CARD.1 }) || has_part,
            }
        });
        Self { people: people.collect() }
    }

    /// Each person as many times as their zeal, in the order of joining: drawing from a front part
    /// of it draws among those who had joined by then.
    pub(super) fn tickets(&self) -> Vec<u32> {
        let of = |(n, person): (u32, &Person)| std::iter::repeat_n(n, usize::from(person.zeal));
        (0_u32..).zip(&self.people).flat_map(of).collect()
    }

    /// Writes people and their consents.
    pub(super) async fn write(&self, land: &Land, words: &Words, vault: &Vault, calendar: &Calendar, seed: u64, loader: &mut Loader) -> Result<()> {
        let mut dice = Dice::new(seed, Purpose::Names);
        let names = Names::new(words);
        let mut cards = Cards::default();
        let salt = dice.any() % VolunteerNumber::COUNT;
        let mut people = Table::new(
            loader,
            "people",
            ["id", "kind", "name", "created_at", "number", "phone_sealed", "phone_index", "id_card_sealed", "id_card_index", "birth_day", "division", "credited_minutes"],
        );
        for (n, person) in (0_u64..).zip(&self.people) {
            let Some((leaf, born)) = land.leaves.get(person.leaf as usize).zip(Day::from_unix_days(i64::from(person.born))) else { continue };
            let phone = vault.seal(Kind::Phone, &phone(n))?;
            let mut card = None;
            if person.has_card {
                let number = cards.draw(leaf.code.as_str(), born, person.woman, &mut dice);
                let number = number.and_then(|number| IdCard::parse(&number, calendar.today).ok());
                ensure!(number.is_some(), "a made-up identity card number does not fit");
                card = number.map(|number| vault.seal(Kind::IdCard, number.expose())).transpose()?;
            }
            let (card_sealed, card_index) = card.map(|card| (card.ciphertext, card.index)).unzip();
            people
                .row(loader, [
                    person.id.into(),
                    "volunteer".into(),
                    names.draw(person.woman, born.parts().0, &mut dice).into(),
                    person.joined_at.into(),
                    number(n, salt).as_str().into(),
                    phone.ciphertext.into(),
                    phone.index.into(),
                    card_sealed.into(),
                    card_index.into(),
                    person.has_card.then_some(i64::from(person.born)).into(),
                    leaf.code.as_str().into(),
                    i64::from(person.minutes).into(),
                ])
                .await?;
        }
        people.finish(loader).await?;
        let mut consents = Table::new(loader, "consents", ["person", "purpose", "version", "given_at"]);
        for person in &self.people {
            consents.row(loader, [person.id.into(), "privacy_notice".into(), PRIVACY_NOTICE.into(), person.joined_at.into()]).await?;
        }
        consents.finish(loader).await
    }
}

/// The phone number of the `n`th volunteer, all different: 154 is a range that no operator hands
/// out, so that a demonstration cannot send a text message to a real person.
pub(super) fn phone(n: u64) -> String {
    // 48,271,031 shares no factor with 99,999,000, so that no two n below it meet; the first
    // thousand numbers are for those with a part.
    let last = if n < WITH_A_PART as u64 { n + 1 } else { 1000 + n * 48_271_031 % 99_999_000 };
    format!("154{last:08}")
}

/// The number of the `n`th volunteer, all different: the factor shares none with 30⁷.
fn number(n: u64, salt: u64) -> VolunteerNumber {
    VolunteerNumber::from_random(n * 12_345_678_901 % VolunteerNumber::COUNT + salt)
}

/// Identity card numbers, each given once.
#[derive(Default)]
struct Cards {
    /// The 17 digits before the check character, as numbers.
    given: HashSet<u64>,
}

impl Cards {
    /// A number of the county of `division`; odd sequence numbers are men's.
    fn draw(&mut self, division: &str, born: Day, woman: bool, dice: &mut Dice) -> Option<String> {
        let (year, month, day) = born.parts();
        let front: u64 = format!("{division:0<6.6}{year:04}{month:02}{day:02}").parse().ok()?;
        let first = u64::try_from(dice.below(500)).unwrap_or(0);
        let free = (0..500).map(|step| front * 1000 + (first + step) % 500 * 2 + u64::from(!woman)).find(|number| self.given.insert(*number))?;
        id_card::complete(&format!("{free:017}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phones_and_numbers_are_valid_and_never_meet() {
        let mut seen = HashSet::new();
        for n in 0..100_000 {
            assert!(phone(n).parse::<domain::text::Phone>().is_ok());
            assert!(seen.insert(phone(n)) && seen.insert(number(n, 5).to_string()));
        }
        let gcd = |mut a: u64, mut b: u64| {
            while b != 0 {
                (a, b) = (b, a % b);
            }
            a
        };
        assert_eq!((gcd(48_271_031, 99_999_000), gcd(12_345_678_901, VolunteerNumber::COUNT)), (1, 1));
    }

    #[test]
    fn identity_card_numbers_tell_birth_and_gender_and_are_given_once() {
        let (mut cards, mut dice, born) = (Cards::default(), Dice::new(1, Purpose::Names), Day::new(1990, 2, 28).unwrap());
        let women: HashSet<String> = (0..500).map(|_| cards.draw("431002001001", born, true, &mut dice).unwrap()).collect();
        assert!(women.len() == 500 && cards.draw("431002001001", born, true, &mut dice).is_none());
        for card in &women {
            let read = IdCard::parse(card, Day::new(2026, 1, 1).unwrap()).unwrap();
            assert!(read.birth() == Some(born) && (card.as_bytes()[16] - b'0').is_multiple_of(2));
        }
    }
}
