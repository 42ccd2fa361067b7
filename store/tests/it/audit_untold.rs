//! A record of which exactly the last entry was cut off, and the head set back: what happened to an order tells of it.

use crate::{
    audit::{fault, unlock},
    learning::release,
    ordering::{Office, Portal, article, id, waiting_company},
    orders_seal::form,
};
use domain::{
    ApprovalKind::{ReviewOutsideAssortment, Unrestricted},
    OrderId, Patience, Rank, Rappen, SupplyStatus,
    Verdict::{Rejected, Released},
};
use jiff::SignedDuration;
use store::{Approver, ChainFault, Deed, Instead, LineDecision, Orderer, RevisedLine, Revising, Untold};
use testbed::{Engine, both_engines};

both_engines![
    an_order_that_was_placed_is_missed,
    a_split_is_missed,
    lines_that_went_without_a_release_are_missed,
    a_change_is_missed,
    a_withdrawal_is_missed,
    a_decision_is_missed,
    a_line_of_which_less_was_released_is_missed,
    a_decision_that_was_taken_back_is_missed,
    a_line_that_was_asked_again_is_missed,
    a_price_that_was_agreed_on_is_missed,
    an_order_that_went_on_is_missed,
    a_release_that_was_taken_back_is_missed,
    a_change_that_brought_it_back_is_missed,
    a_line_that_was_overruled_is_missed,
    a_confirmation_with_its_hand_over_is_missed,
    a_rejection_is_missed,
    a_hand_over_is_missed,
    a_step_of_the_supplier_is_missed,
    a_comment_is_missed,
    asking_after_an_order_is_missed,
    reminders_and_escalations_of_the_portal_are_missed,
];

/// Cuts off the last entry, which is of this event, in the record of the only customer, and sets the head back. Before that it holds.
pub async fn assert_missed(portal: &Portal, event: &str, deed: Deed, order_number: Option<i64>) {
    assert_eq!(portal.store.verify_audit().await.expect("verified"), []);
    unlock(portal).await;
    let before = portal.peek.count("audit_entries").await;
    let cut = format!("delete from audit_entries where number = {before} and event like '{{\"event\":\"{event}\"%'");
    portal.peek.execute(&cut).await.expect("cut off");
    let last = portal.peek.count("audit_entries").await;
    assert_eq!(last, before - 1, "{event} is not the last");
    let back = format!("update audit_heads set last_number = {last}, last_hash = (select hash from audit_entries where number = {last})");
    portal.peek.execute(&back).await.expect("set back");
    assert_eq!(fault(portal).await, (last, ChainFault::Untold(Untold { deed, order_number })));
}

/// The same about the first order.
async fn assert_missed_of_order(portal: &Portal, event: &str, deed: Deed) {
    assert_missed(portal, event, deed, Some(1001)).await;
}

/// A portal with an order that waits, of one piece of each article, and who decides it.
async fn waiting(engine: Engine, articles: &[&str]) -> (Portal, Approver, Orderer, OrderId) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    let order = portal.place(&orderer, articles).await.order_id;
    (portal, company.boss, orderer, order)
}

/// An order that `eva` has released and that has gone on to `boss`.
async fn passed_on(engine: Engine) -> (Office, OrderId) {
    let office = Office::open(engine).await;
    let rank = Rank { approver: id(&office.eva), limit: Some(Rappen(50_000)), superior: Some(id(&office.company.boss)) };
    office.portal.store.set_rank(&office.company.boss, rank).await.expect("a limit");
    let order = office.portal.place(&office.orderer, &["A5", "A1"]).await.order_id;
    office.portal.decide(&office.eva, order, &[(1, Released), (2, Released)]).await.expect("released");
    (office, order)
}

async fn reprice(portal: &Portal, price: i64) {
    portal.store.import_catalogue(vec![], vec![article("A1", "Artikel A1", price)]).await.expect("imported");
}

async fn an_order_that_was_placed_is_missed(engine: Engine) {
    let (portal, ..) = waiting(engine, &["A1"]).await;
    assert_missed_of_order(&portal, "order_placed", Deed::Order).await;
}

