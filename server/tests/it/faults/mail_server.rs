//! A mail server that refuses, stalls, hangs up, and now and then takes a mail.

use crate::support::{
    Browser, SmtpServer, TestApp, Verdict,
    desk::{APPROVER, REVIEWED, fill_cart, order_form, send_order},
};
use jiff::SignedDuration;
use std::{
    collections::BTreeSet,
    sync::Arc,
    time::{Duration, Instant},
};
use testbed::{
    Engine, both_engines,
    torture::{is_long, report, times},
};
use tokio::sync::{Notify, watch};

both_engines!(no_mail_is_lost_and_orders_go_on_whatever_the_mail_server_does);

/// Somebody whose mailbox does not exist.
const GONE: &str = "weg@muster.example";
/// A mail is tried again after an hour at most.
const UNTIL_THE_NEXT_TRY: SignedDuration = SignedDuration::from_mins(61);
/// How much longer an order may take while the mail server stalls.
const SLOWDOWN: f64 = 1.1;

async fn no_mail_is_lost_and_orders_go_on_whatever_the_mail_server_does(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let orders = times(30, 5_000);
    let slowdown = order_beside_a_stalling_server(&app, orders).await;
    let (approver, gone) = app.new_contact(APPROVER, GONE).await;

    let moody = SmtpServer::start(mood).await;
    let worker = app.worker(moody.transport());
    for _ in 0..40 {
        worker.drain().await.expect("the outbox can be read");
        app.advance(UNTIL_THE_NEXT_TRY);
    }
    assert_eq!(app.store.next_mail_due().await.expect("the store answers"), None, "mails still wait");
    let received = moody.received();
    let distinct: BTreeSet<_> = received.iter().map(|mail| message_id(mail)).collect();
    // One to the orderer and one to the approver.
    assert_eq!(distinct.len(), orders * 2, "mails that arrived, by their Message-ID");

    let failed = app.store.undelivered_mails(&approver).await.expect("the store answers");
    let [only] = &failed[..] else { panic!("{failed:?}") };
    assert_eq!(only.recipient_email, GONE);
    assert!(only.last_error.as_ref().is_some_and(|reason| reason.contains("550")), "{only:?}");
    assert!(app.store.contact(&approver, gone).await.is_ok());
    assert!(slowdown <= SLOWDOWN || !is_long(), "an order takes {slowdown:.2} times as long while the mail server stalls");
    let doubled = received.len() - distinct.len();
    let figures =
        format!("0 lost, {doubled} taken twice after a hang-up, an order takes {slowdown:.2} times as long beside a stalling server");
    report(&format!("Mails through a moody server, {engine:?}"), orders * 2, &figures);
}

/// Half of the orders while a worker hangs on a server that does not answer; how much longer these take, by medians.
async fn order_beside_a_stalling_server(app: &TestApp, orders: usize) -> f64 {
    let stalling = SmtpServer::start(|_| Verdict::Stall).await;
    let browser = app.browser_in(&app.open_session(REVIEWED).await);
    let (mut alone, mut beside) = (Vec::new(), Vec::new());
    // By turns, and short ones, so that whatever else the machine does meets both.
    let rounds = times(5, 50);
    for _ in 0..rounds {
        order_times(&browser, orders / (2 * rounds), &mut alone).await;
        // Its end tells the worker to stop; here it is broken off, as by a crash.
        let (_stop, stopped) = watch::channel(false);
        let worker = tokio::spawn(app.worker(stalling.transport()).run(Arc::new(Notify::new()), stopped));
        order_times(&browser, orders / (2 * rounds), &mut beside).await;
        worker.abort();
    }
    median(beside).as_secs_f64() / median(alone).as_secs_f64()
}

async fn order_times(browser: &Browser, orders: usize, times: &mut Vec<Duration>) {
    for _ in 0..orders {
        fill_cart(browser, &[("15-0102", 1)]).await;
        let form = order_form(browser).await;
        let begun = Instant::now();
        send_order(browser, &form).await;
        times.push(begun.elapsed());
    }
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn mood(recipient: &str) -> Verdict {
    if recipient.contains(GONE) {
        return Verdict::Never;
    }
    match rand::random_range(0..100) {
        0..15 => Verdict::Later,
        15..25 => Verdict::Closing,
        25..35 => Verdict::TakeInSilence,
        _ => Verdict::Accept,
    }
}

fn message_id(mail: &str) -> &str {
    mail.lines().find_map(|line| line.strip_prefix("Message-ID: ")).unwrap_or_else(|| panic!("no Message-ID in {mail}"))
}
