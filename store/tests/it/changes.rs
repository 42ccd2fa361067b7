//! Who hears of what, and when.

mod beyond;

use crate::ordering::{Company, Portal, article, decisions, refusal, waiting_company};
use domain::{
    ApprovalKind::{AlwaysReview, Unrestricted},
    FreightRule, Rappen, SupplyStatus,
    Verdict::{Rejected, Released},
};
use futures::{FutureExt, future::join_all};
use jiff::{SignedDuration, Timestamp};
use std::{sync::Arc, time::Duration};
use store::{Approver, Caller, Change, Changes, NewSession, Orderer, Store};
use testbed::{Engine, both_engines};
use tokio::time::{sleep, timeout};

both_engines![
    the_parties_of_an_order_hear_of_it_once_it_is_committed,
    what_is_refused_is_not_heard,
    the_supplier_hears_of_an_order_from_its_hand_over_on,
    another_customer_hears_nothing,
    the_supplier_hears_of_what_is_proposed_to_it,
    a_mail_that_does_not_arrive_is_heard_of,
    a_change_of_rights_is_heard_by_everybody_of_the_customer,
    a_session_that_ends_is_heard_by_its_owner_only,
    whoever_comes_late_hears_what_has_just_changed,
];

/// Waits until nothing is missed any more, and listens from then on.
async fn listen(store: &Store, caller: &Caller) -> Changes {
    loop {
        let mut changes = store.changes(caller, Duration::ZERO);
        if changes.next().now_or_never().is_none() {
            return changes;
        }
        sleep(Duration::from_millis(5)).await;
    }
}

async fn listening(portal: &Portal, orderer: &Orderer) -> Changes {
    listen(&portal.store, &Caller::Contact(orderer.clone())).await
}

async fn supplier_listening(portal: &Portal) -> Changes {
    listen(&portal.store, &Caller::Supplier(portal.supplier.clone())).await
}

/// What was heard by now: within a process everybody is told before the answer comes.
fn heard(changes: &mut Changes) -> Option<Change> {
    changes.next().now_or_never()
}

async fn the_parties_of_an_order_hear_of_it_once_it_is_committed(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    let colleague = portal.employ(&company, "neben", AlwaysReview).await;
    let other = portal.promote(&company, "zweite").await;
    let mut of_orderer = listening(&portal, &orderer).await;
    let mut of_boss = listening(&portal, company.boss.orderer()).await;
    let mut of_other = listening(&portal, other.orderer()).await;
    let mut of_colleague = listening(&portal, &colleague).await;

    let placing = portal.fill(&orderer, &[("A1", 1), ("A2", 1)]).await;
    assert_eq!(heard(&mut of_boss), None, "a cart is nobody else's business");
    let id = portal.store.place(&orderer, placing.clone()).await.expect("placed").order_id;
    assert_eq!([&mut of_orderer, &mut of_boss, &mut of_other].map(heard), [Some(Change::Content); 3]);
    portal.store.place(&orderer, placing).await.expect("the same again");
    assert_eq!([&mut of_orderer, &mut of_boss].map(heard), [None; 2], "what changes nothing is not heard");
    portal.decide(&company.boss, id, &[(1, Released)]).await.expect("decided");
    assert_eq!([&mut of_orderer, &mut of_boss].map(heard), [Some(Change::Content); 2]);
    portal.store.withdraw(&orderer, id).await.expect("withdrawn");
    assert_eq!([&mut of_orderer, &mut of_boss].map(heard), [Some(Change::Content); 2]);
    assert_eq!(heard(&mut of_colleague), None, "what no cost centre pays for is no business of colleagues");
}

