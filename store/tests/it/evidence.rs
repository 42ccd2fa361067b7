//! An order as evidence: for its orderer and every approver of the customer, and with its places in the chain.

use crate::ordering::{Portal, waiting_company};
use domain::{
    ApprovalKind::Unrestricted,
    Verdict::{Rejected, Released},
};
use store::{ChainFault, KnownLink, StoreError};
use testbed::{Engine, both_engines};

both_engines![
    the_orderer_and_every_approver_get_it_and_nobody_else,
    it_tells_what_happened_and_where_the_chain_ends,
    what_was_known_once_must_still_be_there,
];

async fn the_orderer_and_every_approver_get_it_and_nobody_else(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    let second = portal.promote(&company, "zwei").await;
    let colleague = portal.employ(&company, "frei", Unrestricted).await;
    let other = portal.company("andere").await;
    let id = portal.place(&orderer, &["A1"]).await.order_id;
    for reader in [&orderer, company.boss.orderer(), second.orderer()] {
        let evidence = portal.store.evidence(reader, id).await.expect("evidence");
        assert_eq!((evidence.order.id, evidence.customer_name.as_str()), (id, "muster AG"));
    }
    for stranger in [&colleague, other.boss.orderer()] {
        assert!(matches!(portal.store.evidence(stranger, id).await, Err(StoreError::NotFound)));
    }
    portal.store.delete_contact(&company.boss, second.orderer().contact_id(), None).await.expect("deleted");
    assert!(matches!(portal.store.evidence(second.orderer(), id).await, Err(StoreError::NotFound)));
}

async fn it_tells_what_happened_and_where_the_chain_ends(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    let id = portal.place(&orderer, &["A1", "A2"]).await.order_id;
    portal.place(&orderer, &["A3"]).await;
    portal.decide(&company.boss, id, &[(1, Released), (2, Rejected)]).await.expect("decided");
    let evidence = portal.store.evidence(&orderer, id).await.expect("evidence");
    let numbers: Vec<_> = evidence.entries.iter().map(|entry| entry.link.number).collect();
    let first = numbers[0];
    assert_eq!(numbers, [first, first + 2, first + 3, first + 4], "the other order's entry stands between");
    assert_eq!(evidence.entries.last().map(|entry| entry.link.clone()), Some(evidence.end.clone()), "nothing happened since");
    assert!(evidence.entries.iter().all(|entry| entry.link.hash.len() == 64));
    let chains = portal.store.check_audit(Vec::new()).await.expect("checked");
    assert_eq!(chains.iter().map(|chain| &chain.last).collect::<Vec<_>>(), [&evidence.end]);
}

async fn what_was_known_once_must_still_be_there(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (_, orderer) = waiting_company(&portal).await;
    let id = portal.place(&orderer, &["A1"]).await.order_id;
    let evidence = portal.store.evidence(&orderer, id).await.expect("evidence");
    portal.place(&orderer, &["A2"]).await;
    let (customer_number, number) = (evidence.customer_number, evidence.end.number);
    let known = |number, hash: &str| vec![KnownLink { customer_number, number, hash: hash.into() }];
    let broken = async |known| portal.store.check_audit(known).await.expect("checked")[0].broken;
    assert_eq!(broken(known(number, &evidence.end.hash)).await, None);
    assert_eq!(broken(known(number, &evidence.end.hash[..16])).await, None, "its beginning is enough");
    assert_eq!(broken(known(number, &"0".repeat(16))).await, Some((number, ChainFault::NotAsKnown)));
    assert_eq!(broken(known(number + 100, &evidence.end.hash)).await, Some((number + 100, ChainFault::NotAsKnown)));
}
