//! `kill -9` in the middle of orders, decisions and mails.

use super::{ledger::Ledger, process::Place, try_ordering};
use crate::support::{
    Browser, Form, SmtpServer, TestApp, Verdict,
    desk::{APPROVER, FREE, REVIEWED, first_in, ordered},
};
use domain::OrderStatus;
use jiff::SignedDuration;
use server::demo::logins;
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use store::{Caller, DossierFilter, DossierRow, Store};
use testbed::{
    Engine, both_engines,
    torture::{report, times},
};
use tokio::{task::JoinSet, time::sleep};

both_engines!(nothing_acknowledged_is_lost_and_nothing_doubled_when_the_server_is_killed,);

/// The longest and the shortest life of a server, in milliseconds.
const LIVES: std::ops::Range<u64> = 40..700;

async fn nothing_acknowledged_is_lost_and_nothing_doubled_when_the_server_is_killed(engine: Engine) {
    let kills = times(5, 200);
    // Its own server is not used: it keeps the database, opens sessions and looks afterwards.
    let app = TestApp::with_demo(engine).await;
    let mail_server = SmtpServer::start(|_| Verdict::Accept).await;
    let ledger = Arc::new(Ledger::open(app.data()));
    let before = Books::read(&app.store).await;
    work_and_be_killed(&app, &mail_server, &ledger, kills).await;
    let after = Books::read(&app.store).await;
    assert_nothing_lost_or_doubled(&ledger, &before, &after);
    assert_eq!(app.store.verify_audit().await.expect("the store answers"), []);
    let mails = mail_server.received();
    let doubled = assert_everybody_told(&ledger, &after, &mails, kills);
    let (orders, releases) = (ledger.all_ordered().len(), ledger.all_decided().len());
    let figures = format!("{orders} orders and {releases} releases acknowledged, {} mails, {doubled} of them twice", mails.len());
    report(&format!("kill -9, {engine:?}"), kills, &figures);
}

/// People order and release while their server is killed over and over; in the end everything is delivered.
async fn work_and_be_killed(app: &TestApp, mail_server: &SmtpServer, ledger: &Arc<Ledger>, kills: usize) {
    let place = Place::new(app.database_url(), app.data(), &mail_server.url());
    let is_over = Arc::new(AtomicBool::new(false));
    let mut people = JoinSet::new();
    for user_name in [FREE, REVIEWED] {
        let browser = Browser::in_session(place.address, &app.open_session(user_name).await);
        people.spawn(keep_ordering(browser, ledger.clone(), is_over.clone()));
    }
    let approver = Browser::in_session(place.address, &app.open_session(APPROVER).await);
    people.spawn(keep_releasing(approver, ledger.clone(), is_over.clone()));

    for _ in 0..kills {
        let mut server = place.start().await;
        sleep(Duration::from_millis(rand::random_range(LIVES))).await;
        server.kill();
    }
    let mut server = place.start().await;
    is_over.store(true, Ordering::SeqCst);
    people.join_all().await;
    server.kill();
    // Mails that a killed server had claimed are free again after two minutes.
    app.advance(SignedDuration::from_mins(10));
    app.worker(mail_server.transport()).drain().await.expect("the outbox can be read");
    assert_eq!(app.store.next_mail_due().await.expect("the store answers"), None);
}

fn assert_nothing_lost_or_doubled(ledger: &Ledger, before: &Books, after: &Books) {
    let lost: Vec<_> = ledger.all_ordered().into_iter().filter(|id| !after.statuses.contains_key(id)).collect();
    assert_eq!(lost, Vec::<String>::new(), "acknowledged and lost");
    let undecided: Vec<_> = ledger.all_decided().into_iter().filter(|id| !is_at_supplier(after.statuses[id])).collect();
    assert_eq!(undecided, Vec::<String>::new(), "released, acknowledged and not handed over");
    let placed = after.statuses.len() - before.statuses.len();
    assert!(placed <= ledger.forms(), "{placed} orders of {} forms", ledger.forms());
    assert!(!ledger.all_ordered().is_empty() && !ledger.all_decided().is_empty(), "something was acknowledged");
    let at_supplier = after.statuses.values().filter(|status| is_at_supplier(**status)).count();
    assert_eq!(after.supply_orders, at_supplier, "one supply order an order");
}

