//! Several budgets that an order exceeds whose orderer has no approver of their own: whoever looks after each has a say.

mod dead_ends;
mod foretold;

use crate::ordering::{Company, Portal, id, two_budgets};
use domain::{
    Absence, CostCentreId, OrderId, OrderStatus, Rank, Rappen,
    Verdict::{Rejected, Released},
    audit::AuditEvent,
    hierarchy::Why,
};
use jiff::civil::date;
use store::{AbsenceRefusal, Approver, Failure, GoesOn, LineDecision, Orderer, StoreError};
use testbed::{Engine, both_engines};

both_engines![
    each_has_a_say_one_after_the_other,
    whoever_looks_after_several_is_asked_once,
    nobody_is_asked_about_a_budget_of_which_nothing_is_delivered,
    what_exceeds_their_budget_can_be_overruled,
    an_approver_of_the_orderers_own_decides_alone,
    whoever_looks_after_a_budget_when_it_is_released_has_the_say,
    limits_count_after_budgets,
    whoever_stands_in_says_yes_once,
    whoever_has_released_it_may_stand_in_later,
    whoever_has_released_it_may_succeed,
];

/// A company in which `boss`, `zwei` and `drei` look after a budget each that is used up, and the orders of `frei` exceed them.
struct Office {
    portal: Portal,
    company: Company,
    zwei: Approver,
    drei: Approver,
    orderer: Orderer,
    centres: [CostCentreId; 3],
}

impl Office {
    async fn open(engine: Engine) -> Self {
        let (portal, company, orderer, [of_boss, _]) = two_budgets(engine, [0, 0]).await;
        let (zwei, drei) = (portal.promote(&company, "zwei").await, portal.promote(&company, "drei").await);
        let centres = [of_boss, portal.cost_centre_of(&zwei, "300", Some(0)).await, portal.cost_centre_of(&drei, "400", Some(0)).await];
        Self { portal, company, zwei, drei, orderer, centres }
    }

    /// An order of which each pays for one line, the budget of `boss` by most, and the others in this order.
    async fn place(&self) -> OrderId {
        let [of_boss, of_zwei, of_drei] = self.centres.map(Some);
        self.portal.place_charged(&self.orderer, None, &[("A2", 1, of_zwei), ("A3", 1, of_boss), ("A1", 1, of_drei)]).await
    }

    /// One that exceeds the budgets of `boss` and `zwei`.
    async fn place_two(&self) -> OrderId {
        let [of_boss, of_zwei, _] = self.centres.map(Some);
        self.portal.place_charged(&self.orderer, None, &[("A3", 1, of_boss), ("A1", 1, of_zwei)]).await
    }

    /// `boss` releases all of two lines.
    async fn released(&self, order: OrderId) -> OrderStatus {
        self.portal.decide(&self.company.boss, order, &[(1, Released), (2, Released)]).await.expect("released").status
    }

    async fn confirmed(&self, approver: &Approver, order: OrderId, level: u32) -> OrderStatus {
        self.portal.confirm(approver, order, level).await.expect("confirmed").status
    }

    /// Where the order goes once this approver has released it.
    async fn goes_on(&self, approver: &Approver, order: OrderId) -> Option<GoesOn> {
        self.portal.store.order_for_release(approver, order).await.expect("in charge").goes_on
    }

    /// Who is in charge, and who comes then, as the orderer reads it.
    async fn told(&self, order: OrderId) -> (Option<String>, Vec<String>) {
        let view = self.portal.store.order(&self.orderer, order).await.expect("own order");
        (view.approver_name, view.then)
    }

    async fn happened(&self, order: OrderId) -> Vec<AuditEvent> {
        let history = self.portal.store.order(&self.orderer, order).await.expect("own order").history;
        history.into_iter().map(|entry| entry.event).collect()
    }

    async fn waits_for(&self, approver: &Approver) -> usize {
        let rows = self.portal.queue(approver).await.len();
        let count = self.portal.store.release_count(approver).await.expect("a count");
        assert_eq!(i64::try_from(rows), Ok(count));
        rows
    }

    async fn away(&self, away: &Approver, substitute: &Approver, (first, last): (i8, i8)) -> Result<(), Failure<AbsenceRefusal>> {
        let (first, last) = (date(2026, 11, first), date(2026, 11, last));
        let absence = Absence { approver: id(away), substitute: id(substitute), first, last };
        self.portal.store.enter_absence(&self.company.boss, absence).await
    }

    async fn rank(&self, approver: &Approver, superior: &Approver) {
        let rank = Rank { approver: id(approver), limit: Some(Rappen(1000)), superior: Some(id(superior)) };
        self.portal.store.set_rank(&self.company.boss, rank).await.expect("a limit");
    }
}

fn name(user: &str) -> String {
    format!("muster.{user} Muster")
}

