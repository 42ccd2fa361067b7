//! Changing an order that has gone on to be confirmed: it comes back to where its lines are decided.

use crate::{
    ordering::{Office, article, id, is_not_found, refusal},
    orders_seal::form,
};
use domain::{
    OrderId, OrderStatus, Rank, Rappen,
    Verdict::{Rejected, Released},
    audit::AuditEvent,
};
use futures::future::join;
use jiff::SignedDuration;
use store::{
    Approver, Comeback, DecideRefusal, DossierFilter, Failure, OrderView, ReviseRefusal, RevisedLine, Revising, StoreError, TakeBackRefusal,
};
use testbed::{Engine, both_engines};

both_engines![
    it_comes_back_and_only_what_changed_is_open,
    what_is_left_within_the_limit_is_handed_over,
    what_is_left_above_the_limit_goes_on_again_and_is_confirmed_anew,
    from_further_on_it_comes_back_all_the_way,
    what_was_rejected_further_on_stands_and_bars_nobody,
    what_was_decided_further_on_stands_and_bars_nobody,
    what_was_decided_further_on_releases_nothing_else,
    a_form_from_before_it_went_on_sets_nothing_aside,
    the_same_change_again_brings_nothing_back_twice,
    at_once_with_a_confirmation_it_leaves_one_of_two_states,
];

const SECOND: SignedDuration = SignedDuration::from_secs(1);

/// An office in which `eva` releases up to 500 francs, and what is above goes on from her to `boss`, who releases everything.
pub async fn limited(engine: Engine) -> Office {
    let office = Office::open(engine).await;
    let rank = Rank { approver: id(&office.eva), limit: Some(Rappen(50_000)), superior: Some(id(&office.company.boss)) };
    office.portal.store.set_rank(&office.company.boss, rank).await.expect("a limit");
    office
}

impl Office {
    /// An order of the first article, which is above the limit, and others, all released by `eva`.
    pub async fn gone_on(&self, others: &[&str]) -> OrderId {
        let articles: Vec<_> = ["A5"].iter().chain(others).copied().collect();
        let order = self.portal.place(&self.orderer, &articles).await.order_id;
        let all: Vec<_> = (1..).zip(&articles).map(|(position, _)| (position, Released)).collect();
        self.portal.decide(&self.eva, order, &all).await.expect("released");
        self.portal.pass(SECOND);
        order
    }

    /// The form with other quantities in it.
    pub async fn revising(&self, order: OrderId, wishes: &[(u32, u32)]) -> Revising {
        let shown = self.portal.store.revisable(&self.orderer, order).await.expect("their own order");
        let price = |position| shown.today.iter().find(|(of, _)| *of == position).map_or(Rappen(0), |(_, line)| line.price);
        let line = |(position, quantity): &(u32, u32)| RevisedLine { position: *position, quantity: *quantity, price: price(*position) };
        let lines = wishes.iter().map(line).collect();
        Revising { version: shown.order.version, level: shown.order.level, lines, added: vec![], seen: shown.seen, note: None }
    }

    /// Opens the form, types other quantities and sends it.
    pub async fn revise(&self, order: OrderId, wishes: &[(u32, u32)]) -> Result<OrderStatus, Failure<ReviseRefusal>> {
        let form = self.revising(order, wishes).await;
        let result = self.portal.store.revise(&self.orderer, order, form).await;
        self.portal.peek.assert_statuses_hold().await;
        self.portal.pass(SECOND);
        result
    }

    pub async fn own(&self, order: OrderId) -> OrderView {
        self.portal.store.order(&self.orderer, order).await.expect("own order")
    }

    pub async fn queue_of(&self, approver: &Approver) -> usize {
        let rows = self.portal.queue(approver).await.len();
        let count = self.portal.store.release_count(approver).await.expect("a count");
        assert_eq!(i64::try_from(rows), Ok(count));
        rows
    }

    pub async fn confirmed(&self, approver: &Approver, order: OrderId, level: u32) -> OrderStatus {
        self.portal.confirm(approver, order, level).await.expect("confirmed").status
    }

    pub async fn assert_supplier_knows(&self, orders: i64) {
        assert_eq!(self.portal.peek.count("supply_orders").await, orders);
    }
}

pub fn changed() -> Comeback {
    Comeback::Changed { by: "muster.immer Muster".into() }
}

