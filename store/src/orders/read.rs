//! One order, for those whom it concerns.

use super::{
    demand_approver, is_approver,
    sheet::{OrderLineView, OrderSheet, sheet},
};
use crate::{Approver, Day, HistoryEntry, Orderer, Stamp, Store, StoreError, absences::Duty, audit::order_history, engine::Tx};
use domain::{ApprovalKind, ContactId, CustomerId, DeliveryAddress, OrderId, OrderStatus, Totals};

/// An order as the customer's people see it.
#[derive(Clone, Debug)]
pub struct OrderView {
    /// The order.
    pub id: OrderId,
    /// Its number in the customer's series.
    pub number: i64,
    /// When it was submitted.
    pub placed_at: Stamp,
    /// Where it is.
    pub status: OrderStatus,
    /// Who ordered.
    pub orderer_id: ContactId,
    /// The name of who ordered.
    pub orderer_name: String,
    /// How the orderer's orders were controlled on submission.
    pub approval: ApprovalKind,
    /// The approver in charge, if a line needs a release.
    pub approver_id: Option<ContactId>,
    /// The approver's name.
    pub approver_name: Option<String>,
    /// Where to deliver.
    pub address: DeliveryAddress,
    /// The customer's own reference.
    pub reference: Option<String>,
    /// The note for the approver.
    pub note: Option<String>,
    /// What it costs as ordered.
    pub totals: Totals,
    /// When it will be delivered, once the supplier has it.
    pub delivery_date: Option<Day>,
    /// When it was handed over, rejected or withdrawn.
    pub closed_at: Option<Stamp>,
    /// The number under which the supplier has it.
    pub supply_number: Option<i64>,
    /// Its lines by position.
    pub lines: Vec<OrderLineView>,
    /// What happened to it, oldest first.
    pub history: Vec<HistoryEntry>,
    /// Whether the caller ordered it.
    pub is_own: bool,
    /// Whether the caller may decide: as the approver in charge, or in their place.
    pub is_in_charge: bool,
    /// Whether the caller may decide in the place of the approver in charge.
    pub is_substitute: bool,
    /// Who stands in for the approver in charge today, if somebody does.
    pub deputy_name: Option<String>,
    /// What the lines cost that go to the supplier, or are cleared so far; nothing once it is withdrawn.
    pub delivered_totals: Totals,
}

impl Store {
    /// An own order, or one that the caller may decide.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for everybody else.
    pub async fn order(&self, orderer: &Orderer, order_id: OrderId) -> Result<OrderView, StoreError> {
        self.read(orderer, (orderer.clone(), order_id), |tx, (orderer, id)| Box::pin(order(tx, orderer, *id))).await
    }

    /// An order of which the caller is the approver in charge, or stands in for them.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for everybody else.
    pub async fn order_for_release(&self, approver: &Approver, order_id: OrderId) -> Result<OrderView, StoreError> {
        self.read(approver, (approver.clone(), order_id), |tx, (approver, id)| Box::pin(order_for_release(tx, approver, *id))).await
    }
}

async fn order(tx: &mut Tx, orderer: &Orderer, order_id: OrderId) -> Result<OrderView, StoreError> {
    let is_approver = is_approver(tx, orderer).await?;
    let view = view(tx, orderer.customer_id, orderer.contact_id, order_id).await?;
    if view.is_own || (view.is_in_charge && is_approver) { Ok(view) } else { Err(StoreError::NotFound) }
}

async fn order_for_release(tx: &mut Tx, approver: &Approver, order_id: OrderId) -> Result<OrderView, StoreError> {
    demand_approver(tx, approver).await?;
    let orderer = approver.orderer();
    let view = view(tx, orderer.customer_id, orderer.contact_id, order_id).await?;
    if view.is_in_charge { Ok(view) } else { Err(StoreError::NotFound) }
}

pub(super) async fn view(tx: &mut Tx, customer_id: CustomerId, reader: ContactId, order_id: OrderId) -> Result<OrderView, StoreError> {
    let sheet = sheet(tx, customer_id, order_id).await?;
    let history = order_history(tx, customer_id, order_id).await?;
    let charge = Charge::of(tx, customer_id, reader, sheet.head.approver()).await?;
    Ok(OrderView::of(sheet, history, reader, charge))
}

/// Who may decide an order today.
struct Charge {
    is_readers: bool,
    deputy_name: Option<String>,
}

impl Charge {
    async fn of(tx: &mut Tx, customer_id: CustomerId, reader: ContactId, in_charge: Option<ContactId>) -> Result<Self, StoreError> {
        let Some(in_charge) = in_charge else { return Ok(Self { is_readers: false, deputy_name: None }) };
        let duty = Duty::of_today(tx, customer_id).await?;
        Ok(Self { is_readers: duty.lets(reader, in_charge), deputy_name: duty.deputy_name(tx, customer_id, in_charge).await? })
    }
}

impl OrderView {
    fn of(sheet: OrderSheet, history: Vec<HistoryEntry>, reader: ContactId, charge: Charge) -> Self {
        let is_withdrawn = sheet.head.status == OrderStatus::Withdrawn;
        let delivered_totals = if is_withdrawn { Totals::default() } else { sheet.delivered_totals() };
        let (address, totals) = (sheet.head.address(), sheet.head.totals());
        let (head, lines) = (sheet.head, sheet.lines);
        let approver_id = head.approver_id.map(ContactId);
        Self {
            id: head.id,
            number: head.number,
            placed_at: head.placed_at,
            status: head.status,
            orderer_id: head.orderer_id,
            orderer_name: head.orderer_name,
            approval: head.approval,
            approver_id,
            approver_name: head.approver_name,
            address,
            reference: head.reference,
            note: head.note,
            totals,
            delivery_date: head.delivery_date,
            closed_at: head.closed_at,
            supply_number: head.supply_number,
            lines,
            history,
            is_own: head.orderer_id == reader,
            is_in_charge: charge.is_readers,
            is_substitute: charge.is_readers && approver_id != Some(reader),
            deputy_name: charge.deputy_name,
            delivered_totals,
        }
    }
}
