//! The cost centres that were chosen in a cart: one for all of it, and others for single lines.

use super::read::lines;
use crate::{
    Orderer, OwnCostCentre, StoreError,
    engine::{Tx, execute, fetch_optional},
};
use domain::{ArticleId, CostCentreId};

const CHOSEN: &str = "
    select b.id as cost_centre_id, b.number || ' ' || b.name as cost_centre
    from cart_cost_centres t
    join cost_centres b on b.customer_id = t.customer_id and b.id = t.cost_centre_id
    where t.customer_id = $1 and t.contact_id = $2 and b.archived_at is null";

/// The cost centre that was chosen for all lines of the orderer's cart that have none of their own.
pub(crate) async fn chosen(tx: &mut Tx, orderer: &Orderer) -> Result<OwnCostCentre, StoreError> {
    Ok(fetch_optional!(tx, OwnCostCentre, CHOSEN, orderer.customer_id.0, orderer.contact_id.0)?.unwrap_or_default())
}

const CHOOSE: &str = "
    insert into cart_cost_centres (customer_id, contact_id, cost_centre_id)
    select customer_id, $2, id from cost_centres where customer_id = $1 and id = $3 and archived_at is null
    on conflict (customer_id, contact_id) do update set cost_centre_id = excluded.cost_centre_id";

const CHOOSE_NONE: &str = "delete from cart_cost_centres where customer_id = $1 and contact_id = $2";

/// Chooses the one for all of the cart, or none. One that is not in use stays away.
pub(super) async fn choose(tx: &mut Tx, orderer: &Orderer, chosen: Option<CostCentreId>) -> Result<(), StoreError> {
    let (customer, contact) = (orderer.customer_id.0, orderer.contact_id.0);
    match chosen {
        Some(id) => execute!(tx, CHOOSE, customer, contact, id.0)?,
        None => execute!(tx, CHOOSE_NONE, customer, contact)?,
    };
    Ok(())
}

/// Chooses those of lines that are named. Only what differs is written: the form comes with each field that is done.
pub(super) async fn choose_for_lines(
    tx: &mut Tx,
    orderer: &Orderer,
    chosen: &[(ArticleId, Option<CostCentreId>)],
) -> Result<(), StoreError> {
    if chosen.is_empty() {
        return Ok(());
    }
    for line in lines(tx, orderer).await? {
        let wanted = chosen.iter().find(|(article, _)| *article == line.article_id).map_or(line.own.id(), |(_, wanted)| *wanted);
        if wanted != line.own.id() {
            choose_for_line(tx, orderer, line.article_id, wanted).await?;
        }
    }
    Ok(())
}

const CHOOSE_FOR_LINE: &str = "
    insert into cart_line_cost_centres (customer_id, contact_id, article_id, cost_centre_id)
    select customer_id, $2, $3, id from cost_centres where customer_id = $1 and id = $4 and archived_at is null
    on conflict (customer_id, contact_id, article_id) do update set cost_centre_id = excluded.cost_centre_id";

const CHOOSE_NONE_FOR_LINE: &str = "delete from cart_line_cost_centres where customer_id = $1 and contact_id = $2 and article_id = $3";

/// Chooses the cost centre of a line that is in the cart.
pub(super) async fn choose_for_line(
    tx: &mut Tx,
    orderer: &Orderer,
    article: ArticleId,
    chosen: Option<CostCentreId>,
) -> Result<(), StoreError> {
    let (customer, contact) = (orderer.customer_id.0, orderer.contact_id.0);
    match chosen {
        Some(id) => execute!(tx, CHOOSE_FOR_LINE, customer, contact, article.0, id.0)?,
        None => execute!(tx, CHOOSE_NONE_FOR_LINE, customer, contact, article.0)?,
    };
    Ok(())
}