async fn it_comes_back_and_only_what_changed_is_open(engine: Engine) {
    let office = limited(engine).await;
    let (store, boss, peek) = (&office.portal.store, &office.company.boss, &office.portal.peek);
    let order = office.gone_on(&["A1"]).await;
    assert_eq!((office.queue_of(&office.eva).await, office.queue_of(boss).await), (0, 1));
    let stale = office.portal.seen(boss, order, 1).await;
    let changed_at = store.now();
    assert_eq!(office.revise(order, &[(2, 3)]).await.expect("changed"), OrderStatus::PartlyDecided);

    assert_eq!((office.queue_of(&office.eva).await, office.queue_of(boss).await), (1, 0));
    let view = office.own(order).await;
    let lines: Vec<_> = view.lines.iter().map(|line| (line.position, line.quantity, line.state().verdict)).collect();
    assert_eq!(lines, [(1, 1, Some(Released)), (3, 3, None)]);
    assert_eq!((view.level, view.version, view.approver_name.as_deref()), (0, 2, Some("muster.eva Muster")));
    let came_back = AuditEvent::OrderCameBack { to: "muster.eva Muster".into() };
    assert_eq!(view.history.last().map(|entry| &entry.event), Some(&came_back));
    let holder = view.holder.expect("it waits");
    assert_eq!((holder.name.as_str(), holder.since), ("muster.eva Muster", changed_at));
    let row = store.dossier(&office.orderer, DossierFilter::All, None, 1).await.expect("a dossier").remove(0);
    assert_eq!(row.holder, Some(holder), "the list says the same");
    assert_eq!((peek.count("confirmations").await, peek.count("retractions").await), (0, 1));
    let mails = peek.mails().await;
    assert_eq!(mails.iter().filter(|mail| *mail == "order_revised to muster.eva@mail.example").count(), 1, "{mails:?}");

    assert!(is_not_found(&store.confirm(boss, order, stale).await), "a stale page confirms nothing");
    assert!(matches!(store.order_for_release(boss, order).await, Err(StoreError::NotFound)));
    assert_eq!(store.comeback(boss, order).await.expect("an order of his customer"), Some(changed()), "he can be told why");
    office.assert_supplier_knows(0).await;
    office.portal.decide(&office.eva, order, &[(3, Released)]).await.expect("released");
    assert_eq!(store.comeback(boss, order).await.expect("an order of his customer"), None);
    office.assert_supplier_knows(0).await;
    assert_eq!(office.confirmed(boss, order, 1).await, OrderStatus::HandedOver);
    assert_eq!(office.own(order).await.delivered_totals.net, Rappen(77_705 + 3 * 1250));
    assert_eq!(store.verify_audit().await.expect("verified"), []);
}

async fn what_is_left_within_the_limit_is_handed_over(engine: Engine) {
    let office = limited(engine).await;
    let order = office.gone_on(&["A1"]).await;
    assert_eq!(office.revise(order, &[(1, 0)]).await.expect("taken out"), OrderStatus::HandedOver);
    let peek = &office.portal.peek;
    assert_eq!((peek.count("supply_order_lines").await, peek.count("confirmations").await, peek.count("retractions").await), (1, 0, 1));
    let late = office.portal.confirm(&office.company.boss, order, 1).await;
    assert!(is_not_found(&late), "there is nothing that he could confirm: {late:?}");
    assert_eq!(office.portal.store.verify_audit().await.expect("verified"), []);
}

