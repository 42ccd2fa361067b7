//! Clients that hang up at any moment.

use super::{process::Place, try_ordering};
use crate::support::{
    Browser, SmtpServer, TestApp, Verdict,
    desk::{FREE, ordered},
};
use std::time::{Duration, Instant};
use testbed::{
    Engine, both_engines,
    torture::{report, times},
};
use tokio::time::timeout;

both_engines!(a_client_that_hangs_up_leaves_nothing_behind,);

async fn a_client_that_hangs_up_leaves_nothing_behind(engine: Engine) {
    let requests = times(150, 10_000);
    let app = TestApp::with_demo(engine).await;
    let mail_server = SmtpServer::start(|_| Verdict::Accept).await;
    let place = Place::new(app.database_url(), app.data(), &mail_server.url());
    let _server = place.start().await;
    let token = app.open_session(FREE).await;
    let usual = usual_time(&Browser::in_session(place.address, &token)).await;
    let mut hung_up = 0;
    for number in 0..requests {
        // A browser each, so that its connection goes with it.
        let browser = Browser::in_session(place.address, &token);
        let fields = [("form[number]", "15-0102"), ("form[quantity]", "1")];
        let patience = rand::random_range(Duration::ZERO..usual);
        let answer = match number % 3 {
            0 => timeout(patience, browser.try_get("/shop")).await,
            1 => timeout(patience, browser.try_post_form("/shop", "/api/add_to_cart", &fields)).await,
            _ => timeout(patience, browser.try_get("/warenkorb")).await,
        };
        hung_up += usize::from(answer.is_err());
    }
    assert!(hung_up > 0, "nobody hung up");
    let browser = Browser::in_session(place.address, &token);
    // More than there are connections: none of them may be inside a transaction of somebody who has gone. Who hung up last may
    // still fill the cart meanwhile, and the order is then refused.
    let (mut placed, mut refused) = (0, 0);
    while placed < 40 {
        let form = timeout(Duration::from_secs(5), try_ordering(&browser)).await.expect("in time").expect("the portal answers");
        let is_placed = ordered(&browser.submit("/warenkorb", &form).await).is_some();
        placed += usize::from(is_placed);
        refused += usize::from(!is_placed);
        assert!(refused < 5, "orders are refused");
    }
    assert_eq!(app.store.verify_audit().await.expect("the store answers"), []);
    assert_eq!(place.log(), "", "what the server complained of");
    report(&format!("Client hangs up, {engine:?}"), requests, &format!("{hung_up} cut off"));
}

/// How long the server takes for a page, so that hanging up falls into that time on any machine.
async fn usual_time(browser: &Browser) -> Duration {
    let begun = Instant::now();
    for _ in 0..10 {
        browser.get("/shop").await;
    }
    begun.elapsed() / 10
}
