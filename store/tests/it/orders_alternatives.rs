//! What an approver proposes instead of a line that they reject.

use crate::ordering::{Company, Portal, article, refusal, waiting_company};
use domain::{
    Alternative, Availability, CustomerRule, Offer, OrderId, OrderStatus, Rappen, Replacement,
    Verdict::{Rejected, Released},
    audit::AuditEvent,
};
use store::{Approver, DecideRefusal, Decided, Failure, LineDecision, NewArticle, OrderLineView, Orderer, Seen};
use testbed::{Engine, both_engines};

both_engines![
    what_is_proposed_stands_beside_the_line_in_the_history_and_in_the_mail,
    beside_what_was_proposed_stands_what_the_catalogue_says_today,
    at_another_price_or_of_another_assortment_nothing_is_decided,
    what_is_released_proposes_nothing,
    with_a_decision_goes_what_it_proposed,
    whoever_overrules_a_release_proposes_as_well,
];

/// An order of three A1 and one A3 of a company that has agreed on A2.
async fn placed(portal: &Portal) -> (Company, Orderer, OrderId) {
    let (company, orderer) = waiting_company(portal).await;
    portal.agree(&company, &["A2"]).await;
    let placing = portal.fill(&orderer, &[("A1", 3), ("A3", 1)]).await;
    let id = portal.store.place(&orderer, placing).await.expect("placed").order_id;
    (company, orderer, id)
}

/// An article as it stands on a screen now.
async fn seen(portal: &Portal, orderer: &Orderer, number: &str) -> Seen {
    let article = portal.store.article(orderer, number).await.expect("an article");
    Seen { id: article.id, price: article.price }
}

/// Rejects the first line and proposes this.
async fn reject(portal: &Portal, approver: &Approver, id: OrderId, other: Seen) -> Result<Decided, Failure<DecideRefusal>> {
    let decision = LineDecision::reject(1, None, None).proposing(Some(other));
    let result = portal.store.decide(approver, id, vec![decision]).await;
    portal.peek.assert_statuses_hold().await;
    result
}

async fn first_line(portal: &Portal, orderer: &Orderer, id: OrderId) -> OrderLineView {
    portal.store.order(orderer, id).await.expect("own order").lines.remove(0)
}

/// A2 as a copy is kept of it.
fn copy(seen: Seen) -> Replacement {
    let (article_number, name, unit) = ("A2".into(), "Artikel A2".into(), "Stück".into());
    Replacement { article_id: seen.id, article_number, name, unit, price: seen.price }
}

async fn what_is_proposed_stands_beside_the_line_in_the_history_and_in_the_mail(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer, id) = placed(&portal).await;
    let other = seen(&portal, &orderer, "A2").await;
    let decided = reject(&portal, &company.boss, id, other).await.expect("rejected");
    assert_eq!(decided.status, OrderStatus::PartlyDecided);
    let again = reject(&portal, &company.boss, id, other).await.expect("once more is no error");
    assert_eq!((again, portal.peek.count("alternatives").await), (decided, 1));
    portal.decide(&company.boss, id, &[(2, Rejected)]).await.expect("rejected");

    let order = portal.store.order(&orderer, id).await.expect("own order");
    let today = Offer { price: other.price, is_sold: true };
    assert_eq!(order.lines[0].alternative(), Some(&Alternative { article: copy(other), today }));
    assert_eq!((order.lines[1].alternative(), order.status), (None, OrderStatus::Rejected));
    let event = AuditEvent::LineDecided {
        position: 1,
        article: "Artikel A1".into(),
        verdict: Rejected,
        cause: None,
        reason: None,
        alternative: Some(copy(other)),
        in_place_of: None,
    };
    assert!(order.history.iter().any(|entry| entry.event == event), "{:?}", order.history);
    let mail = portal.peek.notices("order_rejected").await.remove(0);
    assert!(mail.contains(r#""alternative":{"article_id":"#) && mail.contains(r#""name":"Artikel A2""#), "{mail}");
    assert_eq!(portal.store.verify_audit().await.expect("a check"), []);
}

async fn beside_what_was_proposed_stands_what_the_catalogue_says_today(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer, id) = placed(&portal).await;
    let other = seen(&portal, &orderer, "A2").await;
    reject(&portal, &company.boss, id, other).await.expect("rejected");
    let dearer = article("A2", "Anders", 1100);
    let gone = NewArticle { availability: Availability::Discontinued, ..dearer.clone() };
    let by_the_dozen = NewArticle { unit: "Dutzend".into(), ..dearer.clone() };
    for (imported, is_sold) in [(dearer, true), (gone, false), (by_the_dozen, false)] {
        portal.store.import_catalogue(vec![], vec![imported]).await.expect("imported");
        let alternative = first_line(&portal, &orderer, id).await.alternative().cloned();
        let today = Offer { price: Rappen(1100), is_sold };
        assert_eq!(alternative, Some(Alternative { article: copy(other), today }), "what was proposed stays as it was");
    }
}

