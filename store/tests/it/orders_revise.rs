//! Changing an order while it waits.

use crate::ordering::{Portal, article, decisions, is_not_found, refusal, waiting_company};
use domain::{
    ApprovalKind::{AlwaysReview, ReviewOutsideAssortment, Unrestricted},
    ArticleId, CustomerRule, OrderId, OrderStatus, Rappen,
    Verdict::{Rejected, Released},
    audit::AuditEvent,
    notice::Notice,
    revision::{LineEdit, MOST_A_DAY, RevisionFault},
};
use futures::future::join_all;
use jiff::SignedDuration;
use store::{
    DecideRefusal, Decisions, Failure, LineDecision, Orderer, Rejections, Releases, Revisable, ReviseRefusal, RevisedLine, Revising,
};
use testbed::{Engine, both_engines};

both_engines![
    a_change_between_two_decisions_leaves_the_first_and_asks_anew_for_what_changed,
    more_and_less_of_a_released_line_are_asked_for_again,
    what_has_changed_is_not_decided_unseen,
    what_is_closed_is_not_changed,
    only_the_orderer_changes_an_order,
    of_two_open_pages_the_second_changes_nothing,
    the_same_request_again_changes_nothing,
    what_lies_in_the_cart_comes_along_at_todays_price,
    what_gets_another_quantity_has_todays_price,
    a_change_that_leaves_nothing_to_decide_hands_the_order_over,
    an_order_of_which_only_rejected_lines_are_left_is_rejected,
    a_change_has_to_change_something_and_to_leave_something,
    whoever_decides_is_told_what_changed,
    a_key_in_an_earlier_mail_shows_the_order_as_it_is_and_releases_nothing_else,
    changing_and_deciding_at_the_same_moment_release_nothing_unseen,
    changes_at_the_same_moment_follow_one_after_the_other,
    an_order_is_changed_so_often_in_a_day_and_no_more,
];

/// The form with other quantities in it.
fn revising(shown: &Revisable, wishes: &[(u32, u32)]) -> Revising {
    let price = |position| shown.today.iter().find(|(of, _)| *of == position).map_or(Rappen(0), |(_, line)| line.price);
    let line = |(position, quantity): &(u32, u32)| RevisedLine { position: *position, quantity: *quantity, price: price(*position) };
    let lines = wishes.iter().map(line).collect();
    Revising { version: shown.order.version, level: shown.order.level, lines, added: vec![], seen: shown.seen.clone(), note: None }
}

impl Portal {
    /// Opens the form, types other quantities and sends it.
    async fn revise(&self, orderer: &Orderer, id: OrderId, wishes: &[(u32, u32)]) -> Result<OrderStatus, Failure<ReviseRefusal>> {
        let shown = self.store.revisable(orderer, id).await.expect("their own order");
        let result = self.store.revise(orderer, id, revising(&shown, wishes)).await;
        self.peek.assert_statuses_hold().await;
        result
    }

    /// Position, quantity and whether it is decided, of each line.
    async fn lines(&self, orderer: &Orderer, id: OrderId) -> Vec<(u32, u32, bool)> {
        let order = self.store.order(orderer, id).await.expect("their own order");
        order.lines.iter().map(|line| (line.position, line.quantity, line.decision.is_some())).collect()
    }

    async fn reprice(&self, number: &str, price: i64) {
        let changed = article(number, &format!("Artikel {number}"), price);
        self.store.import_catalogue(vec![], vec![changed]).await.expect("imported");
    }

    async fn article_id(&self, orderer: &Orderer, number: &str) -> ArticleId {
        self.store.article(orderer, number).await.expect("an article").id
    }

    /// What the supplier has received: number and quantity of each line, by position.
    async fn delivered(&self) -> Vec<(String, u32)> {
        let rows = self.store.supply_orders(&self.supplier, None, None, 10).await.expect("a list");
        let order = self.store.supply_order(&self.supplier, rows[0].id).await.expect("a supply order");
        order.lines.iter().map(|line| (line.article_number.clone(), line.quantity)).collect()
    }
}

