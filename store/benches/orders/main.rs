//! What placing and deciding an order costs, as ratios to the same rows written by hand in the same run.
//!
//! Prints rows of the table in `docs/benchmarks.md`.

mod cell;
mod hand;
mod stage;

use futures::future::join_all;
use hand::{Statement, Traces, deciding, placing};
use stage::{CUSTOMERS, LINES, Side};
use std::time::{Duration, Instant};
use store::{Approver, LineDecision, Orderer, Placed, Placing};
use testbed::{
    Engine,
    ratio::{self, speed},
};

/// Measurements of each ratio.
const ROUNDS: usize = 7;
/// Carts that each customer's people have: one for each round one at a time, and one for each round at once.
const CARTS: usize = 2 * ROUNDS;

/// What one round took.
struct Round {
    placed: Duration,
    placed_by_hand: Duration,
    at_once: Duration,
    at_once_by_hand: Duration,
    decided: Duration,
    decided_by_hand: Duration,
    decided_whole: Duration,
    decided_whole_by_hand: Duration,
}

/// An order form, ready to be sent.
type Form = (Orderer, Placing);

/// Both sides run where requests do, on the runtime's own threads: to wake one of these takes longer than to wake the thread that began.
#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    tokio::spawn(run()).await.expect("it ends");
}

async fn run() {
    let pause = std::env::args().find_map(|argument| argument.strip_prefix("slow-disk=").map(str::to_owned));
    if let Some(pause) = pause {
        report_at_once(
            &format!("32 orders at once, on a disk that takes {pause} more to flush"),
            Engine::Sqlite,
            &rounds(Engine::Sqlite).await,
        );
        return;
    }
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let rounds = rounds(engine).await;
        report(engine, &rounds);
        report_at_once("32 orders at once", engine, &rounds);
    }
}

async fn rounds(engine: Engine) -> Vec<Round> {
    let [ours, other] = stage::open(engine, CARTS).await;
    let mut rounds = Vec::new();
    for round in 0..ROUNDS {
        rounds.push(measure(&ours, &other, round).await);
    }
    rounds
}

async fn measure(ours: &Side, other: &Side, round: usize) -> Round {
    let forms = forms(ours, 2 * round).await;
    let (placed, orders) = one_at_a_time(ours, forms).await;
    let traces = traces(ours, &orders).await;
    let placed_by_hand = by_hand(other, traces.iter().map(placing)).await;

    let (decided, before, after) = decide_last_lines(ours, other, &orders, &traces).await;
    let decided_by_hand = by_hand(other, before.iter().zip(&after).map(|(before, after)| deciding(before, after))).await;

    let (at_once, orders) = all_at_once(ours, self::forms(ours, 2 * round + 1).await).await;
    let traces = self::traces(ours, &orders).await;
    let at_once_by_hand = by_hand_at_once(other, traces.iter().map(placing).collect()).await;

    let (decided_whole, after) = decide_whole(ours, &orders).await;
    let decided_whole_by_hand = by_hand(other, traces.iter().zip(&after).map(|(before, after)| deciding(before, after))).await;
    Round { placed, placed_by_hand, at_once, at_once_by_hand, decided, decided_by_hand, decided_whole, decided_whole_by_hand }
}

async fn forms(side: &Side, person: usize) -> Vec<Form> {
    let mut forms = Vec::new();
    for customer in 0..CUSTOMERS {
        let orderer = side.orderer(customer, person).await;
        let placing = side.placing(&orderer).await;
        forms.push((orderer, placing));
    }
    forms
}

async fn one_at_a_time(side: &Side, forms: Vec<Form>) -> (Duration, Vec<Placed>) {
    let mut orders = Vec::new();
    let begun = Instant::now();
    for (orderer, placing) in forms {
        orders.push(side.store.place(&orderer, placing).await.expect("placed"));
    }
    (begun.elapsed(), orders)
}

async fn all_at_once(side: &Side, forms: Vec<Form>) -> (Duration, Vec<Placed>) {
    let begun = Instant::now();
    let placed = forms.into_iter().map(|(orderer, placing)| {
        let store = side.store.clone();
        async move { store.place(&orderer, placing).await.expect("placed") }
    });
    let orders = join_all(placed).await;
    (begun.elapsed(), orders)
}

