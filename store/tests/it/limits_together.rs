//! What limits orders that are released without a closer look at each: several together, or one from a mail.

use crate::ordering::{Portal, two_budgets};
use domain::{CustomerRule, OrderId, Rappen, Verdict::Released, notice::Notice};
use store::{BulkCase, StoreError};
use testbed::{Engine, both_engines};
use uuid::Uuid;

both_engines![
    a_budget_of_several_orders_is_told_once_without_them,
    limits_of_an_orderer_are_told_once_without_the_orders,
    what_cannot_be_released_waits_like_all_others,
    a_mail_shows_the_same_limits_as_the_page,
];

fn ids(case: &BulkCase) -> Vec<OrderId> {
    case.orders.iter().map(|order| order.id).collect()
}

async fn a_budget_of_several_orders_is_told_once_without_them(engine: Engine) {
    let (portal, company, orderer, [one, other]) = two_budgets(engine, [1000, 100_000]).await;
    let first = portal.place_charged(&orderer, Some(one), &[("A3", 1, None)]).await;
    let second = portal.place_charged(&orderer, Some(one), &[("A3", 2, None), ("A1", 1, Some(other))]).await;
    let third = portal.place_charged(&orderer, Some(one), &[("A1", 1, None)]).await;
    let case = portal.store.bulk_case(&company.boss, vec![second, first]).await.expect("a case");
    assert_eq!(ids(&case), [second, first]);
    let budgets: Vec<_> = case.budgets.iter().map(|budget| (budget.cost_centre, budget.frame.usage.reserved)).collect();
    assert_eq!(budgets, [(one, Rappen(1250)), (other, Rappen(0))], "only the third one counts as one that waits");
    let all = portal.store.bulk_case(&company.boss, vec![first, second, third]).await.expect("a case");
    assert!(all.budgets.iter().all(|budget| budget.frame.usage.reserved == Rappen(0)));
}

async fn limits_of_an_orderer_are_told_once_without_the_orders(engine: Engine) {
    let (portal, company, orderer, _) = two_budgets(engine, [1000, 1000]).await;
    portal.limit(&company, &orderer, Some(1000), Some(50_000)).await;
    portal.place(&orderer, &["A2"]).await;
    let mut orders = Vec::new();
    for _ in 0..3 {
        orders.push(portal.place(&orderer, &["A1"]).await.order_id);
    }
    let case = portal.store.bulk_case(&company.boss, orders[..2].to_vec()).await.expect("a case");
    let own: Vec<_> = case.own.into_iter().collect();
    let [(who, frames)] = own.as_slice() else { panic!("{own:?}") };
    assert_eq!((*who, frames.order.map(|frame| frame.limit)), (orderer.contact_id(), Some(Rappen(1000))));
    let month = frames.month.expect("a limit");
    assert_eq!((month.limit, month.usage.used, month.usage.reserved), (Rappen(50_000), Rappen(990), Rappen(1250)));
}

async fn what_cannot_be_released_waits_like_all_others(engine: Engine) {
    let (portal, company, orderer, [one, _]) = two_budgets(engine, [1000, 1000]).await;
    let released = portal.place_charged(&orderer, Some(one), &[("A3", 1, None)]).await;
    portal.decide(&company.boss, released, &[(1, Released)]).await.expect("decided");
    let waits = portal.place_charged(&orderer, Some(one), &[("A1", 1, None)]).await;
    let case = portal.store.bulk_case(&company.boss, vec![released, waits]).await.expect("a case");
    assert_eq!(ids(&case), [waits]);
    let usages: Vec<_> = case.budgets.iter().map(|budget| (budget.frame.usage.used, budget.frame.usage.reserved)).collect();
    assert_eq!(usages, [(Rappen(4500), Rappen(0))]);

    let nothing = portal.store.bulk_case(&company.boss, vec![]).await.expect("a case");
    assert!(nothing.orders.is_empty() && nothing.budgets.is_empty() && nothing.own.is_empty());
    let stranger = portal.company("andere").await.boss;
    for named in [vec![waits], vec![OrderId(Uuid::now_v7())]] {
        assert!(matches!(portal.store.bulk_case(&stranger, named).await, Err(StoreError::NotFound)));
    }
}

/// The key in the mail that asks for the release of this order.
async fn key(portal: &Portal, id: OrderId) -> String {
    let mails = portal.store.claim_mails(50).await.expect("mails");
    let wanted = mails.into_iter().find(|mail| matches!(&mail.notice, Notice::ReleaseWanted { order, .. } if order.id == id));
    let code = wanted.expect("a mail").code.expect("the mail carries a key");
    code.reveal().to_owned()
}

async fn a_mail_shows_the_same_limits_as_the_page(engine: Engine) {
    let (portal, company, orderer, [one, _]) = two_budgets(engine, [1000, 1000]).await;
    portal.store.switch_rule(&company.boss, CustomerRule::DecidesByMail, true).await.expect("allowed");
    let id = portal.place_charged(&orderer, Some(one), &[("A3", 1, None)]).await;
    let key = key(&portal, id).await;
    let shown = portal.store.order_by_mail(id, &key).await.expect("shown");
    assert_eq!(shown.frames.budgets.len(), 1);
    assert_eq!(shown.frames, portal.store.release_case(&company.boss, id).await.expect("a case").frames);
    portal.store.release_by_mail(id, &key, vec![(1, None)]).await.expect("released");
    let done = portal.store.order_by_mail(id, &key).await.expect("still shown");
    assert!(done.frames.budgets.is_empty(), "nothing is to be decided any more");
}
