//! Budgets that somebody else looks after than whoever is in charge of an order.

use super::ReviseRefusal;
use crate::{
    Failure, cost_centres,
    engine::Tx,
    orders::{LivingContact, sheet::OrderSheet},
};
use domain::{CostCentreId, CustomerId};

/// Refuses what goes beyond the budget of one of these cost centres if somebody else looks after it than whoever is in charge of the
/// order: nobody gets to decide on that by a change. An approver of the orderer's own decides on every budget.
pub(super) async fn refuse(
    tx: &mut Tx,
    customer: CustomerId,
    (contact, before): (&LivingContact, &OrderSheet),
    exceeded: Vec<CostCentreId>,
) -> Result<(), Failure<ReviseRefusal>> {
    if contact.approver_id.is_some() {
        return Ok(());
    }
    for cost_centre in exceeded {
        let responsible = cost_centres::find(tx, customer, cost_centre).await?.map(|found| found.approver_id);
        if responsible != before.head.approver() {
            return Err(Failure::Refused(ReviseRefusal::OtherBudget));
        }
    }
    Ok(())
}
