//! The mails about orders, in the plain model, and when they go out: in the store as well.

use super::{by_mail::Key, cast::Who, model::Model, world::World};
use jiff::SignedDuration;

/// The kinds of mails in which somebody is asked to decide.
const ASKING: [&str; 5] = ["release_wanted", "release_overdue", "release_escalated", "confirmation_wanted", "asked_again"];

#[derive(Clone)]
pub struct Mail {
    pub kind: &'static str,
    pub to: Who,
    order: usize,
    /// Whether there was something to decide for whoever gets it.
    asks: bool,
    is_posted: bool,
}

impl Model {
    pub fn write(&mut self, kind: &'static str, to: Who, order: usize) {
        self.mails.push(Mail { kind, to, order, asks: ASKING.contains(&kind), is_posted: false });
    }

    pub fn write_to_deputy(&mut self, kind: &'static str, order: usize) {
        if let Some(deputy) = self.deputy(order) {
            self.write(kind, deputy, order);
        }
    }

    /// Tells of a change, which may have left something to decide.
    pub fn tell_of_change(&mut self, told: Vec<Who>, order: usize, asks: bool) {
        self.mails.extend(told.into_iter().map(|to| Mail { kind: "order_revised", to, order, asks, is_posted: false }));
    }

    /// What was written goes out; where a company allows that, and there is something to decide, with a key for three days.
    pub fn post(&mut self) -> String {
        let mut new = vec![];
        for mail in self.mails.iter_mut().filter(|mail| !mail.is_posted) {
            mail.is_posted = true;
            if mail.asks && self.people[mail.to.0].is_there && self.by_mail[mail.to.company()] {
                new.push((mail.order, mail.to));
            }
        }
        new.sort_unstable();
        let good_until = self.now + SignedDuration::from_hours(72);
        self.keys.extend(new.iter().map(|(order, to)| Key { order: *order, to: *to, good_until, is_ended: false }));
        format!("keys {new:?}")
    }
}

const SENT: &str = "update outbox_mails set state = 'sent' where state = 'queued'";

/// The most mails that one step leads to.
const MOST: u32 = 10_000;

impl World<'_> {
    /// Nothing of what was written so far is to go out later.
    pub async fn settle_mails(&self) {
        self.portal.peek.execute(SENT).await.expect("mails");
    }

    pub async fn post(&mut self) -> String {
        let mut new = vec![];
        for mail in self.portal.store.claim_mails(MOST).await.expect("mails") {
            let Some((order, key)) = mail.notice.order_to_decide().zip(mail.code) else { continue };
            let at = self.orders.iter().position(|id| *id == order.id).expect("an order of this run");
            new.push((at, self.who(&mail.recipient_name).expect("somebody"), key.reveal().to_owned()));
        }
        self.settle_mails().await;
        new.sort_unstable();
        let told: Vec<_> = new.iter().map(|(order, to, _)| (*order, *to)).collect();
        self.keys.extend(new.into_iter().map(|(_, _, key)| key));
        format!("keys {told:?}")
    }
}
