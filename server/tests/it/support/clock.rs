//! A clock that stands still until a test moves it.

use jiff::{SignedDuration, Timestamp};
use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};
use store::Clock;

#[derive(Clone)]
pub struct TestClock(Arc<AtomicI64>);

impl TestClock {
    /// Stands at the present, so that browsers agree with it about the age of cookies.
    pub fn new() -> Self {
        Self(Arc::new(AtomicI64::new(Timestamp::now().as_microsecond())))
    }

    pub fn store_clock(&self) -> Clock {
        let hands = Arc::clone(&self.0);
        Arc::new(move || Timestamp::from_microsecond(hands.load(Ordering::Relaxed)).expect("the clock shows a time"))
    }

    pub fn advance(&self, time: SignedDuration) {
        let micros = i64::try_from(time.as_micros()).expect("tests do not take millennia");
        self.0.fetch_add(micros, Ordering::Relaxed);
    }
}
