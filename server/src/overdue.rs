//! Looks for what comes due by itself, and has the portal do it: orders that have waited too long, where a customer wants somebody to be
//! reminded and others asked, and absences that begin or are over.

use crate::portal::Portal;
use std::time::Duration;
use store::{Store, StoreError};
use tokio::sync::watch;

/// How often to look: reminders count in hours, absences in days.
const PAUSE: Duration = Duration::from_mins(1);
/// Few enough that stopping does not wait for long.
const BATCH: u32 = 20;

/// Looks until `stop` turns true or its sender is gone, then ends between two orders or absences.
pub async fn run(portal: Portal, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        let orders = looked_at(nudge_batch(&portal.store, &stop).await);
        let absences = looked_at(tell_batch(&portal.store, &stop).await);
        if orders + absences > 0 {
            portal.mail_wake.notify_one();
            // There may be more.
            continue;
        }
        tokio::select! {
            () = tokio::time::sleep(PAUSE) => {}
            changed = stop.changed() => if changed.is_err() { return },
        }
    }
}

/// How many were looked at. Where they cannot even be looked for, the others are all the same.
fn looked_at(batch: Result<usize, StoreError>) -> usize {
    batch.unwrap_or_else(|error| {
        tracing::error!(%error, "what is overdue cannot be looked for");
        0
    })
}

/// Does what is due about a few orders; how many were looked at. What fails is put off, and holds up nothing else.
async fn nudge_batch(store: &Store, stop: &watch::Receiver<bool>) -> Result<usize, StoreError> {
    let mut looked_at = 0;
    for due in store.due_waits(BATCH).await? {
        if *stop.borrow() {
            break;
        }
        if let Err(error) = store.nudge(due).await {
            tracing::error!(%error, order = %due.order_id(), "nobody was reminded of an order");
            store.put_off(due).await?;
        }
        looked_at += 1;
    }
    Ok(looked_at)
}

/// Tells people of a few absences; how many were looked at. What fails is put off, and holds up nothing else.
async fn tell_batch(store: &Store, stop: &watch::Receiver<bool>) -> Result<usize, StoreError> {
    let mut looked_at = 0;
    for due in store.due_absences(BATCH).await? {
        if *stop.borrow() {
            break;
        }
        if let Err(error) = store.tell_absence(due).await {
            tracing::error!(%error, absence = %due.id(), "nobody was told of an absence");
            store.put_off_absence(due).await?;
        }
        looked_at += 1;
    }
    Ok(looked_at)
}
