//! What whoever comes too late to an order still hears: that there is nothing left for them to decide, and who has decided it.

use super::{
    Comeback,
    comeback::last_comeback,
    pass_on::confirmed,
    sheet::{OrderSheet, sheet},
};
use crate::{Approver, StoreError, absences::Duty, engine::Tx};
use domain::{CustomerId, OrderId, OrderStatus};

/// What has become of an order, for whoever is shown no more of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Settled {
    /// It was decided, or released and passed on to somebody else.
    Decided {
        /// The name of who did that last.
        by: String,
    },
    /// Its orderer has withdrawn it.
    Withdrawn,
    /// It has come back from where it had gone on: it waits for others again.
    CameBack(Comeback),
    /// Nothing yet: it waits, also for whoever asks.
    NotYet,
}

/// What has become of it, unless it waits for others only, who have not decided it before, and from whom it has not come back; whether the caller may
/// see more of it is not asked.
pub(super) async fn settled(tx: &mut Tx, approver: &Approver, order_id: OrderId) -> Result<Option<Settled>, StoreError> {
    let (customer, who) = (approver.orderer().customer_id, approver.orderer().contact_id);
    let sheet = sheet(tx, customer, order_id).await?;
    if sheet.head.status == OrderStatus::Withdrawn {
        return Ok(Some(Settled::Withdrawn));
    }
    if sheet.head.status.is_open() {
        let duty = Duty::of_today(tx, customer).await?;
        if sheet.head.lets(&duty, who) {
            return Ok(Some(Settled::NotYet));
        }
        if let Some(comeback) = last_comeback(tx, customer, &sheet.head).await? {
            return Ok(Some(Settled::CameBack(comeback)));
        }
        if sheet.head.level == 0 {
            return Ok(None);
        }
    }
    Ok(last_word(tx, customer, &sheet).await?.map(|by| Settled::Decided { by }))
}

/// The name of who has decided a line, or released the order to somebody else, last.
async fn last_word(tx: &mut Tx, customer: CustomerId, sheet: &OrderSheet) -> Result<Option<String>, StoreError> {
    let decisions = sheet.lines.iter().filter_map(|line| line.decision.as_ref());
    let decided = decisions.map(|decision| (decision.decided_at, decision.approver_name.clone()));
    let released = match sheet.head.level.checked_sub(1) {
        Some(level) => confirmed(tx, customer, sheet.head.id, level).await?.map(|release| (release.confirmed_at, release.name)),
        None => None,
    };
    Ok(decided.chain(released).max_by_key(|(at, _)| *at).map(|(_, name)| name))
}
