//! Prices that move where other rules look at an order: superiors, limits, budgets, changes by its orderer, parts, and taking back.

use crate::{
    ordering::{Company, Portal, article, is_not_found, placing, refusal, waiting_company},
    orders_seal::{form, supplies},
};
use domain::{
    ApprovalKind::{AlwaysReview, ReviewOutsideAssortment, Unrestricted},
    OrderId, OrderStatus, Rank, Rappen, Usage, Verdict,
    Verdict::{Rejected, Released},
    audit::AuditEvent,
};
use jiff::SignedDuration;
use store::{Approver, Availability, ContactRefusal, DecideRefusal, Decided, NewArticle, Orderer, Placing, ReviseRefusal, Revising};
use testbed::{Engine, both_engines};

both_engines![
    what_goes_on_takes_todays_prices_only_when_it_is_handed_over,
    what_became_too_dear_since_it_went_on_is_decided_by_whoever_has_it,
    whoever_released_it_before_it_went_on_decides_nothing_that_is_asked_again,
    what_is_asked_again_passes_to_whoever_succeeds,
    a_price_that_is_borne_but_exceeds_a_limit_sends_the_order_on,
    what_is_asked_again_and_exceeds_a_limit_by_then_goes_on,
    limits_and_budgets_count_what_it_costs_by_now,
    a_changed_line_has_another_seal_and_its_recall_is_gone_with_it,
    what_is_left_of_a_changed_order_is_settled_before_it_goes,
    what_is_sold_no_more_does_not_come_into_an_order_that_waits,
    what_is_sold_by_another_unit_by_now_gets_no_other_quantity,
    a_change_is_judged_by_what_is_still_at_stake,
    what_was_decided_since_it_went_on_is_not_overruled,
    what_is_sold_no_more_since_it_was_seen_is_asked_again_once_confirmed,
    both_parts_of_a_cart_settle_on_their_own,
    a_decision_that_is_taken_back_takes_the_price_along,
    a_seal_holds_for_one_cost_centre,
];

/// A company in which `eva` releases up to 500 francs and `boss` everything, with somebody whose orders eva releases.
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
        let orderer = portal.employ_under(&company, "immer", AlwaysReview, eva.orderer().contact_id()).await;
        let superior = Some(company.boss.orderer().contact_id());
        let rank = Rank { approver: eva.orderer().contact_id(), limit: Some(Rappen(50_000)), superior };
        portal.store.set_rank(&company.boss, rank).await.expect("a limit");
        Self { portal, company, eva, orderer }
    }

    /// An A5 and an A1, which `eva` has released and `boss` is to confirm.
    async fn passed_on(&self) -> OrderId {
        let order = self.portal.place(&self.orderer, &["A5", "A1"]).await.order_id;
        let decided = self.decide(&self.eva, order, &[(1, Released), (2, Released)]).await;
        assert_eq!((decided.status, decided.open_lines), (OrderStatus::PartlyDecided, 0));
        order
    }

    /// The same once both have become too dear, and `boss` has confirmed what was released.
    async fn asked_again(&self) -> OrderId {
        let order = self.passed_on().await;
        let seen = self.portal.seen(&self.company.boss, order, 1).await;
        reprice(&self.portal, "A5", 90_000).await;
        reprice(&self.portal, "A1", 2000).await;
        // What was released is still what was seen.
        let confirmed = self.portal.store.confirm(&self.company.boss, order, seen).await.expect("confirmed");
        assert_eq!((confirmed.status, confirmed.open_lines, confirmed.asked_again), (OrderStatus::Waiting, 2, 2));
        self.portal.peek.assert_statuses_hold().await;
        order
    }

    async fn decide(&self, approver: &Approver, order: OrderId, lines: &[(u32, Verdict)]) -> Decided {
        decide(&self.portal, approver, order, lines).await
    }
}

/// Looks at the page and decides.
async fn decide(portal: &Portal, approver: &Approver, order: OrderId, lines: &[(u32, Verdict)]) -> Decided {
    let form = form(portal, approver, order, lines).await;
    let decided = portal.store.decide(approver, order, form).await.expect("decided");
    portal.peek.assert_statuses_hold().await;
    decided
}

