//! Taking a decision back, until the last one hands the order over.

use crate::ordering::{Company, Portal, decisions, is_not_found, refusal, waiting_company};
use domain::{
    Absence, OrderId, OrderStatus,
    Verdict::{Rejected, Released},
    audit::AuditEvent,
};
use futures::future::join;
use jiff::{SignedDuration, civil::date};
use store::{DecideRefusal, Failure, Orderer, Stamp, TakeBackRefusal};
use testbed::{Engine, both_engines};

both_engines![
    a_decision_that_is_taken_back_leaves_the_line_open_and_stays_on_record,
    taking_back_twice_takes_back_once_and_never_a_later_decision,
    only_who_decided_takes_back,
    what_is_handed_over_or_ended_is_not_taken_back,
    who_may_not_decide_takes_nothing_back,
    what_was_meant_to_be_the_rest_decides_nothing_once_more_is_open,
    taking_back_and_the_last_decision_at_once_leave_one_of_two_states,
];

/// An order of three lines of which the first is released and the second rejected.
async fn begun(portal: &Portal) -> (Company, Orderer, OrderId) {
    let (company, orderer) = waiting_company(portal).await;
    let id = portal.place(&orderer, &["A1", "A2", "A3"]).await.order_id;
    portal.pass(SignedDuration::from_secs(1));
    portal.decide(&company.boss, id, &[(1, Released), (2, Rejected)]).await.expect("decided");
    portal.pass(SignedDuration::from_secs(1));
    (company, orderer, id)
}

/// When a line was decided.
async fn decided_at(portal: &Portal, orderer: &Orderer, id: OrderId, position: usize) -> Stamp {
    let order = portal.store.order(orderer, id).await.expect("own order");
    order.lines[position - 1].decision.as_ref().expect("a decision").decided_at
}

async fn a_decision_that_is_taken_back_leaves_the_line_open_and_stays_on_record(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer, id) = begun(&portal).await;
    let at = decided_at(&portal, &orderer, id, 2).await;
    let mails = portal.peek.mails().await;
    portal.store.take_back(&company.boss, id, 2, at).await.expect("taken back");
    portal.peek.assert_statuses_hold().await;
    let order = portal.store.order(&orderer, id).await.expect("own order");
    assert_eq!(order.status, OrderStatus::PartlyDecided);
    assert_eq!(order.lines.iter().map(|line| line.decision.is_some()).collect::<Vec<_>>(), [true, false, false]);
    let taken_back = AuditEvent::DecisionTakenBack { position: 2, article: "Artikel A2".into(), verdict: Rejected, in_place_of: None };
    assert_eq!(order.history.last().map(|entry| (&entry.event, entry.actor_name.as_str())), Some((&taken_back, "muster.boss Muster")));
    assert_eq!((portal.peek.count("revocations").await, portal.peek.count("decisions").await), (1, 1));
    assert_eq!(portal.peek.mails().await, mails, "nobody has been told of the decision either");

    portal.store.take_back(&company.boss, id, 1, at).await.expect("taken back");
    assert_eq!(portal.store.order(&orderer, id).await.expect("own order").status, OrderStatus::Waiting);
    portal.pass(SignedDuration::from_secs(1));
    portal.decide(&company.boss, id, &[(1, Rejected), (2, Released), (3, Released)]).await.expect("decided anew");
    let order = portal.store.order(&orderer, id).await.expect("own order");
    assert_eq!((order.status, order.delivered_totals.net.0), (OrderStatus::HandedOver, 990 + 4500));
    assert_eq!(portal.store.verify_audit().await.expect("verified"), []);
}

async fn taking_back_twice_takes_back_once_and_never_a_later_decision(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer, id) = begun(&portal).await;
    let at = decided_at(&portal, &orderer, id, 1).await;
    let press = || portal.store.take_back(&company.boss, id, 1, at);
    let (one, other) = join(press(), press()).await;
    one.and(other).expect("taken back, or taken back before");
    assert_eq!(portal.peek.count("revocations").await, 1);
    portal.decide(&company.boss, id, &[(1, Rejected)]).await.expect("decided anew");
    portal.store.take_back(&company.boss, id, 1, at).await.expect("nothing happens");
    assert_eq!(portal.peek.count("revocations").await, 1);
    assert!(portal.store.order(&orderer, id).await.expect("own order").lines[0].decision.is_some());
    let other = at.after(SignedDuration::from_mins(-1));
    assert_eq!(refusal(portal.store.take_back(&company.boss, id, 1, other).await), TakeBackRefusal::Gone);
    assert_eq!(refusal(portal.store.take_back(&company.boss, id, 3, at).await), TakeBackRefusal::Gone);
}

