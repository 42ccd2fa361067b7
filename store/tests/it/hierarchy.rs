//! Releases that go on: limits and superiors, four eyes, and own orders.

use crate::ordering::{Company, Portal, contact_data, id, is_not_found, refusal};
use domain::{
    Absence,
    ApprovalKind::{self, AlwaysReview},
    CustomerRule, OrderId, OrderStatus, Rank, RankFault, Rappen,
    Verdict::{Rejected, Released},
    audit::AuditEvent,
    hierarchy::Why,
};
use jiff::civil::date;
use store::{
    Approver, Confirmation, ContactRefusal, DecideRefusal, Failure, GoesOn, LineDecision, Orderer, RankRefusal, Rejections, RuleRefusal,
    StoreError, TakeBackRefusal,
};
use testbed::{Engine, both_engines};

both_engines![
    within_the_limit_one_release_is_enough,
    above_the_limit_the_order_goes_on_and_is_handed_over_once_confirmed,
    the_superior_rejects_a_line_that_was_released,
    an_order_of_which_the_superior_rejects_everything_ends,
    nobody_confirms_their_own_release_in_whoevers_place,
    strangers_and_the_demoted_confirm_nothing,
    a_confirmation_happens_once,
    what_somebody_rejected_meanwhile_is_not_confirmed_unseen,
    four_eyes_want_a_second_person,
    what_cannot_be_is_refused_before_it_is_saved,
    a_superior_who_leaves_is_succeeded,
    an_approver_who_leaves_lets_nothing_pass_the_limits_above,
    approvers_release_their_own_orders_only_where_they_may,
    what_has_gone_on_can_be_withdrawn_and_confirmed_by_mail,
    what_is_overruled_by_mail_is_recorded_as_such,
    whoever_has_released_what_goes_on_takes_no_single_decision_back_but_may_write,
];

/// A company in which `eva` releases up to 500 francs, and `boss` everything.
struct Office {
    portal: Portal,
    company: Company,
    eva: Approver,
    orderer: Orderer,
}

impl Office {
    async fn open(engine: Engine) -> Self {
        let portal = Portal::open(engine).await;
        let company = portal.company("muster").await;
        let eva = portal.promote(&company, "eva").await;
        let orderer = portal.employ_under(&company, "immer", AlwaysReview, id(&eva)).await;
        let office = Self { portal, company, eva, orderer };
        office.rank(&office.eva, Some(50_000), Some(&office.company.boss)).await.expect("a limit");
        office
    }

    async fn rank(&self, approver: &Approver, limit: Option<i64>, superior: Option<&Approver>) -> Result<(), Failure<RankRefusal>> {
        let rank = Rank { approver: id(approver), limit: limit.map(Rappen), superior: superior.map(id) };
        self.portal.store.set_rank(&self.company.boss, rank).await
    }

    /// The key in the mail that asks for a confirmation.
    async fn confirmation_key(&self) -> String {
        let mails = self.portal.store.claim_mails(50).await.expect("mails");
        let wanted = mails.into_iter().find(|mail| matches!(mail.notice, domain::notice::Notice::ConfirmationWanted { .. }));
        wanted.and_then(|mail| mail.code).expect("the mail carries a key").reveal().to_owned()
    }

    /// An order above the limit, with two lines, that `eva` has released.
    async fn passed_on(&self) -> OrderId {
        let order = self.portal.place(&self.orderer, &["A5", "A1"]).await.order_id;
        let decided = self.portal.decide(&self.eva, order, &[(1, Released), (2, Released)]).await.expect("released");
        assert_eq!((decided.status, decided.open_lines), (OrderStatus::PartlyDecided, 0));
        order
    }

    async fn status(&self, order: OrderId) -> OrderStatus {
        self.portal.peek.assert_statuses_hold().await;
        self.portal.store.order(&self.orderer, order).await.expect("own order").status
    }

    async fn waits_for(&self, approver: &Approver) -> i64 {
        let rows = self.portal.queue(approver).await.len();
        let count = self.portal.store.release_count(approver).await.expect("a count");
        assert_eq!(i64::try_from(rows), Ok(count));
        count
    }

