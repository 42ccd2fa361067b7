//! Eight people may decide the same orders: the approver in charge, and along the chain of substitutes everybody who stands in for
//! them. On two servers they all decide at once, each in another way: everything, a line, a rejection, several orders together.

use super::process::Place;
use crate::support::{
    Browser, SmtpServer, TestApp, Verdict,
    desk::{APPROVER, PAPER, PENS, REVIEWED},
};
use domain::{Absence, ApprovalKind};
use futures::future::join_all;
use jiff::ToSpan;
use sqlx::{Connection, PgConnection};
use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};
use store::{Approver, ContactData, LineDecision, Placing, sealed_together};
use testbed::{
    Engine,
    torture::{report, times},
};
use tokio::time::sleep;

const DECIDERS: usize = 8;
const LINES: u32 = 3;
const ARTICLES: [&str; 3] = [PENS, PAPER, "10-0101"];

/// How the lines of each order are on the screen, which stays so: nothing is decided without.
type Screens = BTreeMap<String, Vec<String>>;

/// Which line of which order was decided how, and by whom, as the portal has acknowledged it.
type Acknowledged = BTreeMap<(String, u32), BTreeSet<(&'static str, usize)>>;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn approvers_and_substitutes_on_two_servers_decide_each_line_once() {
    let count = times(16, 1000);
    let app = TestApp::with_demo(Engine::Postgres).await;
    let mail_server = SmtpServer::start(|_| Verdict::Accept).await;
    let names = staff(&app).await;
    let before = Books::read(&app, &[]).await;
    let orders = place(&app, count).await;
    let folders = [(); 2].map(|()| tempfile::tempdir().expect("a folder"));
    let places = folders.each_ref().map(|folder| Place::new(app.database_url(), folder.path(), &mail_server.url()));
    let _servers = [places[0].start().await, places[1].start().await];
    let mut deciders = Vec::new();
    for (number, name) in names.iter().enumerate() {
        deciders.push(Browser::in_session(places[number % 2].address, &app.open_session(name).await));
    }
    let screens = screens(&app, &orders).await;
    let all = deciders.iter().enumerate().map(|(number, decider)| decide_all(number, decider, (&orders, &screens)));
    let acknowledged = join_all(all).await;
    decide_the_rest(&app, &names[DECIDERS - 1], &orders).await;
    while app.store.next_mail_due().await.expect("the store answers").is_some() {
        sleep(Duration::from_millis(20)).await;
    }
    let books = Books::read(&app, &orders).await;
    books.assert_decided_once(&names, acknowledged, count);
    books.assert_handed_over_once(&before, count);
    books.assert_everybody_told(&mail_server.received());
    assert_eq!(app.store.verify_audit().await.expect("the store answers"), []);
    let figures = format!("{} decisions, {} handed over, {} mails", books.decisions.len(), books.supplied.len(), books.mails.len());
    report("Two servers, eight approvers and substitutes deciding at once, Postgres", count, &figures);
}

/// Eight approvers, of whom each but the last is away, and has the next one stand in.
async fn staff(app: &TestApp) -> Vec<String> {
    let mut names = vec![APPROVER.to_owned()];
    for number in 1..DECIDERS {
        let name = format!("vertretung{number}@muster.example");
        let (boss, id) = app.new_contact(APPROVER, &name).await;
        let data = app.store.contact(&boss, id).await.expect("the contact is there").data;
        let data = ContactData { approval: ApprovalKind::Approver, ..data };
        app.store.edit_contact(&boss, id, data, None).await.expect("an approver");
        names.push(name);
    }
    let boss = approver(app, APPROVER).await;
    let first = app.store.absences(&boss).await.expect("the store answers").today.0;
    let last = first.checked_add(3.days()).expect("a day");
    for pair in names.windows(2) {
        let (away, substitute) = (app.orderer(&pair[0]).await.contact_id(), app.orderer(&pair[1]).await.contact_id());
        app.store.enter_absence(&boss, Absence { approver: away, substitute, first, last }).await.expect("entered");
    }
    names
}

async fn approver(app: &TestApp, name: &str) -> Approver {
    app.orderer(name).await.approver().expect("an approver")
}

/// Orders of three lines that all wait.
async fn place(app: &TestApp, count: usize) -> Vec<String> {
    let orderer = app.orderer(REVIEWED).await;
    let mut orders = Vec::new();
    for _ in 0..count {
        for number in ARTICLES {
            let article = app.store.article(&orderer, number).await.expect("the demo has this article").id;
            app.store.put_in_cart(&orderer, article, 2).await.expect("the cart has room");
        }
        let cart = app.store.cart(&orderer).await.expect("the store answers");
        let placing = Placing {
            order_key: cart.order_key,
            seen: cart.fingerprint(),
            address: cart.address,
            reference: None,
            note: None,
            cost_centre: None,
            line_cost_centres: Vec::new(),
        };
        orders.push(app.store.place(&orderer, placing).await.expect("placed").order_id.to_string());
    }
    orders
}

