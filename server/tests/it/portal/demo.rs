//! The demo data.

use crate::support::TestApp;
use domain::OrderStatus;
use jiff::Timestamp;
use server::demo::{DemoError, logins, seed_demo};
use std::collections::HashSet;
use store::{Caller, DossierFilter};
use testbed::{Engine, both_engines};

both_engines!(every_demo_login_works, every_status_occurs, the_demo_only_goes_into_an_empty_database, the_record_of_the_demo_is_whole);

async fn every_demo_login_works(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    for login in logins() {
        let browser = app.signed_in(login.user_name).await;
        let home = browser.get("/").await.location().to_owned();
        let page = browser.get(&home).await;
        assert_eq!(page.status, 200, "{}", login.user_name);
        assert!(page.body.contains(&login.name), "{} sees the own name", login.user_name);
    }
}

async fn every_status_occurs(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let mut seen = HashSet::new();
    for login in logins() {
        if let Some(Caller::Contact(orderer)) = app.store.caller_by_user_name(login.user_name).await.expect("the store answers") {
            let orders = app.store.dossier(&orderer, DossierFilter::All, None, 100).await.expect("the store answers");
            seen.extend(orders.iter().map(|order| order.status));
        }
    }
    for status in OrderStatus::ALL {
        assert!(seen.contains(status), "{status:?}");
    }
}

async fn the_demo_only_goes_into_an_empty_database(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let again = seed_demo(app.database_url(), &app::ssr::Hasher::new(), Timestamp::now()).await;
    assert!(matches!(again, Err(DemoError::NotEmpty)), "{again:?}");
}

async fn the_record_of_the_demo_is_whole(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let broken = app.store.verify_audit().await.expect("the store answers");
    assert!(broken.is_empty(), "{broken:?}");
}

#[tokio::test]
async fn the_demo_lies_in_the_days_before_today() {
    let app = TestApp::with_demo(Engine::Sqlite).await;
    let Ok(Some(Caller::Contact(orderer))) = app.store.caller_by_user_name("permanent@muster.example").await else { panic!("a contact") };
    let orders = app.store.dossier(&orderer, DossierFilter::All, None, 100).await.expect("the store answers");
    let now = app.store.now();
    assert!(orders.len() >= 4);
    for order in orders {
        let age = now.instant().duration_since(order.placed_at.instant()).as_hours();
        assert!((0..24 * 21).contains(&age), "order {} is {age} hours old", order.number);
    }
}

#[tokio::test]
async fn every_mail_of_the_demo_can_be_built() {
    let app = TestApp::start(Engine::Sqlite).await;
    let mails = seed_demo(app.database_url(), &app::ssr::Hasher::new(), Timestamp::now()).await.expect("the database is empty");
    assert!(mails.len() > 40, "{}", mails.len());
    for mail in mails {
        app.composer().compose(&mail, app.store.now()).unwrap_or_else(|error| panic!("{mail:?}: {error}"));
    }
}

#[tokio::test]
async fn the_mails_of_the_demo_are_not_sent_any_more() {
    let app = TestApp::with_demo(Engine::Sqlite).await;
    assert_eq!(app.deliver_mails().await, Vec::<String>::new());
    assert_eq!(app.store.next_mail_due().await.expect("the store answers"), None);
}
