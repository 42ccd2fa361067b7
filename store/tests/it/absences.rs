//! Who stands in for an approver who is away.

use crate::ordering::{Company, Portal, is_not_found, refusal};
use domain::{
    Absence, AbsenceFault,
    ApprovalKind::AlwaysReview,
    OrderId, OrderStatus,
    Verdict::{Rejected, Released},
    audit::AuditEvent,
};
use futures::future::join_all;
use jiff::{
    SignedDuration,
    civil::{Date, date},
};
use store::{AbsenceRefusal, Approver, ContactRefusal, DecideRefusal, Failure, Orderer, QueueFilter, StoreError};
use testbed::{Engine, both_engines};

both_engines![
    the_substitute_decides_while_the_approver_is_away_and_not_on_other_days,
    the_mail_goes_to_whoever_is_there_at_the_end_of_the_chain,
    whoever_is_away_sees_the_queue_and_may_decide_and_only_the_first_decision_counts,
    the_queue_of_a_substitute_holds_both_in_one_order,
    whoever_stands_in_and_whoever_is_away_hear_of_it,
    what_cannot_be_entered_is_refused,
    an_absence_can_be_ended_and_a_second_time_changes_nothing,
    absences_of_another_company_are_not_there,
    whoever_is_no_approver_any_more_enters_nothing_and_stands_in_for_nobody,
    a_successor_stands_in_where_the_one_before_did,
    approver_and_substitutes_decide_at_once_and_each_line_is_decided_once,
];

const TODAY: Date = date(2026, 11, 24);

struct Office {
    portal: Portal,
    company: Company,
    deputy: Approver,
    orderer: Orderer,
}

/// A company with a boss, somebody who stands in for them, and somebody whose orders the boss releases.
async fn office(engine: Engine) -> Office {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let deputy = portal.promote(&company, "zwei").await;
    let orderer = portal.employ(&company, "immer", AlwaysReview).await;
    Office { portal, company, deputy, orderer }
}

fn absence(approver: &Approver, substitute: &Approver, first: Date, last: Date) -> Absence {
    Absence { approver: approver.orderer().contact_id(), substitute: substitute.orderer().contact_id(), first, last }
}

impl Office {
    async fn away(&self, approver: &Approver, substitute: &Approver, first: Date, last: Date) {
        let absence = absence(approver, substitute, first, last);
        self.portal.store.enter_absence(&self.company.boss, absence).await.expect("entered");
    }

    /// The boss is away today and tomorrow.
    async fn boss_is_away(&self) {
        self.away(&self.company.boss, &self.deputy, TODAY, date(2026, 11, 25)).await;
    }

    async fn order(&self, articles: &[&str]) -> OrderId {
        self.portal.place(&self.orderer, articles).await.order_id
    }

    async fn queue(&self, approver: &Approver) -> Vec<(OrderId, Option<String>)> {
        let rows = self.portal.queue(approver).await;
        assert_eq!(i64::try_from(rows.len()), Ok(self.portal.store.release_count(approver).await.expect("a count")));
        rows.into_iter().map(|row| (row.id, row.in_place_of)).collect()
    }
}

async fn the_substitute_decides_while_the_approver_is_away_and_not_on_other_days(engine: Engine) {
    let office = office(engine).await;
    let Office { portal, deputy, orderer, .. } = &office;
    let id = office.order(&["A1", "A2"]).await;
    assert!(is_not_found(&portal.decide(deputy, id, &[(1, Released)]).await), "nobody is away");
    office.away(&office.company.boss, deputy, date(2026, 11, 25), date(2026, 11, 26)).await;
    assert!(is_not_found(&portal.decide(deputy, id, &[(1, Released)]).await), "not yet away");

    portal.pass(SignedDuration::from_hours(24));
    let order = portal.store.order_for_release(deputy, id).await.expect("to be decided");
    assert_eq!((order.is_in_charge, order.in_place_of.as_deref()), (true, Some("muster.boss Muster")));
    portal.decide(deputy, id, &[(1, Released)]).await.expect("decided");
    let order = portal.store.order(orderer, id).await.expect("own order");
    assert_eq!(order.deputy_name.as_deref(), Some("muster.zwei Muster"));
    assert_eq!(order.lines[0].decision.as_ref().map(|decision| decision.approver_name.as_str()), Some("muster.zwei Muster"));
    let Some(AuditEvent::LineDecided { in_place_of, .. }) = order.history.last().map(|entry| &entry.event) else { panic!("a decision") };
    assert_eq!(in_place_of.as_deref(), Some("muster.boss Muster"));

    // The last minutes of the last day in Zürich, and the first of the next.
    portal.pass("2026-11-26T22:59:00Z".parse::<jiff::Timestamp>().expect("an instant").duration_since(portal.store.now().instant()));
    assert_eq!(office.queue(deputy).await.len(), 1);
    portal.pass(SignedDuration::from_mins(1));
    assert_eq!(office.queue(deputy).await, []);
    assert!(is_not_found(&portal.decide(deputy, id, &[(2, Released)]).await), "back again");
    assert!(matches!(portal.store.order_for_release(deputy, id).await, Err(StoreError::NotFound)));
    portal.decide(&office.company.boss, id, &[(2, Rejected)]).await.expect("decided");
    assert_eq!(portal.store.verify_audit().await.expect("verified"), []);
}

