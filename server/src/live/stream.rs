//! What one page hears.

use super::{Caller, Session, StoreError, places::Place};
use crate::portal::Portal;
use axum::response::sse::Event;
use domain::ApprovalKind;
use futures::{Stream, stream::unfold};
use std::{convert::Infallible, time::Duration};
use store::{Change, Changes, Store};
use tokio::time::{Instant, sleep, sleep_until};

/// How often a sign of life is sent: proxies close connections on which nothing comes.
const BEAT: Duration = Duration::from_secs(25);
/// After how many of them the session is looked at, for it may have run out. Everything else that ends it is told at once.
const BEATS_TO_CHECK: u32 = 5;
/// How much time lies between two events at least: what changes over and over is told now and then.
const PACE: Duration = Duration::from_secs(1);
/// Within what time all pages ask anew when something may have escaped the server.
const SPREAD_MS: u64 = 10_000;
/// After how long a browser comes back when the connection is lost; not all of them at once.
const COME_BACK_MS: std::ops::Range<u64> = 2_000..7_000;

/// The events of one page.
pub(super) struct Events {
    store: Store,
    place: Place,
    changes: Changes,
    rights: Rights,
    has_begun: bool,
    beats: u32,
    /// Nothing is told before this.
    rests_until: Instant,
    /// What was heard and waits for that.
    owes: Option<Change>,
}

/// What somebody could do when the stream began.
#[derive(PartialEq, Eq)]
enum Rights {
    Contact(ApprovalKind),
    Supplier,
}

impl Rights {
    fn of(caller: &Caller) -> Self {
        match caller {
            Caller::Contact(orderer) => Self::Contact(orderer.approval()),
            Caller::Supplier(_) => Self::Supplier,
        }
    }
}

/// What happened while a page waited.
enum Heard {
    Stop,
    Silence,
    Change(Change),
}

impl Events {
    pub(super) fn new(portal: &Portal, caller: &Caller, changes: Changes, place: Place) -> Self {
        let store = portal.store.clone();
        Self { store, place, changes, rights: Rights::of(caller), has_begun: false, beats: 0, rests_until: Instant::now(), owes: None }
    }

    pub(super) fn stream(self) -> impl Stream<Item = Result<Event, Infallible>> {
        unfold(self, |mut events| async move { events.next().await.map(|event| (Ok(event), events)) })
    }

    /// The next event; none at the end.
    async fn next(&mut self) -> Option<Event> {
        if !self.has_begun {
            self.has_begun = true;
            return Some(Event::default().retry(Duration::from_millis(rand::random_range(COME_BACK_MS))));
        }
        loop {
            match self.hear().await {
                Heard::Stop => return None,
                Heard::Silence => {
                    self.beats += 1;
                    let is_over = self.beats % BEATS_TO_CHECK == 0 && !self.is_open().await;
                    return (!is_over).then(|| Event::default().comment(""));
                }
                Heard::Change(_) if !self.is_open().await => return None,
                Heard::Change(Change::Session) => {}
                Heard::Change(Change::Unknown) if self.owes.is_none() => {
                    self.owes = Some(Change::Unknown);
                    self.rests_until = Instant::now() + Duration::from_millis(rand::random_range(0..SPREAD_MS));
                }
                Heard::Change(change) => {
                    self.owes = None;
                    self.rests_until = Instant::now() + PACE;
                    return Some(Event::default().data(self.word(change)));
                }
            }
        }
    }

    /// Waits for whatever comes first.
    async fn hear(&mut self) -> Heard {
        let (changes, owes, rests_until) = (&mut self.changes, self.owes, self.rests_until);
        let change = async {
            sleep_until(rests_until).await;
            match owes {
                Some(owed) => owed,
                None => changes.next().await,
            }
        };
        tokio::select! {
            // An error means that nobody is left to say so.
            _ = self.place.stop.wait_for(|stop| *stop) => Heard::Stop,
            change = change => Heard::Change(change),
            () = sleep(BEAT) => Heard::Silence,
        }
    }

    /// Whether the session goes on with the rights with which the stream began. While the database is away, nobody is sent away.
    async fn is_open(&self) -> bool {
        match self.store.resting_session(self.place.session).await {
            Ok(Some(Session::Open(caller))) => Rights::of(&caller) == self.rights,
            Ok(_) => false,
            Err(error) => is_unknown(&error),
        }
    }

    const fn word(&self, change: Change) -> &'static str {
        match (change, &self.rights) {
            (Change::Unknown | Change::Session, _) => "alles",
            (Change::Content, Rights::Contact(_)) => "bestellungen",
            (Change::Content, Rights::Supplier) => "auftraege",
        }
    }
}

fn is_unknown(error: &StoreError) -> bool {
    tracing::warn!(%error, "the session of a page that listens cannot be read");
    true
}
