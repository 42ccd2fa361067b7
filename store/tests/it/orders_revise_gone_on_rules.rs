//! Changing an order that has gone on where other rules look at it: four eyes, budgets, those who leave, and those who may not decide it.

use crate::{
    ordering::{Office, Portal, article, contact_data, id, is_not_found, refusal, two_budgets},
    orders_revise_gone_on::{changed, limited},
};
use domain::{
    Absence,
    ApprovalKind::Approver as Releases,
    CustomerRule, OrderId, OrderStatus, Patience,
    Verdict::{Rejected, Released},
    notice::Notice,
};
use jiff::{SignedDuration, civil::date};
use store::{Confirmation, DecideRefusal, Orderer, ReviseRefusal, Settled, StoreError, TakeBackRefusal};
use testbed::{Engine, both_engines};

both_engines![
    two_people_release_what_it_has_become,
    whoever_looks_after_a_budget_is_asked_only_while_it_is_exceeded,
    it_comes_back_to_whoever_decides_now_where_the_first_one_has_left,
    whoever_stands_in_takes_back_nothing_that_was_rejected_further_on,
    it_does_not_come_back_to_where_nobody_could_decide_it,
    who_was_asked_there_and_the_wait_begin_anew,
    the_link_of_the_mail_says_that_it_was_changed,
];

async fn two_people_release_what_it_has_become(engine: Engine) {
    let office = Office::open(engine).await;
    let (portal, boss) = (&office.portal, &office.company.boss);
    portal.store.switch_rule(boss, CustomerRule::NeedsFourEyes, true).await.expect("demanded");
    let order = portal.place(&office.orderer, &["A1", "A2"]).await.order_id;
    portal.decide(&office.eva, order, &[(1, Released), (2, Released)]).await.expect("released");
    assert_eq!(office.queue_of(boss).await, 1);
    // Less of it needs two people as well.
    assert_eq!(office.revise(order, &[(2, 0)]).await.expect("taken out"), OrderStatus::PartlyDecided);
    assert_eq!((office.own(order).await.level, office.queue_of(boss).await), (1, 1));
    assert_eq!(office.revise(order, &[(1, 5)]).await.expect("changed"), OrderStatus::Waiting);
    assert_eq!((office.queue_of(&office.eva).await, office.queue_of(boss).await), (1, 0));
    portal.decide(&office.eva, order, &[(3, Released)]).await.expect("released");
    office.assert_supplier_knows(0).await;
    assert_eq!(office.confirmed(boss, order, 1).await, OrderStatus::HandedOver);
    assert_eq!(portal.store.verify_audit().await.expect("verified"), []);
}

/// Changes a line of an order of `orderer`.
async fn change(portal: &Portal, orderer: &Orderer, order: OrderId, line: (u32, u32)) -> OrderStatus {
    portal.change_line(orderer, order, line).await.expect("changed")
}

async fn whoever_looks_after_a_budget_is_asked_only_while_it_is_exceeded(engine: Engine) {
    let (portal, company, orderer, [of_boss, _]) = two_budgets(engine, [0, 0]).await;
    let zwei = portal.promote(&company, "zwei").await;
    let of_zwei = portal.cost_centre_of(&zwei, "300", Some(0)).await;
    let lines = [("A3", 1, Some(of_boss)), ("A1", 1, Some(of_zwei))];
    for (taken_out, status) in [(2, OrderStatus::HandedOver), (1, OrderStatus::PartlyDecided)] {
        let order = portal.place_charged(&orderer, None, &lines).await;
        portal.decide(&company.boss, order, &[(1, Released), (2, Released)]).await.expect("released");
        assert_eq!(portal.queue(&zwei).await.len(), 1);
        portal.pass(SignedDuration::from_secs(1));
        assert_eq!(change(&portal, &orderer, order, (taken_out, 0)).await, status);
        if status == OrderStatus::PartlyDecided {
            assert_eq!(portal.usage(&company, of_zwei).await, (0, 1250), "what is left is reserved");
            assert_eq!(portal.confirm(&zwei, order, 1).await.expect("confirmed").status, OrderStatus::HandedOver);
        }
    }
    assert_eq!((portal.usage(&company, of_boss).await, portal.usage(&company, of_zwei).await), ((4500, 0), (1250, 0)));
    assert_eq!(portal.store.verify_audit().await.expect("verified"), []);
}

async fn it_comes_back_to_whoever_decides_now_where_the_first_one_has_left(engine: Engine) {
    let office = limited(engine).await;
    let (store, boss) = (&office.portal.store, &office.company.boss);
    let order = office.gone_on(&["A1"]).await;
    store.delete_contact(boss, id(&office.eva), Some(id(&office.zwei))).await.expect("deleted");
    assert_eq!(office.revise(order, &[(2, 3)]).await.expect("changed"), OrderStatus::PartlyDecided);
    assert_eq!(office.own(order).await.approver_name.as_deref(), Some("muster.zwei Muster"));
    assert_eq!((office.queue_of(&office.zwei).await, office.queue_of(boss).await), (1, 0));
    let decided = office.portal.decide(&office.zwei, order, &[(3, Released)]).await.expect("released");
    assert_eq!(decided.status, OrderStatus::HandedOver, "nothing limits zwei");
}

