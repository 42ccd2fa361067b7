//! What was ordered is what was shown, and what was decided is what was ordered: not a piece more, and at that price.

use super::{Fields, INVALID, PARTLY_REVIEWED, Stage, come, field, order_fields, with};
use crate::support::desk::{FREE, PAPER, PENS, REVIEWED, ordered};
use domain::{OrderStatus, Rappen};
use store::{ArticleRow, NewArticle};
use testbed::{Engine, both_engines};

both_engines!(
    an_old_form_with_other_content_orders_nothing,
    a_quantity_that_was_not_shown_is_not_ordered,
    what_a_form_says_of_prices_and_rights_counts_for_nothing,
    a_price_that_rises_changes_nothing_that_was_shown,
);

const CART_CHANGED: (u16, &str) = (409, "CartChanged");
const KEY_REUSED: (u16, &str) = (422, "KeyReused");

impl Stage {
    pub(super) async fn article(&self, number: &str) -> ArticleRow {
        let orderer = self.app.orderer(REVIEWED).await;
        self.app.store.article(&orderer, number).await.expect("the demo has this article")
    }

    /// The field of a quantity in the order form.
    async fn quantity(&self, number: &str, quantity: &str) -> (String, String) {
        field(&format!("form[quantities][quantity-{}]", self.article(number).await.id), quantity)
    }

    /// The supplier raises the price of an article thirteenfold.
    pub(super) async fn raise(&self, number: &str) {
        self.assert_untouched().await;
        let row = self.article(number).await;
        let article = NewArticle {
            number: row.number,
            category_slug: row.category_slug,
            name: row.name,
            description: row.description,
            unit: row.unit,
            price: Rappen(row.price.0 * 13),
            availability: row.availability,
        };
        self.app.store.import_catalogue(vec![], vec![article]).await.expect("imported");
    }
}

async fn an_old_form_with_other_content_orders_nothing(engine: Engine) {
    let stage = Stage::set(engine).await;
    for user_name in [REVIEWED, FREE] {
        let orderer = stage.app.orderer(user_name).await;
        stage.fill_cart(user_name).await;
        stage.app.store.set_cart_quantity(&orderer, stage.article(PENS).await.id, 26).await.expect("set");
        let (cart, browser) = (stage.cart(&orderer).await, come(&stage.app, user_name).await);
        let many = stage.quantity(PENS, "26").await;
        for old in stage.captured.iter().filter(|old| old.by == user_name && old.path == "/api/place_order") {
            // For an order that waits, was released, rejected or taken back.
            let raised = with(&old.fields, "form[seen]", &cart.fingerprint());
            stage.repel(&browser, "/api/place_order", &raised, KEY_REUSED).await;
            stage.repel(&browser, "/api/place_order", &with(&old.fields, "form[street]", "Anderswo 1"), KEY_REUSED).await;
            let slipped_in: Fields = old.fields.iter().cloned().chain([many.clone()]).collect();
            let answer = stage.repel(&browser, "/api/place_order", &slipped_in, (200, "")).await;
            let order = ordered(&answer).expect("it leads to the order that there is");
            assert!(stage.orders.all().contains(&order.as_str()));
        }
    }
    stage.assert_untouched().await;
}

async fn a_quantity_that_was_not_shown_is_not_ordered(engine: Engine) {
    let stage = Stage::set(engine).await;
    let fields = order_fields(&stage.fill_cart(REVIEWED).await);
    for quantity in ["0", "-1", "10000", "4294967298", "1e3", "2.5", "٣", "26; 2"] {
        let wrong = fields.iter().cloned().chain([stage.quantity(PENS, quantity).await]).collect();
        stage.repel(&stage.orderer, "/api/place_order", &wrong, INVALID).await;
    }
    for seen in ["", "0", &"0".repeat(64)] {
        stage.repel(&stage.orderer, "/api/place_order", &with(&fields, "form[seen]", seen), CART_CHANGED).await;
    }
    stage.assert_untouched().await;
    let before = stage.rows().await;
    let more: Fields = fields.iter().cloned().chain([stage.quantity(PENS, "26").await]).collect();
    let answer = stage.send(&stage.orderer, "/api/place_order", &more).await;
    assert_eq!(answer.status, CART_CHANGED.0, "{}", answer.body);
    let changes = stage.rows().await.changes_since(&before);
    assert!(changes.iter().all(|row| row[1..].starts_with("cart")), "it is kept in the cart, and shown first: {changes:?}");
    stage.assert_untouched().await;
}

async fn what_a_form_says_of_prices_and_rights_counts_for_nothing(engine: Engine) {
    let stage = Stage::set(engine).await;
    let approver = stage.app.orderer(PARTLY_REVIEWED).await.contact_id().to_string();
    let mut fields = order_fields(&stage.fill_cart(REVIEWED).await);
    for (name, value) in [
        ("form[price]", "1"),
        ("form[total]", "1"),
        ("form[net]", "1"),
        ("form[lines][0][price]", "1"),
        ("form[lines][0][quantity]", "26"),
        ("form[prices][0]", "1"),
        ("form[approval]", "unrestricted"),
        ("form[approver]", &approver),
        ("form[approver_id]", &approver),
        ("form[status]", "handed_over"),
        ("form[waits]", "false"),
        ("form[review]", ""),
        ("form[orderer]", &approver),
        ("form[customer_id]", super::INVENTED),
        ("approval", "unrestricted"),
    ] {
        fields.push(field(name, value));
    }
    let answer = stage.send(&stage.orderer, "/api/place_order", &fields).await;
    let order = ordered(&answer).unwrap_or_else(|| panic!("{} {}", answer.status, answer.body));
    let orderer = stage.app.orderer(REVIEWED).await;
    let order = stage.app.store.order(&orderer, order.parse().expect("an id")).await.expect("their own");
    let expected = [(stage.article(PENS).await.price, 2), (stage.article(PAPER).await.price, 5)];
    assert_eq!(order.lines.iter().map(|line| (line.price, line.quantity)).collect::<Vec<_>>(), expected);
    assert!(order.status == OrderStatus::Waiting && order.lines.iter().all(|line| line.review.is_some()), "{order:?}");
    assert_eq!(order.approver_name.as_deref(), Some("Claudia Meier"));
    stage.assert_untouched().await;
}

async fn a_price_that_rises_changes_nothing_that_was_shown(engine: Engine) {
    let stage = Stage::set(engine).await;
    let fields = order_fields(&stage.fill_cart(REVIEWED).await);
    let before = stage.rows().await;
    stage.raise(PENS).await;
    let changes = stage.rows().await.changes_since(&before);
    assert!(changes.len() == 2 && changes.iter().all(|row| row[1..].starts_with("articles|")), "{changes:?}");
    stage.repel(&stage.orderer, "/api/place_order", &fields, CART_CHANGED).await;
    stage.assert_untouched().await;
}
