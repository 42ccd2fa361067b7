//! How far standing releases reach: no further than whoever sets them, and no further than they say.

use crate::{
    learning::{placed, release, rows},
    ordering::{Office, article, id, refusal},
};
use domain::{
    ApprovalKind::AlwaysReview,
    AskedAgain, CustomerRule,
    OrderStatus::{HandedOver, PartlyDecided},
    Rank, Rappen, ReviewReason,
    Verdict::{Rejected, Released},
    audit::AuditEvent,
};
use jiff::SignedDuration;
use store::{ContactData, Habit, LineDecision, StandingRefusal, StandingRelease};
use testbed::{Engine, both_engines};

both_engines![
    nobody_releases_more_for_good_than_at_a_time,
    where_two_people_release_nothing_is_released_for_good,
    what_becomes_dearer_than_was_released_is_asked_again,
    whose_orders_are_reviewed_no_more_loses_what_held_for_them,
    a_split_cart_sends_at_once_what_was_released_for_good,
    a_rejection_is_not_outdone_by_a_rule,
    what_is_beyond_a_limit_is_no_habit,
    an_orderer_knows_whether_anything_is_released_for_good,
];

async fn nobody_releases_more_for_good_than_at_a_time(engine: Engine) {
    let Office { portal, eva, zwei, .. } = Office::open(engine).await;
    let rank = Rank { approver: id(&eva), limit: Some(Rappen(2_000)), superior: Some(id(&zwei)) };
    portal.store.set_rank(&eva, rank).await.expect("set");
    let article = portal.store.learnable_article(&eva, "A1").await.expect("an article").id;
    let of = |up_to| StandingRelease { article, orderer: None, up_to: Rappen(up_to) };
    let refused = portal.store.set_standing_release(&eva, of(1_851)).await;
    assert_eq!(refusal(refused), StandingRefusal::AboveLimit, "with tax it is more than she releases alone");
    portal.store.set_standing_release(&eva, of(1_850)).await.expect("as much as she releases alone");
    portal.store.set_standing_release(&zwei, of(100_000)).await.expect("he has no limit");
}

async fn where_two_people_release_nothing_is_released_for_good(engine: Engine) {
    let Office { portal, eva, orderer, .. } = Office::open(engine).await;
    release(&portal, &eva, "A1", None, 2_500).await;
    portal.store.switch_rule(&eva, CustomerRule::NeedsFourEyes, true).await.expect("demanded");
    assert!(placed(&portal, &orderer, &[("A1", 1)]).await.waits);
    let article = portal.store.learnable_article(&eva, "A2").await.expect("an article").id;
    let other = StandingRelease { article, orderer: None, up_to: Rappen(100) };
    assert_eq!(refusal(portal.store.set_standing_release(&eva, other).await), StandingRefusal::FourEyes);
    portal.store.switch_rule(&eva, CustomerRule::NeedsFourEyes, false).await.expect("no more");
    assert!(!placed(&portal, &orderer, &[("A1", 1)]).await.waits, "it is in force again");
}

async fn what_becomes_dearer_than_was_released_is_asked_again(engine: Engine) {
    let Office { portal, eva, orderer, .. } = Office::open(engine).await;
    release(&portal, &eva, "A1", None, 2_500).await;
    let order = placed(&portal, &orderer, &[("A1", 2), ("A2", 1)]).await.order_id;
    // Two percent, which the customer bears otherwise.
    portal.store.import_catalogue(vec![], vec![article("A1", "Artikel A1", 1_275)]).await.expect("imported");
    let decided = portal.decide(&eva, order, &[(2, Released)]).await.expect("decided");
    assert_eq!((decided.status, decided.asked_again), (PartlyDecided, 1));
    let view = portal.store.order(&orderer, order).await.expect("own order");
    assert_eq!(view.lines[0].review, Some(ReviewReason::PriceRose));
    assert_eq!(view.lines[0].again.as_ref().map(|again| again.cause), Some(AskedAgain::PriceRose));
    let decided = portal.decide(&eva, order, &[(1, Released)]).await.expect("decided");
    assert_eq!((decided.status, decided.asked_again), (HandedOver, 0), "somebody has said yes to it now");
}

