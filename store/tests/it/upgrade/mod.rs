//! A filled database is brought up to date, however old its schema is: nothing is lost, and what was kept is read and goes on.
//!
//! The rows are those that earlier versions wrote. A migration that comes needs no rows here; it finds those that are there.

mod fill;
mod kept;
mod record;

use crate::{
    ordering::{Peek, placing},
    schema::{migrated, told},
};
use domain::{CustomerRule, OrderId, OrderStatus, Rappen, Verdict, notice::Notice, numbers::Period};
use fill::{filled, id};
use jiff::Timestamp;
use std::sync::Arc;
use store::{Approver, AssortmentSpend, Caller, DossierFilter, LineDecision, NewSession, Orderer, QueueFilter, Store, SupplierPerson};
use testbed::{Engine, both_engines};

both_engines![
    the_first_schema_is_brought_up_to_date,
    a_schema_with_limits_and_confirmations_is_brought_up_to_date,
    a_schema_with_changes_and_comments_is_brought_up_to_date,
    a_schema_with_standing_releases_is_brought_up_to_date,
];

/// A Monday, ten o'clock in Zürich: shortly after the last rows.
const NOW: &str = "2026-03-16T09:00:00Z";
/// Everybody who has a login.
const PEOPLE: [&str; 7] = ["eva", "zoe", "luca", "nina", "sara", "marc", "rita"];

async fn the_first_schema_is_brought_up_to_date(engine: Engine) {
    brought_up_to_date(engine, 1).await;
}

async fn a_schema_with_limits_and_confirmations_is_brought_up_to_date(engine: Engine) {
    brought_up_to_date(engine, 18).await;
}

async fn a_schema_with_changes_and_comments_is_brought_up_to_date(engine: Engine) {
    let portal = brought_up_to_date(engine, 25).await;
    let order = portal.store.order(&portal.orderer("luca").await, OrderId(id(0x68))).await.expect("an own order");
    let comments: Vec<_> = order.comments.iter().map(|comment| comment.content.as_str()).collect();
    assert_eq!(comments, ["Es eilt.", "Am Montag."]);
}

async fn a_schema_with_standing_releases_is_brought_up_to_date(engine: Engine) {
    let portal = brought_up_to_date(engine, 28).await;
    let eva = portal.approver("eva").await;
    let in_force = portal.store.standing_releases(&eva, None, 100).await.expect("the list");
    assert_eq!(in_force.iter().map(|row| row.id.0).collect::<Vec<_>>(), [id(0xe2)]);
    let ended = portal.store.ended_standing_releases(&eva, None, 100).await.expect("the list");
    let ended: Vec<_> = ended.iter().map(|row| (row.release.id.0, row.release.set_by.as_str(), row.ended_by.as_deref())).collect();
    let expected = [(id(0xe3), "Zoe Zwei", Some("Eva Frei")), (id(0xe1), "Eva Frei", Some("Zoe Zwei"))];
    assert_eq!(ended, expected, "the record knew who had ended it, or set another one in its place");
}

/// Opens a database with a schema of this step as the portal does, and looks at everything in it.
async fn brought_up_to_date(engine: Engine, step: i64) -> Upgraded {
    let database = filled(engine, step).await;
    let peek = Peek::open(&database.url).await;
    let columns = kept::columns(engine, &peek).await;
    let before = kept::rows(engine, &peek, &columns).await;
    let empty: Vec<_> = before.iter().filter(|(_, rows)| rows.is_empty()).map(|(table, _)| table).collect();
    assert!(empty.is_empty(), "what holds nothing loses nothing: {empty:?}");

    let now: Timestamp = NOW.parse().expect("an instant");
    let store = Store::open(&database.url, Arc::new(move || now)).await.expect("opens");
    store.migrate().await.expect("migrates");
    let peek = Peek::open(&database.url).await;
    assert_eq!(kept::rows(engine, &peek, &columns).await, before, "nothing is lost, and nothing is other than it was");
    assert_eq!(told(&database.url).await, told(&migrated(engine).await.url).await, "the schema is that of a new database");
    assert_eq!(peek.number(broken_keys(engine)).await, 0);

    let portal = Upgraded { store, peek, has_limits: step >= 18, _database: database };
    assert_eq!(portal.store.verify_audit().await.expect("verified"), []);
    portal.peek.assert_statuses_hold().await;
    portal.lets_people_in().await;
    portal.shows_all_orders().await;
    portal.shows_what_waits().await;
    portal.adds_up().await;
    portal.sends_what_is_due().await;
    portal.knows_what_migrations_found_out().await;
    portal.goes_on().await;
    portal
}