async fn a_split_is_missed(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    portal.agree(&company, &["A1"]).await;
    let orderer = portal.employ(&company, "aussen", ReviewOutsideAssortment).await;
    let placing = portal.fill(&orderer, &[("A1", 1), ("A3", 1)]).await;
    portal.store.place_split(&orderer, placing).await.expect("placed");
    assert_missed(&portal, "order_split", Deed::Split, Some(1002)).await;
}

async fn lines_that_went_without_a_release_are_missed(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    release(&portal, &company.boss, "A1", None, 2_500).await;
    portal.place(&orderer, &["A1", "A3"]).await;
    assert_missed_of_order(&portal, "standing_release_used", Deed::Freed).await;
}

async fn a_change_is_missed(engine: Engine) {
    let (portal, _, orderer, order) = waiting(engine, &["A1"]).await;
    let shown = portal.store.revisable(&orderer, order).await.expect("their own");
    let lines = vec![RevisedLine { position: 1, quantity: 2, price: Rappen(1250) }];
    let revising = Revising { version: shown.order.version, level: shown.order.level, lines, added: vec![], seen: shown.seen, note: None };
    portal.store.revise(&orderer, order, revising).await.expect("changed");
    assert_missed_of_order(&portal, "order_revised", Deed::Revision).await;
}

async fn a_withdrawal_is_missed(engine: Engine) {
    let (portal, _, orderer, order) = waiting(engine, &["A1"]).await;
    portal.store.withdraw(&orderer, order).await.expect("withdrawn");
    assert_missed_of_order(&portal, "order_withdrawn", Deed::Withdrawal).await;
}

async fn a_decision_is_missed(engine: Engine) {
    let (portal, boss, _, order) = waiting(engine, &["A1", "A2"]).await;
    portal.decide(&boss, order, &[(1, Released)]).await.expect("decided");
    assert_missed_of_order(&portal, "line_decided", Deed::Decision).await;
}

async fn a_line_of_which_less_was_released_is_missed(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    let placing = portal.fill(&orderer, &[("A1", 2), ("A2", 1)]).await;
    let order = portal.store.place(&orderer, placing).await.expect("placed").order_id;
    let less = LineDecision { instead: Instead { quantity: Some(1), article: None }, ..LineDecision::release(1) };
    portal.store.decide(&company.boss, order, vec![less]).await.expect("decided");
    assert_missed_of_order(&portal, "line_lowered", Deed::Decision).await;
}

async fn a_decision_that_was_taken_back_is_missed(engine: Engine) {
    let (portal, boss, orderer, order) = waiting(engine, &["A1", "A2"]).await;
    portal.decide(&boss, order, &[(1, Released)]).await.expect("decided");
    let view = portal.store.order(&orderer, order).await.expect("own order");
    let at = view.lines[0].decision.as_ref().expect("a decision").decided_at;
    portal.store.take_back(&boss, order, 1, at).await.expect("taken back");
    assert_missed_of_order(&portal, "decision_taken_back", Deed::TakenBack).await;
}

async fn a_line_that_was_asked_again_is_missed(engine: Engine) {
    let (portal, boss, _, order) = waiting(engine, &["A1"]).await;
    reprice(&portal, 2000).await;
    portal.decide(&boss, order, &[(1, Released)]).await.expect("decided");
    assert_missed_of_order(&portal, "line_asked_again", Deed::AskedAgain).await;
}

async fn a_price_that_was_agreed_on_is_missed(engine: Engine) {
    let (portal, boss, _, order) = waiting(engine, &["A1", "A2"]).await;
    reprice(&portal, 1260).await;
    let seen = form(&portal, &boss, order, &[(1, Released)]).await;
    portal.store.decide(&boss, order, seen).await.expect("decided");
    assert_missed_of_order(&portal, "price_agreed", Deed::Price).await;
}

async fn an_order_that_went_on_is_missed(engine: Engine) {
    let (office, _) = passed_on(engine).await;
    assert_missed_of_order(&office.portal, "order_passed_on", Deed::PassedOn).await;
}

