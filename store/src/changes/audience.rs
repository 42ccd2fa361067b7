//! Whom a change concerns.

use super::Change;
use crate::Caller;
use domain::{ApprovalKind, ContactId, CustomerId, LoginId, audit::AuditEvent};
use serde::{Deserialize, Serialize};

/// Whom a change concerns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Audience {
    /// Who ordered, or to whom a mail goes, and the approvers of their customer. (Who is in charge may change by the day, or by another
    /// approver's hand.)
    Parties(CustomerId, ContactId),
    /// Everybody of a customer: their rights and rules, and what is left of a budget that several order on.
    Customer(CustomerId),
    /// The supplier's people.
    Supplier,
    /// Whoever is signed in with this login: one of its sessions has ended.
    Login(LoginId),
    /// All: the catalogue or the freight is another, or something may have escaped us.
    Everybody,
}

/// Whether the supplier hears of an entry: of what was handed over, of what is proposed to it, and of its own steps. Of an order it
/// hears nothing before that, not even when it happens.
pub(crate) const fn is_suppliers(event: &AuditEvent) -> bool {
    matches!(
        event,
        AuditEvent::OrderHandedOver { .. }
            | AuditEvent::SupplyAdvanced { .. }
            | AuditEvent::AssortmentProposed { .. }
            | AuditEvent::ProposalWithdrawn { .. }
            | AuditEvent::ProposalAnswered { .. }
    )
}

/// Whether an entry about an order changes what is used or reserved of a budget, if a cost centre pays for the order: colleagues may
/// be about to order on the same one.
pub(crate) const fn moves_budgets(event: &AuditEvent) -> bool {
    matches!(
        event,
        AuditEvent::OrderPlaced { .. }
            | AuditEvent::OrderRevised { .. }
            | AuditEvent::LineDecided { .. }
            | AuditEvent::LineLowered { .. }
            | AuditEvent::LineReplaced { .. }
            | AuditEvent::LineOverruled { .. }
            | AuditEvent::LineAskedAgain { .. }
            | AuditEvent::DecisionTakenBack { .. }
            | AuditEvent::PriceAgreed { .. }
            | AuditEvent::OrderHandedOver { .. }
            | AuditEvent::OrderRejected
            | AuditEvent::OrderWithdrawn
    )
}

/// Whom an entry in a customer's record concerns: everybody of the customer, unless it is the `orderer`'s and the approvers' business
/// only.
pub(crate) fn concerned(customer: CustomerId, orderer: Option<ContactId>, is_suppliers: bool) -> impl Iterator<Item = Audience> {
    let of_customer = orderer.map_or(Audience::Customer(customer), |orderer| Audience::Parties(customer, orderer));
    std::iter::once(of_customer).chain(is_suppliers.then_some(Audience::Supplier))
}

/// Who listens.
#[derive(Clone, Copy, Debug)]
pub(super) struct Listener {
    login: LoginId,
    side: Side,
}

#[derive(Clone, Copy, Debug)]
enum Side {
    Contact { customer: CustomerId, contact: ContactId, is_approver: bool },
    Supplier,
}

impl Listener {
    pub(super) fn of(caller: &Caller) -> Self {
        let side = match caller {
            Caller::Contact(orderer) => Side::Contact {
                customer: orderer.customer_id,
                contact: orderer.contact_id,
                is_approver: orderer.approval == ApprovalKind::Approver,
            },
            Caller::Supplier(_) => Side::Supplier,
        };
        Self { login: caller.login_id(), side }
    }

    /// What they hear of a change for this audience, if they belong to it.
    pub(super) fn hears(&self, audience: &Audience) -> Option<Change> {
        let is_content = match (audience, self.side) {
            (Audience::Everybody, _) => return Some(Change::Unknown),
            (Audience::Login(login), _) => return (*login == self.login).then_some(Change::Session),
            (Audience::Parties(of, orderer), Side::Contact { customer, contact, is_approver }) => {
                *of == customer && (is_approver || *orderer == contact)
            }
            (Audience::Customer(of), Side::Contact { customer, .. }) => *of == customer,
            (Audience::Supplier, Side::Supplier) => true,
            (Audience::Parties(..) | Audience::Customer(_), Side::Supplier) | (Audience::Supplier, Side::Contact { .. }) => false,
        };
        is_content.then_some(Change::Content)
    }
}
