//! Orders that wait too long: reminders, and others who are asked to decide as well.

use crate::ordering::{Office, contact_data, id, is_not_found};
use domain::{
    Absence,
    ApprovalKind::{self, AlwaysReview},
    CustomerRule, OrderId, OrderStatus, Patience, Rank,
    Verdict::{Rejected, Released},
    audit::{ActorKind, AuditEvent},
    notice::Notice,
};
use futures::future::join_all;
use jiff::{SignedDuration, civil::date};
use std::sync::Arc;
use store::{Approver, DossierFilter, HistoryEntry, OrderView, QueueFilter, RevisedLine, Revising, Standing, Store};
use testbed::{Engine, both_engines};

both_engines![
    where_nobody_has_set_it_orders_wait_for_ever,
    whoever_has_it_is_reminded_once_and_then_the_superior_is_asked_once,
    the_list_tells_of_each_order_who_was_asked,
    either_of_the_two_decides_and_the_order_stays_theirs_to_read,
    without_a_superior_every_other_approver_is_asked,
    whoever_may_not_decide_is_not_asked,
    whoever_stands_in_today_is_reminded_and_asked,
    whoever_stands_in_for_somebody_asked_decides_in_their_place,
    two_servers_do_each_step_once,
    a_decision_taking_it_back_and_a_change_let_it_count_anew,
    once_it_has_gone_on_it_counts_anew_and_whoever_was_asked_has_nothing_to_do_with_it,
    it_counts_from_when_it_is_set_and_ends_when_it_is_off,
    an_order_that_is_taken_back_is_not_waited_for,
    whoever_was_asked_and_is_no_approver_any_more_hears_nothing_more,
    what_fails_is_put_off_and_holds_up_nothing_else,
    the_second_pair_of_eyes_is_that_of_somebody_who_is_there,
    the_supplier_sees_nothing_of_it,
];

const HOUR: SignedDuration = SignedDuration::from_hours(1);
/// From ten o'clock on a Tuesday: four working hours later, and nine.
const TO_REMINDER: i32 = 4;
const TO_ESCALATION: i32 = 24;

const BOTH: Patience = Patience { remind_after: Some(4), escalate_after: Some(9) };

impl Office {
    async fn patient(engine: Engine) -> Self {
        let office = Self::open(engine).await;
        office.portal.store.set_patience(&office.company.boss, BOTH).await.expect("set");
        office
    }

    /// The same with `boss` above `eva`.
    async fn with_superior(engine: Engine) -> Self {
        let office = Self::patient(engine).await;
        let rank = Rank { approver: id(&office.eva), limit: None, superior: Some(id(&office.company.boss)) };
        office.portal.store.set_rank(&office.company.boss, rank).await.expect("a superior");
        office
    }

    async fn place(&self) -> OrderId {
        self.portal.place(&self.orderer, &["A1", "A2"]).await.order_id
    }

    /// Lets so many hours pass, and then does what is due; how much that was.
    async fn after(&self, hours: i32) -> usize {
        self.portal.pass(HOUR * hours);
        self.look().await
    }

    /// Does what is due; how much that was.
    pub async fn look(&self) -> usize {
        let mut done = 0;
        for due in self.portal.store.due_waits(100).await.expect("a list") {
            done += usize::from(self.portal.store.nudge(due).await.expect("looked at"));
        }
        done
    }

    /// An order that eva has let wait until others were asked.
    async fn escalated(&self) -> OrderId {
        let order = self.place().await;
        assert_eq!((self.after(TO_REMINDER).await, self.after(TO_ESCALATION - TO_REMINDER).await), (1, 1));
        order
    }

    async fn mails(&self, kind: &str) -> Vec<String> {
        self.portal.peek.mails().await.into_iter().filter(|mail| mail.starts_with(kind)).collect()
    }

