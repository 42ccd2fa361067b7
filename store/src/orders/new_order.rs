//! A new order: its lines with what needs a release by the rules of this instant.

mod head;

use super::{
    LivingContact, OrderLineView, Placing,
    charge::{Payers, charge, charge_lines},
    head::{Head, Parties},
    split::Parts,
};
use crate::{
    CartLine, Orderer, StoreError,
    engine::{Tx, fetch_one, fetch_value, insert_rows},
};
use domain::{
    ApprovalKind, ContactId, FreightRule, OrderId, Over, Rappen, ReviewReason, Totals,
    order::{self, LineState, Step},
};
use head::InCharge;
use uuid::Uuid;

/// By what an order is judged, and what it costs beside its lines.
#[derive(Clone, Copy)]
pub(super) struct Terms<'c> {
    pub(super) payers: &'c Payers,
    /// What of the cart is too much.
    pub(super) over: &'c Over,
    pub(super) freight: Option<FreightRule>,
}

impl Terms<'_> {
    /// Why a line needs a release, if it does.
    pub(super) fn review(self, contact: &LivingContact, line: &CartLine) -> Option<ReviewReason> {
        contact.review(line, self.over.reason(self.payers.payer(line)))
    }
}

pub(super) struct NewOrder<'c> {
    pub(super) id: OrderId,
    approval: ApprovalKind,
    approver_id: Option<ContactId>,
    /// Whether whoever looks after a budget that it exceeds has a say, as its orderer has no approver of their own.
    asks_responsible: bool,
    payers: &'c Payers,
    freight: Option<FreightRule>,
    lines: Vec<NewLine<'c>>,
}

struct NewLine<'c> {
    line: &'c CartLine,
    review: Option<ReviewReason>,
    /// The amount up to which such lines were released for good, if that is why it needs no release.
    freed: Option<Rappen>,
}

impl<'c> NewOrder<'c> {
    /// An order of lines of the cart, controlled as the orderer is now.
    pub(super) fn of(id: OrderId, contact: &LivingContact, cart: Vec<&'c CartLine>, terms: Terms<'c>) -> Result<Self, StoreError> {
        let reviewed = |line: &'c CartLine| {
            let review = terms.review(contact, line);
            NewLine { line, review, freed: contact.freed(line, review) }
        };
        let lines = cart.into_iter().map(reviewed).collect();
        let Terms { payers, over, freight } = terms;
        let mut order = Self { id, approval: contact.approval, approver_id: None, asks_responsible: false, payers, freight, lines };
        if order.waits() {
            // Whose orders are reviewed, and whoever has limits, has an approver; else budgets are not enough.
            let approver = contact.approver_id.map(ContactId).or_else(|| payers.approver(over.furthest()?));
            order.asks_responsible = contact.approver_id.is_none();
            order.approver_id = Some(approver.ok_or_else(|| StoreError::Unreadable("a reviewed contact has no approver".into()))?);
        }
        Ok(order)
    }

    /// Whether it needs a release before it goes to the supplier.
    pub(super) fn waits(&self) -> bool {
        order::step(&self.states()) == Step::Wait
    }

    fn states(&self) -> Vec<LineState> {
        self.lines.iter().map(|new| LineState { review: new.review, verdict: None }).collect()
    }

    /// The lines as they are read from now on.
    pub(super) fn views(&self) -> Vec<OrderLineView> {
        let view = |(position, NewLine { line, review, freed }): (u32, &NewLine<'_>)| OrderLineView {
            position,
            article_number: line.number.clone(),
            name: line.name.clone(),
            unit: line.unit.clone(),
            price: line.price,
            agreed_price: None,
            today: None,
            availability: None,
            quantity: line.quantity,
            cost_centre: line.own.payer(),
            review: *review,
            freed_up_to: *freed,
            decision: None,
            since: 1,
            earlier: Vec::new(),
            round: 0,
            again: None,
            seal: String::new(),
        };
        (1..).zip(&self.lines).map(view).collect()
    }

    fn totals(&self) -> Totals {
        Totals::delivered(self.freight, self.lines.iter().map(|new| (new.line.price, new.line.quantity)))
    }

    /// The lines that need no release as such lines were released for good, each with the amount up to which they were.
    pub(super) fn freed(&self) -> impl Iterator<Item = (u32, &'c CartLine, Rappen)> {
        (1..).zip(&self.lines).filter_map(|(position, new)| Some((position, new.line, new.freed?)))
    }

    /// Writes the order under this key, its lines and the cost centres that pay for them. Gives its head.
    pub(super) async fn insert(
        &self,
        tx: &mut Tx,
        (orderer, parties): (&Orderer, &Parties),
        (placing, key): (&Placing, (Uuid, Parts)),
    ) -> Result<Head, StoreError> {
        let written = insert_head(tx, orderer, (placing, key), self).await?;
        insert_lines(tx, orderer, self).await?;
        let (order, charges) = ((orderer.customer_id, self.id), self.payers.charges(self.lines.iter().map(|new| new.line)));
        charge(tx, order, self.payers.of_order, &charges).await?;
        let own = (1..).zip(&self.lines).filter_map(|(position, new)| Some((position, new.line.own.id()?))).collect();
        charge_lines(tx, order, own).await?;
        let head = self.head(tx, (orderer, parties), placing, written);
        // What is worked out here is what would be read, as every test of a debug build proves.
        #[cfg(debug_assertions)]
        assert_eq!(head, super::head::head(tx, orderer.customer_id, self.id).await?);
        Ok(head)
    }
}

