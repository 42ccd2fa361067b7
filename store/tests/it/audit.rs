//! The record of who did what shows every change made behind the portal's back.

use crate::ordering::Portal;
use domain::{
    ApprovalKind::{AlwaysReview, Unrestricted},
    Verdict::Released,
};
use futures::future::join_all;
use jiff::SignedDuration;
use store::{ChainFault, Deed, DossierFilter, LineDecision, Untold};
use testbed::{Engine, both_engines};

both_engines![
    an_untouched_record_holds,
    an_entry_cannot_be_changed_or_deleted,
    an_edited_entry_is_found,
    a_deleted_entry_is_found,
    a_cut_end_is_found,
    a_cut_end_is_found_though_the_head_was_set_back,
    an_entry_before_the_first_is_found,
    a_lost_head_is_found,
    exchanged_entries_are_found,
    an_entry_moved_to_another_instant_is_found,
    only_the_broken_customer_is_named,
    writes_at_the_same_time_make_one_chain,
    what_fails_after_it_was_recorded_leaves_no_gap,
    the_order_of_what_happened_survives_a_clock_that_jumps,
];

async fn the_order_of_what_happened_survives_a_clock_that_jumps(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let orderer = portal.employ(&company, "immer", AlwaysReview).await;
    let first = portal.place(&orderer, &["A1", "A2"]).await.order_id;
    portal.pass(-SignedDuration::from_hours(1));
    let second = portal.place(&orderer, &["A3"]).await.order_id;
    portal.decide(&company.boss, first, &[(1, Released)]).await.expect("decided");
    portal.pass(SignedDuration::from_hours(2));
    portal.decide(&company.boss, first, &[(2, Released)]).await.expect("decided");

    assert_eq!(portal.store.verify_audit().await.expect("verified"), []);
    let order = portal.store.order(&orderer, first).await.expect("an order");
    let told: Vec<_> = order.history.iter().map(|entry| format!("{:?}", entry.event)).collect();
    let place_of = |word: &str| told.iter().position(|event| event.starts_with(word)).unwrap_or_else(|| panic!("{word} in {told:?}"));
    assert!(place_of("OrderPlaced") < place_of("LineDecided") && place_of("LineDecided") < place_of("OrderHandedOver"), "{told:?}");
    let dossier = portal.store.dossier(&orderer, DossierFilter::All, None, 10).await.expect("a list");
    assert_eq!(dossier.iter().map(|row| row.id).collect::<Vec<_>>(), [second, first], "by number");
}

/// On SQLite they share a transaction, in which each takes back its own.
async fn what_fails_after_it_was_recorded_leaves_no_gap(engine: Engine) {
    let portal = Portal::open(engine).await;
    let companies = [portal.company("muster").await, portal.company("andere").await];
    let mut deciding = Vec::new();
    for turn in 0..12 {
        let company = &companies[turn % 2];
        let orderer = portal.employ(company, &format!("immer{turn}"), AlwaysReview).await;
        let order = portal.place(&orderer, &["A1", "A2"]).await.order_id;
        // Every third names a line that is not there, after one that is recorded by then.
        let second = if turn % 3 == 2 { 99 } else { 2 };
        deciding.push((company.boss.clone(), order, second));
    }
    let decided = join_all(deciding.into_iter().map(|(boss, order, second)| {
        let store = portal.store.clone();
        async move { store.decide(&boss, order, vec![LineDecision::release(1), LineDecision::release(second)]).await.is_ok() }
    }));
    assert_eq!(decided.await.iter().filter(|is_done| **is_done).count(), 8);
    assert_eq!(portal.store.verify_audit().await.expect("verified"), []);
    let released = portal.peek.number("select count(*) from audit_entries where event like '%line_decided%'").await;
    assert_eq!(released, 16, "of what failed nothing is remembered");
}

async fn an_untouched_record_holds(engine: Engine) {
    let portal = with_a_record(engine).await;
    assert_eq!(portal.store.verify_audit().await.expect("verified"), []);
}

async fn an_entry_cannot_be_changed_or_deleted(engine: Engine) {
    let portal = with_a_record(engine).await;
    for sql in ["update audit_entries set actor_name = 'X'", "delete from audit_entries"] {
        let refusal = portal.peek.execute(sql).await.expect_err(sql);
        assert!(refusal.contains("append-only"), "{refusal}");
    }
}

async fn an_edited_entry_is_found(engine: Engine) {
    let portal = tampered(engine, "update audit_entries set actor_name = 'Niemand' where number = 2").await;
    assert_eq!(fault(&portal).await, (2, ChainFault::Edited));
}