    /// In whose place everybody decides who was told of a change.
    async fn told_of_changes(&self) -> Vec<Option<String>> {
        let notices = self.portal.peek.notices("order_revised").await;
        let in_place_of = |notice: &String| match serde_json::from_str(notice).expect("a notice") {
            Notice::OrderRevised { in_place_of, .. } => in_place_of,
            other => panic!("{other:?}"),
        };
        let mut told: Vec<_> = notices.iter().map(in_place_of).collect();
        told.sort();
        told
    }

    async fn order(&self, order: OrderId) -> OrderView {
        self.portal.store.order(&self.orderer, order).await.expect("own order")
    }

    async fn last_event(&self, order: OrderId) -> HistoryEntry {
        self.order(order).await.history.pop().expect("it was placed")
    }

    /// Who was asked as well, as the page and the list say it.
    async fn asked(&self, order: OrderId) -> Vec<String> {
        let holder = self.order(order).await.holder;
        let rows = self.portal.store.dossier(&self.orderer, DossierFilter::All, None, 10).await.expect("a dossier");
        assert_eq!(rows.into_iter().find(|row| row.id == order).expect("a row").holder, holder);
        holder.expect("it waits").asked
    }

    async fn waits_for(&self, approver: &Approver) -> Vec<OrderId> {
        let rows: Vec<_> = self.portal.queue(approver).await.into_iter().map(|row| row.id).collect();
        let count = self.portal.store.release_count(approver).await.expect("a count");
        assert_eq!(i64::try_from(rows.len()), Ok(count));
        rows
    }

    async fn send_away(&self, away: &Approver, substitute: &Approver) {
        let (first, last) = (date(2026, 11, 24), date(2026, 11, 30));
        let absence = Absence { approver: id(away), substitute: id(substitute), first, last };
        self.portal.store.enter_absence(&self.company.boss, absence).await.expect("entered");
    }
}

async fn where_nobody_has_set_it_orders_wait_for_ever(engine: Engine) {
    let office = Office::patient(engine).await;
    let other = office.portal.company("anders").await;
    let orderer = office.portal.employ(&other, "immer", AlwaysReview).await;
    let before = office.portal.store.patience(&other.boss).await.expect("an answer");
    assert!(before.is_endless());
    let order = office.portal.place(&orderer, &["A1"]).await.order_id;
    office.portal.decide(&other.boss, order, &[(1, Released)]).await.expect("decided");
    office.portal.place(&orderer, &["A1"]).await;
    assert_eq!(office.after(24 * 30).await, 0);
    for table in ["order_waits", "nudges", "escalations"] {
        assert_eq!(office.portal.peek.count(table).await, 0, "{table}");
    }
}

async fn whoever_has_it_is_reminded_once_and_then_the_superior_is_asked_once(engine: Engine) {
    let office = Office::with_superior(engine).await;
    let order = office.place().await;
    office.portal.pass(HOUR * TO_REMINDER - SignedDuration::from_secs(1));
    assert_eq!((office.look().await, office.mails("release_overdue").await), (0, vec![]));
    office.portal.pass(SignedDuration::from_secs(1));
    assert_eq!((office.look().await, office.look().await), (1, 0));
    assert_eq!(office.mails("release_overdue").await, ["release_overdue to muster.eva@mail.example"]);
    let reminded = office.last_event(order).await;
    assert_eq!(reminded.event, AuditEvent::OverdueReminded { to: "muster.eva Muster".into() });
    assert_eq!((reminded.actor_kind, reminded.actor_name.as_str()), (ActorKind::System, "Freigabe"));
    let boss = &office.company.boss;
    assert_eq!((office.waits_for(boss).await, office.asked(order).await), (vec![], vec![]));
    assert!(is_not_found(&office.portal.decide(boss, order, &[(1, Released)]).await), "it is not theirs yet");

    assert_eq!(office.after(TO_ESCALATION - TO_REMINDER - 1).await, 0);
    assert_eq!((office.after(1).await, office.look().await), (1, 0));
    assert_eq!(office.mails("release_escalated").await, ["release_escalated to muster.boss@mail.example"]);
    let notices = office.portal.peek.notices("release_escalated").await;
    let Notice::ReleaseEscalated { from, since, hours, in_place_of, .. } = serde_json::from_str(&notices[0]).expect("a notice") else {
        panic!("{notices:?}")
    };
    assert_eq!((from.as_str(), since, hours, in_place_of), ("muster.eva Muster", date(2026, 11, 24), 9, None));
    let to = vec!["muster.boss Muster".to_owned()];
    assert_eq!(office.asked(order).await, to);
    assert_eq!(office.last_event(order).await.event, AuditEvent::OrderEscalated { to, from });
    for approver in [boss, &office.eva] {
        assert_eq!(office.waits_for(approver).await, [order]);
    }
    assert_eq!(office.waits_for(&office.zwei).await, []);
    assert_eq!((office.after(24 * 60).await, office.mails("release_").await.len()), (0, 3), "wanted, overdue, escalated: and no more");
    assert_eq!(office.portal.store.verify_audit().await.expect("verified"), []);
}

