//! Hundreds of pages that are open and wait: what they cost, and that they hold up nobody.

use super::process::{Place, Process};
use crate::support::{
    Browser, Listening, SmtpServer, TestApp, Verdict,
    desk::{APPROVER, PAPER, REVIEWED, order},
};
use std::{fs, time::Duration};
use testbed::{
    Engine, both_engines,
    torture::{is_long, report},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::{Instant, sleep, timeout},
};

both_engines!(
    five_hundred_open_pages_cost_next_to_nothing,
    a_server_that_is_told_to_stop_lets_open_pages_go_at_once,
    who_speaks_an_older_http_hears_just_as_well,
);

const PAGES: usize = 500;
/// How long something that comes may take: it is said now and then that a page is still there.
const PATIENCE: Duration = Duration::from_secs(20);
/// As many as a session may have.
const OF_A_SESSION: usize = 4;
const MOST_BYTES: u64 = 5_000_000;
const MOST_OF_A_CORE: f64 = 0.02;
/// Ticks of Linux' clock for processes in a second.
const TICKS: f64 = 100.0;

async fn five_hundred_open_pages_cost_next_to_nothing(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let mail_server = SmtpServer::start(|_| Verdict::Accept).await;
    let place = Place::new(app.database_url(), app.data(), &mail_server.url());
    // Before the server starts: what another process writes is news to it.
    let mut sessions = Vec::new();
    for _ in 0..2 * PAGES / OF_A_SESSION {
        sessions.push(app.open_session(APPROVER).await);
    }
    let orderer = Browser::in_session(place.address, &app.open_session(REVIEWED).await);
    let server = place.start().await;
    // As many as are measured: after that the server has what it needs only once, and nothing in store.
    let (others, measured) = sessions.split_at(PAGES / OF_A_SESSION);
    let _others = open(&place, others).await;
    let before = resident(&server);
    let mut pages = open(&place, measured).await;
    let memory = resident(&server).saturating_sub(before);
    let idle = cpu_share(&server).await / 2.0;
    let figures = format!(
        "{PAGES} open pages: {:.1} MB; {:.2} % of a core while nothing happens, with what the server does anyway",
        megabytes(memory),
        idle * 100.0
    );
    println!("{engine:?}: {figures}");
    assert!(memory <= MOST_BYTES, "{figures}");
    assert!(idle <= MOST_OF_A_CORE, "{figures}");

    let begun = Instant::now();
    order(&orderer, &[(PAPER, 1)]).await;
    for page in &mut pages {
        hear(page).await;
    }
    report(
        &format!("Open pages, {engine:?}"),
        PAGES,
        &format!("{figures}; all heard of an order after {:.1} s", begun.elapsed().as_secs_f64()),
    );
}

#[allow(clippy::cast_precision_loss, reason = "it is far from so much")]
fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

/// Opens the streams of pages as simply as can be.
async fn open(place: &Place, sessions: &[String]) -> Vec<TcpStream> {
    let mut pages = Vec::new();
    for session in sessions {
        for _ in 0..OF_A_SESSION {
            pages.push(open_page(place, session, "HTTP/1.1").await);
        }
    }
    pages
}

async fn open_page(place: &Place, session: &str, version: &str) -> TcpStream {
    let mut page = TcpStream::connect(place.address).await.expect("the server listens");
    let request = format!(
        "GET /ereignisse?alter=0 {version}\r\nHost: {}\r\nAccept: text/event-stream\r\nCookie: sitzung={session}\r\n\r\n",
        place.address
    );
    page.write_all(request.as_bytes()).await.expect("the server listens");
    let answer = read_until(&mut page, "retry:").await;
    assert!(answer.starts_with(&format!("{version} 200")), "{answer}");
    page
}

/// Waits until the page hears of an order.
async fn hear(page: &mut TcpStream) {
    read_until(page, "data: bestellungen").await;
}

async fn read_until(page: &mut TcpStream, end: &str) -> String {
    let mut text = String::new();
    let mut buffer = [0; 2048];
    while !text.contains(end) {
        let read = timeout(PATIENCE, page.read(&mut buffer)).await;
        let count = read.unwrap_or_else(|_| panic!("nothing more comes: {text}")).expect("the line holds");
        assert!(count > 0, "the server ended it: {text}");
        text.push_str(&String::from_utf8_lossy(&buffer[..count]));
    }
    text
}

/// The memory that a process holds, in bytes.
fn resident(process: &Process) -> u64 {
    let status = fs::read_to_string(format!("/proc/{}/status", process.id())).expect("it runs");
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("Linux tells");
    line.trim().trim_end_matches(" kB").parse::<u64>().expect("a number") * 1024
}

/// How much of a core a process takes, over a while.
async fn cpu_share(process: &Process) -> f64 {
    let (before, begun) = (ticks(process), Instant::now());
    sleep(Duration::from_secs(if is_long() { 30 } else { 8 })).await;
    (ticks(process) - before) / TICKS / begun.elapsed().as_secs_f64()
}

/// The time that a process has worked, in ticks.
fn ticks(process: &Process) -> f64 {
    let stat = fs::read_to_string(format!("/proc/{}/stat", process.id())).expect("it runs");
    let fields = stat.rsplit(") ").next().expect("a name in brackets").split(' ');
    // Those of user and system stand 12th and 13th behind the name.
    fields.skip(11).take(2).map(|field| field.parse::<f64>().expect("a number")).sum()
}

async fn a_server_that_is_told_to_stop_lets_open_pages_go_at_once(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let mail_server = SmtpServer::start(|_| Verdict::Accept).await;
    let place = Place::new(app.database_url(), app.data(), &mail_server.url());
    let mut server = place.start().await;
    let browser = Browser::in_session(place.address, &app.open_session(APPROVER).await);
    let mut streams: [Listening; 3] = [browser.listening().await, browser.listening().await, browser.listening().await];
    server.terminate();
    for stream in &mut streams {
        assert_eq!(stream.content().await, None, "it ends in order");
    }
    let (status, took) = server.wait();
    assert!(status.success() && took < Duration::from_secs(3), "{status}, {took:?}");
}

/// The connection of such a proxy is not taken over: the events are the body of an answer.
async fn who_speaks_an_older_http_hears_just_as_well(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let mail_server = SmtpServer::start(|_| Verdict::Accept).await;
    let place = Place::new(app.database_url(), app.data(), &mail_server.url());
    let _server = place.start().await;
    let mut page = open_page(&place, &app.open_session(APPROVER).await, "HTTP/1.0").await;
    order(&Browser::in_session(place.address, &app.open_session(REVIEWED).await), &[(PAPER, 1)]).await;
    hear(&mut page).await;
}
