//! Standing releases, and what the portal proposes.

use crate::ordering::{Office, Portal, id, is_not_found, refusal};
use domain::{
    Allowance, ApprovalKind, CustomerRule,
    OrderStatus::{HandedOver, Waiting},
    Rappen, ReviewReason,
    audit::{ActorKind, AuditEvent},
    standing_release::FreedLine,
};
use jiff::SignedDuration;
use store::{
    Approver, Habit, HabitOf, Instead, LineDecision, Orderer, Placed, RevisedLine, Revising, StandingRefusal, StandingRelease,
    StandingReleaseRow, StoreError,
};
use testbed::{Engine, both_engines};

both_engines![
    a_standing_release_frees_lines_up_to_its_amount,
    it_frees_the_orders_of_whom_it_names_and_nobody_elses,
    a_limit_holds_all_the_same,
    a_changed_line_is_judged_by_it_again,
    the_orderer_sees_it_before_ordering,
    one_takes_the_place_of_the_one_before,
    what_is_ended_frees_nothing_any_more,
    only_approvers_keep_the_list_and_only_their_own,
    nothing_is_proposed_until_somebody_wants_it,
    three_releases_in_a_row_are_proposed,
    what_was_decided_otherwise_is_not,
    the_habit_of_a_company_counts_for_newcomers,
    what_goes_without_a_release_already_is_not_proposed,
];

/// Releases an article for good.
pub async fn release(portal: &Portal, approver: &Approver, article: &str, orderer: Option<&Orderer>, up_to: i64) {
    let article = portal.store.learnable_article(approver, article).await.expect("an article").id;
    let release = StandingRelease { article, orderer: orderer.map(Orderer::contact_id), up_to: Rappen(up_to) };
    portal.store.set_standing_release(approver, release).await.expect("set");
}

/// The standing releases in force, the newest first.
pub async fn rows(portal: &Portal, approver: &Approver) -> Vec<StandingReleaseRow> {
    portal.store.standing_releases(approver, None, 100).await.expect("the list")
}

pub async fn placed(portal: &Portal, orderer: &Orderer, lines: &[(&str, u32)]) -> Placed {
    let placing = portal.fill(orderer, lines).await;
    let placed = portal.store.place(orderer, placing).await.expect("placed");
    // So that orders come one after the other.
    portal.pass(SignedDuration::from_millis(1));
    placed
}

/// An order of the article that its approver decides.
async fn decided(portal: &Portal, orderer: &Orderer, approver: &Approver, article: &str, decision: LineDecision) {
    let order = placed(portal, orderer, &[(article, 1)]).await;
    portal.store.decide(approver, order.order_id, vec![decision]).await.expect("decided");
    portal.pass(SignedDuration::from_millis(1));
}

async fn released(portal: &Portal, orderer: &Orderer, approver: &Approver, article: &str, times: usize) {
    for _ in 0..times {
        decided(portal, orderer, approver, article, LineDecision::release(1)).await;
    }
}

/// What is proposed about the one line of a new order.
async fn habit(portal: &Portal, orderer: &Orderer, approver: &Approver, article: &str) -> Option<Habit> {
    let order = placed(portal, orderer, &[(article, 1)]).await;
    let case = portal.store.release_case(approver, order.order_id).await.expect("it waits");
    portal.store.withdraw(orderer, order.order_id).await.expect("taken back");
    case.insights[0].habit
}

async fn a_standing_release_frees_lines_up_to_its_amount(engine: Engine) {
    let Office { portal, eva, orderer, .. } = Office::open(engine).await;
    release(&portal, &eva, "A1", None, 2_500).await;
    let order = placed(&portal, &orderer, &[("A1", 2)]).await;
    assert!(!order.waits, "two cost 25 francs");
    let view = portal.store.order(&orderer, order.order_id).await.expect("own order");
    assert_eq!((view.status, view.lines[0].review), (HandedOver, None));
    let freed = FreedLine { position: 1, article: "Artikel A1".into(), up_to: Rappen(2_500) };
    let used = AuditEvent::StandingReleaseUsed { lines: vec![freed] };
    let entry = view.history.iter().find(|entry| entry.event == used).expect("it is remembered");
    assert_eq!(entry.actor_kind, ActorKind::System, "nobody acted but the portal");

    let order = placed(&portal, &orderer, &[("A1", 3), ("A2", 1)]).await;
    let view = portal.store.order(&orderer, order.order_id).await.expect("own order");
    assert_eq!(view.status, Waiting);
    assert!(view.lines.iter().all(|line| line.review == Some(ReviewReason::EveryOrder)), "three cost more, and A2 was never released");
    assert!(!view.history.iter().any(|entry| matches!(entry.event, AuditEvent::StandingReleaseUsed { .. })));
}

