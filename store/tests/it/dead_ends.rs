//! No rule is saved by which nobody could decide an order.

use crate::ordering::{Office, Portal, contact_data, id, refusal};
use domain::{Absence, ApprovalKind, CustomerRule, Rank, Rappen, Verdict::Released, dead_end::Bar};
use jiff::{SignedDuration, civil::date};
use store::{AbsenceRefusal, Approver, ContactRefusal, CostCentreData, CostCentreRefusal, Day, Failure, RankRefusal, RuleRefusal, Stuck};
use testbed::{Engine, both_engines};

both_engines![
    whoever_releases_first_does_not_stand_in_for_the_superior,
    no_limit_and_no_second_pair_of_eyes_is_set_that_leads_to_whoever_has_released,
    whoever_has_ordered_does_not_stand_in_unless_they_may_release_it,
    nobody_succeeds_as_a_substitute_who_could_not_decide,
    whoever_has_begun_to_decide_does_not_stand_in_for_the_superior,
    what_is_stuck_already_is_told_and_holds_up_nothing_else,
    of_two_rules_that_do_not_go_together_one_is_saved,
    whoever_releases_beyond_a_budget_does_not_stand_in_for_the_second_person,
    no_cost_centre_comes_back_into_use_beyond_whose_budget_nobody_could_decide,
];

impl Office {
    async fn limit(&self, superior: &Approver) -> Result<(), Failure<RankRefusal>> {
        let rank = Rank { approver: id(&self.eva), limit: Some(Rappen(50_000)), superior: Some(id(superior)) };
        self.portal.store.set_rank(&self.company.boss, rank).await
    }

    async fn away(&self, away: &Approver, substitute: &Approver, (first, last): (i8, i8)) -> Result<(), Failure<AbsenceRefusal>> {
        let (first, last) = (date(2026, 11, first), date(2026, 11, last));
        let absence = Absence { approver: id(away), substitute: id(substitute), first, last };
        self.portal.store.enter_absence(&self.company.boss, absence).await
    }

    /// Makes an approver of whoever has ordered something that waits.
    async fn promote_orderer(&self) -> Approver {
        let data = contact_data("muster.immer", ApprovalKind::Approver, None);
        self.portal.store.edit_contact(&self.company.boss, self.orderer.contact_id(), data, None).await.expect("promoted");
        self.portal.approver("muster.immer").await
    }
}

fn stuck(in_charge: &str, substitute: &str, bar: Bar, day: i8) -> Vec<Stuck> {
    let name = |user: &str| format!("muster.{user} Muster");
    let from = Day(date(2026, 11, day));
    vec![Stuck { orderers: vec![name("immer")], in_charge: name(in_charge), substitute: Some(name(substitute)), bar, from }]
}

async fn whoever_releases_first_does_not_stand_in_for_the_superior(engine: Engine) {
    let office = Office::open(engine).await;
    let (store, boss) = (&office.portal.store, &office.company.boss);
    office.limit(boss).await.expect("a limit");
    let before = office.portal.peek.counts().await;
    let refused = refusal(office.away(boss, &office.eva, (26, 30)).await);
    assert_eq!(refused, AbsenceRefusal::Stuck(stuck("boss", "eva", Bar::Released, 26)));
    assert_eq!((office.portal.peek.counts().await, store.absences(boss).await.expect("a list").rows), (before, vec![]));
    assert_eq!(store.dead_ends(boss).await.expect("an answer"), []);
    office.away(boss, &office.zwei, (26, 30)).await.expect("somebody else can");
}

async fn no_limit_and_no_second_pair_of_eyes_is_set_that_leads_to_whoever_has_released(engine: Engine) {
    let office = Office::open(engine).await;
    let (store, boss) = (&office.portal.store, &office.company.boss);
    // Nothing of boss's waits yet.
    office.away(boss, &office.eva, (24, 30)).await.expect("entered");
    assert_eq!(refusal(office.limit(boss).await), RankRefusal::Stuck(stuck("boss", "eva", Bar::Released, 24)));
    store.switch_rule(boss, CustomerRule::NeedsFourEyes, true).await.expect("somebody else is there");
    store.switch_rule(boss, CustomerRule::NeedsFourEyes, false).await.expect("no more");
    let superior = Rank { approver: id(&office.eva), limit: None, superior: Some(id(boss)) };
    store.set_rank(boss, superior).await.expect("without a limit nothing goes on");
    office.away(&office.zwei, &office.eva, (24, 30)).await.expect("entered");
    assert_eq!(
        refusal(store.switch_rule(boss, CustomerRule::NeedsFourEyes, true).await),
        RuleRefusal::Stuck(stuck("boss", "eva", Bar::Released, 24))
    );
    let rules = store.hierarchy(boss).await.expect("rules");
    assert!(!rules.needs_four_eyes && rules.approvers.iter().all(|approver| approver.rank.limit.is_none()));
}