    /// Lets somebody stand in for `away` today who is back earlier than was thought.
    async fn absent_and_back(&self, away: &Approver, substitute: &Approver, meanwhile: &Approver) {
        self.absent(substitute, meanwhile).await;
        self.absent(away, substitute).await;
        let rows = self.portal.store.absences(away).await.expect("a list").rows;
        let own = rows.iter().find(|row| row.approver == substitute.orderer().name()).expect("it was entered");
        self.portal.store.end_absence(substitute, own.id).await.expect("ended");
    }

    /// Enters that somebody stands in for `away` today.
    async fn absent(&self, away: &Approver, substitute: &Approver) {
        let (first, last) = (date(2026, 11, 24), date(2026, 11, 30));
        let absence = Absence { approver: id(away), substitute: id(substitute), first, last };
        self.portal.store.enter_absence(&self.company.boss, absence).await.expect("entered");
    }
}

async fn within_the_limit_one_release_is_enough(engine: Engine) {
    let office = Office::open(engine).await;
    let order = office.portal.place(&office.orderer, &["A3"]).await.order_id;
    let decided = office.portal.decide(&office.eva, order, &[(1, Released)]).await.expect("released");
    assert_eq!(decided.status, OrderStatus::HandedOver);
    assert_eq!(office.portal.peek.count("confirmations").await, 0);
    // What is rejected does not count.
    let order = office.portal.place(&office.orderer, &["A5", "A3"]).await.order_id;
    let decided = office.portal.decide(&office.eva, order, &[(1, Rejected), (2, Released)]).await.expect("decided");
    assert_eq!(decided.status, OrderStatus::HandedOver);
}

async fn above_the_limit_the_order_goes_on_and_is_handed_over_once_confirmed(engine: Engine) {
    let office = Office::open(engine).await;
    let (store, boss) = (&office.portal.store, &office.company.boss);
    let waiting = office.portal.place(&office.orderer, &["A5"]).await.order_id;
    let case = store.order_for_release(&office.eva, waiting).await.expect("in charge");
    assert_eq!(case.goes_on, Some(GoesOn { to: "muster.boss Muster".into(), why: Why::Limit(Rappen(50_000)) }), "said before");
    let order = office.passed_on().await;
    assert_eq!(office.portal.peek.count("supply_orders").await, 0, "the supplier has nothing yet");
    assert_eq!((office.waits_for(&office.eva).await, office.waits_for(boss).await), (1, 1));
    let seen = store.order_for_release(boss, order).await.expect("in charge now");
    assert_eq!((seen.level, seen.released_by.as_deref(), seen.goes_on), (1, Some("muster.eva Muster"), None));
    let holder = store.order(&office.orderer, order).await.expect("own order").holder.expect("it waits");
    assert_eq!(holder.name, "muster.boss Muster");

    let decided = office.portal.confirm(boss, order, 1).await.expect("confirmed");
    assert_eq!((decided.status, office.status(order).await), (OrderStatus::HandedOver, OrderStatus::HandedOver));
    let history = store.order(&office.orderer, order).await.expect("own order").history;
    let told: Vec<_> = history.into_iter().map(|entry| entry.event).collect();
    let passed_on =
        AuditEvent::OrderPassedOn { to: "muster.boss Muster".into(), limit: Some(Rappen(50_000)), is_for_budget: false, has_left: false };
    assert!(told.contains(&passed_on), "{told:?}");
    assert!(told.contains(&AuditEvent::ReleaseConfirmed { in_place_of: None }));
    let mails = office.portal.peek.mails().await;
    assert_eq!(mails.iter().filter(|mail| *mail == "confirmation_wanted to muster.boss@mail.example").count(), 1, "{mails:?}");
    assert_eq!(mails.iter().filter(|mail| mail.starts_with("handed_over")).count(), 1);
    assert_eq!(store.verify_audit().await.expect("verified"), []);
}

