//! Releasing less than was ordered, or another article, and what helps to decide on it.

use crate::ordering::{Company, Portal, article, is_not_found, refusal, waiting_company};
use domain::{
    ApprovalKind::{AlwaysReview, Unrestricted},
    Change, OrderId, OrderStatus, Rappen, Replacement, Totals,
    Verdict::{Rejected, Released},
    audit::AuditEvent,
};
use jiff::SignedDuration;
use store::{DecideRefusal, Decided, Failure, Instead, LineDecision, LineInsight, NewArticle, NewCategory, Orderer, Seen, SupplyOrderView};
use testbed::{Engine, both_engines};

both_engines![
    what_was_lowered_goes_to_the_supplier_and_no_more,
    what_was_replaced_goes_to_the_supplier_and_nothing_else,
    a_quantity_is_lowered_to_one_at_least_and_never_raised,
    as_many_as_were_ordered_is_no_change,
    the_price_that_was_seen_binds,
    only_another_article_of_the_own_assortment_replaces,
    the_same_change_again_changes_nothing_and_another_is_refused,
    a_rejection_changes_nothing_of_its_line,
    only_what_was_handed_over_counts_as_ordered_before,
    of_many_times_the_last_three_of_company_and_orderer_are_told,
    the_closest_article_is_one_of_the_assortment_in_the_same_category,
];

/// An order of the waiting company over so many A1, and two A3.
async fn placed(portal: &Portal, orderer: &Orderer, quantity: u32) -> OrderId {
    let placing = portal.fill(orderer, &[("A1", quantity), ("A3", 2)]).await;
    portal.store.place(orderer, placing).await.expect("placed").order_id
}

async fn decide(portal: &Portal, company: &Company, id: OrderId, instead: Instead) -> Result<Decided, Failure<DecideRefusal>> {
    let decision = LineDecision { instead, ..LineDecision::release(1) };
    let result = portal.store.decide(&company.boss, id, vec![decision]).await;
    portal.peek.assert_statuses_hold().await;
    result
}

const fn lowered(quantity: u32) -> Instead {
    Instead { quantity: Some(quantity), article: None }
}

/// This article in the place of the ordered one, at the price that it has.
async fn seen(portal: &Portal, company: &Company, number: &str) -> Seen {
    let article = portal.store.article(company.boss.orderer(), number).await.expect("an article");
    Seen { id: article.id, price: article.price }
}

async fn supply(portal: &Portal) -> SupplyOrderView {
    let rows = portal.store.supply_orders(&portal.supplier, None, None, 10).await.expect("a list");
    portal.store.supply_order(&portal.supplier, rows[0].id).await.expect("a supply order")
}

fn lines_of(supply: &SupplyOrderView) -> Vec<(&str, i64, u32)> {
    supply.lines.iter().map(|line| (line.article_number.as_str(), line.price.0, line.quantity)).collect()
}

