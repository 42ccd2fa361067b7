//! Sends what waits in the outbox.

use super::{Composer, Delivered, SendError, Transport};
use std::{sync::Arc, time::Duration};
use store::{OutboxMail, Store, StoreError};
use tokio::sync::{Notify, watch};

/// Few enough that each can use up the mail server's patience before the claim ends.
const BATCH: u32 = 5;
/// How often the outbox is looked at when nobody calls.
const PAUSE: Duration = Duration::from_secs(2);

/// Takes mails out of the outbox and sends them, at least once each.
#[derive(Clone)]
pub struct Worker {
    store: Store,
    composer: Arc<Composer>,
    transport: Transport,
}

impl Worker {
    /// A worker of this outbox.
    #[must_use]
    pub fn new(store: Store, composer: Composer, transport: Transport) -> Self {
        Self { store, composer: Arc::new(composer), transport }
    }

    /// Works until `stop` turns true or its sender is gone, then ends between two batches.
    pub async fn run(self, wake: Arc<Notify>, mut stop: watch::Receiver<bool>) {
        while !*stop.borrow() {
            match self.send_batch().await {
                Ok(0) => {}
                Ok(_) => continue,
                Err(error) => tracing::error!(%error, "the outbox cannot be read"),
            }
            tokio::select! {
                () = wake.notified() => {}
                () = tokio::time::sleep(PAUSE) => {}
                changed = stop.changed() => if changed.is_err() { return },
            }
        }
    }

    /// Sends everything that is due now.
    ///
    /// # Errors
    /// The store's error.
    pub async fn drain(&self) -> Result<(), StoreError> {
        while self.send_batch().await? > 0 {}
        Ok(())
    }

    async fn send_batch(&self) -> Result<usize, StoreError> {
        // Claiming writes; looking does not, and mostly there is nothing to do.
        if self.store.next_mail_due().await?.is_none_or(|due| due > self.store.now()) {
            return Ok(0);
        }
        let mails = self.store.claim_mails(BATCH).await?;
        let count = mails.len();
        for mail in mails {
            self.deliver(mail).await?;
        }
        Ok(count)
    }

    async fn deliver(&self, mail: OutboxMail) -> Result<(), StoreError> {
        let id = mail.id;
        // A task of its own: a panic ends this mail and nothing else.
        let worker = self.clone();
        let sent = tokio::spawn(async move { worker.send(&mail).await }).await;
        match sent.unwrap_or_else(|error| Err(SendError { is_permanent: true, reason: format!("the mail cannot be built: {error}") })) {
            Ok(delivered) => {
                report(id, &delivered);
                self.store.mail_sent(id).await
            }
            Err(SendError { is_permanent, reason }) => {
                tracing::warn!(mail = %id, is_permanent, reason, "a mail was not delivered");
                self.store.mail_failed(id, &reason, is_permanent).await
            }
        }
    }

    async fn send(&self, mail: &OutboxMail) -> Result<Delivered, SendError> {
        let now = self.store.now();
        let message = self.composer.compose(mail, now).map_err(|error| SendError { is_permanent: true, reason: error.to_string() })?;
        self.transport.send(mail.id, &message, now).await
    }
}

fn report(id: uuid::Uuid, delivered: &Delivered) {
    match delivered {
        Delivered::Accepted => tracing::info!(mail = %id, "a mail was sent"),
        Delivered::Written(path) => tracing::info!(mail = %id, file = %path.display(), "a mail was written"),
    }
}
