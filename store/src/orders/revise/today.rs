//! The lines of an order with their articles as they are today.

use crate::{
    CartLine, Orderer, StoreError,
    engine::{Tx, fetch_all},
    learning::allowance,
};
use domain::OrderId;
use sqlx::FromRow;

/// A line that is in the order, with its article as it is today.
#[derive(FromRow)]
pub(super) struct Today {
    #[sqlx(try_from = "i64")]
    pub(super) position: u32,
    /// The position of the first line in whose stead it stands; its own, if it stands for itself.
    #[sqlx(try_from = "i64")]
    pub(super) place: u32,
    /// Whether it is still sold by the unit in which it was ordered.
    pub(super) is_same_unit: bool,
    /// In the quantity in which it was ordered.
    #[sqlx(flatten)]
    pub(super) article: CartLine,
}

const TODAY: &str = concat!(
    "
    select l.position, coalesce(l.place, l.position) as place, l.article_id, a.number, a.name, a.unit, a.price, l.quantity,
        a.availability, s.article_id is not null as is_in_assortment, a.unit = l.unit as is_same_unit, ",
    allowance!("l.article_id", "$3"),
    " as allowance, p.cost_centre_id, b.number || ' ' || b.name as cost_centre
    from order_lines l
    join articles a on a.id = l.article_id
    left join assortment_articles s on s.customer_id = l.customer_id and s.article_id = l.article_id
    left join order_line_cost_centres p on p.customer_id = l.customer_id and p.order_id = l.order_id and p.position = l.position
    left join order_cost_centres b on b.customer_id = p.customer_id and b.order_id = p.order_id and b.cost_centre_id = p.cost_centre_id
    where l.customer_id = $1 and l.order_id = $2 and l.until is null
    order by l.position"
);

pub(super) async fn today(tx: &mut Tx, orderer: &Orderer, order_id: OrderId) -> Result<Vec<Today>, StoreError> {
    Ok(fetch_all!(tx, Today, TODAY, orderer.customer_id.0, order_id.0, orderer.contact_id.0)?)
}
