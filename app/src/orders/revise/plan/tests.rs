use super::*;
use crate::{
    show::{Changes, Decision, OrderData},
    time::When,
};
use domain::{
    Allowance, ApprovalKind, AskedAgain, Budget, Change, DeliveryAddress, Extras, Frame, FreightRule, OrderId, OrderStatus, Payer,
    ReviewReason, Usage, Verdict,
};
use uuid::Uuid;

const CENTRE: CostCentreId = CostCentreId(Uuid::from_u128(7));
const STAPLER: ArticleId = ArticleId(Uuid::from_u128(3));

fn now() -> When {
    When { iso: String::new(), absolute: String::new(), relative: String::new() }
}

fn line(position: u32, price: i64, quantity: u32) -> Line {
    Line {
        position,
        article_number: position.to_string(),
        name: format!("Artikel {position}"),
        unit: "Stück".into(),
        price: Rappen(price),
        standing_price: Rappen(price),
        settled_price: None,
        is_sold: true,
        availability: None,
        quantity,
        cost_centre: None,
        review: Some(ReviewReason::EveryOrder),
        decision: None,
        since: 1,
        earlier: Vec::new(),
        again: None,
        seal: String::new(),
    }
}

fn decided(line: Line, verdict: Verdict, released: Option<u32>) -> Line {
    let change = released.map(|quantity| Change { quantity, replacement: None });
    let by = "Eva Frei".into();
    let decision = Decision { verdict, cause: None, reason: None, alternative: None, change, by, is_mine: false, at: now() };
    Line { decision: Some(decision), ..line }
}

fn order(lines: Vec<Line>) -> OrderData {
    let totals = Totals::of(lines.iter().map(|line| (line.price, line.quantity)));
    let nothing = String::new;
    let address = DeliveryAddress { company: nothing(), attention: nothing(), street: nothing(), postcode: nothing(), town: nothing() };
    OrderData {
        id: OrderId(Uuid::nil()),
        number: 1,
        placed: now(),
        status: OrderStatus::Waiting,
        orderer: "Luca Steiner".into(),
        approver: Some("Eva Frei".into()),
        address,
        reference: None,
        note: None,
        cost_centre: None,
        totals,
        freight: None,
        delivered_totals: Totals::default(),
        delivery: None,
        supply_number: None,
        other_part: None,
        lines,
        changes: Changes { version: 1, removed: Vec::new(), last: None },
        history: Vec::new(),
        comments: Vec::new(),
        is_own: true,
        is_in_charge: false,
        in_place_of: None,
        is_asked: false,
        level: 0,
        seal: String::new(),
        released_by: None,
        retractable: None,
        goes_on: None,
        then: Vec::new(),
        holder: None,
        expected: None,
        reminder: None,
        extras: Extras::default(),
    }
}

fn terms(price: Rappen, is_in_assortment: bool) -> Terms {
    Terms { price, is_in_assortment, allowance: Allowance::default() }
}

/// An order of these lines, whose articles cost what they cost then and are in no assortment, and staplers for 5.00 in the cart.
fn revisable(lines: Vec<Line>, approval: ApprovalKind) -> RevisionData {
    let stapler = Offered {
        article: STAPLER,
        name: "Hefter".into(),
        unit: "Stück".into(),
        terms: terms(Rappen(500), true),
        quantity: 2,
        cost_centre: Some(Payer { id: CENTRE, label: "4711 Empfang".into() }),
    };
    RevisionData {
        today: lines.iter().map(|line| (line.position, terms(line.price, false))).collect(),
        asked_again: Vec::new(),
        order: order(lines),
        offered: vec![stapler],
        seen: String::new(),
        comes_back_to: None,
        approval,
        frames: Frames::default(),
    }
}

fn wish(quantities: &[(u32, u32)], added: &[ArticleId]) -> Wish {
    Wish { quantities: quantities.iter().copied().collect(), added: added.iter().copied().collect() }
}

fn plan(data: &RevisionData, quantities: &[(u32, u32)]) -> Plan {
    Plan::of(data, &wish(quantities, &[])).expect("it can be like that")
}

fn review(plan: &Plan, place: Place) -> Option<ReviewReason> {
    plan.state(place).expect("it is in the order").review
}

fn sentence(plan: &Plan) -> String {
    plan.sentence(Language::German, "Eva Frei")
}

#[test]
fn the_sums_follow_what_is_typed_at_todays_prices_and_by_the_freight_of_the_order() {
    let mut data = revisable(vec![line(1, 1000, 3), line(2, 2000, 1)], ApprovalKind::AlwaysReview);
    data.order.freight = Some(FreightRule { flat: Rappen(950), free_from: Some(Rappen(10_000)) });
    data.today[0].1.price = Rappen(1100);
    let sums = |quantities: &[(u32, u32)], added: &[ArticleId]| {
        let totals = Plan::of(&data, &wish(quantities, added)).expect("it can be like that").totals;
        (totals.net.0, totals.freight.0)
    };
    assert_eq!(sums(&[], &[]), (5000, 950));
    assert_eq!(sums(&[(1, 3), (2, 1)], &[]), (5000, 950), "what is not changed keeps its price");
    assert_eq!(sums(&[(1, 7)], &[]), (9700, 950));
    assert_eq!(sums(&[(1, 8)], &[]), (10_800, 0));
    assert_eq!(sums(&[(1, 0)], &[]), (2000, 950));
    assert_eq!(sums(&[(1, 7)], &[STAPLER]), (10_700, 0));
}

