//! Links of mails that are opened once they have run out.

use super::by_mail::{allow, order_and_link};
use crate::support::{
    TestApp,
    desk::{APPROVER, PAPER, PENS, REVIEWED, release},
};
use jiff::SignedDuration;
use testbed::{Engine, both_engines};

both_engines!(
    a_link_that_has_run_out_says_by_whom_the_order_was_decided_and_nothing_else,
    a_link_to_what_still_waits_says_that_it_has_run_out,
);

/// A little more than a link is good for.
const TOO_LONG: SignedDuration = SignedDuration::from_hours(73);

async fn a_link_that_has_run_out_says_by_whom_the_order_was_decided_and_nothing_else(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    allow(&app).await;
    let ((id, link), (withdrawn, other)) = (order_and_link(&app).await, order_and_link(&app).await);
    release(&app.signed_in(APPROVER).await, &id).await;
    let orderer = app.orderer(REVIEWED).await;
    app.store.withdraw(&orderer, withdrawn.parse().expect("an id")).await.expect("withdrawn");
    app.advance(TOO_LONG);
    let reader = app.browser();
    for _ in 0..2 {
        let page = reader.get(&link).await;
        assert!(page.status == 200 && page.body.contains("bereits entschieden von Claudia Meier."), "{}", page.body);
        assert!(page.body.contains(&format!("href=\"/freigaben/{id}\"")) && page.forms("/api/release_by_mail").is_empty());
        assert!(![PENS, PAPER, "Luca Steiner"].iter().any(|told| page.body.contains(told)), "the name and no more: {}", page.body);
        assert!(reader.get(&other).await.body.contains("Bereits zurückgezogen"));
    }
    let refused = reader.call(&link, "/api/release_by_mail", &[("form[id]", &id), ("form[code]", code(&link))]).await;
    assert!(refused.status == 409 && refused.body.contains("LinkSpent"), "{} {}", refused.status, refused.body);
    let guessed = reader.get(&format!("/freigaben/{id}/mail?code={}", code(&other))).await.body;
    assert!(guessed.contains("Dieser Link gilt nicht mehr") && !guessed.contains("Claudia Meier"), "{guessed}");
}

async fn a_link_to_what_still_waits_says_that_it_has_run_out(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    allow(&app).await;
    let (_, link) = order_and_link(&app).await;
    app.advance(TOO_LONG);
    let page = app.browser().get(&link).await.body;
    assert!(page.contains("Dieser Link gilt nicht mehr") && !page.contains("bereits entschieden"), "{page}");
}

fn code(link: &str) -> &str {
    link.split("code=").nth(1).expect("a code")
}
