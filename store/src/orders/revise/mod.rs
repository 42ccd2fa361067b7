//! Changing an order while it waits.

mod along;
mod plan;
mod tell;
mod today;

use super::{
    OrderView,
    comeback::{bring_back, first_in_charge},
    decide::follow_up,
    frames::frames,
    living_contact, own_sheet,
    pass_on::Cause,
    read::view,
    record_freed,
    sheet::{OrderSheet, sheet},
    wait,
};
use crate::{
    CartLine, Failure, Orderer, Store, StoreError, cart,
    dead_ends::Outlook,
    engine::{Tx, execute, fetch_value},
    sign_in::at_the_supplier,
};
use along::Offer;
use domain::{
    ApprovalKind, ArticleId, CostCentreId, CustomerId, Frames, OrderId, OrderStatus, Rappen,
    revision::{MOST_A_DAY, RevisionFault},
};
use plan::Plan;
use sha2::{Digest, Sha256};
use today::today;

/// What an orderer wants of an order that waits.
#[derive(Clone, Debug)]
pub struct Revising {
    /// The version that was on the screen.
    pub version: u32,
    /// How often it had gone on, as was on the screen.
    pub level: u32,
    /// The quantities of lines. What is not named stays as it is.
    pub lines: Vec<RevisedLine>,
    /// Articles that come along from the cart, each in the quantity in which it lies there.
    pub added: Vec<ArticleId>,
    /// [`Revisable::seen`] as it was on the screen; it matters if something comes from the cart.
    pub seen: String,
    /// What the orderer writes to the approver.
    pub note: Option<String>,
}

/// A line as an orderer wants it.
#[derive(Clone, Copy, Debug)]
pub struct RevisedLine {
    /// Its position, from 1.
    pub position: u32,
    /// How many units; 0 takes it out.
    pub quantity: u32,
    /// Today's price of a unit, as it was on the screen: a line with another quantity is ordered anew, at that price.
    pub price: Rappen,
}

/// Why an order was not changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReviseRefusal {
    /// It is not open any more.
    Closed(OrderStatus),
    /// The customer's orders are not changed (any more).
    SwitchedOff,
    /// It was released, and has gone on to somebody else; nobody could decide it, should it come back.
    PassedOn,
    /// It has been changed since it was on the screen.
    Revised,
    /// It has gone on since it was on the screen: the change would set aside more than its orderer knew.
    GoneOn,
    /// It has been changed [`MOST_A_DAY`] times today.
    TooOften,
    /// The cart, a price in it, or who pays for what can come along is no longer what was on the screen.
    CartChanged,
    /// The article of a line has another price than the one that was on the screen.
    PriceChanged {
        /// The line's position.
        position: u32,
        /// What a unit costs today.
        price: Rappen,
    },
    /// What would come is sold no more.
    NotSold,
    /// The customer demands a cost centre, and nothing would pay for what comes from the cart.
    CostCentreMissing,
    /// It cannot be as it was wished for.
    Fault(RevisionFault),
}

/// An own order with what it takes to change it.
#[derive(Clone, Debug)]
pub struct Revisable {
    /// The order.
    pub order: OrderView,
    /// The articles of its lines as they are today, by the positions of the lines.
    pub today: Vec<(u32, CartLine)>,
    /// What lies in the cart of which nothing is in the order yet.
    pub offered: Vec<CartLine>,
    /// Names what there is to see of the cart: articles, quantities, prices, and who would pay for what is offered.
    pub seen: String,
    /// How the orderer's orders are controlled now.
    pub approval: ApprovalKind,
    /// To whom it comes back with a change, where it has gone on: who decides its lines then.
    pub comes_back_to: Option<String>,
    /// What limits the order, with what is gone of that without it. The budgets are those of all cost centres that pay for its lines, or
    /// may for what comes along.
    pub frames: Frames,
}

