//! Deciding by the link of a mail.

mod confirming;
mod rejecting;
mod too_late;

use crate::ordering::{Company, Portal, is_not_found, refusal};
use domain::{ApprovalKind::AlwaysReview, CustomerRule, OrderId, OrderStatus, Verdict::Rejected, audit::AuditEvent, notice::Notice};
use futures::future::join_all;
use jiff::{SignedDuration, civil::date};
use store::{Approver, DecideRefusal, Orderer, Rejections, StoreError};
use testbed::{Engine, both_engines};

both_engines![
    a_mail_carries_a_key_only_where_the_customer_allows_it,
    a_key_shows_its_order_and_releases_it,
    a_key_opens_one_order_only,
    a_key_ends_after_three_days_and_stays_ended,
    a_key_is_worth_nothing_once_it_is_not_allowed_any_more,
    a_key_issued_while_it_is_forbidden_is_worth_nothing_when_it_is_allowed_again,
    a_new_password_ends_the_keys_in_old_mails,
    a_key_of_somebody_who_does_not_decide_any_more_is_worth_nothing,
    what_somebody_else_has_decided_stays,
    a_key_used_by_many_at_once_releases_once,
    what_was_allowed_stands_in_the_record_once,
];

/// Lines, seen by nobody.
fn lines(positions: &[u32]) -> Vec<(u32, Option<String>)> {
    positions.iter().map(|position| (*position, None)).collect()
}

struct Office {
    portal: Portal,
    company: Company,
    orderer: Orderer,
}

/// A company that decides from mails.
async fn office(engine: Engine) -> Office {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let orderer = portal.employ(&company, "immer", AlwaysReview).await;
    portal.store.switch_rule(&company.boss, CustomerRule::DecidesByMail, true).await.expect("allowed");
    Office { portal, company, orderer }
}

impl Office {
    /// An order that waits, and the key in the mail that asks for its release.
    async fn order(&self, articles: &[&str]) -> (OrderId, String) {
        let id = self.portal.place(&self.orderer, articles).await.order_id;
        let keys = self.keys().await;
        let key = keys.into_iter().find(|(order, _)| *order == id).and_then(|(_, key)| key);
        (id, key.expect("the mail carries a key"))
    }

    /// The orders of which a release is asked for in the mails that are due, with the keys in them.
    async fn keys(&self) -> Vec<(OrderId, Option<String>)> {
        let mails = self.portal.store.claim_mails(50).await.expect("mails");
        let wanted = mails.into_iter().filter_map(|mail| match mail.notice {
            Notice::ReleaseWanted { order, .. } => Some((order.id, mail.code.map(|code| code.reveal().to_owned()))),
            _ => None,
        });
        wanted.collect()
    }

    async fn is_worth_nothing(&self, id: OrderId, key: &str) -> bool {
        let shown = self.portal.store.order_by_mail(id, key).await;
        let released = self.portal.store.release_by_mail(id, key, lines(&[1])).await;
        let rejected = self.portal.store.reject_by_mail(id, key, Rejections::new(lines(&[1]), None, None)).await;
        matches!(shown, Err(StoreError::NotFound)) && is_not_found(&released) && is_not_found(&rejected)
    }

    async fn status(&self, id: OrderId) -> OrderStatus {
        self.portal.store.order(&self.orderer, id).await.expect("own order").status
    }
}

async fn a_mail_carries_a_key_only_where_the_customer_allows_it(engine: Engine) {
    let office = office(engine).await;
    let (id, key) = office.order(&["A1"]).await;
    assert_eq!(key.len(), 64, "256 bits");
    assert_eq!(office.portal.peek.count("release_keys").await, 1, "of which the hash is kept");
    let other = office.portal.company("bau").await;
    let foreigner = office.portal.employ(&other, "immer", AlwaysReview).await;
    let foreign = office.portal.place(&foreigner, &["A1"]).await.order_id;
    assert_eq!(office.keys().await, [(foreign, None)]);
    assert!(office.is_worth_nothing(foreign, &key).await);
    assert_eq!(office.status(id).await, OrderStatus::Waiting);
}

