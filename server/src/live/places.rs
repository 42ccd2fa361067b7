//! How many pages may listen, and telling all of them to stop.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::sync::watch;

/// How many pages may listen to one server, where it may open enough files: each holds a connection.
const ROOM: usize = 4_000;
/// How many pages of one session. Without TLS in front, browsers open no more than six connections to a server, and a page needs
/// some for itself.
const OF_A_SESSION: usize = 4;
/// How much of the server's time a page has when all pages ask anew, so that they do not do so at once.
const TURN: Duration = Duration::from_millis(10);
/// Within what time all of them have asked, however many they are.
const LONGEST: Duration = Duration::from_secs(10);

/// The pages that listen.
pub struct Live {
    room: usize,
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

impl Default for Live {
    fn default() -> Self {
        Self { room: room(open_files()), listening: Mutex::default(), stop: watch::Sender::default() }
    }
}

/// How many pages may listen to a server that may open so many files: half of them are for everything else.
fn room(open_files: Option<u64>) -> usize {
    open_files.and_then(|files| usize::try_from(files / 2).ok()).map_or(ROOM, |half| half.min(ROOM))
}

/// How many files this process may open, after asking for as many as it may have; `None` for no end.
fn open_files() -> Option<u64> {
    let limit = getrlimit(Resource::Nofile);
    let raised = setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, ..limit });
    if raised.is_ok() { limit.maximum } else { limit.current }
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
        if listening.all >= self.room || of_session >= OF_A_SESSION {
            return None;
        }
        listening.all += 1;
        listening.by_session.insert(session, of_session + 1);
        Some(Place { live: Arc::clone(self), session, stop: self.stop.subscribe() })
    }

    /// Within what time so many pages as listen now ask anew.
    fn spread(&self) -> Duration {
        let pages = u32::try_from(self.listening().all).unwrap_or(u32::MAX);
        TURN.saturating_mul(pages).min(LONGEST)
    }

    fn listening(&self) -> MutexGuard<'_, Listening> {
        // Nothing in here is left half done.
        self.listening.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Place {
    /// How long this page waits before it asks anew, where all do: no two of them the same.
    pub(super) fn wait(&self) -> Duration {
        rand::random_range(Duration::ZERO..=self.live.spread())
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
    fn pages_that_all_ask_anew_take_turns_and_few_of_them_do_not_wait() {
        let live = Arc::new(Live { room: ROOM, ..Live::default() });
        let mut places: Vec<_> = (0..2).map(|number| live.take([number; 32]).expect("a place")).collect();
        assert_eq!(live.spread(), 2 * TURN);
        assert!(places[0].wait() <= 2 * TURN, "hardly at all");
        places.extend((0..100).filter_map(|_| live.take(rand::random())));
        let waits: Vec<_> = places.iter().map(Place::wait).collect();
        let half = 51 * TURN;
        assert!(waits.iter().any(|wait| *wait < half) && waits.iter().any(|wait| *wait > half), "{waits:?}");
        places.extend((places.len()..ROOM).filter_map(|_| live.take(rand::random())));
        assert_eq!((places.len(), live.spread()), (ROOM, LONGEST));
    }

    #[test]
    fn half_of_the_files_are_left_for_everything_else() {
        assert_eq!([Some(0), Some(1_024), Some(8_000), Some(1_000_000), None].map(room), [0, 512, ROOM, ROOM, ROOM]);
    }

    #[test]
    fn a_server_has_many_places_and_an_end_of_them() {
        let room = room(Some(200));
        let live = Arc::new(Live { room, ..Live::default() });
        let session = |number: usize| {
            let mut session = [0; 32];
            session[..8].copy_from_slice(&number.to_le_bytes());
            session
        };
        let places: Vec<_> = (0..room).map(|number| live.take(session(number)).expect("a place")).collect();
        assert!(live.take(session(room)).is_none());
        drop(places);
        assert!(live.take(session(room)).is_some());
    }
}