async fn whoever_has_ordered_does_not_stand_in_unless_they_may_release_it(engine: Engine) {
    let office = Office::open(engine).await;
    let (store, boss) = (&office.portal.store, &office.company.boss);
    let order = office.portal.place(&office.orderer, &["A1"]).await.order_id;
    let orderer = office.promote_orderer().await;
    let end = stuck("eva", "immer", Bar::Ordered, 25);
    assert_eq!(refusal(office.away(&office.eva, &orderer, (25, 26)).await), AbsenceRefusal::Stuck(end.clone()));
    store.switch_rule(boss, CustomerRule::ReleasesOwn, true).await.expect("allowed");
    office.away(&office.eva, &orderer, (25, 26)).await.expect("entered");
    assert_eq!(refusal(store.switch_rule(boss, CustomerRule::ReleasesOwn, false).await), RuleRefusal::Stuck(end));
    office.portal.decide(&office.eva, order, &[(1, Released)]).await.expect("decided");
    store.switch_rule(boss, CustomerRule::ReleasesOwn, false).await.expect("nothing waits any more");
}

async fn nobody_succeeds_as_a_substitute_who_could_not_decide(engine: Engine) {
    let office = Office::open(engine).await;
    let (store, boss) = (&office.portal.store, &office.company.boss);
    office.limit(boss).await.expect("a limit");
    office.away(boss, &office.zwei, (25, 26)).await.expect("entered");
    let (leaving, demoted) = (id(&office.zwei), contact_data("muster.zwei", ApprovalKind::Unrestricted, None));
    let refused = ContactRefusal::Stuck(stuck("boss", "eva", Bar::Released, 25));
    assert_eq!(refusal(store.delete_contact(boss, leaving, Some(id(&office.eva))).await), refused);
    assert_eq!(refusal(store.edit_contact(boss, leaving, demoted, Some(id(&office.eva))).await), refused);
    assert_eq!(store.absences(boss).await.expect("a list").rows[0].substitute, "muster.zwei Muster", "nothing has changed");
    let third = office.portal.promote(&office.company, "drei").await;
    store.delete_contact(boss, leaving, Some(id(&third))).await.expect("deleted");
}

async fn whoever_has_begun_to_decide_does_not_stand_in_for_the_superior(engine: Engine) {
    let office = Office::open(engine).await;
    let (store, boss) = (&office.portal.store, &office.company.boss);
    office.limit(boss).await.expect("a limit");
    office.away(&office.eva, &office.zwei, (24, 24)).await.expect("entered");
    let order = office.portal.place(&office.orderer, &["A1", "A3"]).await.order_id;
    office.portal.decide(&office.zwei, order, &[(1, Released)]).await.expect("released in the place of eva");
    office.portal.pass(SignedDuration::from_hours(24));
    // With the other line eva releases the order: it goes on to boss, and zwei has decided on it.
    let refused = refusal(office.away(boss, &office.zwei, (26, 27)).await);
    assert_eq!(refused, AbsenceRefusal::Stuck(stuck("boss", "zwei", Bar::Released, 26)));
    store.withdraw(&office.orderer, order).await.expect("withdrawn");
    office.away(boss, &office.zwei, (26, 27)).await.expect("of another order zwei knows nothing");
}

async fn what_is_stuck_already_is_told_and_holds_up_nothing_else(engine: Engine) {
    let office = Office::open(engine).await;
    let (store, boss) = (&office.portal.store, &office.company.boss);
    office.limit(boss).await.expect("a limit");
    office.away(&office.eva, &office.zwei, (24, 30)).await.expect("entered");
    office.away(boss, &office.eva, (24, 30)).await.expect("zwei decides in the place of both");
    let rows = store.absences(boss).await.expect("a list").rows;
    let of = |name: &str| rows.iter().find(|row| row.approver == name).expect("it was entered").id;
    store.end_absence(boss, of("muster.eva Muster")).await.expect("whoever is back is back");
    assert_eq!(store.dead_ends(boss).await.expect("an answer"), stuck("boss", "eva", Bar::Released, 24));
    let stranger = office.portal.company("fremd").await.boss;
    assert_eq!(store.dead_ends(&stranger).await.expect("an answer"), [], "of one customer only");

    office.away(&office.zwei, boss, (28, 29)).await.expect("it has nothing to do with that");
    store.end_absence(boss, of("muster.boss Muster")).await.expect("ended");
    assert_eq!(store.dead_ends(boss).await.expect("an answer"), []);
}

