//! What becomes of absences when an approver leaves.

use super::{Row, announce, end_row, standing};
use crate::{
    Approver, StoreError,
    contacts::living_approver,
    engine::{Tx, execute},
    sign_in,
};
use domain::{Absence, ContactId, CustomerId};

/// For whom an approver stands in now or later.
pub(crate) async fn stands_in_for(tx: &mut Tx, customer: CustomerId, substitute: ContactId) -> Result<Vec<String>, StoreError> {
    let today = sign_in::today(tx).await?.0;
    let rows = standing(tx, customer, today).await?;
    Ok(rows.into_iter().filter(|row| row.substitute_id == substitute.0).map(|row| row.approver_name).collect())
}

/// Lets an approver go: nobody has to stand in for them any more, and whom they stand in for gets the successor, unless the
/// successor is away as well; then whoever is away is in charge again.
pub(crate) async fn let_go(tx: &mut Tx, caller: &Approver, leaving: ContactId, successor: Option<ContactId>) -> Result<(), StoreError> {
    let today = sign_in::today(tx).await?.0;
    let rows = standing(tx, caller.orderer().customer_id, today).await?;
    let (theirs, others): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| [row.approver_id, row.substitute_id].contains(&leaving.0));
    let mut standing: Vec<_> = others.iter().map(Row::absence).collect();
    for row in theirs {
        let stands_in = row.substitute_id == leaving.0;
        let next = successor.filter(|_| stands_in).map(|substitute| Absence { substitute, ..row.absence() });
        match next.filter(|next| next.check(&standing, today).is_ok()) {
            Some(next) => {
                hand_on(tx, caller, &row, &next).await?;
                standing.push(next);
            }
            None => end_row(tx, caller, row).await?,
        }
    }
    Ok(())
}

const HAND_ON: &str = "update absences set substitute_id = $3 where customer_id = $1 and id = $2";

/// Somebody else stands in from now on.
async fn hand_on(tx: &mut Tx, caller: &Approver, row: &Row, next: &Absence) -> Result<(), StoreError> {
    let customer = caller.orderer().customer_id;
    execute!(tx, HAND_ON, customer.0, row.id, next.substitute.0)?;
    let substitute = living_approver(tx, customer, next.substitute).await?.ok_or(StoreError::NotFound)?;
    announce(tx, caller, next, (row.approver_name.clone(), substitute)).await
}
