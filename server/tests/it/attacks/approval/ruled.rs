//! Rules, switched by those who may not; and what is no rule.

use super::{NOT_THERE, Stage, UNREADABLE, come, switched};
use crate::support::desk::{APPROVER, FREE};
use domain::CustomerRule;
use testbed::{Engine, both_engines};

both_engines!(only_approvers_switch_rules, what_is_no_rule_is_not_switched, whoever_switches_a_rule_switches_that_of_their_own_company,);

const SWITCH: &str = "/api/switch_rule";

async fn only_approvers_switch_rules(engine: Engine) {
    let stage = Stage::set(engine).await;
    let free = come(&stage.app, FREE).await;
    for rule in CustomerRule::ALL {
        for is_on in [true, false] {
            for by in [&stage.orderer, &free, &stage.supplier] {
                stage.repel(by, SWITCH, &switched(rule.word(), is_on), NOT_THERE).await;
            }
        }
    }
    stage.assert_untouched().await;
}

async fn what_is_no_rule_is_not_switched(engine: Engine) {
    let stage = Stage::set(engine).await;
    for word in ["", "demands_second_factor", "price_tolerance", "DEMANDS_REASON", "demands_reason = true, name"] {
        stage.repel(&stage.in_charge, SWITCH, &switched(word, true), UNREADABLE).await;
    }
    stage.assert_untouched().await;
}

async fn whoever_switches_a_rule_switches_that_of_their_own_company(engine: Engine) {
    let stage = Stage::set(engine).await;
    let approver = stage.app.orderer(APPROVER).await.approver().expect("an approver");
    let before = stage.app.store.rules_in_force(&approver).await.expect("the store answers");
    for rule in CustomerRule::ALL {
        for is_on in [true, false] {
            let answer = stage.send(&stage.stranger, SWITCH, &switched(rule.word(), is_on)).await;
            // Who is alone has nobody for a second pair of eyes.
            let expected = if (*rule, is_on) == (CustomerRule::NeedsFourEyes, true) { 409 } else { 200 };
            assert_eq!(answer.status, expected, "{rule:?}: {}", answer.body);
            assert_eq!(stage.app.store.rules_in_force(&approver).await.expect("the store answers"), before, "{rule:?}");
        }
    }
}
