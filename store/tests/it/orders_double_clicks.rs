//! Decisions at the same time, from several sessions.

use crate::ordering::{Portal, decisions, waiting_company};
use domain::Verdict::{Rejected, Released};
use futures::future::join_all;
use store::{DecideRefusal, Failure, LineDecision};
use testbed::{Engine, both_engines};

both_engines![
    two_sessions_and_double_clicks_make_one_decision_a_line_and_one_supply_order,
    contrary_decisions_at_the_same_time_leave_one_of_them,
];

async fn two_sessions_and_double_clicks_make_one_decision_a_line_and_one_supply_order(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    let id = portal.place(&orderer, &["A1", "A2", "A3"]).await.order_id;
    let sessions = [company.boss.clone(), portal.approver("muster.boss").await];
    let clicks = (0..16).map(|click| {
        let (store, approver) = (portal.store.clone(), sessions[click % 2].clone());
        let all = decisions(&[(1, Released), (2, Rejected), (3, Released)]);
        // Some click line by line, others decide all at once.
        let requests: Vec<Vec<LineDecision>> = if click % 4 < 2 { all.into_iter().map(|one| vec![one]).collect() } else { vec![all] };
        tokio::spawn(async move {
            for request in requests {
                store.decide(&approver, id, request).await.expect("decided or repeated");
            }
        })
    });
    join_all(clicks).await.into_iter().for_each(|click| click.expect("no panic"));
    assert_eq!(portal.peek.count("decisions").await, 3);
    assert_eq!((portal.peek.count("supply_orders").await, portal.peek.count("supply_order_lines").await), (1, 2));
    assert_eq!(portal.peek.notices("handed_over").await.len(), 1);
    let history = portal.store.order(&orderer, id).await.expect("own order").history;
    assert_eq!(history.len(), 5);
    portal.peek.assert_statuses_hold().await;
}

async fn contrary_decisions_at_the_same_time_leave_one_of_them(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    let id = portal.place(&orderer, &["A1", "A2"]).await.order_id;
    let clicks = (0..16).map(|click| {
        let (store, approver) = (portal.store.clone(), company.boss.clone());
        let verdict = if click % 2 == 0 { Released } else { Rejected };
        tokio::spawn(async move { (verdict, store.decide(&approver, id, decisions(&[(1, verdict), (2, verdict)])).await) })
    });
    let answers: Vec<_> = join_all(clicks).await.into_iter().map(|click| click.expect("no panic")).collect();
    let order = portal.store.order(&orderer, id).await.expect("own order");
    let winner = order.lines[0].decision.as_ref().expect("a decision").verdict;
    assert!(order.lines.iter().all(|line| line.state().verdict == Some(winner)));
    for (verdict, answer) in answers {
        match answer {
            Ok(_) => assert_eq!(verdict, winner),
            Err(Failure::Refused(DecideRefusal::AlreadyDecided { .. })) => assert_ne!(verdict, winner),
            Err(other) => panic!("{other:?}"),
        }
    }
    assert_eq!(portal.peek.count("supply_orders").await, i64::from(winner == Released));
    assert_eq!(portal.peek.mails().await.len(), 3);
    portal.peek.assert_statuses_hold().await;
}
