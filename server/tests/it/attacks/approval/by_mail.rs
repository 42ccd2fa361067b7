//! Keys from mails, in the hands of whoever finds them: each opens one order to one person, as it is on the screen, and as long as that
//! person decides it.

use super::{
    CHANGED, CLOSED, DECIDED, REVISED, STRANGERS_ORDERER, Stage, field,
    mail_key::{Key, REJECT, RELEASE, SPENT},
    named, without,
};
use crate::support::desk::{APPROVER, OTHER_APPROVER, PENS, REVIEWED, supply_orders};
use domain::ApprovalKind;
use jiff::SignedDuration;
use testbed::{Engine, both_engines};

both_engines!(
    a_key_opens_no_other_order,
    a_key_decides_nothing_that_nobody_has_seen,
    what_has_changed_since_is_not_decided_by_a_key,
    what_was_released_does_not_go_out_dearer_by_a_key,
    what_is_closed_is_not_opened_by_a_key,
    what_was_decided_otherwise_stays_so_by_a_key,
    a_substitute_decides_by_a_key_neither_after_the_last_day_nor_after_an_early_end,
    whoever_is_no_approver_any_more_decides_nothing_by_a_key,
    a_key_that_was_ended_stays_ended,
);

/// A stage whose approvers decide from mails.
async fn allowing(engine: Engine) -> Stage {
    let stage = Stage::set(engine).await;
    stage.allow_keys(true).await;
    stage
}

/// An order that waits, and the key in the mail to whoever is in charge.
async fn asked(stage: &mut Stage) -> Key {
    let order = stage.order(REVIEWED).await;
    stage.key(&order, APPROVER).await
}

async fn a_key_opens_no_other_order(engine: Engine) {
    let mut stage = allowing(engine).await;
    let (foreign, key) = (stage.order(STRANGERS_ORDERER).await, asked(&mut stage).await);
    for other in stage.orders.all().into_iter().chain([foreign.as_str()]) {
        stage.repel_key(&key.elsewhere(other), SPENT).await;
    }
    for wrong in key.guesses().iter().chain(&key.at_nothing()) {
        stage.repel_key(wrong, SPENT).await;
        stage.repel_confirming_key(wrong, SPENT).await;
    }
    // It was not released yet.
    stage.repel_confirming_key(&key, SPENT).await;
    stage.assert_untouched().await;
}

async fn a_key_decides_nothing_that_nobody_has_seen(engine: Engine) {
    let mut stage = allowing(engine).await;
    let key = asked(&mut stage).await;
    stage.repel_unseen(&key).await;
    stage.assert_untouched().await;
}

async fn what_has_changed_since_is_not_decided_by_a_key(engine: Engine) {
    let mut stage = allowing(engine).await;
    let (dearer, revised) = (asked(&mut stage).await, asked(&mut stage).await);
    let nobody = stage.app.browser();
    let old = [(RELEASE, stage.mail_release(&revised, &[1, 2]).await), (REJECT, stage.mail_rejection(&revised, &[1, 2]).await)];
    let old_price = [(RELEASE, stage.mail_release(&dearer, &[1, 2]).await), (REJECT, stage.mail_rejection(&dearer, &[1]).await)];
    stage.raise_quantity(&revised.order).await;
    for (path, form) in &old {
        stage.repel(&nobody, path, form, REVISED).await;
    }
    // Nor is what has gone decided by whoever says that they have seen what there is now.
    stage.repel_key(&revised, REVISED).await;
    stage.raise(PENS).await;
    for (path, form) in &old_price {
        stage.repel(&nobody, path, form, CHANGED).await;
    }
    stage.assert_untouched().await;
    // The key is about the order, not about one version of it: what is on the screen now is decided by it.
    let present = stage.mail_rejection(&revised, &[2, 3]).await;
    let answer = stage.send(&nobody, REJECT, &present).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
}

async fn what_was_released_does_not_go_out_dearer_by_a_key(engine: Engine) {
    let mut stage = allowing(engine).await;
    let (key, nobody) = (asked(&mut stage).await, stage.app.browser());
    let known = supply_orders(&stage.supplier).await.len();
    let before = stage.mail_release(&key, &[1]).await;
    let first = stage.decision(&key.order, &[(1, "released")]).await;
    stage.succeed(APPROVER, "/api/decide", first).await;
    stage.raise(PENS).await;
    let answer = stage.send(&nobody, RELEASE, &stage.mail_release(&key, &[2]).await).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    // The first line is asked again, at a price that nobody has seen yet.
    stage.repel(&nobody, RELEASE, &before, CHANGED).await;
    stage.repel(&nobody, RELEASE, &without(&stage.mail_release(&key, &[1]).await, "[seals]"), CHANGED).await;
    stage.assert_untouched().await;
    assert_eq!(supply_orders(&stage.supplier).await.len(), known);
}