async fn what_is_refused_is_not_heard(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    let id = portal.place(&orderer, &["A1", "A2"]).await.order_id;
    let mut changes = listening(&portal, &orderer).await;
    // The first decision is written, and taken back with the second.
    refusal(portal.decide(&company.boss, id, &[(1, Released), (1, Rejected)]).await);
    assert_eq!(heard(&mut changes), None);

    // Neither is it where others are committed at the same time.
    let bystander = portal.company("fremd").await;
    let others = [portal.employ(&bystander, "immer", AlwaysReview).await];
    let other_id = portal.place(&others[0], &["A1", "A2"]).await.order_id;
    let mut of_others = listening(&portal, &others[0]).await;
    let good = portal.store.decide(&bystander.boss, other_id, decisions(&[(1, Released)]));
    let bad = (0..8).map(|_| portal.store.decide(&company.boss, id, decisions(&[(1, Released), (1, Rejected)])));
    let (good, _) = tokio::join!(good, join_all(bad));
    good.expect("decided");
    assert_eq!((heard(&mut changes), heard(&mut of_others)), (None, Some(Change::Content)));
}

async fn the_supplier_hears_of_an_order_from_its_hand_over_on(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    let free = portal.employ(&company, "frei", Unrestricted).await;
    let mut of_orderer = listening(&portal, &orderer).await;
    let mut changes = supplier_listening(&portal).await;
    let mut ids = Vec::new();
    for _ in 0..4 {
        ids.push(portal.place(&orderer, &["A1", "A2"]).await.order_id);
        assert_eq!(heard(&mut changes), None, "placed and waiting");
    }
    portal.decide(&company.boss, ids[0], &[(1, Released)]).await.expect("decided");
    assert_eq!(heard(&mut changes), None, "partly decided");
    portal.decide(&company.boss, ids[1], &[(1, Rejected), (2, Rejected)]).await.expect("decided");
    assert_eq!(heard(&mut changes), None, "rejected");
    portal.store.withdraw(&orderer, ids[2]).await.expect("withdrawn");
    assert_eq!(heard(&mut changes), None, "withdrawn");

    portal.decide(&company.boss, ids[0], &[(2, Rejected)]).await.expect("decided");
    assert_eq!(heard(&mut changes), Some(Change::Content), "handed over");
    portal.place(&free, &["A3"]).await;
    assert_eq!(heard(&mut changes), Some(Change::Content), "handed over at once");
    assert_eq!(heard(&mut of_orderer), Some(Change::Content), "the test is not deaf itself");
    let supply_order = portal.store.supply_orders(&portal.supplier, None, None, 9).await.expect("a list").pop().expect("a row").id;
    portal.store.advance(&portal.supplier, supply_order, SupplyStatus::Accepted).await.expect("accepted");
    assert_eq!((heard(&mut changes), heard(&mut of_orderer)), (Some(Change::Content), Some(Change::Content)));
}

async fn the_supplier_hears_of_what_is_proposed_to_it(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, _) = waiting_company(&portal).await;
    let (store, boss) = (&portal.store, &company.boss);
    let article = store.learnable_article(boss, "A3").await.expect("an article").id;
    let mut changes = supplier_listening(&portal).await;
    let mut of_boss = listening(&portal, boss.orderer()).await;
    let both = [Some(Change::Content); 2];
    store.propose_for_assortment(boss, article).await.expect("proposed");
    assert_eq!([&mut changes, &mut of_boss].map(heard), both);
    let first = store.proposals(boss, None, 9).await.expect("a list")[0].id;
    store.withdraw_proposal(boss, first).await.expect("withdrawn");
    assert_eq!([&mut changes, &mut of_boss].map(heard), both);
    portal.pass(SignedDuration::from_millis(1));
    store.propose_for_assortment(boss, article).await.expect("proposed again");
    assert_eq!([&mut changes, &mut of_boss].map(heard), both);
    let open = store.open_proposals(&portal.supplier, company.id, None, 9).await.expect("a list")[0].id;
    store.answer_proposal(&portal.supplier, company.id, open, false).await.expect("declined");
    assert_eq!([&mut changes, &mut of_boss].map(heard), both);
}

