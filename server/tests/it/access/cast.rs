//! Everybody who could ask, and the things about which they could ask.

use super::seals::{Seals, seals};
use crate::support::{Browser, TestApp};
use domain::{Absence, ApprovalKind, ContactId, CostCentreId, CustomerRule, Limits, Patience, Rappen};
use jiff::{SignedDuration, ToSpan};
use std::collections::HashMap;
use store::{Approver, ArticleFilter, Caller, ContactData, CostCentreData, Failure, Placing, StandingRelease};
use testbed::Engine;
use uuid::Uuid;

/// Somebody who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Nobody,
    /// Of Muster, whose orders are reviewed.
    Orderer,
    /// Of Muster, who reviews them.
    InCharge,
    /// Of Muster as well, but not in charge.
    OtherApprover,
    /// A colleague of the orderer.
    OtherOrderer,
    /// The approver of another customer.
    OtherCustomer,
    Supplier,
    /// Was of Muster, and still has the cookie of the session.
    Deleted,
    /// An approver of Muster with a second factor, who has only given the password.
    AtTheDoor,
    /// Of a third customer, which demands a second factor that this contact does not have.
    MustSetUp,
}

impl Role {
    pub const ALL: [Self; 10] = [
        Self::Nobody,
        Self::Orderer,
        Self::InCharge,
        Self::OtherApprover,
        Self::OtherOrderer,
        Self::OtherCustomer,
        Self::Supplier,
        Self::Deleted,
        Self::AtTheDoor,
        Self::MustSetUp,
    ];

    const fn user_name(self) -> Option<&'static str> {
        match self {
            Self::Nobody | Self::Deleted => None,
            Self::AtTheDoor => Some(AT_THE_DOOR),
            Self::MustSetUp => Some(MUST_SET_UP),
            Self::Orderer => Some("permanent@muster.example"),
            Self::InCharge => Some("freigeber@muster.example"),
            Self::OtherApprover => Some("freigeber2@muster.example"),
            Self::OtherOrderer => Some("sortiment@muster.example"),
            Self::OtherCustomer => Some("freigeber@bau.example"),
            Self::Supplier => Some("lieferant@ofrex.example"),
        }
    }
}

/// What an id names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// An order that waits for its approver.
    Order,
    /// Another one, for its orderer to take back.
    OrderToWithdraw,
    Contact,
    /// A mail about a new login, which could not be delivered.
    Mail,
    /// A contact on whom others depend.
    Approver,
    Absence,
    CostCentre,
    StandingRelease,
    /// An article that is proposed for the Kundensortiment.
    Proposal,
    Session,
    Article,
    ArticleNumber,
    SupplyOrder,
    Customer,
}

/// Whose the named thing is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Whose {
    /// Of the customer Muster, of the caller in the case of a session, of everybody in the case of articles.
    Own,
    /// Of the customer Bau, of somebody else in the case of a session, of another kind in the case of the supplier's things.
    Foreign,
    /// Nobody's: there is no such thing.
    Missing,
}

impl Whose {
    pub const ALL: [Self; 3] = [Self::Own, Self::Foreign, Self::Missing];
}

const DEMANDING: &str = "streng@streng.example";
const MUST_SET_UP: &str = "neu@streng.example";
const AT_THE_DOOR: &str = "zweischritt@muster.example";

const MISSING: &str = "01900000-0000-7000-8000-000000000000";
const MISSING_NUMBER: &str = "99-9999";
const ARTICLES: [&str; 2] = ["15-0102", "20-0101"];

/// A portal with all of them.
pub struct Stage {
    app: TestApp,
    things: HashMap<(Kind, Whose), String>,
    seals: HashMap<String, Seals>,
    deleted: String,
}

/// One of them at the door.
pub struct Visit {
    pub browser: Browser,
    session: Option<Uuid>,
}

impl Stage {
    pub async fn set(engine: Engine) -> Self {
        Self::set_in(TestApp::with_demo(engine).await).await
    }

    /// The database, as the configuration names it.
    pub fn database_url(&self) -> &str {
        self.app.database_url()
    }

