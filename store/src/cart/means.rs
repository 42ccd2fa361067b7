//! What an orderer may order without a release, on which cost centres, and whether a cart can become two orders.

use crate::{
    CostCentre, Orderer, Store, StoreError,
    cost_centres::{self, Which},
    engine::Tx,
    orders::own_frames,
    rules,
};
use domain::{Budget, Charges, CostCentreId, CustomerRule, Frames};

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
        let budget = |cost_centre| Some(Budget { cost_centre, frame: self.cost_centre(cost_centre)?.budget()? });
        Frames { budgets: order.cost_centres().into_iter().filter_map(budget).collect(), ..self.frames.clone() }
    }

    /// A cost centre in use.
    pub(super) fn cost_centre(&self, id: CostCentreId) -> Option<&CostCentre> {
        self.cost_centres.iter().find(|centre| centre.id == id)
    }
}

impl Store {
    /// What limits the orders of this contact at this moment.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn means(&self, orderer: &Orderer) -> Result<Means, StoreError> {
        self.read(orderer, orderer.clone(), |tx, orderer| Box::pin(means(tx, orderer))).await
    }
}

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