async fn a_release_that_was_taken_back_is_missed(engine: Engine) {
    let (office, order) = passed_on(engine).await;
    let rank = Rank { approver: id(&office.company.boss), limit: Some(Rappen(60_000)), superior: Some(id(&office.zwei)) };
    office.portal.store.set_rank(&office.company.boss, rank).await.expect("a limit");
    office.portal.confirm(&office.company.boss, order, 1).await.expect("confirmed");
    office.portal.store.retract(&office.company.boss, order, office.portal.store.now()).await.expect("taken back");
    assert_missed_of_order(&office.portal, "release_taken_back", Deed::Retraction).await;
}

async fn a_change_that_brought_it_back_is_missed(engine: Engine) {
    let (office, order) = passed_on(engine).await;
    office.portal.change_line(&office.orderer, order, (2, 3)).await.expect("changed");
    assert_missed_of_order(&office.portal, "order_came_back", Deed::Comeback).await;
}

async fn a_line_that_was_overruled_is_missed(engine: Engine) {
    let (office, order) = passed_on(engine).await;
    office.portal.decide(&office.company.boss, order, &[(2, Rejected)]).await.expect("overruled");
    assert_missed_of_order(&office.portal, "line_overruled", Deed::Overruling).await;
}

async fn a_confirmation_with_its_hand_over_is_missed(engine: Engine) {
    let (office, order) = passed_on(engine).await;
    office.portal.confirm(&office.company.boss, order, 1).await.expect("confirmed");
    assert_missed_of_order(&office.portal, "order_handed_over", Deed::HandOver).await;
}

async fn a_rejection_is_missed(engine: Engine) {
    let (portal, boss, _, order) = waiting(engine, &["A1"]).await;
    portal.decide(&boss, order, &[(1, Rejected)]).await.expect("decided");
    assert_missed_of_order(&portal, "order_rejected", Deed::Rejection).await;
}

/// A portal with an order that was handed over at once.
async fn handed_over(engine: Engine) -> (Portal, OrderId) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let orderer = portal.employ(&company, "frei", Unrestricted).await;
    let order = portal.place(&orderer, &["A1"]).await.order_id;
    (portal, order)
}

async fn a_hand_over_is_missed(engine: Engine) {
    let (portal, _) = handed_over(engine).await;
    assert_missed_of_order(&portal, "order_handed_over", Deed::HandOver).await;
}

async fn a_step_of_the_supplier_is_missed(engine: Engine) {
    let (portal, order) = handed_over(engine).await;
    let supplied = portal.peek.supply_order_of(order).await.expect("a supply order");
    portal.store.advance(&portal.supplier, supplied, SupplyStatus::Accepted).await.expect("advanced");
    assert_missed_of_order(&portal, "supply_advanced", Deed::SupplyStep).await;
}

async fn a_comment_is_missed(engine: Engine) {
    let (portal, _, orderer, order) = waiting(engine, &["A1"]).await;
    portal.store.comment(&orderer, order, 0, "Es eilt.".into()).await.expect("written");
    assert_missed_of_order(&portal, "comment_written", Deed::Comment).await;
}

async fn asking_after_an_order_is_missed(engine: Engine) {
    let (portal, _, orderer, order) = waiting(engine, &["A1"]).await;
    portal.pass(SignedDuration::from_hours(24));
    portal.store.remind(&orderer, order, None).await.expect("reminded");
    assert_missed_of_order(&portal, "release_reminded", Deed::Reminder).await;
}

/// From ten o'clock on a Tuesday: four working hours later, and nine.
async fn reminders_and_escalations_of_the_portal_are_missed(engine: Engine) {
    for (waits, event, deed) in [(&[4][..], "overdue_reminded", Deed::Overdue), (&[4, 20], "order_escalated", Deed::Escalation)] {
        let office = Office::open(engine).await;
        let patience = Patience { remind_after: Some(4), escalate_after: Some(9) };
        office.portal.store.set_patience(&office.company.boss, patience).await.expect("set");
        office.portal.place(&office.orderer, &["A1"]).await;
        for hours in waits {
            office.portal.pass(SignedDuration::from_hours(*hours));
            for due in office.portal.store.due_waits(10).await.expect("a list") {
                assert!(office.portal.store.nudge(due).await.expect("looked at"));
            }
        }
        assert_missed_of_order(&office.portal, event, deed).await;
    }
}
