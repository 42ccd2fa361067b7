//! Anything that people can do, in any order, against the real store and against a plain model of it. After each step both must
//! answer the same and hold the same.
//!
//! Of what must always be true this holds: the supplier sees what is released and nothing else, numbered without gaps; nothing
//! crosses from one company to the other; an order is placed once and a line decided once; each mail is written once; the audit
//! chain tells what happened; and there is always somebody who may decide what waits.
//!
//! A new step is a variant of [`step::Step`], a function of [`model::Model`] and one of [`world::World`]. There is no crate for
//! this: since steps name people and orders by numbers that always mean somebody, the shrinking of a list is all that is needed.

mod deeds;
mod duty;
mod model;
mod picture;
mod revision;
mod step;
mod told;
mod world;

use crate::ordering::Portal;
use jiff::SignedDuration;
use model::Model;
use proptest::test_runner::{Config, TestCaseError, TestError, TestRunner};
use std::{
    fmt::Write,
    sync::atomic::{AtomicUsize, Ordering},
};
use step::{Step, steps};
use testbed::{
    Engine, both_engines,
    torture::{report, times},
};
use tokio::{runtime::Handle, task::block_in_place};
use world::World;

both_engines!(the_store_does_what_a_plain_model_says);

/// Sequences in one database.
const CASES: u32 = 16;
/// The most steps of a sequence.
const STEPS: usize = 60;
/// How often a failing sequence is made shorter.
const SHRINKS: u32 = 150;

async fn the_store_does_what_a_plain_model_says(engine: Engine) {
    let databases = times(1, 50);
    let (runs, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
    for _ in 0..databases {
        let portal = Portal::open(engine).await;
        let config = Config { cases: CASES, max_shrink_iters: SHRINKS, failure_persistence: None, ..Config::default() };
        let play = |steps: Vec<Step>| {
            done.fetch_add(steps.len(), Ordering::Relaxed);
            let run = runs.fetch_add(1, Ordering::Relaxed);
            Handle::current().block_on(play(&portal, run, &steps)).map_err(TestCaseError::fail)
        };
        match block_in_place(|| TestRunner::new(config).run(&steps(STEPS), play)) {
            Err(TestError::Fail(tale, _)) => panic!("the shortest sequence that was found:\n{tale}"),
            other => other.expect("sequences can be drawn"),
        }
    }
    let (runs, done) = (runs.into_inner(), done.into_inner());
    report(&format!("Sequences of orders, decisions, absences, successions, {engine:?}"), runs, &format!("{done} steps as in the model"));
}

/// Plays a sequence in two new companies; the error is the tale of what happened.
async fn play(portal: &Portal, run: usize, steps: &[Step]) -> Result<(), String> {
    let mut world = World::new(portal, run).await;
    let mut model = Model::new(world.today());
    let mut tale = String::new();
    for step in steps {
        let Some(step) = model.resolve(step) else { continue };
        if let Step::Pass { hours } = step {
            portal.pass(SignedDuration::from_hours(hours));
        }
        portal.pass(SignedDuration::from_millis(1));
        model.today = world.today();
        let (expected, got) = (model.apply(&step), world.apply(&step).await);
        let _ = writeln!(tale, "{}: {step:?}: {got}", model.today);
        compare(&[expected], &[got]).map_err(|difference| format!("{tale}{difference}"))?;
        look(&model, &world).await.map_err(|difference| format!("{tale}{difference}"))?;
    }
    look_back(&model, &world).await.map_err(|difference| format!("{tale}at the end {difference}"))
}

/// What is there now.
async fn look(model: &Model, world: &World<'_>) -> Result<(), String> {
    let approvers: Vec<_> = (0..2).flat_map(|company| model.approvers(company)).collect();
    let queues = world.approvers(&approvers);
    compare(&picture::drawn(model, &world.names), &picture::photographed(world.portal, &world.names, &queues).await)?;
    for (at, order) in model.orders.iter().enumerate().filter(|(_, order)| order.waits()) {
        if !approvers.iter().any(|who| model.may_decide(*who, at)) {
            return Err(format!("nobody may decide order {at} of {:?}", order.orderer));
        }
    }
    Ok(())
}

/// What has come of it: what the supplier reads, the mails, and the audit chain.
async fn look_back(model: &Model, world: &World<'_>) -> Result<(), String> {
    compare(&picture::handed_over(model, &world.names), &picture::received(world.portal, &world.names).await)?;
    compare(&picture::mails(model, &world.names), &picture::sent(world.portal, &world.names).await)?;
    compare(&picture::events(model, &world.names), &picture::recorded(world.portal, &world.names).await)?;
    let broken = world.portal.store.verify_audit().await.expect("the store answers");
    compare(&[], &broken.iter().map(|chain| format!("{chain:?}")).collect::<Vec<_>>())
}

/// The lines that only one of them has.
fn compare(expected: &[String], got: &[String]) -> Result<(), String> {
    let missing: Vec<_> = expected.iter().filter(|line| !got.contains(line)).collect();
    let surplus: Vec<_> = got.iter().filter(|line| !expected.contains(line)).collect();
    if expected == got { Ok(()) } else { Err(format!("the model says {missing:#?}\nthe store says {surplus:#?}")) }
}