async fn what_is_left_above_the_limit_goes_on_again_and_is_confirmed_anew(engine: Engine) {
    let office = limited(engine).await;
    let (store, boss) = (&office.portal.store, &office.company.boss);
    let order = office.gone_on(&["A1"]).await;
    let stale = office.portal.seen(boss, order, 1).await;
    assert_eq!(office.revise(order, &[(2, 0)]).await.expect("taken out"), OrderStatus::PartlyDecided);
    office.assert_supplier_knows(0).await;
    let mails = office.portal.peek.notices("confirmation_wanted").await;
    let told: Vec<_> = mails.iter().map(|mail| mail.contains(r#""edits":[{"edit":"removed","position":2"#)).collect();
    assert_eq!(told.iter().filter(|told| **told).count(), 1, "he reads what is different: {mails:?}");
    assert_eq!(told.len(), 2);
    let seen = store.order_for_release(boss, order).await.expect("in charge");
    assert_eq!((seen.level, seen.version, seen.removed.len(), seen.released_by.as_deref()), (1, 2, 1, Some("muster.eva Muster")));
    assert_eq!(refusal(store.confirm(boss, order, stale).await), DecideRefusal::ReleaseChanged, "it is something else now");
    office.assert_supplier_knows(0).await;
    assert_eq!(office.confirmed(boss, order, 1).await, OrderStatus::HandedOver);
    assert_eq!((office.portal.peek.count("confirmations").await, office.portal.peek.count("retractions").await), (2, 1));
    assert_eq!(store.verify_audit().await.expect("verified"), []);
}

async fn from_further_on_it_comes_back_all_the_way(engine: Engine) {
    let office = limited(engine).await;
    let (store, boss) = (&office.portal.store, &office.company.boss);
    let rank = Rank { approver: id(boss), limit: Some(Rappen(60_000)), superior: Some(id(&office.zwei)) };
    store.set_rank(boss, rank).await.expect("a limit");
    let order = office.gone_on(&["A1"]).await;
    assert_eq!(office.confirmed(boss, order, 1).await, OrderStatus::PartlyDecided);
    let confirmed_at = store.now();
    office.portal.pass(SECOND);
    assert_eq!(office.revise(order, &[(2, 2)]).await.expect("changed"), OrderStatus::PartlyDecided);
    assert_eq!((office.own(order).await.level, office.portal.peek.count("retractions").await), (0, 2));
    let waiting = [office.queue_of(&office.eva).await, office.queue_of(boss).await, office.queue_of(&office.zwei).await];
    assert_eq!(waiting, [1, 0, 0]);
    assert!(is_not_found(&store.retract(boss, order, confirmed_at).await), "a confirmation that is no more is nobody's to take back");
    assert_eq!(refusal(store.retract(&office.eva, order, confirmed_at).await), TakeBackRefusal::Gone);
    office.portal.decide(&office.eva, order, &[(3, Released)]).await.expect("released");
    assert_eq!(office.confirmed(boss, order, 1).await, OrderStatus::PartlyDecided);
    assert_eq!(office.confirmed(&office.zwei, order, 2).await, OrderStatus::HandedOver);
    assert_eq!(store.verify_audit().await.expect("verified"), []);
}

async fn what_was_rejected_further_on_stands_and_bars_nobody(engine: Engine) {
    let office = limited(engine).await;
    let (store, boss) = (&office.portal.store, &office.company.boss);
    let order = office.gone_on(&["A1", "A3"]).await;
    office.portal.decide(boss, order, &[(2, Rejected)]).await.expect("rejected");
    let rejected_at = store.now();
    office.portal.pass(SECOND);
    office.revise(order, &[(3, 2)]).await.expect("changed");
    let line = office.own(order).await.lines.remove(1);
    let decision = line.decision.expect("it stands");
    assert_eq!((decision.verdict, decision.approver_name.as_str(), decision.level), (Rejected, "muster.boss Muster", None));
    let by = boss.orderer().name();
    let already = DecideRefusal::AlreadyDecided { by: by.clone(), at: rejected_at };
    assert_eq!(refusal(office.portal.decide(&office.eva, order, &[(2, Released)]).await), already);
    assert_eq!(refusal(store.take_back(&office.eva, order, 2, rejected_at).await), TakeBackRefusal::PassedOn);

    // Were he passed over for what he has rejected, it would go to the supplier now.
    let decided = office.portal.decide(&office.eva, order, &[(4, Released)]).await.expect("released");
    assert_eq!((decided.status, office.queue_of(boss).await), (OrderStatus::PartlyDecided, 1));
    office.assert_supplier_knows(0).await;
    let view = store.order_for_release(&office.eva, order).await.expect("hers to read");
    assert!(view.retractable.is_some(), "since it has gone on anew, nobody has done anything there");
    assert_eq!(office.confirmed(boss, order, 1).await, OrderStatus::HandedOver);
    assert_eq!(office.own(order).await.delivered_totals.net, Rappen(77_705 + 2 * 4500));
    assert_eq!(store.verify_audit().await.expect("verified"), []);
}

async fn what_was_decided_further_on_stands_and_bars_nobody(engine: Engine) {
    let office = limited(engine).await;
    let (store, boss) = (&office.portal.store, &office.company.boss);
    let order = office.gone_on(&["A1", "A3"]).await;
    store.import_catalogue(vec![], vec![article("A1", "Artikel A1", 2000), article("A3", "Artikel A3", 9000)]).await.expect("imported");
    assert_eq!(office.portal.confirm(boss, order, 1).await.expect("confirmed").asked_again, 2);
    let seen = form(&office.portal, boss, order, &[(2, Released)]).await;
    store.decide(boss, order, seen).await.expect("released at the new price");
    office.portal.pass(SECOND);
    // What is still asked again is taken out: nothing is open, and he has not confirmed what it is now.
    assert_eq!(office.revise(order, &[(3, 0)]).await.expect("taken out"), OrderStatus::PartlyDecided);
    assert_eq!((office.own(order).await.level, office.queue_of(boss).await), (1, 1));
    office.assert_supplier_knows(0).await;
    assert_eq!(office.confirmed(boss, order, 1).await, OrderStatus::HandedOver);
    assert_eq!(office.own(order).await.delivered_totals.net, Rappen(77_705 + 2000));
    assert_eq!(store.verify_audit().await.expect("verified"), []);
}

async fn what_was_decided_further_on_releases_nothing_else(engine: Engine) {
    let office = limited(engine).await;
    let (store, boss) = (&office.portal.store, &office.company.boss);
    let order = office.gone_on(&["A1"]).await;
    store.import_catalogue(vec![], vec![article("A1", "Artikel A1", 60_000), article("A5", "Artikel A5", 90_000)]).await.expect("imported");
    assert_eq!(office.portal.confirm(boss, order, 1).await.expect("confirmed").asked_again, 2);
    let seen = form(&office.portal, boss, order, &[(2, Released)]).await;
    store.decide(boss, order, seen).await.expect("released at the new price");
    office.portal.pass(SECOND);
    // All that is left is a line that he has released, above the limit of whoever has the order now: it goes on to him to be confirmed.
    assert_eq!(office.revise(order, &[(1, 0)]).await.expect("taken out"), OrderStatus::PartlyDecided);
    assert_eq!((office.own(order).await.level, office.queue_of(boss).await), (1, 1));
    office.assert_supplier_knows(0).await;
    assert_eq!(office.confirmed(boss, order, 1).await, OrderStatus::HandedOver);
    assert_eq!(office.own(order).await.delivered_totals.net, Rappen(60_000));
    assert_eq!(store.verify_audit().await.expect("verified"), []);
}

async fn a_form_from_before_it_went_on_sets_nothing_aside(engine: Engine) {
    let office = limited(engine).await;
    let store = &office.portal.store;
    let order = office.portal.place(&office.orderer, &["A5", "A1"]).await.order_id;
    let old = office.revising(order, &[(2, 3)]).await;
    office.portal.decide(&office.eva, order, &[(1, Released), (2, Released)]).await.expect("released");
    let before = office.portal.peek.counts().await;
    assert_eq!(refusal(store.revise(&office.orderer, order, old).await), ReviseRefusal::GoneOn);
    assert_eq!((office.portal.peek.counts().await, office.queue_of(&office.company.boss).await), (before, 1), "it waits where it is");
    assert_eq!(office.revise(order, &[(2, 3)]).await.expect("by the form of now"), OrderStatus::PartlyDecided);
}

async fn the_same_change_again_brings_nothing_back_twice(engine: Engine) {
    let office = limited(engine).await;
    let order = office.gone_on(&["A1"]).await;
    let form = office.revising(order, &[(2, 3)]).await;
    let press = || office.portal.store.revise(&office.orderer, order, form.clone());
    let (one, other) = join(press(), press()).await;
    assert_eq!((one.expect("changed"), other.expect("changed")), (OrderStatus::PartlyDecided, OrderStatus::PartlyDecided));
    office.portal.pass(SECOND);
    office.portal.decide(&office.eva, order, &[(3, Released)]).await.expect("released");
    let before = office.portal.peek.counts().await;
    press().await.expect("once more is no error");
    assert_eq!((office.portal.peek.counts().await, office.own(order).await.level), (before, 1), "and brings nothing back");
}

async fn at_once_with_a_confirmation_it_leaves_one_of_two_states(engine: Engine) {
    let office = limited(engine).await;
    let (store, boss) = (&office.portal.store, &office.company.boss);
    for round in 0..6 {
        let order = office.gone_on(&["A1"]).await;
        let (seen, form) = (office.portal.seen(boss, order, 1).await, office.revising(order, &[(2, 9)]).await);
        let (back, on) = (store.revise(&office.orderer, order, form), store.confirm(boss, order, seen));
        // Each of the two is asked first now and then.
        let (back, on) = if round % 2 == 0 {
            join(back, on).await
        } else {
            let (on, back) = join(on, back).await;
            (back, on)
        };
        let delivered = office.own(order).await.delivered_totals.net;
        match back {
            Ok(status) => assert!(is_not_found(&on) && status == OrderStatus::PartlyDecided),
            Err(Failure::Refused(ReviseRefusal::Closed(OrderStatus::HandedOver))) => {
                assert!(on.is_ok() && delivered == Rappen(77_705 + 1250));
            }
            Err(other) => panic!("{other:?}"),
        }
        office.portal.peek.assert_statuses_hold().await;
    }
    assert_eq!(store.verify_audit().await.expect("verified"), []);
}
