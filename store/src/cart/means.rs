//! What an orderer may order without a release, on which cost centres, and whether a cart can become two orders.

use crate::{
    CostCentre, Orderer, StoreError,
    cost_centres::{self, Which},
    engine::Tx,
    orders::own_frames,
    rules,
};
use domain::{Charges, CostCentreId, CustomerRule, Frames};

/// What limits the orders of a contact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Means {
    /// Their own limits; a budget comes with a cost centre.
    pub frames: Frames,
    /// The cost centres in use, with what is gone of their budgets.
    pub cost_centres: Vec<CostCentre>,
    /// Whether an order needs a cost centre, where there is one.
    pub demands_cost_centre: bool,
    /// Whether what needs no release can go at once, where the rest needs one.
    pub splits_orders: bool,
}

impl Means {
    /// What limits an order that costs this.
    pub(super) fn frames_for(&self, order: &Charges) -> Frames {
        self.frames.of_order(order, |id| self.cost_centre(id)?.budget())
    }

    /// A cost centre in use.
    pub(super) fn cost_centre(&self, id: CostCentreId) -> Option<&CostCentre> {
        self.cost_centres.iter().find(|centre| centre.id == id)
    }
}

/// What limits the orders of this contact at this moment.
pub(super) async fn means(tx: &mut Tx, orderer: &Orderer) -> Result<Means, StoreError> {
    let customer = orderer.customer_id;
    let mut cost_centres = cost_centres::rows(tx, customer, Which::All, &[]).await?;
    cost_centres.retain(|centre| !centre.is_archived);
    Ok(Means {
        frames: own_frames(tx, (customer, orderer.contact_id), None).await?,
        demands_cost_centre: !cost_centres.is_empty() && rules::is_on(tx, customer, CustomerRule::DemandsCostCentre).await?,
        splits_orders: rules::is_on(tx, customer, CustomerRule::SplitsOrders).await?,
        cost_centres,
    })
}
