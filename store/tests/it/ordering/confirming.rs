//! Confirming what has gone on.

use super::Portal;
use domain::OrderId;
use store::{Approver, Confirmation, DecideRefusal, Decided, Failure};

impl Portal {
    /// What somebody would send who looks at the page now, with how often the order had been released. Whoever may not read it has seen
    /// nothing.
    pub async fn seen(&self, approver: &Approver, order: OrderId, level: u32) -> Confirmation {
        let shown = self.store.order_for_release(approver, order).await;
        Confirmation { level, seal: shown.map(|shown| shown.seal).unwrap_or_default() }
    }

    /// Looks at the page and confirms.
    pub async fn confirm(&self, approver: &Approver, order: OrderId, level: u32) -> Result<Decided, Failure<DecideRefusal>> {
        let seen = self.seen(approver, order, level).await;
        self.store.confirm(approver, order, seen).await
    }
}