async fn whoever_stands_in_takes_back_nothing_that_was_rejected_further_on(engine: Engine) {
    let office = limited(engine).await;
    let (store, boss) = (&office.portal.store, &office.company.boss);
    let order = office.gone_on(&["A1", "A3"]).await;
    office.portal.decide(boss, order, &[(2, Rejected)]).await.expect("rejected");
    let rejected_at = store.now();
    let (first, last) = (date(2026, 11, 24), date(2026, 11, 30));
    let absence = Absence { approver: id(&office.eva), substitute: id(boss), first, last };
    store.enter_absence(boss, absence).await.expect("entered");
    office.portal.pass(SignedDuration::from_secs(1));
    office.revise(order, &[(3, 2)]).await.expect("changed");
    assert_eq!(office.queue_of(boss).await, 1, "in the place of eva");
    assert_eq!(refusal(store.take_back(boss, order, 2, rejected_at).await), TakeBackRefusal::PassedOn);
    assert_eq!(office.portal.peek.count("overrulings").await, 1);
}

async fn it_does_not_come_back_to_where_nobody_could_decide_it(engine: Engine) {
    let mut office = limited(engine).await;
    let order = office.gone_on(&["A1", "A3"]).await;
    let boss = &office.company.boss;
    let dearer = vec![article("A1", "Artikel A1", 2000)];
    office.portal.store.import_catalogue(vec![], dearer).await.expect("imported");
    assert_eq!(office.portal.confirm(boss, order, 1).await.expect("confirmed").asked_again, 1);
    // Whoever has ordered it becomes an approver, and stands in for the one to whom it would come back.
    let promoted = contact_data("muster.immer", Releases, None);
    office.portal.store.edit_contact(boss, office.orderer.contact_id(), promoted, None).await.expect("promoted");
    office.orderer = office.portal.orderer("muster.immer").await;
    let (first, last) = (date(2026, 11, 24), date(2026, 11, 30));
    let absence = Absence { approver: id(&office.eva), substitute: office.orderer.contact_id(), first, last };
    office.portal.store.enter_absence(&office.company.boss, absence).await.expect("entered");
    let before = office.portal.peek.counts().await;
    assert_eq!(refusal(office.revise(order, &[(3, 0)]).await), ReviseRefusal::PassedOn);
    assert_eq!((office.portal.peek.counts().await, office.own(order).await.level), (before, 1));
    office.portal.pass(SignedDuration::from_hours(24 * 7));
    assert_eq!(office.revise(order, &[(3, 0)]).await.expect("she is back"), OrderStatus::PartlyDecided);
    assert_eq!((office.own(order).await.level, office.queue_of(&office.eva).await), (0, 1));
}

/// From ten o'clock on a Tuesday: four working hours later, and nine.
async fn who_was_asked_there_and_the_wait_begin_anew(engine: Engine) {
    let office = limited(engine).await;
    let patience = Patience { remind_after: Some(4), escalate_after: Some(9) };
    office.portal.store.set_patience(&office.company.boss, patience).await.expect("set");
    let order = office.gone_on(&["A1"]).await;
    for hours in [4, 20] {
        office.portal.pass(SignedDuration::from_hours(hours));
        assert_eq!(office.look().await, 1);
    }
    assert_eq!(office.own(order).await.holder.expect("it waits").asked, ["muster.zwei Muster"]);
    office.revise(order, &[(2, 2)]).await.expect("changed");
    assert_eq!((office.portal.peek.count("escalations").await, office.queue_of(&office.zwei).await), (0, 0));
    office.portal.pass(SignedDuration::from_hours(3));
    assert_eq!(office.look().await, 0, "it counts from now");
    office.portal.pass(SignedDuration::from_hours(1));
    assert_eq!(office.look().await, 1);
    let mails = office.portal.peek.mails().await;
    assert!(mails.contains(&"release_overdue to muster.eva@mail.example".into()), "{mails:?}");
    assert_eq!(office.portal.store.verify_audit().await.expect("verified"), []);
}

async fn the_link_of_the_mail_says_that_it_was_changed(engine: Engine) {
    let office = limited(engine).await;
    let (store, boss) = (&office.portal.store, &office.company.boss);
    store.switch_rule(boss, CustomerRule::DecidesByMail, true).await.expect("allowed");
    let order = office.gone_on(&["A1"]).await;
    let mails = store.claim_mails(50).await.expect("mails");
    let wanted = mails.into_iter().find(|mail| matches!(mail.notice, Notice::ConfirmationWanted { .. }));
    let key = wanted.and_then(|mail| mail.code).expect("the mail carries a key").reveal().to_owned();
    let shown = store.order_by_mail(order, &key).await.expect("the key is good").order;
    let stale = Confirmation { level: shown.level, seal: shown.seal };
    office.revise(order, &[(2, 3)]).await.expect("changed");
    assert!(matches!(store.order_by_mail(order, &key).await, Err(StoreError::NotFound)));
    assert_eq!(store.settled_by_mail(order, &key).await.expect("an answer"), Some(Settled::CameBack(changed())));
    assert!(is_not_found(&store.confirm_by_mail(order, &key, stale.clone()).await));
    office.portal.decide(&office.eva, order, &[(3, Released)]).await.expect("released");
    let shown = store.order_by_mail(order, &key).await.expect("it is a key to the order").order;
    assert_eq!((shown.level, shown.version), (1, 2));
    assert_eq!(refusal(store.confirm_by_mail(order, &key, stale.clone()).await), DecideRefusal::ReleaseChanged);
    office.assert_supplier_knows(0).await;
    let confirmed = store.confirm_by_mail(order, &key, Confirmation { seal: shown.seal, ..stale }).await.expect("confirmed");
    assert_eq!(confirmed.status, OrderStatus::HandedOver);
}