async fn a_key_shows_its_order_and_releases_it(engine: Engine) {
    let office = office(engine).await;
    let (id, key) = office.order(&["A1", "A2"]).await;
    let order = office.portal.store.order_by_mail(id, &key).await.expect("shown").order;
    assert_eq!((order.id, order.status, order.is_in_charge), (id, OrderStatus::Waiting, true));
    assert_eq!(office.status(id).await, OrderStatus::Waiting, "to look at it decides nothing");

    let first = office.portal.store.release_by_mail(id, &key, lines(&[1])).await.expect("released");
    assert_eq!((first.status, first.open_lines), (OrderStatus::PartlyDecided, 1));
    let last = office.portal.store.release_by_mail(id, &key, lines(&[1, 2])).await.expect("released");
    assert_eq!((last.status, last.open_lines), (OrderStatus::HandedOver, 0));
    let again = office.portal.store.release_by_mail(id, &key, lines(&[1, 2])).await.expect("nothing happens");
    assert_eq!(again, last);

    let order = office.portal.store.order_by_mail(id, &key).await.expect("still shown").order;
    let by_mail = order.history.iter().filter(|entry| entry.event == AuditEvent::DecidedByMail).count();
    assert_eq!((order.status, by_mail), (OrderStatus::HandedOver, 2), "one entry each time that something was decided");
    assert!(order.history.iter().skip(1).all(|entry| entry.actor_name == "muster.boss Muster"));
    assert_eq!(office.portal.store.verify_audit().await.expect("verified"), []);
}

async fn a_key_opens_one_order_only(engine: Engine) {
    let office = office(engine).await;
    let (first, key) = office.order(&["A1"]).await;
    let (second, other) = office.order(&["A1"]).await;
    assert!(office.is_worth_nothing(second, &key).await);
    assert!(office.is_worth_nothing(first, &other).await);
    for guess in ["", "0190", &"0".repeat(64), &key.to_uppercase(), &format!("{key} ")] {
        assert!(office.is_worth_nothing(first, guess).await, "{guess}");
    }
    let nothing = office.portal.store.release_by_mail(first, &key, lines(&[])).await;
    assert_eq!(refusal(nothing), DecideRefusal::NothingToDecide);
    assert!(is_not_found(&office.portal.store.release_by_mail(first, &key, lines(&[1, 9])).await), "all of them or none");
    assert_eq!((office.status(first).await, office.status(second).await), (OrderStatus::Waiting, OrderStatus::Waiting));
}

async fn a_key_ends_after_three_days_and_stays_ended(engine: Engine) {
    let office = office(engine).await;
    let (id, key) = office.order(&["A1"]).await;
    office.portal.pass(SignedDuration::from_hours(72) - SignedDuration::from_secs(1));
    office.portal.store.order_by_mail(id, &key).await.expect("still good");
    office.portal.pass(SignedDuration::from_secs(1));
    assert!(office.is_worth_nothing(id, &key).await);
    for hours in [1, 100] {
        office.portal.pass(-SignedDuration::from_hours(hours));
        assert!(office.is_worth_nothing(id, &key).await, "the clock that goes back by {hours} hours gives it no second life");
        office.portal.pass(SignedDuration::from_hours(hours));
    }

    let (_, _) = office.order(&["A2"]).await;
    for (days, is_kept) in [(32, true), (1, false)] {
        office.portal.pass(SignedDuration::from_hours(days * 24));
        office.portal.store.purge_stale().await.expect("swept");
        assert_eq!(office.portal.peek.count("release_keys").await > 0, is_kept, "for a month after the three days");
    }
}

async fn a_key_is_worth_nothing_once_it_is_not_allowed_any_more(engine: Engine) {
    let office = office(engine).await;
    let (id, key) = office.order(&["A1"]).await;
    office.portal.store.switch_rule(&office.company.boss, CustomerRule::DecidesByMail, false).await.expect("not any more");
    assert!(office.is_worth_nothing(id, &key).await);
    office.portal.store.switch_rule(&office.company.boss, CustomerRule::DecidesByMail, true).await.expect("allowed again");
    assert!(office.is_worth_nothing(id, &key).await, "what was ended stays so");
    office.portal.store.switch_rule(&office.company.boss, CustomerRule::DecidesByMail, false).await.expect("not any more");
    let quiet = office.portal.place(&office.orderer, &["A1"]).await.order_id;
    assert_eq!(office.keys().await, [(quiet, None)]);
}

async fn a_key_issued_while_it_is_forbidden_is_worth_nothing_when_it_is_allowed_again(engine: Engine) {
    let office = office(engine).await;
    let (id, key) = office.order(&["A1"]).await;
    // As a mailer leaves it that has looked at the rule just before.
    office.portal.peek.execute("update customers set decides_by_mail = not decides_by_mail").await.expect("forbidden");
    assert!(office.is_worth_nothing(id, &key).await);
    let allow = || office.portal.store.switch_rule(&office.company.boss, CustomerRule::DecidesByMail, true);
    allow().await.expect("allowed again");
    assert!(office.is_worth_nothing(id, &key).await);
    let (id, key) = office.order(&["A2"]).await;
    allow().await.expect("the same once more");
    office.portal.store.order_by_mail(id, &key).await.expect("good as before");
}

