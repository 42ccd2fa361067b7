//! Rejecting by the link of a mail.

use super::{Office, lines, office};
use crate::ordering::{counts_of, is_not_found, refusal};
use domain::{
    CustomerRule, OrderId, OrderStatus, RejectionCause,
    Verdict::{Rejected, Released},
    audit::AuditEvent,
    rejection::ReasonGap,
};
use store::{DecideRefusal, Rejections};
use testbed::{Engine, both_engines};

both_engines![
    rejecting_everything_ends_the_order_with_the_reason,
    what_is_left_is_released_by_the_same_link,
    rejecting_the_last_line_hands_over_what_was_released,
    a_reason_that_is_demanded_is_demanded_here_as_well,
    a_line_that_is_not_what_was_on_the_screen_is_not_rejected,
    what_was_released_stays_so,
];

/// Of lines seen by nobody.
fn rejections(positions: &[u32]) -> Rejections {
    because(positions, Some(RejectionCause::AvailableInHouse), Some("Im Keller."))
}

fn because(positions: &[u32], cause: Option<RejectionCause>, reason: Option<&str>) -> Rejections {
    Rejections::new(lines(positions), cause, reason.map(str::to_owned))
}

impl Office {
    /// How often something was decided from the mail, as the history tells it.
    pub(super) async fn told(&self, id: OrderId) -> usize {
        self.portal.peek.assert_statuses_hold().await;
        let order = self.portal.store.order(&self.orderer, id).await.expect("own order");
        order.history.iter().filter(|entry| entry.event == AuditEvent::DecidedByMail).count()
    }
}

async fn rejecting_everything_ends_the_order_with_the_reason(engine: Engine) {
    let office = office(engine).await;
    let (id, key) = office.order(&["A1", "A2"]).await;
    let store = &office.portal.store;
    let rejected = store.reject_by_mail(id, &key, rejections(&[1, 2])).await.expect("rejected");
    assert_eq!(counts_of(&rejected), (OrderStatus::Rejected, 0));
    let before = office.portal.peek.counts().await;
    let again = store.reject_by_mail(id, &key, rejections(&[1, 2])).await.expect("nothing happens");
    assert_eq!((again, office.portal.peek.counts().await), (rejected, before));

    let order = store.order_by_mail(id, &key).await.expect("still shown").order;
    for line in &order.lines {
        let decision = line.decision.as_ref().expect("a decision");
        let reason = (decision.verdict, decision.cause, decision.reason.as_deref());
        assert_eq!(reason, (Rejected, Some(RejectionCause::AvailableInHouse), Some("Im Keller.")));
    }
    assert_eq!(office.told(id).await, 1);
    assert_eq!(office.portal.peek.notices("order_rejected").await.len(), 1);
    assert_eq!(office.portal.peek.count("supply_orders").await, 0);
    assert_eq!(store.verify_audit().await.expect("verified"), []);
}

async fn what_is_left_is_released_by_the_same_link(engine: Engine) {
    let office = office(engine).await;
    let (id, key) = office.order(&["A1", "A2"]).await;
    let store = &office.portal.store;
    let rejected = store.reject_by_mail(id, &key, rejections(&[2])).await.expect("rejected");
    assert_eq!(counts_of(&rejected), (OrderStatus::PartlyDecided, 1));
    let released = store.release_by_mail(id, &key, lines(&[1])).await.expect("released");
    assert_eq!(counts_of(&released), (OrderStatus::HandedOver, 0));
    assert_eq!(office.told(id).await, 2, "one entry each time that something was decided");
    assert_eq!(office.portal.peek.count("supply_order_lines").await, 1);
}

