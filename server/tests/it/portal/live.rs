//! What open pages hear, and until when.

use crate::support::{
    Browser, TestApp,
    desk::{APPROVER, FREE, OTHER_APPROVER, PAPER, PENS, REVIEWED, SUPPLIER, decide, order, rejection_form, release},
    new_contact,
};
use app::QUIET;
use domain::ApprovalKind;
use futures::future::join_all;
use jiff::SignedDuration;
use reqwest::Method;
use store::ContactData;
use testbed::{Engine, both_engines};

both_engines!(
    the_parties_of_an_order_hear_of_each_step_and_nobody_else_does,
    the_supplier_hears_nothing_before_the_hand_over,
    all_pages_hear_of_another_freight,
    a_stream_ends_with_its_session,
    a_stream_ends_when_its_owner_is_deleted,
    a_stream_ends_when_its_owner_has_other_rights,
    a_session_that_has_run_out_hears_nothing_more,
    a_page_that_only_listens_does_not_keep_its_session_awake,
    a_session_may_listen_on_few_pages_at_once,
    an_answer_tells_browsers_and_proxies_not_to_keep_it,
);

async fn the_parties_of_an_order_hear_of_each_step_and_nobody_else_does(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let [approver, orderer, colleague, stranger] = [APPROVER, REVIEWED, FREE, "freigeber@bau.example"].map(|name| app.signed_in(name));
    let (approver, orderer, colleague, stranger) = tokio::join!(approver, orderer, colleague, stranger);
    let (mut of_approver, mut of_orderer) = (approver.listening().await, orderer.listening().await);
    let (mut of_colleague, mut of_stranger) = (colleague.listening().await, stranger.listening().await);
    let id = order(&orderer, &[(PAPER, 1), (PENS, 1)]).await;
    assert_eq!(of_approver.content().await.as_deref(), Some("bestellungen"));
    assert_eq!(of_orderer.content().await.as_deref(), Some("bestellungen"));
    let form = rejection_form(&approver, &id, 1, "Nein").await;
    decide(&approver, &id, &form).await;
    assert_eq!(of_orderer.content().await.as_deref(), Some("bestellungen"));
    assert_eq!(of_approver.content().await.as_deref(), Some("bestellungen"));
    assert!(of_colleague.is_silent().await && of_stranger.is_silent().await);
}

async fn the_supplier_hears_nothing_before_the_hand_over(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (approver, orderer, supplier) = (app.signed_in(APPROVER).await, app.signed_in(REVIEWED).await, app.signed_in(SUPPLIER).await);
    let mut of_supplier = supplier.listening().await;
    let id = order(&orderer, &[(PAPER, 1), (PENS, 1)]).await;
    assert!(of_supplier.is_silent().await, "placed");
    let form = rejection_form(&approver, &id, 1, "Nein").await;
    decide(&approver, &id, &form).await;
    assert!(of_supplier.is_silent().await, "partly decided");
    release(&approver, &id).await;
    assert_eq!(of_supplier.content().await.as_deref(), Some("auftraege"));
}

async fn all_pages_hear_of_another_freight(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (supplier, orderer, stranger) =
        (app.signed_in(SUPPLIER).await, app.signed_in(FREE).await, app.signed_in("freigeber@bau.example").await);
    let mut streams = [supplier.listening().await, orderer.listening().await, stranger.listening().await];
    supplier.post_form("/lieferant/versandkosten", "/api/set_freight", &[("form[flat]", "9.50"), ("form[free_from]", "")]).await;
    for stream in &mut streams {
        assert_eq!(stream.next().await.as_deref(), Some("alles"));
    }
}

async fn a_stream_ends_with_its_session(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (browser, elsewhere) = (app.signed_in(FREE).await, app.signed_in(FREE).await);
    let (mut stream, mut other) = (browser.listening().await, elsewhere.listening().await);
    browser.post_form("/shop", "/api/sign_out", &[]).await;
    assert_eq!(stream.content().await, None);
    assert_eq!(browser.listen(0).await.0, 401);
    assert!(other.is_silent().await, "another session of the same person goes on");
    app.signed_in(FREE).await.post_form("/konto", "/api/sign_out_other_sessions", &[]).await;
    assert_eq!(other.content().await, None);
}

async fn a_stream_ends_when_its_owner_is_deleted(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (approver, id) = app.new_contact(APPROVER, "neu@muster.example").await;
    let browser = app.browser_in(&app.open_session("neu@muster.example").await);
    let mut stream = browser.listening().await;
    app.store.delete_contact(&approver, id, None).await.expect("deleted");
    assert_eq!(stream.content().await, None);
}

