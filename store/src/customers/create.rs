//! Creating a customer with its first approver.

use crate::{
    ContactData, ContactRefusal, Failure, NewLogin, Store, StoreError, SupplierPerson,
    audit::{open_chain, record},
    caller::Actor,
    contacts,
    engine::{Tx, execute, fetch_value, fresh_id},
};
use domain::{ApprovalKind, CustomerId, audit::AuditEvent};

/// The customer after this number is the first.
const NUMBERS_START: i64 = 10_000;
/// The order after this number is a customer's first.
const ORDER_NUMBERS_START: i64 = 1_000;

/// A customer to be created.
#[derive(Clone)]
pub struct NewCustomer {
    /// The company.
    pub name: String,
    /// Street and number.
    pub street: String,
    /// Postleitzahl.
    pub postcode: String,
    /// Ort.
    pub town: String,
    /// The first contact, who becomes an approver whatever is said here.
    pub approver: ContactData,
    /// The first contact's login.
    pub login: NewLogin,
}

impl Store {
    /// Creates a customer with its first approver, who is told by mail. Without a person of the supplier, the
    /// portal itself does it.
    ///
    /// # Errors
    /// [`ContactRefusal::UserNameTaken`].
    pub async fn create_customer(
        &self,
        person: Option<&SupplierPerson>,
        customer: NewCustomer,
    ) -> Result<CustomerId, Failure<ContactRefusal>> {
        let actor = person.map_or_else(Actor::system, Actor::from);
        let id: CustomerId = fresh_id(self.now());
        self.write(id, (id, actor, customer), |tx, (id, actor, customer)| Box::pin(create_customer(tx, *id, actor, customer))).await
    }
}

async fn create_customer(tx: &mut Tx, id: CustomerId, actor: &Actor, new: &NewCustomer) -> Result<CustomerId, Failure<ContactRefusal>> {
    insert_customer(tx, id, new).await?;
    open_chain(tx, id).await?;
    record(tx, id, actor, None, &AuditEvent::CustomerCreated).await?;
    let approver = ContactData { approval: ApprovalKind::Approver, approver_id: None, ..new.approver.clone() };
    contacts::create(tx, id, actor, &approver, &new.login).await?;
    Ok(id)
}

// Customers are numbered without gaps, so they are created one after the other: whoever comes second waits here.
const NEXT_NUMBER: &str = "
    insert into customer_numbers (id, last_number) values (1, $1 + 1)
    on conflict (id) do update set last_number = customer_numbers.last_number + 1
    returning last_number";

const INSERT_CUSTOMER: &str = "
    insert into customers (id, number, name, street, postcode, town, created_at) values ($1, $2, $3, $4, $5, $6, $7)";

const INSERT_ORDER_NUMBERS: &str = "insert into order_numbers (customer_id, last_number) values ($1, $2)";

async fn insert_customer(tx: &mut Tx, id: CustomerId, new: &NewCustomer) -> Result<(), StoreError> {
    let number = fetch_value!(tx, i64, NEXT_NUMBER, NUMBERS_START)?;
    execute!(tx, INSERT_CUSTOMER, id.0, number, &new.name, &new.street, &new.postcode, &new.town, tx.now)?;
    execute!(tx, INSERT_ORDER_NUMBERS, id.0, ORDER_NUMBERS_START)?;
    Ok(())
}
