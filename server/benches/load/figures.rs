//! What was counted, as rows of a table: each figure, and beside it the ratio to what it is compared with.

use crate::{LOADS, VISITS};
use std::{
    fmt::Debug,
    time::{Duration, Instant},
};
use testbed::{Engine, ratio::spread};

/// What the busiest hour needs a second, by the table in `docs/scaling.md`.
const NEEDED_ORDERS: f64 = 2.2;
const NEEDED_PAGES: f64 = 67.0;

/// How long answers took.
#[derive(Default)]
pub struct Tally {
    /// Those to orders.
    pub orders: Vec<Duration>,
    /// Pages.
    pub pages: Vec<Duration>,
    /// Files.
    pub files: Vec<Duration>,
    /// How many there were, also of what is not timed, and of what came too late.
    pub answers: usize,
}

/// One turn of the file and of the people.
pub struct Turn {
    pub loads: Tally,
    pub visits: Tally,
}

impl Tally {
    /// Notes an answer that has just come, unless it comes too late.
    pub fn note(&mut self, which: fn(&mut Self) -> &mut Vec<Duration>, begun: Instant, end: Instant) {
        let now = Instant::now();
        self.answers += 1;
        if now <= end {
            which(self).push(now - begun);
        }
    }

    /// Adds what somebody else was answered.
    pub fn add(&mut self, other: Self) {
        self.orders.extend(other.orders);
        self.pages.extend(other.pages);
        self.files.extend(other.files);
        self.answers += other.answers;
    }
}

/// The rows of speeds and times.
pub fn rows(engine: Engine, turns: &[Turn]) -> Vec<String> {
    let orders = rates(turns, VISITS, |turn| &turn.visits.orders);
    let pages = rates(turns, VISITS, |turn| &turn.visits.pages);
    let files = rates(turns, LOADS, |turn| &turn.loads.files);
    let needed = |figure: f64| format!("the busiest hour, {figure}");
    let of_files = format!("the stylesheet, {} a second", spread(files.clone(), 0));
    let mut rows = vec![
        row(engine, "Orders a second", &orders, &needed(NEEDED_ORDERS), times_of(&orders, NEEDED_ORDERS)),
        row(engine, "Pages a second", &pages, &needed(NEEDED_PAGES), times_of(&pages, NEEDED_PAGES)),
        row(engine, "Pages a second", &pages, &of_files, quotients(&pages, &files)),
    ];
    for percent in [50, 95] {
        let files = slow(turns, percent, |turn| &turn.loads.files);
        let baseline = format!("the stylesheet, {} ms", spread(files.clone(), 1));
        let pages = slow(turns, percent, |turn| &turn.visits.pages);
        let orders = slow(turns, percent, |turn| &turn.visits.orders);
        for (work, times) in [("A page", pages), ("Placing an order", orders)] {
            rows.push(row(engine, &format!("{work}, p{percent}, ms"), &times, &baseline, quotients(&files, &times)));
        }
    }
    rows
}

/// The row of the server's memory, in megabytes: how many times it fits into the limit.
pub fn limit_row(engine: Engine, when: &str, used: f64, limit: f64) -> String {
    format!("| Resident memory {when}, MB, {engine:?} | {used:.1} | the limit, {limit} | {:.2} |", limit / used)
}

/// The row of what an order takes in the database.
pub fn size_row(engine: Engine, bytes: i64) -> String {
    let kilobytes = figure(bytes) / 1e3;
    format!("| The database, for each order with all that came of it, kB, {engine:?} | {kilobytes:.1} | | |")
}

fn row(engine: Engine, work: &str, measured: &[f64], baseline: &str, ratios: Vec<f64>) -> String {
    format!("| {work}, {engine:?} | {} | {baseline} | {} |", spread(measured.to_vec(), 1), spread(ratios, 2))
}

/// How many came a second, in each turn.
fn rates(turns: &[Turn], time: Duration, which: fn(&Turn) -> &[Duration]) -> Vec<f64> {
    turns.iter().map(|turn| figure(which(turn).len()) / time.as_secs_f64()).collect()
}

/// How many milliseconds so many of a hundred took at most, in each turn.
fn slow(turns: &[Turn], percent: usize, which: fn(&Turn) -> &[Duration]) -> Vec<f64> {
    let of_turn = |turn: &Turn| {
        let mut times = which(turn).to_vec();
        times.sort_unstable();
        let time = times.get(times.len() * percent / 100).expect("something is answered in each turn");
        time.as_secs_f64() * 1e3
    };
    turns.iter().map(of_turn).collect()
}

/// How many times what is needed.
fn times_of(measured: &[f64], needed: f64) -> Vec<f64> {
    measured.iter().map(|measured| measured / needed).collect()
}

fn quotients(above: &[f64], below: &[f64]) -> Vec<f64> {
    above.iter().zip(below).map(|(above, below)| above / below).collect()
}

/// A count, to be divided.
fn figure<N: TryInto<u32, Error: Debug>>(count: N) -> f64 {
    let count: u32 = count.try_into().expect("nothing here is that much");
    f64::from(count)
}
