//! Two databases that begin alike: one for the store, one for the hand.

use crate::hand::Hand;
use domain::{ApprovalKind, DeliveryAddress, Language, Rappen, Salutation};
use std::sync::Arc;
use store::{Approver, Availability, Caller, ContactData, NewArticle, NewCategory, NewCustomer, NewLogin, Orderer, Placing, Store};
use testbed::{Engine, TestDatabase, database};

/// Customers, who do not wait for each other.
pub const CUSTOMERS: usize = 32;
/// Lines of each order.
pub const LINES: u32 = 10;

/// One of the two databases, with the store's own connections and bare ones.
pub struct Side {
    pub store: Store,
    pub hand: Hand,
    _database: TestDatabase,
}

/// Opens both sides on a portal in which every customer has `orderers` people with a full cart each, whose orders all wait.
pub async fn open(engine: Engine, orderers: usize) -> [Side; 2] {
    let original = database(engine);
    let store = store_at(&original.url).await;
    store.migrate().await.expect("migrates");
    fill(&store, orderers).await;
    store.close().await;
    let template = original.into_template();
    [side(template.database()).await, side(template.database()).await]
}

async fn side(database: TestDatabase) -> Side {
    Side { store: store_at(&database.url).await, hand: Hand::open(&database.url).await, _database: database }
}

async fn store_at(url: &str) -> Store {
    Store::open(url, Arc::new(jiff::Timestamp::now)).await.expect("opens")
}

impl Side {
    /// The `person`-th orderer of a customer.
    pub async fn orderer(&self, customer: usize, person: usize) -> Orderer {
        orderer(&self.store, &orderer_name(customer, person)).await
    }

    /// Who decides on that customer's orders.
    pub async fn approver(&self, customer: usize) -> Approver {
        orderer(&self.store, &approver_name(customer)).await.approver().expect("an approver")
    }

    /// What the order form of this orderer submits.
    pub async fn placing(&self, orderer: &Orderer) -> Placing {
        let cart = self.store.cart(orderer).await.expect("a cart");
        Placing {
            order_key: cart.order_key,
            seen: cart.fingerprint(),
            address: address(),
            reference: Some("Kostenstelle 12".into()),
            cost_centre: None,
            line_cost_centres: Vec::new(),
            note: None,
        }
    }
}

async fn fill(store: &Store, orderers: usize) {
    store.create_supplier("Liefer AG").await.expect("a supplier");
    let category = NewCategory { slug: "buero".into(), name_de: "Büro".into(), name_en: "Office".into(), position: 1 };
    store.import_catalogue(vec![category], (1..=LINES).map(article).collect()).await.expect("a catalogue");
    for customer in 0..CUSTOMERS {
        let approver = create_customer(store, customer).await;
        for person in 0..orderers {
            let name = orderer_name(customer, person);
            let data = contact(&name, ApprovalKind::AlwaysReview, Some(approver.orderer().contact_id()));
            store.create_contact(&approver, data, login(&name)).await.expect("a contact");
            fill_cart(store, &orderer(store, &name).await).await;
        }
    }
}

async fn create_customer(store: &Store, customer: usize) -> Approver {
    let name = approver_name(customer);
    let new = NewCustomer {
        name: format!("Firma {customer} AG"),
        street: "Hauptstrasse 1".into(),
        postcode: "8000".into(),
        town: "Zürich".into(),
        approver: contact(&name, ApprovalKind::Approver, None),
        login: login(&name),
    };
    store.create_customer(None, new).await.expect("a customer");
    orderer(store, &name).await.approver().expect("an approver")
}

async fn fill_cart(store: &Store, orderer: &Orderer) {
    for line in 1..=LINES {
        let article = store.article(orderer, &article(line).number).await.expect("an article");
        store.set_cart_quantity(orderer, article.id, line).await.expect("in the cart");
    }
}

async fn orderer(store: &Store, user_name: &str) -> Orderer {
    match store.caller_by_user_name(user_name).await.expect("a look-up") {
        Some(Caller::Contact(orderer)) => orderer,
        other => panic!("{user_name} is {other:?}"),
    }
}

fn approver_name(customer: usize) -> String {
    format!("freigeber.{customer}")
}

fn orderer_name(customer: usize, person: usize) -> String {
    format!("besteller.{customer}.{person}")
}

fn login(user_name: &str) -> NewLogin {
    NewLogin { user_name: user_name.into(), password_hash: "-".into(), is_invited: false }
}

fn contact(name: &str, approval: ApprovalKind, approver_id: Option<domain::ContactId>) -> ContactData {
    ContactData {
        salutation: Salutation::Neutral,
        first_name: name.into(),
        last_name: "Muster".into(),
        email: format!("{name}@firma.example"),
        phone: None,
        job_title: None,
        language: Language::German,
        approval,
        approver_id,
    }
}

fn article(line: u32) -> NewArticle {
    NewArticle {
        number: format!("10-{line:04}"),
        category_slug: "buero".into(),
        name: format!("Kopierpapier A4 weiss, Sorte {line}"),
        description: "500 Blatt, 80 g/m²".into(),
        unit: "Packung".into(),
        price: Rappen(i64::from(line) * 115),
        availability: Availability::InStock,
    }
}

fn address() -> DeliveryAddress {
    DeliveryAddress {
        company: "Firma AG".into(),
        attention: "Empfang".into(),
        street: "Hauptstrasse 1".into(),
        postcode: "8000".into(),
        town: "Zürich".into(),
    }
}
