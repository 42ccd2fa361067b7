//! Being told to stop in the middle of work.

use super::process::Place;
use crate::support::{Browser, SmtpServer, TestApp, Verdict, desk::FREE};
use std::{
    io::Write,
    net::TcpStream,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};
use testbed::{
    Engine, both_engines,
    torture::{report, times},
};
use tokio::{task::JoinSet, time::sleep};

both_engines!(a_server_that_is_told_to_stop_answers_what_it_took_and_ends,);

/// The bound of issue and README: a service manager kills what takes longer.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long before the signal a request may have been sent and not yet been taken.
const ON_ITS_WAY: Duration = Duration::from_millis(30);

async fn a_server_that_is_told_to_stop_answers_what_it_took_and_ends(engine: Engine) {
    let stops = times(2, 100);
    let app = TestApp::with_demo(engine).await;
    let mail_server = SmtpServer::start(|_| Verdict::Accept).await;
    let place = Place::new(app.database_url(), app.data(), &mail_server.url());
    let token = app.open_session(FREE).await;
    let (mut answered, mut longest) = (0, Duration::ZERO);
    for _ in 0..stops {
        let mut server = place.start().await;
        let stalled = stalled_client(&place);
        let (is_told, count) = (Arc::new(OnceLock::new()), Arc::new(AtomicUsize::new(0)));
        let mut visitors = JoinSet::new();
        for _ in 0..8 {
            visitors.spawn(visit(Browser::in_session(place.address, &token), is_told.clone(), count.clone()));
        }
        sleep(Duration::from_millis(rand::random_range(100..400))).await;
        is_told.set(Instant::now()).expect("it is told once");
        server.terminate();
        visitors.join_all().await;
        let (status, took) = server.wait();
        drop(stalled);
        assert!(status.success(), "{status}");
        assert!(took < PATIENCE, "it took {took:?}");
        longest = longest.max(took);
        answered += count.load(Ordering::SeqCst);
    }
    assert!(answered > 0, "there was load");
    report(
        &format!("SIGTERM, {engine:?}"),
        stops,
        &format!("{answered} requests answered, at most {:.1} s to the end", longest.as_secs_f64()),
    );
}

/// Requests one after the other until the server is told to stop. What was sent before that must be answered.
async fn visit(browser: Browser, is_told: Arc<OnceLock<Instant>>, count: Arc<AtomicUsize>) {
    while is_told.get().is_none() {
        let sent = Instant::now();
        if let Some(page) = browser.try_get("/kundendossier").await {
            assert_eq!(page.status, 200, "{}", page.body);
            count.fetch_add(1, Ordering::SeqCst);
        } else {
            let told = is_told.get().expect("nothing is dropped before the signal");
            assert!(sent + ON_ITS_WAY > *told, "a request was dropped that was sent {:?} before the signal", *told - sent);
        }
    }
}

/// A client that begins a request and never ends it.
fn stalled_client(place: &Place) -> TcpStream {
    let mut connection = TcpStream::connect(place.address).expect("the server listens");
    connection.write_all(b"POST /api/sign_in HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\nform").expect("the server listens");
    connection
}