async fn what_was_lowered_goes_to_the_supplier_and_no_more(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    let id = placed(&portal, &orderer, 10).await;
    let first = decide(&portal, &company, id, lowered(4)).await.expect("decided");
    assert_eq!((first.status, first.open_lines), (OrderStatus::PartlyDecided, 1));
    portal.decide(&company.boss, id, &[(2, Released)]).await.expect("decided");

    let supply = supply(&portal).await;
    assert_eq!(lines_of(&supply), [("A1", 1250, 4), ("A3", 4500, 2)]);
    assert_eq!(supply.totals, Totals::of([(Rappen(1250), 4), (Rappen(4500), 2)]));
    let order = portal.store.order(&orderer, id).await.expect("own order");
    assert_eq!(order.delivered_totals, supply.totals);
    assert_eq!(order.totals, Totals::of([(Rappen(1250), 10), (Rappen(4500), 2)]), "what was ordered stays");
    let change = order.lines[0].decision.as_ref().and_then(|decision| decision.change.clone());
    assert_eq!((order.lines[0].quantity, change), (10, Some(Change { quantity: 4, replacement: None })));
    let event = AuditEvent::LineLowered { position: 1, article: "Artikel A1".into(), ordered: 10, released: 4, in_place_of: None };
    assert!(order.history.iter().any(|entry| entry.event == event), "{:?}", order.history);
    assert!(portal.peek.notices("handed_over").await[0].contains(r#""change":{"quantity":4}"#));
    assert_eq!(portal.store.verify_audit().await.expect("a check"), []);
}

async fn what_was_replaced_goes_to_the_supplier_and_nothing_else(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    portal.agree(&company, &["A2"]).await;
    let id = placed(&portal, &orderer, 3).await;
    let other = seen(&portal, &company, "A2").await;
    decide(&portal, &company, id, Instead { quantity: None, article: Some(other) }).await.expect("decided");
    portal.decide(&company.boss, id, &[(2, Rejected)]).await.expect("decided");

    let supply = supply(&portal).await;
    assert_eq!(lines_of(&supply), [("A2", 990, 3)]);
    assert!(!format!("{supply:?}").contains("A1"), "the supplier hears nothing of what was ordered");
    let order = portal.store.order(&orderer, id).await.expect("own order");
    assert_eq!(order.delivered_totals, Totals::of([(Rappen(990), 3)]));
    let (article_number, name, unit) = ("A2".into(), "Artikel A2".into(), "Stück".into());
    let replacement = Replacement { article_id: other.id, article_number, name, unit, price: Rappen(990) };
    let change = order.lines[0].decision.as_ref().and_then(|decision| decision.change.clone());
    assert_eq!(change, Some(Change { quantity: 3, replacement: Some(replacement.clone()) }));
    let (article, price) = ("Artikel A1".into(), Rappen(1250));
    let event = AuditEvent::LineReplaced { position: 1, article, price, ordered: 3, replacement, released: 3, in_place_of: None };
    assert!(order.history.iter().any(|entry| entry.event == event), "{:?}", order.history);
    assert_eq!(portal.store.verify_audit().await.expect("a check"), []);
}

async fn a_quantity_is_lowered_to_one_at_least_and_never_raised(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    portal.agree(&company, &["A2"]).await;
    let id = placed(&portal, &orderer, 10).await;
    let other = seen(&portal, &company, "A2").await;
    let before = portal.peek.counts().await;
    for quantity in [0, 11, u32::MAX] {
        for article in [None, Some(other)] {
            let expected = DecideRefusal::QuantityOutOfRange { position: 1, ordered: 10 };
            assert_eq!(refusal(decide(&portal, &company, id, Instead { quantity: Some(quantity), article }).await), expected);
        }
    }
    assert_eq!(portal.peek.counts().await, before);
    decide(&portal, &company, id, Instead { quantity: Some(1), article: Some(other) }).await.expect("one is enough");
}

async fn as_many_as_were_ordered_is_no_change(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    let id = placed(&portal, &orderer, 10).await;
    decide(&portal, &company, id, lowered(10)).await.expect("decided");
    assert_eq!(portal.peek.number("select count(*) from decisions where quantity is null and article_id is null").await, 1);
    let before = portal.peek.counts().await;
    decide(&portal, &company, id, Instead::default()).await.expect("the same in other words");
    assert_eq!(portal.peek.counts().await, before);
}

async fn the_price_that_was_seen_binds(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    portal.agree(&company, &["A2"]).await;
    let id = placed(&portal, &orderer, 3).await;
    let old = seen(&portal, &company, "A2").await;
    portal.store.import_catalogue(vec![], vec![article("A2", "Artikel A2", 1100)]).await.expect("a new price");
    let before = portal.peek.counts().await;
    let decided = decide(&portal, &company, id, Instead { quantity: None, article: Some(old) }).await;
    assert_eq!(refusal(decided), DecideRefusal::PriceChanged { position: 1, price: Rappen(1100) });
    assert_eq!(portal.peek.counts().await, before);

    let new = Instead { quantity: None, article: Some(seen(&portal, &company, "A2").await) };
    decide(&portal, &company, id, new).await.expect("decided");
    portal.store.import_catalogue(vec![], vec![article("A2", "Anders", 1122)]).await.expect("dearer again");
    portal.decide(&company.boss, id, &[(2, Rejected)]).await.expect("decided");
    assert_eq!(lines_of(&supply(&portal).await), [("A2", 1122, 3)], "two percent are borne");
}

async fn only_another_article_of_the_own_assortment_replaces(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    let other_company = portal.company("bau").await;
    portal.agree(&other_company, &["A4"]).await;
    portal.agree(&company, &["A1", "A2"]).await;
    let id = placed(&portal, &orderer, 3).await;
    let gone = seen(&portal, &company, "A2").await;
    portal.store.remove_from_assortment(&portal.supplier, company.id, gone.id).await.expect("removed");
    let before = portal.peek.counts().await;
    let nothing = Seen { id: uuid::Uuid::nil().into(), price: Rappen(1) };
    let articles =
        [gone, seen(&portal, &company, "A4").await, seen(&portal, &company, "A5").await, seen(&portal, &company, "A1").await, nothing];
    for article in articles {
        let decided = decide(&portal, &company, id, Instead { quantity: None, article: Some(article) }).await;
        assert_eq!(refusal(decided), DecideRefusal::NotInAssortment { position: 1 }, "{article:?}");
    }
    assert_eq!(portal.peek.counts().await, before);
}

async fn the_same_change_again_changes_nothing_and_another_is_refused(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    portal.agree(&company, &["A2", "A4"]).await;
    let id = placed(&portal, &orderer, 10).await;
    let first = Instead { quantity: Some(4), article: Some(seen(&portal, &company, "A2").await) };
    let decided = decide(&portal, &company, id, first).await.expect("decided");
    let before = portal.peek.counts().await;
    assert_eq!(decide(&portal, &company, id, first).await.expect("repeated"), decided);
    // The price of today does not matter for what was decided before.
    portal.store.import_catalogue(vec![], vec![article("A2", "Artikel A2", 1100)]).await.expect("a new price");
    assert_eq!(decide(&portal, &company, id, first).await.expect("repeated"), decided);
    let others = [
        Instead::default(),
        lowered(4),
        lowered(3),
        Instead { quantity: Some(3), ..first },
        Instead { quantity: Some(4), article: Some(seen(&portal, &company, "A4").await) },
        Instead { quantity: Some(4), article: Some(seen(&portal, &company, "A2").await) },
    ];
    for other in others {
        let refusal = refusal(decide(&portal, &company, id, other).await);
        assert!(matches!(refusal, DecideRefusal::AlreadyDecided { .. }), "{other:?}: {refusal:?}");
    }
    assert_eq!(portal.peek.counts().await, before);
    let second = portal.promote(&company, "zweite").await;
    let foreign = portal.store.decide(&second, id, vec![LineDecision { instead: first, ..LineDecision::release(1) }]).await;
    assert!(is_not_found(&foreign), "only who is in charge");
}

async fn a_rejection_changes_nothing_of_its_line(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    let id = placed(&portal, &orderer, 10).await;
    let odd = LineDecision { instead: lowered(4), ..LineDecision::reject(1, None, None) };
    portal.store.decide(&company.boss, id, vec![odd]).await.expect("decided");
    assert_eq!(portal.peek.number("select count(*) from decisions where quantity is null").await, 1);
}

/// What is told of the first line.
async fn insight(portal: &Portal, company: &Company, id: OrderId) -> LineInsight {
    let case = portal.store.release_case(&company.boss, id).await.expect("in charge");
    case.insights.into_iter().find(|insight| insight.position == 1).expect("the line needs a release")
}

/// How many at what price, and whether by the orderer, newest first.
fn told(insight: &LineInsight) -> Vec<(u32, i64, bool)> {
    insight.purchases.iter().map(|bought| (bought.quantity, bought.price.0, bought.is_own)).collect()
}

async fn only_what_was_handed_over_counts_as_ordered_before(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    portal.agree(&company, &["A2"]).await;
    let other_company = portal.company("bau").await;
    let stranger = portal.employ(&other_company, "frei", Unrestricted).await;
    let colleague = portal.employ(&company, "frei", Unrestricted).await;
    portal.place(&stranger, &["A1"]).await;
    for (quantity, verdict) in [(7, Rejected), (5, Released)] {
        let id = placed(&portal, &orderer, quantity).await;
        portal.decide(&company.boss, id, &[(1, verdict), (2, Released)]).await.expect("decided");
        portal.pass(SignedDuration::from_mins(1));
    }
    let lowered_to = placed(&portal, &orderer, 9).await;
    decide(&portal, &company, lowered_to, lowered(2)).await.expect("decided");
    portal.decide(&company.boss, lowered_to, &[(2, Released)]).await.expect("decided");
    portal.pass(SignedDuration::from_mins(1));
    let replaced = placed(&portal, &orderer, 8).await;
    let other = Instead { quantity: None, article: Some(seen(&portal, &company, "A2").await) };
    decide(&portal, &company, replaced, other).await.expect("decided");
    portal.decide(&company.boss, replaced, &[(2, Released)]).await.expect("decided");
    portal.pass(SignedDuration::from_mins(1));
    portal.place(&colleague, &["A1"]).await;
    let withdrawn = placed(&portal, &orderer, 6).await;
    portal.store.withdraw(&orderer, withdrawn).await.expect("withdrawn");

    let waiting = placed(&portal, &orderer, 3).await;
    assert_eq!(told(&insight(&portal, &company, waiting).await), [(1, 1250, false), (2, 1250, true), (5, 1250, true)]);
    // What was delivered in its place counts for the other article.
    let placing = portal.fill(&orderer, &[("A2", 1)]).await;
    let of_other = portal.store.place(&orderer, placing).await.expect("placed").order_id;
    assert_eq!(told(&insight(&portal, &company, of_other).await), [(8, 990, true)]);
    portal.decide(&company.boss, of_other, &[(1, Released)]).await.expect("decided");
    assert_eq!(portal.store.release_case(&company.boss, of_other).await.expect("in charge").insights, [], "nothing to decide");
}

async fn of_many_times_the_last_three_of_company_and_orderer_are_told(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    let colleague = portal.employ(&company, "frei", Unrestricted).await;
    for quantity in 1..=4 {
        let placing = portal.fill(&orderer, &[("A1", quantity)]).await;
        let id = portal.store.place(&orderer, placing).await.expect("placed").order_id;
        portal.decide(&company.boss, id, &[(1, Released)]).await.expect("decided");
        portal.pass(SignedDuration::from_mins(1));
    }
    for quantity in 11..=14 {
        let placing = portal.fill(&colleague, &[("A1", quantity)]).await;
        portal.store.place(&colleague, placing).await.expect("placed");
        portal.pass(SignedDuration::from_mins(1));
    }
    let waiting = placed(&portal, &orderer, 3).await;
    let quantities: Vec<_> = insight(&portal, &company, waiting).await.purchases.iter().map(|bought| bought.quantity).collect();
    assert_eq!(quantities, [14, 13, 12, 4, 3, 2]);
}

async fn the_closest_article_is_one_of_the_assortment_in_the_same_category(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let orderer = portal.employ(&company, "immer", AlwaysReview).await;
    let named = |number: &str, name: &str, slug: &str, price| NewArticle { category_slug: slug.into(), ..article(number, name, price) };
    let other_category = NewCategory { slug: "technik".into(), name_de: "Technik".into(), name_en: "Machines".into(), position: 2 };
    let articles = vec![
        named("P1", "Kopierpapier Premium A4", "buero", 1500),
        named("P2", "Kopierpapier Basic A4", "buero", 700),
        named("P3", "Kopierpapier Premium A4 weiss", "buero", 1600),
        named("P4", "Kopierpapier Premium A4 extra", "technik", 1500),
        named("P5", "Notizblock kariert", "buero", 300),
    ];
    portal.store.import_catalogue(vec![other_category], articles).await.expect("a catalogue");
    let placing = portal.fill(&orderer, &[("P1", 2), ("P5", 1)]).await;
    let id = portal.store.place(&orderer, placing).await.expect("placed").order_id;
    assert_eq!(insight(&portal, &company, id).await.closest, None, "nothing is agreed yet");

    portal.agree(&company, &["P1", "P2", "P4", "A1"]).await;
    let case = portal.store.release_case(&company.boss, id).await.expect("in charge");
    let closest: Vec<_> = case
        .insights
        .iter()
        .map(|insight| insight.closest.as_ref().map(|other| (other.article.article_number.as_str(), other.article.price.0)))
        .collect();
    assert_eq!(closest, [Some(("P2", 700)), None]);
}