async fn a_change_between_two_decisions_leaves_the_first_and_asks_anew_for_what_changed(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    let id = portal.place(&orderer, &["A1", "A2", "A3"]).await.order_id;
    portal.decide(&company.boss, id, &[(1, Released), (2, Released)]).await.expect("decided");
    assert_eq!(portal.revise(&orderer, id, &[(2, 5), (1, 1)]).await.expect("changed"), OrderStatus::PartlyDecided);
    assert_eq!(portal.lines(&orderer, id).await, [(1, 1, true), (4, 5, false), (3, 1, false)]);

    let order = portal.store.order(&orderer, id).await.expect("their own");
    assert_eq!((order.version, order.totals.net), (2, Rappen(1250 + 5 * 990 + 4500)));
    let [earlier] = &order.lines[1].earlier[..] else { panic!("{:?}", order.lines[1]) };
    assert_eq!((earlier.position, earlier.quantity, earlier.decision.as_ref().map(|decision| decision.verdict)), (2, 1, Some(Released)));
    let (price_before, price) = (Rappen(990), Rappen(990));
    let edit = LineEdit::Changed { position: 2, becomes: 4, article: "Artikel A2".into(), from: 1, price_before, to: 5, price };
    let revised = AuditEvent::OrderRevised { edits: vec![edit], note: None };
    assert_eq!(order.history.last().map(|entry| &entry.event), Some(&revised));

    portal.decide(&company.boss, id, &[(3, Released)]).await.expect("decided");
    assert_eq!(portal.peek.count("supply_orders").await, 0, "what was raised waits");
    portal.decide(&company.boss, id, &[(4, Released)]).await.expect("decided");
    let delivered = [("A1", 1), ("A2", 5), ("A3", 1)].map(|(number, quantity)| (number.to_owned(), quantity));
    assert_eq!(portal.delivered().await, delivered);
    assert_eq!(portal.peek.count("decisions").await, 4, "the one that counts no more stays on record");
    assert_eq!(portal.store.verify_audit().await.expect("verified"), []);
}

async fn more_and_less_of_a_released_line_are_asked_for_again(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    let placing = portal.fill(&orderer, &[("A1", 5), ("A2", 5), ("A3", 1)]).await;
    let id = portal.store.place(&orderer, placing).await.expect("placed").order_id;
    portal.decide(&company.boss, id, &[(1, Released), (2, Released)]).await.expect("decided");
    portal.revise(&orderer, id, &[(1, 6), (2, 4)]).await.expect("changed");
    portal.decide(&company.boss, id, &[(3, Released)]).await.expect("decided");
    assert_eq!(portal.lines(&orderer, id).await, [(4, 6, false), (5, 4, false), (3, 1, true)]);
    assert_eq!(portal.peek.count("supply_orders").await, 0);
    // A line can be changed again, and be rejected in the end.
    portal.revise(&orderer, id, &[(4, 7)]).await.expect("changed");
    portal.decide(&company.boss, id, &[(6, Rejected), (5, Released)]).await.expect("decided");
    assert_eq!(portal.delivered().await, [("A2".to_owned(), 4), ("A3".to_owned(), 1)]);
}

async fn what_has_changed_is_not_decided_unseen(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    let id = portal.place(&orderer, &["A1", "A2"]).await.order_id;
    portal.revise(&orderer, id, &[(1, 50)]).await.expect("changed");
    let before = portal.peek.counts().await;
    let stale = |positions: Vec<u32>| Decisions::from(Releases::from(positions).seen(Some(1)));
    for decisions in [stale(vec![1, 2]), stale(vec![2]), stale(vec![3]), decisions(&[(1, Released), (2, Released)]).into()] {
        assert_eq!(refusal(portal.store.decide(&company.boss, id, decisions).await), DecideRefusal::Revised);
    }
    for verdict in [Released, Rejected] {
        let unseen = Decisions::from(decisions(&[(1, verdict)]));
        assert_eq!(refusal(portal.store.decide(&company.boss, id, unseen).await), DecideRefusal::Revised);
    }
    assert!(is_not_found(&portal.decide(&company.boss, id, &[(4, Released)]).await), "nothing ever stood there");
    assert_eq!(portal.peek.counts().await, before);
    let seen = Decisions::from(vec![LineDecision::release(2), LineDecision::release(3)]).seen(Some(2));
    assert_eq!(portal.store.decide(&company.boss, id, seen).await.expect("released").status, OrderStatus::HandedOver);
    let closed = DecideRefusal::Closed { status: OrderStatus::HandedOver };
    assert_eq!(refusal(portal.store.decide(&company.boss, id, stale(vec![1])).await), closed);
}

