//! What orderer and approvers write to each other about an order.

use super::{
    head::{Head, head},
    is_approver,
};
use crate::{
    Failure, Orderer, Stamp, Store, StoreError,
    absences::Duty,
    audit::{record, take_turn},
    contacts::living_approver,
    engine::{Tx, execute, fetch_all},
    outbox::enqueue,
};
use domain::{ContactId, CustomerId, OrderId, audit::AuditEvent, comment::possible_from, notice::Notice};
use uuid::Uuid;

/// A comment on an order.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct CommentView {
    /// Who wrote it.
    #[sqlx(try_from = "Uuid")]
    pub author_id: ContactId,
    /// Their name.
    pub author_name: String,
    /// What was written.
    pub content: String,
    /// When.
    pub written_at: Stamp,
}

/// Why a comment was not written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommentRefusal {
    /// Its author has written as many on this order as one may within a day.
    TooMany {
        /// From when on they may write again.
        possible_from: Stamp,
    },
    /// The customer's people do not write to each other here (any more). What is written stays.
    SwitchedOff,
}

impl Store {
    /// Writes to the others about an order: whoever ordered it, whoever may decide it, and whoever has released it before it went on.
    /// Each of them who has to do with it (who ordered it, who decides today, who has written before and may still look at it) hears of
    /// it by one mail.
    ///
    /// `seen` is how many comments of their own on this order the author had before them. With the text it tells a form that was sent
    /// twice, which changes nothing and is no error, from somebody who says the same once more.
    ///
    /// # Errors
    /// [`CommentRefusal`]; [`StoreError::NotFound`] when the caller may not look at the order, or when nobody else may.
    pub async fn comment(
        &self,
        author: &Orderer,
        order_id: OrderId,
        seen: usize,
        content: String,
    ) -> Result<Vec<CommentView>, Failure<CommentRefusal>> {
        let args = (author.clone(), order_id, (seen, content));
        self.write(author, args, |tx, (author, id, (seen, content))| Box::pin(comment(tx, author, *id, (*seen, content.as_str())))).await
    }
}

const COMMENTS: &str = "
    select c.author_id, a.first_name || ' ' || a.last_name as author_name, c.content, c.written_at
    from comments c
    join contacts a on a.customer_id = c.customer_id and a.id = c.author_id
    where c.customer_id = $1 and c.order_id = $2
    order by c.number";

/// The comments on an order, the oldest first; whether the caller may read them is theirs to check.
pub(super) async fn comments(tx: &mut Tx, customer: CustomerId, order: OrderId) -> Result<Vec<CommentView>, StoreError> {
    Ok(fetch_all!(tx, CommentView, COMMENTS, customer.0, order.0)?)
}

async fn comment(
    tx: &mut Tx,
    author: &Orderer,
    order_id: OrderId,
    (seen, content): (usize, &str),
) -> Result<Vec<CommentView>, Failure<CommentRefusal>> {
    let (customer, me) = (author.customer_id, author.contact_id);
    take_turn(tx, customer).await?;
    let parties = Parties::of(tx, author, order_id).await?;
    let mut all = comments(tx, customer, order_id).await?;
    let mine: Vec<_> = all.iter().filter(|comment| comment.author_id == me).collect();
    if mine.get(seen).is_some_and(|written| written.content == content) {
        return Ok(all);
    }
    if !parties.head.extras().writes_comments {
        return Err(Failure::Refused(CommentRefusal::SwitchedOff));
    }
    let written: Vec<_> = mine.iter().map(|comment| comment.written_at.instant()).collect();
    if let Some(from) = possible_from(&written, tx.now.instant()) {
        return Err(Failure::Refused(CommentRefusal::TooMany { possible_from: Stamp::new(from) }));
    }
    let recipients = parties.recipients(tx, customer, &all).await?;
    let new = CommentView { author_id: me, author_name: author.name(), content: content.to_owned(), written_at: tx.now };
    all.push(new.clone());
    let number = i64::try_from(all.len()).map_err(|error| StoreError::Unreadable(error.to_string()))?;
    insert(tx, author, order_id, (number, &new)).await?;
    tell(tx, author, &parties.head, (new, recipients))?;
    Ok(all)
}

const INSERT: &str = "
    insert into comments (customer_id, order_id, number, author_id, content, written_at)
    values ($1, $2, $3, $4, $5, $6)";

/// The row and the audit entry.
async fn insert(tx: &mut Tx, author: &Orderer, order: OrderId, (number, new): (i64, &CommentView)) -> Result<(), StoreError> {
    let customer = author.customer_id;
    execute!(tx, INSERT, customer.0, order.0, number, author.contact_id.0, &new.content, tx.now)?;
    let event = AuditEvent::CommentWritten { number, comment: new.content.clone() };
    record(tx, customer, &author.into(), Some(order), &event).await
}

/// A mail to each of the others.
fn tell(tx: &mut Tx, author: &Orderer, head: &Head, (new, recipients): (CommentView, Vec<ContactId>)) -> Result<(), StoreError> {
    for recipient in recipients.into_iter().filter(|recipient| *recipient != author.contact_id) {
        let notice = Notice::CommentWritten {
            order_id: head.id,
            number: head.number,
            by: new.author_name.clone(),
            comment: new.content.clone(),
            is_orderer: recipient == head.orderer_id,
        };
        enqueue(tx, author.customer_id, recipient, Some(head.id), &notice)?;
    }
    Ok(())
}

/// Whom an order concerns today.
struct Parties {
    head: Head,
    duty: Duty,
    in_charge: ContactId,
}

impl Parties {
    /// For one of them: for everybody else there is no such order, and so where nobody but its orderer has to do with it.
    async fn of(tx: &mut Tx, reader: &Orderer, order_id: OrderId) -> Result<Self, StoreError> {
        let is_approver = is_approver(tx, reader).await?;
        let head = head(tx, reader.customer_id, order_id).await?;
        let duty = Duty::of_today(tx, reader.customer_id).await?;
        let is_own = head.orderer_id == reader.contact_id;
        let may_read = is_own || (is_approver && head.shows_itself(&duty, reader.contact_id));
        let in_charge = head.approver().filter(|_| may_read).ok_or(StoreError::NotFound)?;
        Ok(Self { head, duty, in_charge })
    }

    /// Who ordered it, who decides today, and who has written before, as far as they may still look at it: each once.
    async fn recipients(&self, tx: &mut Tx, customer: CustomerId, written: &[CommentView]) -> Result<Vec<ContactId>, StoreError> {
        let decides = self.head.deputy(&self.duty).unwrap_or(self.in_charge);
        let authors = written.iter().map(|comment| comment.author_id);
        let mut recipients = vec![self.head.orderer_id];
        for approver in std::iter::once(decides).chain(self.head.asked_today(&self.duty)).chain(authors) {
            let is_new = !recipients.contains(&approver);
            if is_new && self.head.shows_itself(&self.duty, approver) && living_approver(tx, customer, approver).await?.is_some() {
                recipients.push(approver);
            }
        }
        Ok(recipients)
    }
}
