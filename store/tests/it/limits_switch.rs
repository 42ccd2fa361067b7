//! Limits are there for nobody until an approver switches them on.

use crate::ordering::{Portal, refusal};
use domain::{ApprovalKind::Unrestricted, CustomerRule, Limits, Rappen};
use store::LimitsRefusal;
use testbed::{Engine, both_engines};

both_engines![while_they_are_off_nobody_gets_limits_and_whoever_has_some_may_get_others];

async fn while_they_are_off_nobody_gets_limits_and_whoever_has_some_may_get_others(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let orderer = portal.employ(&company, "frei", Unrestricted).await;
    let boss = company.boss.orderer().contact_id();
    let set = async |per_order: Option<i64>| {
        let limits = Limits { per_order: per_order.map(Rappen), per_month: None };
        portal.store.set_limits(&company.boss, orderer.contact_id(), limits, Some(boss)).await
    };
    let before = portal.peek.counts().await;
    assert_eq!(refusal(set(Some(1000)).await), LimitsRefusal::NotUsed);
    assert_eq!(portal.peek.counts().await, before);
    assert!(!portal.place(&orderer, &["A1"]).await.waits);

    portal.store.switch_rule(&company.boss, CustomerRule::UsesLimits, true).await.expect("on");
    set(Some(1000)).await.expect("limited");
    portal.store.switch_rule(&company.boss, CustomerRule::UsesLimits, false).await.expect("off");
    assert!(portal.place(&orderer, &["A1"]).await.waits, "what is set stays in force");
    set(Some(2000)).await.expect("limited otherwise");
    assert!(!portal.place(&orderer, &["A1"]).await.waits);
    set(None).await.expect("limited no more");
    assert_eq!(refusal(set(Some(1000)).await), LimitsRefusal::NotUsed);
}
