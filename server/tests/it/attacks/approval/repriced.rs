//! A price that rises between the decision and the hand-over: nothing goes out dearer than somebody has seen and released.

use super::{CHANGED, Fields, NOT_THERE, Stage, field, with, without};
use crate::support::desk::{APPROVER, PENS, supply_orders};
use domain::{OrderId, OrderStatus, SupplyStatus};
use store::{Approver, OrderView};
use testbed::{Engine, both_engines};

both_engines!(
    what_was_released_does_not_go_out_dearer,
    a_form_of_another_price_decides_nothing_by_whatever_way,
    whoever_did_not_decide_before_does_not_decide_again_either,
);

impl Stage {
    async fn releasing(&self) -> Approver {
        self.app.orderer(APPROVER).await.approver().expect("an approver")
    }

    async fn shown(&self, order: &str) -> OrderView {
        let id: OrderId = order.parse().expect("an id");
        self.app.store.order_for_release(&self.releasing().await, id).await.expect("in charge")
    }

    async fn known(&self) -> usize {
        supply_orders(&self.supplier).await.len()
    }
}

async fn what_was_released_does_not_go_out_dearer(engine: Engine) {
    let stage = Stage::set(engine).await;
    let order = stage.orders.partly.clone();
    let known = stage.known().await;
    stage.raise(PENS).await;
    let answer = stage.send(&stage.in_charge, "/api/decide", &stage.decision(&order, &[(2, "released")]).await).await;
    assert_eq!((answer.status, answer.location()), (200, ""), "{}", answer.body);
    let fields = stage.decision(&order, &[(1, "released")]).await;
    // Without having looked, nobody agrees to what the first line costs now.
    stage.repel(&stage.in_charge, "/api/decide", &without(&fields, "[seen]"), CHANGED).await;
    let shown = stage.shown(&order).await;
    assert_eq!((shown.status, stage.known().await), (OrderStatus::PartlyDecided, known));
    for to in SupplyStatus::ALL {
        let step = vec![field("form[id]", &order), field("form[to]", to.word())];
        stage.repel(&stage.supplier, "/api/advance", &step, NOT_THERE).await;
    }
    stage.assert_untouched().await;

    let answer = stage.send(&stage.in_charge, "/api/decide", &fields).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(stage.known().await, known + 1);
    let price = stage.article(PENS).await.price;
    let delivered = stage.shown(&order).await.lines[0].delivered().map(|goods| goods.price);
    assert_eq!(delivered, Some(price), "what was seen and released");
}

async fn a_form_of_another_price_decides_nothing_by_whatever_way(engine: Engine) {
    let stage = Stage::set(engine).await;
    let order = stage.orders.waiting.clone();
    let old = stage.decision(&order, &[(1, "released"), (2, "rejected")]).await;
    let page = stage.in_charge.get(&format!("/freigaben/sammelfreigabe?bestellung={order}")).await.form("/api/release_orders");
    stage.raise(PENS).await;
    stage.repel(&stage.in_charge, "/api/decide", &old, CHANGED).await;
    for seal in ["0", "%", "\u{fffd}", &"f".repeat(500)] {
        let forged = with(&stage.decision(&order, &[(1, "released")]).await, "form[decisions][0][seen]", seal);
        stage.repel(&stage.in_charge, "/api/decide", &forged, CHANGED).await;
        let forged = with(&stage.bulk(&[(&order, "1.2")]).await, "form[orders][0][seal]", seal);
        let answer = stage.repel(&stage.in_charge, "/api/release_orders", &forged, (200, "")).await;
        assert_eq!(answer.location(), "/freigaben?freigegeben=0&uebrig=1");
    }
    let together: Fields = page.pairs().iter().map(|(name, value)| field(name, value)).collect();
    let answer = stage.repel(&stage.in_charge, "/api/release_orders", &together, (200, "")).await;
    assert_eq!(answer.location(), "/freigaben?freigegeben=0&uebrig=1", "nor with others");
    stage.assert_untouched().await;
}

async fn whoever_did_not_decide_before_does_not_decide_again_either(engine: Engine) {
    let stage = Stage::set(engine).await;
    let order = stage.orders.partly.clone();
    stage.raise(PENS).await;
    stage.send(&stage.in_charge, "/api/decide", &stage.decision(&order, &[(2, "released")]).await).await;
    let fields = stage.decision(&order, &[(1, "released")]).await;
    for who in [&stage.orderer, &stage.colleague, &stage.stranger, &stage.supplier] {
        stage.repel(who, "/api/decide", &fields, NOT_THERE).await;
    }
    let tolerance = vec![field("form[percent]", "100")];
    for who in [&stage.orderer, &stage.supplier] {
        stage.repel(who, "/api/set_price_tolerance", &tolerance, NOT_THERE).await;
    }
    stage.assert_untouched().await;
}
