//! A portal with a supplier, companies and articles, for the tests of orders and supply orders.
#![allow(dead_code, reason = "each file of tests uses a part of it")]

mod confirming;
mod empty;
mod means;
mod office;
mod peek;

pub use means::{order_form, two_budgets};
pub use office::{Office, id};
pub use peek::Peek;

use domain::{
    ApprovalKind, ContactId, CustomerId, DeliveryAddress, Language, OrderId, OrderStatus, Rappen, Salutation, Verdict, order::MAX_QUANTITY,
};
use jiff::{SignedDuration, Timestamp};
use std::sync::{Arc, Mutex};
use store::{
    Approver, Availability, Caller, Cart, ContactData, DecideRefusal, Decided, Failure, LineDecision, NewArticle, NewCategory, NewCustomer,
    NewLogin, NewSupplierPerson, Orderer, Placed, Placing, QueueFilter, QueueRow, Store, SupplierPerson,
};
use testbed::{Engine, TestDatabase};
use uuid::Uuid;

/// Articles A1 to A6 with their prices in Rappen.
pub const PRICES: [(&str, i64); 6] = [("A1", 1250), ("A2", 990), ("A3", 4500), ("A4", 105), ("A5", 77_705), ("A6", 1)];

/// An open portal with its supplier and its clock.
pub struct Portal {
    pub store: Store,
    pub supplier: SupplierPerson,
    pub peek: Peek,
    pub engine: Engine,
    now: Arc<Mutex<Timestamp>>,
    database: TestDatabase,
}

impl Portal {
    pub async fn open(engine: Engine) -> Self {
        let database = empty::database_with_schema(engine).await;
        // A Tuesday, ten o'clock in Zürich.
        let now = Arc::new(Mutex::new("2026-11-24T09:00:00Z".parse().expect("an instant")));
        let shown = now.clone();
        let store = Store::open(&database.url, Arc::new(move || *shown.lock().expect("a clock"))).await.expect("opens");
        let supplier = set_up_supplier(&store).await;
        let peek = Peek::open(&database.url).await;
        Self { store, supplier, peek, engine, now, database }
    }

    /// Where the database is.
    pub fn url(&self) -> &str {
        &self.database.url
    }

    /// Where the database is for a server that owns nothing of it.
    pub fn server_url(&self) -> String {
        self.database.server_url()
    }

    /// Lets time pass.
    pub fn pass(&self, duration: SignedDuration) {
        *self.now.lock().expect("a clock") += duration;
    }

    /// A customer with its first approver, whose user name begins with `key`. It has all that is there only where somebody wants it, as
    /// if that had been so from the beginning: there is no entry of it in the record.
    pub async fn company(&self, key: &str) -> Company {
        let company = self.new_customer(key).await;
        let on = "splits_orders = true, changes_orders = true, writes_comments = true, alters_lines = true";
        self.peek.execute(&format!("update customers set {on} where name = '{key} AG'")).await.expect("switched on");
        company
    }

    /// The same as the supplier has just created it: without all that.
    pub async fn new_customer(&self, key: &str) -> Company {
        let boss = format!("{key}.boss");
        let customer = NewCustomer {
            name: format!("{key} AG"),
            street: "Hauptstrasse 1".into(),
            postcode: "8000".into(),
            town: "Zürich".into(),
            approver: contact_data(&boss, ApprovalKind::Approver, None),
            login: login(&boss),
        };
        let id = self.store.create_customer(None, customer).await.expect("a customer");
        Company { id, key: key.into(), boss: self.approver(&boss).await }
    }

    /// A new contact of the company.
    pub async fn employ(&self, company: &Company, name: &str, approval: ApprovalKind) -> Orderer {
        self.employ_under(company, name, approval, company.boss.orderer().contact_id()).await
    }

    /// A new contact of the company whose orders `approver` releases, if they need it.
    pub async fn employ_under(&self, company: &Company, name: &str, approval: ApprovalKind, approver: ContactId) -> Orderer {
        let user_name = format!("{}.{name}", company.key);
        let data = contact_data(&user_name, approval, approval.is_reviewed().then_some(approver));
        self.store.create_contact(&company.boss, data, login(&user_name)).await.expect("a contact");
        self.orderer(&user_name).await
    }

    /// A second approver of the company.
    pub async fn promote(&self, company: &Company, name: &str) -> Approver {
        self.employ(company, name, ApprovalKind::Approver).await.approver().expect("an approver")
    }

    /// The contact with this user name, as a new session would know them.
    pub async fn orderer(&self, user_name: &str) -> Orderer {
        match self.store.caller_by_user_name(user_name).await.expect("a look-up") {
            Some(Caller::Contact(orderer)) => orderer,
            other => panic!("{user_name} is {other:?}"),
        }
    }

    /// The approver with this user name, as a new session would know them.
    pub async fn approver(&self, user_name: &str) -> Approver {
        self.orderer(user_name).await.approver().expect("an approver")
    }

    /// Agrees articles with the customer.
    pub async fn agree(&self, company: &Company, articles: &[&str]) {
        for number in articles {
            let article = self.store.article(company.boss.orderer(), number).await.expect("an article");
            self.store.add_to_assortment(&self.supplier, company.id, article.id).await.expect("added");
        }
    }