async fn reprice(portal: &Portal, number: &str, price: i64) {
    let article = article(number, &format!("Artikel {number}"), price);
    portal.store.import_catalogue(vec![], vec![article]).await.expect("imported");
}

/// Prices and quantities of what the supplier has received last.
async fn supplied(portal: &Portal) -> Vec<(i64, u32)> {
    let last = supplies(portal).await.into_iter().next().expect("a supply order");
    last.lines.iter().map(|line| (line.price.0, line.quantity)).collect()
}

async fn agreed_prices(portal: &Portal) -> i64 {
    portal.peek.number("select count(*) from order_lines where agreed_price is not null").await
}

async fn what_goes_on_takes_todays_prices_only_when_it_is_handed_over(engine: Engine) {
    let office = Office::open(engine).await;
    let order = office.portal.place(&office.orderer, &["A5", "A1"]).await.order_id;
    office.decide(&office.eva, order, &[(1, Released)]).await;
    reprice(&office.portal, "A5", 78_000).await;
    office.decide(&office.eva, order, &[(2, Released)]).await;
    assert_eq!(agreed_prices(&office.portal).await, 0, "it goes on as it was released");
    reprice(&office.portal, "A5", 77_000).await;
    reprice(&office.portal, "A1", 1275).await;
    let confirmed = office.portal.confirm(&office.company.boss, order, 1).await.expect("confirmed");
    assert_eq!((confirmed.status, confirmed.asked_again), (OrderStatus::HandedOver, 0));
    assert_eq!(supplied(&office.portal).await, [(77_000, 1), (1275, 1)]);
    assert_eq!(office.portal.peek.count("recalls").await, 0);
    assert_eq!(office.portal.store.verify_audit().await.expect("verified"), []);
}

async fn what_became_too_dear_since_it_went_on_is_decided_by_whoever_has_it(engine: Engine) {
    let office = Office::open(engine).await;
    let (store, boss) = (&office.portal.store, &office.company.boss);
    let order = office.asked_again().await;
    assert_eq!(office.portal.peek.count("supply_orders").await, 0);
    let row = office.portal.queue(boss).await.pop().expect("it waits for the superior");
    assert_eq!((row.id, row.open_lines, row.asked_again), (order, 2, 2));
    let told: Vec<_> = office.portal.peek.mails().await.into_iter().filter(|mail| mail.starts_with("asked_again")).collect();
    assert_eq!(told, ["asked_again to muster.boss@mail.example"]);
    let changed = DecideRefusal::LineChanged { position: 1, article: "Artikel A5".into(), quantity: 1, price: Rappen(90_000) };
    assert_eq!(refusal(office.portal.confirm(boss, order, 1).await), changed, "there is nothing to confirm until it is decided");

    office.decide(boss, order, &[(1, Released)]).await;
    let shown = store.order_for_release(boss, order).await.expect("still theirs");
    assert!(shown.is_in_charge && office.portal.queue(boss).await.len() == 1, "who decides one line decides the other");
    let decided_at = shown.lines[0].decision.as_ref().expect("a decision").decided_at;
    store.take_back(boss, order, 1, decided_at).await.expect("their own decision, and nobody has it but them");
    office.portal.pass(SignedDuration::from_secs(1));
    let decided = office.decide(boss, order, &[(1, Released), (2, Rejected)]).await;
    assert_eq!((decided.status, decided.open_lines), (OrderStatus::HandedOver, 0), "nobody is asked twice to confirm");
    assert_eq!(supplied(&office.portal).await, [(90_000, 1)]);
    assert_eq!(office.portal.peek.count("confirmations").await, 2);
    let history = store.order(&office.orderer, order).await.expect("own order").history;
    let confirmed = history.iter().filter(|entry| entry.event == AuditEvent::ReleaseConfirmed { in_place_of: None });
    assert_eq!((confirmed.count(), store.verify_audit().await.expect("verified")), (1, vec![]));
}