async fn traces(side: &Side, orders: &[Placed]) -> Vec<Traces> {
    let mut traces = Vec::new();
    for order in orders {
        traces.push(side.hand.traces(order.order_id.0).await);
    }
    traces
}

async fn by_hand(side: &Side, transactions: impl Iterator<Item = Vec<Statement>>) -> Duration {
    let transactions: Vec<_> = transactions.collect();
    let begun = Instant::now();
    for statements in &transactions {
        side.hand.write(statements).await;
    }
    begun.elapsed()
}

async fn by_hand_at_once(side: &Side, transactions: Vec<Vec<Statement>>) -> Duration {
    let begun = Instant::now();
    let tasks = transactions.into_iter().map(|statements| {
        let hand = side.hand.clone();
        tokio::spawn(async move { hand.write(&statements).await })
    });
    for task in join_all(tasks).await {
        task.expect("written");
    }
    begun.elapsed()
}

/// Decides all lines of each order but the last, on both sides; then the last one, which hands the order over, on ours.
async fn decide_last_lines(ours: &Side, other: &Side, orders: &[Placed], placed: &[Traces]) -> (Duration, Vec<Traces>, Vec<Traces>) {
    let approvers = approvers(ours, orders).await;
    for (approver, order) in approvers.iter().zip(orders) {
        decide(ours, approver, *order, 1..LINES).await;
    }
    let before = traces(ours, orders).await;
    by_hand(other, placed.iter().zip(&before).map(|(placed, before)| deciding(placed, before))).await;
    let begun = Instant::now();
    for (approver, order) in approvers.iter().zip(orders) {
        decide(ours, approver, *order, LINES..LINES + 1).await;
    }
    (begun.elapsed(), before, traces(ours, orders).await)
}

/// Decides all lines of each order with one request, which hands it over.
async fn decide_whole(ours: &Side, orders: &[Placed]) -> (Duration, Vec<Traces>) {
    let approvers = approvers(ours, orders).await;
    let begun = Instant::now();
    for (approver, order) in approvers.iter().zip(orders) {
        decide(ours, approver, *order, 1..LINES + 1).await;
    }
    (begun.elapsed(), traces(ours, orders).await)
}

/// Who decides each of the orders, of which the first is of the first customer.
async fn approvers(side: &Side, orders: &[Placed]) -> Vec<Approver> {
    let mut approvers = Vec::new();
    for customer in 0..orders.len() {
        approvers.push(side.approver(customer).await);
    }
    approvers
}

async fn decide(side: &Side, approver: &Approver, order: Placed, lines: std::ops::Range<u32>) {
    side.store.decide(approver, order.order_id, lines.map(LineDecision::release).collect::<Vec<_>>()).await.expect("decided");
}

fn report(engine: Engine, rounds: &[Round]) {
    let placed = rounds.iter().map(|round| speed(round.placed_by_hand, round.placed));
    let decided = rounds.iter().map(|round| speed(round.decided_by_hand, round.decided));
    print(&format!("Place an order of 10 lines, one at a time, {engine:?}"), "the same rows by hand", "≥ 0.7", placed);
    print(&format!("Decide the last line and hand over, {engine:?}"), "the same rows by hand", "≥ 0.6", decided);
    let whole = rounds.iter().map(|round| speed(round.decided_whole_by_hand, round.decided_whole));
    print(&format!("Decide 10 lines at once and hand over, {engine:?}"), "the same rows by hand", "≥ 0.6", whole);
}

fn report_at_once(what: &str, engine: Engine, rounds: &[Round]) {
    let work = format!("Place {what}, {engine:?}");
    match engine {
        Engine::Sqlite => print(&work, "one at a time", "≥ 3", rounds.iter().map(|round| speed(round.placed, round.at_once))),
        Engine::Postgres => {
            let ratios = rounds.iter().map(|round| speed(round.at_once_by_hand, round.at_once));
            print(&work, "the same rows by hand, at once", "≥ 0.7", ratios);
        }
    }
}

fn print(work: &str, baseline: &str, target: &str, ratios: impl Iterator<Item = f64>) {
    println!("{}", ratio::row(work, baseline, target, ratios.collect()));
}
