//! An order that is changed while it waits: what nobody has seen, nobody has released.

use super::{
    CLOSED, Fields, INVALID, INVENTED, NOT_THERE, PARTLY_REVIEWED, REVISED, SIGNED_OUT, Stage, UNREADABLE, come, field, named, with,
};
use crate::support::desk::{REVIEWED, SUPPLIER, supply_orders};
use domain::{OrderStatus, SupplyStatus};
use store::OrderView;
use testbed::{Engine, both_engines};

both_engines!(
    more_than_was_released_does_not_go_out,
    nobody_changes_the_order_of_somebody_else,
    what_the_form_of_a_change_says_of_prices_and_rights_counts_for_nothing,
    an_old_page_neither_changes_nor_releases_anything,
    what_is_closed_cannot_be_changed,
);

const DEARER: (u16, &str) = (409, "LinePrice");

/// The form by which an order is changed: position, quantity, and the price that was seen.
pub fn revision(order: &str, version: u32, lines: &[(u32, &str, i64)]) -> Fields {
    let mut fields = named(order);
    fields.push(field("form[version]", &version.to_string()));
    for (position, quantity, price) in lines {
        fields.push(field(&format!("form[quantities][quantity-{position}]"), quantity));
        fields.push(field(&format!("form[prices][quantity-{position}]"), &price.to_string()));
    }
    fields
}

impl Stage {
    async fn seen(&self, order: &str) -> OrderView {
        let orderer = self.app.orderer(REVIEWED).await;
        self.app.store.order(&orderer, order.parse().expect("an id")).await.expect("their own order")
    }

    /// Raises the quantity of the first line, as its orderer may.
    pub(super) async fn raise_quantity(&self, order: &str) {
        let seen = self.seen(order).await;
        let mut form = revision(order, 1, &[(1, "26", seen.lines[0].price.0)]);
        form.push(field("form[level]", &seen.level.to_string()));
        let answer = self.send(&self.orderer, "/api/revise_order", &form).await;
        assert_eq!((answer.status, answer.location()), (200, format!("/kundendossier/{order}").as_str()), "{}", answer.body);
    }
}

async fn more_than_was_released_does_not_go_out(engine: Engine) {
    let stage = Stage::set(engine).await;
    let (order, supplier) = (&stage.orders.partly, come(&stage.app, SUPPLIER).await);
    let known = supply_orders(&supplier).await.len();
    stage.raise_quantity(order).await;
    // The second line was all that was open before.
    let answer = stage.send(&stage.in_charge, "/api/decide", &stage.decision(order, &[(2, "released")]).await).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    for (by, expected) in [(&stage.in_charge, REVISED), (&stage.orderer, NOT_THERE), (&stage.supplier, NOT_THERE)] {
        stage.repel(by, "/api/decide", &stage.decision(order, &[(1, "released")]).await, expected).await;
    }
    for to in SupplyStatus::ALL {
        stage.repel(&stage.supplier, "/api/advance", &vec![field("form[id]", order), field("form[to]", to.word())], NOT_THERE).await;
    }
    stage.assert_untouched().await;
    let seen = stage.seen(order).await;
    assert_eq!((seen.status, supply_orders(&supplier).await.len()), (OrderStatus::PartlyDecided, known));
    assert!(seen.lines[0].quantity == 26 && seen.lines[0].decision.is_none(), "{seen:?}");
}

async fn nobody_changes_the_order_of_somebody_else(engine: Engine) {
    let stage = Stage::set(engine).await;
    let (nobody, other_orderer) = (stage.app.browser(), come(&stage.app, PARTLY_REVIEWED).await);
    for order in stage.orders.all().into_iter().chain([INVENTED, "", "null"]) {
        for (who, answer) in [
            (&other_orderer, NOT_THERE),
            (&stage.in_charge, NOT_THERE),
            (&stage.colleague, NOT_THERE),
            (&stage.stranger, NOT_THERE),
            (&stage.supplier, NOT_THERE),
            (&nobody, SIGNED_OUT),
        ] {
            stage.repel(who, "/api/load_revision", &vec![field("id", order)], answer).await;
            stage.repel(who, "/api/revise_order", &revision(order, 1, &[(1, "0", 1)]), answer).await;
            stage.repel(who, "/api/revise_order", &revision(order, 1, &[(2, "9999", 1)]), answer).await;
        }
    }
    stage.assert_untouched().await;
}