async fn the_list_tells_of_each_order_who_was_asked(engine: Engine) {
    let office = Office::with_superior(engine).await;
    let orders = [office.place().await, office.place().await];
    assert_eq!((office.after(TO_REMINDER).await, office.after(TO_ESCALATION - TO_REMINDER).await), (2, 2));
    let fresh = office.place().await;
    for order in orders {
        assert_eq!(office.asked(order).await, ["muster.boss Muster"]);
    }
    assert_eq!(office.asked(fresh).await, Vec::<String>::new());
    // However many there are, they are read by one statement.
    assert!(store::seen_statements().iter().any(|sql| sql.contains("from orders o") && sql.contains("o.id in (select id from wanted)")));
}

async fn either_of_the_two_decides_and_the_order_stays_theirs_to_read(engine: Engine) {
    let office = Office::with_superior(engine).await;
    let (first, second) = (office.escalated().await, office.place().await);
    let (store, boss) = (&office.portal.store, &office.company.boss);
    let case = store.order_for_release(boss, first).await.expect("asked");
    assert!(case.is_in_charge && case.is_shown);
    let decided = office.portal.decide(boss, first, &[(1, Released), (2, Rejected)]).await.expect("decided");
    assert_eq!(decided.status, OrderStatus::HandedOver);
    let told: Vec<_> = office.order(first).await.history.into_iter().map(|entry| entry.event).collect();
    let is_own = |event: &&AuditEvent| matches!(event, AuditEvent::LineDecided { in_place_of: None, .. });
    assert_eq!(told.iter().filter(is_own).count(), 2, "whoever was asked decides in nobody's place: {told:?}");
    assert!(store.order_for_release(boss, first).await.is_ok(), "what one has decided one may read");
    assert_eq!((office.waits_for(boss).await, office.portal.peek.count("order_waits").await), (vec![], 1));

    assert_eq!((office.after(6).await, office.after(18).await), (1, 1), "the second order");
    assert_eq!(office.waits_for(boss).await, [second]);
    office.portal.decide(&office.eva, second, &[(1, Released), (2, Released)]).await.expect("eva still may");
    assert_eq!((office.waits_for(boss).await, office.portal.peek.count("order_waits").await), (vec![], 0));
}

async fn without_a_superior_every_other_approver_is_asked(engine: Engine) {
    let office = Office::patient(engine).await;
    let order = office.escalated().await;
    let expected = ["release_escalated to muster.boss@mail.example", "release_escalated to muster.zwei@mail.example"];
    assert_eq!(office.mails("release_escalated").await, expected);
    assert_eq!(office.asked(order).await, ["muster.boss Muster", "muster.zwei Muster"]);
    let filter = QueueFilter { standing: Standing::InCharge, ..QueueFilter::default() };
    let queue = office.portal.store.release_queue(&office.zwei, filter, None, 10).await.expect("a queue");
    assert_eq!(queue.rows.iter().map(|row| row.id).collect::<Vec<_>>(), [order]);
    assert_eq!(queue.rows[0].in_place_of, None);
    assert_eq!(queue.orderers.len(), 1);
    office.portal.decide(&office.zwei, order, &[(1, Released), (2, Released)]).await.expect("decided");
}

