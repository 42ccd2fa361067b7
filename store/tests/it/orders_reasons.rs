//! Why a line is rejected, and customers that demand to know.

use crate::ordering::{Company, Portal, refusal, waiting_company};
use domain::{
    ApprovalKind::AlwaysReview,
    CustomerRule, OrderId, RejectionCause,
    Verdict::{Rejected, Released},
    audit::AuditEvent,
    rejection::ReasonGap,
};
use store::{DecideRefusal, LineDecision};
use testbed::{Engine, both_engines};

both_engines![
    the_cause_stands_beside_the_line_in_the_history_and_in_the_mail,
    a_released_line_has_no_cause,
    where_a_reason_is_demanded_a_rejection_without_one_is_not_made_at_all,
    no_other_customer_has_to_give_a_reason,
];

async fn reject(
    portal: &Portal,
    company: &Company,
    id: OrderId,
    cause: Option<RejectionCause>,
    reason: Option<&str>,
) -> Option<DecideRefusal> {
    let decision = LineDecision::reject(1, cause, reason.map(str::to_owned));
    let result = portal.store.decide(&company.boss, id, vec![decision]).await;
    portal.peek.assert_statuses_hold().await;
    result.is_err().then(|| refusal(result))
}

async fn the_cause_stands_beside_the_line_in_the_history_and_in_the_mail(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    let id = portal.place(&orderer, &["A1"]).await.order_id;
    assert_eq!(reject(&portal, &company, id, Some(RejectionCause::AvailableInHouse), Some("Im Keller.")).await, None);
    let order = portal.store.order(&orderer, id).await.expect("own order");
    let decision = order.lines[0].decision.as_ref().expect("a decision");
    assert_eq!((decision.cause, decision.reason.as_deref()), (Some(RejectionCause::AvailableInHouse), Some("Im Keller.")));
    let expected = AuditEvent::LineDecided {
        position: 1,
        article: "Artikel A1".into(),
        verdict: Rejected,
        cause: Some(RejectionCause::AvailableInHouse),
        reason: Some("Im Keller.".into()),
        alternative: None,
        in_place_of: None,
    };
    assert!(order.history.iter().any(|entry| entry.event == expected), "{:?}", order.history);
    assert!(portal.peek.notices("order_rejected").await[0].contains("available_in_house"));
    assert_eq!(portal.store.verify_audit().await.expect("a check"), []);
}

async fn a_released_line_has_no_cause(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    let id = portal.place(&orderer, &["A1"]).await.order_id;
    let odd = LineDecision { cause: Some(RejectionCause::TooExpensive), ..LineDecision::release(1) };
    portal.store.decide(&company.boss, id, vec![odd]).await.expect("decided");
    assert_eq!(portal.peek.number("select count(*) from decisions where cause is null").await, 1);
    let order = portal.store.order(&orderer, id).await.expect("own order");
    assert_eq!(order.lines[0].decision.as_ref().map(|decision| (decision.verdict, decision.cause)), Some((Released, None)));
}

async fn where_a_reason_is_demanded_a_rejection_without_one_is_not_made_at_all(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    let id = portal.place(&orderer, &["A1", "A2"]).await.order_id;
    portal.store.switch_rule(&company.boss, CustomerRule::DemandsReason, true).await.expect("demanded");
    assert!(portal.store.release_case(&company.boss, id).await.expect("in charge").order.demands_reason);
    let before = portal.peek.counts().await;
    for (cause, reason, gap) in [
        (None, None, ReasonGap::Cause),
        (None, Some("Zu gross."), ReasonGap::Cause),
        (Some(RejectionCause::Other), None, ReasonGap::Words),
        (Some(RejectionCause::Other), Some("  "), ReasonGap::Words),
    ] {
        let expected = Some(DecideRefusal::ReasonMissing { position: 1, gap });
        assert_eq!(reject(&portal, &company, id, cause, reason).await, expected);
    }
    let both = vec![LineDecision::release(2), LineDecision::reject(1, None, None)];
    refusal(portal.store.decide(&company.boss, id, both).await);
    assert_eq!(portal.peek.counts().await, before);
    assert_eq!(reject(&portal, &company, id, Some(RejectionCause::Other), Some("Zu gross.")).await, None);
    portal.decide(&company.boss, id, &[(2, Released)]).await.expect("a release needs no reason");
}

async fn no_other_customer_has_to_give_a_reason(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, _) = waiting_company(&portal).await;
    let other = portal.company("bau").await;
    let orderer = portal.employ(&other, "immer", AlwaysReview).await;
    let id = portal.place(&orderer, &["A1"]).await.order_id;
    portal.store.switch_rule(&company.boss, CustomerRule::DemandsReason, true).await.expect("demanded");
    assert_eq!(reject(&portal, &other, id, None, None).await, None);
}
