//! What a search costs, and how it grows: `cargo bench -p finder`.
//!
//! The catalogue is made up from a seed, as a city's would look: two shifts each, thirteen categories, a hundred
//! divisions, titles and places of everyday words.
#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a bench prints, and stops at the first surprise")]

use domain::activity::Category;
use domain::time::{Timestamp, Zone};
use finder::{Finder, Item, Order, Parcel, Slot, Wish};
use std::time::Instant;

const NOW_MINUTE: u32 = 29_671_200;
const WORDS: [&str; 24] = [
    "小小 老老 扶助", "清扫 公园 步道", "文明 交通 劝导", "社区 书屋 整理", "助老 理发 义诊", "儿童 课后 陪伴", "河道 巡护 捡拾", "敬老院 慰问 演出",
    "垃圾 分类 宣传", "应急 救援 演练", "无障碍 出行 陪护", "法律 援助 咨询", "献血 车旁 引导", "马拉松 补给 站点", "图书馆 夜间 值守", "科普 讲解 展厅",
    "古村 风貌 维护", "车站 春运 引导", "食堂 光盘 行动", "心理 热线 值班", "夜市 秩序 维护", "植树 浇水 养护", "残疾人 手工 课堂", "防溺水 巡查 劝导",
];
/// Readings enough for what is looked for.
const READINGS: [(char, &str); 16] = [
    ('小', "xiao"), ('老', "lao"), ('扶', "fu"), ('清', "qing"), ('扫', "sao"), ('公', "gong"), ('园', "yuan"), ('社', "she"), ('区', "qu ou"), ('文', "wen"),
    ('明', "ming"), ('交', "jiao"), ('通', "tong"), ('儿', "er"), ('童', "tong"), ('重', "zhong chong"),
];
const QUERIES: [&str; 14] = ["x", "xi", "xia", "xiao", "xiaol", "xiaolaofu", "xlf", "小", "小老", "清扫", "qs", "gongyuan", "wmjt", "zzzz"];

/// A generator of numbers that are always the same (splitmix64).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % end
    }

    fn words(&mut self) -> String {
        let of = |numbers: &mut Self| WORDS[numbers.below(24) as usize].split(' ').nth(numbers.below(3) as usize).unwrap();
        format!("{}{}{}", of(self), of(self), of(self))
    }
}

fn parcel(count: usize) -> Parcel {
    let mut numbers = Numbers(7);
    let items = (0..count).map(|_| {
        let starts = [numbers.below(60 * 1_440), numbers.below(60 * 1_440)].map(|minute| NOW_MINUTE + minute as u32);
        let slots = starts.into_iter().map(|start| Slot { start, minutes: 120, places: 20, free: numbers.below(21) as u16 }).collect();
        Item {
            id: numbers.below(1 << 62) as i64, title: numbers.words(), place: numbers.words(), team: numbers.below(300) as u32, division: numbers.below(100) as u32,
            category: numbers.below(Category::ALL.len() as u64) as u8, minimum_age: 0, traits: numbers.below(4) as u16,
            position: Some((250_000_000 + numbers.below(9_000_000) as i32, 1_130_000_000 + numbers.below(9_000_000) as i32)), slots,
        }
    });
    Parcel {
        version: 1,
        since: None,
        items: items.collect(),
        teams: (0..300).map(|n| format!("志愿服务队{n}")).collect(),
        divisions: (0..100).map(|n| (format!("4310{:02}{:03}", n / 10 + 2, n % 10 + 1), format!("街道{n}"))).collect(),
        readings: READINGS.map(|(character, readings)| (character, readings.to_owned())).into(),
        gone: Vec::new(),
    }
}

fn main() {
    let zone = Zone { name: "Asia/Shanghai".into(), utc_offset_minutes: 480 };
    let now = Timestamp::from_unix_ms(i64::from(NOW_MINUTE) * 60_000);
    for count in [1_000, 10_000, 100_000] {
        let bytes = parcel(count).pack();
        let began = Instant::now();
        let mut finder = Finder::default();
        finder.take(Parcel::unpack(&bytes).unwrap()).unwrap();
        let taken = began.elapsed();
        let mut times = Vec::new();
        for round in 0..20 {
            for text in QUERIES {
                for order in [Order::Soonest, Order::MostNeeded] {
                    let wish = Wish { text: text.into(), free: round % 2 == 0, order, ..Wish::default() };
                    let began = Instant::now();
                    let found = finder.find(&wish, now, &zone);
                    times.push((began.elapsed(), text, found.hits.len()));
                }
            }
        }
        times.sort();
        let (worst, text, hits) = times[times.len() - 1];
        let ms = |time: std::time::Duration| time.as_secs_f64() * 1e3;
        println!(
            "{count} activities: {} KB packed, unpacked in {:.1} ms; search median {:.2} ms, p95 {:.2} ms, worst {:.2} ms ({text:?}: {hits})",
            bytes.len() / 1024, ms(taken), ms(times[times.len() / 2].0), ms(times[times.len() * 95 / 100].0), ms(worst),
        );
    }
}
