//! What the operator's monitoring asks.

use crate::support::TestApp;
use server::{portal::Portal, router::router};
use testbed::{Engine, both_engines};

both_engines!(
    a_portal_that_runs_is_alive_and_ready,
    without_its_database_a_portal_is_alive_but_not_ready,
    a_portal_that_starts_beside_others_stops_no_page,
);

async fn a_portal_that_runs_is_alive_and_ready(engine: Engine) {
    let app = TestApp::start(engine).await;
    let browser = app.browser();
    assert_eq!(browser.get("/healthz").await.status, 200);
    assert_eq!(browser.get("/readyz").await.status, 200);
}

async fn without_its_database_a_portal_is_alive_but_not_ready(engine: Engine) {
    let app = TestApp::start(engine).await;
    let browser = app.browser();
    app.lose_database().await;
    assert_eq!(browser.get("/healthz").await.status, 200);
    assert_eq!(browser.get("/readyz").await.status, 503);
}

/// Listing the routes once made every page wait for ever that was being rendered meanwhile.
async fn a_portal_that_starts_beside_others_stops_no_page(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let browser = app.signed_in("permanent@muster.example").await;
    let starting = tokio::task::spawn_blocking({
        let (store, config) = (app.store.clone(), app.config().clone());
        move || (0..20).for_each(|_| drop(router(Portal::new(store.clone(), &config))))
    });
    while !starting.is_finished() {
        assert_eq!(browser.get("/shop").await.status, 200);
    }
    starting.await.expect("a portal can be made");
}