async fn the_mail_goes_to_whoever_is_there_at_the_end_of_the_chain(engine: Engine) {
    let office = office(engine).await;
    let third = office.portal.promote(&office.company, "drei").await;
    office.boss_is_away().await;
    office.away(&office.deputy, &third, TODAY, TODAY).await;
    let id = office.order(&["A1"]).await;
    let mails = office.portal.peek.mails().await;
    let wanted: Vec<_> = mails.iter().filter(|mail| mail.starts_with("release_wanted")).collect();
    assert_eq!(wanted, ["release_wanted to muster.drei@mail.example"]);
    assert!(office.portal.peek.notices("release_wanted").await[0].contains("muster.boss Muster"));
    assert!(office.portal.peek.notices("order_received").await[0].contains("muster.drei Muster"));
    assert_eq!(office.queue(&third).await, [(id, Some("muster.boss Muster".into()))]);
    office.portal.decide(&third, id, &[(1, Released)]).await.expect("decided");
}

async fn whoever_is_away_sees_the_queue_and_may_decide_and_only_the_first_decision_counts(engine: Engine) {
    let office = office(engine).await;
    office.boss_is_away().await;
    let id = office.order(&["A1", "A2"]).await;
    assert_eq!(office.queue(&office.company.boss).await, [(id, None)]);
    office.portal.decide(&office.company.boss, id, &[(1, Released)]).await.expect("decided");
    let refused = refusal(office.portal.decide(&office.deputy, id, &[(1, Rejected)]).await);
    assert!(matches!(refused, DecideRefusal::AlreadyDecided { by, .. } if by == "muster.boss Muster"));
    let decided = office.portal.decide(&office.deputy, id, &[(2, Released)]).await.expect("decided");
    assert_eq!(decided.status, OrderStatus::HandedOver);
}

async fn the_queue_of_a_substitute_holds_both_in_one_order(engine: Engine) {
    let office = office(engine).await;
    office.boss_is_away().await;
    let second = office.deputy.orderer().contact_id();
    let colleague = office.portal.employ_under(&office.company, "kollege", AlwaysReview, second).await;
    let first = office.order(&["A1"]).await;
    let own = office.portal.place(&colleague, &["A2"]).await.order_id;
    let last = office.order(&["A3"]).await;
    let boss = Some("muster.boss Muster".to_owned());
    assert_eq!(office.queue(&office.deputy).await, [(first, boss.clone()), (own, None), (last, boss)]);

    let store = &office.portal.store;
    let page = store.release_queue(&office.deputy, QueueFilter::default(), None, 2).await.expect("a page");
    let rest = store.release_queue(&office.deputy, QueueFilter::default(), page.next, 2).await.expect("the next page");
    assert_eq!(rest.rows.iter().map(|row| row.id).collect::<Vec<_>>(), [last]);
    assert_eq!(office.queue(&office.company.boss).await, [(first, None), (last, None)]);
}