async fn a_deleted_entry_is_found(engine: Engine) {
    let portal = tampered(engine, "delete from audit_entries where number = 2").await;
    assert_eq!(fault(&portal).await, (2, ChainFault::Missing));
}

async fn a_cut_end_is_found(engine: Engine) {
    let portal = tampered(engine, "delete from audit_entries where number > 3").await;
    assert_eq!(fault(&portal).await, (3, ChainFault::WrongEnd));
}

async fn a_cut_end_is_found_though_the_head_was_set_back(engine: Engine) {
    let portal = with_a_record(engine).await;
    let orderer = portal.orderer("muster.eins").await;
    portal.place(&orderer, &["A1"]).await;
    unlock(&portal).await;
    portal.peek.execute("delete from audit_entries where number > 4").await.expect("cut");
    let back = "update audit_heads set last_number = 4, last_hash = (select hash from audit_entries where number = 4)";
    portal.peek.execute(back).await.expect("set back");
    let untold = Untold { deed: Deed::Order, order_number: Some(1001) };
    assert_eq!(fault(&portal).await, (4, ChainFault::Untold(untold)));
}

async fn an_entry_before_the_first_is_found(engine: Engine) {
    let before = "
        insert into audit_entries (customer_id, number, actor_kind, actor_name, event, happened_at, previous_hash, hash)
        select customer_id, 0, actor_kind, actor_name, event, happened_at, previous_hash, hash from audit_entries where number = 1";
    let portal = tampered(engine, before).await;
    assert_eq!(fault(&portal).await, (1, ChainFault::Missing));
}

async fn a_lost_head_is_found(engine: Engine) {
    let portal = tampered(engine, "delete from audit_heads").await;
    assert_eq!(fault(&portal).await, (4, ChainFault::WrongEnd));
}

async fn exchanged_entries_are_found(engine: Engine) {
    let portal = with_a_record(engine).await;
    unlock(&portal).await;
    for (from, to) in [(2, 99), (3, 2), (99, 3)] {
        let sql = format!("update audit_entries set number = {to} where number = {from}");
        portal.peek.execute(&sql).await.expect("moved");
    }
    assert_eq!(fault(&portal).await, (2, ChainFault::Unlinked));
}

async fn an_entry_moved_to_another_instant_is_found(engine: Engine) {
    let earlier = match engine {
        Engine::Sqlite => "update audit_entries set happened_at = happened_at - 1 where number = 3",
        Engine::Postgres => "update audit_entries set happened_at = happened_at - interval '1 microsecond' where number = 3",
    };
    let portal = tampered(engine, earlier).await;
    assert_eq!(fault(&portal).await, (3, ChainFault::Edited));
}

async fn only_the_broken_customer_is_named(engine: Engine) {
    let portal = with_a_record(engine).await;
    let other = portal.company("andere").await;
    unlock(&portal).await;
    let sql = "
        update audit_entries set event = '{}'
        where number = 1 and customer_id = (select id from customers where name = 'andere AG')";
    portal.peek.execute(sql).await.expect("edited");
    let broken = portal.store.verify_audit().await.expect("verified");
    assert_eq!(broken.iter().map(|chain| chain.customer_id).collect::<Vec<_>>(), [other.id]);
}

async fn writes_at_the_same_time_make_one_chain(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let names: Vec<_> = (0..12).map(|number| format!("p{number}")).collect();
    join_all(names.iter().map(|name| portal.employ(&company, name, Unrestricted))).await;
    assert_eq!(portal.peek.count("audit_entries").await, 14);
    assert_eq!(portal.store.verify_audit().await.expect("verified"), []);
}

/// A portal with one customer and four entries.
async fn with_a_record(engine: Engine) -> Portal {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    portal.employ(&company, "eins", Unrestricted).await;
    portal.employ(&company, "zwei", Unrestricted).await;
    portal
}

async fn tampered(engine: Engine, sql: &str) -> Portal {
    let portal = with_a_record(engine).await;
    unlock(&portal).await;
    portal.peek.execute(sql).await.expect("tampered with");
    portal
}

/// What somebody with all rights on the database can do.
pub async fn unlock(portal: &Portal) {
    let statements: &[&str] = match portal.engine {
        Engine::Sqlite => &["drop trigger audit_entries_stay_unchanged", "drop trigger audit_entries_stay"],
        Engine::Postgres => &["drop trigger audit_entries_stay on audit_entries"],
    };
    for sql in statements {
        portal.peek.execute(sql).await.expect("unlocked");
    }
}

/// The only fault there is.
pub async fn fault(portal: &Portal) -> (i64, ChainFault) {
    let broken = portal.store.verify_audit().await.expect("verified");
    let [chain] = &broken[..] else { panic!("not one broken chain: {broken:?}") };
    (chain.number, chain.fault)
}
