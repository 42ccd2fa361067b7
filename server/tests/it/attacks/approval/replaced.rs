//! Another article instead of the ordered one: only as it was on the screen, once, and at the price that was on it.

use super::{CHANGED, DECIDED, Fields, INVALID, INVENTED, NOT_THERE, Stage, field, with, without};
use crate::support::desk::{PAPER, PENS, supply_orders};
use store::ArticleRow;
use testbed::{Engine, both_engines};

both_engines!(
    nothing_is_released_instead_that_was_not_on_the_screen,
    what_was_replaced_is_not_decided_otherwise,
    nobody_else_replaces_anything,
);

const PATH: &str = "/api/decide";
/// In the Kundensortiment, in the unit of what is to be replaced.
const OTHER: &str = "20-0103";
/// Not in the Kundensortiment.
const OUTSIDE: &str = "20-0102";
const GONE: (u16, &str) = (409, "ReplacementGone");
const DEARER: (u16, &str) = (409, "ReplacementPrice");

const QUANTITY: &str = "form[decisions][0][quantity]";
const ARTICLE: &str = "form[decisions][0][replacement]";
const PRICE: &str = "form[decisions][0][price]";

impl Stage {
    /// The form that puts an article in the place of the second line, as it stands on the page now.
    async fn replacing(&self, order: &str, other: &ArticleRow) -> Fields {
        let mut fields = self.decision(order, &[(2, "released")]).await;
        fields.extend([field(QUANTITY, "5"), field(ARTICLE, &other.id.to_string()), field(PRICE, &other.price.0.to_string())]);
        fields
    }
}

async fn nothing_is_released_instead_that_was_not_on_the_screen(engine: Engine) {
    let stage = Stage::set(engine).await;
    let (order, boss, other) = (&stage.orders.waiting, &stage.in_charge, stage.article(OTHER).await);
    let form = stage.replacing(order, &other).await;
    // Of another unit, not agreed on, what is ordered anyway, and nothing at all.
    for number in [PENS, OUTSIDE, PAPER] {
        let wrong = stage.replacing(order, &stage.article(number).await).await;
        stage.repel(boss, PATH, &wrong, GONE).await;
    }
    stage.repel(boss, PATH, &with(&form, ARTICLE, INVENTED), GONE).await;
    for price in [other.price.0 - 1, other.price.0 + 1, 0, -other.price.0] {
        stage.repel(boss, PATH, &with(&form, PRICE, &price.to_string()), DEARER).await;
    }
    for (name, wrong) in [(PRICE, ""), (PRICE, "3.90"), (ARTICLE, OTHER), (QUANTITY, "0"), (QUANTITY, "6"), (QUANTITY, "-1")] {
        stage.repel(boss, PATH, &with(&form, name, wrong), INVALID).await;
    }
    stage.repel(boss, PATH, &without(&form, "[seen]"), CHANGED).await;
    stage.raise(OTHER).await;
    stage.repel(boss, PATH, &form, DEARER).await;
    stage.assert_untouched().await;
}

async fn what_was_replaced_is_not_decided_otherwise(engine: Engine) {
    let stage = Stage::set(engine).await;
    let (order, boss, known) = (&stage.orders.waiting, &stage.in_charge, supply_orders(&stage.supplier).await.len());
    let form = stage.replacing(order, &stage.article(OTHER).await).await;
    let answer = stage.send(boss, PATH, &form).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    stage.repel(boss, PATH, &form, (200, "")).await;
    let another = stage.replacing(order, &stage.article(OUTSIDE).await).await;
    for otherwise in [with(&form, QUANTITY, "4"), with(&form, PRICE, "1"), another] {
        stage.repel(boss, PATH, &otherwise, DECIDED).await;
    }
    for verdict in ["released", "rejected"] {
        stage.repel(boss, PATH, &stage.decision(order, &[(2, verdict)]).await, DECIDED).await;
        stage.repel(boss, PATH, &stage.decision(order, &[(1, "released"), (2, verdict)]).await, DECIDED).await;
    }
    let together = stage.bulk(&[(order, "1.2")]).await;
    assert_eq!(stage.repel(boss, "/api/release_orders", &together, (200, "")).await.location(), "/freigaben?freigegeben=0&uebrig=1");
    stage.assert_untouched().await;
    assert_eq!(supply_orders(&stage.supplier).await.len(), known, "the first line is still open");
}

async fn nobody_else_replaces_anything(engine: Engine) {
    let stage = Stage::set(engine).await;
    let other = stage.article(OTHER).await;
    for order in [&stage.orders.waiting, &stage.orders.partly] {
        let form = stage.replacing(order, &other).await;
        for who in [&stage.colleague, &stage.orderer, &stage.stranger, &stage.supplier] {
            stage.repel(who, PATH, &form, NOT_THERE).await;
        }
    }
    stage.assert_untouched().await;
}