async fn a_stream_ends_when_its_owner_has_other_rights(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (approver, id) = app.new_contact(APPROVER, "neu@muster.example").await;
    let data = |approval| ContactData { approval, ..new_contact("neu@muster.example") };
    app.store.edit_contact(&approver, id, data(ApprovalKind::Approver), None).await.expect("an approver");
    let browser = app.browser_in(&app.open_session("neu@muster.example").await);
    let mut stream = browser.listening().await;
    // What was changed just before may still be on its way, through the database.
    while !stream.is_silent().await {}
    app.store.edit_contact(&approver, id, data(ApprovalKind::Unrestricted), None).await.expect("no approver any more");
    assert_eq!(stream.content().await, None);
    assert_eq!(browser.listen(0).await.0, 200, "as who they are now, they may listen again");
}

async fn a_session_that_has_run_out_hears_nothing_more(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let approver = app.signed_in(APPROVER).await;
    let mut stream = approver.listening().await;
    app.advance(SignedDuration::from_mins(31));
    order(&app.signed_in(REVIEWED).await, &[(PAPER, 1)]).await;
    assert_eq!(stream.content().await, None, "not even that there was something to hear");
}

async fn a_page_that_only_listens_does_not_keep_its_session_awake(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (resting, used) = (app.signed_in(APPROVER).await, app.signed_in(OTHER_APPROVER).await);
    let asks = async |browser: &Browser, is_quiet: bool| {
        let call = browser.request(Method::POST, "/api/load_queue").header("sec-fetch-site", "same-origin").form(&[("after", "")]);
        browser.send(if is_quiet { call.header(QUIET, "1") } else { call }).await.status
    };
    let _streams = (resting.listening().await, used.listening().await);
    for minutes in [10, 10, 9] {
        app.advance(SignedDuration::from_mins(minutes));
        assert_eq!((asks(&resting, true).await, resting.listen(0).await.0), (200, 200));
        assert_eq!(asks(&used, false).await, 200);
    }
    app.advance(SignedDuration::from_mins(2));
    assert_eq!((asks(&resting, true).await, resting.listen(0).await.0), (401, 401));
    assert_eq!((asks(&used, true).await, used.listen(0).await.0), (200, 200));
}

async fn a_session_may_listen_on_few_pages_at_once(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let browser = app.signed_in(FREE).await;
    let mut streams = join_all((0..4).map(|_| browser.listening())).await;
    assert_eq!(browser.listen(0).await.0, 503);
    assert_eq!(browser.get("/shop").await.status, 200, "its pages open all the same");
    assert_eq!(app.signed_in(FREE).await.listen(0).await.0, 200, "another session has its own");
    streams.pop();
    while browser.listen(0).await.0 == 503 {
        // The server sees a little later that somebody has gone.
        tokio::task::yield_now().await;
    }
}

async fn an_answer_tells_browsers_and_proxies_not_to_keep_it(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let browser = app.signed_in(FREE).await;
    let stream = browser.listening().await;
    assert_eq!(stream.header("content-type"), "text/event-stream");
    assert_eq!(stream.header("cache-control"), "no-store");
    assert_eq!(stream.header("x-accel-buffering"), "no");
    assert_eq!(stream.header("x-content-type-options"), "nosniff");
    assert_eq!(stream.header("content-encoding"), "");
    let posted = browser.send(browser.request(Method::POST, "/ereignisse").header("sec-fetch-site", "same-origin")).await;
    assert_eq!(posted.status, 405);
    assert_eq!(app.browser().listen(0).await.0, 401);
    assert_eq!(app.browser_in("erfunden").listen(0).await.0, 401);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_done_on_one_server_is_heard_on_the_other() {
    let app = TestApp::with_demo(Engine::Postgres).await;
    let twin = app.twin().await;
    let on_twin = async |user_name| Browser::in_session(twin.address, &app.open_session(user_name).await);
    let (approver, supplier) = (on_twin(APPROVER).await, on_twin(SUPPLIER).await);
    let (mut of_approver, mut of_supplier) = (approver.listening().await, supplier.listening().await);
    let id = order(&app.signed_in(REVIEWED).await, &[(PAPER, 1)]).await;
    assert_eq!(of_approver.content().await.as_deref(), Some("bestellungen"));
    assert!(of_supplier.is_silent().await);
    release(&app.signed_in(APPROVER).await, &id).await;
    assert_eq!(of_supplier.content().await.as_deref(), Some("auftraege"));
}