async fn whoever_released_it_before_it_went_on_decides_nothing_that_is_asked_again(engine: Engine) {
    let office = Office::open(engine).await;
    let order = office.asked_again().await;
    let form = form(&office.portal, &office.eva, order, &[(1, Released), (2, Released)]).await;
    assert!(is_not_found(&office.portal.store.decide(&office.eva, order, form).await));
    assert_eq!(office.portal.queue(&office.eva).await.len(), 0);
    assert_eq!(office.portal.store.release_count(&office.eva).await.expect("a count"), 0);
    let shown = office.portal.store.order_for_release(&office.eva, order).await.expect("they may read on");
    assert!(!shown.is_in_charge);
}

async fn what_is_asked_again_passes_to_whoever_succeeds(engine: Engine) {
    let office = Office::open(engine).await;
    let (store, boss) = (&office.portal.store, &office.company.boss);
    let order = office.asked_again().await;
    office.decide(boss, order, &[(1, Released)]).await;
    let second = office.portal.promote(&office.company, "zwei").await;
    let (leaving, eva) = (boss.orderer().contact_id(), office.eva.orderer().contact_id());
    let to_eva = store.delete_contact(&second, leaving, Some(eva)).await;
    assert!(matches!(refusal(to_eva), ContactRefusal::SuccessorReleased | ContactRefusal::SuccessorBelow), "she has released it");
    store.delete_contact(&second, leaving, Some(second.orderer().contact_id())).await.expect("succeeded");
    let told = office.portal.peek.mails().await;
    assert!(told.contains(&"asked_again to muster.zwei@mail.example".to_owned()), "{told:?}");
    let decided = office.decide(&second, order, &[(2, Released)]).await;
    assert_eq!(decided.status, OrderStatus::HandedOver);
    assert_eq!(supplied(&office.portal).await, [(90_000, 1), (2000, 1)]);
}

async fn a_price_that_is_borne_but_exceeds_a_limit_sends_the_order_on(engine: Engine) {
    let office = Office::open(engine).await;
    // With the tax it is 498.94 as ordered, and 508.66 once the first line costs two percent more.
    let placing = office.portal.fill(&office.orderer, &[("A3", 10), ("A4", 11)]).await;
    let order = office.portal.store.place(&office.orderer, placing).await.expect("placed").order_id;
    let shown = office.portal.store.order_for_release(&office.eva, order).await.expect("in charge");
    assert_eq!(shown.goes_on, None);
    office.decide(&office.eva, order, &[(1, Released)]).await;
    reprice(&office.portal, "A3", 4590).await;
    let shown = office.portal.store.order_for_release(&office.eva, order).await.expect("in charge");
    assert!(shown.goes_on.is_some(), "the page says so before");
    let decided = office.decide(&office.eva, order, &[(2, Released)]).await;
    assert_eq!((decided.status, decided.open_lines, decided.asked_again), (OrderStatus::PartlyDecided, 0, 0));
    assert_eq!((office.portal.peek.count("supply_orders").await, agreed_prices(&office.portal).await), (0, 0));
    let confirmed = office.portal.confirm(&office.company.boss, order, 1).await.expect("confirmed");
    assert_eq!(confirmed.status, OrderStatus::HandedOver);
    assert_eq!(supplied(&office.portal).await, [(4590, 10), (105, 11)]);
}

async fn what_is_asked_again_and_exceeds_a_limit_by_then_goes_on(engine: Engine) {
    let office = Office::open(engine).await;
    let order = office.portal.place(&office.orderer, &["A3", "A1"]).await.order_id;
    office.decide(&office.eva, order, &[(1, Released)]).await;
    reprice(&office.portal, "A3", 60_000).await;
    let decided = office.decide(&office.eva, order, &[(2, Released)]).await;
    assert_eq!((decided.open_lines, decided.asked_again), (1, 1), "they are asked first who have released it");
    let decided = office.decide(&office.eva, order, &[(1, Released)]).await;
    assert_eq!((decided.status, decided.open_lines), (OrderStatus::PartlyDecided, 0));
    assert_eq!(office.portal.peek.count("supply_orders").await, 0, "so much is not theirs to release");
    let confirmed = office.portal.confirm(&office.company.boss, order, 1).await.expect("confirmed");
    assert_eq!(confirmed.status, OrderStatus::HandedOver);
}

