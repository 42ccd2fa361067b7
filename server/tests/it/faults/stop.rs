//! Being told to stop in the middle of work.

use super::{process::Place, report, times};
use crate::support::{Browser, SmtpServer, TestApp, Verdict, desk::FREE};
use std::{
    io::Write,
    net::TcpStream,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};
use testbed::{Engine, both_engines};
use tokio::{task::JoinSet, time::sleep};

both_engines!(a_server_that_is_told_to_stop_answers_what_it_took_and_ends,);

/// The bound of issue and README: a service manager kills what takes longer.
const PATIENCE: Duration = Duration::from_secs(10);

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
        let (is_told, count) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
        let mut visitors = JoinSet::new();
        for _ in 0..8 {
            visitors.spawn(visit(Browser::in_session(place.address, &token), is_told.clone(), count.clone()));
        }
        sleep(Duration::from_millis(rand::random_range(100..400))).await;
        is_told.store(true, Ordering::SeqCst);
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
async fn visit(browser: Browser, is_told: Arc<AtomicBool>, count: Arc<AtomicUsize>) {
    while !is_told.load(Ordering::SeqCst) {
        match browser.try_get("/kundendossier").await {
            Some(page) => {
                assert_eq!(page.status, 200, "{}", page.body);
                count.fetch_add(1, Ordering::SeqCst);
            }
            // The connection was still idle when the server stopped taking requests.
            None => assert!(is_told.load(Ordering::SeqCst), "a request was dropped"),
        }
    }
}

/// A client that begins a request and never ends it.
fn stalled_client(place: &Place) -> TcpStream {
    let mut connection = TcpStream::connect(place.address).expect("the server listens");
    connection.write_all(b"POST /api/sign_in HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\nform").expect("the server listens");
    connection
}
