//! Orders on which budgets have a say, and rules by which nobody could decide them.

use super::{Office, because_of_a_budget, name};
use crate::ordering::refusal;
use domain::{OrderStatus, dead_end::Bar};
use jiff::SignedDuration;
use store::{AbsenceRefusal, Approver};
use testbed::{Engine, both_engines};

both_engines![
    owners_of_budgets_stand_in_for_each_other_and_not_for_the_superior,
    who_is_back_is_asked_after_all_and_not_by_whoever_said_yes_before,
    what_waits_may_be_changed_to_exceed_a_budget,
];

const A_DAY: SignedDuration = SignedDuration::from_hours(24);

impl Office {
    /// Whose absence leads to orders that nobody could decide: who is in charge of them then, and why whoever stands in may not.
    async fn refused(&self, away: &Approver, substitute: &Approver, days: (i8, i8)) -> (String, Bar) {
        let refused = refusal(self.away(away, substitute, days).await);
        let AbsenceRefusal::Stuck(told) = refused else { panic!("{refused:?}") };
        (told[0].in_charge.clone(), told[0].bar)
    }

    /// Takes cost centres out of use.
    async fn archive(&self, numbers: &[&str]) {
        let (boss, store) = (&self.company.boss, &self.portal.store);
        for row in store.cost_centres(boss).await.expect("a list").rows {
            if numbers.contains(&row.data.number.as_str()) {
                store.archive_cost_centre(boss, row.id, true).await.expect("out of use");
            }
        }
    }
}

async fn owners_of_budgets_stand_in_for_each_other_and_not_for_the_superior(engine: Engine) {
    let office = Office::open(engine).await;
    let boss = &office.company.boss;
    let vier = office.portal.promote(&office.company, "vier").await;
    office.archive(&["100", "200"]).await;
    office.rank(&office.zwei, &vier).await;
    office.rank(&office.drei, boss).await;
    office.away(&office.drei, &office.zwei, (28, 29)).await.expect("whoever looks after another budget");
    // What zwei has released, and drei after her, would come to her again.
    assert_eq!(office.refused(boss, &office.zwei, (24, 25)).await, (name("boss"), Bar::Released));
    office.archive(&["300"]).await;
    office.away(boss, &office.zwei, (24, 25)).await.expect("entered");
}

async fn who_is_back_is_asked_after_all_and_not_by_whoever_said_yes_before(engine: Engine) {
    let office = Office::open(engine).await;
    let boss = &office.company.boss;
    let vier = office.portal.promote(&office.company, "vier").await;
    office.rank(boss, &vier).await;
    office.away(&office.zwei, boss, (24, 24)).await.expect("entered");
    // What boss releases today goes on to vier, and from there, once zwei is back, to her: boss would say yes to the same twice.
    assert_eq!(office.refused(&office.zwei, boss, (27, 28)).await, (name("zwei"), Bar::Released));
    let order = office.place_two().await;
    office.released(order).await;
    assert_eq!(office.told(order).await, (Some(name("vier")), vec![]), "boss has said yes for zwei");
    office.portal.pass(A_DAY);
    assert_eq!(office.refused(&office.zwei, boss, (27, 28)).await, (name("zwei"), Bar::Released), "it waits already");
    assert_eq!(office.goes_on(&vier, order).await, Some(because_of_a_budget("zwei")));
    assert_eq!(office.confirmed(&vier, order, 1).await, OrderStatus::PartlyDecided);
    assert_eq!(office.refused(&office.zwei, boss, (27, 28)).await, (name("zwei"), Bar::Released), "it waits for her");
    assert_eq!(office.confirmed(&office.zwei, order, 2).await, OrderStatus::HandedOver);
    office.away(&office.zwei, boss, (27, 28)).await.expect("nothing waits any more, and nobody is away before");
}

async fn what_waits_may_be_changed_to_exceed_a_budget(engine: Engine) {
    let office = Office::open(engine).await;
    let (boss, company) = (&office.company.boss, &office.company);
    office.archive(&["100", "200", "400"]).await;
    let vier = office.portal.promote(company, "vier").await;
    office.rank(boss, &vier).await;
    office.rank(&office.zwei, &office.drei).await;
    office.portal.limit(company, &office.orderer, Some(100), None).await;
    let order = office.portal.place_charged(&office.orderer, None, &[("A1", 1, None)]).await;
    assert_eq!(office.told(order).await, (Some(name("boss")), vec![name("vier")]));
    // Without limits its orderer has no approver any more. If they change it to exceed a budget, it comes from boss to zwei, and to drei.
    office.portal.limit(company, &office.orderer, None, None).await;
    assert_eq!(office.refused(&office.drei, boss, (26, 27)).await, (name("drei"), Bar::Released));
    office.portal.store.withdraw(&office.orderer, order).await.expect("withdrawn");
    office.away(&office.drei, boss, (26, 27)).await.expect("nothing else comes to boss");
}