impl Revising {
    /// Tells a repeated request from another one.
    fn hash(&self) -> Result<Vec<u8>, StoreError> {
        let lines: Vec<_> = self.lines.iter().map(|line| (line.position, line.quantity, line.price)).collect();
        let body = serde_json::to_vec(&(self.version, lines, &self.added, &self.seen, &self.note))?;
        Ok(Sha256::digest(body).to_vec())
    }
}

impl Store {
    /// An own order with what it takes to change it.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when it is not the caller's own order.
    pub async fn revisable(&self, orderer: &Orderer, order_id: OrderId) -> Result<Revisable, StoreError> {
        self.read(orderer, (orderer.clone(), order_id), |tx, (orderer, id)| Box::pin(revisable(tx, orderer, *id))).await
    }

    /// Changes an own order while it waits, all of it or nothing: lines with another quantity, and those that come along, are judged
    /// by the orderer's Freigabeart as of now and stand undecided; all others keep their prices and the decisions on them. What has gone
    /// on comes back, and no release of it as a whole stands. Whoever is to decide hears of it. Where nothing is left to decide, the order
    /// takes its course. The same request again changes nothing.
    ///
    /// # Errors
    /// [`ReviseRefusal`]; [`StoreError::NotFound`] when it is not the caller's own order, or what is to come along is not offered.
    pub async fn revise(&self, orderer: &Orderer, order_id: OrderId, revising: Revising) -> Result<OrderStatus, Failure<ReviseRefusal>> {
        let args = (orderer.clone(), order_id, revising);
        self.write(orderer, args, |tx, (orderer, id, revising)| Box::pin(revise(tx, orderer, *id, revising))).await
    }
}

async fn revisable(tx: &mut Tx, orderer: &Orderer, order_id: OrderId) -> Result<Revisable, StoreError> {
    let sheet = sheet(tx, orderer.customer_id, order_id).await?;
    if sheet.head.orderer_id != orderer.contact_id {
        return Err(StoreError::NotFound);
    }
    let today = today(tx, orderer, order_id).await?;
    let mut offer = Offer::of(tx, orderer, sheet.head.payer(), &today).await?;
    offer.lines.retain(|line| line.availability.is_sold());
    let (who, payers) = ((orderer.customer_id, orderer.contact_id), payers(&sheet, &offer.lines));
    let comes_back = if sheet.head.waits_for_confirmation() { first_in_charge(tx, orderer.customer_id, &sheet.head).await? } else { None };
    Ok(Revisable {
        comes_back_to: comes_back.map(|(_, name)| name),
        frames: frames(tx, who, &payers, Some(order_id)).await?,
        order: view(tx, sheet, orderer).await?,
        today: today.into_iter().map(|line| (line.position, line.article)).collect(),
        offered: offer.lines,
        seen: offer.seen,
        approval: living_contact(tx, orderer.customer_id, orderer.contact_id).await?.approval,
    })
}

/// The cost centres that pay for lines of an order, or may for what comes along, each once.
fn payers(sheet: &OrderSheet, offered: &[CartLine]) -> Vec<CostCentreId> {
    let own = offered.iter().filter_map(|line| line.own.id());
    let mut payers: Vec<_> = sheet.charges().cost_centres().into_iter().chain(sheet.head.payer()).chain(own).collect();
    payers.sort_unstable();
    payers.dedup();
    payers
}

async fn revise(tx: &mut Tx, orderer: &Orderer, order_id: OrderId, revising: &Revising) -> Result<OrderStatus, Failure<ReviseRefusal>> {
    let before = own_sheet(tx, orderer, order_id).await?;
    let hash = revising.hash()?;
    if was_done(tx, &before, (orderer, revising), &hash).await? {
        return Ok(before.head.status);
    }
    check(&before, revising).map_err(Failure::Refused)?;
    check_pace(tx, orderer.customer_id, order_id).await?;
    let plan = Plan::of(tx, orderer, &before, revising).await?;
    let (customer, version) = (orderer.customer_id, before.head.version + 1);
    // Since it went on, a rule may have been set by which nobody could decide it where it comes back to.
    let outlook = if before.head.waits_for_confirmation() { Some(Outlook::of(tx, customer).await?) } else { None };
    execute!(tx, INSERT, customer.0, order_id.0, i64::from(version), orderer.contact_id.0, hash, tx.now)?;
    let status = take_over(tx, orderer, (&before, revising), &plan).await?;
    if let Some(outlook) = outlook {
        outlook.allow_nothing_new(tx, customer, |_| ReviseRefusal::PassedOn).await?;
    }
    Ok(status)
}

