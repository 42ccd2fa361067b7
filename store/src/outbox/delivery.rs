//! What the worker does that sends mails: claim, and note how it went.

use super::MailCode;
use crate::{
    Stamp, Store, StoreError,
    changes::Audience,
    engine::{Tx, execute, fetch_all, fetch_one, fetch_value},
    orders::issue_key,
    scope::Scope,
    sign_in::issue_code,
};
use domain::{Language, notice::Notice};
use jiff::SignedDuration;
use sqlx::FromRow;
use uuid::Uuid;

/// How long a claimed mail belongs to the worker that claimed it.
const CLAIM: SignedDuration = SignedDuration::from_mins(2);
/// The minutes until the next attempt, after the first, second, … failure; the last one goes on.
const BACKOFF_MINUTES: [i64; 4] = [1, 5, 15, 60];
/// How long a mail is tried, counted from the change that caused it.
const PATIENCE: SignedDuration = SignedDuration::from_hours(48);
/// The most characters of an error that are kept.
const ERROR_LENGTH: usize = 500;

/// A mail that a worker has claimed.
#[derive(Clone, Debug)]
pub struct OutboxMail {
    /// Names the mail in [`Store::mail_sent`] and [`Store::mail_failed`].
    pub id: Uuid,
    /// The left part of the Message-ID, the same on every attempt; the mailer adds `@` and its host.
    pub message_id: String,
    /// The recipient's name.
    pub recipient_name: String,
    /// The recipient's address.
    pub recipient_email: String,
    /// The language of the mail.
    pub language: Language,
    /// What it says.
    pub notice: Notice,
    /// How many attempts have failed.
    pub attempts: i64,
    /// What its link carries, in the mails whose link asks for no password: new for each attempt.
    pub code: Option<MailCode>,
}

impl Store {
    /// Claims up to `limit` due mails for two minutes, those due the longest first. A mail that cannot be read
    /// is marked as failed and does not hold up the others; one to a contact who was deleted meanwhile is dropped.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn claim_mails(&self, limit: u32) -> Result<Vec<OutboxMail>, StoreError> {
        self.write(Scope::Post, limit, |tx, limit| Box::pin(claim_mails(tx, *limit))).await
    }

    /// Notes that a mail was delivered.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such mail.
    pub async fn mail_sent(&self, id: Uuid) -> Result<(), StoreError> {
        self.write(Scope::Post, id, |tx, id| Box::pin(mail_sent(tx, *id))).await
    }

    /// Notes that an attempt failed: the mail is tried again later, and for 48 hours, unless `is_permanent`. Then it stays where people
    /// see it, unless it was to tell an address that is its recipient's no more.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such mail.
    pub async fn mail_failed(&self, id: Uuid, error: &str, is_permanent: bool) -> Result<(), StoreError> {
        let args = (id, error.to_owned(), is_permanent);
        self.write(Scope::Post, args, |tx, (id, error, is_permanent)| Box::pin(mail_failed(tx, *id, error, *is_permanent))).await
    }

    /// When the next mail can be claimed; `None` when none is queued.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn next_mail_due(&self) -> Result<Option<Stamp>, StoreError> {
        self.read(Scope::Post, (), |tx, ()| Box::pin(next_mail_due(tx))).await
    }
}

const DUE: &str = "
    select m.id, m.customer_id, m.contact_id, m.message_id, c.first_name || ' ' || c.last_name as recipient_name, c.email as recipient_email, c.language,
        c.deleted_at, m.notice, m.attempts
    from outbox_mails m
    join contacts c on c.customer_id = m.customer_id and c.id = m.contact_id
    where m.state = 'queued' and m.next_attempt_at <= $1 and m.claimed_until <= $1
    order by m.next_attempt_at, m.id limit $2";

#[derive(FromRow)]
struct MailRow {
    id: Uuid,
    customer_id: Uuid,
    contact_id: Uuid,
    message_id: String,
    recipient_name: String,
    recipient_email: String,
    language: String,
    deleted_at: Option<Stamp>,
    notice: String,
    attempts: i64,
}

async fn claim_mails(tx: &mut Tx, limit: u32) -> Result<Vec<OutboxMail>, StoreError> {
    let mut claimed = Vec::new();
    for row in fetch_all!(tx, MailRow, DUE, tx.now, i64::from(limit))? {
        let id = row.id;
        if !claim(tx, id).await? {
            continue;
        }
        if row.deleted_at.is_some() {
            execute!(tx, DROP_MAIL, id)?;
            continue;
        }
        let (customer, contact) = (row.customer_id.into(), row.contact_id.into());
        match readable(row) {
            Ok(mail) => {
                let code = match issue_code(tx, customer, contact, &mail.notice).await? {
                    Some(code) => Some(code),
                    None => issue_key(tx, customer, contact, &mail.notice).await?,
                };
                claimed.push(OutboxMail { code, ..mail });
            }
            Err(error) => mail_failed(tx, id, &error, true).await?,
        }
    }
    Ok(claimed)
}

