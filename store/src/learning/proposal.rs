//! Articles that approvers propose for their Kundensortiment. The supplier answers.

use super::is_in_assortment;
use crate::{
    Approver, Failure, Stamp, Store, StoreError,
    audit::{record, take_turn},
    contacts::check_still_approver,
    engine::{Tx, execute, fetch_all, fetch_one, fetch_value},
};
use domain::{ArticleId, CustomerId, Problem, ProposalId, audit::AuditEvent};
use sqlx::FromRow;
use uuid::Uuid;

/// Where a proposal stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProposalState {
    /// The supplier has not answered yet.
    Open,
    /// The article is in the assortment now.
    Accepted,
    /// The supplier does not want it there.
    Declined,
    /// It was taken back.
    Withdrawn,
}

impl ProposalState {
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Accepted => "accepted",
            Self::Declined => "declined",
            Self::Withdrawn => "withdrawn",
        }
    }
}

impl TryFrom<String> for ProposalState {
    type Error = Problem;

    fn try_from(word: String) -> Result<Self, Self::Error> {
        let all = [Self::Open, Self::Accepted, Self::Declined, Self::Withdrawn];
        all.into_iter().find(|state| state.word() == word).ok_or(Problem::Unknown)
    }
}

/// A proposal in the customer's list.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct ProposalRow {
    /// It, and the key of the next page.
    #[sqlx(try_from = "Uuid")]
    pub id: ProposalId,
    /// The article's number.
    pub article_number: String,
    /// Its name.
    pub article_name: String,
    /// Who has proposed it.
    pub proposed_by: String,
    /// When.
    pub proposed_at: Stamp,
    /// Where it stands.
    #[sqlx(try_from = "String")]
    pub state: ProposalState,
}

/// Why nothing was proposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProposalRefusal {
    /// The article is in the assortment.
    IsIn,
    /// It is sold no more.
    NotSold,
}

impl Store {
    /// What the caller's customer has proposed for its assortment and has not taken back, the newest first: what was proposed before
    /// `before`, at most `limit`.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn proposals(&self, approver: &Approver, before: Option<ProposalId>, limit: u32) -> Result<Vec<ProposalRow>, StoreError> {
        let args = (approver.orderer().customer_id, before, limit);
        self.read(approver, args, |tx, (customer, before, limit)| Box::pin(proposals(tx, *customer, *before, *limit))).await
    }

    /// Proposes an article for the assortment of the caller's customer; the supplier sees it beside the customer. One that is proposed
    /// already stays.
    ///
    /// # Errors
    /// [`ProposalRefusal`]; [`StoreError::NotFound`] when there is no such article, or the caller is no approver any more.
    pub async fn propose_for_assortment(&self, approver: &Approver, article: ArticleId) -> Result<(), Failure<ProposalRefusal>> {
        self.write(approver, (approver.clone(), article), |tx, (approver, article)| Box::pin(propose(tx, approver, *article))).await
    }

    /// Takes a proposal back. What was answered or taken back stays as it is; the answer is how it stands.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such proposal, or the caller is no approver any more.
    pub async fn withdraw_proposal(&self, approver: &Approver, id: ProposalId) -> Result<ProposalState, StoreError> {
        self.write(approver, (approver.clone(), id), |tx, (approver, id)| Box::pin(withdraw(tx, approver, *id))).await
    }
}

// Ids are in the order of time.
const LIST: &str = "
    select p.id, a.number as article_number, a.name as article_name, p.proposed_by, p.proposed_at, p.state
    from assortment_proposals p
    join articles a on a.id = p.article_id
    where p.customer_id = $1 and p.id < $2 and p.state <> 'withdrawn'
    order by p.id desc limit $3";

async fn proposals(tx: &mut Tx, customer: CustomerId, before: Option<ProposalId>, limit: u32) -> Result<Vec<ProposalRow>, StoreError> {
    let before = before.map_or(Uuid::max(), |id| id.0);
    Ok(fetch_all!(tx, ProposalRow, LIST, customer.0, before, i64::from(limit))?)
}

const IS_PROPOSED: &str = "
    select exists (
        select 1 from assortment_proposals where customer_id = $1 and article_id = $2 and state = 'open'
    )";

pub(super) async fn is_proposed(tx: &mut Tx, customer: CustomerId, article: ArticleId) -> Result<bool, StoreError> {
    Ok(fetch_value!(tx, bool, IS_PROPOSED, customer.0, article.0)?)
}

const ARTICLE: &str = "select number, availability <> 'discontinued' from articles where id = $1";

const INSERT: &str = "
    insert into assortment_proposals (customer_id, id, article_id, proposed_by_id, proposed_by, proposed_at, state)
    values ($1, $2, $3, $4, $5, $6, 'open')";

async fn propose(tx: &mut Tx, caller: &Approver, article: ArticleId) -> Result<(), Failure<ProposalRefusal>> {
    let (customer, by) = (caller.orderer().customer_id, caller.orderer().contact_id);
    take_turn(tx, customer).await?;
    check_still_approver(tx, caller).await?;
    let (number, is_sold) = fetch_one!(tx, (String, bool), ARTICLE, article.0)?;
    if !is_sold {
        return Err(Failure::Refused(ProposalRefusal::NotSold));
    }
    if is_in_assortment(tx, customer, article).await? {
        return Err(Failure::Refused(ProposalRefusal::IsIn));
    }
    if is_proposed(tx, customer, article).await? {
        return Ok(());
    }
    let id: ProposalId = tx.fresh_id();
    execute!(tx, INSERT, customer.0, id.0, article.0, by.0, caller.orderer().name(), tx.now)?;
    Ok(record(tx, customer, &caller.into(), None, &AuditEvent::AssortmentProposed { article: number }).await?)
}

const NUMBER: &str = "
    select a.number from assortment_proposals p
    join articles a on a.id = p.article_id
    where p.customer_id = $1 and p.id = $2";

const ANSWER: &str = "
    update assortment_proposals set state = $3, answered_at = $4
    where customer_id = $1 and id = $2 and state = 'open'";

/// Gives a proposal that is open this state, and tells whether it was open.
pub(super) async fn settle(tx: &mut Tx, customer: CustomerId, id: ProposalId, state: ProposalState) -> Result<bool, StoreError> {
    Ok(execute!(tx, ANSWER, customer.0, id.0, state.word(), tx.now)? == 1)
}

const STATE: &str = "select state from assortment_proposals where customer_id = $1 and id = $2";

/// How a proposal stands.
pub(super) async fn state(tx: &mut Tx, customer: CustomerId, id: ProposalId) -> Result<ProposalState, StoreError> {
    let word = fetch_value!(tx, String, STATE, customer.0, id.0)?;
    word.try_into().map_err(|problem: Problem| StoreError::Unreadable(problem.to_string()))
}

async fn withdraw(tx: &mut Tx, caller: &Approver, id: ProposalId) -> Result<ProposalState, StoreError> {
    let customer = caller.orderer().customer_id;
    take_turn(tx, customer).await?;
    check_still_approver(tx, caller).await?;
    let article = fetch_value!(tx, String, NUMBER, customer.0, id.0)?;
    if settle(tx, customer, id, ProposalState::Withdrawn).await? {
        record(tx, customer, &caller.into(), None, &AuditEvent::ProposalWithdrawn { article }).await?;
    }
    state(tx, customer, id).await
}
