//! The supplier's customers, and the assortments agreed with them.

mod assortment;
mod create;

pub use assortment::AssortmentRow;
pub(crate) use assortment::add_article;
pub use create::NewCustomer;

use crate::{
    Store, StoreError, SupplierPerson,
    engine::{Tx, fetch_all, fetch_one},
    scope::Scope,
};
use domain::CustomerId;
use sqlx::FromRow;
use uuid::Uuid;

/// A customer in the supplier's list.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct CustomerRow {
    /// The customer.
    #[sqlx(try_from = "Uuid")]
    pub id: CustomerId,
    /// The supplier's number of the customer.
    pub number: i64,
    /// The company.
    pub name: String,
    /// Ort.
    pub town: String,
    /// How many articles the assortment has.
    pub assortment_size: i64,
    /// How many more the customer proposes for it.
    pub proposals: i64,
}

/// A customer as the supplier knows it.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct CustomerDetail {
    /// The customer.
    #[sqlx(try_from = "Uuid")]
    pub id: CustomerId,
    /// The supplier's number of the customer.
    pub number: i64,
    /// The company.
    pub name: String,
    /// Street and number.
    pub street: String,
    /// Postleitzahl.
    pub postcode: String,
    /// Ort.
    pub town: String,
    /// How many articles the assortment has.
    pub assortment_size: i64,
    /// How many more the customer proposes for it.
    pub proposals: i64,
}

impl Store {
    /// All customers, by number.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn customers(&self, _person: &SupplierPerson) -> Result<Vec<CustomerRow>, StoreError> {
        self.read(Scope::Supplier, (), |tx, ()| Box::pin(customers(tx))).await
    }

    /// One customer.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn customer(&self, _person: &SupplierPerson, id: CustomerId) -> Result<CustomerDetail, StoreError> {
        self.read(Scope::Supplier, id, |tx, id| Box::pin(customer(tx, *id))).await
    }
}

const CUSTOMERS: &str = "
    select id, number, name, town,
        (select count(*) from assortment_articles s where s.customer_id = customers.id) as assortment_size,
        (select count(*) from assortment_proposals p where p.customer_id = customers.id and p.state = 'open') as proposals
    from customers order by number";

async fn customers(tx: &mut Tx) -> Result<Vec<CustomerRow>, StoreError> {
    Ok(fetch_all!(tx, CustomerRow, CUSTOMERS)?)
}

const CUSTOMER: &str = "
    select id, number, name, street, postcode, town,
        (select count(*) from assortment_articles s where s.customer_id = customers.id) as assortment_size,
        (select count(*) from assortment_proposals p where p.customer_id = customers.id and p.state = 'open') as proposals
    from customers where id = $1";

async fn customer(tx: &mut Tx, id: CustomerId) -> Result<CustomerDetail, StoreError> {
    Ok(fetch_one!(tx, CustomerDetail, CUSTOMER, id.0)?)
}