async fn a_new_password_ends_the_keys_in_old_mails(engine: Engine) {
    let office = office(engine).await;
    let deputy = office.portal.promote(&office.company, "zwei").await;
    let (id, key) = office.order(&["A1"]).await;
    let boss = office.company.boss.orderer().contact_id();
    office.portal.store.set_contact_password(&deputy, boss, "another".into()).await.expect("set");
    assert!(office.is_worth_nothing(id, &key).await);
}

async fn a_key_of_somebody_who_does_not_decide_any_more_is_worth_nothing(engine: Engine) {
    let office = office(engine).await;
    let Office { portal, company, .. } = &office;
    let deputy = portal.promote(company, "zwei").await;
    let who = |approver: &Approver| approver.orderer().contact_id();
    let today = date(2026, 11, 24);
    let away = domain::Absence { approver: who(&company.boss), substitute: who(&deputy), first: today, last: today };
    portal.store.enter_absence(&company.boss, away).await.expect("entered");
    let (id, key) = office.order(&["A1", "A2"]).await;
    let order = portal.store.order_by_mail(id, &key).await.expect("shown to the substitute").order;
    assert_eq!(order.in_place_of.as_deref(), Some("muster.boss Muster"));
    portal.store.release_by_mail(id, &key, lines(&[1])).await.expect("released in their place");
    portal.pass(SignedDuration::from_hours(24));
    assert!(office.is_worth_nothing(id, &key).await, "the absence is over");

    let next = office.order(&["A1"]).await;
    portal.store.delete_contact(&deputy, who(&company.boss), Some(who(&deputy))).await.expect("deleted");
    assert!(office.is_worth_nothing(next.0, &next.1).await, "gone");
}

async fn what_somebody_else_has_decided_stays(engine: Engine) {
    let office = office(engine).await;
    let (id, key) = office.order(&["A1", "A2"]).await;
    let deputy = office.portal.promote(&office.company, "zwei").await;
    let who = |approver: &Approver| approver.orderer().contact_id();
    let today = date(2026, 11, 24);
    let away = domain::Absence { approver: who(&office.company.boss), substitute: who(&deputy), first: today, last: today };
    office.portal.store.enter_absence(&office.company.boss, away).await.expect("entered");
    office.portal.decide(&deputy, id, &[(1, Rejected)]).await.expect("decided");
    let refused = office.portal.store.release_by_mail(id, &key, lines(&[1, 2])).await;
    assert!(matches!(refusal(refused), DecideRefusal::AlreadyDecided { by, .. } if by == "muster.zwei Muster"));
    let order = office.portal.store.order_by_mail(id, &key).await.expect("shown as it is now").order;
    assert_eq!((order.status, order.lines[1].decision.is_none()), (OrderStatus::PartlyDecided, true), "all of them or none");
    assert!(order.history.iter().all(|entry| entry.event != AuditEvent::DecidedByMail));

    let (withdrawn, key) = office.order(&["A1"]).await;
    office.portal.store.withdraw(&office.orderer, withdrawn).await.expect("withdrawn");
    let refused = office.portal.store.release_by_mail(withdrawn, &key, lines(&[1])).await;
    assert_eq!(refusal(refused), DecideRefusal::Closed { status: OrderStatus::Withdrawn });
}

async fn a_key_used_by_many_at_once_releases_once(engine: Engine) {
    let office = office(engine).await;
    let (id, key) = office.order(&["A1", "A2"]).await;
    let tries = (0..16).map(|_| office.portal.store.release_by_mail(id, &key, lines(&[1, 2])));
    for released in join_all(tries).await {
        assert_eq!(released.expect("released, or released before").status, OrderStatus::HandedOver);
    }
    let peek = &office.portal.peek;
    assert_eq!((peek.count("decisions").await, peek.count("supply_orders").await), (2, 1));
    let handed = peek.notices("handed_over").await;
    assert_eq!(handed.len(), 1);
}

async fn what_was_allowed_stands_in_the_record_once(engine: Engine) {
    let office = office(engine).await;
    let store = &office.portal.store;
    store.switch_rule(&office.company.boss, CustomerRule::DecidesByMail, true).await.expect("the same once more");
    let entries = office.portal.peek.number("select count(*) from audit_entries where event like '%mail_decisions%'").await;
    assert_eq!(entries, 1);
}
