//! Fills an empty database with the demo.

use super::{
    catalogue::Catalogue,
    people::{CUSTOMERS, DemoCustomer, PASSWORD, Person, SUPPLIER, supplier_person},
    play::{play, supplier},
    stage::Stage,
    story,
};
use app::{AppError, ssr::Hasher};
use domain::{CustomerId, CustomerRule};
use jiff::{Timestamp, civil::time};
use std::fmt;
use store::{Approver, Caller, ContactData, Failure, OpenError, OutboxMail, StoreError};

/// How many working days ago the supplier opened the portal: before everything else happened.
const OPENING: u8 = 20;

/// Why there is no demo.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The database is in use.
    #[error("this database has a supplier already; demo data only goes into an empty one")]
    NotEmpty,
    /// The database cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The database fails.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A password cannot be hashed.
    #[error("a password cannot be hashed")]
    Hash,
    /// The catalogue that is built in cannot be read.
    #[error("the demo catalogue cannot be read: {0}")]
    Catalogue(#[from] csv::Error),
    /// The story that is built in cannot be read.
    #[error("the demo story cannot be read: {0}")]
    Unreadable(#[from] toml::de::Error),
    /// The story that is built in does not go together.
    #[error("the demo story lacks {0}")]
    Story(&'static str),
    /// The portal's rules refuse a step of the story.
    #[error("the demo story goes against the rules: {0}")]
    Refused(String),
}

impl<R: fmt::Debug> From<Failure<R>> for DemoError {
    fn from(failure: Failure<R>) -> Self {
        match failure {
            Failure::Refused(refusal) => Self::Refused(format!("{refusal:?}")),
            Failure::Store(error) => Self::Store(error),
        }
    }
}

impl From<AppError> for DemoError {
    fn from(_: AppError) -> Self {
        Self::Hash
    }
}

/// Fills the migrated, empty database at `url`; what happened there ends shortly before `now`. Its mails count as delivered
/// and are the answer: nobody wants them today.
///
/// # Errors
/// [`DemoError`], above all [`DemoError::NotEmpty`].
pub async fn seed_demo(url: &str, hasher: &Hasher, now: Timestamp) -> Result<Vec<OutboxMail>, DemoError> {
    let stage = Stage::open(url, now).await?;
    let result = seed(&stage, hasher).await;
    stage.store.close().await;
    result
}

async fn seed(stage: &Stage, hasher: &Hasher) -> Result<Vec<OutboxMail>, DemoError> {
    if stage.store.supplier_name().await?.is_some() {
        return Err(DemoError::NotEmpty);
    }
    let catalogue = Catalogue::read()?;
    let steps = story::steps()?;
    stage.set_clock(OPENING, time(8, 0, 0, 0));
    stage.store.create_supplier(SUPPLIER).await?;
    stage.store.create_supplier_person(supplier_person(hash(hasher).await?)).await?;
    stage.store.import_catalogue(catalogue.categories, catalogue.articles).await?;
    for (customer, assortment) in CUSTOMERS.iter().zip(&catalogue.assortments) {
        let id = create_customer(stage, hasher, customer).await?;
        agree_on_assortment(stage, id, customer, assortment).await?;
    }
    play(stage, steps).await?;
    Ok(deliver(stage).await?)
}

async fn deliver(stage: &Stage) -> Result<Vec<OutboxMail>, StoreError> {
    let mut delivered = Vec::new();
    loop {
        let mails = stage.store.claim_mails(100).await?;
        if mails.is_empty() {
            return Ok(delivered);
        }
        for mail in mails {
            stage.store.mail_sent(mail.id).await?;
            delivered.push(mail);
        }
    }
}

async fn create_customer(stage: &Stage, hasher: &Hasher, customer: &DemoCustomer) -> Result<CustomerId, DemoError> {
    let supplier = supplier(stage).await?;
    let id = stage.store.create_customer(Some(&supplier), customer.with_login(hash(hasher).await?)).await?;
    let approver = approver(stage, customer).await?;
    // The demo is to show all that there is.
    for rule in CustomerRule::EXTRAS {
        stage.store.switch_rule(&approver, rule, true).await?;
    }
    for person in customer.others {
        let data = ContactData { approver_id: in_charge(person, &approver), ..person.data() };
        stage.store.create_contact(&approver, data, person.login(hash(hasher).await?)).await?;
    }
    Ok(id)
}

fn in_charge(person: &Person, approver: &Approver) -> Option<domain::ContactId> {
    person.approval.is_reviewed().then(|| approver.orderer().contact_id())
}

async fn agree_on_assortment(stage: &Stage, id: CustomerId, customer: &DemoCustomer, numbers: &[String]) -> Result<(), DemoError> {
    let supplier = supplier(stage).await?;
    let approver = approver(stage, customer).await?;
    for number in numbers {
        let article = stage.store.article(approver.orderer(), number).await?;
        stage.store.add_to_assortment(&supplier, id, article.id).await?;
    }
    Ok(())
}

async fn approver(stage: &Stage, customer: &DemoCustomer) -> Result<Approver, DemoError> {
    match stage.store.caller_by_user_name(customer.approver.user_name).await? {
        Some(Caller::Contact(orderer)) => orderer.approver().ok_or(DemoError::Story("an approver")),
        _ => Err(DemoError::Story("the special login")),
    }
}

async fn hash(hasher: &Hasher) -> Result<String, DemoError> {
    Ok(hasher.hash(PASSWORD.into()).await?)
}
