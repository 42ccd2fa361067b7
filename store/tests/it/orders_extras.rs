//! What is there only where a customer wants it: splitting a cart, changing an order, writing about it, altering what is released.

use crate::ordering::{Company, Portal, refusal};
use domain::{ApprovalKind::ReviewOutsideAssortment, CustomerRule, Extras, OrderId, OrderStatus, Rappen};
use jiff::SignedDuration;
use store::{
    CommentRefusal, DecideRefusal, Decided, Failure, Instead, LineDecision, Orderer, PlaceRefusal, RemindRefusal, ReviseRefusal,
    RevisedLine, Revising, Seen,
};
use testbed::{Engine, both_engines};

both_engines![
    a_new_customer_sees_nothing_of_it_until_it_is_switched_on,
    what_is_not_wanted_is_refused_and_changes_nothing,
    what_was_done_stays_and_its_repetition_is_no_error,
];

const A_DAY: SignedDuration = SignedDuration::from_hours(24);

/// An order of a company that has just been created, over four A3 and one A5, which are to be released, and one A4, which is not. It waits
/// so long that it can be asked after.
struct Case {
    portal: Portal,
    company: Company,
    orderer: Orderer,
    order: OrderId,
}

impl Case {
    async fn of_a_new_customer(engine: Engine) -> Self {
        let portal = Portal::open(engine).await;
        let company = portal.new_customer("muster").await;
        portal.agree(&company, &["A4"]).await;
        let orderer = portal.employ(&company, "aussen", ReviewOutsideAssortment).await;
        let placing = portal.fill(&orderer, &[("A3", 4), ("A5", 1), ("A4", 1)]).await;
        let order = portal.store.place(&orderer, placing).await.expect("placed").order_id;
        portal.pass(A_DAY);
        Self { portal, company, orderer, order }
    }

    async fn switch(&self, is_on: bool) {
        for rule in CustomerRule::EXTRAS {
            self.portal.store.switch_rule(&self.company.boss, rule, is_on).await.expect("switched");
        }
    }

    /// The form with three A3 in the place of four, as the page shows it in the beginning.
    async fn three_instead_of_four(&self) -> Revising {
        let shown = self.portal.store.revisable(&self.orderer, self.order).await.expect("their own order");
        let lines = vec![RevisedLine { position: 1, quantity: 3, price: Rappen(4500) }];
        Revising { version: shown.order.version, level: shown.order.level, lines, added: vec![], seen: shown.seen, note: None }
    }

    async fn revise(&self, revising: Revising) -> Result<OrderStatus, Failure<ReviseRefusal>> {
        self.portal.store.revise(&self.orderer, self.order, revising).await
    }

    async fn release(&self, position: u32, instead: Instead) -> Result<Decided, Failure<DecideRefusal>> {
        let decision = LineDecision { instead, ..LineDecision::release(position) };
        let result = self.portal.store.decide(&self.company.boss, self.order, vec![decision]).await;
        self.portal.peek.assert_statuses_hold().await;
        result
    }

    /// What there is to see of it for the orderer: on the order, whether it can be asked after, and in the cart.
    async fn shown(&self) -> (Extras, bool, bool) {
        let order = self.portal.store.order(&self.orderer, self.order).await.expect("their own order");
        let means = self.portal.means(&self.orderer).await;
        (order.extras, order.reminder.is_some(), means.splits_orders)
    }

    /// For which lines another article is offered to the approver.
    async fn offered(&self) -> Vec<bool> {
        let case = self.portal.store.release_case(&self.company.boss, self.order).await.expect("an order to decide");
        case.insights.iter().map(|insight| insight.closest.is_some()).collect()
    }
}

const fn lowered(quantity: u32) -> Instead {
    Instead { quantity: Some(quantity), article: None }
}