async fn a_mail_that_does_not_arrive_is_heard_of(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    portal.place(&orderer, &["A1"]).await;
    let mut of_boss = listening(&portal, company.boss.orderer()).await;
    let mut of_supplier = supplier_listening(&portal).await;
    let mails = portal.store.claim_mails(9).await.expect("claimed");
    assert!(mails.len() > 1, "one to the orderer and one to the approver");
    portal.store.mail_sent(mails[0].id).await.expect("noted");
    assert_eq!(heard(&mut of_boss), None, "so it should be");
    for _ in 0..2 {
        portal.store.mail_failed(mails[1].id, "no answer", false).await.expect("noted");
        assert_eq!(heard(&mut of_boss), Some(Change::Content));
    }
    portal.store.mail_sent(mails[1].id).await.expect("noted");
    assert_eq!((heard(&mut of_boss), heard(&mut of_supplier)), (Some(Change::Content), None));
}

async fn another_customer_hears_nothing(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    let stranger = portal.company("fremd").await;
    let mut changes = listening(&portal, stranger.boss.orderer()).await;
    let id = portal.place(&orderer, &["A1"]).await.order_id;
    portal.decide(&company.boss, id, &[(1, Released)]).await.expect("decided");
    portal.employ(&company, "neu", Unrestricted).await;
    let supply_order = portal.store.supply_orders(&portal.supplier, None, None, 1).await.expect("a list")[0].id;
    portal.store.advance(&portal.supplier, supply_order, SupplyStatus::Accepted).await.expect("accepted");
    assert_eq!(heard(&mut changes), None);
}

async fn a_change_of_rights_is_heard_by_everybody_of_the_customer(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    let mut of_orderer = listening(&portal, &orderer).await;
    let mut of_supplier = supplier_listening(&portal).await;
    let leaving: Approver = portal.promote(&company, "zweite").await;
    assert_eq!(heard(&mut of_orderer), Some(Change::Content));
    portal.store.delete_contact(&company.boss, leaving.orderer().contact_id(), None).await.expect("deleted");
    assert_eq!((heard(&mut of_orderer), heard(&mut of_supplier)), (Some(Change::Content), None));
}

async fn a_session_that_ends_is_heard_by_its_owner_only(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    let user_name = "muster.immer";
    let secret = portal.store.login_secret(user_name).await.expect("an answer").expect("a login");
    let session = NewSession { token_hash: [7; 32], is_remembered: false, user_agent: String::new(), device_hash: [1; 32] };
    portal.store.open_session(secret, user_name, session).await.expect("opened");
    let caller = portal.store.caller([7; 32]).await.expect("an answer").expect("a caller");
    let mut own = listening(&portal, &orderer).await;
    let mut of_boss = listening(&portal, company.boss.orderer()).await;
    portal.store.close_session(&caller).await.expect("closed");
    assert_eq!((heard(&mut own), heard(&mut of_boss)), (Some(Change::Session), None));
    portal.store.close_other_sessions(&caller).await.expect("closed");
    assert_eq!((heard(&mut own), heard(&mut of_boss)), (Some(Change::Session), None));
}

async fn whoever_comes_late_hears_what_has_just_changed(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    let boss = Caller::Contact(company.boss.orderer().clone());
    let first = listen(&portal.store, &boss).await;
    // Long enough that the page is younger than the server.
    sleep(Duration::from_millis(50)).await;
    portal.place(&orderer, &["A1"]).await;
    let late = |age| portal.store.changes(&boss, Duration::from_millis(age));
    assert_eq!(heard(&mut late(40)), Some(Change::Content));
    assert_eq!(heard(&mut late(0)), None);
    assert_eq!(heard(&mut late(3_600_000)), Some(Change::Unknown), "nobody knows what was before the server");
    let supplier = Caller::Supplier(portal.supplier.clone());
    assert_eq!(heard(&mut portal.store.changes(&supplier, Duration::from_millis(40))), None);
    drop(first);
}

