//! Seasons: nobody wraps rice dumplings for the Dragon Boat Festival in November.

use domain::time::Day;

/// What titles of a season hold, and its first and last month. The festivals of the lunar calendar
/// wander within theirs.
const SEASONS: [(&[&str], u8, u8); 12] = [
    (&["春联", "春节", "村晚", "春运"], 1, 2),
    (&["植树"], 2, 4),
    (&["端午", "龙舟"], 5, 6),
    (&["高考"], 6, 6),
    (&["防溺水"], 6, 8),
    (&["暑期", "夏令营"], 7, 8),
    (&["防汛", "台风", "灭蚊"], 4, 9),
    (&["中秋", "丰收节"], 9, 10),
    (&["采摘"], 10, 12),
    (&["流感", "森林防火"], 10, 3),
    (&["冬日", "冰雪"], 11, 2),
    (&["宪法"], 12, 12),
];

/// Whether an activity with this title may be held on that day.
pub(super) fn in_season(title: &str, day: Day) -> bool {
    let (_, month, _) = day.parts();
    let season = SEASONS.iter().find(|(words, ..)| words.iter().any(|word| title.contains(word)));
    season.is_none_or(|(_, first, last)| if first <= last { (*first..=*last).contains(&month) } else { month >= *first || month <= *last })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_festival_is_kept_in_its_months_and_the_rest_all_year() {
        let of = |title, day: &str| in_season(title, day.parse().unwrap());
        assert!(of("端午包粽送温情", "2026-06-19") && !of("端午包粽送温情", "2026-11-24"));
        assert!(of("冬日送暖入户", "2026-11-24") && of("冬日送暖入户", "2027-02-01") && !of("冬日送暖入户", "2026-07-01"));
        assert!(of("社区大扫除", "2026-07-01"));
    }
}