async fn what_is_closed_is_not_changed(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    let free = portal.employ(&company, "frei", Unrestricted).await;
    let [released, rejected, withdrawn] = [(); 3].map(|()| portal.place(&orderer, &["A1", "A2"]));
    let [released, rejected, withdrawn] = [released.await, rejected.await, withdrawn.await].map(|placed| placed.order_id);
    portal.decide(&company.boss, released, &[(1, Released), (2, Released)]).await.expect("decided");
    portal.decide(&company.boss, rejected, &[(1, Rejected), (2, Rejected)]).await.expect("decided");
    portal.store.withdraw(&orderer, withdrawn).await.expect("withdrawn");
    let at_once = portal.place(&free, &["A1", "A2"]).await.order_id;
    let before = portal.peek.counts().await;
    for (whose, id, status) in [
        (&orderer, released, OrderStatus::HandedOver),
        (&orderer, rejected, OrderStatus::Rejected),
        (&orderer, withdrawn, OrderStatus::Withdrawn),
        (&free, at_once, OrderStatus::HandedOver),
    ] {
        for wishes in [&[(1, 7)][..], &[(1, 0)], &[(1, 1)]] {
            assert_eq!(refusal(portal.revise(whose, id, wishes).await), ReviseRefusal::Closed(status));
        }
    }
    assert_eq!(portal.peek.counts().await, before);
}

async fn only_the_orderer_changes_an_order(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    let colleague = portal.employ(&company, "neben", AlwaysReview).await;
    let stranger = portal.company("fremd").await;
    let id = portal.place(&orderer, &["A1"]).await.order_id;
    let shown = portal.store.revisable(&orderer, id).await.expect("their own");
    let before = portal.peek.counts().await;
    for other in [&colleague, company.boss.orderer(), stranger.boss.orderer()] {
        assert!(portal.store.revisable(other, id).await.is_err());
        assert!(is_not_found(&portal.store.revise(other, id, revising(&shown, &[(1, 3)])).await));
    }
    assert_eq!(portal.peek.counts().await, before);
}

async fn of_two_open_pages_the_second_changes_nothing(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (_, orderer) = waiting_company(&portal).await;
    let id = portal.place(&orderer, &["A1", "A2"]).await.order_id;
    let shown = portal.store.revisable(&orderer, id).await.expect("their own");
    portal.store.revise(&orderer, id, revising(&shown, &[(1, 3)])).await.expect("changed");
    let before = portal.peek.counts().await;
    for wishes in [&[(1, 4)][..], &[(2, 4)], &[(2, 0)], &[]] {
        assert_eq!(refusal(portal.store.revise(&orderer, id, revising(&shown, wishes)).await), ReviseRefusal::Revised);
    }
    assert_eq!(portal.peek.counts().await, before);
    assert_eq!(portal.lines(&orderer, id).await, [(3, 3, false), (2, 1, false)]);
}

async fn the_same_request_again_changes_nothing(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    let id = portal.place(&orderer, &["A1", "A2"]).await.order_id;
    let shown = portal.store.revisable(&orderer, id).await.expect("their own");
    let form = revising(&shown, &[(1, 3)]);
    let first = portal.store.revise(&orderer, id, form.clone()).await.expect("changed");
    let before = portal.peek.counts().await;
    assert_eq!(portal.store.revise(&orderer, id, form.clone()).await.expect("once more"), first);
    assert_eq!(portal.peek.counts().await, before);
    portal.decide(&company.boss, id, &[(2, Released), (3, Released)]).await.expect("decided");
    assert_eq!(portal.store.revise(&orderer, id, form).await.expect("much later"), OrderStatus::HandedOver);
    assert_eq!(portal.delivered().await, [("A1".to_owned(), 3), ("A2".to_owned(), 1)]);
}