async fn the_superior_rejects_a_line_that_was_released(engine: Engine) {
    let office = Office::open(engine).await;
    let (store, boss) = (&office.portal.store, &office.company.boss);
    let order = office.passed_on().await;
    let rejected = office.portal.decide(boss, order, &[(1, Rejected)]).await.expect("rejected");
    assert_eq!(rejected.status, OrderStatus::PartlyDecided, "it still has to be confirmed");
    office.portal.decide(boss, order, &[(1, Rejected)]).await.expect("once more is no error");
    assert_eq!(office.portal.peek.count("overrulings").await, 1);
    assert_eq!(refusal(office.portal.decide(&office.eva, order, &[(1, Released)]).await), already(&office, boss));
    assert_eq!(refusal(office.portal.decide(boss, order, &[(1, Released)]).await), already(&office, boss), "nor is it taken back");
    office.portal.confirm(boss, order, 1).await.expect("confirmed");
    let view = store.order(&office.orderer, order).await.expect("own order");
    assert_eq!((view.status, view.delivered_totals.net), (OrderStatus::HandedOver, Rappen(1250)));
    let supplied = store.supply_orders(&office.portal.supplier, None, None, 5).await.expect("supply orders");
    assert_eq!(supplied.len(), 1);
}

fn already(office: &Office, by: &Approver) -> DecideRefusal {
    DecideRefusal::AlreadyDecided { by: by.orderer().name(), at: office.portal.store.now() }
}

async fn an_order_of_which_the_superior_rejects_everything_ends(engine: Engine) {
    let office = Office::open(engine).await;
    let order = office.passed_on().await;
    let decided = office.portal.decide(&office.company.boss, order, &[(1, Rejected), (2, Rejected)]).await.expect("rejected");
    assert_eq!((decided.status, office.status(order).await), (OrderStatus::Rejected, OrderStatus::Rejected));
    let late = office.portal.confirm(&office.company.boss, order, 1).await;
    assert_eq!(refusal(late), DecideRefusal::Closed { status: OrderStatus::Rejected });
    assert_eq!(office.portal.peek.count("supply_orders").await, 0);
}

async fn nobody_confirms_their_own_release_in_whoevers_place(engine: Engine) {
    let office = Office::open(engine).await;
    let store = &office.portal.store;
    let third = office.portal.promote(&office.company, "dritte").await;
    office.absent_and_back(&office.company.boss, &office.eva, &third).await;
    let order = office.passed_on().await;
    assert!(is_not_found(&office.portal.confirm(&office.eva, order, 1).await), "she has released it herself");
    assert_eq!(office.waits_for(&office.eva).await, 0);
    let (mine, rejects) = (LineDecision::release(1), LineDecision::reject(2, None, None));
    store.decide(&office.eva, order, vec![mine]).await.expect("to send her own release again is no error");
    assert!(matches!(store.decide(&office.eva, order, vec![rejects]).await, Err(Failure::Refused(DecideRefusal::AlreadyDecided { .. }))));
    let seen = store.order_for_release(&office.eva, order).await.expect("she may read it");
    assert!(!seen.is_in_charge && seen.is_shown);
    let holder = store.order(&office.orderer, order).await.expect("own order").holder.expect("it waits");
    assert_eq!((holder.name.as_str(), holder.in_place_of), ("muster.boss Muster", None), "though he is away");
    let row = store.dossier(&office.orderer, store::DossierFilter::All, None, 1).await.expect("a dossier").remove(0);
    assert_eq!(row.holder.expect("it waits").name, "muster.boss Muster", "the list says the same");
    let mails = office.portal.peek.mails().await;
    assert!(mails.contains(&"confirmation_wanted to muster.boss@mail.example".into()), "{mails:?}");
    office.portal.confirm(&office.company.boss, order, 1).await.expect("confirmed from afar");
}

async fn strangers_and_the_demoted_confirm_nothing(engine: Engine) {
    let office = Office::open(engine).await;
    let (store, boss) = (&office.portal.store, &office.company.boss);
    let third = office.portal.promote(&office.company, "dritte").await;
    let stranger = office.portal.company("fremd").await.boss;
    let order = office.passed_on().await;
    for other in [&third, &stranger] {
        assert!(is_not_found(&office.portal.confirm(other, order, 1).await));
        assert!(is_not_found(&store.decide(other, order, vec![LineDecision::reject(1, None, None)]).await));
        assert!(matches!(store.order_for_release(other, order).await, Err(StoreError::NotFound)));
    }
    for level in [0, 2, 9] {
        assert!(office.portal.confirm(boss, order, level).await.is_err(), "level {level}");
    }
    let demoted = contact_data("muster.boss", ApprovalKind::Unrestricted, None);
    store.edit_contact(&third, id(boss), demoted, Some(id(&third))).await.expect("demoted");
    assert!(is_not_found(&office.portal.confirm(boss, order, 1).await));
    assert_eq!(office.waits_for(&third).await, 1);
    let decided = office.portal.confirm(&third, order, 1).await.expect("the successor confirms");
    assert_eq!(decided.status, OrderStatus::HandedOver);
}

