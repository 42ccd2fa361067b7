//! Server functions for changing an order while it waits.

use super::form::RevisionForm;
use crate::{AppError, json::Lean, live::QuietClient, show::OrderData};
use domain::{Allowance, ApprovalKind, ArticleId, AskedAgain, CostCentreId, Frames, Payer, Rappen, ReviewReason, review};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// An own order with what it takes to change it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevisionData {
    /// The order.
    pub order: OrderData,
    /// What is known today of the articles of its lines, by the positions of the lines.
    pub today: Vec<(u32, Terms)>,
    /// The lines that need no decision any more, and would be asked again if they were handed over now, by their positions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub asked_again: Vec<(u32, AskedAgain)>,
    /// What of the cart could come along.
    pub offered: Vec<Offered>,
    /// Names what the page shows of the cart, and of who pays for what comes along.
    pub seen: String,
    /// How the orders of whoever ordered it are controlled now.
    pub approval: ApprovalKind,
    /// To whom it comes back with a change, where it has gone on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comes_back_to: Option<String>,
    /// What limits it, with what is gone of that without it. The budgets are those of all cost centres that may pay for something in it.
    pub frames: Frames,
}

/// What is known today of an article that is ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// The price of a unit.
    pub price: Rappen,
    /// Whether it is in the Kundensortiment.
    pub is_in_assortment: bool,
    /// What of it the orderer may order at a time without a release.
    #[serde(default, skip_serializing_if = "Allowance::is_none")]
    pub allowance: Allowance,
}

impl Terms {
    /// Why so many units need a release, if the orderer's orders are controlled in this way, and it is too much for the reason `over`.
    pub fn review(&self, approval: ApprovalKind, quantity: u32, over: Option<ReviewReason>) -> Option<ReviewReason> {
        let agreement = self.allowance.agreement(self.is_in_assortment, self.price.times(quantity));
        review::reason_beyond(approval, agreement, over)
    }
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
    /// What is known of it.
    pub terms: Terms,
    /// How many units.
    pub quantity: u32,
    /// The cost centre that would pay for it, where it is not that of the order.
    pub cost_centre: Option<Payer>,
}

impl RevisionData {
    /// The name of who decides its lines once it is changed, if there is somebody.
    pub fn decides(&self) -> Option<String> {
        self.comes_back_to.clone().or_else(|| self.order.approver.clone())
    }

    /// What is known today of the article of a line.
    pub fn terms(&self, position: u32) -> Option<Terms> {
        self.today.iter().find(|(of, _)| *of == position).map(|(_, terms)| *terms)
    }

    /// The number and name of a cost centre that may pay for something.
    pub fn label_of(&self, cost_centre: CostCentreId) -> Option<String> {
        let offered = || self.offered.iter().filter_map(|offered| offered.cost_centre.as_ref()).find(|own| own.id == cost_centre);
        self.order.label_of(cost_centre).or_else(|| offered().map(|own| own.label.clone()))
    }
}

/// An own order with what it takes to change it.
#[server(endpoint = "load_revision", client = QuietClient, output = Lean)]
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
    use super::{Offered, RevisionData, Terms};
    use crate::{AppError, Refusal, orders::revise::form::quantity_id, show::chf};
    use domain::{CustomerRule, Problem, order::MAX_QUANTITY, revision::RevisionFault};
    use store::{CartLine, Revisable, ReviseRefusal};

    impl From<Revisable> for RevisionData {
        fn from(revisable: Revisable) -> Self {
            let offered = |line: CartLine| Offered {
                terms: Terms::from(&line),
                cost_centre: line.own.payer(),
                article: line.article_id,
                name: line.name,
                unit: line.unit,
                quantity: line.quantity,
            };
            let order = revisable.order;
            let tolerance = order.price_tolerance;
            let asked_again = order.lines.iter().filter_map(|line| Some((line.position, line.settled(tolerance)?.err()?)));
            Self {
                asked_again: asked_again.collect(),
                order: order.into(),
                today: revisable.today.iter().map(|(position, line)| (*position, Terms::from(line))).collect(),
                offered: revisable.offered.into_iter().map(offered).collect(),
                seen: revisable.seen,
                approval: revisable.approval,
                comes_back_to: revisable.comes_back_to,
                frames: revisable.frames,
            }
        }
    }

    impl From<&CartLine> for Terms {
        fn from(line: &CartLine) -> Self {
            Self { price: line.price, is_in_assortment: line.is_in_assortment, allowance: line.allowance }
        }
    }

    impl From<ReviseRefusal> for AppError {
        fn from(refusal: ReviseRefusal) -> Self {
            match refusal {
                ReviseRefusal::Closed(status) => Self::refused(&Refusal::Closed { status }),
                ReviseRefusal::SwitchedOff => Self::refused(&Refusal::SwitchedOff { rule: CustomerRule::ChangesOrders }),
                ReviseRefusal::PassedOn => Self::refused(&Refusal::PassedOn),
                ReviseRefusal::Revised => Self::refused(&Refusal::OrderRevised),
                ReviseRefusal::GoneOn => Self::refused(&Refusal::OrderGoneOn),
                ReviseRefusal::TooOften => Self::refused(&Refusal::RevisedTooOften),
                ReviseRefusal::CartChanged => Self::refused(&Refusal::CartChanged),
                ReviseRefusal::PriceChanged { price, .. } => Self::refused(&Refusal::LinePrice { price: chf(price) }),
                ReviseRefusal::NotSold => Self::refused(&Refusal::LineNotSold),
                ReviseRefusal::CostCentreMissing => Self::refused(&Refusal::CostCentreMissing),
                ReviseRefusal::Fault(fault) => fault.into(),
            }
        }
    }

    impl From<RevisionFault> for AppError {
        fn from(fault: RevisionFault) -> Self {
            match fault {
                RevisionFault::NothingChanged => Self::refused(&Refusal::NothingChanged),
                RevisionFault::NothingLeft => Self::refused(&Refusal::NothingLeft),
                RevisionFault::TooManyLines => Self::refused(&Refusal::OrderFull),
                RevisionFault::OutOfRange { position } => {
                    Self::field(&quantity_id(position), Problem::NotInRange { min: 0, max: MAX_QUANTITY })
                }
                RevisionFault::NoSuchLine { .. } => Self::NotFound,
            }
        }
    }
}