async fn what_the_form_of_a_change_says_of_prices_and_rights_counts_for_nothing(engine: Engine) {
    let stage = Stage::set(engine).await;
    let order = &stage.orders.waiting;
    let price = stage.seen(order).await.lines[0].price.0;
    for wrong in [1, 0, -price, price - 1] {
        stage.repel(&stage.orderer, "/api/revise_order", &revision(order, 1, &[(1, "26", wrong)]), DEARER).await;
    }
    for quantity in ["", "-1", "1.5", "10000", "viele"] {
        stage.repel(&stage.orderer, "/api/revise_order", &revision(order, 1, &[(1, quantity, price)]), INVALID).await;
    }
    for position in [0, 3, u32::MAX] {
        stage.repel(&stage.orderer, "/api/revise_order", &revision(order, 1, &[(position, "1", price)]), NOT_THERE).await;
    }
    let mut along = revision(order, 1, &[]);
    along.extend([field(&format!("form[added][article-{INVENTED}]"), "on"), field("form[seen]", "")]);
    stage.repel(&stage.orderer, "/api/revise_order", &along, (409, "CartChanged")).await;
    stage.repel(&stage.orderer, "/api/revise_order", &named(order), UNREADABLE).await;

    let mut fields = revision(order, 1, &[(1, "26", price)]);
    for (name, value) in [("approval", "unrestricted"), ("status", "handed_over"), ("review", ""), ("since", "1"), ("total", "1")] {
        fields.push(field(&format!("form[{name}]"), value));
    }
    assert_eq!(stage.send(&stage.orderer, "/api/revise_order", &fields).await.status, 200);
    let seen = stage.seen(order).await;
    assert!(seen.status == OrderStatus::Waiting && seen.lines.iter().all(|line| line.review.is_some()), "{seen:?}");
    assert_eq!((seen.lines[0].price.0, seen.version), (price, 2));
    stage.assert_untouched().await;
}

async fn an_old_page_neither_changes_nor_releases_anything(engine: Engine) {
    let stage = Stage::set(engine).await;
    let order = &stage.orders.waiting;
    let whole = stage.decision(order, &[(1, "released"), (2, "released")]).await;
    stage.raise_quantity(order).await;
    stage.repel(&stage.in_charge, "/api/decide", &whole, REVISED).await;
    for (version, position) in [(1, 2), (3, 2), (0, 3)] {
        let form = revision(order, version, &[(position, "0", 1)]);
        stage.repel(&stage.orderer, "/api/revise_order", &form, REVISED).await;
    }
    for lines in [&[(1, "released"), (2, "released")][..], &[(1, "rejected")], &[(1, "released")]] {
        stage.repel(&stage.in_charge, "/api/decide", &stage.decision(order, lines).await, REVISED).await;
    }
    // Also where the lines themselves are still there: the order as a whole is another one.
    let old = with(&stage.decision(order, &[(2, "released")]).await, "form[version]", "1");
    stage.repel(&stage.in_charge, "/api/decide", &old, REVISED).await;
    let together = stage.repel(&stage.in_charge, "/api/release_orders", &stage.bulk(&[(order, "1.2")]).await, (200, "")).await;
    assert_eq!(together.location(), "/freigaben?freigegeben=0&uebrig=1");
    stage.assert_untouched().await;
}

async fn what_is_closed_cannot_be_changed(engine: Engine) {
    let stage = Stage::set(engine).await;
    for order in [&stage.orders.rejected, &stage.orders.withdrawn, &stage.orders.released] {
        for version in [1, 2] {
            stage.repel(&stage.orderer, "/api/revise_order", &revision(order, version, &[(1, "1", 1), (2, "0", 1)]), CLOSED).await;
        }
    }
    stage.assert_untouched().await;
}
