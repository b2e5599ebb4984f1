//! What is found, what is not, and the numbers beside the filters.

use super::*;
use crate::parcel::Traits;
use crate::wish::{DayPart, Near, Order, Wish};
use domain::activity::ServiceLanguage;
use domain::time::{Day, Zone};
use proptest::prelude::*;

/// Monday, 2026-06-01, 08:00 in the city.
const MONDAY: u32 = 29_671_200;
const HOUR: u32 = 60;

fn zone() -> Zone {
    Zone { name: "Asia/Shanghai".into(), utc_offset_minutes: 480 }
}

fn now() -> Timestamp {
    Timestamp::from_unix_ms(i64::from(MONDAY) * 60_000)
}

fn slot(start: u32, free: u16) -> Slot {
    Slot { start, minutes: 120, places: 4, free }
}

fn item(id: i64, title: &str, slots: Vec<Slot>) -> Item {
    Item { id, title: title.into(), place: "人民公园".into(), team: 0, division: 0, category: 0, minimum_age: 0, traits: 0, position: None, slots }
}

fn parcel(items: Vec<Item>) -> Parcel {
    let readings = [('小', "xiao"), ('老', "lao"), ('扶', "fu"), ('重', "zhong chong"), ('清', "qing"), ('扫', "sao"), ('公', "gong"), ('园', "yuan")];
    Parcel {
        version: 1,
        since: None,
        teams: vec!["先锋队".into()],
        divisions: vec![("431002".into(), "北湖区".into()), ("431003001".into(), "苏仙街道".into())],
        readings: readings.map(|(character, readings)| (character, readings.to_owned())).into(),
        items,
        gone: Vec::new(),
    }
}

fn finder(items: Vec<Item>) -> Finder {
    let mut finder = Finder::default();
    finder.take(Parcel::unpack(&parcel(items).pack()).unwrap()).unwrap();
    finder
}

fn ids(finder: &Finder, wish: &Wish) -> Vec<i64> {
    finder.find(wish, now(), &zone()).hits.iter().map(|hit| finder.entry(hit).id().raw()).collect()
}

fn day(text: &str) -> Option<Day> {
    text.parse().ok()
}

/// Sweeping on Monday at ten, helping old people on Tuesday at two, at night on Saturday; the first is full.
fn week() -> Finder {
    finder(vec![
        Item { traits: Traits::INSURED, position: Some((250_000_000, 1_130_000_000)), ..item(1, "清扫公园", vec![slot(MONDAY + 2 * HOUR, 0)]) },
        Item { category: 3, division: 1, minimum_age: 16, traits: Traits::BEGINNERS, position: Some((250_100_000, 1_130_000_000)), ..item(2, "小老扶行动 A1", vec![slot(MONDAY + 30 * HOUR, 1)]) },
        Item { traits: Traits::INSURED | Traits::INDOOR | Traits::asks_for(ServiceLanguage::SignLanguage), ..item(3, "重修老街", vec![slot(MONDAY + 132 * HOUR, 4)]) },
    ])
}

#[test]
fn words_are_found_in_title_place_and_team_and_all_of_them_must_be() {
    let week = week();
    for (text, expected) in [("", vec![1, 2, 3]), ("xlf", vec![2]), ("老", vec![2, 3]), ("gy", vec![1, 2, 3]), ("先锋", vec![1, 2, 3]), ("a1 小", vec![2]), ("老 qingsao", vec![]), ("chong", vec![3]), ("园人", vec![])] {
        assert_eq!(ids(&week, &Wish { text: text.into(), ..Wish::default() }), expected, "{text}");
    }
}

