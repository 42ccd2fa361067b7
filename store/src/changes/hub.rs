//! Everybody who waits in this process, and telling them.

use super::{Across, Audience, Change, audience::Listener};
use crate::Caller;
use std::{
    collections::VecDeque,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU8, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::sync::Notify;

/// How many changes are remembered for those who are late: between the making of a page and its first question, seconds pass.
const RECENT: usize = 256;

/// Somebody who waits.
pub(super) struct Seat {
    listener: Listener,
    /// What they have not heard yet, a bit for each kind of [`Change`].
    pub(super) unheard: AtomicU8,
    pub(super) wake: Notify,
}

impl Seat {
    pub(super) fn of(caller: &Caller) -> Arc<Self> {
        Arc::new(Self { listener: Listener::of(caller), unheard: AtomicU8::new(0), wake: Notify::new() })
    }

    fn tell(&self, change: Change) {
        self.unheard.fetch_or(change.bit(), Ordering::AcqRel);
        self.wake.notify_one();
    }
}

/// Those who wait, and what was told last.
#[derive(Default)]
pub(crate) struct Room(Mutex<Inside>);

#[derive(Default)]
struct Inside {
    seats: Vec<Arc<Seat>>,
    recent: VecDeque<(Instant, Audience)>,
    /// Since when nothing has escaped us; none while other servers are not heard.
    since: Option<Instant>,
}

impl Room {
    /// Tells everybody whom this concerns.
    pub(crate) fn tell(&self, audiences: &[Audience]) {
        let now = Instant::now();
        let mut inside = self.inside();
        for audience in audiences {
            if inside.recent.len() == RECENT {
                // What is forgotten is as good as not heard.
                let forgotten = inside.recent.pop_front().map(|(at, _)| at);
                inside.since = inside.since.map(|since| forgotten.map_or(since, |forgotten| since.max(forgotten)));
            }
            inside.recent.push_back((now, *audience));
            for seat in &inside.seats {
                if let Some(change) = seat.listener.hears(audience) {
                    seat.tell(change);
                }
            }
        }
    }

    /// From now on everything is heard. Those who wait hear that something may have escaped us.
    pub(super) fn hears_all(&self) {
        self.inside().since = Some(Instant::now());
        self.tell(&[Audience::Everybody]);
    }

    /// From now on something may escape us.
    pub(super) fn cut_off(&self) {
        self.inside().since = None;
    }

    pub(super) fn leave(&self, seat: &Arc<Seat>) {
        self.inside().seats.retain(|other| !Arc::ptr_eq(other, seat));
    }

    /// Takes a seat; what has changed in the time before is told at once.
    fn enter(&self, seat: &Arc<Seat>, before: Duration) {
        let mut inside = self.inside();
        match Instant::now().checked_sub(before).filter(|from| inside.since.is_some_and(|since| since <= *from)) {
            None => seat.tell(Change::Unknown),
            Some(from) => {
                let missed = inside.recent.iter().filter(|(at, _)| *at >= from);
                missed.filter_map(|(_, audience)| seat.listener.hears(audience)).for_each(|change| seat.tell(change));
            }
        }
        inside.seats.push(Arc::clone(seat));
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        // Nothing in here is left half done.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The room, and on Postgres the way to those of other servers.
pub(crate) struct Hub {
    room: Arc<Room>,
    across: Option<Across>,
}

impl Hub {
    pub(crate) fn new(room: Arc<Room>, across: Option<Across>) -> Self {
        if across.is_none() {
            // All changes happen in this process, but for the operator's commands, and the writer looks for those.
            room.inside().since = Some(Instant::now());
        }
        Self { room, across }
    }

    pub(super) const fn room(&self) -> &Arc<Room> {
        &self.room
    }

    pub(super) fn seat(&self, seat: &Arc<Seat>, before: Duration) {
        if let Some(across) = &self.across {
            across.listen(&self.room);
        }
        self.room.enter(seat, before);
    }

    /// Tells of what was committed, here and on other servers.
    pub(crate) fn publish(&self, audiences: &[Audience]) {
        if audiences.is_empty() {
            return;
        }
        self.room.tell(audiences);
        if let Some(across) = &self.across {
            across.tell(audiences);
        }
    }

    /// Ends what runs for it, after the last change was told.
    pub(crate) async fn close(&self) {
        if let Some(across) = &self.across {
            across.close().await;
        }
    }
}
