//! Looks for orders that have waited too long, and has the portal remind and ask others, where a customer wants that.

use crate::portal::Portal;
use std::time::Duration;
use store::{Store, StoreError};
use tokio::sync::watch;

/// How often to look: reminders count in hours.
const PAUSE: Duration = Duration::from_mins(1);
/// Few enough that stopping does not wait for long.
const BATCH: u32 = 20;

/// Looks until `stop` turns true or its sender is gone, then ends between two orders.
pub async fn run(portal: Portal, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        match nudge_batch(&portal.store, &stop).await {
            Ok(0) => {}
            // There may be more.
            Ok(_) => {
                portal.mail_wake.notify_one();
                continue;
            }
            Err(error) => tracing::error!(%error, "what is overdue cannot be looked for"),
        }
        tokio::select! {
            () = tokio::time::sleep(PAUSE) => {}
            changed = stop.changed() => if changed.is_err() { return },
        }
    }
}

/// Does what is due about a few orders; how many were looked at. What fails is put off, and holds up nothing else.
async fn nudge_batch(store: &Store, stop: &watch::Receiver<bool>) -> Result<usize, StoreError> {
    let mut looked_at = 0;
    for due in store.due_waits(BATCH).await? {
        if *stop.borrow() {
            break;
        }
        match store.nudge(due).await {
            Ok(_) => looked_at += 1,
            Err(error) => {
                tracing::error!(%error, order = %due.order_id(), "nobody was reminded of an order");
                store.put_off(due).await?;
                looked_at += 1;
            }
        }
    }
    Ok(looked_at)
}
