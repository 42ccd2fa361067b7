//! The database goes away in the middle of work, and comes back.

use super::{crash::keep_ordering, ledger::Ledger, process::Place};
use crate::support::{Browser, SmtpServer, Verdict, demo, desk::FREE, token_hash};
use jiff::Timestamp;
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};
use store::{Caller, DossierFilter, NewSession, Store};
use testbed::{
    Cluster,
    torture::{report, times},
};
use tokio::time::sleep;

/// How long visitors may wait for the word that the portal is not available.
const ANSWER: Duration = Duration::from_secs(5);
/// How long after the database the portal may be back.
const RECOVERY: Duration = Duration::from_secs(10);

const TOKEN: &str = "a-session-that-outlives-the-database";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_crashes_costs_a_pause_and_nothing_else() {
    let crashes = times(2, 50);
    let (cluster, data) = (Cluster::start(true), tempfile::tempdir().expect("a folder"));
    demo::fill(cluster.url()).await;
    open_session(cluster.url()).await;
    let before = orders(cluster.url()).await.len();
    let mail_server = SmtpServer::start(|_| Verdict::Accept).await;
    let place = Place::new(cluster.url(), data.path(), &mail_server.url());
    let _server = place.start().await;
    let (ledger, is_over) = (Arc::new(Ledger::open(data.path())), Arc::new(AtomicBool::new(false)));
    let ordering = tokio::spawn(keep_ordering(Browser::in_session(place.address, TOKEN), ledger.clone(), is_over.clone()));
    let visitor = Browser::in_session(place.address, TOKEN);
    let (mut slowest_answer, mut slowest_recovery) = (Duration::ZERO, Duration::ZERO);
    for _ in 0..crashes {
        sleep(Duration::from_millis(rand::random_range(200..800))).await;
        cluster.crash();
        for path in ["/shop", "/readyz"] {
            let begun = Instant::now();
            let page = visitor.get(path).await;
            assert_eq!(page.status, 503, "{path}: {}", page.body);
            assert!(!page.body.to_lowercase().contains("sql"), "{}", page.body);
            slowest_answer = slowest_answer.max(begun.elapsed());
        }
        assert_eq!(visitor.get("/healthz").await.status, 200, "the portal itself is alive");
        cluster.restart();
        let begun = Instant::now();
        place.wait_until_ready().await;
        slowest_recovery = slowest_recovery.max(begun.elapsed());
        assert_eq!(visitor.get("/shop").await.status, 200);
    }
    is_over.store(true, Ordering::SeqCst);
    ordering.await.expect("ordered");
    assert!(slowest_answer < ANSWER && slowest_recovery < RECOVERY, "{slowest_answer:?}, {slowest_recovery:?}");
    let after = orders(cluster.url()).await;
    let lost: Vec<_> = ledger.all_ordered().into_iter().filter(|id| !after.contains(id)).collect();
    assert_eq!(lost, Vec::<String>::new(), "acknowledged and lost");
    assert!(!ledger.all_ordered().is_empty() && after.len() - before <= ledger.forms(), "one order a form");
    let figures = format!(
        "{} orders acknowledged, 503 within {:.1} s, ready again within {:.1} s",
        ledger.all_ordered().len(),
        slowest_answer.as_secs_f64(),
        slowest_recovery.as_secs_f64()
    );
    report("Postgres stopped at once", crashes, &figures);
}

async fn open(url: &str) -> Store {
    Store::open(url, Arc::new(Timestamp::now)).await.expect("the database can be opened")
}

async fn open_session(url: &str) {
    let store = open(url).await;
    let secret = store.login_secret(FREE).await.expect("the store answers").expect("the demo has this login");
    let session = NewSession { token_hash: token_hash(TOKEN), is_remembered: true, user_agent: String::new(), device_hash: [1; 32] };
    store.open_session(secret, FREE, session).await.expect("the session can be opened");
}

/// The ids of all orders of the one who orders.
async fn orders(url: &str) -> Vec<String> {
    let store = open(url).await;
    let Some(Caller::Contact(orderer)) = store.caller_by_user_name(FREE).await.expect("the store answers") else { panic!("a contact") };
    assert_eq!(store.verify_audit().await.expect("the store answers"), []);
    let rows = store.dossier(&orderer, DossierFilter::All, None, u32::MAX).await.expect("the store answers");
    rows.iter().map(|row| row.id.to_string()).collect()
}