async fn what_lies_in_the_cart_comes_along_at_todays_price(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    let id = portal.place(&orderer, &["A1"]).await.order_id;
    portal.reprice("A3", 4700).await;
    portal.fill(&orderer, &[("A1", 2), ("A2", 1), ("A3", 4)]).await;
    let shown = portal.store.revisable(&orderer, id).await.expect("their own");
    let offered: Vec<_> = shown.offered.iter().map(|line| (line.number.as_str(), line.quantity, line.price)).collect();
    assert_eq!(offered, [("A2", 1, Rappen(990)), ("A3", 4, Rappen(4700))], "of what is there already there can be more");
    let wish = |number: ArticleId| Revising { added: vec![number], ..revising(&shown, &[]) };
    let [first, third] = [portal.article_id(&orderer, "A1").await, portal.article_id(&orderer, "A3").await];
    let before = portal.peek.counts().await;
    for wrong in [wish(first), Revising { added: vec![third, third], ..wish(third) }] {
        assert!(is_not_found(&portal.store.revise(&orderer, id, wrong).await));
    }
    let unseen = Revising { seen: "0190".into(), ..wish(third) };
    assert_eq!(refusal(portal.store.revise(&orderer, id, unseen).await), ReviseRefusal::CartChanged);
    assert_eq!(portal.peek.counts().await, before);

    portal.store.revise(&orderer, id, wish(third)).await.expect("changed");
    assert_eq!(portal.lines(&orderer, id).await, [(1, 1, false), (2, 4, false)]);
    let order = portal.store.order(&orderer, id).await.expect("their own");
    assert_eq!((order.totals.net, order.lines[1].since), (Rappen(1250 + 4 * 4700), 2));
    let left: Vec<_> = portal.store.cart(&orderer).await.expect("a cart").lines.iter().map(|line| line.number.clone()).collect();
    assert_eq!(left, ["A1", "A2"]);
    portal.decide(&company.boss, id, &[(1, Released), (2, Released)]).await.expect("decided");
    assert_eq!(portal.delivered().await, [("A1".to_owned(), 1), ("A3".to_owned(), 4)]);
}

async fn what_gets_another_quantity_has_todays_price(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (_, orderer) = waiting_company(&portal).await;
    let id = portal.place(&orderer, &["A1", "A2"]).await.order_id;
    let shown = portal.store.revisable(&orderer, id).await.expect("their own");
    portal.reprice("A1", 2000).await;
    portal.reprice("A2", 3000).await;
    let changed = ReviseRefusal::PriceChanged { position: 1, price: Rappen(2000) };
    assert_eq!(refusal(portal.store.revise(&orderer, id, revising(&shown, &[(1, 2)])).await), changed);
    portal.revise(&orderer, id, &[(1, 2), (2, 1)]).await.expect("changed");
    let order = portal.store.order(&orderer, id).await.expect("their own");
    let prices: Vec<_> = order.lines.iter().map(|line| (line.position, line.price)).collect();
    assert_eq!(prices, [(3, Rappen(2000)), (2, Rappen(990))], "what is not changed keeps its price");
    assert_eq!(order.totals.net, Rappen(2 * 2000 + 990));
}

async fn a_change_that_leaves_nothing_to_decide_hands_the_order_over(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    portal.agree(&company, &["A1", "A2"]).await;
    let orderer = portal.employ(&company, "aussen", ReviewOutsideAssortment).await;
    let id = portal.place(&orderer, &["A1", "A2", "A3"]).await.order_id;
    portal.revise(&orderer, id, &[(2, 7)]).await.expect("changed");
    assert_eq!(portal.peek.count("supply_orders").await, 0);
    assert_eq!(portal.revise(&orderer, id, &[(3, 0)]).await.expect("changed"), OrderStatus::HandedOver);
    assert_eq!(portal.delivered().await, [("A1".to_owned(), 1), ("A2".to_owned(), 7)]);
    let order = portal.store.order(&orderer, id).await.expect("their own");
    let removed: Vec<_> = order.removed.iter().map(|line| (line.position, line.article_number.as_str())).collect();
    assert_eq!(removed, [(3, "A3")]);
    let mails = portal.peek.mails().await;
    let told = |mail: &str| mails.iter().filter(|sent| *sent == mail).count();
    assert_eq!((told("order_revised to muster.boss@mail.example"), told("handed_over to muster.aussen@mail.example")), (2, 1));
    for mail in portal.store.claim_mails(100).await.expect("claimed") {
        portal.store.mail_failed(mail.id, "no such mailbox", true).await.expect("noted");
    }
    let seen = portal.store.undelivered_mails_of_customers(&portal.supplier).await.expect("a list");
    for mail in portal.store.undelivered_mails(&company.boss).await.expect("a list") {
        let is_seen = seen.iter().any(|row| row.id == mail.id);
        match mail.notice {
            Some(Notice::OrderRevised { .. }) => assert!(!is_seen, "that an approver was to decide is nothing to the supplier"),
            Some(Notice::HandedOver { .. }) => assert!(is_seen),
            _ => {}
        }
    }
}

