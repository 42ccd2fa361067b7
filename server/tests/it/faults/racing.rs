//! Many at once: the same form over and over, and several people deciding on several servers.

use super::{process::Place, try_ordering};
use crate::support::{
    Browser, SmtpServer, TestApp, Verdict,
    desk::{APPROVER, FREE, REVIEWED, SUPPLIER, ordered, rejection_form, release_form, supply_orders},
};
use futures::future::join_all;
use std::{collections::BTreeSet, time::Duration};
use testbed::{
    Engine, both_engines,
    torture::{report, times},
};
use tokio::time::sleep;

both_engines!(a_form_sent_twenty_times_at_once_is_one_order, a_key_with_another_body_is_refused_in_words);

const CLICKS: usize = 20;
const DECIDERS: usize = 8;

async fn a_form_sent_twenty_times_at_once_is_one_order(engine: Engine) {
    let keys = times(4, 1000);
    let app = TestApp::with_demo(engine).await;
    let browser = app.signed_in(FREE).await;
    let mut orders = BTreeSet::new();
    for _ in 0..keys {
        let form = try_ordering(&browser).await.expect("the portal answers");
        let answers = join_all((0..CLICKS).map(|_| browser.submit("/warenkorb", &form))).await;
        let placed: BTreeSet<_> = answers.iter().map(|answer| ordered(answer).expect("every click leads to the order")).collect();
        assert_eq!(placed.len(), 1, "one key is one order");
        orders.extend(placed);
    }
    assert_eq!(orders.len(), keys);
    assert_eq!(app.store.verify_audit().await.expect("the store answers"), []);
    report(&format!("{CLICKS} posts of a key, {engine:?}"), keys, &format!("{} orders", orders.len()));
}

async fn a_key_with_another_body_is_refused_in_words(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let browser = app.signed_in(FREE).await;
    let form = try_ordering(&browser).await.expect("the portal answers");
    assert!(ordered(&browser.submit("/warenkorb", &form).await).is_some());
    let other = form.with("form[reference]", "Kostenstelle 9");
    let answer = browser.call("/warenkorb", "/api/place_order", &other.pairs()).await;
    assert_eq!((answer.status, answer.body.contains("KeyReused")), (422, true), "{}", answer.body);
    let told = browser.submit("/warenkorb", &other).await;
    let page = browser.get(told.location().split('#').next().expect("it leads back")).await;
    assert!(page.body.contains("role=\"alert\""), "{}", page.body);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_servers_on_one_database_decide_each_line_once() {
    let count = times(6, 1000);
    let app = TestApp::with_demo(Engine::Postgres).await;
    let mail_server = SmtpServer::start(|_| Verdict::Accept).await;
    let (one_folder, other_folder) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let places = [one_folder.path(), other_folder.path()].map(|data| Place::new(app.database_url(), data, &mail_server.url()));
    let _servers = [places[0].start().await, places[1].start().await];
    let orderer = Browser::in_session(places[0].address, &app.open_session(REVIEWED).await);
    let supplier = Browser::in_session(places[1].address, &app.open_session(SUPPLIER).await);
    let mut deciders = Vec::new();
    for number in 0..DECIDERS {
        deciders.push(Browser::in_session(places[number % 2].address, &app.open_session(APPROVER).await));
    }

    let known = supply_orders(&supplier).await.len();
    let mut handed_over = 0;
    for _ in 0..count {
        let form = try_ordering(&orderer).await.expect("the portal answers");
        let order = ordered(&orderer.submit("/warenkorb", &form).await).expect("placed");
        handed_over += usize::from(is_released_when_all_decide(&order, &deciders).await);
    }
    assert!(supply_orders(&supplier).await.len() >= (known + handed_over).min(20), "the list shows the newest");
    let person = match app.store.caller_by_user_name(SUPPLIER).await.expect("the store answers") {
        Some(store::Caller::Supplier(person)) => person,
        other => panic!("{other:?}"),
    };
    let all = app.store.supply_orders(&person, None, None, u32::MAX).await.expect("the store answers");
    assert_eq!(all.len(), known + handed_over, "one supply order for each released order");
    while app.store.next_mail_due().await.expect("the store answers").is_some() {
        sleep(Duration::from_millis(20)).await;
    }
    let mails = mail_server.received();
    assert_eq!(mails.len(), 3 * count, "three mails an order: received, please release, and the outcome");
    assert_eq!(app.store.verify_audit().await.expect("the store answers"), []);
    report("Two servers, eight deciding at once, Postgres", count, &format!("{handed_over} handed over, {} mails", mails.len()));
}

/// Half of them release, half reject, on both servers; all must see the same outcome.
async fn is_released_when_all_decide(order: &str, deciders: &[Browser]) -> bool {
    let page = format!("/freigaben/{order}");
    let mut forms = Vec::new();
    for (number, decider) in deciders.iter().enumerate() {
        forms.push(if number < DECIDERS / 2 {
            release_form(decider, order).await
        } else {
            rejection_form(decider, order, 1, "Nein").await
        });
    }
    let answers = join_all(deciders.iter().zip(&forms).map(|(decider, form)| decider.submit(&page, form))).await;
    let won: Vec<_> = answers.iter().map(|answer| answer.location().ends_with("/abschluss")).collect();
    let (released, rejected) = (&won[..DECIDERS / 2], &won[DECIDERS / 2..]);
    let is_released = released[0];
    assert!(released.iter().all(|won| *won == is_released) && rejected.iter().all(|won| *won != is_released), "{won:?}");
    is_released
}