const NEXT_NUMBER: &str = "
    update order_numbers set last_number = last_number + 1
    where customer_id = $1
    returning last_number";

const INSERT_HEAD: &str = "
    insert into orders (customer_id, id, number, order_key, request_hash, orderer_id, approval, approver_id, status,
        company, attention, street, postcode, town, reference, note, net, vat, total, placed_at,
        freight, freight_free_from, asks_responsible)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)
    returning
        (select a.first_name || ' ' || a.last_name from contacts a
            where a.customer_id = orders.customer_id and a.id = orders.approver_id) as approver_name,
        (select r.release_limit from approver_ranks r
            where r.customer_id = orders.customer_id and r.approver_id = orders.approver_id) as limit_in_charge";

/// Gives the number of the order, and what there is to know of whoever is in charge of it.
async fn insert_head(
    tx: &mut Tx,
    orderer: &Orderer,
    (placing, (key, parts)): (&Placing, (Uuid, Parts)),
    order: &NewOrder<'_>,
) -> Result<(i64, InCharge), StoreError> {
    let number = fetch_value!(tx, i64, NEXT_NUMBER, orderer.customer_id.0)?;
    let (address, totals) = (&placing.address, order.totals());
    let in_charge = fetch_one!(
        tx,
        InCharge,
        INSERT_HEAD,
        orderer.customer_id.0,
        order.id.0,
        number,
        key,
        placing.hash(parts)?,
        orderer.contact_id.0,
        order.approval.word(),
        order.approver_id.map(|approver| approver.0),
        order::status(&order.states(), false, None).word(),
        &address.company,
        &address.attention,
        &address.street,
        &address.postcode,
        &address.town,
        &placing.reference,
        &placing.note,
        totals.net.0,
        totals.vat.0,
        totals.total.0,
        tx.now,
        order.freight.map(|rule| rule.flat.0),
        order.freight.and_then(|rule| rule.free_from).map(|from| from.0),
        order.asks_responsible,
    )?;
    Ok((number, in_charge))
}

const INSERT_LINES: &str = "
    insert into order_lines
        (customer_id, order_id, position, article_id, article_number, name, unit, price, quantity, review, is_in_assortment,
        freed_up_to) ";

async fn insert_lines(tx: &mut Tx, orderer: &Orderer, order: &NewOrder<'_>) -> Result<(), StoreError> {
    insert_rows!(tx, INSERT_LINES, (1_i64..).zip(&order.lines), |(position, NewLine { line, review, freed })| [
        orderer.customer_id.0,
        order.id.0,
        position,
        line.article_id.0,
        &line.number,
        &line.name,
        &line.unit,
        line.price.0,
        i64::from(line.quantity),
        review.map(ReviewReason::word),
        line.is_in_assortment,
        freed.map(|up_to| up_to.0),
    ])?;
    Ok(())
}