async fn an_order_of_which_only_rejected_lines_are_left_is_rejected(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    let id = portal.place(&orderer, &["A1", "A2"]).await.order_id;
    portal.decide(&company.boss, id, &[(1, Rejected)]).await.expect("decided");
    assert_eq!(portal.revise(&orderer, id, &[(2, 0)]).await.expect("changed"), OrderStatus::Rejected);
    assert_eq!(portal.peek.count("supply_orders").await, 0);
}

async fn a_change_has_to_change_something_and_to_leave_something(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (_, orderer) = waiting_company(&portal).await;
    let id = portal.place(&orderer, &["A1", "A2"]).await.order_id;
    let before = portal.peek.counts().await;
    for (wishes, fault) in [
        (&[][..], RevisionFault::NothingChanged),
        (&[(1, 1), (2, 1)], RevisionFault::NothingChanged),
        (&[(1, 0), (2, 0)], RevisionFault::NothingLeft),
        (&[(1, 10_000)], RevisionFault::OutOfRange { position: 1 }),
    ] {
        assert_eq!(refusal(portal.revise(&orderer, id, wishes).await), ReviseRefusal::Fault(fault));
    }
    for wishes in [&[(3, 1)][..], &[(0, 1)], &[(1, 2), (1, 3)]] {
        assert!(is_not_found(&portal.revise(&orderer, id, wishes).await), "{wishes:?}");
    }
    assert_eq!(portal.peek.counts().await, before);
}

async fn whoever_decides_is_told_what_changed(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (_, orderer) = waiting_company(&portal).await;
    let id = portal.place(&orderer, &["A1", "A2"]).await.order_id;
    let shown = portal.store.revisable(&orderer, id).await.expect("their own");
    let form = Revising { note: Some("Doch mehr.".into()), ..revising(&shown, &[(1, 3), (2, 0)]) };
    portal.store.revise(&orderer, id, form).await.expect("changed");
    let [notice] = &portal.peek.notices("order_revised").await[..] else { panic!("one mail") };
    let Notice::OrderRevised { order, edits, remark, in_place_of: None } = serde_json::from_str(notice).expect("a notice") else {
        panic!("{notice}")
    };
    assert_eq!((order.lines.len(), order.totals.net, order.open_lines()), (1, Rappen(3 * 1250), 1));
    assert_eq!((edits.len(), remark.as_deref()), (2, Some("Doch mehr.")));
    assert_eq!(edits[1], LineEdit::Removed { position: 2, article: "Artikel A2".into(), quantity: 1 });
    assert!(portal.peek.mails().await.contains(&"order_revised to muster.boss@mail.example".into()));
}

async fn a_key_in_an_earlier_mail_shows_the_order_as_it_is_and_releases_nothing_else(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    portal.store.switch_rule(&company.boss, CustomerRule::DecidesByMail, true).await.expect("allowed");
    let id = portal.place(&orderer, &["A1"]).await.order_id;
    let keys = |mails: Vec<store::OutboxMail>| mails.into_iter().filter_map(|mail| mail.code).map(|code| code.reveal().to_owned());
    let earlier = keys(portal.store.claim_mails(50).await.expect("mails")).next().expect("a key");
    portal.revise(&orderer, id, &[(1, 9)]).await.expect("changed");
    let later = keys(portal.store.claim_mails(50).await.expect("mails")).next().expect("the mail about the change has one, too");

    let shown = portal.store.order_by_mail(id, &earlier).await.expect("shown").order;
    assert_eq!((shown.version, shown.lines[0].quantity), (2, 9));
    for releases in [Releases::from(vec![1]), Releases::from(vec![1]).seen(Some(1)), Releases::from(vec![2]).seen(Some(1))] {
        assert_eq!(refusal(portal.store.release_by_mail(id, &earlier, releases).await), DecideRefusal::Revised);
    }
    let rejections = Rejections::new(vec![(2, None)], None, None).seen(Some(1));
    assert_eq!(refusal(portal.store.reject_by_mail(id, &earlier, rejections).await), DecideRefusal::Revised);
    assert_eq!(portal.peek.count("decisions").await, 0);
    let seen = Releases::from(vec![2]).seen(Some(2));
    assert_eq!(portal.store.release_by_mail(id, &later, seen).await.expect("released").status, OrderStatus::HandedOver);
}