    /// Lets an order wait until its approver was reminded and another one asked, and then takes it back.
    pub async fn let_an_order_wait_too_long(&self) {
        let (store, approver) = (&self.app.store, self.app.orderer("freigeber@muster.example").await.approver().expect("an approver"));
        let patience = Patience { remind_after: Some(1), escalate_after: Some(2) };
        store.set_patience(&approver, patience).await.expect("it can be set");
        let order = place(&self.app, "permanent@muster.example").await.parse().expect("an id");
        self.app.advance(SignedDuration::from_hours(24 * 7));
        for _ in 0..2 {
            for due in store.due_waits(100).await.expect("the store answers") {
                assert!(store.nudge(due).await.expect("it can be done"));
            }
        }
        let orderer = self.app.orderer("permanent@muster.example").await;
        assert!(!store.order(&orderer, order).await.expect("own order").holder.expect("it waits").asked.is_empty());
        store.withdraw(&orderer, order).await.expect("it can be taken back");
    }

    /// Lets somebody be away, and tells people of it once it has begun and once it is over.
    pub async fn let_an_absence_pass(&self) {
        let store = &self.app.store;
        let (substitute, away) = new_approver(&self.app, "freigeber@muster.example", "ferien@muster.example").await;
        let today = store.absences(&substitute).await.expect("the store answers").today.0;
        let (first, last) = (today.saturating_add(1.day()), today.saturating_add(2.days()));
        let absence = Absence { approver: away, substitute: substitute.orderer().contact_id(), first, last };
        store.enter_absence(&substitute, absence).await.expect("it can be entered");
        for hours in [36, 48] {
            self.app.advance(SignedDuration::from_hours(hours));
            let due = store.due_absences(100).await.expect("the store answers");
            assert!(!due.is_empty(), "people are to be told of it");
            for due in due {
                assert!(store.tell_absence(due).await.expect("they can be told"));
            }
        }
    }

    /// Where the queries have forgotten the customer for whom they ask.
    pub async fn set_without_first_wall(engine: Engine) -> Self {
        Self::set_in(TestApp::with_demo_and_no_first_wall(engine).await).await
    }

    async fn set_in(app: TestApp) -> Self {
        let deleted = deleted_contact(&app).await;
        with_second_factor(&app).await;
        with_a_demand(&app).await;
        let things = things(&app).await;
        let seals = seals(&app, &things).await;
        Self { app, things, seals, deleted }
    }

    /// Somebody comes, each time in a session of their own, so that no visit disturbs the next.
    pub async fn visit(&self, role: Role) -> Visit {
        let token = match role.user_name() {
            Some(user_name) => self.app.open_session(user_name).await,
            None if role == Role::Deleted => self.deleted.clone(),
            None => return Visit { browser: self.app.browser(), session: None },
        };
        let session = match self.app.caller_in(&token).await {
            Some(caller) => self.app.store.sessions(&caller).await.expect("the store answers").into_iter().find(|row| row.is_current),
            None => None,
        };
        Visit { browser: self.app.browser_in(&token), session: session.map(|row| row.id) }
    }

    /// The id of a thing; `None` when there is none of that kind that is whose.
    pub fn id(&self, kind: Kind, whose: Whose, visit: &Visit) -> Option<String> {
        match (kind, whose) {
            (Kind::ArticleNumber, Whose::Missing) => Some(MISSING_NUMBER.into()),
            (_, Whose::Missing) => Some(MISSING.into()),
            (Kind::Session, Whose::Own) => visit.session.map(|id| id.to_string()),
            thing => self.things.get(&thing).cloned(),
        }
    }

    /// The seals of the order with this id.
    pub fn seals(&self, order: &str) -> Seals {
        self.seals.get(order).cloned().unwrap_or_else(Seals::none)
    }
}