async fn it_frees_the_orders_of_whom_it_names_and_nobody_elses(engine: Engine) {
    let Office { portal, company, eva, orderer, .. } = Office::open(engine).await;
    let outside = portal.employ_under(&company, "ausser", ApprovalKind::ReviewOutsideAssortment, id(&eva)).await;
    release(&portal, &eva, "A1", Some(&orderer), 2_500).await;
    assert!(!placed(&portal, &orderer, &[("A1", 1)]).await.waits);
    assert!(placed(&portal, &outside, &[("A1", 1)]).await.waits);
    release(&portal, &eva, "A1", Some(&outside), 1_249).await;
    assert!(placed(&portal, &outside, &[("A1", 1)]).await.waits, "a Rappen too little");
    release(&portal, &eva, "A1", None, 1_250).await;
    assert!(!placed(&portal, &outside, &[("A1", 1)]).await.waits, "the widest counts");
    assert!(!placed(&portal, &orderer, &[("A1", 2)]).await.waits, "the widest counts");

    let other = portal.company("andere").await;
    let stranger = portal.employ(&other, "fremd", ApprovalKind::AlwaysReview).await;
    assert!(placed(&portal, &stranger, &[("A1", 1)]).await.waits, "another customer has rules of its own");
}

async fn a_limit_holds_all_the_same(engine: Engine) {
    let Office { portal, company, eva, orderer, .. } = Office::open(engine).await;
    release(&portal, &eva, "A1", None, 100_000).await;
    portal.limit(&company, &orderer, Some(2_000), None).await;
    assert!(!placed(&portal, &orderer, &[("A1", 1)]).await.waits);
    let order = placed(&portal, &orderer, &[("A1", 2)]).await;
    let view = portal.store.order(&orderer, order.order_id).await.expect("own order");
    assert_eq!(view.lines[0].review, Some(ReviewReason::OverOrderLimit));
}

async fn a_changed_line_is_judged_by_it_again(engine: Engine) {
    let Office { portal, eva, orderer, .. } = Office::open(engine).await;
    release(&portal, &eva, "A1", None, 2_500).await;
    let order = placed(&portal, &orderer, &[("A1", 3), ("A2", 1)]).await.order_id;
    let change = |version, quantity| Revising {
        version,
        level: 0,
        lines: vec![RevisedLine { position: 1, quantity, price: Rappen(1_250) }],
        added: Vec::new(),
        seen: String::new(),
        note: None,
    };
    portal.store.revise(&orderer, order, change(1, 2)).await.expect("changed");
    let view = portal.store.order(&orderer, order).await.expect("own order");
    let reviews: Vec<_> = view.lines.iter().map(|line| line.review).collect();
    assert_eq!(reviews, [None, Some(ReviewReason::EveryOrder)], "two of A1 need none any more");
    let used = view.history.iter().filter(|entry| matches!(entry.event, AuditEvent::StandingReleaseUsed { .. })).count();
    assert_eq!(used, 1, "as the change says");
    let position = view.lines[0].position;
    let back = Revising { lines: vec![RevisedLine { position, quantity: 3, price: Rappen(1_250) }], ..change(2, 3) };
    portal.store.revise(&orderer, order, back).await.expect("changed");
    let view = portal.store.order(&orderer, order).await.expect("own order");
    assert_eq!(view.lines[0].review, Some(ReviewReason::EveryOrder), "three of A1 do");
}