async fn at_another_price_or_of_another_assortment_nothing_is_decided(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer, id) = placed(&portal).await;
    let other_company = portal.company("bau").await;
    portal.agree(&other_company, &["A4"]).await;
    let (old, before) = (seen(&portal, &orderer, "A2").await, portal.peek.counts().await);
    let nothing = Seen { id: uuid::Uuid::nil().into(), price: Rappen(1) };
    for other in [seen(&portal, &orderer, "A4").await, seen(&portal, &orderer, "A1").await, nothing] {
        let refused = refusal(reject(&portal, &company.boss, id, other).await);
        assert_eq!(refused, DecideRefusal::NotInAssortment { position: 1 }, "{other:?}");
    }
    portal.store.import_catalogue(vec![], vec![article("A2", "Artikel A2", 1100)]).await.expect("a new price");
    let refused = refusal(reject(&portal, &company.boss, id, old).await);
    assert_eq!(refused, DecideRefusal::PriceChanged { position: 1, price: Rappen(1100) });
    assert_eq!(portal.peek.counts().await, before);
    let present = seen(&portal, &orderer, "A2").await;
    reject(&portal, &company.boss, id, present).await.expect("as it is now");
}

async fn what_is_released_proposes_nothing(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer, id) = placed(&portal).await;
    let odd = LineDecision::release(1).proposing(Some(seen(&portal, &orderer, "A2").await));
    portal.store.decide(&company.boss, id, vec![odd]).await.expect("released");
    assert_eq!((first_line(&portal, &orderer, id).await.alternative(), portal.peek.count("alternatives").await), (None, 0));
}

async fn with_a_decision_goes_what_it_proposed(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer, id) = placed(&portal).await;
    let other = seen(&portal, &orderer, "A2").await;
    reject(&portal, &company.boss, id, other).await.expect("rejected");
    let decided_at = first_line(&portal, &orderer, id).await.decision.expect("a decision").decided_at;
    portal.store.take_back(&company.boss, id, 1, decided_at).await.expect("taken back");
    assert_eq!(portal.peek.count("alternatives").await, 0);
    portal.decide(&company.boss, id, &[(1, Rejected)]).await.expect("rejected without a proposal");
    assert_eq!(first_line(&portal, &orderer, id).await.alternative(), None);
}

async fn whoever_overrules_a_release_proposes_as_well(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer, id) = placed(&portal).await;
    let second = portal.promote(&company, "zweite").await;
    portal.store.switch_rule(&company.boss, CustomerRule::NeedsFourEyes, true).await.expect("demanded");
    portal.decide(&company.boss, id, &[(1, Released), (2, Released)]).await.expect("released, and passed on");
    let other = seen(&portal, &orderer, "A2").await;
    let nothing = Seen { id: uuid::Uuid::nil().into(), price: Rappen(1) };
    assert_eq!(refusal(reject(&portal, &second, id, nothing).await), DecideRefusal::NotInAssortment { position: 1 });
    let switch = |is_on| portal.store.switch_rule(&company.boss, CustomerRule::AltersLines, is_on);
    switch(false).await.expect("switched off");
    assert_eq!(refusal(reject(&portal, &second, id, other).await), DecideRefusal::SwitchedOff);
    switch(true).await.expect("switched on");
    reject(&portal, &second, id, other).await.expect("overruled");
    portal.confirm(&second, id, 1).await.expect("the rest is confirmed");

    let order = portal.store.order(&orderer, id).await.expect("own order");
    assert_eq!(order.lines[0].alternative().map(|alternative| &alternative.article), Some(&copy(other)));
    let told = order.history.iter().any(|entry| match &entry.event {
        AuditEvent::LineOverruled { alternative, .. } => *alternative == Some(copy(other)),
        _ => false,
    });
    assert!(told, "{:?}", order.history);
    let mail = portal.peek.notices("handed_over").await.remove(0);
    assert!(mail.contains(r#""name":"Artikel A2""#), "{mail}");
}
