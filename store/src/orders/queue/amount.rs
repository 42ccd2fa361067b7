//! How much waits for an approver.

use super::{is_not_barred, source};
use crate::{
    Approver, Orderer, StoreError,
    absences::Duty,
    engine::{Tx, fetch_all, fetch_value},
};
use domain::{ContactId, count};
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
    let represented = Duty::of_today(tx, orderer.customer_id).await?.represented(orderer.contact_id);
    let mut all = asked_count(tx, orderer, &represented).await?;
    for in_charge in represented {
        all += fetch_value!(tx, i64, COUNT, orderer.customer_id.0, in_charge.0, count::MOST, orderer.contact_id.0)?;
    }
    Ok(all.min(count::MOST))
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

/// How many orders the caller may decide only because they, or whom they represent, were asked.
async fn asked_count(tx: &mut Tx, orderer: &Orderer, represented: &[ContactId]) -> Result<i64, StoreError> {
    let mut found = HashSet::new();
    for one in represented {
        let rows = fetch_all!(tx, (Uuid, Uuid), ASKED_FOR, orderer.customer_id.0, one.0, count::MOST, orderer.contact_id.0)?;
        found.extend(rows.into_iter().filter(|(_, in_charge)| !represented.contains(&ContactId(*in_charge))).map(|(id, _)| id));
    }
    Ok(i64::try_from(found.len()).unwrap_or(count::MOST))
}
