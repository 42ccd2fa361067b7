//! What one page hears.

use super::{Caller, Session, StoreError, places::Place};
use crate::portal::Portal;
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
    /// When to tell of what all pages hear at the same moment: that anything may be other than before.
    owes_at: Option<Instant>,
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
    /// It is time to tell what is owed.
    Due,
}

impl Events {
    pub(super) fn new(portal: &Portal, caller: &Caller, changes: Changes, place: Place) -> Self {
        let store = portal.store.clone();
        Self { store, place, changes, rights: Rights::of(caller), has_begun: false, beats: 0, rests_until: Instant::now(), owes_at: None }
    }

    pub(super) fn stream(self) -> impl Stream<Item = Result<String, Infallible>> {
        unfold(self, |mut events| async move { events.next().await.map(|event| (Ok(event), events)) })
    }

    /// The next event as it travels; none at the end.
    pub(super) async fn next(&mut self) -> Option<String> {
        if !self.has_begun {
            self.has_begun = true;
            return Some(format!("retry: {}\n\n", rand::random_range(COME_BACK_MS)));
        }
        loop {
            match self.hear().await {
                Heard::Stop => return None,
                Heard::Silence => {
                    self.beats += 1;
                    let is_over = self.beats.is_multiple_of(BEATS_TO_CHECK) && !Box::pin(self.is_open()).await;
                    return (!is_over).then(|| ":\n\n".to_owned());
                }
                // Not even the sessions of all of them are looked at in the same moment.
                Heard::Change(Change::Unknown) => {
                    let later = Instant::now() + self.place.wait();
                    self.owes_at = self.owes_at.or(Some(later));
                }
                Heard::Change(_) | Heard::Due if !Box::pin(self.is_open()).await => return None,
                Heard::Change(Change::Session) => {}
                Heard::Change(Change::Content) => return Some(self.tell(self.word())),
                Heard::Due => return Some(self.tell("alles")),
            }
        }
    }

    /// An event; whoever asks anew because of it finds everything.
    fn tell(&mut self, word: &str) -> String {
        (self.rests_until, self.owes_at) = (Instant::now() + PACE, None);
        format!("data: {word}\n\n")
    }

    /// Waits for whatever comes first.
    async fn hear(&mut self) -> Heard {
        let (changes, owes_at, rests_until) = (&mut self.changes, self.owes_at, self.rests_until);
        let heard = async {
            sleep_until(rests_until).await;
            match owes_at {
                Some(at) => tokio::select! {
                    change = changes.next() => Heard::Change(change),
                    () = sleep_until(at) => Heard::Due,
                },
                None => Heard::Change(changes.next().await),
            }
        };
        tokio::select! {
            // An error means that nobody is left to say so.
            _ = self.place.stop.wait_for(|stop| *stop) => Heard::Stop,
            heard = heard => heard,
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

    const fn word(&self) -> &'static str {
        match self.rights {
            Rights::Contact(_) => "bestellungen",
            Rights::Supplier => "auftraege",
        }
    }
}

fn is_unknown(error: &StoreError) -> bool {
    tracing::warn!(%error, "the session of a page that listens cannot be read");
    true
}