/// The order becomes what it is to be, and everybody whom that concerns hears of it.
async fn take_over(
    tx: &mut Tx,
    orderer: &Orderer,
    (before, revising): (&OrderSheet, &Revising),
    plan: &Plan,
) -> Result<OrderStatus, Failure<ReviseRefusal>> {
    let (customer, order_id, version) = (orderer.customer_id, before.head.id, before.head.version + 1);
    plan.write(tx, customer, (before, version)).await?;
    for article in &revising.added {
        cart::take_out(tx, orderer, *article).await?;
    }
    let (edits, note) = (plan.edits(before), revising.note.as_deref());
    tell::the_record(tx, orderer, order_id, (&edits, note)).await?;
    if before.head.waits_for_confirmation() {
        let first = first_in_charge(tx, customer, &before.head).await?.ok_or(Failure::Refused(ReviseRefusal::PassedOn))?;
        bring_back(tx, orderer, (&before.head, version), first).await?;
    }
    let after = sheet(tx, customer, order_id).await?;
    record_freed(tx, orderer, order_id, plan.freed()).await?;
    wait::defer(tx, customer, &after.head).await?;
    let cause = Cause { actor: &orderer.into(), releaser: after.releaser(), edited: Some((edits.as_slice(), note)) };
    let decided = follow_up(tx, customer, &after, cause).await?;
    let told = if decided.asked_again > 0 { sheet(tx, customer, order_id).await? } else { after };
    tell::whoever_decides(tx, customer, &told, (&edits, note)).await?;
    Ok(decided.status)
}

const WAS_DONE: &str = "
    select exists (
        select 1 from order_revisions where customer_id = $1 and order_id = $2 and version = $3 and request_hash = $4
    )";

/// Whether the same request has made the version after the one that was on the screen.
async fn was_done(tx: &mut Tx, sheet: &OrderSheet, (orderer, revising): (&Orderer, &Revising), hash: &[u8]) -> Result<bool, StoreError> {
    let next = i64::from(revising.version) + 1;
    Ok(fetch_value!(tx, bool, WAS_DONE, orderer.customer_id.0, sheet.head.id.0, next, hash)?)
}

fn check(sheet: &OrderSheet, revising: &Revising) -> Result<(), ReviseRefusal> {
    let status = sheet.head.status;
    if !status.is_open() {
        Err(ReviseRefusal::Closed(status))
    } else if !sheet.head.extras().changes_orders {
        Err(ReviseRefusal::SwitchedOff)
    } else if sheet.head.version != revising.version {
        Err(ReviseRefusal::Revised)
    } else if sheet.head.level > revising.level {
        Err(ReviseRefusal::GoneOn)
    } else {
        Ok(())
    }
}

const MADE_SINCE: &str = "
    select count(*) from order_revisions
    where customer_id = $1 and order_id = $2 and revised_at >= $3";

/// Nobody is flooded with mails about one order.
async fn check_pace(tx: &mut Tx, customer: CustomerId, order_id: OrderId) -> Result<(), Failure<ReviseRefusal>> {
    let place = at_the_supplier(tx).await?;
    let this_morning = place.start_of(place.today().0)?;
    let made = fetch_value!(tx, i64, MADE_SINCE, customer.0, order_id.0, this_morning)?;
    if made < i64::from(MOST_A_DAY) { Ok(()) } else { Err(Failure::Refused(ReviseRefusal::TooOften)) }
}

const INSERT: &str = "
    insert into order_revisions (customer_id, order_id, version, contact_id, request_hash, revised_at)
    values ($1, $2, $3, $4, $5, $6)";
