//! An orderer asks after an order that waits.

use crate::support::{
    TestApp,
    desk::{APPROVER, Inbox, PENS, REVIEWED, decoded, mails, order, recipient, release},
};
use jiff::SignedDuration;
use testbed::{Engine, both_engines};

both_engines!(an_hour_after_the_order_its_orderer_asks_once, what_is_decided_is_not_asked_after,);

const ASK: &str = "/api/ask_after_order";
const REMINDER: &str = "Bestellung #: Luca Steiner fragt nach";

async fn an_hour_after_the_order_its_orderer_asks_once(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let id = order(&app.signed_in(REVIEWED).await, &[(PENS, 2)]).await;
    let page = format!("/kundendossier/{id}");
    let mut inbox = Inbox::open(&app).await;
    let orderer = app.signed_in(REVIEWED).await;
    let shown = orderer.get(&page).await;
    assert!(shown.forms(ASK).is_empty() && shown.body.contains("Nachfragen können Sie ab "), "{}", shown.body);
    let fields = [("form[id]", id.as_str()), ("form[seen]", "")];
    let refused = orderer.call(&page, ASK, &fields).await;
    assert_eq!(refused.status, 409, "{}", refused.body);
    assert!(refused.body.contains("TooEarly"), "{}", refused.body);

    app.advance(SignedDuration::from_hours(1));
    let orderer = app.signed_in(REVIEWED).await;
    let form = orderer.get(&page).await.form(ASK);
    for _ in 0..2 {
        let answer = orderer.submit(&page, &form).await;
        assert_eq!((answer.status, answer.location()), (303, page.as_str()));
    }
    let sent = inbox.new_mails(&app).await;
    let reminders: Vec<_> = sent.iter().filter(|mail| recipient(mail) == APPROVER && decoded(mail).contains(" fragt nach")).collect();
    assert_eq!(reminders.len(), 1, "{sent:?}");
    assert!(decoded(reminders[0]).contains(&format!("/freigaben/{id}")), "{}", reminders[0]);
    let shown = orderer.get(&page).await;
    assert!(shown.forms(ASK).is_empty() && shown.body.contains("Zuletzt nachgefragt:"), "{}", shown.body);
    assert!(shown.body.contains("Wieder möglich ab ") && shown.body.contains("hat bei Claudia Meier nachgefragt"), "{}", shown.body);
    assert!(app.store.verify_audit().await.expect("the store answers").is_empty());
}

async fn what_is_decided_is_not_asked_after(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let id = order(&app.signed_in(REVIEWED).await, &[(PENS, 2)]).await;
    app.advance(SignedDuration::from_hours(24));
    let (orderer, approver) = (app.signed_in(REVIEWED).await, app.signed_in(APPROVER).await);
    let page = format!("/kundendossier/{id}");
    let form = orderer.get(&page).await.form(ASK);
    release(&approver, &id).await;
    let mut inbox = Inbox::open(&app).await;
    let answer = orderer.submit(&page, &form).await;
    assert!(answer.location().starts_with(&page), "{}", answer.location());
    let shown = orderer.get(&page).await;
    assert!(shown.body.contains("Diese Bestellung wartet nicht mehr: Beim Lieferanten."), "{}", shown.body);
    assert!(!inbox.new_subjects(&app).await.contains(&mails(&[(APPROVER, REMINDER)])[0]));
    assert!(orderer.get(&page).await.forms(ASK).is_empty());
}
