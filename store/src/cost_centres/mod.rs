//! Kostenstellen: what orders are for, each with a budget for the year if one is set. Approvers keep the list.

mod change;
mod read;

pub(crate) use change::{hand_on, looked_after};
pub(crate) use read::{Found, Which, find, find_all, rows};

use crate::{ApproverChoice, Stuck};
use domain::{ContactId, CostCentreId, Frame, Payer, Rappen, Usage};
use sqlx::FromRow;
use uuid::Uuid;

/// A cost centre with what is gone of its budget this year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CostCentre {
    /// Its id.
    pub id: CostCentreId,
    /// What it is and who looks after it.
    pub data: CostCentreData,
    /// The name of who looks after it.
    pub approver_name: String,
    /// Whether it is out of use.
    pub is_archived: bool,
    /// What is gone of this year.
    pub usage: Usage,
}

impl CostCentre {
    /// The budget with what is gone of it, if there is one.
    #[must_use]
    pub fn budget(&self) -> Option<Frame> {
        self.data.per_year.map(|limit| Frame { limit, usage: self.usage })
    }
}

/// What an approver says of a cost centre.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CostCentreData {
    /// Its number, one of its kind at this customer.
    pub number: String,
    /// Its name.
    pub name: String,
    /// What may be ordered on it in a year without a release, net.
    pub per_year: Option<Rappen>,
    /// Who releases what goes beyond it, where the orderer has no approver of their own.
    pub approver_id: ContactId,
}

/// The cost centre that a line has of its own, if it has one, as it is read with the line. Else that of its order pays for it.
#[derive(Clone, Debug, Default, PartialEq, Eq, FromRow)]
pub struct OwnCostCentre {
    cost_centre_id: Option<Uuid>,
    /// Its number and name.
    cost_centre: Option<String>,
}

impl OwnCostCentre {
    /// The cost centre.
    #[must_use]
    pub fn id(&self) -> Option<CostCentreId> {
        self.cost_centre_id.map(CostCentreId)
    }

    /// The same with its number and name.
    #[must_use]
    pub fn payer(&self) -> Option<Payer> {
        self.id().zip(self.cost_centre.clone()).map(|(id, label)| Payer { id, label })
    }

    /// It, unless it is that of the order: then the line has none of its own.
    pub(crate) fn unless(self, of_order: Option<CostCentreId>) -> Self {
        if self.id() == of_order { Self::default() } else { self }
    }
}

impl From<Payer> for OwnCostCentre {
    fn from(payer: Payer) -> Self {
        Self { cost_centre_id: Some(payer.id.0), cost_centre: Some(payer.label) }
    }
}

/// The list as approvers keep it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CostCentres {
    /// All of them by number, those in use first.
    pub rows: Vec<CostCentre>,
    /// Who can look after one.
    pub approvers: Vec<ApproverChoice>,
    /// Whether an order needs one.
    pub is_demanded: bool,
}

/// Why a cost centre was not saved, or not taken back into use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CostCentreRefusal {
    /// Another one has this number.
    NumberTaken,
    /// Whoever is to look after it is no approver, or no longer one.
    UnknownApprover,
    /// Nobody could decide these orders.
    Stuck(Vec<Stuck>),
}