async fn things(app: &TestApp) -> HashMap<(Kind, Whose), String> {
    let muster = app.orderer("permanent@muster.example").await;
    let article = app.store.article(&muster, ARTICLES[0]).await.expect("the demo has this article").id;
    let order = place(app, "permanent@muster.example").await;
    let foreign_order = place(app, "besteller@bau.example").await;
    place(app, "frei@muster.example").await;
    let someone = app.open_session("frei@muster.example").await;
    let Some(Caller::Supplier(supplier)) = app.store.caller_by_user_name("lieferant@ofrex.example").await.expect("the store answers")
    else {
        panic!("the demo has a supplier")
    };
    let supply_orders = app.store.supply_orders(&supplier, None, None, 1).await.expect("the store answers");
    let contact = contact(app, "frei@muster.example").await;
    let session = app.store.sessions(&app.caller_in(&someone).await.expect("the session is open")).await.expect("the store answers");
    HashMap::from([
        ((Kind::Order, Whose::Own), order.clone()),
        ((Kind::Order, Whose::Foreign), foreign_order.clone()),
        ((Kind::OrderToWithdraw, Whose::Own), place(app, "permanent@muster.example").await),
        ((Kind::OrderToWithdraw, Whose::Foreign), foreign_order),
        ((Kind::Contact, Whose::Own), contact.to_string()),
        ((Kind::Contact, Whose::Foreign), self::contact(app, "besteller@bau.example").await.to_string()),
        ((Kind::Mail, Whose::Own), failed_mail(app, "freigeber@muster.example").await),
        ((Kind::Mail, Whose::Foreign), failed_mail(app, "freigeber@bau.example").await),
        ((Kind::Approver, Whose::Own), self::contact(app, "freigeber@muster.example").await.to_string()),
        ((Kind::Approver, Whose::Foreign), self::contact(app, "freigeber@bau.example").await.to_string()),
        ((Kind::Absence, Whose::Own), absence(app, "freigeber@muster.example").await),
        ((Kind::Absence, Whose::Foreign), absence(app, "freigeber@bau.example").await),
        ((Kind::CostCentre, Whose::Own), cost_centre(app, "freigeber@muster.example").await),
        ((Kind::CostCentre, Whose::Foreign), cost_centre(app, "freigeber@bau.example").await),
        ((Kind::StandingRelease, Whose::Own), standing_release(app, "freigeber@muster.example").await),
        ((Kind::StandingRelease, Whose::Foreign), standing_release(app, "freigeber@bau.example").await),
        ((Kind::Proposal, Whose::Own), proposal(app, "freigeber@muster.example").await),
        ((Kind::Proposal, Whose::Foreign), proposal(app, "freigeber@bau.example").await),
        ((Kind::Session, Whose::Foreign), session[0].id.to_string()),
        ((Kind::Article, Whose::Own), article.to_string()),
        ((Kind::ArticleNumber, Whose::Own), ARTICLES[0].into()),
        ((Kind::SupplyOrder, Whose::Own), supply_orders[0].id.to_string()),
        ((Kind::SupplyOrder, Whose::Foreign), order),
        ((Kind::Customer, Whose::Own), muster.customer_id().to_string()),
        ((Kind::Customer, Whose::Foreign), contact.to_string()),
    ])
}

/// A mail to a new contact of this approver's company, which nobody would take.
async fn failed_mail(app: &TestApp, approver: &str) -> String {
    let user_name = format!("post.{approver}");
    app.new_contact(approver, &user_name).await;
    let mails = app.store.claim_mails(100).await.expect("the store answers");
    let id = mails.iter().find(|mail| mail.recipient_email == user_name).expect("a new login causes a mail").id;
    app.store.mail_failed(id, "550 no such mailbox", true).await.expect("the mail is queued");
    id.to_string()
}

/// An absence of this approver in which a new one will stand in: long after everything else here.
async fn absence(app: &TestApp, approver: &str) -> String {
    let (approver, substitute) = new_approver(app, approver, &format!("vertretung.{approver}")).await;
    let (first, last) = (jiff::civil::date(2100, 1, 4), jiff::civil::date(2100, 1, 8));
    let absence = Absence { approver: approver.orderer().contact_id(), substitute, first, last };
    app.store.enter_absence(&approver, absence).await.expect("it can be entered");
    app.store.absences(&approver).await.expect("the store answers").rows[0].id.to_string()
}

/// A cost centre with a budget, which this approver looks after; and limits for one of their people, so that these are summed up.
async fn cost_centre(app: &TestApp, approver: &str) -> String {
    let user_name = format!("limite.{approver}");
    let (approver, limited) = app.new_contact(approver, &user_name).await;
    let responsible = approver.orderer().contact_id();
    let data = CostCentreData { number: "4711".into(), name: "Empfang".into(), per_year: Some(Rappen(1)), approver_id: responsible };
    let id = app.store.save_cost_centre(&approver, None, data).await.expect("it can be created");
    let limits = Limits { per_order: Some(Rappen(1)), per_month: Some(Rappen(1)) };
    app.store.switch_rule(&approver, CustomerRule::UsesLimits, true).await.expect("they can be switched on");
    app.store.set_limits(&approver, limited, limits, Some(responsible)).await.expect("they can be set");
    place_on(app, &user_name, Some(id)).await;
    id.to_string()
}

