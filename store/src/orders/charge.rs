//! The cost centres of an order: what they are called is copied, and what was handed over is noted with each, so that a budget is summed
//! up by an index.

use super::{
    LivingContact, PlaceRefusal, Placing,
    frames::{budgets, own_frames},
    sheet::OrderSheet,
    wait,
};
use crate::{
    CartLine, Failure, Orderer, OwnCostCentre, StoreError,
    cost_centres::{self, Found},
    engine::{Tx, execute, fetch_value, insert_rows, with_rows},
};
use domain::{ApprovalKind, Charges, ContactId, CostCentreId, CustomerId, Frames, OrderId, Over, Payer, charge::payer};

/// The cost centres that pay for an order that is placed.
pub(super) struct Payers {
    /// The order's own, which pays for all lines that have none.
    pub(super) of_order: Option<CostCentreId>,
    known: Vec<Found>,
}

impl Payers {
    /// Those that were chosen: of the customer's, and in use. The lines get theirs, in place of those that the cart has kept.
    ///
    /// # Errors
    /// [`PlaceRefusal::UnknownCostCentre`], [`PlaceRefusal::UnknownLineCostCentre`]; [`PlaceRefusal::CostCentreMissing`] where one is
    /// demanded, there is one to choose, and nothing pays for a line.
    pub(super) async fn of(
        tx: &mut Tx,
        customer: CustomerId,
        (placing, contact): (&Placing, &LivingContact),
        lines: &mut [CartLine],
    ) -> Result<Self, Failure<PlaceRefusal>> {
        let payers = Self { of_order: placing.cost_centre, known: known(tx, customer, placing, lines).await? };
        if payers.of_order.is_some_and(|id| payers.found(id).is_none()) {
            return Err(Failure::Refused(PlaceRefusal::UnknownCostCentre));
        }
        for line in &mut *lines {
            line.own = match placing.own_cost_centre(line.article_id) {
                Some(id) => {
                    let unknown = Failure::Refused(PlaceRefusal::UnknownLineCostCentre(line.article_id));
                    payers.named(id).ok_or(unknown)?.into()
                }
                None => OwnCostCentre::default(),
            };
        }
        let is_unpaid = lines.iter().any(|line| payers.payer(line).is_none());
        if is_unpaid && is_demanded(tx, customer, contact).await? {
            return Err(Failure::Refused(PlaceRefusal::CostCentreMissing));
        }
        Ok(payers)
    }

    /// What it is called, if it can be chosen.
    fn named(&self, id: CostCentreId) -> Option<Payer> {
        self.found(id).map(|found| Payer { id, label: format!("{} {}", found.number, found.name) })
    }

    /// The cost centre of the order itself, as it is called.
    pub(super) fn named_of_order(&self) -> Option<Payer> {
        self.of_order.and_then(|id| self.named(id))
    }

    fn found(&self, id: CostCentreId) -> Option<&Found> {
        self.known.iter().find(|known| known.id == id)
    }

    /// The cost centre that pays for a line, if one does.
    pub(super) fn payer(&self, line: &CartLine) -> Option<CostCentreId> {
        payer(line.own.id(), self.of_order)
    }

    /// Who releases what goes beyond the budget of a cost centre that pays, where the orderer has no approver of their own.
    pub(super) fn approver(&self, cost_centre: CostCentreId) -> Option<ContactId> {
        self.found(cost_centre).map(|found| found.approver_id)
    }

    /// What lines cost together.
    pub(super) fn charges<'c>(&self, lines: impl IntoIterator<Item = &'c CartLine>) -> Charges {
        Charges::of(lines.into_iter().map(|line| (self.payer(line), line.price.times(line.quantity))))
    }
}

/// Those of the cost centres chosen for an order and its lines that can be chosen.
async fn known(tx: &mut Tx, customer: CustomerId, placing: &Placing, lines: &[CartLine]) -> Result<Vec<Found>, StoreError> {
    let own = lines.iter().filter_map(|line| placing.own_cost_centre(line.article_id));
    let mut chosen: Vec<_> = placing.cost_centre.into_iter().chain(own).collect();
    chosen.sort_unstable();
    chosen.dedup();
    let mut known = cost_centres::find_all(tx, customer, &chosen).await?;
    known.retain(|found| !found.is_archived);
    Ok(known)
}

const HAS_ONE: &str = "select exists (select 1 from cost_centres where customer_id = $1 and archived_at is null)";

/// Whether a cost centre has to pay for each line, and there is one to choose.
pub(super) async fn is_demanded(tx: &mut Tx, customer: CustomerId, contact: &LivingContact) -> Result<bool, StoreError> {
    Ok(contact.demands_cost_centre && fetch_value!(tx, bool, HAS_ONE, customer.0)?)
}