#[test]
fn each_filter_takes_away_what_does_not_meet_it() {
    let week = week();
    let wishes = [
        (Wish { category: Some(Category::Environment), ..Wish::default() }, vec![2]),
        (Wish { division: "4310".parse().ok(), ..Wish::default() }, vec![1, 2, 3]),
        (Wish { division: "431003".parse().ok(), ..Wish::default() }, vec![2]),
        (Wish { from: day("2026-06-02"), ..Wish::default() }, vec![2, 3]),
        (Wish { from: day("2026-06-02"), to: day("2026-06-05"), ..Wish::default() }, vec![2]),
        (Wish { part: Some(DayPart::Evening), ..Wish::default() }, vec![3]),
        (Wish { weekdays: 0b10_0001, ..Wish::default() }, vec![1, 3]),
        (Wish { free: true, ..Wish::default() }, vec![2, 3]),
        (Wish { insured: true, indoor: true, ..Wish::default() }, vec![3]),
        (Wish { age: Some(15), ..Wish::default() }, vec![1, 3]),
        (Wish { beginners: true, ..Wish::default() }, vec![2]),
        (Wish { language: Some(ServiceLanguage::SignLanguage), ..Wish::default() }, vec![3]),
        (Wish { language: Some(ServiceLanguage::English), ..Wish::default() }, vec![]),
        (Wish { place: Some("人民公园".into()), ..Wish::default() }, vec![1, 2, 3]),
        (Wish { place: Some("人民".into()), ..Wish::default() }, vec![]),
    ];
    for (wish, expected) in wishes {
        assert_eq!(ids(&week, &wish), expected, "{wish:?}");
    }
}

#[test]
fn what_is_near_is_known_in_metres_and_what_has_no_place_comes_last() {
    let week = week();
    let near = |within| Wish { near: Some(Near { to: Position { latitude_e7: 250_110_000, longitude_e7: 1_130_000_000 }, within }), order: Order::Nearest, ..Wish::default() };
    let found = week.find(&near(None), now(), &zone());
    assert_eq!(found.hits.iter().map(|hit| hit.metres).collect::<Vec<_>>(), [Some(111), Some(1_224), None]);
    assert_eq!(ids(&week, &near(Some(1_000))), [2]);
}

#[test]
fn what_needs_people_most_comes_first() {
    assert_eq!(ids(&week(), &Wish { order: Order::MostNeeded, ..Wish::default() }), [3, 2, 1]);
}

#[test]
fn filters_have_to_be_met_by_one_and_the_same_shift() {
    let finder = finder(vec![item(1, "清扫", vec![slot(MONDAY + 2 * HOUR, 0), slot(MONDAY + 32 * HOUR, 2)])]);
    let wish = |weekdays| Wish { weekdays, free: true, ..Wish::default() };
    assert_eq!((ids(&finder, &wish(1)), ids(&finder, &wish(2))), (vec![], vec![1]), "Monday's is full");
}

#[test]
fn a_shift_that_has_ended_is_found_no_more_and_one_that_runs_has_no_room() {
    let finder = finder(vec![item(1, "清扫", vec![slot(MONDAY - 2 * HOUR, 4)]), item(2, "清扫", vec![slot(MONDAY - HOUR, 4)])]);
    assert_eq!(ids(&finder, &Wish::default()), [2]);
    assert_eq!(ids(&finder, &Wish { free: true, ..Wish::default() }), Vec::<i64>::new());
}

#[test]
fn a_later_parcel_changes_adds_and_takes_away_and_one_out_of_order_does_nothing() {
    let mut week = week();
    let change = |since| Parcel {
        version: 2,
        since: Some(since),
        teams: vec!["新来队".into()],
        readings: vec![('新', "xin".into())],
        gone: vec![1],
        ..parcel(vec![item(3, "重修新街", vec![slot(MONDAY + HOUR, 4)]), item(4, "新的", vec![slot(MONDAY + 3 * HOUR, 4)])])
    };
    assert_eq!(week.take(change(7)), Err(Unreadable));
    assert_eq!((week.version(), week.len()), (1, 3));
    week.take(change(1)).unwrap();
    assert_eq!((week.version(), ids(&week, &Wish::default())), (2, vec![3, 4, 2]));
    assert_eq!(ids(&week, &Wish { text: "xin".into(), ..Wish::default() }), [3, 4]);
    assert_eq!(ids(&week, &Wish { text: "先锋".into(), ..Wish::default() }), [2], "the others have another team now");
}

