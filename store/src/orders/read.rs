//! One order, for those whom it concerns.

use super::{
    Holder, LimitedOrder, OtherPart, Reminder,
    comment::{CommentView, comments},
    holder::since,
    insight::{LineInsight, insights},
    is_approver,
    limited::limited,
    line::OrderLineView,
    name_of_deputy,
    onward::{later, onward},
    remind::reminder,
    retract::retractable,
    sheet::{OrderSheet, sheet, sheet_for},
    split::other_part,
    wait::asked_names,
};
use crate::{Approver, Day, HistoryEntry, Orderer, Stamp, Store, StoreError, absences::Duty, audit::order_history, engine::Tx, sign_in};
use domain::{
    ApprovalKind, ContactId, CostCentreId, CustomerId, DeliveryAddress, Extras, Frames, FreightRule, OrderId, OrderStatus, Payer,
    Tolerance, Totals, hierarchy::Why,
};

/// An order as the customer's people see it.
#[derive(Clone, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "each answers another question about the reader")]
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
    /// The cost centre that pays for all lines that have none of their own.
    pub cost_centre: Option<Payer>,
    /// What it costs as ordered.
    pub totals: Totals,
    /// What delivering it costs, if anything: as it was when it was placed.
    pub freight: Option<FreightRule>,
    /// When it will be delivered, once the supplier has it.
    pub delivery_date: Option<Day>,
    /// When it was handed over, rejected or withdrawn.
    pub closed_at: Option<Stamp>,
    /// The number under which the supplier has it.
    pub supply_number: Option<i64>,
    /// Which version of the order this is: 1 as it was placed, and one more with each change by its orderer.
    pub version: u32,
    /// The other order of the same cart, if it was split.
    pub other_part: Option<OtherPart>,
    /// Its lines as they are now, in the order in which they were placed.
    pub lines: Vec<OrderLineView>,
    /// The lines that the orderer has taken out.
    pub removed: Vec<OrderLineView>,
    /// What happened to it, oldest first.
    pub history: Vec<HistoryEntry>,
    /// What its orderer and its approvers have written to each other, oldest first.
    pub comments: Vec<CommentView>,
    /// Who reads this.
    pub reader_id: ContactId,
    /// Whether the caller ordered it.
    pub is_own: bool,
    /// Whether the caller may decide: as the approver in charge, or in their place.
    pub is_in_charge: bool,
    /// Whether the caller may read it as an approver: because they may decide, or have released it before it went on.
    pub is_shown: bool,
    /// The approver in whose place the caller may decide: whoever is in charge, or somebody who was asked as it has waited too long.
    pub in_place_of: Option<String>,
    /// Whether the caller was asked as the order has waited too long, or stands in for somebody who was.
    pub is_asked: bool,
    /// Whether a rejection needs a reason.
    pub demands_reason: bool,
    /// What can be done with it, of what is there only where the customer wants it.
    pub extras: Extras,
    /// How much dearer than it was released something may be when it is handed over.
    pub price_tolerance: Tolerance,
    /// How often it was released and went on to somebody else.
    pub level: u32,
    /// A fingerprint of what there is to see of it for whoever confirms its release: a confirmation holds for nothing else.
    pub seal: String,
    /// Who released it last, while it waits for somebody to confirm that.
    pub released_by: Option<String>,
    /// When the caller released it, so that it went on, if they can still take that back.
    pub retractable: Option<Stamp>,
    /// Where it goes once the caller releases all that is open; `None` when that is to the supplier, or the caller may not.
    pub goes_on: Option<GoesOn>,
    /// For its orderer, while it waits: who has to confirm it, as things are today, once whoever has it releases all of it.
    pub then: Vec<String>,
    /// Who stands in for the approver in charge today, if somebody does.
    pub deputy_name: Option<String>,
    /// Who has it, while it waits.
    pub holder: Option<Holder>,
    /// When it is delivered if it is released at once, while it waits.
    pub expected: Option<Day>,
    /// What the orderer may do to hurry it, while it waits.
    pub reminder: Option<Reminder>,
    /// What the lines cost that go to the supplier, or are cleared so far; nothing once it is withdrawn.
    pub delivered_totals: Totals,
}

/// To whom an order goes on instead of to the supplier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoesOn {
    /// Their name.
    pub to: String,
    /// Why.
    pub why: Why,
}