/// What of an order that costs this is too much for the orderer. `order` is the order itself, if it is there already. Approvers are not
/// asked.
pub(super) async fn over(
    tx: &mut Tx,
    orderer: &Orderer,
    (contact, order): (&LivingContact, Option<OrderId>),
    charges: &Charges,
) -> Result<Over, StoreError> {
    if contact.approval == ApprovalKind::Approver {
        return Ok(Over::default());
    }
    let (customer, payers) = (orderer.customer_id, charges.cost_centres());
    let is_limited = contact.limit_per_order.is_some() || contact.limit_per_month.is_some();
    // Whoever has no limits of their own is spared the question what is gone of them, as is an order for which no cost centre pays.
    let own = if is_limited { own_frames(tx, (customer, orderer.contact_id), order).await? } else { Frames::default() };
    let budgets = budgets(tx, customer, &payers, order.as_slice()).await?;
    Ok(Frames { budgets, ..own }.over(charges))
}

const CHARGE: [&str; 2] = [
    "with wanted (customer_id, order_id, cost_centre_id, is_of_order, ordered) as (",
    ")
    insert into order_cost_centres (customer_id, order_id, cost_centre_id, is_of_order, number, name, ordered)
    select k.customer_id, wanted.order_id, k.id, wanted.is_of_order, k.number, k.name, wanted.ordered
    from wanted
    join cost_centres k on k.id = wanted.cost_centre_id
    where k.customer_id = $1
    on conflict (customer_id, order_id, cost_centre_id) do update set ordered = excluded.ordered",
];

/// Notes what each cost centre is to pay of an order and, if it is new to it, what it is called. The order keeps its own also where that
/// pays for nothing.
pub(super) async fn charge(
    tx: &mut Tx,
    (customer, order): (CustomerId, OrderId),
    of_order: Option<CostCentreId>,
    charges: &Charges,
) -> Result<(), StoreError> {
    let mut payers = charges.cost_centres();
    let unpaying = of_order.filter(|id| !payers.contains(id));
    payers.extend(unpaying);
    if !payers.is_empty() {
        with_rows!(tx, CHARGE, payers, |id| [customer.0, order.0, id.0, Some(id) == of_order, charges.on(id).0])?;
    }
    Ok(())
}

const PAYS_NOTHING: &str = "update order_cost_centres set ordered = 0 where customer_id = $1 and order_id = $2";

/// The same for an order that was another one before: what paid then, and pays no more, has nothing to pay.
pub(super) async fn charge_anew(tx: &mut Tx, customer: CustomerId, before: &OrderSheet, charges: &Charges) -> Result<(), StoreError> {
    let order = before.head.id;
    if before.is_charged() {
        execute!(tx, PAYS_NOTHING, customer.0, order.0)?;
    }
    charge(tx, (customer, order), before.head.payer(), charges).await
}

const CHARGE_LINES: &str = "insert into order_line_cost_centres (customer_id, order_id, position, cost_centre_id) ";

/// Notes the cost centres of lines that have one of their own, by their positions. Lines and cost centres have their rows already.
pub(super) async fn charge_lines(
    tx: &mut Tx,
    (customer, order): (CustomerId, OrderId),
    own: Vec<(u32, CostCentreId)>,
) -> Result<(), StoreError> {
    if !own.is_empty() {
        insert_rows!(tx, CHARGE_LINES, own, |(position, own)| [customer.0, order.0, i64::from(position), own.0])?;
    }
    Ok(())
}

const END: &str = "update order_cost_centres set closed_at = $3 where customer_id = $1 and order_id = $2";

const PAID: [&str; 2] = [
    "with wanted (customer_id, order_id, cost_centre_id, net) as (",
    ")
    update order_cost_centres set net = wanted.net
    from wanted
    where order_cost_centres.customer_id = $1 and order_cost_centres.order_id = wanted.order_id
        and order_cost_centres.cost_centre_id = wanted.cost_centre_id",
];

/// Notes that the order ends, with what of it was handed over; nobody is asked to decide it any more.
pub(super) async fn end_charge(tx: &mut Tx, customer: CustomerId, sheet: &OrderSheet, delivered: &Charges) -> Result<(), StoreError> {
    let order = sheet.head.id;
    if sheet.is_charged() {
        execute!(tx, END, customer.0, order.0, tx.now)?;
    }
    let payers = delivered.cost_centres();
    if !payers.is_empty() {
        with_rows!(tx, PAID, payers, |id| [customer.0, order.0, id.0, delivered.on(id).0])?;
    }
    wait::end(tx, customer, &sheet.head).await
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What begins with the values of rows has the customer as the first of them.
    #[test]
    fn whose_rows_they_are_is_said_by_a_parameter_as_everywhere() {
        for [values, end] in [CHARGE, PAID] {
            assert!(values.starts_with("with wanted (customer_id, "), "{values}");
            let condition = end.split_once("where ").expect("a condition").1;
            let (first, _) = condition.split_once(" = $1\n").or_else(|| condition.split_once(" = $1 ")).expect("a parameter");
            assert!(first.ends_with(".customer_id") && !first.contains(' '), "{condition}");
        }
    }
}