#[test]
fn a_parcel_that_points_nowhere_is_refused_and_an_unknown_category_left_out() {
    let mut finder = Finder::default();
    for wrong in [Item { team: 1, ..item(1, "清扫", Vec::new()) }, Item { division: 2, ..item(1, "清扫", Vec::new()) }] {
        assert_eq!(finder.take(parcel(vec![wrong])), Err(Unreadable));
    }
    finder.take(parcel(vec![Item { category: 200, ..item(1, "清扫", vec![slot(MONDAY, 1)]) }])).unwrap();
    assert!(finder.is_empty());
}

/// Some wish, or none, of each kind.
fn wishes() -> impl Strategy<Value = Wish> {
    let text = prop::sample::select(vec!["", "", "老", "q", "xlf", "qs"]);
    let shift = (prop::option::of(prop::sample::select(DayPart::ALL.to_vec())), prop_oneof![Just(0_u8), 0_u8..128], any::<bool>());
    let asked = (any::<bool>(), prop::option::of(prop::sample::select(ServiceLanguage::ALL[..2].to_vec())), prop::option::of(prop::sample::select(vec!["人民公园", "河边"])));
    let entry = (prop::option::of(prop::sample::select(Category::ALL[..3].to_vec())), any::<bool>(), any::<bool>(), any::<bool>());
    (text, shift, entry, asked).prop_map(|(text, (part, weekdays, free), (category, inside, insured, indoor), (beginners, language, place))| Wish {
        text: text.into(),
        category,
        division: inside.then(|| "431003".parse().unwrap()),
        part,
        weekdays,
        free,
        insured,
        indoor,
        beginners,
        language,
        place: place.map(str::to_owned),
        ..Wish::default()
    })
}

fn items() -> impl Strategy<Value = Vec<Item>> {
    let slots = prop::collection::vec((0..300 * HOUR, 0_u16..3).prop_map(|(after, free)| slot(MONDAY - 5 * HOUR + after, free)), 0..4);
    let traits = (0_u16..8, 0_u16..4).prop_map(|(traits, languages)| traits | (languages * Traits::asks_for(ServiceLanguage::ALL[0])));
    let one = (slots, 0_u32..2, 0_u8..3, traits, prop::sample::select(vec!["清扫公园", "小老扶", "重修老街"]));
    prop::collection::vec(one, 0..30).prop_map(|all| {
        all.into_iter().enumerate().map(|(id, (slots, division, category, traits, title))| Item { division, category, traits, ..item(id as i64, title, slots) }).collect()
    })
}

#[test]
fn a_calendar_has_no_more_days_than_it_shows() {
    let week = week();
    let days = |first: &str, most| week.days(&Wish::default(), day(first).unwrap(), most, now(), &zone());
    assert_eq!(days("2026-06-01", 7), [1, 1, 0, 0, 0, 1, 0]);
    assert_eq!((days("2026-06-01", 0).len(), days("2026-06-01", 1_000).len()), (0, LONGEST_SPAN));
}

/// Activities in the city's second and third district, each at its own place.
fn spread_out(places: usize) -> Finder {
    let one = |n: usize| Item {
        place: format!("广场 {n}"),
        division: (n % 2) as u32,
        position: (n > 0).then_some((250_000_000 + n as i32 * 1_000, 1_130_000_000)),
        ..item(n as i64, "清扫", vec![slot(MONDAY + HOUR, 1)])
    };
    finder((0..places).map(one).collect())
}

fn spread(finder: &Finder, within: &str) -> (Vec<(Spot, u32)>, u32) {
    let spread = finder.spread(&finder.find(&Wish::default(), now(), &zone()).hits, &within.parse().unwrap());
    (spread.bubbles.into_iter().map(|bubble| (bubble.spot, bubble.count)).collect(), spread.elsewhere)
}