const fn broken_keys(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => "select count(*) from pragma_foreign_key_check",
        // It refuses what breaks one, unless a key was added without a look at the rows.
        Engine::Postgres => "select count(*) from pg_constraint where contype = 'f' and not convalidated",
    }
}

/// A portal on what was there before.
struct Upgraded {
    store: Store,
    peek: Peek,
    /// Whether there were limits, cost centres and releases that went on.
    has_limits: bool,
    _database: testbed::TestDatabase,
}

impl Upgraded {
    async fn caller(&self, name: &str) -> Caller {
        self.store.caller_by_user_name(name).await.expect("a look-up").expect("a login")
    }

    async fn orderer(&self, name: &str) -> Orderer {
        let Caller::Contact(orderer) = self.caller(name).await else { panic!("{name} is no contact") };
        orderer
    }

    async fn approver(&self, name: &str) -> Approver {
        self.orderer(name).await.approver().expect("an approver")
    }

    async fn supplier(&self) -> SupplierPerson {
        let Caller::Supplier(person) = self.caller("lager").await else { panic!("not the supplier") };
        person
    }

    async fn lets_people_in(&self) {
        let secret = self.store.login_secret("Luca").await.expect("a look-up").expect("a login");
        let session = NewSession { token_hash: [9; 32], is_remembered: false, user_agent: String::new(), device_hash: [9; 32] };
        self.store.open_session(secret, "Luca", session).await.expect("signed in");
        // The other one was open when the portal was brought up to date.
        for token in [[9; 32], [0x51; 32]] {
            let caller = self.store.caller(token).await.expect("a look-up");
            assert!(matches!(&caller, Some(Caller::Contact(luca)) if luca.contact_id().0 == id(0x13)), "{caller:?}");
        }
    }

    async fn shows_all_orders(&self) {
        let (mut count, mut sent) = (0, Vec::new());
        for name in PEOPLE {
            let orderer = self.orderer(name).await;
            for row in self.store.dossier(&orderer, DossierFilter::All, None, 100).await.expect("a dossier") {
                let order = self.store.order(&orderer, row.id).await.expect("an own order");
                assert_eq!((order.number, order.status, order.lines.len()), (row.number, row.status, lines(row.line_count)));
                assert!(!order.history.is_empty(), "order {}", order.number);
                sent.extend(order.supply_number.map(|number| (number, order.delivered_totals.total)));
                count += 1;
            }
        }
        assert_eq!(count, self.peek.count("orders").await);
        let supplier = self.supplier().await;
        let received = self.store.supply_orders(&supplier, None, None, 100).await.expect("supply orders");
        for row in &received {
            let order = self.store.supply_order(&supplier, row.id).await.expect("a supply order");
            assert_eq!((order.number, order.lines.len()), (row.number, lines(row.line_count)));
        }
        sent.sort_unstable();
        sent.reverse();
        assert_eq!(received.iter().map(|row| (row.number, row.total)).collect::<Vec<_>>(), sent, "the newest first");

        let order = self.store.order(&self.orderer("luca").await, OrderId(id(0x63))).await.expect("an own order");
        let decided = order.lines[1].decision.as_ref().map(|made| (made.verdict, made.reason.as_deref(), made.approver_name.as_str()));
        assert_eq!(decided, Some((Verdict::Rejected, Some("Zu teuer."), "Eva Frei")));
    }

    async fn shows_what_waits(&self) {
        let eva = self.approver("eva").await;
        let waiting = self.store.release_queue(&eva, QueueFilter::default(), None, 100).await.expect("a queue").rows;
        for row in &waiting {
            self.store.release_case(&eva, row.id).await.expect("an order to release");
        }
        let mut numbers: Vec<_> = waiting.iter().map(|row| row.number).collect();
        numbers.sort_unstable();
        let open = "
            select o.number from orders o join contacts c on c.customer_id = o.customer_id and c.id = o.approver_id
            where c.first_name = 'Eva' and o.status in ('waiting', 'partly_decided') order by o.number";
        assert_eq!(numbers, self.peek.numbers(open).await);
    }

