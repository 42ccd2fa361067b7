//! The rules of a customer that are on or off.

use crate::ordering::{Office, id, is_not_found, refusal};
use domain::CustomerRule;
use store::{Approver, RuleRefusal, Store};
use testbed::{Engine, both_engines};

both_engines![
    every_approver_switches_every_rule_and_each_switch_is_recorded,
    a_rule_is_switched_by_itself_and_for_one_customer,
    nobody_switches_anything_who_approves_no_more,
    what_is_refused_is_neither_switched_nor_recorded,
];

async fn is_on(store: &Store, approver: &Approver, rule: CustomerRule) -> bool {
    store.rules_in_force(approver).await.expect("the rules").contains(&rule)
}

async fn every_approver_switches_every_rule_and_each_switch_is_recorded(engine: Engine) {
    let Office { portal, eva, zwei, .. } = Office::open_new(engine).await;
    for rule in CustomerRule::ALL.iter().copied() {
        assert!(!is_on(&portal.store, &eva, rule).await, "{rule:?}: nothing holds until somebody wants it");
        let before = portal.peek.count("audit_entries").await;
        for to in [true, true, false, true, false] {
            portal.store.switch_rule(&zwei, rule, to).await.expect("switched");
            assert_eq!(is_on(&portal.store, &eva, rule).await, to, "{rule:?}");
        }
        assert_eq!(portal.peek.count("audit_entries").await, before + 4, "{rule:?}: the same again is no switch");
        for to in [true, false] {
            let event = serde_json::to_string(&rule.switched(to)).expect("JSON");
            let recorded = format!("select count(*) from audit_entries where event = '{event}'");
            assert_eq!(portal.peek.number(&recorded).await, 2, "{event}");
        }
    }
    assert_eq!(portal.store.verify_audit().await.expect("a check"), []);
}

async fn a_rule_is_switched_by_itself_and_for_one_customer(engine: Engine) {
    let Office { portal, eva, .. } = Office::open_new(engine).await;
    let other = portal.new_customer("andere").await;
    let mut expected = Vec::new();
    for rule in CustomerRule::ALL.iter().copied() {
        portal.store.switch_rule(&eva, rule, true).await.expect("switched");
        expected.push(rule);
        assert_eq!(portal.store.rules_in_force(&eva).await.expect("the rules"), expected);
    }
    assert_eq!(portal.store.rules_in_force(&other.boss).await.expect("the rules"), []);
}

async fn nobody_switches_anything_who_approves_no_more(engine: Engine) {
    let Office { portal, company, eva, zwei, .. } = Office::open_new(engine).await;
    portal.store.delete_contact(&company.boss, id(&zwei), None).await.expect("deleted");
    for rule in CustomerRule::ALL.iter().copied() {
        assert!(is_not_found(&portal.store.switch_rule(&zwei, rule, true).await), "{rule:?}");
    }
    assert_eq!(portal.store.rules_in_force(&eva).await.expect("the rules"), []);
}

async fn what_is_refused_is_neither_switched_nor_recorded(engine: Engine) {
    let Office { portal, .. } = Office::open_new(engine).await;
    let alone = portal.company("andere").await.boss;
    let before = portal.peek.counts().await;
    let refused = portal.store.switch_rule(&alone, CustomerRule::NeedsFourEyes, true).await;
    assert_eq!(refusal(refused), RuleRefusal::NobodyElse);
    portal.store.switch_rule(&alone, CustomerRule::NeedsFourEyes, false).await.expect("it is off already");
    assert!(!is_on(&portal.store, &alone, CustomerRule::NeedsFourEyes).await);
    assert_eq!(portal.peek.counts().await, before);
}
