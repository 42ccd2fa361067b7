//! A release by which an order has gone on is taken back by whose it is, as long as nobody was faster, and by nobody else.

use super::{CLOSED, DECIDED, Fields, INVENTED, NOT_THERE, SIGNED_OUT, Stage, UNREADABLE, confirmed::limited, field, named, with};
use crate::support::desk::APPROVER;
use testbed::{Engine, both_engines};

both_engines!(
    somebody_elses_release_is_not_taken_back,
    what_somebody_was_faster_about_is_not_taken_back,
    a_request_to_take_a_release_back_is_worth_nothing_later,
);

const PATH: &str = "/api/retract_release";
const INSTANT: &str = "2026-11-24T09:00:00.000001Z";
const GONE: (u16, &str) = (409, "DecisionGone");

impl Stage {
    /// What the page of whoever has released an order would send to take that back.
    pub(super) async fn retraction(&self, order: &str) -> Fields {
        let approver = self.app.orderer(APPROVER).await.approver().expect("an approver");
        let seen = self.app.store.order_for_release(&approver, order.parse().expect("an id")).await.expect("an order");
        at(order, &seen.retractable.expect("it has gone on").instant().to_string())
    }
}

fn at(order: &str, instant: &str) -> Fields {
    let mut fields = named(order);
    fields.push(field("form[released_at]", instant));
    fields
}

async fn somebody_elses_release_is_not_taken_back(engine: Engine) {
    let stage = limited(engine).await;
    let order = &stage.orders.waiting;
    stage.repel(&stage.in_charge, PATH, &at(order, INSTANT), GONE).await;
    stage.repel(&stage.in_charge, PATH, &at(INVENTED, INSTANT), NOT_THERE).await;
    stage.repel(&stage.in_charge, PATH, &at(&stage.orders.free, INSTANT), NOT_THERE).await;
    stage.repel(&stage.colleague, PATH, &at(order, INSTANT), NOT_THERE).await;
    stage.pass_on(order).await;
    let (fields, nobody) = (stage.retraction(order).await, stage.app.browser());
    for (who, answer) in [
        // It waits for this one, who has released nothing.
        (&stage.colleague, GONE),
        (&stage.orderer, NOT_THERE),
        (&stage.stranger, NOT_THERE),
        (&stage.supplier, NOT_THERE),
        (&nobody, SIGNED_OUT),
    ] {
        stage.repel(who, PATH, &fields, answer).await;
    }
    stage.assert_untouched().await;
}

async fn what_somebody_was_faster_about_is_not_taken_back(engine: Engine) {
    let stage = limited(engine).await;
    let [rejected, confirmed] = [&stage.orders.partly, &stage.orders.waiting];
    stage.pass_on(rejected).await;
    let fields = stage.retraction(rejected).await;
    let answer = stage.send(&stage.colleague, "/api/decide", &stage.decision(rejected, &[(1, "rejected")]).await).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    stage.repel(&stage.in_charge, PATH, &fields, DECIDED).await;
    stage.pass_on(confirmed).await;
    let fields = stage.retraction(confirmed).await;
    let answer = stage.send(&stage.colleague, "/api/confirm_release", &stage.confirmation(confirmed, "1").await).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    stage.repel(&stage.in_charge, PATH, &fields, CLOSED).await;
    stage.assert_untouched().await;
}

async fn a_request_to_take_a_release_back_is_worth_nothing_later(engine: Engine) {
    let stage = limited(engine).await;
    let order = &stage.orders.waiting;
    stage.pass_on(order).await;
    let fields = stage.retraction(order).await;
    stage.repel(&stage.in_charge, PATH, &with(&fields, "form[released_at]", INSTANT), GONE).await;
    for unreadable in ["", "gestern", "2026-11-24"] {
        stage.repel(&stage.in_charge, PATH, &with(&fields, "form[released_at]", unreadable), UNREADABLE).await;
    }
    let answer = stage.send(&stage.in_charge, PATH, &fields).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    stage.app.advance(jiff::SignedDuration::from_secs(1));
    stage.pass_on(order).await;
    // The same once more is answered as before, and does not undo what was released since.
    stage.repel(&stage.in_charge, PATH, &fields, (200, "")).await;
    stage.assert_untouched().await;
}