#[test]
fn a_map_shows_few_places_one_by_one_and_many_by_division() {
    let division = |code: &str| Spot::Division(code.parse().unwrap());
    let place = |n: usize| Spot::Place(format!("广场 {n}"));
    assert_eq!(spread(&spread_out(3), "4310"), (vec![(place(1), 1), (place(2), 1)], 1), "what has no position is elsewhere");
    assert_eq!(spread(&spread_out(40), "4310"), (vec![(division("431003"), 20), (division("431002"), 19)], 1));
    let (bubbles, elsewhere) = spread(&spread_out(80), "431002");
    assert_eq!(bubbles.len(), 24, "most of the others lie in the division itself, and are too many");
    assert_eq!(bubbles.iter().map(|(_, count)| count).sum::<u32>() + elsewhere, 80);
}

#[test]
fn a_bubble_lies_in_the_middle_of_what_it_holds() {
    let finder = finder(vec![
        Item { position: Some((250_000_000, 1_130_000_000)), ..item(1, "清扫", vec![slot(MONDAY + HOUR, 1)]) },
        Item { position: Some((250_000_200, 1_130_000_400)), ..item(2, "清扫", vec![slot(MONDAY + HOUR, 1)]) },
    ]);
    let spread = finder.spread(&finder.find(&Wish::default(), now(), &zone()).hits, &"4310".parse().unwrap());
    let position = Position { latitude_e7: 250_000_100, longitude_e7: 1_130_000_200 };
    assert_eq!(spread.bubbles, [Bubble { spot: Spot::Place("人民公园".into()), position, count: 2 }]);
}

proptest! {
    /// The number beside a filter is the number of activities there are once it is on.
    #[test]
    fn counts_keep_their_word(items in items(), wish in wishes()) {
        let finder = finder(items);
        let number = |wish: Wish| finder.find(&wish, now(), &zone()).hits.len() as u32;
        let counts = finder.find(&wish, now(), &zone()).counts;
        prop_assert_eq!(counts.free, number(Wish { free: true, ..wish.clone() }));
        prop_assert_eq!(counts.insured, number(Wish { insured: true, ..wish.clone() }));
        prop_assert_eq!(counts.indoor, number(Wish { indoor: true, ..wish.clone() }));
        prop_assert_eq!(counts.beginners, number(Wish { beginners: true, ..wish.clone() }));
        for (language, count) in ServiceLanguage::ALL.into_iter().zip(counts.languages) {
            prop_assert_eq!(count, number(Wish { language: Some(language), ..wish.clone() }));
        }
        prop_assert_eq!(counts.categories(), number(Wish { category: None, ..wish.clone() }));
        for category in Category::ALL {
            prop_assert_eq!(counts.category(category), number(Wish { category: Some(category), ..wish.clone() }));
        }
        for code in ["4310", "431002", "431003", "431003001"] {
            let code: DivisionCode = code.parse().unwrap();
            prop_assert_eq!(counts.division(&finder, &code), number(Wish { division: Some(code), ..wish.clone() }));
        }
        for (part, count) in DayPart::ALL.into_iter().zip(counts.parts) {
            prop_assert_eq!(count, number(Wish { part: Some(part), ..wish.clone() }));
        }
        for (weekday, count) in counts.weekdays.into_iter().enumerate() {
            prop_assert_eq!(count, number(Wish { weekdays: 1 << weekday, ..wish.clone() }));
        }
    }

    /// The number on a day of the calendar is the number of activities there are once that day is chosen.
    #[test]
    fn days_keep_their_word(items in items(), wish in wishes()) {
        let (finder, first) = (finder(items), day("2026-05-30").unwrap());
        for (ahead, count) in finder.days(&wish, first, 16, now(), &zone()).into_iter().enumerate() {
            let one = Some(first.plus_days(ahead as i64));
            prop_assert_eq!(count as usize, finder.count(&Wish { from: one, to: one, ..wish.clone() }, now(), &zone()));
        }
    }

    #[test]
    fn nonsense_is_no_parcel(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(parcel) = Parcel::unpack(&bytes) {
            let _ = Finder::default().take(parcel);
        }
    }
}
