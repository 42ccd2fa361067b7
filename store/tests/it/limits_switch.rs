//! Limits are there for nobody until an approver switches them on.

use crate::ordering::{Portal, refusal};
use domain::{ApprovalKind::Unrestricted, Limits, Rappen};
use store::{LimitsRefusal, StoreError};
use testbed::{Engine, both_engines};

both_engines![
    every_approver_may_switch_limits_and_each_switch_is_kept,
    while_they_are_off_nobody_gets_limits_and_whoever_has_some_may_get_others,
];

async fn every_approver_may_switch_limits_and_each_switch_is_kept(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, other) = (portal.company("muster").await, portal.company("andere").await);
    let second = portal.promote(&company, "zweite").await;
    assert!(!portal.store.uses_limits(&company.boss).await.expect("an answer"), "at first nobody sees anything of them");
    let entries = portal.peek.count("audit_entries").await;
    for is_on in [true, true, false, true] {
        portal.store.use_limits(&second, is_on).await.expect("switched");
        assert_eq!(portal.store.uses_limits(&company.boss).await.expect("an answer"), is_on);
    }
    assert_eq!(portal.peek.count("audit_entries").await, entries + 3, "the same again is no switch");
    assert!(!portal.store.uses_limits(&other.boss).await.expect("an answer"), "of one customer only");
    assert_eq!(portal.store.verify_audit().await.expect("a check"), []);

    portal.store.delete_contact(&company.boss, second.orderer().contact_id(), None).await.expect("deleted");
    assert!(matches!(portal.store.use_limits(&second, false).await, Err(StoreError::NotFound)));
}

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

    portal.store.use_limits(&company.boss, true).await.expect("on");
    set(Some(1000)).await.expect("limited");
    portal.store.use_limits(&company.boss, false).await.expect("off");
    assert!(portal.place(&orderer, &["A1"]).await.waits, "what is set stays in force");
    set(Some(2000)).await.expect("limited otherwise");
    assert!(!portal.place(&orderer, &["A1"]).await.waits);
    set(None).await.expect("limited no more");
    assert_eq!(refusal(set(Some(1000)).await), LimitsRefusal::NotUsed);
}
