//! Rejecting what somebody else has released, by the link of the mail that asks to confirm it.

use super::{Office, lines, office};
use crate::ordering::{counts_of, refusal};
use domain::{
    CustomerRule, OrderId, OrderStatus, RejectionCause,
    Verdict::{Rejected, Released},
    notice::Notice,
    rejection::ReasonGap,
};
use store::{Confirmation, DecideRefusal, Rejections};
use testbed::{Engine, both_engines};

both_engines![
    rejecting_all_that_was_released_ends_the_order_with_the_reason,
    a_reason_that_is_demanded_is_demanded_of_whoever_confirms_as_well,
    what_is_not_rejected_is_confirmed_by_the_same_link,
    whoever_has_released_it_rejects_nothing_any_more,
];

/// An order with two lines that the first of two people has released.
struct PassedOn {
    office: Office,
    id: OrderId,
    /// The key in the mail that asked the first one.
    first: String,
    /// The key in the mail that asks the second one.
    second: String,
}

impl PassedOn {
    async fn open(engine: Engine) -> Self {
        let office = office(engine).await;
        office.portal.promote(&office.company, "zwei").await;
        office.portal.store.switch_rule(&office.company.boss, CustomerRule::NeedsFourEyes, true).await.expect("demanded");
        let (id, first) = office.order(&["A1", "A2"]).await;
        office.portal.decide(&office.company.boss, id, &[(1, Released), (2, Released)]).await.expect("released");
        let mails = office.portal.store.claim_mails(50).await.expect("mails");
        let wanted = mails.into_iter().find(|mail| matches!(mail.notice, Notice::ConfirmationWanted { .. }));
        let second = wanted.and_then(|mail| mail.code).expect("the mail carries a key").reveal().to_owned();
        Self { office, id, first, second }
    }

    /// Rejects these lines as they are on the screen.
    async fn rejections(&self, positions: &[u32], cause: Option<RejectionCause>, reason: Option<&str>) -> Rejections {
        let order = self.office.portal.store.order_by_mail(self.id, &self.second).await.expect("shown").order;
        let seal = |position: &u32| order.lines.iter().find(|line| line.position == *position).map(|line| line.seal.clone());
        let lines: Vec<_> = positions.iter().map(|position| (*position, seal(position))).collect();
        Rejections::new(lines, cause, reason.map(str::to_owned)).seen(Some(order.version))
    }
}

async fn rejecting_all_that_was_released_ends_the_order_with_the_reason(engine: Engine) {
    let passed = PassedOn::open(engine).await;
    let (store, peek) = (&passed.office.portal.store, &passed.office.portal.peek);
    let all = passed.rejections(&[1, 2], Some(RejectionCause::NotNeeded), Some("Der Umzug kommt dazwischen.")).await;
    for _ in 0..2 {
        let rejected = store.reject_by_mail(passed.id, &passed.second, all.clone()).await.expect("rejected, or rejected before");
        assert_eq!(counts_of(&rejected), (OrderStatus::Rejected, 0));
    }
    let order = store.order_by_mail(passed.id, &passed.second).await.expect("still shown").order;
    for line in &order.lines {
        let decision = line.decision.as_ref().expect("a decision");
        assert_eq!((decision.verdict, decision.cause), (Rejected, Some(RejectionCause::NotNeeded)));
        let (reason, by) = (decision.reason.as_deref(), decision.approver_name.as_str());
        assert_eq!((reason, by), (Some("Der Umzug kommt dazwischen."), "muster.zwei Muster"));
    }
    assert_eq!((order.status, passed.office.told(passed.id).await), (OrderStatus::Rejected, 1));
    assert_eq!((peek.count("overrulings").await, peek.count("supply_orders").await), (2, 0));
    assert_eq!(peek.notices("order_rejected").await.len(), 1);
    assert_eq!(store.verify_audit().await.expect("verified"), []);
}

async fn a_reason_that_is_demanded_is_demanded_of_whoever_confirms_as_well(engine: Engine) {
    let passed = PassedOn::open(engine).await;
    let store = &passed.office.portal.store;
    store.switch_rule(&passed.office.company.boss, CustomerRule::DemandsReason, true).await.expect("demanded");
    let before = passed.office.portal.peek.counts().await;
    for (cause, reason, gap) in [(None, Some("Im Keller."), ReasonGap::Cause), (Some(RejectionCause::Other), None, ReasonGap::Words)] {
        let unsaid = passed.rejections(&[1, 2], cause, reason).await;
        let refused = store.reject_by_mail(passed.id, &passed.second, unsaid).await;
        assert_eq!(refusal(refused), DecideRefusal::ReasonMissing { position: 1, gap });
    }
    assert_eq!((passed.office.portal.peek.counts().await, passed.office.told(passed.id).await), (before, 0));
    assert_eq!(passed.office.status(passed.id).await, OrderStatus::PartlyDecided);
}

async fn what_is_not_rejected_is_confirmed_by_the_same_link(engine: Engine) {
    let passed = PassedOn::open(engine).await;
    let store = &passed.office.portal.store;
    let shown = store.order_by_mail(passed.id, &passed.second).await.expect("shown").order;
    let older = Confirmation { level: shown.level, seal: shown.seal };
    let first = passed.rejections(&[1], None, None).await;
    let rejected = store.reject_by_mail(passed.id, &passed.second, first).await.expect("rejected");
    assert_eq!(counts_of(&rejected), (OrderStatus::PartlyDecided, 0), "the rest still has to be confirmed");
    let refused = store.confirm_by_mail(passed.id, &passed.second, older.clone()).await;
    assert_eq!(refusal(refused), DecideRefusal::ReleaseChanged);
    let shown = store.order_by_mail(passed.id, &passed.second).await.expect("shown").order;
    let present = Confirmation { seal: shown.seal, ..older };
    let confirmed = store.confirm_by_mail(passed.id, &passed.second, present).await.expect("confirmed");
    assert_eq!(counts_of(&confirmed), (OrderStatus::HandedOver, 0));
    assert_eq!((passed.office.told(passed.id).await, passed.office.portal.peek.count("supply_order_lines").await), (2, 1));
}

async fn whoever_has_released_it_rejects_nothing_any_more(engine: Engine) {
    let passed = PassedOn::open(engine).await;
    let store = &passed.office.portal.store;
    let rejections = Rejections::new(lines(&[1, 2]), None, None);
    let refused = store.reject_by_mail(passed.id, &passed.first, rejections).await;
    assert!(matches!(refusal(refused), DecideRefusal::AlreadyDecided { .. }));
    assert_eq!((passed.office.portal.peek.count("overrulings").await, passed.office.told(passed.id).await), (0, 0));
}