async fn only_who_decided_takes_back(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer, id) = begun(&portal).await;
    let second = portal.promote(&company, "zwei").await;
    let (approver, substitute) = (company.boss.orderer().contact_id(), second.orderer().contact_id());
    let absence = Absence { approver, substitute, first: date(2026, 11, 24), last: date(2026, 11, 24) };
    portal.store.enter_absence(&company.boss, absence).await.expect("entered");
    let at = decided_at(&portal, &orderer, id, 1).await;
    let before = portal.peek.counts().await;
    let not_yours = TakeBackRefusal::NotYours { by: "muster.boss Muster".into(), at };
    assert_eq!(refusal(portal.store.take_back(&second, id, 1, at).await), not_yours);
    assert_eq!(portal.peek.counts().await, before);

    // Who decides in somebody's place takes back in their place.
    portal.store.take_back(&company.boss, id, 1, at).await.expect("taken back by who decided");
    portal.pass(SignedDuration::from_secs(1));
    portal.decide(&second, id, &[(3, Released)]).await.expect("decided in their place");
    let later = decided_at(&portal, &orderer, id, 3).await;
    assert!(matches!(refusal(portal.store.take_back(&company.boss, id, 3, later).await), TakeBackRefusal::NotYours { .. }));
    portal.store.take_back(&second, id, 3, later).await.expect("taken back");
    let history = portal.store.order(&orderer, id).await.expect("own order").history;
    let in_place_of = Some("muster.boss Muster".into());
    let taken_back = AuditEvent::DecisionTakenBack { position: 3, article: "Artikel A3".into(), verdict: Released, in_place_of };
    assert_eq!(history.last().map(|entry| &entry.event), Some(&taken_back));
}

async fn what_is_handed_over_or_ended_is_not_taken_back(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer, id) = begun(&portal).await;
    let at = decided_at(&portal, &orderer, id, 1).await;
    portal.decide(&company.boss, id, &[(3, Released)]).await.expect("decided");
    let withdrawn = portal.place(&orderer, &["A1", "A2"]).await.order_id;
    portal.decide(&company.boss, withdrawn, &[(1, Released)]).await.expect("decided");
    portal.store.withdraw(&orderer, withdrawn).await.expect("withdrawn");
    let before = portal.peek.counts().await;
    let late = decided_at(&portal, &orderer, withdrawn, 1).await;
    for (order, at, status) in [(id, at, OrderStatus::HandedOver), (withdrawn, late, OrderStatus::Withdrawn)] {
        assert_eq!(refusal(portal.store.take_back(&company.boss, order, 1, at).await), TakeBackRefusal::Closed { status });
    }
    assert_eq!(portal.peek.counts().await, before);
}

async fn who_may_not_decide_takes_nothing_back(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer, id) = begun(&portal).await;
    let colleague = portal.promote(&company, "zwei").await;
    let stranger = portal.company("fremd").await.boss;
    let at = decided_at(&portal, &orderer, id, 1).await;
    for other in [&colleague, &stranger] {
        assert!(is_not_found(&portal.store.take_back(other, id, 1, at).await));
    }
    assert!(is_not_found(&portal.store.take_back(&company.boss, id, 9, at).await));
    // Whoever has handed over what they were in charge of has nothing to take back any more.
    let successor = Some(colleague.orderer().contact_id());
    portal.store.delete_contact(&colleague, company.boss.orderer().contact_id(), successor).await.expect("deleted");
    assert!(is_not_found(&portal.store.take_back(&company.boss, id, 1, at).await));
    assert_eq!(portal.peek.count("revocations").await, 0);
}

async fn what_was_meant_to_be_the_rest_decides_nothing_once_more_is_open(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer, id) = begun(&portal).await;
    let at = decided_at(&portal, &orderer, id, 1).await;
    portal.store.take_back(&company.boss, id, 1, at).await.expect("taken back");
    let before = portal.peek.counts().await;
    let rest = || decisions(&[(3, Released)]);
    let answer = portal.store.decide_rest(&company.boss, id, rest()).await;
    assert_eq!(refusal(answer), DecideRefusal::Reopened { position: 1 });
    assert_eq!(portal.peek.counts().await, before);
    portal.decide(&company.boss, id, &[(1, Released)]).await.expect("decided");
    for _ in 0..2 {
        let decided = portal.store.decide_rest(&company.boss, id, rest()).await.expect("decided, or decided before");
        assert_eq!((decided.status, decided.open_lines), (OrderStatus::HandedOver, 0));
    }
}

async fn taking_back_and_the_last_decision_at_once_leave_one_of_two_states(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    for round in 0..8 {
        let id = portal.place(&orderer, &["A1", "A2"]).await.order_id;
        portal.decide(&company.boss, id, &[(1, Released)]).await.expect("decided");
        let at = decided_at(&portal, &orderer, id, 1).await;
        let back = portal.store.take_back(&company.boss, id, 1, at);
        let last = portal.store.decide(&company.boss, id, decisions(&[(2, Released)]));
        // Each of the two is asked first now and then.
        let (back, last) = if round % 2 == 0 {
            join(back, last).await
        } else {
            let (last, back) = join(last, back).await;
            (back, last)
        };
        let last = last.expect("the second line was open");
        let order = portal.store.order(&orderer, id).await.expect("own order");
        let supply = portal.peek.supply_order_of(id).await;
        match back {
            Ok(()) => {
                assert_eq!((order.status, last.open_lines, supply), (OrderStatus::PartlyDecided, 1, None));
                assert!(order.lines[0].decision.is_none());
            }
            Err(Failure::Refused(TakeBackRefusal::Closed { status })) => {
                assert_eq!((status, order.status), (OrderStatus::HandedOver, OrderStatus::HandedOver));
                assert!(supply.is_some() && order.lines.iter().all(|line| line.decision.is_some()));
            }
            Err(other) => panic!("{other:?}"),
        }
        portal.peek.assert_statuses_hold().await;
    }
    assert_eq!(portal.store.verify_audit().await.expect("verified"), []);
}