async fn whoever_stands_in_and_whoever_is_away_hear_of_it(engine: Engine) {
    let office = office(engine).await;
    let third = office.portal.promote(&office.company, "drei").await;
    office.boss_is_away().await;
    let own = absence(&office.company.boss, &office.deputy, TODAY, date(2026, 11, 25));
    office.portal.store.enter_absence(&office.company.boss, own).await.expect("once more is no error");
    let told = office.portal.peek.notices("substitute_wanted").await;
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("muster.boss Muster"), "{told:?}");
    assert_eq!(office.portal.peek.count("outbox_mails where notice like '%absence_entered%'").await, 0, "who enters it knows");
    office.away(&third, &office.deputy, TODAY, TODAY).await;
    let told = office.portal.peek.notices("absence_entered").await;
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("muster.zwei Muster"), "{told:?}");
    assert_eq!(office.portal.store.absences(&third).await.expect("a list").rows.len(), 2);
}

async fn what_cannot_be_entered_is_refused(engine: Engine) {
    let office = office(engine).await;
    let Office { portal, company, deputy, orderer } = &office;
    office.boss_is_away().await;
    let enter = |absence: Absence| async move { refusal(portal.store.enter_absence(&company.boss, absence).await) };
    let tomorrow = date(2026, 11, 25);
    let fault = AbsenceRefusal::Fault;
    assert_eq!(enter(absence(deputy, deputy, TODAY, TODAY)).await, fault(AbsenceFault::OwnSubstitute));
    assert_eq!(enter(absence(deputy, &company.boss, TODAY, TODAY)).await, fault(AbsenceFault::Circle));
    assert_eq!(enter(absence(&company.boss, deputy, tomorrow, tomorrow)).await, fault(AbsenceFault::Overlaps));
    assert_eq!(enter(absence(deputy, &company.boss, tomorrow, TODAY)).await, fault(AbsenceFault::EndsBeforeItBegins));
    let yesterday = date(2026, 11, 23);
    assert_eq!(enter(absence(deputy, &company.boss, yesterday, yesterday)).await, fault(AbsenceFault::Over));
    let no_approver = Absence { substitute: orderer.contact_id(), ..absence(deputy, &company.boss, tomorrow, tomorrow) };
    assert_eq!(enter(no_approver).await, AbsenceRefusal::UnknownSubstitute);
    let no_approver = Absence { approver: orderer.contact_id(), ..absence(deputy, &company.boss, tomorrow, tomorrow) };
    assert_eq!(enter(no_approver).await, AbsenceRefusal::UnknownApprover);
    assert_eq!(portal.store.absences(&company.boss).await.expect("a list").rows.len(), 1);
}

async fn an_absence_can_be_ended_and_a_second_time_changes_nothing(engine: Engine) {
    let office = office(engine).await;
    let Office { portal, company, deputy, .. } = &office;
    office.boss_is_away().await;
    let id = office.order(&["A1"]).await;
    let rows = portal.store.absences(deputy).await.expect("a list").rows;
    assert!(rows[0].is_now);
    portal.store.end_absence(deputy, rows[0].id).await.expect("ended");
    assert_eq!(portal.peek.notices("absence_ended").await.len(), 1, "to the boss, not to who ended it");
    let before = portal.peek.counts().await;
    portal.store.end_absence(&company.boss, rows[0].id).await.expect("once more");
    assert_eq!(portal.peek.counts().await, before);
    assert!(is_not_found(&portal.decide(deputy, id, &[(1, Released)]).await));
    assert_eq!(portal.store.absences(deputy).await.expect("a list").rows, []);
    // Its days are free again.
    office.boss_is_away().await;
}

async fn absences_of_another_company_are_not_there(engine: Engine) {
    let office = office(engine).await;
    let Office { portal, company, deputy, .. } = &office;
    office.boss_is_away().await;
    let id = office.order(&["A1"]).await;
    let other = portal.company("fremd").await.boss;
    let row = portal.store.absences(&company.boss).await.expect("a list").rows.remove(0);
    assert_eq!(portal.store.absences(&other).await.expect("a list").rows, []);
    assert!(matches!(portal.store.end_absence(&other, row.id).await, Err(StoreError::NotFound)));
    let foreign = absence(&company.boss, &other, TODAY, TODAY);
    assert_eq!(refusal(portal.store.enter_absence(&company.boss, foreign).await), AbsenceRefusal::UnknownSubstitute);
    let foreign = absence(deputy, &other, TODAY, TODAY);
    assert_eq!(refusal(portal.store.enter_absence(&other, foreign).await), AbsenceRefusal::UnknownApprover);
    assert!(is_not_found(&portal.decide(&other, id, &[(1, Released)]).await));
}