/// A standing release of an approver's company, of next to nothing.
async fn standing_release(app: &TestApp, approver: &str) -> String {
    let approver = app.orderer(approver).await.approver().expect("an approver");
    let article = app.store.learnable_article(&approver, ARTICLES[0]).await.expect("the demo has this article").id;
    let release = StandingRelease { article, orderer: None, up_to: Rappen(1) };
    app.store.set_standing_release(&approver, release).await.expect("it can be set");
    // So that it is looked for what could be proposed.
    app.store.switch_rule(&approver, CustomerRule::ProposesRules, true).await.expect("it can be switched on");
    app.store.standing_releases(&approver, None, 1).await.expect("the store answers")[0].id.to_string()
}

/// An article that this approver proposes for the Kundensortiment.
async fn proposal(app: &TestApp, approver: &str) -> String {
    let approver = app.orderer(approver).await.approver().expect("an approver");
    let all = ArticleFilter { search: String::new(), category: None, only_assortment: false, after: None, limit: 1_000 };
    let articles = app.store.articles(approver.orderer(), all).await.expect("the store answers");
    let outside = articles.into_iter().find(|article| !article.is_in_assortment && !ARTICLES.contains(&article.number.as_str()));
    app.store.propose_for_assortment(&approver, outside.expect("not everything is agreed").id).await.expect("it can be proposed");
    app.store.proposals(&approver, None, 1).await.expect("the store answers")[0].id.to_string()
}

async fn new_approver(app: &TestApp, approver: &str, user_name: &str) -> (Approver, ContactId) {
    let (approver, id) = app.new_contact(approver, user_name).await;
    let detail = app.store.contact(&approver, id).await.expect("the contact is there");
    let data = ContactData { approval: ApprovalKind::Approver, ..detail.data };
    app.store.edit_contact(&approver, id, data, None).await.expect("an approver");
    (approver, id)
}

async fn contact(app: &TestApp, user_name: &str) -> ContactId {
    app.orderer(user_name).await.contact_id()
}

/// Orders two articles.
async fn place(app: &TestApp, user_name: &str) -> String {
    place_on(app, user_name, None).await
}

/// The same on a cost centre.
async fn place_on(app: &TestApp, user_name: &str, cost_centre: Option<CostCentreId>) -> String {
    let orderer = app.orderer(user_name).await;
    for number in ARTICLES {
        let article = app.store.article(&orderer, number).await.expect("the demo has this article");
        app.store.put_in_cart(&orderer, article.id, 3).await.expect("the cart has room");
    }
    let cart = app.store.cart(&orderer).await.expect("the store answers");
    let (order_key, seen, address) = (cart.order_key, cart.fingerprint(), cart.address);
    let placing = Placing { order_key, seen, address, reference: None, note: None, cost_centre, line_cost_centres: Vec::new() };
    app.store.place(&orderer, placing).await.expect("the order can be placed").order_id.to_string()
}

/// A customer whose approver demands a second factor of everybody, and has one.
async fn with_a_demand(app: &TestApp) {
    app.new_customer(DEMANDING).await;
    app.new_contact(DEMANDING, MUST_SET_UP).await;
    app.set_up_factor(&app.open_session(DEMANDING).await).await;
    let approver = app.orderer(DEMANDING).await.approver().expect("an approver");
    app.store.demand_second_factor(&approver, true).await.expect("demanded");
}

/// A new approver, who has set up a second factor.
async fn with_second_factor(app: &TestApp) {
    new_approver(app, "freigeber@muster.example", AT_THE_DOOR).await;
    app.set_up_factor(&app.open_session(AT_THE_DOOR).await).await;
}

/// The session of a contact who is deleted by now.
async fn deleted_contact(app: &TestApp) -> String {
    let user_name = "ehemals@muster.example";
    let (approver, id) = app.new_contact("freigeber@muster.example", user_name).await;
    let token = app.open_session(user_name).await;
    let deleted = app.store.delete_contact(&approver, id, None).await;
    assert!(!matches!(deleted, Err(Failure::Refused(_))), "{deleted:?}");
    token
}
