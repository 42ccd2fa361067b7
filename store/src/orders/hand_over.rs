//! The step from the customer to the supplier: a copy of what was cleared, and of nothing else.

use super::{charge::end_charge, sheet::OrderSheet};
use crate::{
    Day, StoreError,
    audit::record,
    caller::Actor,
    engine::{Tx, execute, insert_rows},
    sign_in,
};
use domain::{CustomerId, SupplyOrderId, SupplyStatus, audit::AuditEvent, order};

/// Hands the cleared lines over to the supplier and closes the order. `actor` is who decided last or, when nothing
/// needed a release, who ordered. Gives the promised day.
pub(super) async fn hand_over(tx: &mut Tx, customer_id: CustomerId, sheet: &OrderSheet, actor: &Actor) -> Result<Day, StoreError> {
    let (supply_number, delivery_date) = sign_in::next_supply(tx).await?;
    let id = tx.fresh_id();
    insert_supply_order(tx, customer_id, sheet, (id, supply_number, delivery_date)).await?;
    insert_lines(tx, customer_id, id, sheet).await?;
    end_charge(tx, customer_id, sheet, &sheet.delivered_charges()).await?;
    let status = order::status(&sheet.states(), false, Some(SupplyStatus::Received));
    execute!(tx, CLOSE, customer_id.0, sheet.head.id.0, status.word(), tx.now, delivery_date)?;
    record(tx, customer_id, actor, Some(sheet.head.id), &AuditEvent::OrderHandedOver { supply_number }).await?;
    Ok(delivery_date)
}

const CLOSE: &str = "
    update orders set status = $3, closed_at = $4, delivery_date = $5
    where customer_id = $1 and id = $2";

const INSERT_SUPPLY_ORDER: &str = "
    insert into supply_orders (customer_id, id, order_id, number, customer_name, customer_number,
        orderer_name, orderer_email, orderer_language, company, attention, street, postcode, town, reference,
        net, vat, total, status, received_at, delivery_date, cost_centre, freight)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)";

async fn insert_supply_order(
    tx: &mut Tx,
    customer_id: CustomerId,
    sheet: &OrderSheet,
    (id, number, delivery_date): (SupplyOrderId, i64, Day),
) -> Result<(), StoreError> {
    let (head, address, totals) = (&sheet.head, sheet.head.address(), sheet.delivered_totals());
    execute!(
        tx,
        INSERT_SUPPLY_ORDER,
        customer_id.0,
        id.0,
        head.id.0,
        number,
        &head.parties.customer_name,
        head.parties.customer_number,
        &head.parties.orderer_name,
        &head.parties.orderer_email,
        head.parties.orderer_language.word(),
        &address.company,
        &address.attention,
        &address.street,
        &address.postcode,
        &address.town,
        &head.reference,
        totals.net.0,
        totals.vat.0,
        totals.total.0,
        SupplyStatus::Received.word(),
        tx.now,
        delivery_date,
        cost_centre(sheet),
        totals.freight.0,
    )?;
    Ok(())
}

/// The cost centre of the order, unless it pays for nothing that is delivered: then it would only tell of what is not.
fn cost_centre(sheet: &OrderSheet) -> Option<&str> {
    let pays = sheet.delivered().any(|(line, _)| line.cost_centre.is_none());
    sheet.head.cost_centre.as_deref().filter(|_| pays)
}

const INSERT_LINES: &str = "
    insert into supply_order_lines (customer_id, supply_order_id, position, article_number, name, unit, price, quantity, cost_centre) ";

/// Counted anew: a gap would tell the supplier that a line was rejected.
async fn insert_lines(tx: &mut Tx, customer_id: CustomerId, id: SupplyOrderId, sheet: &OrderSheet) -> Result<(), StoreError> {
    insert_rows!(tx, INSERT_LINES, (1_i64..).zip(sheet.delivered()), |(position, (line, goods))| [
        customer_id.0,
        id.0,
        position,
        goods.article_number,
        goods.name,
        goods.unit,
        goods.price.0,
        i64::from(goods.quantity),
        line.cost_centre.as_ref().map(|own| &own.label),
    ])?;
    Ok(())
}
