//! The store's answers in the words of the model.

use std::fmt::Debug;
use store::{AdvanceRefusal, CartRefusal, DecideRefusal, Failure, PlaceRefusal, StoreError, TakeBackRefusal, WithdrawRefusal};

pub const DONE: &str = "done";
/// Where the model knows that it is refused, but not why.
pub const REFUSED: &str = "refused";
pub const NOT_FOUND: &str = "not found";

/// What an answer is called in the model.
pub trait Told {
    fn told(&self) -> String;
}

pub fn told(result: Result<(), impl Told>) -> String {
    result.map_or_else(|error| error.told(), |()| DONE.into())
}

/// Without the reason of a refusal.
pub fn in_short<R>(result: Result<(), Failure<R>>) -> String {
    match result {
        Ok(()) => DONE.into(),
        Err(Failure::Refused(_)) => REFUSED.into(),
        Err(Failure::Store(error)) => error.told(),
    }
}

/// The name of a refusal, without what else it tells.
fn in_a_word(refusal: &impl Debug) -> String {
    format!("{refusal:?}").split(' ').next().unwrap_or_default().into()
}

impl Told for StoreError {
    fn told(&self) -> String {
        match self {
            Self::NotFound => NOT_FOUND.into(),
            other => format!("fails: {other}"),
        }
    }
}

impl<R: Told> Told for Failure<R> {
    fn told(&self) -> String {
        match self {
            Self::Refused(refusal) => format!("refused: {}", refusal.told()),
            Self::Store(error) => error.told(),
        }
    }
}

impl Told for DecideRefusal {
    fn told(&self) -> String {
        match self {
            Self::Closed { status } => status.word().into(),
            other => in_a_word(other),
        }
    }
}

impl Told for TakeBackRefusal {
    fn told(&self) -> String {
        match self {
            Self::Closed { status } => status.word().into(),
            other => in_a_word(other),
        }
    }
}

impl Told for WithdrawRefusal {
    fn told(&self) -> String {
        let Self::TooLate(status) = self;
        status.word().into()
    }
}

impl Told for AdvanceRefusal {
    fn told(&self) -> String {
        let Self::AlreadyThere(status) = self;
        status.word().into()
    }
}

impl Told for PlaceRefusal {
    fn told(&self) -> String {
        match self {
            Self::UnknownLineCostCentre(_) => "UnknownLineCostCentre".into(),
            other => format!("{other:?}"),
        }
    }
}

impl Told for CartRefusal {
    fn told(&self) -> String {
        format!("{self:?}")
    }
}