async fn whoever_may_not_decide_is_not_asked(engine: Engine) {
    let office = Office::with_superior(engine).await;
    let store = &office.portal.store;
    let order = office.place().await;
    // Whoever has ordered it becomes an approver, and the superior of the one in charge.
    let detail = store.contact(&office.company.boss, office.orderer.contact_id()).await.expect("a contact");
    let data = store::ContactData { approval: ApprovalKind::Approver, approver_id: None, ..detail.data };
    store.edit_contact(&office.company.boss, office.orderer.contact_id(), data, None).await.expect("an approver");
    let rank = Rank { approver: id(&office.eva), limit: None, superior: Some(office.orderer.contact_id()) };
    store.set_rank(&office.company.boss, rank).await.expect("a superior");
    assert_eq!((office.after(TO_REMINDER).await, office.after(TO_ESCALATION - TO_REMINDER).await), (1, 1));
    assert_eq!(office.asked(order).await, ["muster.boss Muster", "muster.zwei Muster"]);
    let orderer = office.portal.approver("muster.immer").await;
    assert_eq!(office.waits_for(&orderer).await, []);
    assert!(is_not_found(&office.portal.decide(&orderer, order, &[(1, Released)]).await));
}

async fn whoever_stands_in_today_is_reminded_and_asked(engine: Engine) {
    let office = Office::with_superior(engine).await;
    let dritte = office.portal.promote(&office.company, "drei").await;
    office.send_away(&office.eva, &office.zwei).await;
    office.send_away(&office.company.boss, &dritte).await;
    let order = office.escalated().await;
    assert_eq!(office.mails("release_overdue").await, ["release_overdue to muster.zwei@mail.example"]);
    assert_eq!(office.mails("release_escalated").await, ["release_escalated to muster.drei@mail.example"]);
    assert_eq!(office.asked(order).await, ["muster.drei Muster"]);
    for approver in [&office.eva, &office.zwei, &office.company.boss, &dritte] {
        assert_eq!(office.waits_for(approver).await, [order]);
    }
    office.portal.decide(&dritte, order, &[(1, Released), (2, Released)]).await.expect("in the place of the superior");
}

async fn whoever_stands_in_for_somebody_asked_decides_in_their_place(engine: Engine) {
    let office = Office::with_superior(engine).await;
    let (store, boss) = (&office.portal.store, &office.company.boss);
    let drei = office.portal.promote(&office.company, "drei").await;
    office.send_away(&office.eva, &office.zwei).await;
    office.send_away(boss, &drei).await;
    let order = office.escalated().await;
    let [of_eva, of_boss] = ["muster.eva Muster", "muster.boss Muster"].map(|name| Some(name.to_owned()));
    for (who, is_asked, in_place_of) in
        [(&office.eva, false, &None), (&office.zwei, false, &of_eva), (boss, true, &None), (&drei, true, &of_boss)]
    {
        let shown = store.order_for_release(who, order).await.expect("they may decide");
        let row = office.portal.queue(who).await.remove(0);
        assert_eq!((shown.is_asked, &shown.in_place_of, &row.in_place_of), (is_asked, in_place_of, in_place_of));
    }
    let more = RevisedLine { position: 1, quantity: 3, price: domain::Rappen(1250) };
    let revising = Revising { version: 1, level: 0, lines: vec![more], added: vec![], seen: String::new(), note: None };
    store.revise(&office.orderer, order, revising).await.expect("changed");
    assert_eq!(office.told_of_changes().await, [of_boss.clone(), of_eva.clone()]);

    office.portal.decide(&drei, order, &[(2, Released)]).await.expect("in the place of the superior");
    let AuditEvent::LineDecided { in_place_of, .. } = office.last_event(order).await.event else { panic!("a decision") };
    assert_eq!(in_place_of, of_boss);
    let decided_at = office.order(order).await.lines[1].decision.as_ref().expect("a decision").decided_at;
    store.take_back(&drei, order, 2, decided_at).await.expect("taken back");
    let AuditEvent::DecisionTakenBack { in_place_of, .. } = office.last_event(order).await.event else { panic!("taken back") };
    assert_eq!(in_place_of, of_boss);
    office.portal.decide(&office.zwei, order, &[(2, Released)]).await.expect("in the place of the approver in charge");
    let AuditEvent::LineDecided { in_place_of, .. } = office.last_event(order).await.event else { panic!("a decision") };
    assert_eq!(in_place_of, of_eva);
}