async fn the_orderer_sees_it_before_ordering(engine: Engine) {
    let Office { portal, eva, orderer, .. } = Office::open(engine).await;
    release(&portal, &eva, "A1", Some(&orderer), 2_500).await;
    portal.fill(&orderer, &[("A1", 2), ("A2", 1)]).await;
    let allowances: Vec<_> = portal.store.cart(&orderer).await.expect("a cart").lines.iter().map(|line| line.allowance).collect();
    assert_eq!(allowances, [Allowance(Some(Rappen(2_500))), Allowance::default()]);
    let article = portal.store.article(&orderer, "A1").await.expect("an article");
    assert_eq!(article.allowance, Allowance(Some(Rappen(2_500))));
    assert!(portal.store.article(eva.orderer(), "A1").await.expect("an article").allowance.is_none(), "it is not hers");
}

async fn one_takes_the_place_of_the_one_before(engine: Engine) {
    let Office { portal, eva, orderer, .. } = Office::open(engine).await;
    for up_to in [2_500, 5_000, 5_000, 1_250] {
        release(&portal, &eva, "A1", Some(&orderer), up_to).await;
    }
    let rows = rows(&portal, &eva).await;
    assert_eq!(rows.iter().map(|row| row.up_to).collect::<Vec<_>>(), [Rappen(1_250)]);
    assert_eq!((rows[0].orderer_name.as_deref(), rows[0].article_number.as_str()), (Some("muster.immer Muster"), "A1"));
    let sets = portal.peek.number("select count(*) from audit_entries where event like '%standing_release_set%'").await;
    assert_eq!(sets, 3, "the same once more changes nothing");
    assert!(placed(&portal, &orderer, &[("A1", 2)]).await.waits);
}

async fn what_is_ended_frees_nothing_any_more(engine: Engine) {
    let Office { portal, eva, zwei, orderer, .. } = Office::open(engine).await;
    release(&portal, &eva, "A1", None, 2_500).await;
    let row = rows(&portal, &zwei).await.remove(0);
    portal.store.end_standing_release(&zwei, row.id).await.expect("another approver ends it");
    portal.store.end_standing_release(&eva, row.id).await.expect("a second time is no error");
    assert!(rows(&portal, &eva).await.is_empty());
    let ends = portal.peek.number("select count(*) from audit_entries where event like '%standing_release_ended%'").await;
    assert_eq!(ends, 1);
    assert!(placed(&portal, &orderer, &[("A1", 1)]).await.waits);
}

async fn only_approvers_keep_the_list_and_only_their_own(engine: Engine) {
    let Office { portal, company, eva, zwei, orderer } = Office::open(engine).await;
    release(&portal, &eva, "A1", None, 2_500).await;
    let row = rows(&portal, &eva).await.remove(0);
    let other = portal.company("andere").await;
    assert!(rows(&portal, &other.boss).await.is_empty());
    assert!(matches!(portal.store.end_standing_release(&other.boss, row.id).await, Err(StoreError::NotFound)));

    let article = portal.store.learnable_article(&eva, "A1").await.expect("an article").id;
    let of = |orderer, up_to| StandingRelease { article, orderer, up_to: Rappen(up_to) };
    let foreign = portal.store.set_standing_release(&other.boss, of(Some(orderer.contact_id()), 100)).await;
    assert_eq!(refusal(foreign), StandingRefusal::UnknownOrderer);
    let of_approver = portal.store.set_standing_release(&eva, of(Some(id(&zwei)), 100)).await;
    assert_eq!(refusal(of_approver), StandingRefusal::UnknownOrderer, "an approver's orders are not reviewed");
    assert_eq!(refusal(portal.store.set_standing_release(&eva, of(None, 0)).await), StandingRefusal::Nothing);

    portal.store.delete_contact(&company.boss, id(&zwei), None).await.expect("deleted");
    assert!(is_not_found(&portal.store.set_standing_release(&zwei, of(None, 100)).await));
    assert!(matches!(portal.store.end_standing_release(&zwei, row.id).await, Err(StoreError::NotFound)));
}

