//! Who asks. These types can only be had from a session, so that a scope cannot be made up.

use domain::{ApprovalKind, ContactId, CustomerId, Language, LoginId, SupplierPersonId, audit::ActorKind};
use uuid::Uuid;

/// Whoever is signed in.
#[derive(Clone, Debug)]
pub enum Caller {
    /// A person of a customer.
    Contact(Orderer),
    /// A person of the supplier.
    Supplier(SupplierPerson),
}

/// A contact who is signed in, with the scope of their customer.
#[derive(Clone, Debug)]
pub struct Orderer {
    pub(crate) customer_id: CustomerId,
    pub(crate) contact_id: ContactId,
    pub(crate) login_id: LoginId,
    pub(crate) session_id: Uuid,
    pub(crate) customer_name: String,
    pub(crate) first_name: String,
    pub(crate) last_name: String,
    pub(crate) email: String,
    pub(crate) language: Language,
    pub(crate) approval: ApprovalKind,
}

impl Orderer {
    /// The customer.
    pub const fn customer_id(&self) -> CustomerId {
        self.customer_id
    }

    /// The contact.
    pub const fn contact_id(&self) -> ContactId {
        self.contact_id
    }

    /// The customer's name.
    pub fn customer_name(&self) -> &str {
        &self.customer_name
    }

    /// First and last name.
    pub fn name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name)
    }

    /// Where mails go.
    pub fn email(&self) -> &str {
        &self.email
    }

    /// The language of screens and mails.
    pub const fn language(&self) -> Language {
        self.language
    }

    /// How this contact's orders are controlled.
    pub const fn approval(&self) -> ApprovalKind {
        self.approval
    }

    /// This contact as an approver, if they are one.
    pub fn approver(&self) -> Option<Approver> {
        (self.approval == ApprovalKind::Approver).then(|| Approver(self.clone()))
    }
}

/// A contact who may release the orders of others and manage the customer's logins.
#[derive(Clone, Debug)]
pub struct Approver(Orderer);

impl Approver {
    /// The same person as one who orders.
    pub const fn orderer(&self) -> &Orderer {
        &self.0
    }
}

/// A person of the supplier who is signed in.
#[derive(Clone, Debug)]
pub struct SupplierPerson {
    pub(crate) person_id: SupplierPersonId,
    pub(crate) login_id: LoginId,
    pub(crate) session_id: Uuid,
    pub(crate) first_name: String,
    pub(crate) last_name: String,
    pub(crate) email: String,
    pub(crate) language: Language,
}

impl SupplierPerson {
    /// First and last name.
    pub fn name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name)
    }

    /// The language of screens and mails.
    pub const fn language(&self) -> Language {
        self.language
    }
}

/// Who acts in an audit entry.
#[derive(Clone, Debug)]
pub(crate) struct Actor {
    pub(crate) kind: ActorKind,
    pub(crate) id: Option<Uuid>,
    pub(crate) name: String,
}

impl From<&Orderer> for Actor {
    fn from(orderer: &Orderer) -> Self {
        Self { kind: ActorKind::Contact, id: Some(orderer.contact_id.0), name: orderer.name() }
    }
}

impl From<&Approver> for Actor {
    fn from(approver: &Approver) -> Self {
        approver.orderer().into()
    }
}

impl From<&SupplierPerson> for Actor {
    fn from(person: &SupplierPerson) -> Self {
        Self { kind: ActorKind::Supplier, id: Some(person.person_id.0), name: person.name() }
    }
}

impl Actor {
    /// The portal itself, or its operator.
    pub(crate) fn system() -> Self {
        Self { kind: ActorKind::System, id: None, name: "Freigabe".into() }
    }
}