async fn two_servers_do_each_step_once(engine: Engine) {
    let office = Office::patient(engine).await;
    for _ in 0..3 {
        office.place().await;
    }
    for (hours, kind, mails) in [(TO_REMINDER, "release_overdue", 3), (TO_ESCALATION - TO_REMINDER, "release_escalated", 6)] {
        office.portal.pass(HOUR * hours);
        let now = office.portal.store.now().instant();
        let other = Store::open(&office.portal.server_url(), Arc::new(move || now)).await.expect("a second server");
        let servers = [office.portal.store.clone(), other.clone(), office.portal.store.clone(), other.clone()];
        let mut lists = Vec::new();
        for server in &servers {
            lists.push(server.due_waits(100).await.expect("a list"));
        }
        assert!(lists.iter().all(|list| list.len() == 3), "each sees the same");
        let nudges = servers.iter().zip(lists).flat_map(|(server, list)| list.into_iter().map(move |due| server.nudge(due)));
        let done = join_all(nudges).await.into_iter().filter(|done| *done.as_ref().expect("looked at")).count();
        other.close().await;
        assert_eq!((done, office.mails(kind).await.len()), (3, mails));
    }
    assert_eq!((office.portal.peek.count("nudges").await, office.portal.peek.count("escalations").await), (6, 6));
    assert_eq!(office.portal.store.verify_audit().await.expect("verified"), []);
}

async fn a_decision_taking_it_back_and_a_change_let_it_count_anew(engine: Engine) {
    let office = Office::patient(engine).await;
    let order = office.place().await;
    // 13:00
    office.portal.pass(HOUR * 3);
    office.portal.decide(&office.eva, order, &[(1, Released)]).await.expect("decided");
    let decided_at = office.portal.store.now();
    assert_eq!(office.after(3).await, 0, "16:00, one hour too early");
    office.portal.store.take_back(&office.eva, order, 1, decided_at).await.expect("taken back");
    assert_eq!(office.after(1).await, 0);
    // 11:00 of the next day, four working hours after it was taken back.
    assert_eq!((office.after(17).await, office.after(1).await), (0, 1));
    assert_eq!(office.mails("release_overdue").await.len(), 1);
    let removed = RevisedLine { position: 1, quantity: 0, price: domain::Rappen(0) };
    let revising = Revising { version: 1, level: 0, lines: vec![removed], added: vec![], seen: String::new(), note: None };
    office.portal.store.revise(&office.orderer, order, revising).await.expect("changed");
    // Eleven o'clock on the day after is nine working hours later.
    assert_eq!((office.after(23).await, office.after(1).await), (0, 1), "reminded is enough: only the next step is left");
    assert_eq!((office.mails("release_overdue").await.len(), office.mails("release_escalated").await.len()), (1, 2));
}

