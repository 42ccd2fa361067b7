//! Orders that wait too long: set under Freigaberegeln, told by mail, shown to everybody whom it concerns.

use crate::support::{
    Page, TestApp,
    desk::{APPROVER, Inbox, OTHER_APPROVER, PENS, REVIEWED, RULES, decoded, order, recipient, release},
};
use jiff::SignedDuration;
use server::{overdue, portal::Portal};
use std::time::Duration;
use testbed::{Engine, both_engines};
use tokio::{sync::watch, time::sleep};

both_engines!(hours_that_cannot_be_are_refused_and_nothing_typed_is_lost, the_portal_reminds_and_asks_others_by_itself,);

const SET: &str = "/api/set_patience";

async fn set(app: &TestApp, remind: &str, escalate: &str) -> Page {
    let browser = app.signed_in(APPROVER).await;
    let form = browser.get(RULES).await.form(SET).with("form[remind_after]", remind).with("form[escalate_after]", escalate);
    let answer = browser.submit(RULES, &form).await;
    assert_eq!(answer.status, 303);
    browser.get(answer.location()).await
}

async fn hours_that_cannot_be_are_refused_and_nothing_typed_is_lost(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    for (remind, escalate, problem) in [
        ("8", "8", "Vorgelegt wird erst nach der Erinnerung."),
        ("0", "9", "Erinnern nach: "),
        ("4", "bald", "Auch der vorgesetzten Person vorlegen nach: "),
    ] {
        let page = set(&app, remind, escalate).await;
        assert!(page.body.contains(problem), "{problem} in {}", page.body);
        let form = page.form(SET);
        assert_eq!((form.field("form[remind_after]"), form.field("form[escalate_after]")), (Some(remind), Some(escalate)));
    }
    let page = set(&app, "4", "9").await;
    assert!(page.body.contains("Gespeichert. Was schon wartet, zählt von jetzt an."), "{}", page.body);
    assert_eq!(page.form(SET).field("form[escalate_after]"), Some("9"));
}

/// With the task that runs beside the server.
async fn the_portal_reminds_and_asks_others_by_itself(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    set(&app, "4", "9").await;
    let id = order(&app.signed_in(REVIEWED).await, &[(PENS, 2)]).await;
    let mut inbox = Inbox::open(&app).await;
    app.advance(SignedDuration::from_hours(24 * 14));
    let (stop, stopped) = watch::channel(false);
    let task = tokio::spawn(overdue::run(Portal::new(app.store.clone(), app.config()), stopped));
    while !app.store.due_waits(1).await.expect("the store answers").is_empty() {
        sleep(Duration::from_millis(20)).await;
    }
    stop.send_replace(true);
    task.await.expect("it ends");

    let sent = inbox.new_mails(&app).await;
    for (to, text) in [(APPROVER, "liegt seit "), (OTHER_APPROVER, "Claudia Meier darf es weiterhin.")] {
        let link = format!("/freigaben/{id}");
        let is_told = |mail: &&String| recipient(mail) == to && [text, &link].iter().all(|part| decoded(mail).contains(part));
        assert_eq!(sent.iter().filter(is_told).count(), 1, "{to} is told of the order once");
    }
    let orderer = app.signed_in(REVIEWED).await;
    let shown = orderer.get(&format!("/kundendossier/{id}")).await;
    assert!(shown.body.contains("hat Claudia Meier erinnert, weil die Bestellung wartet"), "{}", shown.body);
    assert!(shown.body.contains("weil Claudia Meier noch nicht entschieden hat"), "{}", shown.body);
    assert!(shown.body.contains("Auch vorgelegt: ") && shown.body.contains("Thomas Keller"), "{}", shown.body);
    assert!(orderer.get("/kundendossier").await.body.contains("Auch vorgelegt: "));

    let other = app.signed_in(OTHER_APPROVER).await;
    assert!(other.get("/freigaben").await.body.contains(&id));
    let shown = other.get(&format!("/freigaben/{id}")).await;
    assert!(shown.body.contains("Diese Bestellung wartet schon lange auf Claudia Meier."), "{}", shown.body);
    release(&other, &id).await;
    let told = orderer.get(&format!("/kundendossier/{id}")).await.body;
    assert!(told.contains("Thomas Keller") && !told.contains("in Vertretung von Claudia Meier"), "{told}");
    assert!(app.store.verify_audit().await.expect("the store answers").is_empty());
}