async fn a_confirmation_happens_once(engine: Engine) {
    let office = Office::open(engine).await;
    let (store, boss) = (&office.portal.store, &office.company.boss);
    let third = office.portal.promote(&office.company, "dritte").await;
    office.absent(boss, &third).await;
    let order = office.passed_on().await;
    let seen = office.portal.seen(&third, order, 1).await;
    let at_once = futures::future::join_all((0..4).map(|_| store.confirm(&third, order, seen.clone()))).await;
    assert!(at_once.iter().all(|done| done.as_ref().is_ok_and(|done| done.status == OrderStatus::HandedOver)), "{at_once:?}");
    assert_eq!(refusal(office.portal.confirm(boss, order, 1).await), already(&office, &third));
    assert_eq!((office.portal.peek.count("confirmations").await, office.portal.peek.count("supply_orders").await), (2, 1));
}

async fn what_somebody_rejected_meanwhile_is_not_confirmed_unseen(engine: Engine) {
    let office = Office::open(engine).await;
    let (portal, boss) = (&office.portal, &office.company.boss);
    let third = portal.promote(&office.company, "dritte").await;
    office.absent(boss, &third).await;
    let order = office.passed_on().await;
    let stale = portal.seen(boss, order, 1).await;
    portal.decide(&third, order, &[(1, Rejected)]).await.expect("rejected");
    let before = portal.peek.counts().await;
    let unsealed = Confirmation { seal: String::new(), ..stale.clone() };
    for seen in [stale, unsealed] {
        assert_eq!(refusal(portal.store.confirm(boss, order, seen).await), DecideRefusal::ReleaseChanged);
    }
    assert_eq!((portal.peek.counts().await, portal.peek.count("confirmations").await), (before, 1), "nothing has come of it");
    let done = portal.confirm(boss, order, 1).await.expect("confirmed as it is now");
    let view = portal.store.order(&office.orderer, order).await.expect("own order");
    assert_eq!((done.status, view.delivered_totals.net), (OrderStatus::HandedOver, Rappen(1250)));
}

async fn four_eyes_want_a_second_person(engine: Engine) {
    let office = Office::open(engine).await;
    let (store, boss) = (&office.portal.store, &office.company.boss);
    store.switch_rule(boss, CustomerRule::NeedsFourEyes, true).await.expect("demanded");
    let order = office.portal.place(&office.orderer, &["A6"]).await.order_id;
    let decided = office.portal.decide(&office.eva, order, &[(1, Released)]).await.expect("released");
    assert_eq!(decided.status, OrderStatus::PartlyDecided, "whatever it costs");
    office.portal.confirm(boss, order, 1).await.expect("confirmed");
    // From the top it goes to whoever else is there.
    let under_boss = office.portal.employ(&office.company, "direkt", AlwaysReview).await;
    let order = office.portal.place(&under_boss, &["A5"]).await.order_id;
    office.portal.decide(boss, order, &[(1, Released)]).await.expect("released");
    let done = office.portal.confirm(&office.eva, order, 1).await.expect("she is the second person");
    assert_eq!(done.status, OrderStatus::HandedOver, "her limit does not matter, as his was enough");
    let demoted = contact_data("muster.eva", ApprovalKind::Unrestricted, None);
    let left_alone = store.edit_contact(boss, id(&office.eva), demoted, Some(id(boss))).await;
    assert_eq!(refusal(left_alone), ContactRefusal::FourEyes);
}