// Another worker may have seen the same row as due: on Postgres the second one waits here and then changes none.
const CLAIM_MAIL: &str = "
    update outbox_mails set claimed_until = $2
    where id = $1 and state = 'queued' and next_attempt_at <= $3 and claimed_until <= $3";

/// Whoever was deleted meanwhile reads no more mails of the portal.
const DROP_MAIL: &str = "update outbox_mails set state = 'dropped' where id = $1";

async fn claim(tx: &mut Tx, id: Uuid) -> Result<bool, StoreError> {
    Ok(execute!(tx, CLAIM_MAIL, id, tx.now.after(CLAIM), tx.now)? == 1)
}

fn readable(row: MailRow) -> Result<OutboxMail, String> {
    let notice: Notice = serde_json::from_str(&row.notice).map_err(|error| format!("unreadable notice: {error}"))?;
    Ok(OutboxMail {
        id: row.id,
        message_id: row.message_id,
        recipient_name: row.recipient_name,
        recipient_email: notice.former_address().map_or(row.recipient_email, str::to_owned),
        language: row.language.parse().map_err(|_| format!("unknown language {}", row.language))?,
        notice,
        attempts: row.attempts,
        code: None,
    })
}

const MAIL_SENT: &str = "update outbox_mails set state = 'sent', sent_at = $2, last_error = null where id = $1";

async fn mail_sent(tx: &mut Tx, id: Uuid) -> Result<(), StoreError> {
    let mail = fetch_one!(tx, TriedRow, TRIED, id)?;
    execute!(tx, MAIL_SENT, id, tx.now)?;
    if mail.attempts > 0 {
        tx.announce(mail.audience());
    }
    Ok(())
}

const TRIED: &str = "select customer_id, contact_id, attempts, created_at, notice from outbox_mails where id = $1";

#[derive(FromRow)]
struct TriedRow {
    customer_id: Uuid,
    contact_id: Uuid,
    attempts: i64,
    created_at: Stamp,
    notice: String,
}

impl TriedRow {
    /// What becomes of it once it is given up. Nobody can do anything about an address that was changed since, often as it was wrong.
    fn end(&self) -> &'static str {
        let notice = serde_json::from_str::<Notice>(&self.notice);
        if notice.is_ok_and(|notice| notice.former_address().is_some()) { "dropped" } else { "failed" }
    }

    /// Who sees that it did not arrive at once: the approvers of the customer.
    fn audience(&self) -> Audience {
        Audience::Parties(self.customer_id.into(), self.contact_id.into())
    }
}

// A mail that another worker has sent meanwhile stays sent.
const MAIL_FAILED: &str = "
    update outbox_mails set state = $2, attempts = $3, last_error = $4, next_attempt_at = $5, claimed_until = $6
    where id = $1 and state = 'queued'";

async fn mail_failed(tx: &mut Tx, id: Uuid, error: &str, is_permanent: bool) -> Result<(), StoreError> {
    let mail = fetch_one!(tx, TriedRow, TRIED, id)?;
    let is_given_up = is_permanent || tx.now >= mail.created_at.after(PATIENCE);
    let state = if is_given_up { mail.end() } else { "queued" };
    let error: String = error.chars().filter(|c| *c != '\0').take(ERROR_LENGTH).collect();
    let next = tx.now.after(backoff(mail.attempts));
    execute!(tx, MAIL_FAILED, id, state, mail.attempts + 1, &error, next, tx.now)?;
    tx.announce(mail.audience());
    Ok(())
}

fn backoff(attempts_before: i64) -> SignedDuration {
    let last = BACKOFF_MINUTES.len() - 1;
    let step = usize::try_from(attempts_before).unwrap_or(last).min(last);
    SignedDuration::from_mins(BACKOFF_MINUTES[step])
}

const NEXT_DUE: &str = "
    select min(case when claimed_until > next_attempt_at then claimed_until else next_attempt_at end)
    from outbox_mails where state = 'queued'";

async fn next_mail_due(tx: &mut Tx) -> Result<Option<Stamp>, StoreError> {
    Ok(fetch_value!(tx, Option<Stamp>, NEXT_DUE)?)
}
