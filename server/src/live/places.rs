//! How many pages may listen, and telling all of them to stop.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::sync::watch;

/// How many pages may listen to one server. Each holds a connection.
const ROOM: usize = 4_000;
/// How many pages of one session. Without TLS in front, browsers open no more than six connections to a server, and a page needs
/// some for itself.
const OF_A_SESSION: usize = 4;

/// The pages that listen.
#[derive(Default)]
pub struct Live {
    listening: Mutex<Listening>,
    stop: watch::Sender<bool>,
}

#[derive(Default)]
struct Listening {
    all: usize,
    by_session: HashMap<[u8; 32], usize>,
}

/// The place of a page that listens.
pub(super) struct Place {
    live: Arc<Live>,
    pub(super) session: [u8; 32],
    pub(super) stop: watch::Receiver<bool>,
}

impl Live {
    /// Ends all streams, and those that would begin after this.
    pub fn stop(&self) {
        self.stop.send_replace(true);
    }

    /// A place for another page of this session, if there is one.
    pub(super) fn take(self: &Arc<Self>, session: [u8; 32]) -> Option<Place> {
        let mut listening = self.listening();
        let of_session = listening.by_session.get(&session).copied().unwrap_or_default();
        if listening.all >= ROOM || of_session >= OF_A_SESSION {
            return None;
        }
        listening.all += 1;
        listening.by_session.insert(session, of_session + 1);
        Some(Place { live: Arc::clone(self), session, stop: self.stop.subscribe() })
    }

    fn listening(&self) -> MutexGuard<'_, Listening> {
        // Nothing in here is left half done.
        self.listening.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut listening = self.live.listening();
        listening.all -= 1;
        let of_session = listening.by_session.get(&self.session).copied().unwrap_or_default();
        if of_session > 1 {
            listening.by_session.insert(self.session, of_session - 1);
        } else {
            listening.by_session.remove(&self.session);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_has_few_places_and_gets_them_back() {
        let live = Arc::new(Live::default());
        let places: Vec<_> = (0..OF_A_SESSION).map(|_| live.take([1; 32]).expect("a place")).collect();
        assert!(live.take([1; 32]).is_none());
        let other = live.take([2; 32]).expect("another session has its own");
        drop((places, other));
        assert!(live.take([1; 32]).is_some());
        assert!(live.listening().by_session.is_empty(), "nothing is left of who has gone");
    }

    #[test]
    fn a_server_has_many_places_and_an_end_of_them() {
        let live = Arc::new(Live::default());
        let session = |number: usize| {
            let mut session = [0; 32];
            session[..8].copy_from_slice(&number.to_le_bytes());
            session
        };
        let places: Vec<_> = (0..ROOM).map(|number| live.take(session(number)).expect("a place")).collect();
        assert!(live.take(session(ROOM)).is_none());
        drop(places);
        assert!(live.take(session(ROOM)).is_some());
    }
}