async fn what_is_closed_is_not_opened_by_a_key(engine: Engine) {
    let mut stage = allowing(engine).await;
    let (withdrawn, rejected, released) = (asked(&mut stage).await, asked(&mut stage).await, asked(&mut stage).await);
    stage.succeed(REVIEWED, "/api/withdraw_order", named(&withdrawn.order)).await;
    for (key, verdict) in [(&rejected, "rejected"), (&released, "released")] {
        let all = stage.decision(&key.order, &[(1, verdict), (2, verdict)]).await;
        stage.succeed(APPROVER, "/api/decide", all).await;
    }
    stage.repel_key(&withdrawn, CLOSED).await;
    // The same once more is no error, and changes nothing.
    stage.repel_key_as(&rejected, DECIDED, (200, "")).await;
    stage.repel_key_as(&released, (200, ""), DECIDED).await;
    stage.assert_untouched().await;
}

async fn what_was_decided_otherwise_stays_so_by_a_key(engine: Engine) {
    let mut stage = allowing(engine).await;
    let (lowered, theirs) = (asked(&mut stage).await, asked(&mut stage).await);
    let mut less = stage.decision(&lowered.order, &[(2, "released")]).await;
    less.push(field("form[decisions][0][quantity]", "1"));
    stage.succeed(APPROVER, "/api/decide", less).await;
    // What somebody else has decided in their place.
    stage.away(APPROVER, OTHER_APPROVER, 0, 0).await;
    let second = stage.decision(&theirs.order, &[(2, "released")]).await;
    stage.succeed(OTHER_APPROVER, "/api/decide", second).await;
    let nobody = stage.app.browser();
    for key in [&lowered, &theirs] {
        for positions in [&[2][..], &[1, 2], &[2, 1]] {
            stage.repel(&nobody, RELEASE, &stage.mail_release(key, positions).await, DECIDED).await;
            stage.repel(&nobody, REJECT, &stage.mail_rejection(key, positions).await, DECIDED).await;
        }
    }
    stage.assert_untouched().await;
}

async fn a_substitute_decides_by_a_key_neither_after_the_last_day_nor_after_an_early_end(engine: Engine) {
    let mut stage = allowing(engine).await;
    stage.away(APPROVER, OTHER_APPROVER, 0, 0).await;
    let order = stage.order(REVIEWED).await;
    let key = stage.key(&order, OTHER_APPROVER).await;
    stage.app.advance(SignedDuration::from_hours(24));
    stage.repel_key(&key, SPENT).await;

    stage.away(APPROVER, OTHER_APPROVER, 0, 3).await;
    let order = stage.order(REVIEWED).await;
    let key = stage.key(&order, OTHER_APPROVER).await;
    // Who stands in may decide, though nothing unseen.
    stage.repel_unseen(&key).await;
    stage.end_absence().await;
    stage.repel_key(&key, SPENT).await;
    stage.assert_untouched().await;
}

async fn whoever_is_no_approver_any_more_decides_nothing_by_a_key(engine: Engine) {
    let mut stage = allowing(engine).await;
    let key = asked(&mut stage).await;
    for kind in [ApprovalKind::Unrestricted, ApprovalKind::AlwaysReview, ApprovalKind::ReviewOutsideAssortment] {
        stage.change(OTHER_APPROVER, APPROVER, kind).await;
        stage.repel_key(&key, SPENT).await;
        stage.repel_confirming_key(&key, SPENT).await;
    }
    let (caller, gone) = (stage.approver(OTHER_APPROVER).await, stage.app.orderer(APPROVER).await.contact_id());
    stage.assert_untouched().await;
    stage.app.store.delete_contact(&caller, gone, None).await.expect("deleted");
    stage.repel_key(&key, SPENT).await;
    stage.assert_untouched().await;
}

async fn a_key_that_was_ended_stays_ended(engine: Engine) {
    let mut stage = allowing(engine).await;
    let key = asked(&mut stage).await;
    for is_allowed in [false, true] {
        stage.allow_keys(is_allowed).await;
        stage.repel_key(&key, SPENT).await;
    }
    stage.assert_untouched().await;
}
