//! A decision is taken back by who made it, while the order is open, and by nobody else.

use super::{CLOSED, Fields, INVENTED, NOT_THERE, SIGNED_OUT, Stage, UNREADABLE, come, field, named};
use crate::support::desk::{APPROVER, FREE, OTHER_APPROVER};
use domain::Absence;
use testbed::{Engine, both_engines};

both_engines!(
    somebody_elses_decision_is_not_taken_back,
    what_has_gone_out_is_not_taken_back,
    a_request_to_take_back_is_worth_nothing_later,
);

const PATH: &str = "/api/take_back";
const NOT_YOURS: (u16, &str) = (409, "NotYourDecision");
const GONE: (u16, &str) = (409, "DecisionGone");

impl Stage {
    /// What its page would send to take back the decision on the first line.
    async fn taking_back(&self, order: &str) -> Fields {
        let approver = self.app.orderer(APPROVER).await.approver().expect("an approver");
        let seen = self.app.store.order_for_release(&approver, order.parse().expect("an id")).await.expect("an order");
        let decided_at = seen.lines[0].decision.as_ref().map(|decision| decision.decided_at.instant().to_string());
        with_instant(order, &decided_at.unwrap_or_else(|| "2026-11-24T09:00:00Z".into()))
    }
}

fn with_instant(order: &str, instant: &str) -> Fields {
    let mut fields = named(order);
    fields.extend([field("form[position]", "1"), field("form[decided_at]", instant)]);
    fields
}

async fn somebody_elses_decision_is_not_taken_back(engine: Engine) {
    let stage = Stage::set(engine).await;
    let (nobody, other_orderer) = (stage.app.browser(), come(&stage.app, FREE).await);
    let fields = stage.taking_back(&stage.orders.partly).await;
    for (who, answer) in [
        (&stage.orderer, NOT_THERE),
        (&other_orderer, NOT_THERE),
        (&stage.colleague, NOT_THERE),
        (&stage.stranger, NOT_THERE),
        (&stage.supplier, NOT_THERE),
        (&nobody, SIGNED_OUT),
    ] {
        stage.repel(who, PATH, &fields, answer).await;
    }
    // Whoever stands in may decide what is open, and not undo what was decided.
    let (caller, colleague) = (stage.app.orderer(APPROVER).await, stage.app.orderer(OTHER_APPROVER).await);
    let caller = caller.approver().expect("an approver");
    let today = stage.app.store.absences(&caller).await.expect("the store answers").today.0;
    let absence = Absence { approver: caller.orderer().contact_id(), substitute: colleague.contact_id(), first: today, last: today };
    stage.assert_untouched().await;
    stage.app.store.enter_absence(&caller, absence).await.expect("it can be entered");
    stage.repel(&come(&stage.app, OTHER_APPROVER).await, PATH, &fields, NOT_YOURS).await;
    stage.assert_untouched().await;
}

async fn what_has_gone_out_is_not_taken_back(engine: Engine) {
    let stage = Stage::set(engine).await;
    let orders = &stage.orders;
    for order in [&orders.released, &orders.rejected, &orders.withdrawn] {
        let fields = stage.taking_back(order).await;
        stage.repel(&stage.in_charge, PATH, &fields, CLOSED).await;
    }
    stage.repel(&stage.in_charge, PATH, &with_instant(&orders.free, "2026-11-24T09:00:00Z"), NOT_THERE).await;
    stage.repel(&stage.in_charge, PATH, &with_instant(INVENTED, "2026-11-24T09:00:00Z"), NOT_THERE).await;
    stage.assert_untouched().await;
}

async fn a_request_to_take_back_is_worth_nothing_later(engine: Engine) {
    let stage = Stage::set(engine).await;
    let order = &stage.orders.partly;
    let fields = stage.taking_back(order).await;
    stage.repel(&stage.in_charge, PATH, &with_instant(order, "2026-11-24T09:00:00.000001Z"), GONE).await;
    for unreadable in ["", "gestern", "2026-11-24"] {
        stage.repel(&stage.in_charge, PATH, &with_instant(order, unreadable), UNREADABLE).await;
    }
    let answer = stage.send(&stage.in_charge, PATH, &fields).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    stage.app.advance(jiff::SignedDuration::from_secs(1));
    let answer = stage.send(&stage.in_charge, "/api/decide", &stage.decision(order, &[(1, "rejected")]).await).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    // The same once more is answered as before, and does not undo what was decided since.
    stage.repel(&stage.in_charge, PATH, &fields, (200, "lines")).await;
    stage.assert_untouched().await;
}