async fn what_cannot_be_is_refused_before_it_is_saved(engine: Engine) {
    let office = Office::open(engine).await;
    let (store, boss) = (&office.portal.store, &office.company.boss);
    let fault = |fault| RankRefusal::Fault(fault);
    assert_eq!(refusal(office.rank(boss, Some(1), None).await), fault(RankFault::SuperiorMissing));
    assert_eq!(refusal(office.rank(boss, Some(1), Some(&office.eva)).await), fault(RankFault::Circle));
    let stranger = office.portal.company("fremd").await.boss;
    assert_eq!(refusal(office.rank(&stranger, None, Some(boss)).await), RankRefusal::UnknownApprover);
    assert_eq!(refusal(office.rank(&office.eva, Some(1), Some(&stranger)).await), RankRefusal::UnknownSuperior);
    assert_eq!(refusal(store.switch_rule(&stranger, CustomerRule::NeedsFourEyes, true).await), RuleRefusal::NobodyElse);
    let rules = store.hierarchy(boss).await.expect("rules");
    let ways: Vec<_> = rules.ways.into_iter().map(|way| (way.orderer, way.approvers)).collect();
    assert_eq!(ways, [("muster.immer Muster".to_owned(), vec!["muster.eva Muster".to_owned(), "muster.boss Muster".to_owned()])]);
}

async fn a_superior_who_leaves_is_succeeded(engine: Engine) {
    let office = Office::open(engine).await;
    let (store, boss) = (&office.portal.store, &office.company.boss);
    let third = office.portal.promote(&office.company, "dritte").await;
    let leave = async |successor: Option<&Approver>| store.delete_contact(&third, id(boss), successor.map(id)).await;
    match refusal(leave(None).await) {
        ContactRefusal::SuccessorNeeded(dependants) => assert_eq!(dependants.superior_of, ["muster.eva Muster"]),
        other => panic!("{other:?}"),
    }
    assert_eq!(refusal(leave(Some(&office.eva)).await), ContactRefusal::SuccessorBelow, "what is above her limit would come back");
    let order = office.passed_on().await;
    assert_eq!(refusal(leave(Some(&office.eva)).await), ContactRefusal::SuccessorReleased);
    leave(Some(&third)).await.expect("deleted");
    office.portal.confirm(&third, order, 1).await.expect("the successor confirms");
    let next = office.passed_on().await;
    assert_eq!(office.waits_for(&third).await, 1);
    office.portal.confirm(&third, next, 1).await.expect("and is the superior from now on");
}

async fn an_approver_who_leaves_lets_nothing_pass_the_limits_above(engine: Engine) {
    let office = Office::open(engine).await;
    let boss = &office.company.boss;
    let middle = office.portal.promote(&office.company, "mitte").await;
    office.rank(&middle, Some(60_000), Some(boss)).await.expect("a limit");
    office.rank(&office.eva, Some(50_000), Some(&middle)).await.expect("a limit");
    let order = office.passed_on().await;
    office.portal.store.delete_contact(boss, id(&office.eva), Some(id(boss))).await.expect("deleted");
    let decided = office.portal.confirm(&middle, order, 1).await.expect("confirmed");
    assert_eq!(decided.status, OrderStatus::PartlyDecided, "it is too much for the middle too");
    assert_eq!(office.waits_for(boss).await, 1);
    let decided = office.portal.confirm(boss, order, 2).await.expect("confirmed");
    assert_eq!(decided.status, OrderStatus::HandedOver);
}

async fn approvers_release_their_own_orders_only_where_they_may(engine: Engine) {
    let office = Office::open(engine).await;
    let (store, boss) = (&office.portal.store, &office.company.boss);
    let order = office.portal.place(&office.orderer, &["A6"]).await.order_id;
    let promoted = contact_data("muster.immer", ApprovalKind::Approver, None);
    store.edit_contact(boss, office.orderer.contact_id(), promoted, None).await.expect("promoted");
    let orderer = office.portal.approver("muster.immer").await;
    office.absent_and_back(&office.eva, &orderer, boss).await;
    assert!(is_not_found(&store.decide(&orderer, order, vec![LineDecision::release(1)]).await));
    assert_eq!(office.waits_for(&orderer).await, 0);
    store.switch_rule(boss, CustomerRule::ReleasesOwn, true).await.expect("allowed");
    assert_eq!(office.waits_for(&orderer).await, 1);
    // Somebody who is gone has left an own order in their charge.
    let gone = contact_data("muster.eva", ApprovalKind::Unrestricted, None);
    store.edit_contact(boss, id(&office.eva), gone, Some(id(&orderer))).await.expect("demoted");
    assert_eq!(
        refusal(store.switch_rule(boss, CustomerRule::ReleasesOwn, false).await),
        RuleRefusal::OwnOrdersWait(1),
        "nobody could decide it"
    );
    let decided = store.decide(&orderer, order, vec![LineDecision::release(1)]).await.expect("released");
    assert_eq!(decided.status, OrderStatus::HandedOver);
    store.switch_rule(boss, CustomerRule::ReleasesOwn, false).await.expect("not allowed any more");
}

