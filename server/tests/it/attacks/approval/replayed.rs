//! Requests that were sent before, by whoever sent them and by whoever got hold of them.

use super::{NOT_THERE, SIGNED_OUT, STRANGER, Stage, come, field};
use crate::support::desk::{APPROVER, FREE, OTHER_APPROVER, REVIEWED, SUPPLIER};
use testbed::{Engine, both_engines};

both_engines!(the_same_request_again_changes_nothing, somebody_elses_request_changes_nothing, a_step_of_the_supplier_is_made_once,);

async fn the_same_request_again_changes_nothing(engine: Engine) {
    let stage = Stage::set(engine).await;
    for old in stage.captured.iter().rev().chain(&stage.captured) {
        let browser = come(&stage.app, old.by).await;
        stage.repel(&browser, old.path, &old.fields, (200, "")).await;
    }
    stage.assert_untouched().await;
}

async fn somebody_elses_request_changes_nothing(engine: Engine) {
    let stage = Stage::set(engine).await;
    for old in &stage.captured {
        for thief in [APPROVER, OTHER_APPROVER, STRANGER, FREE, REVIEWED].iter().filter(|thief| **thief != old.by) {
            // The key of another's order is no key of theirs, and there is nothing in their cart.
            let answer = if old.path == "/api/place_order" { (409, "CartEmpty") } else { NOT_THERE };
            stage.repel(&come(&stage.app, thief).await, old.path, &old.fields, answer).await;
        }
        stage.repel(&stage.supplier, old.path, &old.fields, NOT_THERE).await;
        stage.repel(&stage.app.browser(), old.path, &old.fields, SIGNED_OUT).await;
    }
    stage.assert_untouched().await;
}

async fn a_step_of_the_supplier_is_made_once(engine: Engine) {
    let stage = Stage::set(engine).await;
    let Some(store::Caller::Supplier(person)) = stage.app.store.caller_by_user_name(SUPPLIER).await.expect("the store answers") else {
        panic!("the demo has a supplier")
    };
    let newest = stage.app.store.supply_orders(&person, None, None, 1).await.expect("the store answers");
    let id = newest[0].id.to_string();
    let step = |to: &str| vec![field("form[id]", &id), field("form[to]", to)];
    for skipped in ["received", "shipped", "delivered"] {
        stage.repel(&stage.supplier, "/api/advance", &step(skipped), (409, "AlreadyThere")).await;
    }
    let answer = stage.send(&stage.supplier, "/api/advance", &step("accepted")).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    for back in ["accepted", "received", "delivered"] {
        stage.repel(&stage.supplier, "/api/advance", &step(back), (409, "AlreadyThere")).await;
    }
    for browser in [&stage.in_charge, &stage.orderer, &stage.stranger] {
        stage.repel(browser, "/api/advance", &step("shipped"), NOT_THERE).await;
    }
    stage.assert_untouched().await;
}
