//! Server functions for changing an order while it waits.

use super::form::RevisionForm;
use crate::{AppError, live::QuietClient, show::OrderData};
use domain::{ArticleId, Rappen, ReviewReason};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// An own order with what it takes to change it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevisionData {
    /// The order.
    pub order: OrderData,
    /// Today's prices of its lines, by their positions.
    pub prices: Vec<(u32, Rappen)>,
    /// What of the cart could come along.
    pub offered: Vec<Offered>,
    /// Names what the page shows of the cart, and of who pays for what comes along.
    pub seen: String,
}

/// A line of the cart that could come along.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offered {
    /// The article.
    pub article: ArticleId,
    /// Its name.
    pub name: String,
    /// The unit in which it is sold.
    pub unit: String,
    /// The price of a unit.
    pub price: Rappen,
    /// How many units.
    pub quantity: u32,
    /// Why it needs a release.
    pub review: Option<ReviewReason>,
    /// The cost centre that would pay for it, by number and name, where it is not that of the order.
    pub cost_centre: Option<String>,
}

impl RevisionData {
    /// What a unit of a line costs today.
    pub fn price_today(&self, position: u32) -> Option<Rappen> {
        self.prices.iter().find(|(of, _)| *of == position).map(|(_, price)| *price)
    }
}

/// An own order with what it takes to change it.
#[server(endpoint = "load_revision", client = QuietClient)]
pub async fn load_revision(id: String) -> Result<RevisionData, AppError> {
    use crate::ssr::{answer, order_id, orderer, store};
    let orderer = answer(orderer())?;
    let id = answer(order_id(&id))?;
    answer(store().revisable(&orderer, id).await).map(RevisionData::from)
}

/// Changes an own order while it waits, and leads back to it.
#[server(endpoint = "revise_order")]
pub async fn revise_order(form: RevisionForm) -> Result<(), AppError> {
    use crate::ssr::{answer, order_id, orderer, redirect, store};
    let orderer = answer(orderer())?;
    let id = answer(order_id(&form.id))?;
    let revising = answer(form.checked())?;
    answer(store().revise(&orderer, id, revising).await)?;
    redirect(&format!("/kundendossier/{id}"));
    Ok(())
}

#[cfg(feature = "ssr")]
mod conversions {
    use super::{Offered, RevisionData};
    use crate::{AppError, Refusal, orders::revise::form::quantity_id, show::chf};
    use domain::{CustomerRule, Problem, order::MAX_QUANTITY, review, revision::RevisionFault};
    use store::{Revisable, ReviseRefusal};

    impl From<Revisable> for RevisionData {
        fn from(revisable: Revisable) -> Self {
            let approval = revisable.approval;
            let offered = |line: store::CartLine| Offered {
                review: review::reason(approval, line.agreement()),
                cost_centre: line.own.payer().map(|own| own.label),
                article: line.article_id,
                name: line.name,
                unit: line.unit,
                price: line.price,
                quantity: line.quantity,
            };
            Self {
                order: revisable.order.into(),
                prices: revisable.prices,
                offered: revisable.offered.into_iter().map(offered).collect(),
                seen: revisable.seen,
            }
        }
    }

    impl From<ReviseRefusal> for AppError {
        fn from(refusal: ReviseRefusal) -> Self {
            match refusal {
                ReviseRefusal::Closed(status) => Self::Refused(Refusal::Closed { status }),
                ReviseRefusal::SwitchedOff => Self::Refused(Refusal::SwitchedOff { rule: CustomerRule::ChangesOrders }),
                ReviseRefusal::PassedOn => Self::Refused(Refusal::PassedOn),
                ReviseRefusal::Revised => Self::Refused(Refusal::OrderRevised),
                ReviseRefusal::TooOften => Self::Refused(Refusal::RevisedTooOften),
                ReviseRefusal::CartChanged => Self::Refused(Refusal::CartChanged),
                ReviseRefusal::PriceChanged { price, .. } => Self::Refused(Refusal::LinePrice { price: chf(price) }),
                ReviseRefusal::NotSold => Self::Refused(Refusal::LineNotSold),
                ReviseRefusal::CostCentreMissing => Self::Refused(Refusal::CostCentreMissing),
                ReviseRefusal::Fault(fault) => fault.into(),
            }
        }
    }

    impl From<RevisionFault> for AppError {
        fn from(fault: RevisionFault) -> Self {
            match fault {
                RevisionFault::NothingChanged => Self::Refused(Refusal::NothingChanged),
                RevisionFault::NothingLeft => Self::Refused(Refusal::NothingLeft),
                RevisionFault::TooManyLines => Self::Refused(Refusal::OrderFull),
                RevisionFault::OutOfRange { position } => {
                    Self::field(&quantity_id(position), Problem::NotInRange { min: 0, max: MAX_QUANTITY })
                }
                RevisionFault::NoSuchLine { .. } => Self::NotFound,
            }
        }
    }
}
