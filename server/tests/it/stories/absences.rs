//! An absence begins, and is over: whom it concerns hears of it by mail.

use crate::support::{
    TestApp,
    desk::{APPROVER, Inbox, OTHER_APPROVER, PENS, REVIEWED, decoded, order, recipient},
};
use domain::Absence;
use jiff::{SignedDuration, ToSpan};
use server::{overdue, portal::Portal};
use std::time::Duration;
use testbed::{Engine, both_engines};
use tokio::{sync::watch, time::sleep};

both_engines!(the_portal_tells_by_itself_when_an_absence_begins_and_when_it_is_over,);

/// Claudia Meier is away tomorrow and on the day after, and Thomas Keller stands in.
async fn enter(app: &TestApp) {
    let approver = app.orderer(APPROVER).await.approver().expect("an approver");
    let substitute = app.orderer(OTHER_APPROVER).await.contact_id();
    let today = app.store.absences(&approver).await.expect("the store answers").today.0;
    let (first, last) = (today.saturating_add(1.day()), today.saturating_add(2.days()));
    let absence = Absence { approver: approver.orderer().contact_id(), substitute, first, last };
    app.store.enter_absence(&approver, absence).await.expect("entered");
}

/// With the task that runs beside the server.
async fn pass(app: &TestApp, hours: i64) {
    app.advance(SignedDuration::from_hours(hours));
    assert!(!app.store.due_absences(1).await.expect("the store answers").is_empty());
    let (stop, stopped) = watch::channel(false);
    let task = tokio::spawn(overdue::run(Portal::new(app.store.clone(), app.config()), stopped));
    while !app.store.due_absences(1).await.expect("the store answers").is_empty() {
        sleep(Duration::from_millis(20)).await;
    }
    stop.send_replace(true);
    task.await.expect("it ends");
}

/// How many of the mails go to somebody and say this.
fn told(mails: &[String], to: &str, text: &str) -> usize {
    mails.iter().filter(|mail| recipient(mail) == to && decoded(mail).contains(text)).count()
}

async fn the_portal_tells_by_itself_when_an_absence_begins_and_when_it_is_over(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    enter(&app).await;
    order(&app.signed_in(REVIEWED).await, &[(PENS, 2)]).await;
    let mut inbox = Inbox::open(&app).await;

    // Whatever time it is now, that is between noon of the first day and noon of the last.
    pass(&app, 36).await;
    let begun = inbox.new_mails(&app).await;
    assert_eq!(told(&begun, OTHER_APPROVER, "Sie vertreten Claudia Meier bis und mit "), 1, "{begun:?}");
    assert_eq!(told(&begun, OTHER_APPROVER, "keine Bestellung"), 0, "one waits: {begun:?}");
    assert_eq!(told(&begun, APPROVER, "/freigaben"), 0, "who is away knows: {begun:?}");

    pass(&app, 48).await;
    let over = inbox.new_mails(&app).await;
    assert_eq!(told(&over, APPROVER, "Thomas Keller hat Sie bis und mit "), 1, "{over:?}");
    assert_eq!(told(&over, OTHER_APPROVER, "Sie haben Claudia Meier bis und mit "), 1, "{over:?}");
    assert_eq!((begun.len(), over.len()), (1, 2));
}