async fn rejecting_the_last_line_hands_over_what_was_released(engine: Engine) {
    let office = office(engine).await;
    let (id, key) = office.order(&["A1", "A2"]).await;
    office.portal.store.release_by_mail(id, &key, lines(&[1])).await.expect("released");
    let rejected = office.portal.store.reject_by_mail(id, &key, rejections(&[2])).await.expect("rejected");
    assert_eq!(counts_of(&rejected), (OrderStatus::HandedOver, 0));
    assert_eq!((office.told(id).await, office.portal.peek.count("supply_order_lines").await), (2, 1));
}

async fn a_reason_that_is_demanded_is_demanded_here_as_well(engine: Engine) {
    let office = office(engine).await;
    let (id, key) = office.order(&["A1", "A2"]).await;
    let store = &office.portal.store;
    store.switch_rule(&office.company.boss, CustomerRule::DemandsReason, true).await.expect("demanded");
    assert!(store.order_by_mail(id, &key).await.expect("shown").order.demands_reason);
    let before = office.portal.peek.counts().await;
    for (cause, reason, gap) in [(None, Some("Im Keller."), ReasonGap::Cause), (Some(RejectionCause::Other), None, ReasonGap::Words)] {
        let refused = store.reject_by_mail(id, &key, because(&[1, 2], cause, reason)).await;
        assert_eq!(refusal(refused), DecideRefusal::ReasonMissing { position: 1, gap });
    }
    assert_eq!(office.portal.peek.counts().await, before);
    store.reject_by_mail(id, &key, because(&[1, 2], Some(RejectionCause::NotNeeded), None)).await.expect("a cause is enough");
    assert_eq!(office.status(id).await, OrderStatus::Rejected);
}

async fn a_line_that_is_not_what_was_on_the_screen_is_not_rejected(engine: Engine) {
    let office = office(engine).await;
    let (id, key) = office.order(&["A1", "A2"]).await;
    let store = &office.portal.store;
    let shown = store.order_by_mail(id, &key).await.expect("shown").order.lines;
    let (first, second) = (shown[0].seal.as_str(), shown[1].seal.as_str());
    let seen = |other: &str| Rejections::new(vec![(1, Some(first.to_owned())), (2, Some(other.to_owned()))], None, None);
    let refused = store.reject_by_mail(id, &key, seen(first)).await;
    assert!(matches!(refusal(refused), DecideRefusal::LineChanged { position: 2, .. }));
    let of_another_version = seen(second).seen(Some(2));
    assert_eq!(refusal(store.reject_by_mail(id, &key, of_another_version).await), DecideRefusal::Revised);
    assert_eq!(refusal(store.reject_by_mail(id, &key, rejections(&[])).await), DecideRefusal::NothingToDecide);
    assert!(is_not_found(&store.reject_by_mail(id, &key, rejections(&[1, 9])).await), "all of them or none");
    assert_eq!((office.status(id).await, office.told(id).await), (OrderStatus::Waiting, 0));

    store.reject_by_mail(id, &key, seen(second).seen(Some(1))).await.expect("rejected as it was seen");
    assert_eq!((office.status(id).await, office.told(id).await), (OrderStatus::Rejected, 1));
}

async fn what_was_released_stays_so(engine: Engine) {
    let office = office(engine).await;
    let (id, key) = office.order(&["A1", "A2"]).await;
    let store = &office.portal.store;
    office.portal.decide(&office.company.boss, id, &[(1, Released)]).await.expect("decided");
    let refused = store.reject_by_mail(id, &key, rejections(&[1, 2])).await;
    assert!(matches!(refusal(refused), DecideRefusal::AlreadyDecided { .. }));
    let order = store.order_by_mail(id, &key).await.expect("shown as it is now").order;
    assert!(order.lines[1].decision.is_none(), "all of them or none");
    store.withdraw(&office.orderer, id).await.expect("withdrawn");
    let refused = store.reject_by_mail(id, &key, rejections(&[2])).await;
    assert_eq!(refusal(refused), DecideRefusal::Closed { status: OrderStatus::Withdrawn });
    assert_eq!(office.told(id).await, 0);
}