fn because_of_a_budget(user: &str) -> GoesOn {
    GoesOn { to: name(user), why: Why::Budget }
}

fn passed_on(user: &str) -> AuditEvent {
    AuditEvent::OrderPassedOn { to: name(user), limit: None, is_for_budget: true, has_left: false }
}

async fn each_has_a_say_one_after_the_other(engine: Engine) {
    let office = Office::open(engine).await;
    let (boss, order) = (&office.company.boss, office.place().await);
    assert_eq!(office.told(order).await, (Some(name("boss")), vec![name("zwei"), name("drei")]), "said before");
    assert_eq!(office.goes_on(boss, order).await, Some(because_of_a_budget("zwei")));
    let all = [(1, Released), (2, Released), (3, Released)];
    let decided = office.portal.decide(boss, order, &all).await.expect("released");
    assert_eq!((decided.status, decided.open_lines), (OrderStatus::PartlyDecided, 0));
    assert_eq!(office.portal.peek.count("supply_orders").await, 0, "the supplier has nothing yet");
    assert_eq!([office.waits_for(boss).await, office.waits_for(&office.zwei).await, office.waits_for(&office.drei).await], [0, 1, 0]);
    assert_eq!(office.told(order).await, (Some(name("zwei")), vec![name("drei")]));
    assert_eq!(office.portal.decide(boss, order, &all).await.expect("once more").status, OrderStatus::PartlyDecided);

    assert_eq!(office.goes_on(&office.zwei, order).await, Some(because_of_a_budget("drei")));
    assert_eq!(office.confirmed(&office.zwei, order, 1).await, OrderStatus::PartlyDecided);
    assert_eq!((office.told(order).await, office.goes_on(&office.drei, order).await), ((Some(name("drei")), vec![]), None));
    assert_eq!(office.confirmed(&office.drei, order, 2).await, OrderStatus::HandedOver);
    office.portal.peek.assert_statuses_hold().await;
    let told = office.happened(order).await;
    assert!(told.contains(&passed_on("zwei")) && told.contains(&passed_on("drei")), "{told:?}");
    let mails = office.portal.peek.mails().await;
    assert_eq!(mails.iter().filter(|mail| mail.starts_with("confirmation_wanted")).count(), 2, "{mails:?}");
    assert_eq!(office.portal.store.verify_audit().await.expect("verified"), []);
}

async fn whoever_looks_after_several_is_asked_once(engine: Engine) {
    let office = Office::open(engine).await;
    let [of_boss, of_zwei, _] = office.centres.map(Some);
    let another = Some(office.portal.cost_centre_of(&office.zwei, "301", Some(0)).await);
    let lines = [("A3", 1, of_boss), ("A1", 1, of_zwei), ("A2", 1, another)];
    let order = office.portal.place_charged(&office.orderer, None, &lines).await;
    office.portal.decide(&office.company.boss, order, &[(1, Released), (2, Released), (3, Released)]).await.expect("released");
    assert_eq!(office.confirmed(&office.zwei, order, 1).await, OrderStatus::HandedOver);

    let order = office.portal.place_charged(&office.orderer, None, &[("A1", 1, of_zwei), ("A2", 1, another)]).await;
    let decided = office.portal.decide(&office.zwei, order, &[(1, Released), (2, Released)]).await.expect("released");
    assert_eq!(decided.status, OrderStatus::HandedOver, "both are hers");
}

async fn nobody_is_asked_about_a_budget_of_which_nothing_is_delivered(engine: Engine) {
    let office = Office::open(engine).await;
    let (boss, order) = (&office.company.boss, office.place().await);
    office.portal.decide(boss, order, &[(1, Rejected)]).await.expect("rejected");
    assert_eq!(office.goes_on(boss, order).await, Some(because_of_a_budget("drei")));
    let decided = office.portal.decide(boss, order, &[(2, Released), (3, Rejected)]).await.expect("decided");
    assert_eq!((decided.status, office.portal.peek.count("confirmations").await), (OrderStatus::HandedOver, 0));
}

async fn what_exceeds_their_budget_can_be_overruled(engine: Engine) {
    let office = Office::open(engine).await;
    let order = office.place_two().await;
    assert_eq!(office.released(order).await, OrderStatus::PartlyDecided);
    office.portal.decide(&office.zwei, order, &[(2, Rejected)]).await.expect("overruled");
    assert_eq!(office.confirmed(&office.zwei, order, 1).await, OrderStatus::HandedOver);
    let view = office.portal.store.order(&office.orderer, order).await.expect("own order");
    assert_eq!(view.delivered_totals.net, Rappen(4500));
}

