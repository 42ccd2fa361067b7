//! What was typed into a form that could not be accepted yet, so that nothing typed is lost.

use crate::{
    Caller, Store, StoreError,
    engine::{Tx, execute, fetch_optional},
    scope::Scope,
};
use domain::ContactId;
use jiff::SignedDuration;
use sqlx::FromRow;
use uuid::Uuid;

/// How long a draft is kept.
const LIFE: SignedDuration = SignedDuration::from_hours(24);

/// The hash of the draft cookie, and the name of the form.
type DraftKey = ([u8; 32], String);

/// Whose a draft is: a contact's, or a person's of the supplier. It opens nothing but what this person typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DraftOwner(Uuid);

impl From<ContactId> for DraftOwner {
    fn from(contact: ContactId) -> Self {
        Self(contact.0)
    }
}

impl From<&Caller> for DraftOwner {
    fn from(caller: &Caller) -> Self {
        match caller {
            Caller::Contact(orderer) => Self(orderer.contact_id.0),
            Caller::Supplier(person) => Self(person.person_id.0),
        }
    }
}

/// What was typed, and why it was not accepted.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Draft {
    /// The form's fields, as JSON.
    pub fields: String,
    /// The form's problems, as the form wrote them.
    pub error: Option<String>,
}

impl Store {
    /// Keeps what was typed into a form, in place of what was kept of it before. With an `owner`, only they see it.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn save_draft(
        &self,
        token_hash: [u8; 32],
        form: &str,
        owner: Option<DraftOwner>,
        fields: String,
        error: Option<String>,
    ) -> Result<(), StoreError> {
        let args = ((token_hash, form.to_owned()), owner, Draft { fields, error });
        self.write(Scope::Entrance, args, |tx, (key, owner, draft)| Box::pin(save_draft(tx, key, *owner, draft))).await
    }

    /// What was typed into a form within the last day, by `owner` or by nobody in particular.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn draft(&self, token_hash: [u8; 32], form: &str, owner: Option<DraftOwner>) -> Result<Option<Draft>, StoreError> {
        let args = ((token_hash, form.to_owned()), owner);
        self.read(Scope::Entrance, args, |tx, (key, owner)| Box::pin(draft(tx, key, *owner))).await
    }

    /// Forgets what was typed into a form.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn drop_draft(&self, token_hash: [u8; 32], form: &str) -> Result<(), StoreError> {
        self.write(Scope::Entrance, (token_hash, form.to_owned()), |tx, key| Box::pin(drop_draft(tx, key))).await
    }
}

// The column was made for contacts. The ids of the supplier's people are none of theirs.
const SAVE: &str = "
    insert into form_drafts (token_hash, form, contact_id, fields, error, saved_at) values ($1, $2, $3, $4, $5, $6)
    on conflict (token_hash, form) do update set
        contact_id = excluded.contact_id, fields = excluded.fields, error = excluded.error, saved_at = excluded.saved_at";

async fn save_draft(tx: &mut Tx, (hash, form): &DraftKey, owner: Option<DraftOwner>, draft: &Draft) -> Result<(), StoreError> {
    let owner = owner.map(|owner| owner.0);
    execute!(tx, SAVE, hash.to_vec(), form, owner, &draft.fields, &draft.error, tx.now)?;
    Ok(())
}

const READ: &str = "
    select fields, error from form_drafts
    where token_hash = $1 and form = $2 and saved_at > $3 and (contact_id is null or contact_id = $4)";

async fn draft(tx: &mut Tx, (hash, form): &DraftKey, owner: Option<DraftOwner>) -> Result<Option<Draft>, StoreError> {
    Ok(fetch_optional!(tx, Draft, READ, hash.to_vec(), form, tx.now.after(-LIFE), owner.map(|owner| owner.0))?)
}

const DROP: &str = "delete from form_drafts where token_hash = $1 and form = $2";

async fn drop_draft(tx: &mut Tx, (hash, form): &DraftKey) -> Result<(), StoreError> {
    execute!(tx, DROP, hash.to_vec(), form)?;
    Ok(())
}
