//! What is to come of a cart once it is sent.

use super::{Cart, cart};
use crate::{
    Day, Orderer, Stamp, Store, StoreError,
    absences::Duty,
    engine::{Tx, fetch_all},
    hierarchy::Ranks,
    sign_in::at_the_supplier,
};
use domain::{
    ContactId, CustomerId, Totals,
    hierarchy::{Release, Way},
    pace::{self, Pace},
};

/// What an orderer whose orders somebody may review may expect of one that is sent now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outlook {
    /// Who stands in for the approver today, if somebody does.
    pub stands_in: Option<StandsIn>,
    /// Who has to release it after that, each in turn.
    pub then: Vec<String>,
    /// Within what time whoever decides today usually does; `None` where too little is known.
    pub pace: Option<Pace>,
    /// What reaches the supplier before this instant is delivered on [`Self::delivery`].
    pub cut_off: Stamp,
    /// When it is delivered then.
    pub delivery: Day,
}

/// Somebody who stands in for an approver.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StandsIn {
    /// Their name.
    pub name: String,
    /// The last day on which they do.
    pub until: Day,
}

impl Store {
    /// The orderer's cart, and what is to come of it; `None` for an orderer who has no approver in charge.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when the contact was deleted meanwhile.
    pub async fn cart_with_outlook(&self, orderer: &Orderer) -> Result<(Cart, Option<Outlook>), StoreError> {
        self.read(orderer, orderer.clone(), |tx, orderer| Box::pin(cart_with_outlook(tx, orderer))).await
    }
}

async fn cart_with_outlook(tx: &mut Tx, orderer: &Orderer) -> Result<(Cart, Option<Outlook>), StoreError> {
    let cart = cart(tx, orderer).await?;
    let outlook = match cart.approver_id {
        Some(in_charge) => Some(outlook(tx, orderer, &cart, in_charge).await?),
        None => None,
    };
    Ok((cart, outlook))
}

async fn outlook(tx: &mut Tx, orderer: &Orderer, cart: &Cart, in_charge: ContactId) -> Result<Outlook, StoreError> {
    let customer = orderer.customer_id;
    let duty = Duty::of_today(tx, customer).await?;
    let deputy = duty.stand_in(tx, customer, in_charge).await?;
    let supplier = at_the_supplier(tx).await?;
    Ok(Outlook {
        stands_in: deputy.map(|present| StandsIn { name: present.name, until: present.until }),
        then: later_stages(tx, orderer, cart, Release { in_charge, by: duty.deputy(in_charge) }).await?,
        pace: usual_pace(tx, customer, duty.deputy(in_charge)).await?,
        cut_off: supplier.next_cut_off()?,
        delivery: supplier.delivery_date(),
    })
}

/// Who has to release the cart after whoever decides first.
async fn later_stages(tx: &mut Tx, orderer: &Orderer, cart: &Cart, first: Release) -> Result<Vec<String>, StoreError> {
    let ranks = Ranks::of(tx, orderer.customer_id).await?;
    let total = Totals::of(cart.lines.iter().map(|line| (line.price, line.quantity))).total;
    let barred = vec![first.by, orderer.contact_id];
    // Whoever has an approver of their own needs nobody else because of a budget.
    Ok(ranks.names_of_stages(Way { total, releases: vec![first], barred, responsible: Vec::new() }))
}

// An order that was decided is closed by its last decision.
const LATEST_DECIDED: &str = "
    select placed_at, closed_at from orders
    where customer_id = $1 and approver_id = $2 and closed_at is not null and status <> 'withdrawn'
    order by closed_at desc limit $3";

/// Within what time the latest orders were decided of which this approver was in charge.
async fn usual_pace(tx: &mut Tx, customer: CustomerId, approver: ContactId) -> Result<Option<Pace>, StoreError> {
    let orders = fetch_all!(tx, (Stamp, Stamp), LATEST_DECIDED, customer.0, approver.0, i64::from(pace::LATEST))?;
    let minutes: Vec<_> = orders.into_iter().map(|(placed, closed)| minutes_between(placed, closed)).collect();
    Ok(Pace::usual(&minutes))
}

fn minutes_between(placed: Stamp, closed: Stamp) -> u32 {
    let minutes = closed.instant().duration_since(placed.instant()).as_mins();
    u32::try_from(minutes.max(0)).unwrap_or(u32::MAX)
}
