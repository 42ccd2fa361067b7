//! An order that goes on because whoever released it may not release so much alone: nobody confirms it but whom it waits for, as it was
//! on the screen.

use super::{
    CHANGED, DECIDED, Fields, NOT_THERE, REVISED, SIGNED_OUT, Stage, field,
    fields::unseen_bulk,
    mail_key::{REJECT, RELEASE, SPENT},
    named, with, without,
};
use crate::support::{
    Browser,
    desk::{APPROVER, OTHER_APPROVER, supply_orders},
    new_contact,
};
use domain::ApprovalKind;
use store::ContactData;
use testbed::{Engine, both_engines};

both_engines!(
    what_nobody_has_released_is_not_confirmed,
    whoever_has_released_it_does_not_confirm_it,
    nobody_else_confirms_it,
    whoever_it_waits_for_confirms_what_is_on_the_screen,
    a_key_confirms_nothing_that_is_not_on_the_screen,
    whoever_is_no_approver_any_more_confirms_nothing,
);

const PATH: &str = "/api/confirm_release";
const OTHERWISE: (u16, &str) = (409, "ReleaseChanged");
const LEVELS: [&str; 3] = ["0", "1", "9"];
/// Somebody who is made an approver beside the two.
const THIRD: &str = "dritte@muster.example";

/// A stage on which the approver in charge releases up to CHF 1 alone; above that it goes on to the other one.
pub(super) async fn limited(engine: Engine) -> Stage {
    let stage = Stage::set(engine).await;
    let id = async |user_name: &'static str| stage.app.orderer(user_name).await.contact_id().to_string();
    let rank =
        [field("form[ranked]", &id(APPROVER).await), field("form[limit]", "1.00"), field("form[superior]", &id(OTHER_APPROVER).await)];
    let answer = stage.send(&stage.in_charge, "/api/set_rank", &rank.into()).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    stage
}

impl Stage {
    /// The one in charge releases all of it, so that it goes on.
    pub(super) async fn pass_on(&self, order: &str) {
        let known = supply_orders(&self.supplier).await.len();
        let form = self.decision(order, &[(1, "released"), (2, "released")]).await;
        let answer = self.send(&self.in_charge, "/api/decide", &form).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        assert_eq!(supply_orders(&self.supplier).await.len(), known, "it goes on");
    }

    /// The form that confirms the release, as it is on the screen now.
    pub(super) async fn confirmation(&self, order: &str, level: &str) -> Fields {
        let mut fields = named(order);
        fields.extend([field("form[level]", level), field("form[seal]", &self.screen(order).await.whole())]);
        fields
    }

    /// The same for several orders at once.
    async fn confirmation_together(&self, order: &str, level: &str) -> Fields {
        let mut fields = without(&unseen_bulk(&[(order, "")]), "[positions]");
        let screen = self.screen(order).await;
        for (name, value) in [("level", level), ("version", &screen.version()), ("seal", &screen.whole())] {
            fields.push(field(&format!("form[orders][0][{name}]"), value));
        }
        fields
    }

    async fn repel_confirmations(&self, by: &Browser, order: &str, answer: (u16, &str)) {
        for level in LEVELS {
            self.repel(by, PATH, &self.confirmation(order, level).await, answer).await;
        }
        for level in ["1", "9"] {
            self.repel(by, "/api/release_orders", &self.confirmation_together(order, level).await, answer).await;
        }
    }
}

async fn what_nobody_has_released_is_not_confirmed(engine: Engine) {
    let stage = limited(engine).await;
    for order in [&stage.orders.waiting, &stage.orders.partly] {
        for by in [&stage.in_charge, &stage.colleague, &stage.orderer, &stage.stranger] {
            stage.repel_confirmations(by, order, NOT_THERE).await;
        }
    }
    stage.assert_untouched().await;
}

async fn whoever_has_released_it_does_not_confirm_it(engine: Engine) {
    let stage = limited(engine).await;
    let order = &stage.orders.waiting;
    stage.pass_on(order).await;
    for level in ["1", "9"] {
        stage.repel(&stage.in_charge, PATH, &stage.confirmation(order, level).await, NOT_THERE).await;
        stage.repel(&stage.in_charge, "/api/release_orders", &stage.confirmation_together(order, level).await, NOT_THERE).await;
    }
    // Their own release stands already: to give it once more is no error.
    stage.repel(&stage.in_charge, PATH, &stage.confirmation(order, "0").await, (200, "")).await;
    let rejects = stage.decision(order, &[(1, "rejected")]).await;
    stage.repel(&stage.in_charge, "/api/decide", &rejects, DECIDED).await;
    stage.assert_untouched().await;
}

