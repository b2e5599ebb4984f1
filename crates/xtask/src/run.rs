//! Running other programs, and saying on screen what is being done and how long it took.

use anyhow::{Context, Result, bail};
use std::collections::VecDeque;
use std::num::NonZeroUsize;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::time::Instant;

/// Does `work`, naming it before and telling its time after.
pub fn step<T>(what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("▸ {what}");
    let start = Instant::now();
    let done = work();
    let seconds = start.elapsed().as_secs_f64();
    match &done {
        Ok(_) => println!("  {seconds:.1} s"),
        Err(_) => println!("  failed after {seconds:.1} s"),
    }
    done
}

/// Runs a program whose output the reader sees.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| cannot_start(command))?;
    if !status.success() {
        bail!("{} failed ({status})", name(command));
    }
    Ok(())
}

/// Runs a program whose output is shown only when it fails.
pub fn quietly(command: &mut Command) -> Result<()> {
    output(command).map(drop)
}

/// What a program prints; its complaints are part of the error when it fails.
pub fn output(command: &mut Command) -> Result<String> {
    let done = command.stdin(Stdio::null()).output().with_context(|| cannot_start(command))?;
    let text = String::from_utf8_lossy(&done.stdout).into_owned();
    if !done.status.success() {
        bail!("{} failed ({})\n{text}{}", name(command), done.status, String::from_utf8_lossy(&done.stderr));
    }
    Ok(text)
}

fn name(command: &Command) -> String {
    let words = [command.get_program()].into_iter().chain(command.get_args()).take(3);
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

fn cannot_start(command: &Command) -> String {
    format!("{} cannot be started", command.get_program().to_string_lossy())
}

/// Does `work` for each item, as many at a time as the machine has processors; the answers come in
/// the items' order.
pub fn each<T: Send, R: Send>(items: impl IntoIterator<Item = T>, work: impl Fn(T) -> Result<R> + Sync) -> Result<Vec<R>> {
    let waiting: Mutex<VecDeque<(usize, T)>> = Mutex::new(items.into_iter().enumerate().collect());
    let done = Mutex::new(Vec::new());
    let processors = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    std::thread::scope(|scope| {
        for _ in 0..processors {
            scope.spawn(|| {
                // Taken by a function of its own: the lock must not be held during the work.
                let next = || lock(&waiting).pop_front();
                while let Some((place, item)) = next() {
                    let answer = work(item);
                    lock(&done).push((place, answer));
                }
            });
        }
    });
    let mut answers = std::mem::take(&mut *lock(&done));
    answers.sort_by_key(|(place, _)| *place);
    answers.into_iter().map(|(_, answer)| answer).collect()
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}