#[test]
fn what_is_rejected_uses_nothing_up_and_what_is_released_only_so_much() {
    let lines =
        vec![decided(line(1, 1000, 3), Verdict::Rejected, None), decided(line(2, 2000, 4), Verdict::Released, Some(1)), line(3, 100, 1)];
    let data = revisable(lines, ApprovalKind::AlwaysReview);
    let as_it_is = plan(&data, &[]);
    assert_eq!((as_it_is.charges.net(), as_it_is.totals.net), (Rappen(2100), Rappen(11_100)));
    assert_eq!(plan(&data, &[(2, 3)]).charges.net(), Rappen(6100), "a line that is changed is decided no more");
}

#[test]
fn what_comes_is_judged_anew_and_what_stays_keeps_its_decision() {
    let lines = vec![decided(line(1, 1000, 3), Verdict::Released, None), line(2, 2000, 1)];
    let mut data = revisable(lines, ApprovalKind::ReviewOutsideAssortment);
    data.today[1].1.is_in_assortment = true;
    let changed = plan(&data, &[(2, 2)]);
    assert_eq!(changed.state(Place::Order(1)).and_then(|state| state.verdict), Some(Verdict::Released));
    assert_eq!(review(&changed, Place::Order(2)), None, "it is in the assortment by now");
    let both = plan(&data, &[(1, 4), (2, 2)]);
    let first = both.state(Place::Order(1)).expect("it is in the order");
    assert_eq!((first.review, first.verdict), (Some(ReviewReason::OutsideAssortment), None));
    data.frames.order = Some(Frame::whole(Rappen(6999)));
    assert_eq!(review(&plan(&data, &[(2, 2)]), Place::Order(2)), Some(ReviewReason::OverOrderLimit));
    data.frames.order = Some(Frame::whole(Rappen(7000)));
    assert_eq!(review(&plan(&data, &[(2, 2)]), Place::Order(2)), None);
}

#[test]
fn a_budget_is_about_the_lines_for_which_its_cost_centre_pays() {
    let mut data = revisable(vec![line(1, 1000, 3)], ApprovalKind::Unrestricted);
    let frame = Frame { limit: Rappen(1500), usage: Usage { used: Rappen(501), reserved: Rappen(0) } };
    data.frames.budgets = vec![Budget { cost_centre: CENTRE, frame }];
    let alone = plan(&data, &[(1, 9)]);
    assert_eq!((alone.frames.budgets.len(), review(&alone, Place::Order(1))), (0, None), "nothing pays for it");
    let both = Plan::of(&data, &wish(&[(1, 9)], &[STAPLER])).expect("it can be like that");
    assert_eq!(both.frames.budgets.len(), 1);
    assert_eq!([Place::Order(1), Place::Cart(STAPLER)].map(|place| review(&both, place)), [None, Some(ReviewReason::OverBudget)]);
}

#[test]
fn what_will_happen_is_said_in_a_sentence() {
    let free = Line { review: None, ..line(1, 1000, 3) };
    let released = decided(line(3, 100, 1), Verdict::Released, None);
    let said = |lines: &[&Line], quantities: &[(u32, u32)]| {
        let lines = lines.iter().map(|line| (*line).clone()).collect();
        sentence(&plan(&revisable(lines, ApprovalKind::AlwaysReview), quantities))
    };
    let (second, rejected) = (line(2, 2000, 1), decided(line(4, 100, 1), Verdict::Rejected, None));
    assert_eq!(said(&[&second], &[]), "Die ganze Bestellung wartet auf die Freigabe durch Eva Frei.");
    assert!(said(&[&free, &second], &[]).ends_with("durch Eva Frei, und zwar für «Artikel 2»."));
    assert!(said(&[&free, &second, &released], &[(3, 2)]).ends_with("durch Eva Frei, und zwar für 2 Positionen."));
    assert_eq!(said(&[&free, &second], &[(2, 0)]), text::revise::goes_at_once(Language::German));
    assert_eq!(said(&[&free, &second, &released], &[(2, 0)]), text::revise::goes_unless_confirmed(Language::German));
    assert_eq!(said(&[&second, &rejected], &[(2, 0)]), text::revise::is_rejected(Language::German));
}

#[test]
fn what_became_dearer_than_is_borne_is_asked_again_once_nothing_else_is_open() {
    let free = Line { review: None, ..line(1, 1000, 3) };
    let mut data = revisable(vec![free, line(2, 2000, 1)], ApprovalKind::AlwaysReview);
    data.asked_again = vec![(1, AskedAgain::PriceRose)];
    assert_eq!(review(&plan(&data, &[]), Place::Order(1)), None);
    let without = plan(&data, &[(2, 0)]);
    assert_eq!((review(&without, Place::Order(1)), without.waits()), (Some(ReviewReason::PriceRose), true));
}

#[test]
fn an_order_has_to_keep_something() {
    let data = revisable(vec![line(1, 1000, 3)], ApprovalKind::AlwaysReview);
    assert_eq!(Plan::of(&data, &wish(&[(1, 0)], &[])), Err(RevisionFault::NothingLeft));
    assert!(Plan::of(&data, &wish(&[(1, 0)], &[STAPLER])).is_ok());
}