async fn nobody_else_confirms_it(engine: Engine) {
    let stage = limited(engine).await;
    let order = &stage.orders.waiting;
    stage.pass_on(order).await;
    for by in [&stage.orderer, &stage.stranger, &stage.supplier] {
        stage.repel_confirmations(by, order, NOT_THERE).await;
    }
    stage.repel_confirmations(&stage.app.browser(), order, SIGNED_OUT).await;
    stage.assert_untouched().await;
}

async fn whoever_it_waits_for_confirms_what_is_on_the_screen(engine: Engine) {
    let stage = limited(engine).await;
    let (order, superior) = (&stage.orders.waiting, &stage.colleague);
    let known = supply_orders(&stage.supplier).await.len();
    stage.pass_on(order).await;
    let form = stage.confirmation(order, "1").await;
    stage.repel(superior, PATH, &with(&form, "form[level]", "0"), DECIDED).await;
    stage.repel(superior, PATH, &with(&form, "form[level]", "9"), NOT_THERE).await;
    let lines = [stage.screen(order).await.seal(1), stage.screen(order).await.seal(2)];
    for seal in ["", "0", "%", &lines[0], &lines[1]] {
        stage.repel(superior, PATH, &with(&form, "form[seal]", seal), OTHERWISE).await;
        let together = with(&stage.confirmation_together(order, "1").await, "form[orders][0][seal]", seal);
        let answer = stage.repel(superior, "/api/release_orders", &together, (200, "")).await;
        assert_eq!(answer.location(), "/freigaben?freigegeben=0&uebrig=1");
    }
    stage.repel(superior, PATH, &without(&form, "[seal]"), OTHERWISE).await;
    // What was released is not rejected unseen either.
    let rejects = stage.decision(order, &[(1, "rejected")]).await;
    stage.repel(superior, "/api/decide", &without(&rejects, "[seen]"), CHANGED).await;
    stage.repel(superior, "/api/decide", &without(&rejects, "[version]"), REVISED).await;
    let answer = stage.send(superior, PATH, &form).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(supply_orders(&stage.supplier).await.len(), known + 1);
    stage.repel(superior, PATH, &form, (200, "")).await;
    stage.repel(superior, "/api/decide", &rejects, DECIDED).await;
    stage.assert_untouched().await;
}

async fn a_key_confirms_nothing_that_is_not_on_the_screen(engine: Engine) {
    let stage = limited(engine).await;
    stage.allow_keys(true).await;
    let (order, nobody) = (&stage.orders.waiting, stage.app.browser());
    let first = stage.key(order, APPROVER).await;
    stage.pass_on(order).await;
    let superiors = stage.key(order, OTHER_APPROVER).await;
    // Whoever has released it neither confirms it nor takes it back.
    stage.repel_confirming_key(&first, SPENT).await;
    stage.repel(&nobody, REJECT, &stage.mail_rejection(&first, &[1]).await, DECIDED).await;
    let confirmation = |level: &str, seal: &str| [field("form[level]", level), field("form[seal]", seal)];
    let empty = stage.mail_release(&superiors, &[]).await;
    for (level, seal, answer) in [("1", "", OTHERWISE), ("1", "0190", OTHERWISE), ("9", "0190", SPENT)] {
        let form = empty.iter().cloned().chain(confirmation(level, seal)).collect();
        stage.repel(&nobody, RELEASE, &form, answer).await;
    }
    let rejects = stage.mail_rejection(&superiors, &[1]).await;
    stage.repel(&nobody, REJECT, &with(&rejects, "form[lines][line-1]", ""), CHANGED).await;
    stage.repel(&nobody, REJECT, &without(&rejects, "[version]"), REVISED).await;
    stage.assert_untouched().await;
}

async fn whoever_is_no_approver_any_more_confirms_nothing(engine: Engine) {
    let stage = limited(engine).await;
    let order = &stage.orders.waiting;
    let (boss, third) = stage.app.new_contact(APPROVER, THIRD).await;
    let data = ContactData { approval: ApprovalKind::Approver, ..new_contact(THIRD) };
    stage.app.store.edit_contact(&boss, third, data, None).await.expect("an approver");
    stage.pass_on(order).await;
    // Whoever comes after them has it now.
    stage.change(THIRD, OTHER_APPROVER, ApprovalKind::Unrestricted).await;
    stage.repel_confirmations(&stage.colleague, order, NOT_THERE).await;
    let gone = stage.app.orderer(OTHER_APPROVER).await.contact_id();
    stage.assert_untouched().await;
    stage.app.store.delete_contact(&stage.approver(THIRD).await, gone, None).await.expect("deleted");
    stage.repel_confirmations(&stage.colleague, order, SIGNED_OUT).await;
    stage.assert_untouched().await;
}
