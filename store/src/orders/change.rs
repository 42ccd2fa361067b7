//! Releasing less than was ordered, or another article.

use super::{DecideRefusal, OrderLineView};
use crate::{
    Failure, StoreError,
    engine::{Tx, fetch_optional},
};
use domain::{ArticleId, Change, CustomerId, Rappen, Replacement};
use sqlx::FromRow;

/// What an approver wants to release instead of what was ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Instead {
    /// How many units; as many as were ordered without it.
    pub quantity: Option<u32>,
    /// Which article, as it was on the screen; the ordered one without it.
    pub article: Option<Seen>,
}

/// An article as an approver has seen it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The article.
    pub id: ArticleId,
    /// The price of a unit that was shown.
    pub price: Rappen,
}

impl Instead {
    /// Whether this is what a standing decision has made of a line of so many units.
    pub(super) fn is_as(self, ordered: u32, standing: Option<&Change>) -> bool {
        let quantity = standing.map_or(ordered, |change| change.quantity);
        let article = standing.and_then(|change| change.replacement.as_ref());
        let seen = article.map(|article| Seen { id: article.article_id, price: article.price });
        self.quantity.unwrap_or(ordered) == quantity && self.article == seen
    }
}

/// What the wish makes of a line, by the assortment and the prices of this instant.
pub(super) async fn change(
    tx: &mut Tx,
    customer: CustomerId,
    line: &OrderLineView,
    instead: Instead,
) -> Result<Option<Change>, Failure<DecideRefusal>> {
    let replacement = match instead.article {
        Some(seen) => Some(of_today(tx, customer, line, seen).await?),
        None => None,
    };
    let quantity = instead.quantity.unwrap_or(line.quantity);
    Change::of(line.quantity, quantity, replacement)
        .map_err(|_| Failure::Refused(DecideRefusal::QuantityOutOfRange { position: line.position, ordered: line.quantity }))
}

#[derive(FromRow)]
struct ArticleRow {
    number: String,
    name: String,
    unit: String,
    #[sqlx(try_from = "i64")]
    price: Rappen,
}

const OF_ASSORTMENT: &str = "
    select a.number, a.name, a.unit, a.price
    from assortment_articles s
    join articles a on a.id = s.article_id
    where s.customer_id = $1 and s.article_id = $2 and a.number <> $3 and a.unit = $4 and a.availability <> 'discontinued'";

/// The other article of the Kundensortiment, in the same unit, which still has to cost what was on the screen.
pub(super) async fn of_today(
    tx: &mut Tx,
    customer: CustomerId,
    line: &OrderLineView,
    seen: Seen,
) -> Result<Replacement, Failure<DecideRefusal>> {
    let position = line.position;
    let found = of_assortment(tx, customer, seen.id, line).await?;
    let ArticleRow { number, name, unit, price } = found.ok_or(Failure::Refused(DecideRefusal::NotInAssortment { position }))?;
    if price == seen.price {
        Ok(Replacement { article_id: seen.id, article_number: number, name, unit, price })
    } else {
        Err(Failure::Refused(DecideRefusal::PriceChanged { position, price }))
    }
}

async fn of_assortment(
    tx: &mut Tx,
    customer: CustomerId,
    article: ArticleId,
    line: &OrderLineView,
) -> Result<Option<ArticleRow>, StoreError> {
    Ok(fetch_optional!(tx, ArticleRow, OF_ASSORTMENT, customer.0, article.0, &line.article_number, &line.unit)?)
}
