//! Anything that people can do, in any order, against the real store and against a plain model of it. After each step both must
//! answer the same and hold the same; at the end whatever waits is decided, by whoever is to decide it then.
//!
//! Of what must always be true this holds: the supplier sees what is released and nothing else, numbered without gaps; nothing
//! crosses from one company to the other; an order is placed once and a line decided once; each mail is written once, and so is each
//! reminder; a key decides its own order and no other; the audit chain tells what happened; and there is always somebody who may decide
//! what waits.
//!
//! A new step is a variant of [`step::Step`], a function of [`model::Model`] and one of [`world::World`]; both functions stand in the
//! file of their subject. There is no crate for this: since steps name people and orders by numbers that always mean somebody, the
//! shrinking of a list is all that is needed.

mod budgets;
mod by_mail;
mod cast;
mod clock;
mod cost_centres;
mod course;
mod dead_ends;
mod decisions;
mod deeds;
mod duty;
mod freight;
mod hierarchy;
mod limits;
mod mails;
mod model;
mod offer;
mod order;
mod patience;
mod picture;
mod placing;
mod record;
mod resolve;
mod retract;
mod revision;
mod rule;
mod rulebook;
mod standing;
mod step;
mod succession;
mod supplied;
mod take_back;
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
const CASES: u32 = 12;
/// The most steps of a sequence.
const STEPS: usize = 60;
/// How often a failing sequence is made shorter.
const SHRINKS: u32 = 150;
/// What it takes at most to decide an order for good: everybody once, and once more what is asked again.
const ROUNDS: usize = 20;

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
    report(
        &format!("Sequences of orders, decisions, rules, budgets, absences, successions, reminders, keys, freight, {engine:?}"),
        runs,
        &format!("{done} steps as in the model"),
    );
}

/// Plays a sequence in two new companies; the error is the tale of what happened.
async fn play(portal: &Portal, run: usize, steps: &[Step]) -> Result<(), String> {
    let world = World::new(portal, run).await;
    let mut play = Play { model: Model::new(world.now()), world, tale: String::new() };
    let result = play.through(steps).await;
    result.map_err(|difference| format!("{}{difference}", play.tale))
}

/// A sequence in the model and in the store, and the tale of what has happened so far.
struct Play<'p> {
    model: Model,
    world: World<'p>,
    tale: String,
}

impl Play<'_> {
    async fn through(&mut self, steps: &[Step]) -> Result<(), String> {
        for step in steps {
            let Some(step) = self.model.resolve(step) else { continue };
            self.step(&step).await?;
            self.look().await?;
        }
        self.tale.push_str("Now whatever waits is decided.\n");
        for order in 0..self.model.orders.len() {
            self.decide_for_good(order).await?;
        }
        // What is closed is nothing that anybody is asked about.
        self.step(&Step::Nudge { hours: 40 }).await?;
        self.look().await?;
        self.look_back().await
    }

    /// Lets a step happen in both, which must answer the same.
    async fn step(&mut self, step: &Step) -> Result<(), String> {
        let portal = self.world.portal;
        if let Step::Pass { hours } | Step::Nudge { hours } = step {
            portal.pass(SignedDuration::from_hours(*hours));
        }
        portal.pass(SignedDuration::from_millis(1));
        (self.model.now, self.model.today) = (self.world.now(), self.world.today());
        let (expected, got) = (self.model.apply(step), self.world.apply(step).await);
        let _ = writeln!(self.tale, "{}: {step:?}: {got}", self.model.today);
        compare("the answer", &[expected], &[got])
    }

    /// Whoever is to decide an order does so, and whoever it goes on to, until it waits no more.
    async fn decide_for_good(&mut self, order: usize) -> Result<(), String> {
        for _ in 0..ROUNDS {
            let Some(step) = self.model.last_word(order) else { break };
            self.step(&step).await?;
        }
        let present = &self.model.orders[order];
        if present.waits() { Err(format!("order {order} is {} for ever", present.status())) } else { Ok(()) }
    }

    /// What is there now.
    async fn look(&self) -> Result<(), String> {
        let (model, world) = (&self.model, &self.world);
        let approvers: Vec<_> = (0..2).flat_map(|company| model.approvers(company)).collect();
        let callers = world.approvers(&approvers);
        let orders = picture::photographed(world.portal, &world.names, &callers).await;
        compare("orders and queues", &picture::drawn(model, &world.names), &orders)?;
        let supplied = supplied::photographed(world.portal, &world.names).await;
        compare("what has come to the supplier", &supplied::drawn(model, &world.names), &supplied)?;
        let rules = rulebook::photographed(world, &callers, &model.limited()).await;
        compare("rules and what is left of them", &rulebook::drawn(model, &world.names), &rules)?;
        // The queues have shown that the store lets those decide of whom the model says so.
        for (at, order) in model.orders.iter().enumerate().filter(|(_, order)| order.waits()) {
            if !approvers.iter().any(|who| model.may_decide(*who, at)) {
                return Err(format!("nobody may decide order {at} of {:?}", order.orderer));
            }
        }
        Ok(())
    }

    /// What has come of it: what the supplier reads, the mails, and the audit chain.
    async fn look_back(&self) -> Result<(), String> {
        let (model, portal, names) = (&self.model, self.world.portal, &self.world.names);
        compare("what the supplier has", &record::handed_over(model, names), &record::received(portal, names).await)?;
        compare("what the keys show", &model.all_shown(), &self.world.all_shown(model).await)?;
        compare("the mails", &record::mails(model, names), &record::sent(portal, names).await)?;
        compare("what is on record", &record::events(model, names), &record::recorded(portal, names).await)?;
        let twice = record::twice(portal).await;
        compare("what happened twice", &["[0, 0]".to_owned()], &[format!("{twice:?}")])?;
        let broken = portal.store.verify_audit().await.expect("the store answers");
        compare("broken chains", &[], &broken.iter().map(|chain| format!("{chain:?}")).collect::<Vec<_>>())
    }
}

/// The lines that only one of them has.
fn compare(what: &str, expected: &[String], got: &[String]) -> Result<(), String> {
    let missing: Vec<_> = expected.iter().filter(|line| !got.contains(line)).collect();
    let surplus: Vec<_> = got.iter().filter(|line| !expected.contains(line)).collect();
    if expected == got { Ok(()) } else { Err(format!("{what}:\nthe model says {missing:#?}\nthe store says {surplus:#?}")) }
}