async fn nothing_is_proposed_until_somebody_wants_it(engine: Engine) {
    let Office { portal, eva, orderer, .. } = Office::open(engine).await;
    released(&portal, &orderer, &eva, "A1", 3).await;
    assert_eq!(habit(&portal, &orderer, &eva, "A1").await, None);
    portal.store.switch_rule(&eva, CustomerRule::ProposesRules, true).await.expect("switched on");
    assert!(habit(&portal, &orderer, &eva, "A1").await.is_some());
    portal.store.switch_rule(&eva, CustomerRule::ProposesRules, false).await.expect("switched off");
    assert_eq!(habit(&portal, &orderer, &eva, "A1").await, None);
}

async fn three_releases_in_a_row_are_proposed(engine: Engine) {
    let Office { portal, eva, orderer, .. } = Office::open(engine).await;
    portal.store.switch_rule(&eva, CustomerRule::ProposesRules, true).await.expect("switched on");
    released(&portal, &orderer, &eva, "A1", 2).await;
    assert_eq!(habit(&portal, &orderer, &eva, "A1").await, None, "two are not enough");
    released(&portal, &orderer, &eva, "A1", 1).await;
    let proposed = Some(Habit { of: HabitOf::Orderer, up_to: Rappen(2_000) });
    assert_eq!(habit(&portal, &orderer, &eva, "A1").await, proposed, "what was taken back meanwhile counts for nothing");
    assert_eq!(habit(&portal, &orderer, &eva, "A2").await, None, "of another article nothing is known");
}

async fn what_was_decided_otherwise_is_not(engine: Engine) {
    let Office { portal, eva, orderer, .. } = Office::open(engine).await;
    portal.store.switch_rule(&eva, CustomerRule::ProposesRules, true).await.expect("switched on");
    released(&portal, &orderer, &eva, "A1", 3).await;
    decided(&portal, &orderer, &eva, "A1", LineDecision::reject(1, None, None)).await;
    assert_eq!(habit(&portal, &orderer, &eva, "A1").await, None);
    released(&portal, &orderer, &eva, "A1", 3).await;
    assert!(habit(&portal, &orderer, &eva, "A1").await.is_some(), "three times since");

    let order = placed(&portal, &orderer, &[("A1", 2)]).await.order_id;
    let less = LineDecision { instead: Instead { quantity: Some(1), article: None }, ..LineDecision::release(1) };
    portal.store.decide(&eva, order, vec![less]).await.expect("decided");
    portal.pass(SignedDuration::from_millis(1));
    assert_eq!(habit(&portal, &orderer, &eva, "A1").await, None, "less was released than was ordered");
}

async fn the_habit_of_a_company_counts_for_newcomers(engine: Engine) {
    let Office { portal, company, eva, orderer, .. } = Office::open(engine).await;
    portal.store.switch_rule(&eva, CustomerRule::ProposesRules, true).await.expect("switched on");
    let newcomer = portal.employ_under(&company, "neu", ApprovalKind::AlwaysReview, id(&eva)).await;
    released(&portal, &orderer, &eva, "A3", 3).await;
    assert_eq!(habit(&portal, &newcomer, &eva, "A3").await, Some(Habit { of: HabitOf::Company, up_to: Rappen(5_000) }));
    decided(&portal, &newcomer, &eva, "A3", LineDecision::reject(1, None, None)).await;
    assert_eq!(habit(&portal, &newcomer, &eva, "A3").await, None);
    let own = Some(Habit { of: HabitOf::Orderer, up_to: Rappen(5_000) });
    assert_eq!(habit(&portal, &orderer, &eva, "A3").await, own, "what was decided for somebody else changes nothing");
}

async fn what_goes_without_a_release_already_is_not_proposed(engine: Engine) {
    let Office { portal, eva, orderer, .. } = Office::open(engine).await;
    portal.store.switch_rule(&eva, CustomerRule::ProposesRules, true).await.expect("switched on");
    released(&portal, &orderer, &eva, "A1", 3).await;
    release(&portal, &eva, "A1", Some(&orderer), 2_000).await;
    let order = placed(&portal, &orderer, &[("A1", 2)]).await.order_id;
    let case = portal.store.release_case(&eva, order).await.expect("it waits");
    assert_eq!(case.insights[0].habit, None);
}