async fn once_it_has_gone_on_it_counts_anew_and_whoever_was_asked_has_nothing_to_do_with_it(engine: Engine) {
    let office = Office::patient(engine).await;
    let (store, boss) = (&office.portal.store, &office.company.boss);
    store.switch_rule(boss, CustomerRule::NeedsFourEyes, true).await.expect("demanded");
    let order = office.escalated().await;
    assert_eq!(office.waits_for(&office.zwei).await, [order]);
    office.portal.decide(&office.eva, order, &[(1, Released), (2, Released)]).await.expect("released");
    // It waits for the longest-serving other approver to confirm it.
    assert_eq!(
        (office.asked(order).await, office.waits_for(&office.zwei).await, office.waits_for(&office.eva).await),
        (vec![], vec![], vec![])
    );
    assert_eq!(office.waits_for(boss).await, [order]);
    assert!(is_not_found(&office.portal.confirm(&office.zwei, order, 1).await));
    assert_eq!((office.after(TO_REMINDER - 1).await, office.after(1).await), (0, 1));
    assert_eq!(
        office.mails("release_overdue").await,
        ["release_overdue to muster.boss@mail.example", "release_overdue to muster.eva@mail.example"]
    );
    assert_eq!(office.after(TO_ESCALATION - TO_REMINDER).await, 1);
    assert_eq!(office.asked(order).await, ["muster.zwei Muster"], "nobody confirms their own release");
    assert_eq!(office.portal.confirm(&office.zwei, order, 1).await.expect("confirmed").status, OrderStatus::HandedOver);
    assert_eq!(office.portal.store.verify_audit().await.expect("verified"), []);
}

async fn it_counts_from_when_it_is_set_and_ends_when_it_is_off(engine: Engine) {
    let office = Office::patient(engine).await;
    let (store, boss) = (&office.portal.store, &office.company.boss);
    let order = office.escalated().await;
    let remind = Patience { remind_after: Some(2), escalate_after: None };
    for _ in 0..2 {
        store.set_patience(boss, remind).await.expect("set");
    }
    assert_eq!(store.patience(boss).await.expect("an answer"), remind);
    assert_eq!((office.after(1).await, office.after(1).await, office.look().await), (0, 1, 0), "a new turn");
    assert_eq!(office.waits_for(&office.zwei).await, [order], "who was asked still may");
    store.set_patience(boss, Patience::default()).await.expect("off");
    let waiting = office.place().await;
    assert_eq!((office.after(24 * 30).await, office.portal.peek.count("order_waits").await), (0, 0));
    store.set_patience(boss, BOTH).await.expect("on");
    assert_eq!((office.look().await, office.portal.peek.count("order_waits").await), (0, 2), "what waits already counts from now");
    office.portal.pass(HOUR * 24 * 7);
    assert_eq!(office.look().await, 2, "{waiting}");
    let stranger = office.portal.company("fremd").await.boss;
    assert!(store.patience(&stranger).await.expect("an answer").is_endless(), "of one customer only");
    let changes = "select count(*) from audit_entries where event like '{\"event\":\"patience_set\"%'";
    assert_eq!(office.portal.peek.number(changes).await, 4);
}

async fn an_order_that_is_taken_back_is_not_waited_for(engine: Engine) {
    let office = Office::with_superior(engine).await;
    let (order, other) = (office.escalated().await, office.place().await);
    office.portal.store.withdraw(&office.orderer, order).await.expect("withdrawn");
    assert!(office.mails("order_withdrawn").await.contains(&"order_withdrawn to muster.boss@mail.example".to_owned()));
    assert_eq!(office.waits_for(&office.company.boss).await, []);
    office.portal.store.delete_contact(&office.company.boss, id(&office.eva), Some(id(&office.zwei))).await.expect("deleted");
    // The successor's turn has begun just now.
    assert_eq!((office.after(3).await, office.after(1).await), (0, 1));
    assert_eq!(
        office.order(other).await.history.pop().map(|entry| entry.event),
        Some(AuditEvent::OverdueReminded { to: "muster.zwei Muster".into() })
    );
    office.portal.decide(&office.zwei, other, &[(1, Rejected), (2, Rejected)]).await.expect("rejected");
    assert_eq!((office.after(24 * 7).await, office.portal.peek.count("order_waits").await), (0, 0));
}