    /// Fills the cart and gives what the form would submit.
    pub async fn fill(&self, orderer: &Orderer, lines: &[(&str, u32)]) -> Placing {
        for (number, quantity) in lines {
            assert!((1..=MAX_QUANTITY).contains(quantity));
            let article = self.store.article(orderer, number).await.expect("an article");
            self.store.set_cart_quantity(orderer, article.id, *quantity).await.expect("in the cart");
            // So that the lines have an order.
            self.pass(SignedDuration::from_millis(1));
        }
        placing(&self.store.cart(orderer).await.expect("a cart"))
    }

    /// Places an order over one piece of each article.
    pub async fn place(&self, orderer: &Orderer, articles: &[&str]) -> Placed {
        let lines: Vec<_> = articles.iter().map(|number| (*number, 1)).collect();
        let placing = self.fill(orderer, &lines).await;
        self.store.place(orderer, placing).await.expect("placed")
    }

    /// What waits for an approver, the most urgent first.
    pub async fn queue(&self, approver: &Approver) -> Vec<QueueRow> {
        self.store.release_queue(approver, QueueFilter::default(), None, 100).await.expect("a queue").rows
    }

    /// Decides lines and checks that the stored statuses are still right.
    pub async fn decide(
        &self,
        approver: &Approver,
        order_id: OrderId,
        lines: &[(u32, Verdict)],
    ) -> Result<Decided, Failure<DecideRefusal>> {
        let result = self.store.decide(approver, order_id, decisions(lines)).await;
        self.peek.assert_statuses_hold().await;
        result
    }
}

/// A customer.
pub struct Company {
    pub id: CustomerId,
    pub key: String,
    pub boss: Approver,
}

/// A company with an orderer whose every order waits.
pub async fn waiting_company(portal: &Portal) -> (Company, Orderer) {
    let company = portal.company("muster").await;
    let orderer = portal.employ(&company, "immer", ApprovalKind::AlwaysReview).await;
    (company, orderer)
}

/// The status after a decision, and how many lines are still open.
pub fn counts_of(decided: &Decided) -> (OrderStatus, usize) {
    (decided.status, decided.open_lines)
}

/// What a form with this cart would submit.
pub fn placing(cart: &Cart) -> Placing {
    let (order_key, seen, address) = (cart.order_key, cart.fingerprint(), address());
    Placing { order_key, seen, address, reference: None, note: None, cost_centre: None, line_cost_centres: vec![] }
}

pub fn address() -> DeliveryAddress {
    DeliveryAddress {
        company: "Muster AG".into(),
        attention: "Empfang".into(),
        street: "Hauptstrasse 1".into(),
        postcode: "8000".into(),
        town: "Zürich".into(),
    }
}

/// Decisions with a reason for each rejection.
pub fn decisions(lines: &[(u32, Verdict)]) -> Vec<LineDecision> {
    let decision = |(position, verdict): &(u32, Verdict)| match verdict {
        Verdict::Released => LineDecision::release(*position),
        Verdict::Rejected => LineDecision::reject(*position, None, Some(format!("Grund {position}"))),
    };
    lines.iter().map(decision).collect()
}

/// The refusal of a place that was refused.
pub fn refusal<T: std::fmt::Debug, R: std::fmt::Debug>(result: Result<T, Failure<R>>) -> R {
    match result {
        Err(Failure::Refused(refusal)) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

/// Whether the answer is that of a missing row.
pub fn is_not_found<T, R>(result: &Result<T, Failure<R>>) -> bool {
    matches!(result, Err(Failure::Store(store::StoreError::NotFound)))
}

async fn set_up_supplier(store: &Store) -> SupplierPerson {
    store.create_supplier("Liefer AG").await.expect("a supplier");
    let person = NewSupplierPerson {
        first_name: "Luca".into(),
        last_name: "Lager".into(),
        email: "lager@liefer.example".into(),
        language: Language::German,
        user_name: "lager".into(),
        password_hash: "-".into(),
    };
    store.create_supplier_person(person).await.expect("a person");
    store.import_catalogue(categories(), articles()).await.expect("a catalogue");
    match store.caller_by_user_name("lager").await.expect("a look-up") {
        Some(Caller::Supplier(person)) => person,
        other => panic!("lager is {other:?}"),
    }
}

fn categories() -> Vec<NewCategory> {
    vec![NewCategory { slug: "buero".into(), name_de: "Büro".into(), name_en: "Office".into(), position: 1 }]
}

fn articles() -> Vec<NewArticle> {
    PRICES.map(|(number, price)| article(number, &format!("Artikel {number}"), price)).into()
}

/// An article of the only category.
pub fn article(number: &str, name: &str, price: i64) -> NewArticle {
    NewArticle {
        number: number.into(),
        category_slug: "buero".into(),
        name: name.into(),
        description: String::new(),
        unit: "Stück".into(),
        price: Rappen(price),
        availability: Availability::InStock,
    }
}

/// A contact whose first name is the user name.
pub fn contact_data(user_name: &str, approval: ApprovalKind, approver_id: Option<ContactId>) -> ContactData {
    ContactData {
        salutation: Salutation::Neutral,
        first_name: user_name.into(),
        last_name: "Muster".into(),
        email: format!("{user_name}@mail.example"),
        phone: None,
        job_title: None,
        language: Language::German,
        approval,
        approver_id,
    }
}

fn login(user_name: &str) -> NewLogin {
    NewLogin { user_name: user_name.into(), password_hash: "-".into(), is_invited: false }
}

/// A key that nothing has.
pub fn other_key() -> Uuid {
    Uuid::now_v7()
}
