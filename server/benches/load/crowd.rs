//! Sixteen browsers of six people.

use crate::{
    figures::Tally,
    run::Running,
    support::desk::{APPROVER, FREE, REVIEWED},
    visitor::{Doing, Person, Visitor},
};
use futures::future::join_all;
use std::{
    mem,
    sync::Arc,
    time::{Duration, Instant},
};

const BROWSERS: usize = 16;
/// Who orders without a release, who with one, and who releases, at two customers: so that all approvers have something to do.
const PEOPLE: [(&str, bool); 6] = [
    (APPROVER, true),
    (REVIEWED, false),
    (FREE, false),
    ("sortiment@muster.example", false),
    ("freigeber@bau.example", true),
    ("besteller@bau.example", false),
];

/// All of them, signed in.
pub struct Crowd(Vec<Visitor>);

impl Crowd {
    /// Signs everybody in, one after the other.
    pub async fn sign_in(running: &Running) -> Self {
        let people = PEOPLE.map(|(user_name, is_approver)| Arc::new(Person::new(user_name, is_approver)));
        let mut visitors = Vec::new();
        for (place, person) in people.iter().cycle().take(BROWSERS).enumerate() {
            let browser = running.sign_in(person.user_name).await;
            visitors.push(Visitor::new(browser, Arc::clone(person), place).await);
        }
        Self(visitors)
    }

    /// Keeps all of them doing this for so long; what they were answered meanwhile.
    pub async fn keep(&mut self, doing: Doing, time: Duration) -> Tally {
        let end = Instant::now() + time;
        let busy: Vec<_> = self.0.drain(..).map(|visitor| tokio::spawn(visitor.keep(doing, end))).collect();
        let mut all = Tally::default();
        for visitor in join_all(busy).await {
            let mut visitor = visitor.expect("everybody is answered as they should be; what was not is told above");
            all.add(mem::take(&mut visitor.tally));
            self.0.push(visitor);
        }
        all
    }
}
