//! By what a queue can be narrowed: who has ordered what waits, and why it may wait.

use super::{is_not_barred, source};
use crate::{
    StoreError,
    engine::{Tx, fetch_all, fetch_value},
};
use domain::{ContactId, CustomerId, count};
use uuid::Uuid;

macro_rules! orderers {
    ($source:ident) => {
        concat!(
            "
    select distinct few.orderer_id, c.first_name || ' ' || c.last_name as name
    from (
        select o.orderer_id ",
            source!($source),
            "
            and ",
            is_not_barred!("$3"),
            "
        order by o.placed_at, o.id limit $4
    ) few
    join contacts c on c.customer_id = $1 and c.id = few.orderer_id"
        )
    };
}

const ORDERERS: [&str; 2] = [orderers!(in_charge), orderers!(asked)];

/// Who has ordered what waits, by name.
pub(super) async fn orderers(
    tx: &mut Tx,
    customer: CustomerId,
    me: ContactId,
    represented: &[ContactId],
) -> Result<Vec<(ContactId, String)>, StoreError> {
    let mut found = Vec::new();
    for one in represented {
        for sql in ORDERERS {
            let rows = fetch_all!(tx, (Uuid, String), sql, customer.0, one.0, me.0, count::MOST)?;
            found.extend(rows.into_iter().map(|(id, name)| (ContactId(id), name)));
        }
    }
    found.sort_by(|(id, name), (other_id, other_name)| (name, id).cmp(&(other_name, other_id)));
    found.dedup();
    Ok(found)
}

const HAS_LIMITS: &str = "
    select k.uses_limits or exists (select 1 from cost_centres t where t.customer_id = k.id)
    from customers k where k.id = $1";

/// Whether the customer limits what is spent, so that orders can wait because of it.
pub(super) async fn has_limits(tx: &mut Tx, customer: CustomerId) -> Result<bool, StoreError> {
    Ok(fetch_value!(tx, bool, HAS_LIMITS, customer.0)?)
}
