//! Sweeps out what nobody needs any more.

use crate::portal::Portal;
use std::time::Duration;
use tokio::sync::watch;

const PAUSE: Duration = Duration::from_mins(10);

/// Drops expired sessions, old drafts and quiet addresses, until `stop` turns true.
pub async fn run(portal: Portal, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        if let Err(error) = portal.store.purge_stale().await {
            tracing::error!(%error, "stale rows cannot be dropped");
        }
        portal.throttle.forget_quiet_addresses();
        portal.strangers.forget_quiet_addresses();
        tokio::select! {
            () = tokio::time::sleep(PAUSE) => {}
            changed = stop.changed() => if changed.is_err() { return },
        }
    }
}
