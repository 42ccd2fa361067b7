//! What other processes write: on SQLite, the commands of the operator while the portal runs. They cannot tell it, so it looks.

use crate::changes::{Audience, Room};
use sqlx::SqlitePool;
use std::time::Duration;
use tokio::time::{Interval, MissedTickBehavior, interval};

/// How often it is looked; it costs next to nothing.
const OFTEN: Duration = Duration::from_secs(2);

/// Another number on the same connection means that somebody else has committed something meanwhile.
const VERSION: &str = "pragma data_version";

/// What is known of them.
pub(super) struct Others {
    clock: Interval,
    /// The version of the data that was seen last.
    seen: Option<i64>,
}

impl Others {
    pub(super) fn new() -> Self {
        let mut clock = interval(OFTEN);
        clock.set_missed_tick_behavior(MissedTickBehavior::Delay);
        Self { clock, seen: None }
    }

    pub(super) async fn time_to_look(&mut self) {
        self.clock.tick().await;
    }

    /// Has everybody ask anew if another process has written something.
    pub(super) async fn look(&mut self, pool: &SqlitePool, room: &Room) {
        // While the database is away, whoever asks hears of it.
        let Ok(version) = sqlx::query_scalar::<_, i64>(VERSION).fetch_one(pool).await else { return };
        if self.seen.replace(version).is_some_and(|seen| seen != version) {
            room.tell(&[Audience::Everybody]);
        }
    }
}
