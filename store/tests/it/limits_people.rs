//! Whoever has limits has somebody who decides beyond them, whatever becomes of either.

use crate::ordering::{Company, Portal, contact_data, is_not_found, refusal};
use domain::{
    ApprovalKind::{AlwaysReview, Approver as ApproverKind, Unrestricted},
    ContactId, CustomerRule, Limits, Rappen,
};
use store::{ContactRefusal, LimitsRefusal, Orderer};
use testbed::{Engine, both_engines};

both_engines![
    limits_need_another_approver_of_the_company,
    without_limits_nobody_is_in_charge_any_more,
    whoever_has_limits_keeps_their_approver_when_they_are_edited,
    whoever_becomes_an_approver_has_no_limits_any_more,
    a_contact_of_another_company_gets_no_limits,
    a_successor_decides_beyond_limits_and_budgets,
];

const SOME: Limits = Limits { per_order: Some(Rappen(1000)), per_month: None };

async fn set(engine: Engine) -> (Portal, Company, Orderer) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let orderer = portal.employ(&company, "frei", Unrestricted).await;
    (portal, company, orderer)
}

fn id(company: &Company) -> ContactId {
    company.boss.orderer().contact_id()
}

async fn approver_of(portal: &Portal, company: &Company, orderer: &Orderer) -> Option<ContactId> {
    portal.store.contact(&company.boss, orderer.contact_id()).await.expect("a contact").data.approver_id
}

async fn limits_need_another_approver_of_the_company(engine: Engine) {
    let (portal, company, orderer) = set(engine).await;
    let stranger = portal.company("andere").await;
    portal.store.switch_rule(&company.boss, CustomerRule::UsesLimits, true).await.expect("switched on");
    for wrong in [None, Some(orderer.contact_id()), Some(id(&stranger))] {
        let limited = portal.store.set_limits(&company.boss, orderer.contact_id(), SOME, wrong).await;
        assert_eq!(refusal(limited), LimitsRefusal::UnknownApprover);
    }
    let limited = portal.store.set_limits(&company.boss, id(&company), SOME, Some(id(&company))).await;
    assert_eq!(refusal(limited), LimitsRefusal::IsApprover);
    assert_eq!(portal.store.contact(&company.boss, orderer.contact_id()).await.expect("a contact").limits, Limits::default());
}

async fn without_limits_nobody_is_in_charge_any_more(engine: Engine) {
    let (portal, company, orderer) = set(engine).await;
    portal.limit(&company, &orderer, Some(1), Some(2)).await;
    assert_eq!(approver_of(&portal, &company, &orderer).await, Some(id(&company)));
    portal.limit(&company, &orderer, None, None).await;
    assert_eq!(approver_of(&portal, &company, &orderer).await, None);
    let reviewed = portal.employ(&company, "immer", AlwaysReview).await;
    portal.limit(&company, &reviewed, None, None).await;
    assert_eq!(approver_of(&portal, &company, &reviewed).await, Some(id(&company)));
}

async fn whoever_has_limits_keeps_their_approver_when_they_are_edited(engine: Engine) {
    let (portal, company, orderer) = set(engine).await;
    portal.limit(&company, &orderer, Some(1000), None).await;
    for (kind, approver) in [(Unrestricted, None), (AlwaysReview, Some(id(&company))), (Unrestricted, None)] {
        let data = contact_data("muster.frei", kind, approver);
        portal.store.edit_contact(&company.boss, orderer.contact_id(), data, None).await.expect("edited");
        assert_eq!(approver_of(&portal, &company, &orderer).await, Some(id(&company)), "{kind:?}");
    }
    assert!(portal.place(&orderer, &["A1"]).await.waits);
}

async fn whoever_becomes_an_approver_has_no_limits_any_more(engine: Engine) {
    let (portal, company, orderer) = set(engine).await;
    portal.limit(&company, &orderer, Some(1), None).await;
    for kind in [ApproverKind, Unrestricted] {
        let data = contact_data("muster.frei", kind, None);
        portal.store.edit_contact(&company.boss, orderer.contact_id(), data, None).await.expect("edited");
        let contact = portal.store.contact(&company.boss, orderer.contact_id()).await.expect("a contact");
        assert_eq!((contact.limits, contact.data.approver_id), (Limits::default(), None));
    }
    assert!(!portal.place(&orderer, &["A1"]).await.waits);
}

async fn a_contact_of_another_company_gets_no_limits(engine: Engine) {
    let (portal, company, orderer) = set(engine).await;
    let stranger = portal.company("andere").await;
    assert!(is_not_found(&portal.store.set_limits(&stranger.boss, orderer.contact_id(), SOME, Some(id(&stranger))).await));
    assert_eq!(approver_of(&portal, &company, &orderer).await, None);
}

async fn a_successor_decides_beyond_limits_and_budgets(engine: Engine) {
    let (portal, company, orderer) = set(engine).await;
    portal.limit(&company, &orderer, Some(1000), None).await;
    let centre = portal.cost_centre(&company, "100", Some(0)).await;
    let colleague = portal.employ(&company, "andere", Unrestricted).await;
    let second = portal.promote(&company, "zwei").await;
    let successor = second.orderer().contact_id();
    let ContactRefusal::SuccessorNeeded(needed) = refusal(portal.store.delete_contact(&second, id(&company), None).await) else {
        panic!("somebody depends on the approver")
    };
    assert_eq!((needed.contacts, needed.cost_centres), (vec!["muster.frei Muster".to_owned()], vec!["100 Empfang".to_owned()]));
    portal.store.delete_contact(&second, id(&company), Some(successor)).await.expect("deleted");
    let over_limit = portal.place(&orderer, &["A1"]).await;
    let over_budget = portal.place_on(&colleague, &["A1"], centre).await;
    for placed in [over_limit, over_budget] {
        assert!(placed.waits);
        portal.decide(&second, placed.order_id, &[(1, domain::Verdict::Released)]).await.expect("decided by the successor");
    }
}