async fn a_new_customer_sees_nothing_of_it_until_it_is_switched_on(engine: Engine) {
    let case = Case::of_a_new_customer(engine).await;
    assert_eq!(case.shown().await, (Extras::default(), false, false));
    assert_eq!(case.offered().await, [false, false]);
    case.switch(true).await;
    let all = Extras { changes_orders: true, writes_comments: true, alters_lines: true };
    assert_eq!(case.shown().await, (all, true, true));
    assert_eq!(case.offered().await, [true, true]);
}

async fn what_is_not_wanted_is_refused_and_changes_nothing(engine: Engine) {
    let case = Case::of_a_new_customer(engine).await;
    let (store, boss) = (&case.portal.store, &case.company.boss);
    let cart = case.portal.fill(&case.orderer, &[("A3", 1), ("A4", 1)]).await;
    let other = store.article(boss.orderer(), "A4").await.expect("an article");
    let seen = Some(Seen { id: other.id, price: other.price });
    let replaced = Instead { quantity: None, article: seen };
    let before = case.portal.peek.counts().await;

    assert_eq!(refusal(store.place_split(&case.orderer, cart.clone()).await), PlaceRefusal::SwitchedOff);
    assert_eq!(refusal(case.revise(case.three_instead_of_four().await).await), ReviseRefusal::SwitchedOff);
    assert_eq!(refusal(store.remind(&case.orderer, case.order, None).await), RemindRefusal::SwitchedOff);
    for author in [&case.orderer, boss.orderer()] {
        assert_eq!(refusal(store.comment(author, case.order, 0, "Wozu?".into()).await), CommentRefusal::SwitchedOff);
    }
    for instead in [lowered(3), replaced] {
        assert_eq!(refusal(case.release(1, instead).await), DecideRefusal::SwitchedOff);
    }
    let proposing = LineDecision::reject(1, None, None).proposing(seen);
    assert_eq!(refusal(store.decide(boss, case.order, vec![proposing]).await), DecideRefusal::SwitchedOff);
    assert_eq!(case.portal.peek.counts().await, before);

    // As it was ordered it goes all the same.
    case.release(1, lowered(4)).await.expect("nothing is altered");
    store.place(&case.orderer, cart).await.expect("one order");
}

async fn what_was_done_stays_and_its_repetition_is_no_error(engine: Engine) {
    let case = Case::of_a_new_customer(engine).await;
    let store = &case.portal.store;
    let say = |words: &str, seen: usize| store.comment(&case.orderer, case.order, seen, words.to_owned());
    case.switch(true).await;
    let (cart, revising) = (case.portal.fill(&case.orderer, &[("A3", 1), ("A4", 1)]).await, case.three_instead_of_four().await);
    let placed = store.place_split(&case.orderer, cart.clone()).await.expect("two orders");
    case.revise(revising.clone()).await.expect("changed");
    store.remind(&case.orderer, case.order, None).await.expect("reminded");
    say("Es eilt.", 0).await.expect("written");
    // What takes the place of the first line is the fourth.
    case.release(4, lowered(2)).await.expect("lowered");
    case.switch(false).await;

    let before = case.portal.peek.counts().await;
    assert_eq!(store.place_split(&case.orderer, cart).await.expect("once more"), placed);
    case.revise(revising).await.expect("once more");
    store.remind(&case.orderer, case.order, None).await.expect("once more");
    say("Es eilt.", 0).await.expect("once more");
    case.release(4, lowered(2)).await.expect("once more");
    assert_eq!(refusal(say("Und?", 1).await), CommentRefusal::SwitchedOff);
    assert_eq!(case.portal.peek.counts().await, before);

    let order = store.order(&case.orderer, case.order).await.expect("their own order");
    assert_eq!(order.comments.iter().map(|comment| comment.content.as_str()).collect::<Vec<_>>(), ["Es eilt."]);
    let released =
        order.lines.iter().find_map(|line| line.decision.as_ref()?.change.as_ref().map(|change| (line.quantity, change.quantity)));
    assert_eq!((order.version, released), (2, Some((3, 2))));
    let waiting = store.order(&case.orderer, placed.order_id).await.expect("their own order");
    assert!(waiting.other_part.is_some());
}