async fn changing_and_deciding_at_the_same_moment_release_nothing_unseen(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    for round in 0..6 {
        let id = portal.place(&orderer, &["A1", "A2"]).await.order_id;
        let shown = portal.store.revisable(&orderer, id).await.expect("their own");
        let clicks = (0..12).map(|click| {
            let (store, approver, orderer) = (portal.store.clone(), company.boss.clone(), orderer.clone());
            let form = revising(&shown, &[(1, 9)]);
            tokio::spawn(async move {
                if (click + round) % 2 == 0 {
                    let result = store.decide(&approver, id, decisions(&[(1, Released), (2, Released)])).await;
                    assert!(!matches!(result, Err(Failure::Store(_))), "{result:?}");
                } else {
                    let result = store.revise(&orderer, id, form).await;
                    assert!(!matches!(result, Err(Failure::Store(_))), "{result:?}");
                }
            })
        });
        join_all(clicks).await.into_iter().for_each(|click| click.expect("no panic"));
        portal.peek.assert_statuses_hold().await;
        let order = portal.store.order(&orderer, id).await.expect("their own");
        match (order.status, order.version) {
            (OrderStatus::HandedOver, 1) => assert_eq!(portal.lines(&orderer, id).await, [(1, 1, true), (2, 1, true)]),
            (OrderStatus::Waiting, 2) => assert_eq!(portal.lines(&orderer, id).await, [(3, 9, false), (2, 1, false)]),
            other => panic!("{other:?}"),
        }
    }
}

async fn changes_at_the_same_moment_follow_one_after_the_other(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (_, orderer) = waiting_company(&portal).await;
    let id = portal.place(&orderer, &["A1"]).await.order_id;
    let shown = portal.store.revisable(&orderer, id).await.expect("their own");
    let clicks = (2..10).map(|quantity| {
        let (store, orderer, form) = (portal.store.clone(), orderer.clone(), revising(&shown, &[(1, quantity)]));
        tokio::spawn(async move { store.revise(&orderer, id, form).await })
    });
    let results: Vec<_> = join_all(clicks).await.into_iter().map(|click| click.expect("no panic")).collect();
    assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1, "{results:?}");
    assert_eq!(portal.peek.count("order_revisions").await, 1);
    assert_eq!(portal.lines(&orderer, id).await.len(), 1);
    portal.peek.assert_statuses_hold().await;
}

async fn an_order_is_changed_so_often_in_a_day_and_no_more(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (_, orderer) = waiting_company(&portal).await;
    let [id, other] = [(); 2].map(|()| portal.place(&orderer, &["A1"]));
    let [id, other] = [id.await, other.await].map(|placed| placed.order_id);
    // Each change puts the line at the next position.
    for position in 1..=MOST_A_DAY {
        portal.revise(&orderer, id, &[(position, position + 1)]).await.expect("changed");
    }
    let before = portal.peek.counts().await;
    let once_more = [(MOST_A_DAY + 1, 1)];
    assert_eq!(refusal(portal.revise(&orderer, id, &once_more).await), ReviseRefusal::TooOften);
    // The last second of that day in Zürich.
    portal.pass(SignedDuration::from_hours(14) - SignedDuration::from_secs(1));
    assert_eq!(refusal(portal.revise(&orderer, id, &once_more).await), ReviseRefusal::TooOften);
    assert_eq!(portal.peek.counts().await, before, "whoever decides hears nothing more");
    portal.revise(&orderer, other, &[(1, 2)]).await.expect("another order");
    portal.pass(SignedDuration::from_secs(1));
    portal.revise(&orderer, id, &once_more).await.expect("changed on the next day");
}