    async fn adds_up(&self) {
        let numbers = self.store.numbers(&self.approver("eva").await, Some(Period::ThisYear)).await.expect("numbers");
        let bought = "
            select cast(sum(s.net) as bigint) from supply_orders s join customers k on k.id = s.customer_id where k.number = 10001";
        assert_eq!(numbers.spend(), Rappen(self.peek.number(bought).await));
        let rejected = if self.has_limits { (3, Rappen(36_000)) } else { (2, Rappen(31_500)) };
        assert_eq!((numbers.rejected.lines, numbers.rejected.net), rejected);
        if !self.has_limits {
            // Whoever's orders are reviewed for it tells what was in the assortment before anybody wrote it down.
            let expected = AssortmentSpend { inside: Rappen(12_500), outside: Rappen(1980), unknown: Rappen(7240) };
            assert_eq!(numbers.assortment, expected);
        }
    }

    async fn sends_what_is_due(&self) {
        let failed = self.store.undelivered_mails(&self.approver("eva").await).await.expect("mails");
        assert!(matches!(&failed[..], [mail] if matches!(mail.notice, Some(Notice::HandedOver { .. }))), "{failed:?}");
        assert_eq!(self.store.undelivered_mails_of_customers(&self.supplier().await).await.expect("mails").len(), 1);
        let due = self.store.claim_mails(10).await.expect("mails");
        let notices: Vec<_> = due.iter().map(|mail| &mail.notice).collect();
        assert!(matches!(&notices[..], [Notice::OrderReceived { .. }, Notice::ReleaseWanted { .. }]), "{notices:?}");
    }

    /// What migrations have worked out of the rows that were there.
    async fn knows_what_migrations_found_out(&self) {
        assert_eq!(self.peek.number("select last_number from customer_numbers").await, 10_002);
        let (eva, marc) = (self.approver("eva").await, self.approver("marc").await);
        let mut uses_limits = Vec::new();
        for approver in [&eva, &marc] {
            uses_limits.push(self.store.rules_in_force(approver).await.expect("rules").contains(&CustomerRule::UsesLimits));
        }
        assert_eq!(uses_limits, [self.has_limits, false]);
        self.keeps_what_became_optional(&[eva, marc]).await;
        let to_tell = self.peek.number("select count(*) from absences where tell_at is not null").await;
        assert_eq!(to_tell, i64::from(self.has_limits), "of the one that is still to come");
    }

    /// What was there for everybody, and is there only where somebody wants it by now, is still there.
    async fn keeps_what_became_optional(&self, approvers: &[Approver]) {
        for approver in approvers {
            let rules = self.store.rules_in_force(approver).await.expect("rules");
            assert!(CustomerRule::EXTRAS.iter().all(|rule| rules.contains(rule)), "{rules:?}");
        }
    }

    /// What waits is released, what lies in the cart is ordered, and both stand in the record.
    async fn goes_on(&self) {
        let last = "select max(o.number) from orders o join customers k on k.id = o.customer_id where k.number = 10001";
        let last = self.peek.number(last).await;
        let decisions = vec![LineDecision::release(1), LineDecision::release(2)];
        let decided = self.store.decide(&self.approver("eva").await, OrderId(id(0x68)), decisions).await.expect("decided");
        assert_eq!(decided.status, OrderStatus::HandedOver);
        let luca = self.orderer("luca").await;
        let cart = self.store.cart(&luca).await.expect("a cart");
        assert_eq!((cart.lines.len(), cart.reference.as_str()), (2, "R9"));
        let placed = self.store.place(&luca, placing(&cart)).await.expect("placed");
        assert_eq!(self.store.order(&luca, placed.order_id).await.expect("an own order").number, last + 1);
        self.peek.assert_statuses_hold().await;
        assert_eq!(self.store.verify_audit().await.expect("verified"), []);
    }
}

fn lines(count: i64) -> usize {
    usize::try_from(count).expect("few")
}