async fn an_approver_of_the_orderers_own_decides_alone(engine: Engine) {
    let office = Office::open(engine).await;
    office.portal.limit(&office.company, &office.orderer, Some(1_000_000), None).await;
    let order = office.place().await;
    assert_eq!((office.told(order).await.1, office.goes_on(&office.company.boss, order).await), (vec![], None));
    let all = [(1, Released), (2, Released), (3, Released)];
    let decided = office.portal.decide(&office.company.boss, order, &all).await.expect("released");
    assert_eq!(decided.status, OrderStatus::HandedOver);
}

async fn whoever_looks_after_a_budget_when_it_is_released_has_the_say(engine: Engine) {
    let office = Office::open(engine).await;
    let order = office.place_two().await;
    let rows = office.portal.store.cost_centres(&office.company.boss).await.expect("a list").rows;
    let centre = rows.into_iter().find(|row| row.id == office.centres[1]).expect("hers");
    let data = store::CostCentreData { approver_id: id(&office.drei), ..centre.data };
    office.portal.store.save_cost_centre(&office.company.boss, Some(centre.id), data).await.expect("handed on");
    // The orderer gets an approver of their own: what was sent before goes on as it was sent.
    office.portal.limit(&office.company, &office.orderer, Some(1_000_000), None).await;
    assert_eq!(office.goes_on(&office.company.boss, order).await, Some(because_of_a_budget("drei")));
    office.released(order).await;
    assert_eq!(office.confirmed(&office.drei, order, 1).await, OrderStatus::HandedOver);
}

async fn limits_count_after_budgets(engine: Engine) {
    let office = Office::open(engine).await;
    office.rank(&office.company.boss, &office.drei).await;
    office.rank(&office.zwei, &office.drei).await;
    let order = office.place_two().await;
    assert_eq!(office.told(order).await.1, [name("zwei"), name("drei")]);
    office.released(order).await;
    let next = office.goes_on(&office.zwei, order).await;
    assert_eq!(next, Some(GoesOn { to: name("drei"), why: Why::Limit(Rappen(1000)) }));
    assert_eq!(office.confirmed(&office.zwei, order, 1).await, OrderStatus::PartlyDecided);
    assert_eq!(office.confirmed(&office.drei, order, 2).await, OrderStatus::HandedOver);
}

async fn whoever_stands_in_says_yes_once(engine: Engine) {
    let office = Office::open(engine).await;
    let boss = &office.company.boss;
    office.away(&office.zwei, boss, (24, 30)).await.expect("a budget bars nobody from standing in");
    let order = office.place_two().await;
    assert_eq!((office.told(order).await.1, office.goes_on(boss, order).await), (vec![], None));
    assert_eq!(office.released(order).await, OrderStatus::HandedOver);

    office.away(boss, &office.drei, (24, 30)).await.expect("entered");
    let order = office.place_two().await;
    assert_eq!(office.told(order).await.1, Vec::<String>::new(), "drei stands in for both");
    let decided = office.portal.decide(&office.drei, order, &[(1, Released), (2, Released)]).await.expect("released");
    assert_eq!(decided.status, OrderStatus::HandedOver);
}

async fn whoever_has_released_it_may_stand_in_later(engine: Engine) {
    let office = Office::open(engine).await;
    let (boss, store) = (&office.company.boss, &office.portal.store);
    let order = office.place_two().await;
    office.released(order).await;
    let refused = office.portal.confirm(boss, order, 1).await;
    assert!(matches!(refused, Err(Failure::Store(StoreError::NotFound))), "{refused:?}");
    assert_eq!(office.waits_for(boss).await, 0);

    office.away(&office.zwei, boss, (24, 30)).await.expect("entered");
    assert_eq!((store.dead_ends(boss).await.expect("an answer"), office.waits_for(boss).await), (vec![], 1));
    let seen = store.order_for_release(boss, order).await.expect("in the place of zwei");
    assert_eq!((seen.is_in_charge, seen.in_place_of.as_deref()), (true, Some("muster.zwei Muster")));
    let rejected = store.decide(boss, order, vec![LineDecision::reject(2, None, None)]).await;
    assert!(rejected.is_ok(), "{rejected:?}");
    assert_eq!(office.confirmed(boss, order, 1).await, OrderStatus::HandedOver);
    let told = office.happened(order).await;
    assert!(told.contains(&AuditEvent::ReleaseConfirmed { in_place_of: Some(name("zwei")) }), "{told:?}");
}

async fn whoever_has_released_it_may_succeed(engine: Engine) {
    let office = Office::open(engine).await;
    let boss = &office.company.boss;
    let order = office.place_two().await;
    office.released(order).await;
    office.portal.store.delete_contact(boss, id(&office.zwei), Some(id(boss))).await.expect("deleted");
    assert_eq!(office.waits_for(boss).await, 1);
    assert_eq!(office.confirmed(boss, order, 1).await, OrderStatus::HandedOver);
}
