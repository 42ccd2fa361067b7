//! What is to come of a cart once it is sent.

use super::{Cart, CartLine, Means, cart, means::means, pace::usual_pace};
use crate::{Day, Orderer, Stamp, Store, StoreError, absences::Duty, engine::Tx, hierarchy::Ranks, sign_in::at_the_supplier};
use domain::{
    Charges, ContactId, CostCentreId, Pace, Totals,
    charge::payer,
    hierarchy::{Release, Way},
    review,
};

/// A cart with what limits it and what is to come of it, as at one instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CartCase {
    /// The cart.
    pub cart: Cart,
    /// What limits it.
    pub means: Means,
    /// What is to come of it; `None` where nobody decides on it.
    pub outlook: Option<Outlook>,
}

/// What an orderer may expect of an order that is sent now and that somebody may have to release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outlook {
    /// Who is in charge of it first.
    pub in_charge: String,
    /// The cost centres whose budgets it exceeds, in the order in which whoever looks after them has a say; none for whoever has an
    /// approver of their own. As long as it exceeds these, the rest holds.
    pub budgets: Vec<CostCentreId>,
    /// Who stands in for whoever is in charge today, if somebody does.
    pub stands_in: Option<StandsIn>,
    /// Who has to release it after that, each in turn.
    pub then: Vec<String>,
    /// Within what time whoever decides today usually does, by what they have decided themselves; `None` where too little is known.
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
    /// The orderer's cart, what limits it and what is to come of it.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when the contact was deleted meanwhile.
    pub async fn cart_case(&self, orderer: &Orderer) -> Result<CartCase, StoreError> {
        self.read(orderer, orderer.clone(), |tx, orderer| Box::pin(cart_case(tx, orderer))).await
    }
}

async fn cart_case(tx: &mut Tx, orderer: &Orderer) -> Result<CartCase, StoreError> {
    let (cart, means) = (cart(tx, orderer).await?, means(tx, orderer).await?);
    let outlook = match Asked::of(&cart, &means) {
        Some(asked) => Some(outlook(tx, orderer, &cart, asked).await?),
        None => None,
    };
    Ok(CartCase { cart, means, outlook })
}

/// Who has a say on a cart, before limits and four eyes count.
struct Asked {
    /// Who is in charge first, and their name.
    in_charge: (ContactId, String),
    /// Who looks after the budgets that the cart exceeds, in their turn, where the orderer has no approver of their own.
    responsible: Vec<ContactId>,
    /// These budgets.
    budgets: Vec<CostCentreId>,
}

impl Asked {
    /// The orderer's own approver, whether or not something needs a release now; else whoever looks after the budgets that are exceeded.
    fn of(cart: &Cart, means: &Means) -> Option<Self> {
        if let Some(approver) = cart.approver_id.zip(cart.approver_name.clone()) {
            return Some(Self { in_charge: approver, responsible: Vec::new(), budgets: Vec::new() });
        }
        let payer = |line: &CartLine| payer(line.own.id(), cart.cost_centre);
        let charges = Charges::of(cart.lines.iter().map(|line| (payer(line), line.price.times(line.quantity))));
        let over = means.frames_for(&charges).over(&charges);
        let is_reviewed = |line: &CartLine| review::reason_beyond(cart.approval, line.agreement(), over.reason(payer(line))).is_some();
        let centres: Vec<_> = over.in_turn().filter_map(|id| means.cost_centre(id)).collect();
        let first = centres.first().filter(|_| cart.lines.iter().any(is_reviewed))?;
        Some(Self {
            in_charge: (first.data.approver_id, first.approver_name.clone()),
            responsible: centres.iter().map(|centre| centre.data.approver_id).collect(),
            budgets: centres.iter().map(|centre| centre.id).collect(),
        })
    }
}

async fn outlook(tx: &mut Tx, orderer: &Orderer, cart: &Cart, asked: Asked) -> Result<Outlook, StoreError> {
    let customer = orderer.customer_id;
    let Asked { in_charge: (in_charge, name), responsible, budgets } = asked;
    let duty = Duty::of_today(tx, customer).await?;
    let deputy = duty.stand_in(tx, customer, in_charge).await?;
    let supplier = at_the_supplier(tx).await?;
    let first = Release { in_charge, by: duty.deputy(in_charge) };
    let total = Totals::of(cart.lines.iter().map(|line| (line.price, line.quantity))).total;
    let way = Way { total, releases: vec![first], barred: vec![first.by, orderer.contact_id], responsible };
    Ok(Outlook {
        in_charge: name,
        budgets,
        stands_in: deputy.map(|present| StandsIn { name: present.name, until: present.until }),
        then: Ranks::of(tx, customer).await?.names_of_stages_today(way, &duty),
        pace: usual_pace(tx, customer, first.by).await?,
        cut_off: supplier.next_cut_off()?,
        delivery: supplier.delivery_date(),
    })
}