/// How many mails came twice.
fn assert_everybody_told(ledger: &Ledger, after: &Books, mails: &[String], kills: usize) -> usize {
    let doubled = doubled(mails);
    assert!(doubled <= kills + 1, "{doubled} mails came twice after {kills} kills");
    let subjects: BTreeSet<_> = mails.iter().filter_map(|mail| mail.lines().find(|line| line.starts_with("Subject:"))).collect();
    let silent: Vec<_> = ledger.all_ordered().into_iter().filter(|id| !is_told(&subjects, after.numbers[id])).collect();
    assert_eq!(silent, Vec::<String>::new(), "no mail tells of them");
    doubled
}

/// Orders without end. A form that got no answer is sent again as it was, as an impatient person would.
pub async fn keep_ordering(browser: Browser, ledger: Arc<Ledger>, is_over: Arc<AtomicBool>) {
    let mut unanswered: Option<Form> = None;
    while !is_over.load(Ordering::SeqCst) || unanswered.is_some() {
        let form = match unanswered.take() {
            Some(form) => Some(form),
            None => try_ordering(&browser).await,
        };
        let Some(form) = form else {
            sleep(Duration::from_millis(5)).await;
            continue;
        };
        ledger.sending(form.field("form[order_key]").expect("the form has its key"));
        match browser.try_submit("/warenkorb", &form).await {
            None => unanswered = Some(form),
            Some(answer) => {
                if let Some(id) = ordered(&answer) {
                    ledger.ordered(&id);
                }
            }
        }
    }
}

/// Releases whatever waits.
async fn keep_releasing(browser: Browser, ledger: Arc<Ledger>, is_over: Arc<AtomicBool>) {
    while !is_over.load(Ordering::SeqCst) {
        if let Some(id) = try_releasing(&browser).await {
            ledger.decided(&id);
        }
        sleep(Duration::from_millis(5)).await;
    }
}

async fn try_releasing(browser: &Browser) -> Option<String> {
    let queue = browser.try_get("/freigaben").await?;
    let id = first_in(&queue)?;
    let page = format!("/freigaben/{id}");
    let form = browser.try_get(&page).await?.forms("/api/decide").into_iter().next_back()?;
    let answer = browser.try_submit(&page, &form).await?;
    answer.location().ends_with("/abschluss").then_some(id)
}

/// All orders and supply orders.
struct Books {
    statuses: HashMap<String, OrderStatus>,
    numbers: HashMap<String, i64>,
    supply_orders: usize,
}

impl Books {
    async fn read(store: &Store) -> Self {
        let mut orders = Vec::new();
        let mut supply_orders = 0;
        for login in logins() {
            match store.caller_by_user_name(login.user_name).await.expect("the store answers") {
                Some(Caller::Contact(orderer)) => {
                    orders.extend(store.dossier(&orderer, DossierFilter::All, None, u32::MAX).await.expect("the store answers"));
                }
                Some(Caller::Supplier(person)) => {
                    supply_orders = store.supply_orders(&person, None, None, u32::MAX).await.expect("the store answers").len();
                }
                None => panic!("{} has a login", login.user_name),
            }
        }
        let id = |row: &DossierRow| row.id.to_string();
        Self {
            statuses: orders.iter().map(|row| (id(row), row.status)).collect(),
            numbers: orders.iter().map(|row| (id(row), row.number)).collect(),
            supply_orders,
        }
    }
}

const fn is_at_supplier(status: OrderStatus) -> bool {
    matches!(status, OrderStatus::HandedOver | OrderStatus::Accepted | OrderStatus::Shipped | OrderStatus::Delivered)
}

/// How many mails came more than once, by their Message-IDs.
fn doubled(mails: &[String]) -> usize {
    let mut seen = BTreeMap::<&str, usize>::new();
    for mail in mails {
        let id = mail.lines().find(|line| line.starts_with("Message-ID:")).expect("each mail has one");
        *seen.entry(id).or_default() += 1;
    }
    seen.values().map(|times| times - 1).sum()
}

fn is_told(subjects: &BTreeSet<&str>, number: i64) -> bool {
    subjects.iter().any(|subject| subject.contains(&number.to_string()))
}
