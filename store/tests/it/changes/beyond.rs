//! What more people hear than have a part in an order: prices and freight are everybody's, a budget is that of all who order on it.

use super::{heard, listening, next, supplier_listening};
use crate::ordering::{Portal, article, waiting_company};
use domain::{
    ApprovalKind::AlwaysReview,
    FreightRule, Rappen, SupplyStatus,
    Verdict::{Rejected, Released},
};
use jiff::Timestamp;
use std::sync::Arc;
use store::{Availability, Change, Changes, NewArticle, Store};
use testbed::{Engine, both_engines};

both_engines![
    everybody_hears_of_another_catalogue_and_of_nothing_that_is_the_same,
    everybody_hears_of_another_freight_and_of_nothing_that_is_the_same,
    colleagues_hear_of_orders_for_which_a_cost_centre_pays,
    colleagues_hear_of_an_order_whose_cost_centre_pays_no_more,
];

/// Somebody of each kind: an orderer, an approver, one of another customer, and the supplier.
async fn everybody(portal: &Portal) -> [Changes; 4] {
    let (company, orderer) = waiting_company(portal).await;
    let stranger = portal.company("fremd").await;
    [
        listening(portal, &orderer).await,
        listening(portal, company.boss.orderer()).await,
        listening(portal, stranger.boss.orderer()).await,
        supplier_listening(portal).await,
    ]
}

async fn everybody_hears_of_another_catalogue_and_of_nothing_that_is_the_same(engine: Engine) {
    let portal = Portal::open(engine).await;
    let mut all = everybody(&portal).await;
    let mut hear = |what: &str, expected: Option<Change>| assert_eq!(all.each_mut().map(heard), [expected; 4], "{what}");
    let import = async |imported: NewArticle| portal.store.import_catalogue(vec![], vec![imported]).await;
    let gone = || NewArticle { availability: Availability::Discontinued, ..article("A1", "Artikel A1", 1300) };
    import(article("A1", "Artikel A1", 1300)).await.expect("imported");
    hear("a price", Some(Change::Unknown));
    import(article("A1", "Artikel A1", 1300)).await.expect("imported");
    hear("the same once more", None);
    import(gone()).await.expect("imported");
    hear("an article that is sold no more", Some(Change::Unknown));
    import(gone()).await.expect("imported");
    hear("still gone", None);
    import(article("B1", "Neu", 100)).await.expect("imported");
    hear("a new article", Some(Change::Unknown));
    let unknown = NewArticle { category_slug: "unbekannt".into(), ..article("A2", "Artikel A2", 1) };
    let refused = portal.store.import_catalogue(vec![], vec![article("A3", "Artikel A3", 1), unknown]).await;
    assert!(refused.is_err(), "there is no such category");
    hear("what is refused", None);
}

async fn everybody_hears_of_another_freight_and_of_nothing_that_is_the_same(engine: Engine) {
    let portal = Portal::open(engine).await;
    let mut all = everybody(&portal).await;
    let freight = |flat, free_from: Option<i64>| Some(FreightRule { flat: Rappen(flat), free_from: free_from.map(Rappen) });
    for rule in [freight(950, None), freight(950, Some(5000)), freight(900, Some(5000)), None] {
        for expected in [Some(Change::Unknown), None] {
            portal.store.set_freight(&portal.supplier, rule).await.expect("set");
            assert_eq!(all.each_mut().map(heard), [expected; 4], "{rule:?}");
        }
    }
}

async fn colleagues_hear_of_orders_for_which_a_cost_centre_pays(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    let store = &portal.store;
    let colleague = portal.employ(&company, "neben", AlwaysReview).await;
    let stranger = portal.company("fremd").await;
    let (of_order, of_line) = (portal.cost_centre(&company, "100", Some(9000)).await, portal.cost_centre(&company, "200", None).await);
    let mut of_colleague = listening(&portal, &colleague).await;
    let mut of_stranger = listening(&portal, stranger.boss.orderer()).await;
    let mut of_supplier = supplier_listening(&portal).await;

    let first = portal.place_charged(&orderer, Some(of_order), &[("A1", 1, None), ("A2", 1, None)]).await;
    assert_eq!(heard(&mut of_colleague), Some(Change::Content), "something is reserved");
    let second = portal.place_charged(&orderer, None, &[("A1", 1, Some(of_line)), ("A2", 1, None)]).await;
    assert_eq!(heard(&mut of_colleague), Some(Change::Content), "also where it pays for a line only");
    store.comment(&orderer, first, 0, "Bitte bald.".into()).await.expect("written");
    assert_eq!(heard(&mut of_colleague), None, "what is written about it costs nothing");
    portal.decide(&company.boss, first, &[(1, Rejected)]).await.expect("decided");
    assert_eq!(heard(&mut of_colleague), Some(Change::Content), "less is reserved");
    store.withdraw(&orderer, second).await.expect("withdrawn");
    assert_eq!(heard(&mut of_colleague), Some(Change::Content), "it is free again");
    assert_eq!([heard(&mut of_supplier), heard(&mut of_stranger)], [None; 2]);

    portal.decide(&company.boss, first, &[(2, Released)]).await.expect("decided");
    let all = [&mut of_colleague, &mut of_supplier, &mut of_stranger].map(heard);
    assert_eq!(all, [Some(Change::Content), Some(Change::Content), None], "handed over, it is used");
    let supply_order = store.supply_orders(&portal.supplier, None, None, 1).await.expect("a list")[0].id;
    store.advance(&portal.supplier, supply_order, SupplyStatus::Accepted).await.expect("accepted");
    assert_eq!(heard(&mut of_colleague), None, "how far its delivery is changes no budget");
}

async fn colleagues_hear_of_an_order_whose_cost_centre_pays_no_more(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    let colleague = portal.employ(&company, "neben", AlwaysReview).await;
    let centre = portal.cost_centre(&company, "100", Some(9000)).await;
    let id = portal.place_charged(&orderer, None, &[("A1", 1, Some(centre)), ("A2", 1, None)]).await;
    let mut of_colleague = listening(&portal, &colleague).await;
    portal.change_line(&orderer, id, (1, 0)).await.expect("without the line");
    assert_eq!(portal.usage(&company, centre).await, (0, 0));
    assert_eq!(heard(&mut of_colleague), Some(Change::Content));
}

/// As a command of the operator does while the portal runs.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_another_process_writes_into_the_file_is_heard() {
    let portal = Portal::open(Engine::Sqlite).await;
    let mut all = everybody(&portal).await;
    let other = Store::open(portal.url(), Arc::new(Timestamp::now)).await.expect("opens");
    other.import_catalogue(vec![], vec![article("A1", "Artikel A1", 1300)]).await.expect("imported");
    for changes in &mut all {
        assert_eq!(next(changes).await, Change::Unknown);
    }
}
