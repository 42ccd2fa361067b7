//! A release is bound to what was seen, and that is not for the sender to choose: who says nothing of it decides nothing.

use super::{CHANGED, Fields, REVISED, Stage, field, with, without};
use crate::support::desk::PENS;
use testbed::{Engine, both_engines};

both_engines!(without_a_seal_nothing_is_decided, without_a_seal_nothing_is_released_together, a_seal_of_another_line_is_none,);

/// Where a form leads that has released nothing of its one order.
const LEFT: &str = "/freigaben?freigegeben=0&uebrig=1";

async fn without_a_seal_nothing_is_decided(engine: Engine) {
    let stage = Stage::set(engine).await;
    for order in [&stage.orders.waiting, &stage.orders.partly] {
        for verdict in ["released", "rejected"] {
            let seen = stage.decision(order, &[(2, verdict)]).await;
            let rest = seen.iter().cloned().chain([field("form[is_rest]", "true")]).collect::<Fields>();
            for form in [seen, rest] {
                stage.repel(&stage.in_charge, "/api/decide", &without(&form, "[seen]"), CHANGED).await;
                stage.repel(&stage.in_charge, "/api/decide", &with(&form, "form[decisions][0][seen]", ""), CHANGED).await;
                stage.repel(&stage.in_charge, "/api/decide", &without(&form, "[version]"), REVISED).await;
                for version in ["0", "2", "4294967295"] {
                    stage.repel(&stage.in_charge, "/api/decide", &with(&form, "form[version]", version), REVISED).await;
                }
                let nothing_seen = without(&without(&form, "[seen]"), "[version]");
                stage.repel(&stage.in_charge, "/api/decide", &nothing_seen, REVISED).await;
            }
        }
    }
    stage.assert_untouched().await;
}

async fn without_a_seal_nothing_is_released_together(engine: Engine) {
    let stage = Stage::set(engine).await;
    let seen = stage.bulk(&[(&stage.orders.waiting, "1.2")]).await;
    let unsealed = without(&seen, "[seal]");
    for form in [
        with(&seen, "form[orders][0][seal]", ""),
        without(&seen, "[version]"),
        with(&seen, "form[orders][0][version]", "0"),
        without(&unsealed, "[version]"),
        unsealed,
    ] {
        let answer = stage.repel(&stage.in_charge, "/api/release_orders", &form, (200, "")).await;
        assert_eq!(answer.location(), LEFT, "{form:?}");
    }
    stage.assert_untouched().await;
}

async fn a_seal_of_another_line_is_none(engine: Engine) {
    let stage = Stage::set(engine).await;
    let order = &stage.orders.waiting;
    let screen = stage.screen(order).await;
    let (first, second) = (screen.seal(1), screen.seal(2));
    let form = stage.decision(order, &[(1, "released")]).await;
    stage.repel(&stage.in_charge, "/api/decide", &with(&form, "form[decisions][0][seen]", &second), CHANGED).await;
    let together = stage.bulk(&[(order, "1.2")]).await;
    for seal in [&first, &second, &format!("{first}.{second}")] {
        let form = with(&together, "form[orders][0][seal]", seal);
        assert_eq!(stage.repel(&stage.in_charge, "/api/release_orders", &form, (200, "")).await.location(), LEFT);
    }
    stage.raise(PENS).await;
    // What was on the screen before is none of this one either.
    stage.repel(&stage.in_charge, "/api/decide", &form, CHANGED).await;
    assert_eq!(stage.repel(&stage.in_charge, "/api/release_orders", &together, (200, "")).await.location(), LEFT);
    stage.assert_untouched().await;
}
