//! Asking after an order that waits.

use crate::ordering::{Office, Portal, id, is_not_found, refusal, waiting_company};
use domain::{
    Absence,
    ApprovalKind::AlwaysReview,
    OrderId, OrderStatus,
    Verdict::{Rejected, Released},
    audit::AuditEvent,
    notice::Notice,
};
use futures::future::join_all;
use jiff::{SignedDuration, civil::date};
use store::{Orderer, RemindRefusal, Reminder, Stamp};
use testbed::{Engine, both_engines};

both_engines![
    an_order_can_be_asked_after_an_hour_later_and_then_once_a_day,
    whoever_takes_an_order_over_can_be_reminded_an_hour_later,
    pressing_twice_reminds_once,
    whoever_stands_in_today_is_reminded,
    an_order_that_does_not_wait_is_not_asked_after,
    only_the_orderer_asks_after_an_order,
    the_supplier_never_sees_a_reminder_before_the_order,
];

const HOUR: SignedDuration = SignedDuration::from_hours(1);
const DAY: SignedDuration = SignedDuration::from_hours(24);

async fn reminder(portal: &Portal, orderer: &Orderer, id: OrderId) -> Reminder {
    portal.store.order(orderer, id).await.expect("own order").reminder.expect("it waits")
}

async fn reminded(portal: &Portal) -> Vec<String> {
    portal.peek.mails().await.into_iter().filter(|mail| mail.starts_with("release_reminded")).collect()
}

async fn an_order_can_be_asked_after_an_hour_later_and_then_once_a_day(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    let id = portal.place(&orderer, &["A1", "A2"]).await.order_id;
    let placed = portal.store.order(&orderer, id).await.expect("own order").placed_at;
    let first = Reminder { last: None, possible_from: placed.after(HOUR) };
    assert_eq!(reminder(&portal, &orderer, id).await, first);
    portal.pass(HOUR - SignedDuration::from_secs(1));
    let before = portal.peek.counts().await;
    let too_early = RemindRefusal::TooEarly { possible_from: placed.after(HOUR) };
    assert_eq!(refusal(portal.store.remind(&orderer, id, None).await), too_early);
    assert_eq!(portal.peek.counts().await, before);

    portal.pass(SignedDuration::from_secs(1));
    let now = portal.store.now();
    portal.decide(&company.boss, id, &[(1, Released)]).await.expect("decided");
    portal.store.remind(&orderer, id, None).await.expect("reminded");
    assert_eq!(reminded(&portal).await, ["release_reminded to muster.boss@mail.example"]);
    assert_eq!(reminder(&portal, &orderer, id).await, Reminder { last: Some(now), possible_from: now.after(DAY) });
    let history = portal.store.order(&orderer, id).await.expect("own order").history;
    let reminded_boss = AuditEvent::ReleaseReminded { to: "muster.boss Muster".into() };
    assert_eq!(history.last().map(|entry| &entry.event), Some(&reminded_boss));

    let again = RemindRefusal::TooEarly { possible_from: now.after(DAY) };
    portal.pass(DAY - SignedDuration::from_secs(1));
    assert_eq!(refusal(portal.store.remind(&orderer, id, Some(now)).await), again);
    portal.pass(SignedDuration::from_secs(1));
    portal.store.remind(&orderer, id, Some(now)).await.expect("reminded");
    assert_eq!((reminded(&portal).await.len(), portal.peek.count("reminders").await), (2, 2));
    assert_eq!(portal.store.verify_audit().await.expect("verified"), []);
}

/// Eva was reminded, and then somebody else is in charge.
async fn whoever_takes_an_order_over_can_be_reminded_an_hour_later(engine: Engine) {
    let Office { portal, company, eva, zwei, orderer } = Office::open(engine).await;
    let order = portal.place(&orderer, &["A1"]).await.order_id;
    portal.pass(HOUR);
    let to_eva = portal.store.now();
    portal.store.remind(&orderer, order, None).await.expect("reminded");
    portal.pass(HOUR * 2);
    portal.store.delete_contact(&company.boss, id(&eva), Some(id(&zwei))).await.expect("deleted");
    let possible_from = portal.store.now().after(HOUR);
    assert_eq!(reminder(&portal, &orderer, order).await, Reminder { last: Some(to_eva), possible_from });
    portal.pass(HOUR - SignedDuration::from_secs(1));
    assert_eq!(refusal(portal.store.remind(&orderer, order, Some(to_eva)).await), RemindRefusal::TooEarly { possible_from });

    portal.pass(SignedDuration::from_secs(1));
    let to_zwei = portal.store.now();
    portal.store.remind(&orderer, order, Some(to_eva)).await.expect("reminded");
    assert_eq!(reminded(&portal).await, ["release_reminded to muster.eva@mail.example", "release_reminded to muster.zwei@mail.example"]);
    let again = Reminder { last: Some(to_zwei), possible_from: to_zwei.after(DAY) };
    assert_eq!(reminder(&portal, &orderer, order).await, again);
}