async fn limits_and_budgets_count_what_it_costs_by_now(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let orderer = portal.employ(&company, "frei", Unrestricted).await;
    portal.limit(&company, &orderer, None, Some(3000)).await;
    let centre = portal.cost_centre(&company, "100", Some(3000)).await;
    let usage = async || {
        let month = portal.means(&orderer).await.frames.month.expect("a limit").usage;
        let budget = portal.store.cost_centres(&company.boss).await.expect("cost centres").rows[0].usage;
        assert_eq!(month, budget, "they count alike");
        let Usage { used, reserved } = month;
        (used.0, reserved.0)
    };
    let order = portal.place_on(&orderer, &["A3"], centre).await.order_id;
    portal.pass(SignedDuration::from_secs(1));
    reprice(&portal, "A3", 4590).await;
    assert_eq!(usage().await, (0, 4500));
    reprice(&portal, "A3", 6000).await;
    let decided = portal.decide(&company.boss, order, &[(1, Released)]).await.expect("decided without looking");
    assert_eq!((decided.status, decided.asked_again), (OrderStatus::Waiting, 1));
    assert_eq!(usage().await, (0, 6000), "what waits costs more by now");
    decide(&portal, &company.boss, order, &[(1, Released)]).await;
    assert_eq!(usage().await, (6000, 0));

    let order = portal.place_on(&orderer, &["A1", "A2"], centre).await.order_id;
    decide(&portal, &company.boss, order, &[(1, Released)]).await;
    reprice(&portal, "A1", 1275).await;
    assert_eq!(usage().await, (6000, 1275 + 990), "what is borne is reserved");
    decide(&portal, &company.boss, order, &[(2, Rejected)]).await;
    assert_eq!(usage().await, (6000 + 1275, 0));
}

async fn a_changed_line_has_another_seal_and_its_recall_is_gone_with_it(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    let order = portal.place(&orderer, &["A1", "A3"]).await.order_id;
    decide(&portal, &company.boss, order, &[(1, Released)]).await;
    reprice(&portal, "A1", 2000).await;
    assert_eq!(decide(&portal, &company.boss, order, &[(2, Released)]).await.asked_again, 1);
    let shown = form(&portal, &company.boss, order, &[(1, Released)]).await;

    assert_eq!(portal.change_line(&orderer, order, (1, 3)).await.expect("changed"), OrderStatus::PartlyDecided);
    let lines = portal.store.order_for_release(&company.boss, order).await.expect("in charge").lines;
    assert_eq!((lines[0].position, lines[0].round, lines[0].again.as_ref(), lines[0].price), (3, 0, None, Rappen(2000)));
    assert_eq!(refusal(portal.store.decide(&company.boss, order, shown.clone()).await), DecideRefusal::Revised);
    let moved: Vec<_> = shown.into_iter().map(|decision| store::LineDecision { position: 3, ..decision }).collect();
    let changed = DecideRefusal::LineChanged { position: 3, article: "Artikel A1".into(), quantity: 3, price: Rappen(2000) };
    assert_eq!(refusal(portal.store.decide(&company.boss, order, moved).await), changed);
    let decided = decide(&portal, &company.boss, order, &[(3, Released)]).await;
    assert_eq!(decided.status, OrderStatus::HandedOver);
    assert_eq!(supplied(&portal).await, [(2000, 3), (4500, 1)]);
    assert_eq!(refusal(portal.change_line(&orderer, order, (3, 1)).await), ReviseRefusal::Closed(OrderStatus::HandedOver));
}

