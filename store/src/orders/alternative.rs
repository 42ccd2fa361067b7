//! What an approver proposes instead of a line that they reject.

use super::{DecideRefusal, LineDecision, OrderLineView, change::of_today, lines::word};
use crate::{
    Failure, StoreError,
    engine::{Tx, execute},
};
use domain::{Alternative, ArticleId, Availability, CustomerId, Offer, OrderId, Rappen, Replacement, Verdict};
use sqlx::FromRow;
use uuid::Uuid;

/// What a rejection proposes, by the assortment and the prices of this instant. What is released has no such thing.
pub(super) async fn proposed(
    tx: &mut Tx,
    customer: CustomerId,
    (line, decision): (&OrderLineView, &LineDecision),
) -> Result<Option<Replacement>, Failure<DecideRefusal>> {
    match decision.alternative.filter(|_| decision.verdict == Verdict::Rejected) {
        Some(seen) => of_today(tx, customer, line, seen).await.map(Some),
        None => Ok(None),
    }
}

const KEEP: &str = "
    insert into alternatives (customer_id, order_id, position, article_id, article_number, name, unit, price)
    values ($1, $2, $3, $4, $5, $6, $7, $8)";

/// Keeps with the rejection of the line at `position` what it proposes.
pub(super) async fn keep(
    tx: &mut Tx,
    (customer, order): (CustomerId, OrderId),
    position: u32,
    proposed: &Replacement,
) -> Result<(), StoreError> {
    let Replacement { article_id, article_number, name, unit, price } = proposed;
    let (customer, order, position) = (customer.0, order.0, i64::from(position));
    execute!(tx, KEEP, customer, order, position, article_id.0, article_number, name, unit, price.0)?;
    Ok(())
}

/// What was proposed instead of a line, as it is read with it.
#[derive(FromRow)]
pub(super) struct Kept {
    alternative_id: Option<Uuid>,
    alternative_number: Option<String>,
    alternative_name: Option<String>,
    alternative_unit: Option<String>,
    alternative_price: Option<i64>,
    sold_unit: Option<String>,
    sold_price: Option<i64>,
    sold_availability: Option<String>,
}

impl Kept {
    /// What is sold by another unit now is another thing.
    pub(super) fn alternative(self) -> Result<Option<Alternative>, StoreError> {
        let availability = word::<Availability>(self.sold_availability)?;
        let is_sold = availability.is_some_and(Availability::is_sold) && self.sold_unit == self.alternative_unit;
        let today = self.sold_price.map(|price| Offer { price: Rappen(price), is_sold });
        let names = self.alternative_number.zip(self.alternative_name).zip(self.alternative_unit);
        let article = self.alternative_id.zip(names).zip(self.alternative_price).map(|((id, ((article_number, name), unit)), price)| {
            Replacement { article_id: ArticleId(id), article_number, name, unit, price: Rappen(price) }
        });
        Ok(article.zip(today).map(|(article, today)| Alternative { article, today }))
    }
}
