//! About what, and for whom, a rule can be made.

use super::{is_in_assortment, proposal::is_proposed};
use crate::{
    Approver, Store, StoreError,
    engine::{Tx, fetch_all, fetch_one, fetch_optional},
};
use domain::{ApprovalKind, ArticleId, ContactId, CustomerId, Rappen, text::search_key};
use uuid::Uuid;

/// An article about which a rule can be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LearnableArticle {
    /// The article.
    pub id: ArticleId,
    /// Its number.
    pub number: String,
    /// Its name.
    pub name: String,
    /// The unit in which it is sold.
    pub unit: String,
    /// The price of a unit.
    pub price: Rappen,
    /// Whether it is in the assortment already.
    pub is_in_assortment: bool,
    /// Whether it is proposed for it already.
    pub is_proposed: bool,
}

impl Store {
    /// The article of this number, to make a rule about it.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn learnable_article(&self, approver: &Approver, number: &str) -> Result<LearnableArticle, StoreError> {
        let args = (approver.orderer().customer_id, number.replace('\0', ""));
        self.read(approver, args, |tx, (customer, number)| Box::pin(learnable(tx, *customer, number))).await
    }

    /// The people of the caller's customer whose orders are reviewed, by name.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn reviewed_orderers(&self, approver: &Approver) -> Result<Vec<(ContactId, String)>, StoreError> {
        let customer = approver.orderer().customer_id;
        self.read(approver, customer, |tx, customer| Box::pin(reviewed_orderers(tx, *customer))).await
    }
}

const ARTICLE: &str = "select id, number, name, unit, price from articles where number = $1";

async fn learnable(tx: &mut Tx, customer: CustomerId, number: &str) -> Result<LearnableArticle, StoreError> {
    let (id, number, name, unit, price) = fetch_one!(tx, (Uuid, String, String, String, i64), ARTICLE, number)?;
    let id = ArticleId(id);
    let (is_in_assortment, is_proposed) = (is_in_assortment(tx, customer, id).await?, is_proposed(tx, customer, id).await?);
    Ok(LearnableArticle { id, number, name, unit, price: Rappen(price), is_in_assortment, is_proposed })
}

const REVIEWED: &str = "
    select id, first_name || ' ' || last_name as name from contacts
    where customer_id = $1 and deleted_at is null and approval in ($2, $3)";

async fn reviewed_orderers(tx: &mut Tx, customer: CustomerId) -> Result<Vec<(ContactId, String)>, StoreError> {
    let [every, outside] = ApprovalKind::REVIEWED.map(ApprovalKind::word);
    let mut reviewed = fetch_all!(tx, (Uuid, String), REVIEWED, customer.0, every, outside)?;
    reviewed.sort_by_cached_key(|(id, name)| (search_key(name), *id));
    Ok(reviewed.into_iter().map(|(id, name)| (ContactId(id), name)).collect())
}

const ONE_REVIEWED: &str = "
    select first_name || ' ' || last_name from contacts
    where customer_id = $1 and id = $2 and deleted_at is null and approval in ($3, $4)";

/// The name of a contact whose orders are reviewed.
pub(super) async fn reviewed(tx: &mut Tx, customer: CustomerId, contact: ContactId) -> Result<Option<String>, StoreError> {
    let [every, outside] = ApprovalKind::REVIEWED.map(ApprovalKind::word);
    Ok(fetch_optional!(tx, (String,), ONE_REVIEWED, customer.0, contact.0, every, outside)?.map(|(name,)| name))
}
