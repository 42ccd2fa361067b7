//! What the operator's monitoring asks.

use crate::support::TestApp;
use testbed::{Engine, both_engines};

both_engines!(a_portal_that_runs_is_alive_and_ready, without_its_database_a_portal_is_alive_but_not_ready);

async fn a_portal_that_runs_is_alive_and_ready(engine: Engine) {
    let app = TestApp::start(engine).await;
    let browser = app.browser();
    assert_eq!(browser.get("/healthz").await.status, 200);
    assert_eq!(browser.get("/readyz").await.status, 200);
}

async fn without_its_database_a_portal_is_alive_but_not_ready(engine: Engine) {
    let app = TestApp::start(engine).await;
    let browser = app.browser();
    app.store.close().await;
    assert_eq!(browser.get("/healthz").await.status, 200);
    assert_eq!(browser.get("/readyz").await.status, 503);
}