/// An order with what helps to decide on it.
#[derive(Clone, Debug)]
pub struct ReleaseCase {
    /// The order.
    pub order: OrderView,
    /// What helps to decide on the lines that need a release, while the order waits.
    pub insights: Vec<LineInsight>,
    /// What limits it and what is gone of that without it, while the order waits.
    pub frames: Frames,
}

impl Store {
    /// An own order, or one that the caller may decide.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for everybody else.
    pub async fn order(&self, orderer: &Orderer, order_id: OrderId) -> Result<OrderView, StoreError> {
        self.read(orderer, (orderer.clone(), order_id), |tx, (orderer, id)| Box::pin(order(tx, orderer, *id))).await
    }

    /// An order of which the caller is the approver in charge, or stands in for them, and which they have not ordered themselves; or
    /// one that they have released before it went on.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for everybody else.
    pub async fn order_for_release(&self, approver: &Approver, order_id: OrderId) -> Result<OrderView, StoreError> {
        self.read(approver, (approver.clone(), order_id), |tx, (approver, id)| Box::pin(order_for_release(tx, approver, *id))).await
    }

    /// The same with what helps to decide.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for everybody else.
    pub async fn release_case(&self, approver: &Approver, order_id: OrderId) -> Result<ReleaseCase, StoreError> {
        self.read(approver, (approver.clone(), order_id), |tx, (approver, id)| Box::pin(release_case(tx, approver, *id))).await
    }
}

async fn order(tx: &mut Tx, orderer: &Orderer, order_id: OrderId) -> Result<OrderView, StoreError> {
    let is_approver = is_approver(tx, orderer).await?;
    let sheet = sheet(tx, orderer.customer_id, order_id).await?;
    let view = view(tx, sheet, orderer).await?;
    if view.is_own || (view.is_shown && is_approver) { Ok(view) } else { Err(StoreError::NotFound) }
}

async fn order_for_release(tx: &mut Tx, approver: &Approver, order_id: OrderId) -> Result<OrderView, StoreError> {
    Ok(in_charge(tx, approver, order_id).await?.0)
}

async fn release_case(tx: &mut Tx, approver: &Approver, order_id: OrderId) -> Result<ReleaseCase, StoreError> {
    let LimitedOrder { order, frames } = limited(tx, approver, order_id).await?;
    if !order.status.is_open() {
        return Ok(ReleaseCase { order, insights: Vec::new(), frames });
    }
    let insights = insights(tx, approver.orderer().customer_id, &order).await?;
    Ok(ReleaseCase { order, insights, frames })
}

/// The order, and the cost centres that pay for its lines.
pub(super) async fn in_charge(tx: &mut Tx, approver: &Approver, order_id: OrderId) -> Result<(OrderView, Vec<CostCentreId>), StoreError> {
    let sheet = sheet_for(tx, approver, order_id).await?;
    let payers = sheet.charges().cost_centres();
    let order = view(tx, sheet, approver.orderer()).await?;
    if order.is_shown { Ok((order, payers)) } else { Err(StoreError::NotFound) }
}

pub(super) async fn view(tx: &mut Tx, sheet: OrderSheet, reader: &Orderer) -> Result<OrderView, StoreError> {
    let history = order_history(tx, reader.customer_id, sheet.head.id).await?;
    let comments = comments(tx, reader.customer_id, sheet.head.id).await?;
    let charge = Charge::of(tx, reader, (&sheet, &history)).await?;
    let (other_part, seal) = (other_part(tx, reader.customer_id, sheet.head.id).await?, sheet.seal()?);
    Ok(OrderView { other_part, seal, ..OrderView::of(sheet, (history, comments), reader.contact_id, charge) })
}

/// To whom the order goes on once the reader releases all that is open.
async fn goes_on(tx: &mut Tx, customer: CustomerId, sheet: &OrderSheet, reader: ContactId) -> Result<Option<GoesOn>, StoreError> {
    Ok(onward(tx, customer, sheet, reader).await?.map(|(onward, to)| GoesOn { to, why: onward.why }))
}

/// Who may decide an order today, and what is to come of it while it waits.
#[derive(Default)]
struct Charge {
    is_readers: bool,
    /// Whether the reader may see it as an approver.
    is_shown: bool,
    in_place_of: Option<String>,
    is_asked: bool,
    retractable: Option<Stamp>,
    goes_on: Option<GoesOn>,
    then: Vec<String>,
    deputy_name: Option<String>,
    holder: Option<Holder>,
    expected: Option<Day>,
    reminder: Option<Reminder>,
}