async fn pressing_twice_reminds_once(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (_, orderer) = waiting_company(&portal).await;
    let id = portal.place(&orderer, &["A1"]).await.order_id;
    portal.pass(DAY);
    let mut seen: Option<Stamp> = None;
    for day in 1..=2 {
        for answer in join_all((0..4).map(|_| portal.store.remind(&orderer, id, seen))).await {
            answer.expect("reminded, or reminded before");
        }
        assert_eq!((reminded(&portal).await.len(), portal.peek.count("reminders").await), (day, i64::try_from(day).expect("few")));
        seen = reminder(&portal, &orderer, id).await.last;
        portal.pass(DAY);
    }
    // A page from the day before.
    portal.store.remind(&orderer, id, None).await.expect("no error");
    assert_eq!(reminded(&portal).await.len(), 2);
}

async fn whoever_stands_in_today_is_reminded(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    let second = portal.promote(&company, "zwei").await;
    let id = portal.place(&orderer, &["A1"]).await.order_id;
    let (approver, substitute) = (company.boss.orderer().contact_id(), second.orderer().contact_id());
    let absence = Absence { approver, substitute, first: date(2026, 11, 25), last: date(2026, 11, 25) };
    portal.store.enter_absence(&company.boss, absence).await.expect("entered");
    portal.pass(DAY);
    portal.store.remind(&orderer, id, None).await.expect("reminded");
    assert_eq!(reminded(&portal).await, ["release_reminded to muster.zwei@mail.example"]);
    let notices = portal.peek.notices("release_reminded").await;
    let Notice::ReleaseReminded { order, placed, in_place_of } = serde_json::from_str(&notices[0]).expect("a notice") else {
        panic!("{notices:?}")
    };
    assert_eq!((order.id, placed, in_place_of.as_deref()), (id, date(2026, 11, 24), Some("muster.boss Muster")));
    let history = portal.store.order(&orderer, id).await.expect("own order").history;
    let to = "muster.zwei Muster".into();
    assert_eq!(history.last().map(|entry| &entry.event), Some(&AuditEvent::ReleaseReminded { to }));
}

async fn an_order_that_does_not_wait_is_not_asked_after(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    let mut ids = Vec::new();
    for _ in 0..3 {
        ids.push(portal.place(&orderer, &["A1"]).await.order_id);
    }
    portal.decide(&company.boss, ids[0], &[(1, Released)]).await.expect("decided");
    portal.decide(&company.boss, ids[1], &[(1, Rejected)]).await.expect("decided");
    portal.store.withdraw(&orderer, ids[2]).await.expect("withdrawn");
    portal.pass(DAY);
    for (id, status) in ids.into_iter().zip([OrderStatus::HandedOver, OrderStatus::Rejected, OrderStatus::Withdrawn]) {
        assert_eq!(refusal(portal.store.remind(&orderer, id, None).await), RemindRefusal::Closed { status });
        assert_eq!(portal.store.order(&orderer, id).await.expect("own order").reminder, None);
    }
    assert_eq!(portal.peek.count("reminders").await, 0);
}

async fn only_the_orderer_asks_after_an_order(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    let colleague = portal.employ(&company, "auch", AlwaysReview).await;
    let stranger = portal.company("fremd").await;
    let id = portal.place(&orderer, &["A1"]).await.order_id;
    portal.pass(DAY);
    for other in [&colleague, company.boss.orderer(), stranger.boss.orderer()] {
        assert!(is_not_found(&portal.store.remind(other, id, None).await));
    }
    let seen_by_boss = portal.store.order(company.boss.orderer(), id).await.expect("in charge");
    assert_eq!(seen_by_boss.reminder, None);
    portal.store.delete_contact(&company.boss, orderer.contact_id(), None).await.expect("deleted");
    assert!(is_not_found(&portal.store.remind(&orderer, id, None).await));
    assert_eq!((reminded(&portal).await, portal.peek.count("reminders").await), (vec![], 0));
}

async fn the_supplier_never_sees_a_reminder_before_the_order(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    let id = portal.place(&orderer, &["A1"]).await.order_id;
    portal.pass(DAY);
    portal.store.remind(&orderer, id, None).await.expect("reminded");
    for mail in portal.store.claim_mails(100).await.expect("claimed") {
        portal.store.mail_failed(mail.id, "no such mailbox", true).await.expect("noted");
    }
    let all = portal.store.undelivered_mails(&company.boss).await.expect("a list");
    let mail = all.iter().find(|mail| matches!(mail.notice, Some(Notice::ReleaseReminded { .. }))).expect("a reminder").id;
    for _ in 0..2 {
        let seen = portal.store.undelivered_mails_of_customers(&portal.supplier).await.expect("a list");
        assert!(!seen.is_empty() && seen.iter().all(|row| row.id != mail));
        assert!(portal.store.send_customer_mail_again(&portal.supplier, mail).await.is_err());
        // Nor later: it was written before the supplier had the order.
        portal.pass(SignedDuration::from_mins(1));
        if portal.store.release_count(&company.boss).await.expect("a count") > 0 {
            portal.decide(&company.boss, id, &[(1, Released)]).await.expect("decided");
        }
    }
}