async fn whoever_is_no_approver_any_more_enters_nothing_and_stands_in_for_nobody(engine: Engine) {
    let office = office(engine).await;
    let Office { portal, company, deputy, .. } = &office;
    office.boss_is_away().await;
    let id = office.order(&["A1"]).await;
    let leaving = deputy.orderer().contact_id();
    let needed = refusal(portal.store.delete_contact(&company.boss, leaving, None).await);
    let ContactRefusal::SuccessorNeeded(dependants) = needed else { panic!("{needed:?}") };
    assert_eq!(dependants.stands_in_for, ["muster.boss Muster"]);
    // The boss, who is away, cannot stand in for themselves, and is in charge again.
    portal.store.delete_contact(&company.boss, leaving, Some(company.boss.orderer().contact_id())).await.expect("deleted");
    assert!(is_not_found(&portal.decide(deputy, id, &[(1, Released)]).await));
    assert!(is_not_found(&portal.store.enter_absence(deputy, absence(&company.boss, deputy, TODAY, TODAY)).await));
    assert_eq!(portal.store.absences(&company.boss).await.expect("a list").rows, []);
    let ended = "select count(*) from audit_entries where event like '%substitute_ended%'";
    assert_eq!(portal.peek.number(ended).await, 1);
    portal.decide(&company.boss, id, &[(1, Released)]).await.expect("decided");
}

async fn a_successor_stands_in_where_the_one_before_did(engine: Engine) {
    let office = office(engine).await;
    let Office { portal, company, deputy, .. } = &office;
    let third = portal.promote(company, "drei").await;
    office.boss_is_away().await;
    office.away(deputy, &third, date(2026, 12, 1), date(2026, 12, 4)).await;
    let id = office.order(&["A1"]).await;
    let successor = Some(third.orderer().contact_id());
    portal.store.delete_contact(&company.boss, deputy.orderer().contact_id(), successor).await.expect("deleted");
    let rows = portal.store.absences(&third).await.expect("a list").rows;
    let names: Vec<_> = rows.iter().map(|row| (row.approver.as_str(), row.substitute.as_str())).collect();
    assert_eq!(names, [("muster.boss Muster", "muster.drei Muster")]);
    portal.decide(&third, id, &[(1, Released)]).await.expect("decided");
    let wanted = portal.peek.notices("substitute_wanted").await;
    assert_eq!(wanted.len(), 3, "one for each of the two absences, and one to the successor: {wanted:?}");
    let appointed = "select count(*) from audit_entries where event like '%substitute_named%'";
    let ended = "select count(*) from audit_entries where event like '%substitute_ended%'";
    assert_eq!((portal.peek.number(appointed).await, portal.peek.number(ended).await), (3, 1), "whoever left was to be away");
    assert_eq!(portal.store.verify_audit().await.expect("verified"), []);
}

async fn approver_and_substitutes_decide_at_once_and_each_line_is_decided_once(engine: Engine) {
    let office = office(engine).await;
    let Office { portal, company, deputy, .. } = &office;
    let third = portal.promote(company, "drei").await;
    office.boss_is_away().await;
    office.away(deputy, &third, TODAY, TODAY).await;
    let id = office.order(&["A1", "A2", "A3"]).await;
    let all = [(1, Released), (2, Released), (3, Released)];
    let tries = [&company.boss, deputy, &third, &company.boss, deputy, &third]
        .map(|approver| portal.store.decide(approver, id, crate::ordering::decisions(&all)));
    let answers = join_all(tries).await;
    let decided = answers.iter().filter(|answer| answer.is_ok()).count();
    assert!((1..=2).contains(&decided), "one person, whose second click is no error: {answers:?}");
    assert!(answers.iter().all(|answer| !matches!(answer, Err(Failure::Store(_)))), "{answers:?}");
    assert_eq!(portal.peek.count("decisions").await, 3);
    assert_eq!(portal.peek.count("supply_orders").await, 1);
    portal.peek.assert_statuses_hold().await;
}
