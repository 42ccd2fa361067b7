//! What the supplier says to what a customer proposes for its Kundensortiment.

use super::proposal::{ProposalState, settle, state};
use crate::{
    Stamp, Store, StoreError, SupplierPerson,
    audit::{record, take_turn},
    customers::add_article,
    engine::{Tx, fetch_all, fetch_one, fetch_optional},
    outbox::enqueue,
    scope::Scope,
};
use domain::{ArticleId, ContactId, CustomerId, ProposalId, Rappen, audit::AuditEvent, notice::Notice};
use sqlx::FromRow;
use uuid::Uuid;

/// A proposal that waits for the supplier's answer.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct OpenProposal {
    /// It, and the key of the next page.
    #[sqlx(try_from = "Uuid")]
    pub id: ProposalId,
    /// The article's number.
    pub article_number: String,
    /// Its name.
    pub article_name: String,
    /// The unit in which it is sold.
    pub unit: String,
    /// The price of a unit.
    #[sqlx(try_from = "i64")]
    pub price: Rappen,
    /// Who has proposed it.
    pub proposed_by: String,
    /// When.
    pub proposed_at: Stamp,
}

impl Store {
    /// What a customer proposes for its assortment and waits for an answer, the oldest first: what was proposed after `after`, at most
    /// `limit`.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn open_proposals(
        &self,
        _person: &SupplierPerson,
        customer: CustomerId,
        after: Option<ProposalId>,
        limit: u32,
    ) -> Result<Vec<OpenProposal>, StoreError> {
        let args = (customer, after, limit);
        self.read(Scope::Supplier, args, |tx, (customer, after, limit)| Box::pin(open_proposals(tx, *customer, *after, *limit))).await
    }

    /// Takes a proposed article into the customer's assortment, or declines that; whoever proposed it hears of it by mail. What was
    /// answered or taken back meanwhile stays as it is; the answer is how it stands.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such proposal.
    pub async fn answer_proposal(
        &self,
        person: &SupplierPerson,
        customer: CustomerId,
        id: ProposalId,
        is_accepted: bool,
    ) -> Result<ProposalState, StoreError> {
        let args = (person.clone(), customer, id, is_accepted);
        self.write(customer, args, |tx, (person, customer, id, is)| Box::pin(answer(tx, person, (*customer, *id), *is))).await
    }
}

// The supplier's people read nothing of a customer's contacts: the name was copied. Ids are in the order of time.
const OPEN: &str = "
    select p.id, a.number as article_number, a.name as article_name, a.unit, a.price, p.proposed_by, p.proposed_at
    from assortment_proposals p
    join articles a on a.id = p.article_id
    where p.customer_id = $1 and p.state = 'open' and p.id > $2
    order by p.id limit $3";

async fn open_proposals(tx: &mut Tx, customer: CustomerId, after: Option<ProposalId>, limit: u32) -> Result<Vec<OpenProposal>, StoreError> {
    let after = after.map_or(Uuid::nil(), |id| id.0);
    Ok(fetch_all!(tx, OpenProposal, OPEN, customer.0, after, i64::from(limit))?)
}

#[derive(FromRow)]
struct Proposed {
    #[sqlx(try_from = "Uuid")]
    article_id: ArticleId,
    #[sqlx(try_from = "Uuid")]
    author: ContactId,
    number: String,
    name: String,
}

const ONE: &str = "
    select p.article_id, p.proposed_by_id as author, a.number, a.name
    from assortment_proposals p
    join articles a on a.id = p.article_id
    where p.customer_id = $1 and p.id = $2";

async fn answer(
    tx: &mut Tx,
    person: &SupplierPerson,
    (customer, id): (CustomerId, ProposalId),
    is_accepted: bool,
) -> Result<ProposalState, StoreError> {
    take_turn(tx, customer).await?;
    let proposed = fetch_one!(tx, Proposed, ONE, customer.0, id.0)?;
    let article = proposed.article_id;
    let is_answered = tell(tx, person, (customer, id), (proposed, is_accepted)).await?;
    if is_answered && is_accepted {
        add_article(tx, person, customer, article).await?;
    }
    state(tx, customer, id).await
}

/// Gives a proposal its answer and tells whoever made it; whether it was still open.
async fn tell(
    tx: &mut Tx,
    person: &SupplierPerson,
    (customer, id): (CustomerId, ProposalId),
    (proposed, is_accepted): (Proposed, bool),
) -> Result<bool, StoreError> {
    let state = if is_accepted { ProposalState::Accepted } else { ProposalState::Declined };
    if !settle(tx, customer, id, state).await? {
        return Ok(false);
    }
    let Proposed { author, number, name, .. } = proposed;
    let answered = AuditEvent::ProposalAnswered { article: number.clone(), is_accepted };
    record(tx, customer, &person.into(), None, &answered).await?;
    let notice = Notice::ProposalAnswered { article: name, number, is_accepted };
    enqueue(tx, customer, author, None, &notice)?;
    Ok(true)
}

const OF_ARTICLE: &str = "
    select id from assortment_proposals
    where customer_id = $1 and article_id = $2 and state = 'open'";

/// Accepts the proposal of an article that the supplier takes into the assortment by itself, if there is one.
pub(crate) async fn accept_open(tx: &mut Tx, person: &SupplierPerson, customer: CustomerId, article: ArticleId) -> Result<(), StoreError> {
    if let Some((id,)) = fetch_optional!(tx, (Uuid,), OF_ARTICLE, customer.0, article.0)? {
        let proposed = fetch_one!(tx, Proposed, ONE, customer.0, id)?;
        tell(tx, person, (customer, id.into()), (proposed, true)).await?;
    }
    Ok(())
}
