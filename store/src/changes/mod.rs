//! Who hears of what was changed, once it is committed: the pages that somebody has open, on every app server.
//!
//! What a unit of work has changed it announces to an [`Audience`]; whoever has a part in it is woken and asks again, by the
//! functions that check what they may see. Nothing but that something changed is told. Within this process everybody is told at
//! once, on Postgres other servers by `notify` (see [`across`]).

mod across;
mod audience;
mod hub;

pub(crate) use across::Across;
pub(crate) use audience::{Audience, concerned, is_suppliers, moves_budgets};
pub(crate) use hub::{Hub, Room};

use crate::{Caller, Store};
use hub::Seat;
use std::{
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

/// What somebody who waits for changes hears.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Something that they may look at.
    Content,
    /// Perhaps their session has ended, or their rights are others now.
    Session,
    /// Anything: the catalogue or the freight is another, or something may have escaped us. Everybody else hears the same at this moment.
    Unknown,
}

impl Store {
    /// What changes from now on of what the caller may look at, and what has changed in the time before: a contact hears of their
    /// own orders, an approver of all orders of their customer, the supplier of what was handed over. That a budget is another hears
    /// everybody of its customer, and that prices or freight are everybody. For as long as the caller's rights stay what they are.
    #[must_use]
    pub fn changes(&self, caller: &Caller, before: Duration) -> Changes {
        let seat = Seat::of(caller);
        self.hub.seat(&seat, before);
        Changes { room: Arc::clone(self.hub.room()), seat }
    }
}

/// The changes that somebody waits for. Costs nothing while there are none.
pub struct Changes {
    room: Arc<Room>,
    seat: Arc<Seat>,
}

impl Changes {
    /// Waits until there is something to hear. However much has changed meanwhile, it is told once.
    pub async fn next(&mut self) -> Change {
        loop {
            if let Some(change) = Change::of(self.seat.unheard.swap(0, Ordering::AcqRel)) {
                return change;
            }
            self.seat.wake.notified().await;
        }
    }
}

impl Drop for Changes {
    fn drop(&mut self) {
        self.room.leave(&self.seat);
    }
}

impl Change {
    const fn bit(self) -> u8 {
        match self {
            Self::Session => 1,
            Self::Content => 2,
            Self::Unknown => 4,
        }
    }

    /// The one to be told of what was not heard yet: whoever asks anew also finds the rest, and what concerns them they hear at once, where
    /// all others may have to take turns.
    const fn of(unheard: u8) -> Option<Self> {
        match unheard {
            0 => None,
            _ if unheard & Self::Content.bit() != 0 => Some(Self::Content),
            _ if unheard & Self::Unknown.bit() != 0 => Some(Self::Unknown),
            _ => Some(Self::Session),
        }
    }
}
