//! Kiosks, clocks, a network and a server in one thread, all of it decided by a seed: kiosks that are
//! offline for hours, requests and answers that get lost, come twice or much later, a server that is
//! restored from a backup. In the end every scan counts once, and hours are what the records say.
//!
//! A seed that fails is printed; `SIMULATION_SEED=… cargo test -p domain simulation` runs it alone.

mod dice;
mod kiosk;
mod server;
mod world;

use world::{Defences, World};

const SEEDS: u64 = 1_000;

#[test]
fn whatever_the_network_does_every_scan_counts_once() {
    let only: Option<u64> = option_env!("SIMULATION_SEED").map(|seed| seed.parse().unwrap());
    let seeds = only.map_or(0..SEEDS, |seed| seed..seed + 1);
    let mut seen = world::Seen::default();
    for seed in seeds {
        match World::of(seed, Defences::default()).run() {
            Ok(one) => seen.add(one),
            Err(fault) => panic!("seed {seed}: {fault}"),
        }
    }
    // A simulation in which nothing happens proves nothing.
    if only.is_none() {
        assert!(seen.scans > 20_000 && seen.lost_answers > 1_000 && seen.late_requests > 500 && seen.restores > 100 && seen.sent_again > 1_000, "{seen:?}");
        assert!(seen.merged > 100 && seen.in_review > 100 && seen.credited_minutes > 100_000, "{seen:?}");
    }
}

/// The same with a defence off: it must be found out, or the simulation is blind.
#[test]
fn a_server_that_counts_what_comes_twice_is_found_out() {
    let found = (0..200).filter(|seed| World::of(*seed, Defences { counts_once: false, ..Defences::default() }).run().is_err()).count();
    assert!(found > 100, "{found}");
}

#[test]
fn a_kiosk_that_forgets_what_was_answered_is_found_out_after_a_restore() {
    let found = (0..200).filter(|seed| World::of(*seed, Defences { keeps_answered: false, ..Defences::default() }).run().is_err()).count();
    assert!(found > 20, "{found}");
}
