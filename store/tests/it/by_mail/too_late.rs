//! Whoever comes too late with a key that was good hears by whom the order was decided, and nothing else.

use super::{Office, lines, office};
use crate::ordering::is_not_found;
use domain::{Absence, OrderId, OrderStatus, Verdict::Rejected};
use jiff::{SignedDuration, civil::date};
use store::{Approver, Settled};
use testbed::{Engine, both_engines};

both_engines![
    a_key_that_has_run_out_says_by_whom_its_order_was_decided,
    what_still_waits_is_not_settled_and_says_so_until_it_is,
    whoever_stood_in_hears_by_whom_it_was_decided_after_them,
    whoever_is_gone_hears_nothing,
];

const THREE_DAYS: SignedDuration = SignedDuration::from_hours(72);

fn decided_by(name: &str) -> Settled {
    Settled::Decided { by: format!("muster.{name} Muster") }
}

impl Office {
    async fn settled(&self, id: OrderId, key: &str) -> Option<Settled> {
        self.portal.store.settled_by_mail(id, key).await.expect("the store answers")
    }

    /// The boss is away today, and this approver stands in.
    async fn away(&self, deputy: &Approver) {
        let who = |approver: &Approver| approver.orderer().contact_id();
        let today = date(2026, 11, 24);
        let away = Absence { approver: who(&self.company.boss), substitute: who(deputy), first: today, last: today };
        self.portal.store.enter_absence(&self.company.boss, away).await.expect("entered");
    }
}

async fn a_key_that_has_run_out_says_by_whom_its_order_was_decided(engine: Engine) {
    let office = office(engine).await;
    let deputy = office.portal.promote(&office.company, "zwei").await;
    let (id, key) = office.order(&["A1", "A2"]).await;
    let (withdrawn, other) = office.order(&["A1"]).await;
    office.away(&deputy).await;
    office.portal.decide(&deputy, id, &[(1, Rejected), (2, Rejected)]).await.expect("decided");
    office.portal.store.withdraw(&office.orderer, withdrawn).await.expect("withdrawn");
    office.portal.pass(THREE_DAYS);
    // As often as somebody looks.
    for _ in 0..2 {
        assert!(office.is_worth_nothing(id, &key).await && office.is_worth_nothing(withdrawn, &other).await);
        assert_eq!(
            (office.settled(id, &key).await, office.settled(withdrawn, &other).await),
            (Some(decided_by("zwei")), Some(Settled::Withdrawn))
        );
    }
    for guess in ["", "0190", &other, &key.to_uppercase()] {
        assert_eq!(office.settled(id, guess).await, None, "{guess}");
    }
    office.portal.pass(SignedDuration::from_hours(30 * 24));
    office.portal.store.purge_stale().await.expect("swept");
    assert_eq!(office.settled(id, &key).await, None, "as long as the key is kept");
}

async fn what_still_waits_is_not_settled_and_says_so_until_it_is(engine: Engine) {
    let office = office(engine).await;
    let (id, key) = office.order(&["A1", "A2"]).await;
    office.portal.decide(&office.company.boss, id, &[(1, Rejected)]).await.expect("decided");
    assert_eq!(office.settled(id, &key).await, None, "the key is good");
    office.portal.pass(THREE_DAYS);
    for _ in 0..2 {
        assert!(office.is_worth_nothing(id, &key).await);
        assert_eq!(office.settled(id, &key).await, Some(Settled::NotYet));
    }
    office.portal.decide(&office.company.boss, id, &[(2, Rejected)]).await.expect("decided");
    assert!(office.is_worth_nothing(id, &key).await);
    assert_eq!(office.settled(id, &key).await, Some(decided_by("boss")), "also where it was seen as run out while the order waited");
    assert_eq!(office.status(id).await, OrderStatus::Rejected);
    office.portal.pass(-THREE_DAYS);
    assert!(office.is_worth_nothing(id, &key).await, "whatever the clock says");
    assert_eq!(office.settled(id, &key).await, Some(decided_by("boss")));
}

async fn whoever_stood_in_hears_by_whom_it_was_decided_after_them(engine: Engine) {
    let office = office(engine).await;
    let deputy = office.portal.promote(&office.company, "zwei").await;
    office.away(&deputy).await;
    let (id, key) = office.order(&["A1"]).await;
    office.portal.pass(SignedDuration::from_hours(24));
    assert!(office.is_worth_nothing(id, &key).await);
    assert_eq!(office.settled(id, &key).await, None, "it waits for somebody else");
    office.portal.pass(THREE_DAYS);
    assert!(office.is_worth_nothing(id, &key).await);
    assert_eq!(office.settled(id, &key).await, None, "and so it does once the key has run out");
    office.portal.decide(&office.company.boss, id, &[(1, Rejected)]).await.expect("decided");
    assert_eq!(office.settled(id, &key).await, Some(decided_by("boss")));
    assert!(is_not_found(&office.portal.store.release_by_mail(id, &key, lines(&[1])).await));
}

async fn whoever_is_gone_hears_nothing(engine: Engine) {
    let office = office(engine).await;
    let deputy = office.portal.promote(&office.company, "zwei").await;
    let (id, key) = office.order(&["A1"]).await;
    office.portal.decide(&office.company.boss, id, &[(1, Rejected)]).await.expect("decided");
    office.portal.pass(THREE_DAYS);
    assert_eq!(office.settled(id, &key).await, Some(decided_by("boss")));
    let boss = office.company.boss.orderer().contact_id();
    office.portal.store.delete_contact(&deputy, boss, Some(deputy.orderer().contact_id())).await.expect("deleted");
    assert_eq!(office.settled(id, &key).await, None, "whom it was sent to is gone");
}