async fn of_two_rules_that_do_not_go_together_one_is_saved(engine: Engine) {
    let office = Office::open(engine).await;
    let boss = &office.company.boss;
    for day in 24..30 {
        office.portal.store.set_rank(boss, Rank::free(id(&office.eva))).await.expect("free");
        let (limit, absence) = tokio::join!(office.limit(boss), office.away(boss, &office.eva, (day, day)));
        assert!(limit.is_ok() != absence.is_ok(), "{limit:?} {absence:?}");
        assert_eq!(office.portal.store.dead_ends(boss).await.expect("an answer"), []);
        for row in office.portal.store.absences(boss).await.expect("a list").rows {
            office.portal.store.end_absence(boss, row.id).await.expect("ended");
        }
    }
}

async fn whoever_releases_beyond_a_budget_does_not_stand_in_for_the_second_person(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    // So that it is known who has served longer.
    portal.pass(SignedDuration::from_millis(1));
    let eva = portal.promote(&company, "eva").await;
    portal.employ(&company, "frei", ApprovalKind::Unrestricted).await;
    let (store, boss) = (&portal.store, &company.boss);
    store.switch_rule(boss, CustomerRule::NeedsFourEyes, true).await.expect("demanded");
    let centre = |responsible: &Approver, number: &str, per_year: Option<i64>| {
        let data =
            CostCentreData { number: number.into(), name: "Empfang".into(), per_year: per_year.map(Rappen), approver_id: id(responsible) };
        store.save_cost_centre(boss, None, data)
    };
    centre(&eva, "1", Some(100)).await.expect("saved");
    let (first, last) = (date(2026, 11, 26), date(2026, 11, 27));
    let absence = Absence { approver: id(boss), substitute: id(&eva), first, last };
    let refused = refusal(store.enter_absence(boss, absence).await);
    let AbsenceRefusal::Stuck(told) = refused else { panic!("{refused:?}") };
    assert_eq!((told[0].orderers.as_slice(), told[0].in_charge.as_str()), (&["muster.frei Muster".to_owned()][..], "muster.boss Muster"));

    let row = store.cost_centres(boss).await.expect("a list").rows.remove(0);
    let without_budget = CostCentreData { per_year: None, ..row.data.clone() };
    store.save_cost_centre(boss, Some(row.id), without_budget).await.expect("nothing needs a release now");
    store.enter_absence(boss, absence).await.expect("entered");
    assert!(matches!(refusal(store.save_cost_centre(boss, Some(row.id), row.data).await), CostCentreRefusal::Stuck(_)));
    centre(&eva, "2", None).await.expect("without a budget");
}

async fn no_cost_centre_comes_back_into_use_beyond_whose_budget_nobody_could_decide(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    portal.pass(SignedDuration::from_millis(1));
    let eva = portal.promote(&company, "eva").await;
    portal.employ(&company, "frei", ApprovalKind::Unrestricted).await;
    let (store, boss) = (&portal.store, &company.boss);
    store.switch_rule(boss, CustomerRule::NeedsFourEyes, true).await.expect("demanded");
    let data = CostCentreData { number: "1".into(), name: "Empfang".into(), per_year: Some(Rappen(100)), approver_id: id(&eva) };
    let centre = store.save_cost_centre(boss, None, data).await.expect("saved");
    store.archive_cost_centre(boss, centre, true).await.expect("archived");
    let (first, last) = (date(2026, 11, 26), date(2026, 11, 27));
    let absence = Absence { approver: id(boss), substitute: id(&eva), first, last };
    store.enter_absence(boss, absence).await.expect("nothing needs a release");

    let before = portal.peek.counts().await;
    let refused = refusal(store.archive_cost_centre(boss, centre, false).await);
    let CostCentreRefusal::Stuck(told) = refused else { panic!("{refused:?}") };
    assert_eq!((told[0].in_charge.as_str(), told[0].from), ("muster.boss Muster", Day(first)));
    assert!(store.cost_centres(boss).await.expect("a list").rows[0].is_archived);
    store.archive_cost_centre(boss, centre, true).await.expect("it is so already");
    assert_eq!(portal.peek.counts().await, before);

    let absence = store.absences(boss).await.expect("a list").rows[0].id;
    store.end_absence(boss, absence).await.expect("ended");
    store.archive_cost_centre(boss, centre, false).await.expect("in use again");
}
