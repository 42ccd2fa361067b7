//! Whose rows a unit of work may touch. The conditions in the queries say the same; on Postgres this is the second wall,
//! which stands also where a query forgets its condition (migration 6 tells who may do what).

use crate::{Approver, Caller, Orderer};
use domain::CustomerId;
use sqlx::AssertSqlSafe;

/// In whose name a unit of work touches the database.
#[derive(Clone, Copy)]
pub(crate) enum Scope {
    /// One customer's.
    Customer(CustomerId),
    /// The supplier's, who reads what was handed over, and has no right to an order.
    Supplier,
    /// Nobody's yet: who is it, and may they come in?
    Entrance,
    /// The mailer's.
    Post,
    /// The operator's, at the command line: whatever the database user may do.
    Operator,
}

impl Scope {
    /// Begins a transaction on Postgres: the statement that gives `begin` its kind, and what holds until its end, in one round trip.
    pub(crate) fn begin(self, begin: &str) -> AssertSqlSafe<String> {
        // Nothing here was typed by anybody: the words are ours, and an id has digits and dashes.
        AssertSqlSafe(match self {
            Self::Customer(CustomerId(id)) => format!("{begin}; set local role freigabe_customer; set local freigabe.customer = '{id}'"),
            Self::Supplier => format!("{begin}; set local role freigabe_supplier"),
            Self::Entrance => format!("{begin}; set local role freigabe_entrance"),
            Self::Post => format!("{begin}; set local role freigabe_post"),
            Self::Operator => begin.to_owned(),
        })
    }
}

impl From<CustomerId> for Scope {
    fn from(customer: CustomerId) -> Self {
        Self::Customer(customer)
    }
}

impl From<&Orderer> for Scope {
    fn from(orderer: &Orderer) -> Self {
        Self::Customer(orderer.customer_id)
    }
}

impl From<&Approver> for Scope {
    fn from(approver: &Approver) -> Self {
        approver.orderer().into()
    }
}

/// For what people change about their own login: a contact's is the customer's, a person's of the supplier is nobody's.
impl From<&Caller> for Scope {
    fn from(caller: &Caller) -> Self {
        match caller {
            Caller::Contact(orderer) => orderer.into(),
            Caller::Supplier(_) => Self::Entrance,
        }
    }
}
