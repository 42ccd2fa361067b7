//! Links of mails that are opened once they have run out.

use super::by_mail::{allow, order_and_link};
use crate::support::{
    Form, TestApp,
    desk::{APPROVER, PAPER, PENS, REVIEWED, release},
};
use jiff::SignedDuration;
use testbed::{Engine, both_engines};

both_engines!(
    a_link_that_has_run_out_says_by_whom_the_order_was_decided_and_nothing_else,
    a_link_to_what_still_waits_says_so_and_later_by_whom_it_was_decided,
    the_page_of_a_link_learns_by_asking_again_what_has_become_of_the_order,
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

async fn a_link_to_what_still_waits_says_so_and_later_by_whom_it_was_decided(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    allow(&app).await;
    let (id, link) = order_and_link(&app).await;
    app.advance(TOO_LONG);
    let reader = app.browser();
    for _ in 0..2 {
        let page = reader.get(&link).await.body;
        assert!(page.contains("Die Bestellung wartet noch auf Sie") && page.contains("Melden Sie sich an, um"), "{page}");
        assert!(page.contains(&format!("href=\"/freigaben/{id}\"")) && Form::all_in(&page, "/api/release_by_mail").is_empty(), "{page}");
        assert!(!["Claudia Meier", "Luca Steiner", PENS, PAPER].iter().any(|told| page.contains(told)), "nobody is named: {page}");
    }
    let refused = reader.call(&link, "/api/release_by_mail", &[("form[id]", &id), ("form[code]", code(&link))]).await;
    assert!(refused.status == 409 && refused.body.contains("LinkSpent"), "{} {}", refused.status, refused.body);
    release(&app.signed_in(APPROVER).await, &id).await;
    let page = reader.get(&link).await.body;
    assert!(page.contains("bereits entschieden von Claudia Meier."), "{page}");
    // Nor does it open anything should the clock go back.
    app.advance(-TOO_LONG);
    let page = reader.get(&link).await.body;
    assert!(page.contains("bereits entschieden von Claudia Meier.") && !page.contains("Luca Steiner"), "{page}");
}

async fn the_page_of_a_link_learns_by_asking_again_what_has_become_of_the_order(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    allow(&app).await;
    let (id, link) = order_and_link(&app).await;
    let reader = app.browser();
    let ask = async || reader.call(&link, "/api/load_mail_release", &[("id", &id), ("code", code(&link))]).await.body;
    let waiting = ask().await;
    assert!(waiting.contains("\"supply_number\":null"), "{waiting}");
    release(&app.signed_in(APPROVER).await, &id).await;
    let decided = ask().await;
    assert!(decided.contains("\"supply_number\":") && !decided.contains("\"supply_number\":null"), "{decided}");
    app.advance(TOO_LONG);
    let late = ask().await;
    assert!(late.contains("DecidedBy") && !late.contains("supply_number"), "{late}");
}

fn code(link: &str) -> &str {
    link.split("code=").nth(1).expect("a code")
}
