//! Nothing goes out without a decision, and a decision stays as it was made.

use super::{
    CLOSED, DECIDED, Fields, INVALID, INVENTED, NOT_THERE, PARTLY_REVIEWED, SIGNED_OUT, Stage, UNREADABLE, come, field, named, order_fields,
};
use crate::support::desk::{FREE, REVIEWED, SUPPLIER, ordered, supply_orders};
use domain::{OrderStatus, SupplyStatus};
use testbed::{Engine, both_engines};

both_engines!(
    what_is_not_released_becomes_no_supply_order,
    what_is_closed_is_not_opened_again,
    a_decision_stays_as_it_was_made,
    a_line_that_needs_no_release_is_not_decided,
    splitting_a_cart_lets_nothing_out_that_needs_a_release,
);

async fn what_is_not_released_becomes_no_supply_order(engine: Engine) {
    let stage = Stage::set(engine).await;
    let (nobody, other_orderer) = (stage.app.browser(), come(&stage.app, FREE).await);
    for order in stage.orders.hidden() {
        for to in SupplyStatus::ALL {
            let step = vec![field("form[id]", order), field("form[to]", to.word())];
            stage.repel(&stage.supplier, "/api/advance", &step, NOT_THERE).await;
        }
        let (all, together) = (stage.decision(order, &[(1, "released"), (2, "released")]).await, stage.bulk(&[(order, "1.2")]).await);
        for (who, answer) in [
            (&stage.orderer, NOT_THERE),
            (&other_orderer, NOT_THERE),
            (&stage.colleague, NOT_THERE),
            (&stage.supplier, NOT_THERE),
            (&nobody, SIGNED_OUT),
        ] {
            stage.repel(who, "/api/decide", &all, answer).await;
            stage.repel(who, "/api/release_orders", &together, answer).await;
        }
    }
    stage.assert_untouched().await;
}

async fn what_is_closed_is_not_opened_again(engine: Engine) {
    let stage = Stage::set(engine).await;
    let orders = &stage.orders;
    for (order, answer) in [(&orders.rejected, DECIDED), (&orders.withdrawn, CLOSED), (&orders.free, NOT_THERE)] {
        let all = stage.decision(order, &[(1, "released"), (2, "released")]).await;
        stage.repel(&stage.in_charge, "/api/decide", &all, answer).await;
    }
    for order in [&orders.rejected, &orders.withdrawn] {
        let answer = stage.repel(&stage.in_charge, "/api/release_orders", &stage.bulk(&[(order, "1.2")]).await, (200, "")).await;
        assert_eq!(answer.location(), "/freigaben?freigegeben=0&uebrig=1");
    }
    for order in [&orders.rejected, &orders.released] {
        stage.repel(&stage.orderer, "/api/withdraw_order", &named(order), CLOSED).await;
    }
    for order in [&orders.waiting, &orders.partly] {
        let again = vec![field("form[id]", order), field("form[lines]", "all")];
        stage.repel(&stage.orderer, "/api/take_again", &again, NOT_THERE).await;
    }
    stage.assert_untouched().await;
}

async fn a_decision_stays_as_it_was_made(engine: Engine) {
    let stage = Stage::set(engine).await;
    let (orders, boss) = (&stage.orders, &stage.in_charge);
    let cases: [(&str, &[(u32, &str)], _); 12] = [
        (&orders.released, &[(1, "rejected")], DECIDED),
        (&orders.released, &[(1, "rejected"), (2, "rejected")], DECIDED),
        (&orders.rejected, &[(2, "released")], DECIDED),
        (&orders.partly, &[(1, "rejected")], DECIDED),
        // All or nothing, also where a part of it would be in order.
        (&orders.partly, &[(2, "released"), (1, "rejected")], DECIDED),
        (&orders.waiting, &[(1, "released"), (1, "rejected")], DECIDED),
        (&orders.waiting, &[(1, "released"), (2, "released"), (3, "released")], NOT_THERE),
        (&orders.waiting, &[(0, "released")], NOT_THERE),
        (&orders.waiting, &[(u32::MAX, "released")], NOT_THERE),
        (&orders.waiting, &[(1, "freigegeben")], INVALID),
        (&orders.waiting, &[(1, "released"), (2, "")], INVALID),
        (INVENTED, &[(1, "released")], NOT_THERE),
    ];
    for (order, lines, answer) in cases {
        stage.repel(boss, "/api/decide", &stage.decision(order, lines).await, answer).await;
    }
    for position in ["-1", "1.5", "4294967296", "eins", ""] {
        let mut fields: Fields = stage.decision(&orders.waiting, &[(1, "released")]).await;
        fields[1].1 = position.into();
        stage.repel(boss, "/api/decide", &fields, UNREADABLE).await;
    }
    stage.repel(boss, "/api/decide", &named(&orders.waiting), UNREADABLE).await;
    stage.assert_untouched().await;
}

async fn a_line_that_needs_no_release_is_not_decided(engine: Engine) {
    let stage = Stage::set(engine).await;
    let orderer = stage.app.orderer(PARTLY_REVIEWED).await;
    let filter = store::ArticleFilter { only_assortment: true, limit: 1, ..store::ArticleFilter::default() };
    let agreed = stage.app.store.articles(&orderer, filter).await.expect("the store answers").remove(0);
    let outside = store::ArticleFilter { limit: 300, ..store::ArticleFilter::default() };
    let outside = stage.app.store.articles(&orderer, outside).await.expect("the store answers");
    let outside = outside.into_iter().find(|article| !article.is_in_assortment).expect("not everything is agreed");
    for article in [agreed.id, outside.id] {
        stage.app.store.put_in_cart(&orderer, article, 1).await.expect("the cart has room");
        stage.app.advance(jiff::SignedDuration::from_millis(1));
    }
    let fields = order_fields(&stage.cart(&orderer).await);
    let answer = stage.send(&come(&stage.app, PARTLY_REVIEWED).await, "/api/place_order", &fields).await;
    let order = ordered(&answer).expect("placed");
    for verdict in ["released", "rejected"] {
        stage.repel(&stage.in_charge, "/api/decide", &stage.decision(&order, &[(1, verdict)]).await, NOT_THERE).await;
        stage.repel(&stage.in_charge, "/api/decide", &stage.decision(&order, &[(2, "released"), (1, verdict)]).await, NOT_THERE).await;
    }
    let id = order.parse().expect("an id");
    assert_eq!(stage.app.store.order(&orderer, id).await.expect("the store answers").status, OrderStatus::Waiting);
    stage.assert_untouched().await;
}

async fn splitting_a_cart_lets_nothing_out_that_needs_a_release(engine: Engine) {
    let stage = Stage::set(engine).await;
    let supplier = come(&stage.app, SUPPLIER).await;
    let known = supply_orders(&supplier).await.len();
    let mut fields = order_fields(&stage.fill_cart(REVIEWED).await);
    fields.push(field("form[split]", "on"));
    let answer = stage.send(&stage.orderer, "/api/place_order", &fields).await;
    let order = ordered(&answer).expect("placed");
    let orderer = stage.app.orderer(REVIEWED).await;
    let seen = stage.app.store.order(&orderer, order.parse().expect("an id")).await.expect("their own");
    assert_eq!((seen.status, seen.lines.len(), seen.other_part), (OrderStatus::Waiting, 2, None));
    assert_eq!(supply_orders(&supplier).await.len(), known);
    fields.pop();
    stage.repel(&stage.orderer, "/api/place_order", &fields, (422, "KeyReused")).await;
    stage.assert_untouched().await;
}
