//! Reads some hundred bad frames and prints, for each kind, the share that was read, how many were
//! read wrongly, and how long it took: `cargo bench -p scanner -- [FRAMES OF EACH KIND] [SEED]`.

#![expect(clippy::print_stdout, reason = "a bench speaks to who runs it")]

#[path = "../tests/frames/camera.rs"]
mod camera;
#[path = "../tests/frames/random.rs"]
mod random;
#[path = "../tests/frames/scene.rs"]
mod scene;

use random::Random;
use scanner::Reader;
use std::time::Instant;

fn main() {
    let mut numbers = std::env::args().filter_map(|argument| argument.parse::<u32>().ok());
    let (frames, seed) = (numbers.next().unwrap_or(40), numbers.next().unwrap_or(1));
    let mut reader = Reader::default();
    let mut all = Tally::default();
    println!("{:12} {:>6} {:>5} {:>9} {:>9}", "kind", "read %", "wrong", "median ms", "p95 ms");
    for (kind, _) in scene::KINDS {
        let mut random = Random::new(kind, seed);
        let mut own = Tally::default();
        for _ in 0..frames {
            let (frame, text) = camera::frame(kind, &mut random);
            let start = Instant::now();
            let seen = reader.read(&frame);
            own.times.push(start.elapsed().as_secs_f64() * 1e3);
            own.read += usize::from(seen.as_ref() == Some(&text));
            own.wrong += usize::from(seen.is_some_and(|seen| seen != text));
        }
        own.print(kind);
        all.read += own.read;
        all.wrong += own.wrong;
        all.times.append(&mut own.times);
    }
    all.print("all");
}

#[derive(Default)]
struct Tally {
    read: usize,
    wrong: usize,
    times: Vec<f64>,
}

impl Tally {
    fn print(&mut self, name: &str) {
        self.times.sort_by(f64::total_cmp);
        let at = |share: f64| self.times[((self.times.len() - 1) as f64 * share) as usize];
        println!("{name:12} {:6.1} {:5} {:9.2} {:9.2}", 100.0 * self.read as f64 / self.times.len() as f64, self.wrong, at(0.5), at(0.95));
    }
}
