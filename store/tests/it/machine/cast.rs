//! Who there is, and who does something: people drawn at random, by number or by what they are to an order.

use proptest::{prelude::*, sample::select};
use std::fmt;

/// Everybody of two companies: the last two are of the second one.
pub const CAST: [&str; 9] = ["boss", "zwei", "drei", "immer", "aussen", "frei", "vier", "boss", "immer"];
/// Where the second company begins.
pub const SECOND: usize = 7;

/// Somebody of the cast or, beyond it, one of those who are approvers of the first company at that time.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Who(pub usize);

impl Who {
    /// The number of the company.
    pub const fn company(self) -> usize {
        if self.0 < SECOND { 0 } else { 1 }
    }
}

impl fmt::Debug for Who {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match CAST.get(self.0) {
            Some(name) => write!(f, "{name}{}", ["", " of the others"][self.company()]),
            None => write!(f, "approver {}", self.0 - CAST.len()),
        }
    }
}

/// Who decides.
#[derive(Clone, Copy)]
pub enum By {
    InCharge,
    Deputy,
    /// Somebody who was asked as well, as the order has waited too long, if anybody was.
    Asked,
    Orderer,
    One(Who),
}

impl fmt::Debug for By {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InCharge => f.write_str("whoever is in charge"),
            Self::Deputy => f.write_str("whoever stands in"),
            Self::Asked => f.write_str("whoever was asked as well"),
            Self::Orderer => f.write_str("whoever ordered"),
            Self::One(who) => who.fmt(f),
        }
    }
}

/// Mostly those who are no approvers at first, since there is more to see then.
pub fn orderer() -> impl Strategy<Value = Who> {
    prop_oneof![4 => select(vec![Who(2), Who(3), Who(4), Who(5)]), 1 => who()]
}

/// Mostly one who is an approver.
pub fn approver() -> impl Strategy<Value = Who> {
    prop_oneof![6 => (CAST.len()..CAST.len() + 4).prop_map(Who), 1 => who()]
}

/// Mostly of the first company, since most happens there.
pub fn who() -> impl Strategy<Value = Who> {
    prop_oneof![6 => 0..SECOND, 1 => SECOND..CAST.len()].prop_map(Who)
}

pub fn by() -> impl Strategy<Value = By> {
    prop_oneof![
        5 => Just(By::InCharge),
        3 => Just(By::Deputy),
        2 => Just(By::Asked),
        3 => Just(By::Orderer),
        2 => who().prop_map(By::One),
    ]
}

/// Mostly whoever ordered.
pub fn by_orderer() -> impl Strategy<Value = By> {
    prop_oneof![8 => Just(By::Orderer), 1 => who().prop_map(By::One)]
}