/// The seals of the lines of these orders.
async fn screens(app: &TestApp, orders: &[String]) -> Screens {
    let (orderer, mut screens) = (app.orderer(REVIEWED).await, Screens::new());
    for order in orders {
        let lines = app.store.order(&orderer, order.parse().expect("an id")).await.expect("their own order").lines;
        screens.insert(order.clone(), lines.into_iter().map(|line| line.seal).collect());
    }
    screens
}

/// Goes through all orders, from another place than the others; what was acknowledged.
async fn decide_all(number: usize, decider: &Browser, (orders, screens): (&[String], &Screens)) -> Acknowledged {
    let mut acknowledged = Acknowledged::new();
    for step in 0..orders.len() {
        let at = (step + number / 2) % orders.len();
        let line = u32::try_from(number + at).expect("few") % LINES + 1;
        let (lines, verdict) = match (number + step) % 4 {
            0 => (1..=LINES, "released"),
            1 => (line..=line, "rejected"),
            2 => (line..=line, "released"),
            _ => {
                release_together(decider, &orders[at..orders.len().min(at + 3)], screens).await;
                continue;
            }
        };
        if is_taken(decider, (&orders[at], &screens[&orders[at]]), lines.clone(), verdict).await {
            for line in lines {
                acknowledged.entry((orders[at].clone(), line)).or_default().insert((verdict, number));
            }
        }
    }
    acknowledged
}

/// Sends one decision; whether it counts.
async fn is_taken(decider: &Browser, (order, seals): (&str, &[String]), lines: std::ops::RangeInclusive<u32>, verdict: &str) -> bool {
    let mut fields = vec![("form[id]".to_owned(), order.to_owned()), ("form[version]".to_owned(), "1".to_owned())];
    for (at, line) in lines.enumerate() {
        fields.push((format!("form[decisions][{at}][seen]"), seals[line as usize - 1].clone()));
        fields.push((format!("form[decisions][{at}][position]"), line.to_string()));
        fields.push((format!("form[decisions][{at}][verdict]"), verdict.to_owned()));
    }
    let answer = decider.call("/", "/api/decide", &pairs(&fields)).await;
    assert!([200, 409].contains(&answer.status), "{order} {verdict}: {} {}", answer.status, answer.body);
    answer.status == 200
}

async fn release_together(decider: &Browser, orders: &[String], screens: &Screens) {
    let mut fields = Vec::new();
    for (at, order) in orders.iter().enumerate() {
        fields.push((format!("form[orders][{at}][id]"), order.clone()));
        fields.push((format!("form[orders][{at}][positions]"), "1.2.3".to_owned()));
        fields.push((format!("form[orders][{at}][version]"), "1".to_owned()));
        fields.push((format!("form[orders][{at}][seal]"), sealed_together(&screens[order])));
    }
    let answer = decider.call("/", "/api/release_orders", &pairs(&fields)).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
}