const BY_MAIL: &str = "select count(*) from audit_entries where event like '%decided_by_mail%'";

async fn what_has_gone_on_can_be_withdrawn_and_confirmed_by_mail(engine: Engine) {
    let office = Office::open(engine).await;
    let (store, boss) = (&office.portal.store, &office.company.boss);
    store.switch_rule(boss, CustomerRule::DecidesByMail, true).await.expect("allowed");
    let order = office.passed_on().await;
    let key = office.confirmation_key().await;
    let seen = Confirmation { level: 1, seal: store.order_by_mail(order, &key).await.expect("the key is good").order.seal };
    let stale = Confirmation { seal: String::new(), ..seen.clone() };
    assert_eq!(refusal(store.confirm_by_mail(order, &key, stale).await), DecideRefusal::ReleaseChanged);
    assert_eq!(office.portal.peek.number(BY_MAIL).await, 0, "nothing was decided");
    let done = store.confirm_by_mail(order, &key, seen.clone()).await.expect("confirmed");
    assert_eq!(office.portal.peek.number(BY_MAIL).await, 1);
    assert_eq!((done.status, office.status(order).await), (OrderStatus::HandedOver, OrderStatus::HandedOver));
    store.confirm_by_mail(order, &key, seen.clone()).await.expect("once more is no error");
    let other = office.passed_on().await;
    assert!(is_not_found(&store.confirm_by_mail(other, &key, seen).await), "a key opens one order");
    store.withdraw(&office.orderer, other).await.expect("withdrawn");
    assert_eq!(refusal(office.portal.confirm(boss, other, 1).await), DecideRefusal::Closed { status: OrderStatus::Withdrawn });
}

async fn what_is_overruled_by_mail_is_recorded_as_such(engine: Engine) {
    let office = Office::open(engine).await;
    let store = &office.portal.store;
    store.switch_rule(&office.company.boss, CustomerRule::DecidesByMail, true).await.expect("allowed");
    let order = office.passed_on().await;
    let key = office.confirmation_key().await;
    for _ in 0..2 {
        let rejections = Rejections::new(vec![(1, None)], None, None);
        let rejected = store.reject_by_mail(order, &key, rejections).await.expect("rejected, or rejected before");
        assert_eq!((rejected.status, office.status(order).await), (OrderStatus::PartlyDecided, OrderStatus::PartlyDecided));
        assert_eq!((office.portal.peek.number(BY_MAIL).await, office.portal.peek.count("overrulings").await), (1, 1));
    }
    assert_eq!(store.verify_audit().await.expect("verified"), []);
}

async fn whoever_has_released_what_goes_on_takes_no_single_decision_back_but_may_write(engine: Engine) {
    let office = Office::open(engine).await;
    let (store, boss) = (&office.portal.store, &office.company.boss);
    let decided_at = office.portal.store.now();
    let order = office.passed_on().await;
    assert_eq!(refusal(store.take_back(&office.eva, order, 1, decided_at).await), TakeBackRefusal::PassedOn);
    let thread = store.comment(office.eva.orderer(), order, 0, "Der Stuhl eilt.".into()).await.expect("written");
    assert_eq!(thread.len(), 1);
    store.comment(boss.orderer(), order, 0, "Gut.".into()).await.expect("written");
    let mut told = office.portal.peek.mails().await;
    told.retain(|mail| mail.starts_with("comment_written"));
    let to = |who: &str| format!("comment_written to muster.{who}@mail.example");
    assert_eq!(told, [to("boss"), to("eva"), to("immer"), to("immer")], "whoever has written hears what is answered");
    assert_eq!(store.order_for_release(&office.eva, order).await.expect("an order").comments.len(), 2);
    office.portal.confirm(boss, order, 1).await.expect("confirmed");
    assert_eq!(office.status(order).await, OrderStatus::HandedOver);
}