async fn the_supplier_sees_nothing_of_it(engine: Engine) {
    let office = Office::with_superior(engine).await;
    let order = office.escalated().await;
    for mail in office.portal.store.claim_mails(100).await.expect("claimed") {
        office.portal.store.mail_failed(mail.id, "no such mailbox", true).await.expect("noted");
    }
    let all = office.portal.store.undelivered_mails(&office.company.boss).await.expect("a list");
    let is_ours = |notice: &Option<Notice>| matches!(notice, Some(Notice::ReleaseOverdue { .. } | Notice::ReleaseEscalated { .. }));
    let ours: Vec<_> = all.iter().filter(|mail| is_ours(&mail.notice)).map(|mail| mail.id).collect();
    assert_eq!(ours.len(), 2);
    office.portal.pass(HOUR);
    office.portal.decide(&office.company.boss, order, &[(1, Released), (2, Released)]).await.expect("decided");
    let seen = office.portal.store.undelivered_mails_of_customers(&office.portal.supplier).await.expect("a list");
    assert!(!seen.is_empty() && seen.iter().all(|row| !ours.contains(&row.id)));
}

async fn whoever_was_asked_and_is_no_approver_any_more_hears_nothing_more(engine: Engine) {
    let office = Office::patient(engine).await;
    let (store, boss) = (&office.portal.store, &office.company.boss);
    let order = office.escalated().await;
    let demoted = contact_data("muster.zwei", ApprovalKind::Unrestricted, None);
    store.edit_contact(boss, id(&office.zwei), demoted, None).await.expect("demoted");
    assert_eq!(office.asked(order).await, ["muster.boss Muster"]);
    store.withdraw(&office.orderer, order).await.expect("withdrawn");
    let told = office.mails("order_withdrawn").await;
    assert!(told.iter().all(|mail| !mail.contains("zwei")) && told.len() == 3, "the orderer, eva and boss: {told:?}");
    assert_eq!(office.portal.peek.number("select count(*) from escalations where ended_at is null").await, 0);
}

async fn what_fails_is_put_off_and_holds_up_nothing_else(engine: Engine) {
    let office = Office::patient(engine).await;
    let (broken, sound) = (office.place().await, office.place().await);
    let number = office.order(broken).await.number;
    office.portal.peek.execute(&format!("update orders set approval = 'kaputt' where number = {number}")).await.expect("broken");
    office.portal.pass(HOUR * TO_REMINDER);
    let store = &office.portal.store;
    let first = store.due_waits(1).await.expect("a list").remove(0);
    assert_eq!(first.order_id(), broken);
    assert!(store.nudge(first).await.is_err());
    store.put_off(first).await.expect("put off");
    let next = store.due_waits(1).await.expect("a list").remove(0);
    assert_eq!((next.order_id(), store.nudge(next).await.expect("reminded")), (sound, true));
    assert_eq!(store.due_waits(1).await.expect("a list").len(), 0);
    office.portal.pass(HOUR);
    assert_eq!(store.due_waits(1).await.expect("a list").len(), 1, "it is looked at again");
}

async fn the_second_pair_of_eyes_is_that_of_somebody_who_is_there(engine: Engine) {
    let office = Office::with_superior(engine).await;
    let drei = office.portal.promote(&office.company, "drei").await;
    office.portal.store.switch_rule(&office.company.boss, CustomerRule::NeedsFourEyes, true).await.expect("demanded");
    office.send_away(&office.company.boss, &drei).await;
    let order = office.escalated().await;
    office.portal.decide(&drei, order, &[(1, Released), (2, Released)]).await.expect("in the place of the superior");
    // It would go on to the superior, in whose place only drei is there, who has released it.
    assert_eq!((office.waits_for(&office.eva).await, office.waits_for(&drei).await), (vec![order], vec![]));
    let done = office.portal.confirm(&office.eva, order, 1).await.expect("confirmed");
    assert_eq!(done.status, OrderStatus::HandedOver);
}
