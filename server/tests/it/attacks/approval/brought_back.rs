//! An order that has gone on and is changed: what was released, or was to be confirmed, before lets nothing through of what it has become.

use super::{NOT_THERE, REVISED, SIGNED_OUT, confirmed::limited, revised::revision, with};
use crate::support::desk::supply_orders;
use testbed::{Engine, both_engines};

both_engines!(what_was_to_be_confirmed_before_confirms_nothing_of_what_it_has_become, nobody_but_its_orderer_brings_an_order_back,);

const CONFIRM: &str = "/api/confirm_release";
const BACK: (u16, &str) = (409, "ChangedAndBack");
const GONE: (u16, &str) = (409, "DecisionGone");
const GONE_ON: (u16, &str) = (409, "OrderGoneOn");
const OTHERWISE: (u16, &str) = (409, "ReleaseChanged");

async fn what_was_to_be_confirmed_before_confirms_nothing_of_what_it_has_become(engine: Engine) {
    let stage = limited(engine).await;
    let (order, superior) = (&stage.orders.waiting, &stage.colleague);
    let known = supply_orders(&stage.supplier).await.len();
    let released = stage.decision(order, &[(1, "released"), (2, "released")]).await;
    stage.pass_on(order).await;
    let (confirmation, retraction) = (stage.confirmation(order, "1").await, stage.retraction(order).await);
    let rejection = stage.decision(order, &[(2, "rejected")]).await;
    stage.raise_quantity(order).await;
    stage.repel(superior, CONFIRM, &confirmation, BACK).await;
    stage.repel(superior, CONFIRM, &stage.confirmation(order, "1").await, BACK).await;
    stage.repel(superior, "/api/decide", &rejection, BACK).await;
    stage.repel(superior, "/api/decide", &stage.decision(order, &[(3, "released")]).await, BACK).await;
    stage.repel(&stage.in_charge, "/api/decide", &released, REVISED).await;
    stage.repel(&stage.in_charge, "/api/retract_release", &retraction, GONE).await;

    let answer = stage.send(&stage.in_charge, "/api/decide", &stage.decision(order, &[(3, "released")]).await).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    stage.repel(superior, CONFIRM, &confirmation, OTHERWISE).await;
    stage.repel(superior, "/api/decide", &rejection, REVISED).await;
    stage.assert_untouched().await;
    assert_eq!(supply_orders(&stage.supplier).await.len(), known, "it waits to be confirmed");
    let answer = stage.send(superior, CONFIRM, &stage.confirmation(order, "1").await).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(supply_orders(&stage.supplier).await.len(), known + 1);
}

async fn nobody_but_its_orderer_brings_an_order_back(engine: Engine) {
    let stage = limited(engine).await;
    let (order, nobody) = (&stage.orders.waiting, stage.app.browser());
    stage.pass_on(order).await;
    let form = revision(order, 1, &[(1, "0", 1)]);
    for (who, answer) in [
        (&stage.in_charge, NOT_THERE),
        (&stage.colleague, NOT_THERE),
        (&stage.stranger, NOT_THERE),
        (&stage.supplier, NOT_THERE),
        (&nobody, SIGNED_OUT),
    ] {
        stage.repel(who, "/api/revise_order", &form, answer).await;
    }
    // Nor does its orderer by a page from before it went on, or of another version.
    stage.repel(&stage.orderer, "/api/revise_order", &form, GONE_ON).await;
    stage.repel(&stage.orderer, "/api/revise_order", &with(&form, "form[level]", "0"), GONE_ON).await;
    for version in ["0", "2"] {
        stage.repel(&stage.orderer, "/api/revise_order", &with(&form, "form[version]", version), REVISED).await;
    }
    stage.assert_untouched().await;
}