async fn whose_orders_are_reviewed_no_more_loses_what_held_for_them(engine: Engine) {
    let Office { portal, company, eva, orderer, .. } = Office::open(engine).await;
    release(&portal, &eva, "A1", Some(&orderer), 2_500).await;
    release(&portal, &eva, "A2", None, 2_500).await;
    let before = portal.store.contact(&company.boss, orderer.contact_id()).await.expect("the contact").data;
    let free = ContactData { approval: domain::ApprovalKind::Unrestricted, approver_id: None, ..before.clone() };
    portal.store.edit_contact(&company.boss, orderer.contact_id(), free, None).await.expect("freed");
    portal.store.edit_contact(&company.boss, orderer.contact_id(), before, None).await.expect("reviewed again");
    let rows = rows(&portal, &eva).await;
    assert_eq!(rows.iter().map(|row| row.article_number.as_str()).collect::<Vec<_>>(), ["A2"], "everybody's stays");
    assert!(placed(&portal, &orderer, &[("A1", 1)]).await.waits);
    let ends = portal.peek.texts("select event from audit_entries where event like '%standing_release_ended%'").await;
    assert!(ends.len() == 1 && ends[0].contains("muster.immer Muster"), "{ends:?}");
}

async fn a_split_cart_sends_at_once_what_was_released_for_good(engine: Engine) {
    let Office { portal, eva, orderer, .. } = Office::open(engine).await;
    release(&portal, &eva, "A1", None, 2_500).await;
    let form = portal.fill(&orderer, &[("A1", 1), ("A2", 1)]).await;
    let waiting = portal.store.place_split(&orderer, form).await.expect("placed");
    let rest = portal.store.order(&orderer, waiting.order_id).await.expect("own order");
    assert_eq!(rest.lines.iter().map(|line| line.article_number.as_str()).collect::<Vec<_>>(), ["A2"]);
    let gone = portal.store.order(&orderer, rest.other_part.expect("the other part").id).await.expect("own order");
    assert_eq!(gone.status, HandedOver);
    assert!(gone.history.iter().any(|entry| matches!(entry.event, AuditEvent::StandingReleaseUsed { .. })));
}

async fn a_rejection_is_not_outdone_by_a_rule(engine: Engine) {
    let Office { portal, eva, orderer, .. } = Office::open(engine).await;
    let order = placed(&portal, &orderer, &[("A1", 1), ("A2", 1)]).await.order_id;
    portal.decide(&eva, order, &[(1, Rejected)]).await.expect("decided");
    release(&portal, &eva, "A1", None, 2_500).await;
    portal.decide(&eva, order, &[(2, Released)]).await.expect("decided");
    let view = portal.store.order(&orderer, order).await.expect("own order");
    assert_eq!(view.delivered_totals.net, Rappen(990), "what was rejected before the rule stays so");
}

async fn what_is_beyond_a_limit_is_no_habit(engine: Engine) {
    let Office { portal, company, eva, .. } = Office::open(engine).await;
    portal.store.switch_rule(&eva, CustomerRule::ProposesRules, true).await.expect("switched on");
    let free = portal.employ(&company, "frei", domain::ApprovalKind::Unrestricted).await;
    portal.limit(&company, &free, Some(100), None).await;
    let mut proposed: Vec<Option<Habit>> = Vec::new();
    for _ in 0..4 {
        let order = placed(&portal, &free, &[("A1", 1)]).await.order_id;
        proposed.push(portal.store.release_case(&company.boss, order).await.expect("it waits").insights[0].habit);
        portal.store.decide(&company.boss, order, vec![LineDecision::release(1)]).await.expect("decided");
        portal.pass(SignedDuration::from_millis(1));
    }
    assert_eq!(proposed, [None; 4], "a rule would change nothing about a limit");
}

async fn an_orderer_knows_whether_anything_is_released_for_good(engine: Engine) {
    let Office { portal, company, eva, orderer, .. } = Office::open(engine).await;
    let store = &portal.store;
    let colleague = portal.employ_under(&company, "zweiter", AlwaysReview, id(&eva)).await;
    let stranger = portal.employ(&portal.company("andere").await, "immer", AlwaysReview).await;
    let know = async || {
        let mut known = Vec::new();
        for one in [&orderer, &colleague, &stranger] {
            known.push(store.has_standing_release(one).await.expect("an answer"));
        }
        known
    };
    assert_eq!(know().await, [false, false, false]);
    release(&portal, &eva, "A1", Some(&orderer), 100).await;
    assert_eq!(know().await, [true, false, false]);
    release(&portal, &eva, "A2", None, 100).await;
    assert_eq!(know().await, [true, true, false]);
    store.switch_rule(&eva, CustomerRule::NeedsFourEyes, true).await.expect("demanded");
    assert_eq!(know().await, [false, false, false], "then none applies");
    store.switch_rule(&eva, CustomerRule::NeedsFourEyes, false).await.expect("no more");
    let everybodys = rows(&portal, &eva).await.into_iter().find(|row| row.orderer_name.is_none()).expect("it is in force").id;
    store.end_standing_release(&eva, everybodys).await.expect("ended");
    assert_eq!(know().await, [true, false, false]);
}
