//! Deciding by the link of a mail: in the plain model, and in the store.

use super::{
    cast::Who,
    decisions::Choice,
    model::{Model, with},
    step::{Step, order},
    told::{DONE, NOT_FOUND, Told},
    world::World,
};
use jiff::Timestamp;
use proptest::{collection::vec, option, prelude::*};
use store::{Confirmation, LimitedOrder, OrderView, Rejections, StoreError};

/// A key in a mail.
#[derive(Clone)]
pub struct Key {
    pub order: usize,
    pub to: Who,
    pub good_until: Timestamp,
    pub is_ended: bool,
}

/// What somebody does on the page to which a link leads.
#[derive(Clone, Debug)]
pub enum Act {
    Look,
    /// Lines are released; all that are open where none is named.
    Release(Vec<u32>),
    Reject(Vec<u32>),
    /// A release is confirmed, as often as the order had been released by then.
    Confirm(usize),
}

/// The mails go out, or somebody opens the link of one.
pub fn reading_mails() -> impl Strategy<Value = Step> {
    let positions = || prop_oneof![2 => Just(Vec::<u32>::new()), 1 => vec(1..5_u32, 1..3)];
    let act = prop_oneof![
        1 => Just(Act::Look),
        4 => positions().prop_map(Act::Release),
        2 => positions().prop_map(Act::Reject),
        2 => Just(Act::Confirm(0)),
    ];
    let by_mail = (0..5_usize, option::weighted(0.1, order()), act).prop_map(|(key, order, act)| Step::ByMail { key, order, act });
    prop_oneof![2 => Just(Step::Post), 3 => by_mail]
}

impl Act {
    /// What it means for an order with these open lines that was released so often.
    pub fn resolve(&mut self, open: Vec<u32>, released: usize) {
        match self {
            Self::Release(positions) | Self::Reject(positions) if positions.is_empty() => *positions = open,
            Self::Confirm(level) => *level = released,
            Self::Look | Self::Release(_) | Self::Reject(_) => {}
        }
    }
}

impl Model {
    pub fn act_by_mail(&mut self, key: usize, order: usize, act: &Act) -> String {
        let answer: String = match (act, self.holder(key, order)) {
            (Act::Look, _) => "looked".into(),
            (_, None) => NOT_FOUND.into(),
            (act, Some(who)) => self.act(who, order, act),
        };
        format!("{answer}, shows {}", self.shown(key, order))
    }

    /// Where it is not allowed any more, all keys end.
    pub fn decide_by_mail(&mut self, company: usize, is_allowed: bool) -> String {
        self.by_mail[company] = is_allowed;
        for key in self.keys.iter_mut().filter(|key| key.to.company() == company) {
            key.is_ended |= !is_allowed;
        }
        DONE.into()
    }

    /// Who decides by a key on an order, if it is a key to that one and good still.
    fn holder(&self, key: usize, order: usize) -> Option<Who> {
        let key = &self.keys[key];
        let is_good = key.order == order && !key.is_ended && self.now < key.good_until;
        Some(key.to).filter(|who| is_good && self.by_mail[who.company()] && self.is_approver(*who))
    }

    /// What somebody does there is noted before whatever comes of it, if it does anything.
    fn act(&mut self, who: Who, order: usize, act: &Act) -> String {
        let before = self.orders[order].events.len();
        let choices = match act {
            Act::Release(positions) => with(positions, Choice::RELEASE),
            Act::Reject(positions) => with(positions, Choice::REJECT),
            Act::Look | Act::Confirm(_) => vec![],
        };
        let is_new = match act {
            Act::Confirm(level) => self.orders[order].waits() && *level > 0 && *level == self.orders[order].level(),
            _ => choices.iter().any(|(position, choice)| self.is_new(who, order, (*position, *choice))),
        };
        self.orders[order].events.extend(is_new.then_some("decided_by_mail"));
        let answer = match act {
            Act::Confirm(level) => self.confirm(who, order, *level),
            _ => self.decide(who, order, &choices),
        };
        if answer == NOT_FOUND || answer.starts_with("refused") {
            self.orders[order].events.truncate(before);
        }
        answer
    }

    fn is_new(&self, who: Who, order: usize, (position, choice): (u32, Choice)) -> bool {
        let line = self.orders[order].line(position).filter(|line| !line.is_gone);
        line.is_some_and(|line| line.is_open() || self.overrules(who, order, (line, choice)))
    }

    /// What there is to see by a key: the order as it is now, or nothing.
    fn shown(&self, key: usize, order: usize) -> String {
        let present = &self.orders[order];
        let is_shown = self.holder(key, order).is_some_and(|who| self.sees(who, order));
        if is_shown { sight(present.status(), present.open().len(), present.level()) } else { NOTHING.into() }
    }

    /// What there is to see by each key.
    pub fn all_shown(&self) -> Vec<String> {
        self.keys.iter().enumerate().map(|(at, key)| format!("key {at}: {}", self.shown(at, key.order))).collect()
    }
}

const NOTHING: &str = "nothing";

fn sight(status: &str, open: usize, level: usize) -> String {
    format!("{status}, {open} open, released {level} times")
}

impl World<'_> {
    pub async fn act_by_mail(&self, key: usize, order: usize, act: &Act) -> String {
        let (store, id, code) = (&self.portal.store, self.orders[order], &self.keys[key]);
        // Whoever sees the order decides on what they see.
        let seen = store.order_by_mail(id, code).await.ok().map(|limited| limited.order);
        let answer: String = match act {
            Act::Look => "looked".into(),
            Act::Release(positions) => self.decided(store.release_by_mail(id, code, sealed(seen.as_ref(), positions)).await),
            Act::Reject(positions) => {
                let rejections = Rejections::new(sealed(seen.as_ref(), positions), None, Some("Grund".into()));
                self.decided(store.reject_by_mail(id, code, rejections).await)
            }
            Act::Confirm(level) => {
                let level = u32::try_from(*level).expect("few releases");
                let confirmation = Confirmation { level, seal: seen.map(|seen| seen.seal).unwrap_or_default() };
                self.decided(store.confirm_by_mail(id, code, confirmation).await)
            }
        };
        format!("{answer}, shows {}", self.shown(key, order).await)
    }

    async fn shown(&self, key: usize, order: usize) -> String {
        match self.portal.store.order_by_mail(self.orders[order], &self.keys[key]).await {
            Ok(LimitedOrder { order: view, .. }) => {
                let open = view.lines.iter().filter(|line| line.review.is_some() && line.decision.is_none()).count();
                sight(view.status.word(), open, view.level as usize)
            }
            Err(StoreError::NotFound) => NOTHING.into(),
            Err(other) => other.told(),
        }
    }

    /// What there is to see by each key.
    pub async fn all_shown(&self, model: &Model) -> Vec<String> {
        let mut lines = vec![];
        for (at, key) in model.keys.iter().enumerate() {
            lines.push(format!("key {at}: {}", self.shown(at, key.order).await));
        }
        lines
    }
}

/// Lines as they were on the screen, if they were.
fn sealed(seen: Option<&OrderView>, positions: &[u32]) -> Vec<(u32, Option<String>)> {
    let seal = |position: u32| seen?.lines.iter().find(|line| line.position == position).map(|line| line.seal.clone());
    positions.iter().map(|position| (*position, seal(*position))).collect()
}
