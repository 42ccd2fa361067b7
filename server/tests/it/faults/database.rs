//! The database goes away in the middle of work, and it or its standby comes back.

use super::{crash::keep_ordering, ledger::Ledger, open, orders, process::Place};
use crate::support::{Browser, SmtpServer, Verdict, demo, desk::FREE};
use app::ssr::token_hash;
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU16, Ordering},
    },
    time::{Duration, Instant},
};
use store::NewSession;
use testbed::{
    Cluster,
    torture::{report, times},
};
use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
    time::sleep,
};

/// How long visitors may wait for the word that the portal is not available.
const ANSWER: Duration = Duration::from_secs(5);
/// How long after the database the portal may be back.
const RECOVERY: Duration = Duration::from_secs(10);

const TOKEN: &str = "a-session-that-outlives-the-database";

/// How the database goes away, and what comes in its place.
trait Outage {
    /// Where the portal finds it.
    fn url(&self) -> &str;
    /// It goes away.
    fn begin(&mut self);
    /// It is there again.
    fn end(&mut self);
    /// Gets ready for the next time.
    fn prepare(&mut self) {}
}

/// It crashes, and is started again.
struct Crash(Cluster);

impl Outage for Crash {
    fn url(&self) -> &str {
        self.0.url()
    }

    fn begin(&mut self) {
        self.0.crash();
    }

    fn end(&mut self) {
        self.0.restart();
    }
}

/// It crashes for good, and its standby goes on in its place, behind the same address.
struct FailOver {
    primary: Cluster,
    standby: Cluster,
    switch: Switch,
}

impl FailOver {
    async fn new() -> Self {
        let primary = Cluster::start(true);
        let (standby, switch) = (primary.standby(), Switch::to(&primary).await);
        Self { primary, standby, switch }
    }
}

impl Outage for FailOver {
    fn url(&self) -> &str {
        &self.switch.url
    }

    fn begin(&mut self) {
        self.primary.crash();
    }

    fn end(&mut self) {
        self.standby.promote();
        self.switch.turn_to(&self.standby);
    }

    fn prepare(&mut self) {
        let next = self.standby.standby();
        self.primary = std::mem::replace(&mut self.standby, next);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_crashes_costs_a_pause_and_nothing_else() {
    survive("Postgres stopped at once", times(2, 50), Crash(Cluster::start(true))).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_standby_that_takes_over_has_everything() {
    survive("Standby promoted", times(2, 20), FailOver::new().await).await;
}

async fn survive(what: &str, outages: usize, mut outage: impl Outage) {
    let data = tempfile::tempdir().expect("a folder");
    demo::fill(outage.url()).await;
    open_session(outage.url()).await;
    let before = orders(outage.url()).await.len();
    let mail_server = SmtpServer::start(|_| Verdict::Accept).await;
    let place = Place::new(outage.url(), data.path(), &mail_server.url());
    let _server = place.start().await;

    let (ledger, is_over) = (Arc::new(Ledger::open(data.path())), Arc::new(AtomicBool::new(false)));
    let ordering = tokio::spawn(keep_ordering(Browser::in_session(place.address, TOKEN), ledger.clone(), is_over.clone()));
    let mut slowest = Slowest::default();
    for _ in 0..outages {
        go_through(&place, &mut outage, &mut slowest).await;
    }
    is_over.store(true, Ordering::SeqCst);
    ordering.await.expect("ordered");

    let Slowest { answer, recovery } = slowest;
    assert!(answer < ANSWER && recovery < RECOVERY, "{answer:?}, {recovery:?}");
    let (after, acknowledged) = (orders(outage.url()).await, ledger.all_ordered());
    let lost: Vec<_> = acknowledged.iter().filter(|id| !after.contains(id)).collect();
    assert_eq!(lost, Vec::<&String>::new(), "acknowledged and lost");
    assert!(!acknowledged.is_empty() && after.len() - before <= ledger.forms(), "one order a form");
    let (answer, recovery) = (answer.as_secs_f64(), recovery.as_secs_f64());
    let figures = format!("{} orders acknowledged, 503 within {answer:.1} s, ready again within {recovery:.1} s", acknowledged.len());
    report(what, outages, &figures);
}

/// The longest waits.
#[derive(Default)]
struct Slowest {
    /// For the word that the portal is not available.
    answer: Duration,
    /// Until it is ready again.
    recovery: Duration,
}

/// The database goes away at some moment, visitors are told so, and it comes back.
async fn go_through(place: &Place, outage: &mut impl Outage, slowest: &mut Slowest) {
    let visitor = Browser::in_session(place.address, TOKEN);
    sleep(Duration::from_millis(rand::random_range(200..800))).await;
    outage.begin();
    for path in ["/shop", "/readyz"] {
        let begun = Instant::now();
        let page = visitor.get(path).await;
        assert_eq!(page.status, 503, "{path}: {}", page.body);
        assert!(!page.body.to_lowercase().contains("sql"), "{}", page.body);
        slowest.answer = slowest.answer.max(begun.elapsed());
    }
    assert_eq!(visitor.get("/healthz").await.status, 200, "the portal itself is alive");
    outage.end();
    let begun = Instant::now();
    place.wait_until_ready().await;
    slowest.recovery = slowest.recovery.max(begun.elapsed());
    assert_eq!(visitor.get("/shop").await.status, 200);
    outage.prepare();
}

async fn open_session(url: &str) {
    let store = open(url).await;
    let secret = store.login_secret(FREE).await.expect("the store answers").expect("the demo has this login");
    let session = NewSession { token_hash: token_hash(TOKEN), is_remembered: true, user_agent: String::new(), device_hash: [1; 32] };
    store.open_session(secret, FREE, session).await.expect("the session can be opened");
}

/// An address behind which another cluster can take the place of the one that was there.
struct Switch {
    url: String,
    port: Arc<AtomicU16>,
}

impl Switch {
    async fn to(cluster: &Cluster) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("there is a free port");
        let own = listener.local_addr().expect("the port is known").port();
        let port = Arc::new(AtomicU16::new(cluster.port()));
        let target = port.clone();
        tokio::spawn(async move {
            while let Ok((mut client, _)) = listener.accept().await {
                let target = target.load(Ordering::SeqCst);
                tokio::spawn(async move {
                    // Whoever cannot be led on is hung up on.
                    if let Ok(mut server) = TcpStream::connect(("127.0.0.1", target)).await {
                        let _ = copy_bidirectional(&mut client, &mut server).await;
                    }
                });
            }
        });
        Self { url: cluster.url().replace(&format!(":{}/", cluster.port()), &format!(":{own}/")), port }
    }

    fn turn_to(&self, cluster: &Cluster) {
        self.port.store(cluster.port(), Ordering::SeqCst);
    }
}