async fn what_is_left_of_a_changed_order_is_settled_before_it_goes(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    let order = portal.place(&orderer, &["A1", "A3"]).await.order_id;
    decide(&portal, &company.boss, order, &[(1, Released)]).await;
    reprice(&portal, "A1", 2000).await;
    assert_eq!(portal.change_line(&orderer, order, (2, 0)).await.expect("taken out"), OrderStatus::Waiting);
    assert_eq!(portal.peek.count("supply_orders").await, 0, "nobody has released it at that price");
    let told = portal.peek.notices("order_revised").await;
    assert!(told.len() == 1 && told[0].contains(r#""again":{"#), "whoever decides reads that something is left to decide: {told:?}");
    // Whoever takes it out as well, or changes it, needs nobody's answer.
    decide(&portal, &company.boss, order, &[(1, Released)]).await;
    assert_eq!(supplied(&portal).await, [(2000, 1)]);
}

async fn what_is_sold_no_more_does_not_come_into_an_order_that_waits(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    let order = portal.place(&orderer, &["A1", "A3"]).await.order_id;
    portal.fill(&orderer, &[("A2", 1)]).await;
    let shown = portal.store.revisable(&orderer, order).await.expect("their own");
    let added: Vec<_> = shown.offered.iter().map(|line| line.article_id).collect();
    for (number, price) in [("A1", 1250), ("A2", 990)] {
        let gone = NewArticle { availability: Availability::Discontinued, ..article(number, &format!("Artikel {number}"), price) };
        portal.store.import_catalogue(vec![], vec![gone]).await.expect("imported");
    }
    assert_eq!(refusal(portal.change_line(&orderer, order, (1, 2)).await), ReviseRefusal::NotSold);
    let revising = Revising { version: 1, level: 0, lines: vec![], added, seen: shown.seen, note: None };
    assert_eq!(refusal(portal.store.revise(&orderer, order, revising).await), ReviseRefusal::NotSold);
    assert_eq!(portal.store.revisable(&orderer, order).await.expect("their own").offered.len(), 0, "nor is it offered");
    assert_eq!(portal.change_line(&orderer, order, (1, 0)).await.expect("taken out"), OrderStatus::Waiting);
    decide(&portal, &company.boss, order, &[(2, Released)]).await;
    assert_eq!(supplied(&portal).await, [(4500, 1)]);
}

async fn what_is_sold_by_another_unit_by_now_gets_no_other_quantity(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (_, orderer) = waiting_company(&portal).await;
    let order = portal.place(&orderer, &["A1", "A3"]).await.order_id;
    let other = NewArticle { unit: "Karton".into(), ..article("A1", "Artikel A1", 1250) };
    portal.store.import_catalogue(vec![], vec![other]).await.expect("imported");
    assert_eq!(refusal(portal.change_line(&orderer, order, (1, 2)).await), ReviseRefusal::NotSold);
    assert_eq!(portal.change_line(&orderer, order, (2, 2)).await.expect("the other one is as it was"), OrderStatus::Waiting);
    assert_eq!(portal.change_line(&orderer, order, (1, 0)).await.expect("taken out"), OrderStatus::Waiting);
}

async fn a_change_is_judged_by_what_is_still_at_stake(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let orderer = portal.employ(&company, "frei", Unrestricted).await;
    portal.limit(&company, &orderer, Some(4500), None).await;
    let order = portal.place(&orderer, &["A3", "A1", "A2"]).await.order_id;
    decide(&portal, &company.boss, order, &[(1, Rejected)]).await;
    portal.change_line(&orderer, order, (3, 2)).await.expect("changed");
    let lines = portal.store.order(&orderer, order).await.expect("own order").lines;
    let changed = lines.iter().find(|line| line.position == 4).expect("the line that came");
    assert_eq!(changed.review, None, "what is rejected costs nothing");
}

async fn what_was_decided_since_it_went_on_is_not_overruled(engine: Engine) {
    let office = Office::open(engine).await;
    let (store, boss) = (&office.portal.store, &office.company.boss);
    let order = office.asked_again().await;
    office.decide(boss, order, &[(1, Released)]).await;
    let late = office.portal.decide(boss, order, &[(1, Rejected)]).await;
    assert!(matches!(refusal(late), DecideRefusal::AlreadyDecided { .. }));
    let lines = store.order_for_release(boss, order).await.expect("in charge").lines;
    store.take_back(boss, order, 1, lines[0].decision.as_ref().expect("a decision").decided_at).await.expect("taken back");
    office.portal.pass(SignedDuration::from_secs(1));
    assert_eq!(office.decide(boss, order, &[(1, Rejected), (2, Rejected)]).await.status, OrderStatus::Rejected);
}

async fn what_is_sold_no_more_since_it_was_seen_is_asked_again_once_confirmed(engine: Engine) {
    let office = Office::open(engine).await;
    let (boss, order) = (&office.company.boss, office.passed_on().await);
    let seen = office.portal.seen(boss, order, 1).await;
    let gone = NewArticle { availability: Availability::Discontinued, ..article("A1", "Artikel A1", 1250) };
    office.portal.store.import_catalogue(vec![], vec![gone]).await.expect("imported");
    let confirmed = office.portal.store.confirm(boss, order, seen).await.expect("what was released is still what was seen");
    assert_eq!((confirmed.open_lines, confirmed.asked_again), (1, 1));
    assert_eq!(office.decide(boss, order, &[(2, Rejected)]).await.status, OrderStatus::HandedOver);
    assert_eq!(supplied(&office.portal).await, [(77_705, 1)]);
}

async fn both_parts_of_a_cart_settle_on_their_own(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    portal.agree(&company, &["A1"]).await;
    let orderer = portal.employ(&company, "aussen", ReviewOutsideAssortment).await;
    let form = portal.fill(&orderer, &[("A1", 1), ("A2", 1), ("A3", 1)]).await;
    let waiting = portal.store.place_split(&orderer, form).await.expect("placed").order_id;
    assert_eq!(supplied(&portal).await, [(1250, 1)]);
    portal.pass(SignedDuration::from_secs(1));
    decide(&portal, &company.boss, waiting, &[(1, Released)]).await;
    for (number, price) in [("A1", 9000), ("A2", 2000), ("A3", 4400)] {
        reprice(&portal, number, price).await;
    }
    assert_eq!(decide(&portal, &company.boss, waiting, &[(2, Released)]).await.asked_again, 1, "of this part, and of nothing else");
    assert_eq!(portal.peek.number("select count(*) from recalls").await, 1);
    decide(&portal, &company.boss, waiting, &[(1, Released)]).await;
    let received: Vec<_> = supplies(&portal).await.iter().map(|supply| supply.totals.net.0).collect();
    assert_eq!(received, [2000 + 4400, 1250]);
}

async fn a_decision_that_is_taken_back_takes_the_price_along(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    let (store, boss) = (&portal.store, &company.boss);
    let order = portal.place(&orderer, &["A1", "A2"]).await.order_id;
    decide(&portal, boss, order, &[(1, Released)]).await;
    reprice(&portal, "A1", 2000).await;
    reprice(&portal, "A2", 2000).await;
    assert_eq!(portal.decide(boss, order, &[(2, Released)]).await.expect("without looking").asked_again, 2);
    decide(&portal, boss, order, &[(1, Released)]).await;
    assert_eq!(agreed_prices(&portal).await, 1);
    let lines = store.order_for_release(boss, order).await.expect("in charge").lines;
    store.take_back(boss, order, 1, lines[0].decision.as_ref().expect("a decision").decided_at).await.expect("taken back");
    let lines = store.order_for_release(boss, order).await.expect("in charge").lines;
    assert!(lines[0].again.is_some() && lines[0].decision.is_none(), "it is asked as it was");
    assert_eq!(agreed_prices(&portal).await, 0);
    portal.pass(SignedDuration::from_secs(1));
    let blind = portal.decide(boss, order, &[(1, Released), (2, Released)]).await.expect("decided");
    assert_eq!((blind.status, blind.asked_again), (OrderStatus::Waiting, 2), "what was taken back allows no price");
    decide(&portal, boss, order, &[(1, Released), (2, Rejected)]).await;
    assert_eq!(supplied(&portal).await, [(2000, 1)]);
    assert_eq!(store.verify_audit().await.expect("verified"), []);
}

async fn a_seal_holds_for_one_cost_centre(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    let (one, other) = (portal.cost_centre(&company, "100", None).await, portal.cost_centre(&company, "200", None).await);
    let mut seals = Vec::new();
    for cost_centre in [None, Some(one), Some(other), Some(one)] {
        portal.fill(&orderer, &[("A1", 1)]).await;
        let form = placing(&portal.store.cart(&orderer).await.expect("a cart"));
        let order = portal.store.place(&orderer, Placing { cost_centre, ..form }).await.expect("placed").order_id;
        seals.push(portal.store.order(&orderer, order).await.expect("own order").lines.swap_remove(0).seal);
    }
    assert_eq!(seals[1], seals[3], "the same is the same");
    assert!(seals[0] != seals[1] && seals[1] != seals[2] && seals[0] != seals[2], "{seals:?}");
}