fn pairs(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

/// The last of the chain, who is there, releases what is still open.
async fn decide_the_rest(app: &TestApp, name: &str, orders: &[String]) {
    let last = approver(app, name).await;
    for order in orders {
        let id = order.parse().expect("an id");
        let open = app.store.order_for_release(&last, id).await.expect("they stand in").lines;
        let open = open.iter().filter(|line| line.state().is_open());
        let decisions: Vec<_> = open.map(|line| LineDecision::release(line.position)).collect();
        if !decisions.is_empty() {
            app.store.decide(&last, id, decisions).await.expect("nobody else decides any more");
        }
    }
}

/// What the database holds of these orders.
struct Books {
    /// Order, position, verdict, and the user name of who decided.
    decisions: Vec<(String, i64, String, String)>,
    /// The orders that the supplier has, each with its number.
    supplied: Vec<(String, i64)>,
    /// The last number of the supplier's series.
    last_number: i64,
    /// Each mail's order, kind and Message-ID.
    mails: Vec<(String, String, String)>,
    /// How many entries the audit chain has of each event, for each order.
    events: BTreeMap<(String, String), usize>,
}

const DECISIONS: &str = "
    select d.order_id::text, d.position, d.verdict, l.user_name from decisions d
    join logins l on l.customer_id = d.customer_id and l.contact_id = d.approver_id where d.order_id::text = any($1)";
const SUPPLIED: &str = "select order_id::text, number from supply_orders where order_id::text = any($1) order by number";
const MAILS: &str = "
    select order_id::text, notice::json ->> 'kind', message_id from outbox_mails where order_id::text = any($1) and state = 'sent'";
const EVENTS: &str = "select order_id::text, event::json ->> 'event' from audit_entries where order_id::text = any($1)";

impl Books {
    async fn read(app: &TestApp, orders: &[String]) -> Self {
        let mut database = PgConnection::connect(app.database_url()).await.expect("the database can be opened");
        let all = "the database can be read";
        let decisions = sqlx::query_as(DECISIONS).bind(orders).fetch_all(&mut database).await.expect(all);
        let supplied = sqlx::query_as(SUPPLIED).bind(orders).fetch_all(&mut database).await.expect(all);
        let last_number = sqlx::query_scalar("select last_number from supply_numbers").fetch_one(&mut database).await.expect(all);
        let mails = sqlx::query_as(MAILS).bind(orders).fetch_all(&mut database).await.expect(all);
        let mut events = BTreeMap::new();
        for entry in sqlx::query_as::<_, (String, String)>(EVENTS).bind(orders).fetch_all(&mut database).await.expect(all) {
            *events.entry(entry).or_default() += 1;
        }
        Self { decisions, supplied, last_number, mails, events }
    }

    fn event_count(&self, event: &str) -> Vec<usize> {
        self.events.iter().filter(|((_, known), _)| known == event).map(|(_, count)| *count).collect()
    }

    /// Each line has the one decision that was acknowledged, and each is on record once.
    fn assert_decided_once(&self, names: &[String], acknowledged: Vec<Acknowledged>, count: usize) {
        assert_eq!(self.decisions.len(), count * LINES as usize);
        assert_eq!(self.event_count("line_decided"), vec![LINES as usize; count]);
        let mut told = Acknowledged::new();
        for (line, by) in acknowledged.into_iter().flatten() {
            told.entry(line).or_default().extend(by);
        }
        let kept: BTreeMap<_, _> =
            self.decisions.iter().map(|(order, line, verdict, by)| ((order.as_str(), *line), (verdict.as_str(), by.as_str()))).collect();
        for ((order, line), by) in told {
            let found: BTreeSet<_> = by.into_iter().map(|(verdict, number)| (verdict, names[number].as_str())).collect();
            assert_eq!(found, BTreeSet::from([kept[&(order.as_str(), i64::from(line))]]), "line {line} of {order}");
        }
        let deciders: BTreeSet<_> = self.decisions.iter().map(|(.., by)| by).collect();
        assert!(deciders.len() > DECIDERS / 2, "they all had their part: {deciders:?}");
    }

    /// Each order of which something is released is handed over once, under numbers without a gap.
    fn assert_handed_over_once(&self, before: &Self, count: usize) {
        let released: BTreeSet<_> = self.decisions.iter().filter(|(_, _, verdict, _)| verdict == "released").map(|(id, ..)| id).collect();
        let supplied: BTreeSet<_> = self.supplied.iter().map(|(order, _)| order).collect();
        assert_eq!((supplied, self.supplied.len()), (released.clone(), released.len()));
        let numbers: Vec<_> = self.supplied.iter().map(|(_, number)| *number).collect();
        assert_eq!(numbers, (before.last_number + 1..=self.last_number).collect::<Vec<_>>());
        assert_eq!(self.event_count("order_handed_over"), vec![1; released.len()]);
        assert_eq!(self.event_count("order_rejected"), vec![1; count - released.len()]);
    }

    /// Each order has caused three mails, and each of them has arrived once.
    fn assert_everybody_told(&self, received: &[String]) {
        let orders: BTreeSet<_> = self.decisions.iter().map(|(order, ..)| order.as_str()).collect();
        let supplied: BTreeSet<_> = self.supplied.iter().map(|(order, _)| order.as_str()).collect();
        let outcome = |order| if supplied.contains(order) { "handed_over" } else { "order_rejected" };
        let mut expected: Vec<_> =
            orders.iter().flat_map(|order| ["order_received", "release_wanted", outcome(order)].map(|kind| (*order, kind))).collect();
        let mut kept: Vec<_> = self.mails.iter().map(|(order, kind, _)| (order.as_str(), kind.as_str())).collect();
        expected.sort_unstable();
        kept.sort_unstable();
        assert_eq!(kept, expected);
        let mut arrived: BTreeMap<&str, usize> = BTreeMap::new();
        for mail in received {
            let id = mail.lines().find_map(|line| line.strip_prefix("Message-ID: ")).expect("every mail has one");
            *arrived.entry(bare(id)).or_default() += 1;
        }
        let counts = self.mails.iter().map(|(_, _, id)| arrived.get(bare(id)).copied().unwrap_or_default());
        assert!(counts.clone().all(|count| count == 1), "{:?}", counts.collect::<Vec<_>>());
    }
}

/// Without the host, which comes to it on sending.
fn bare(message_id: &str) -> &str {
    message_id.trim_start_matches('<').split('@').next().unwrap_or_default()
}