/// The next thing that is heard.
async fn next(changes: &mut Changes) -> Change {
    timeout(Duration::from_secs(20), changes.next()).await.expect("it is heard")
}

/// The next thing that is heard besides that something may have been missed.
async fn next_content(changes: &mut Changes) -> Change {
    loop {
        match next(changes).await {
            Change::Unknown => {}
            change => return change,
        }
    }
}

/// Waits until another server has told all that was changed before the test begins: it tells in the order in which things happened.
async fn settle(portal: &Portal, of_supplier: &mut Changes) {
    let last = portal.company("letzte").await;
    let free = portal.employ(&last, "frei", Unrestricted).await;
    portal.place(&free, &["A1"]).await;
    assert_eq!(next_content(of_supplier).await, Change::Content);
}

async fn server(portal: &Portal) -> Store {
    Store::open(&portal.server_url(), Arc::new(Timestamp::now)).await.expect("opens")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_one_server_changes_is_heard_on_the_others() {
    let portal = Portal::open(Engine::Postgres).await;
    let (company, orderer) = waiting_company(&portal).await;
    let stranger = portal.company("fremd").await;
    let (one, other) = (server(&portal).await, server(&portal).await);
    let contact = |of: &Company| Caller::Contact(of.boss.orderer().clone());
    let mut of_boss = listen(&other, &contact(&company)).await;
    let mut of_stranger = listen(&other, &contact(&stranger)).await;
    let mut of_supplier = listen(&other, &Caller::Supplier(portal.supplier.clone())).await;
    settle(&portal, &mut of_supplier).await;
    let placing = portal.fill(&orderer, &[("A1", 1)]).await;
    let _ = [&mut of_boss, &mut of_stranger].map(heard);
    let id = one.place(&orderer, placing).await.expect("placed").order_id;
    assert_eq!(next_content(&mut of_boss).await, Change::Content);
    assert_eq!([heard(&mut of_stranger), heard(&mut of_supplier)], [None; 2]);
    one.decide(&company.boss, id, decisions(&[(1, Released)])).await.expect("decided");
    assert_eq!(next_content(&mut of_supplier).await, Change::Content);
    assert_eq!(heard(&mut of_stranger), None);

    portal.store.import_catalogue(vec![], vec![article("A1", "Artikel A1", 1300)]).await.expect("imported");
    assert_eq!([next(&mut of_stranger).await, next(&mut of_supplier).await], [Change::Unknown; 2], "prices are everybody's business");
    one.set_freight(&portal.supplier, Some(FreightRule { flat: Rappen(950), free_from: None })).await.expect("set");
    assert_eq!([next(&mut of_stranger).await, next(&mut of_supplier).await], [Change::Unknown; 2]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_was_cut_off_has_everybody_ask_anew() {
    const CUT_OFF: &str =
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query ilike 'listen%'";
    let portal = Portal::open(Engine::Postgres).await;
    let (company, orderer) = waiting_company(&portal).await;
    let (one, other) = (server(&portal).await, server(&portal).await);
    let mut changes = listen(&other, &Caller::Contact(company.boss.orderer().clone())).await;
    settle(&portal, &mut listen(&other, &Caller::Supplier(portal.supplier.clone())).await).await;
    heard(&mut changes);
    portal.peek.execute(CUT_OFF).await.expect("terminated");
    assert_eq!(next(&mut changes).await, Change::Unknown, "it comes back");
    let placing = portal.fill(&orderer, &[("A1", 1)]).await;
    one.place(&orderer, placing).await.expect("placed");
    assert_eq!(next_content(&mut changes).await, Change::Content);
    // What was told last before the end is told.
    let placing = portal.fill(&orderer, &[("A2", 1)]).await;
    one.place(&orderer, placing).await.expect("placed");
    one.close().await;
    assert_eq!(next_content(&mut changes).await, Change::Content);
}
