//! How much waits for an approver.

use super::{is_not_barred, source};
use crate::{
    Approver, StoreError,
    absences::Duty,
    engine::{Tx, fetch_all, fetch_value},
};
use domain::{ContactId, CustomerId, count};
use std::collections::HashSet;
use uuid::Uuid;

const COUNT: &str = concat!(
    "
    select count(*) from (
        select 1 ",
    source!(in_charge),
    "
            and ",
    is_not_barred!("$4"),
    "
        limit $3
    ) few"
);

pub(super) async fn release_count(tx: &mut Tx, approver: &Approver) -> Result<i64, StoreError> {
    let orderer = approver.orderer();
    waiting_for(tx, orderer.customer_id, orderer.contact_id).await
}

/// How many open orders somebody may decide, for whatever reason, of which no more than [`count::MOST`] are counted.
pub(crate) async fn waiting_for(tx: &mut Tx, customer: CustomerId, who: ContactId) -> Result<i64, StoreError> {
    let represented = Duty::of_today(tx, customer).await?.represented(who);
    let mut all = asked_count(tx, customer, (who, &represented)).await?;
    for in_charge in represented {
        all += waiting_in_place_of(tx, customer, (in_charge, who)).await?;
    }
    Ok(all.min(count::MOST))
}

/// How many open orders of which `in_charge` is in charge `who` may decide in their place, of which no more than [`count::MOST`] are
/// counted.
pub(crate) async fn waiting_in_place_of(
    tx: &mut Tx,
    customer: CustomerId,
    (in_charge, who): (ContactId, ContactId),
) -> Result<i64, StoreError> {
    Ok(fetch_value!(tx, i64, COUNT, customer.0, in_charge.0, count::MOST, who.0)?)
}

const ASKED_FOR: &str = concat!(
    "
    select o.id, o.approver_id ",
    source!(asked),
    "
        and ",
    is_not_barred!("$4"),
    "
    limit $3"
);

/// How many orders somebody may decide only because they, or whom they represent, were asked.
async fn asked_count(tx: &mut Tx, customer: CustomerId, (who, represented): (ContactId, &[ContactId])) -> Result<i64, StoreError> {
    let mut found = HashSet::new();
    for one in represented {
        let rows = fetch_all!(tx, (Uuid, Uuid), ASKED_FOR, customer.0, one.0, count::MOST, who.0)?;
        found.extend(rows.into_iter().filter(|(_, in_charge)| !represented.contains(&ContactId(*in_charge))).map(|(id, _)| id));
    }
    Ok(i64::try_from(found.len()).unwrap_or(count::MOST))
}