impl Charge {
    async fn of(tx: &mut Tx, reader: &Orderer, (sheet, history): (&OrderSheet, &[HistoryEntry])) -> Result<Self, StoreError> {
        let head = &sheet.head;
        let Some(in_charge) = head.approver() else { return Ok(Self::default()) };
        let (customer_id, reader) = (reader.customer_id, reader.contact_id);
        let duty = Duty::of_today(tx, customer_id).await?;
        let Some(decider) = head.decider(&duty) else { return Ok(Self::default()) };
        let (is_own, is_readers, is_shown) = (head.orderer_id == reader, head.lets(&duty, reader), head.shows_itself(&duty, reader));
        let is_asked = is_readers && (head.was_asked(reader) || !duty.lets(reader, in_charge));
        let in_place_of = head.in_place_of(&duty, reader).filter(|_| is_readers);
        if !head.status.is_open() {
            let deputy_name = name_of_deputy(tx, customer_id, &decider).await?;
            return Ok(Self { is_readers, is_shown, in_place_of, is_asked, deputy_name, ..Self::default() });
        }
        let since = since(head, history);
        let name = head.approver_name.clone().unwrap_or_default();
        let stand_in = if decider.deputy().is_some() { duty.stand_in(tx, customer_id, in_charge).await? } else { None };
        let asked = asked_names(tx, customer_id, (head, &duty)).await?;
        let holder = Some(Holder { asked, ..Holder::of(name, since, stand_in.as_ref()) });
        let expected = Some(sign_in::delivery_date(tx).await?);
        // Whoever may decide it has nobody to remind.
        let may_remind = is_own && !is_readers && head.extras().writes_comments;
        let reminder = if may_remind { Some(reminder(tx, customer_id, head.id, since).await?) } else { None };
        let then = if is_own { later(tx, customer_id, sheet, (decider.id, &duty)).await? } else { Vec::new() };
        let goes_on = if is_readers { goes_on(tx, customer_id, sheet, reader).await? } else { None };
        let retractable = retractable(tx, (customer_id, reader), sheet, &duty).await?;
        let deputy_name = stand_in.map(|present| present.name);
        Ok(Self { is_readers, is_shown, in_place_of, is_asked, retractable, goes_on, then, deputy_name, holder, expected, reminder })
    }
}

impl OrderView {
    fn of(sheet: OrderSheet, (history, comments): (Vec<HistoryEntry>, Vec<CommentView>), reader: ContactId, charge: Charge) -> Self {
        let is_withdrawn = sheet.head.status == OrderStatus::Withdrawn;
        let delivered_totals = if is_withdrawn { Totals::default() } else { sheet.delivered_totals() };
        let (address, totals, payer) = (sheet.head.address(), sheet.head.totals(), sheet.head.payer());
        let (freight, extras) = (sheet.head.freight(), sheet.head.extras());
        let OrderSheet { head, lines, removed } = sheet;
        let approver_id = head.approver_id.map(ContactId);
        Self {
            id: head.id,
            number: head.number,
            placed_at: head.placed_at,
            status: head.status,
            orderer_id: head.orderer_id,
            orderer_name: head.parties.orderer_name,
            approval: head.approval,
            approver_id,
            approver_name: head.approver_name,
            address,
            reference: head.reference,
            note: head.note,
            cost_centre: payer.zip(head.cost_centre).map(|(id, label)| Payer { id, label }),
            totals,
            freight,
            delivery_date: head.delivery_date,
            closed_at: head.closed_at,
            supply_number: head.supply_number,
            version: head.version,
            other_part: None,
            lines,
            removed,
            history,
            comments,
            reader_id: reader,
            is_own: head.orderer_id == reader,
            is_in_charge: charge.is_readers,
            is_shown: charge.is_shown,
            in_place_of: charge.in_place_of,
            is_asked: charge.is_asked,
            demands_reason: head.parties.demands_reason,
            extras,
            price_tolerance: head.parties.price_tolerance,
            level: head.level,
            seal: String::new(),
            released_by: head.released_by.filter(|_| head.status.is_open()),
            retractable: charge.retractable,
            goes_on: charge.goes_on,
            then: charge.then,
            deputy_name: charge.deputy_name,
            holder: charge.holder,
            expected: charge.expected,
            reminder: charge.reminder,
            delivered_totals,
        }
    }
}
