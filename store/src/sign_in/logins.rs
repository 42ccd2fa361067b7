//! User names and their password hashes, and whom they belong to.

use crate::{
    Caller, Orderer, Store, StoreError, SupplierPerson,
    engine::{Tx, execute, fetch_optional},
    scope::Scope,
};
use domain::{ApprovalKind, ContactId, CustomerId, Language, LoginId, SupplierPersonId, text};
use sqlx::FromRow;
use uuid::Uuid;

/// What a password is checked against. Not `Debug`, so that no log can carry the hash.
#[derive(Clone, FromRow)]
pub struct LoginSecret {
    /// The login.
    #[sqlx(try_from = "Uuid")]
    pub login_id: LoginId,
    /// The name to sign in with, as it is shown.
    pub user_name: String,
    /// The hash of its password, in PHC form.
    pub password_hash: String,
}

/// A login to be created.
#[derive(Clone)]
pub struct NewLogin {
    /// The name to sign in with, as it is shown.
    pub user_name: String,
    /// The hash of the first password, in PHC form.
    pub password_hash: String,
    /// Whether its owner chooses the password, by a link in the mail about the login. The hash is then that of nothing.
    pub is_invited: bool,
}

/// Whom a login belongs to.
#[derive(Clone, Copy)]
pub(crate) enum LoginOwner {
    Contact(CustomerId, ContactId),
    Supplier(SupplierPersonId),
}

impl Store {
    /// What to check the password against; `None` when nobody has this user name.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn login_secret(&self, user_name: &str) -> Result<Option<LoginSecret>, StoreError> {
        self.read(Scope::Entrance, lookup_key(user_name), |tx, key| Box::pin(login_secret(tx, key))).await
    }

    /// The person with this user name, for the operator's commands: the caller it gives belongs to no session.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn caller_by_user_name(&self, user_name: &str) -> Result<Option<Caller>, StoreError> {
        self.read(Scope::Entrance, lookup_key(user_name), |tx, key| Box::pin(caller_by_key(tx, key))).await
    }
}

/// The key to look a typed name up with. Postgres refuses text with a zero in it, which no name has.
pub(super) fn lookup_key(user_name: &str) -> String {
    text::user_name_key(user_name).replace('\0', "\u{fffd}")
}

const SECRET: &str = "select id as login_id, user_name, password_hash from logins where user_name_key = $1";

async fn login_secret(tx: &mut Tx, key: &str) -> Result<Option<LoginSecret>, StoreError> {
    Ok(fetch_optional!(tx, LoginSecret, SECRET, key)?)
}

async fn caller_by_key(tx: &mut Tx, key: &str) -> Result<Option<Caller>, StoreError> {
    match login_secret(tx, key).await? {
        Some(secret) => Ok(owner_of_login(tx, secret.login_id, Uuid::nil()).await?.map(|owner| owner.caller)),
        None => Ok(None),
    }
}

const INSERT_LOGIN: &str = "
    insert into logins (id, user_name, user_name_key, password_hash, customer_id, contact_id, supplier_person_id, created_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8)
    on conflict (user_name_key) do nothing";

/// Creates a login; false when the user name belongs to somebody already.
pub(crate) async fn insert_login(tx: &mut Tx, login: &NewLogin, owner: LoginOwner) -> Result<bool, StoreError> {
    let (customer, contact, person) = match owner {
        LoginOwner::Contact(customer, contact) => (Some(customer.0), Some(contact.0), None),
        LoginOwner::Supplier(person) => (None, None, Some(person.0)),
    };
    let id: Uuid = tx.fresh_id();
    let key = text::user_name_key(&login.user_name);
    let (name, hash) = (&login.user_name, &login.password_hash);
    Ok(execute!(tx, INSERT_LOGIN, id, name, key.as_str(), hash, customer, contact, person, tx.now)? == 1)
}

const CONTACT_OF_LOGIN: &str = "
    select l.id as login_id, c.customer_id, c.id as contact_id, k.name as customer_name,
        c.first_name, c.last_name, c.email, c.language, c.approval, k.demands_second_factor as is_demanded,
        exists (select 1 from second_factors f where f.login_id = l.id and f.confirmed_at is not null) as has_factor
    from logins l
    join contacts c on c.customer_id = l.customer_id and c.id = l.contact_id
    join customers k on k.id = c.customer_id
    where l.id = $1 and c.deleted_at is null";

const PERSON_OF_LOGIN: &str = "
    select l.id as login_id, p.id as person_id, p.first_name, p.last_name, p.email, p.language,
        exists (select 1 from suppliers where demands_second_factor) as is_demanded,
        exists (select 1 from second_factors f where f.login_id = l.id and f.confirmed_at is not null) as has_factor
    from logins l join supplier_people p on p.id = l.supplier_person_id
    where l.id = $1";

/// Whom a login belongs to, and what they need besides the password.
pub(crate) struct Owner {
    pub(crate) caller: Caller,
    /// Whether the company demands a second factor.
    pub(super) is_demanded: bool,
    /// Whether there is one.
    pub(super) has_factor: bool,
}

/// The person whom a login belongs to, as they are now.
pub(crate) async fn owner_of_login(tx: &mut Tx, login: LoginId, session: Uuid) -> Result<Option<Owner>, StoreError> {
    if let Some(row) = fetch_optional!(tx, ContactRow, CONTACT_OF_LOGIN, login.0)? {
        let (is_demanded, has_factor) = (row.is_demanded, row.has_factor);
        return Ok(Some(Owner { caller: Caller::Contact(row.orderer(session)), is_demanded, has_factor }));
    }
    let person = fetch_optional!(tx, PersonRow, PERSON_OF_LOGIN, login.0)?;
    Ok(person.map(|row| {
        let (is_demanded, has_factor) = (row.is_demanded, row.has_factor);
        Owner { caller: Caller::Supplier(row.person(session)), is_demanded, has_factor }
    }))
}

#[derive(FromRow)]
struct ContactRow {
    #[sqlx(try_from = "Uuid")]
    login_id: LoginId,
    #[sqlx(try_from = "Uuid")]
    customer_id: CustomerId,
    #[sqlx(try_from = "Uuid")]
    contact_id: ContactId,
    customer_name: String,
    first_name: String,
    last_name: String,
    email: String,
    #[sqlx(try_from = "String")]
    language: Language,
    #[sqlx(try_from = "String")]
    approval: ApprovalKind,
    is_demanded: bool,
    has_factor: bool,
}

impl ContactRow {
    fn orderer(self, session_id: Uuid) -> Orderer {
        Orderer {
            customer_id: self.customer_id,
            contact_id: self.contact_id,
            login_id: self.login_id,
            session_id,
            customer_name: self.customer_name,
            first_name: self.first_name,
            last_name: self.last_name,
            email: self.email,
            language: self.language,
            approval: self.approval,
        }
    }
}

#[derive(FromRow)]
struct PersonRow {
    #[sqlx(try_from = "Uuid")]
    login_id: LoginId,
    #[sqlx(try_from = "Uuid")]
    person_id: SupplierPersonId,
    first_name: String,
    last_name: String,
    email: String,
    #[sqlx(try_from = "String")]
    language: Language,
    is_demanded: bool,
    has_factor: bool,
}

impl PersonRow {
    fn person(self, session_id: Uuid) -> SupplierPerson {
        SupplierPerson {
            person_id: self.person_id,
            login_id: self.login_id,
            session_id,
            first_name: self.first_name,
            last_name: self.last_name,
            email: self.email,
            language: self.language,
        }
    }
}
