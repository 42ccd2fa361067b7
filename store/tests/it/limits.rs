//! What a contact may order without a release: per order, and per month.

use crate::ordering::{Company, Portal, decisions, placing};
use domain::{
    ApprovalKind::{AlwaysReview, Unrestricted},
    OrderStatus, Rappen, ReviewReason, Usage,
    Verdict::{Rejected, Released},
};
use futures::future::join_all;
use jiff::SignedDuration;
use store::{Instead, LineDecision, Orderer};
use testbed::{Engine, both_engines};

both_engines![
    nothing_is_limited_before_somebody_sets_a_limit,
    an_order_over_its_limit_waits_and_can_be_decided,
    what_needs_a_release_anyway_keeps_its_reason,
    what_waits_is_reserved_and_what_is_handed_over_is_used,
    what_is_withdrawn_or_rejected_is_free_again,
    what_was_not_released_of_an_order_is_free_again,
    a_month_begins_anew_and_what_waits_stays_reserved,
    a_release_counts_in_the_month_in_which_it_happens,
    eight_orders_at_once_do_not_all_fit,
    an_approver_sees_what_is_gone_without_the_order_itself,
];

/// A company with somebody who may order for so much in a month.
async fn limited(engine: Engine, per_month: i64) -> (Portal, Company, Orderer) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let orderer = portal.employ(&company, "frei", Unrestricted).await;
    portal.limit(&company, &orderer, None, Some(per_month)).await;
    (portal, company, orderer)
}

async fn month(portal: &Portal, orderer: &Orderer) -> (i64, i64) {
    let Usage { used, reserved } = portal.means(orderer).await.frames.month.expect("a limit").usage;
    (used.0, reserved.0)
}

async fn nothing_is_limited_before_somebody_sets_a_limit(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let orderer = portal.employ(&company, "frei", Unrestricted).await;
    let means = portal.means(&orderer).await;
    assert_eq!((means.frames, means.cost_centres.len(), means.demands_cost_centre), (domain::Frames::default(), 0, false));
    assert!(!portal.place(&orderer, &["A5"]).await.waits);
}

async fn an_order_over_its_limit_waits_and_can_be_decided(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let orderer = portal.employ(&company, "frei", Unrestricted).await;
    portal.limit(&company, &orderer, Some(2240), None).await;
    assert!(!portal.place(&orderer, &["A1", "A2"]).await.waits, "it just fits");
    let placed = portal.place(&orderer, &["A1", "A2", "A6"]).await;
    assert!(placed.waits);
    let order = portal.store.order(&orderer, placed.order_id).await.expect("own order");
    assert!(order.lines.iter().all(|line| line.review == Some(ReviewReason::OverOrderLimit)));
    assert_eq!((order.approver_id, order.approval), (Some(company.boss.orderer().contact_id()), Unrestricted));
    assert_eq!(portal.queue(&company.boss).await.len(), 1);
    let decided = portal.decide(&company.boss, placed.order_id, &[(1, Released), (2, Rejected), (3, Released)]).await.expect("decided");
    assert_eq!(decided.status, OrderStatus::HandedOver);
}

async fn what_needs_a_release_anyway_keeps_its_reason(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let orderer = portal.employ(&company, "immer", AlwaysReview).await;
    portal.limit(&company, &orderer, Some(1), Some(1)).await;
    let id = portal.place(&orderer, &["A1"]).await.order_id;
    assert_eq!(portal.store.order(&orderer, id).await.expect("own order").lines[0].review, Some(ReviewReason::EveryOrder));
}

async fn what_waits_is_reserved_and_what_is_handed_over_is_used(engine: Engine) {
    let (portal, company, orderer) = limited(engine, 3000).await;
    assert!(!portal.place(&orderer, &["A1", "A2"]).await.waits);
    assert_eq!(month(&portal, &orderer).await, (2240, 0));
    let placed = portal.place(&orderer, &["A2"]).await;
    assert!(placed.waits);
    assert_eq!(month(&portal, &orderer).await, (2240, 990));
    assert!(portal.place(&orderer, &["A6"]).await.waits, "what waits counts too");
    portal.decide(&company.boss, placed.order_id, &[(1, Released)]).await.expect("decided");
    assert_eq!(month(&portal, &orderer).await, (3230, 1));
}

async fn what_is_withdrawn_or_rejected_is_free_again(engine: Engine) {
    let (portal, company, orderer) = limited(engine, 3000).await;
    let withdrawn = portal.place(&orderer, &["A3"]).await.order_id;
    let rejected = portal.place(&orderer, &["A1"]).await.order_id;
    assert_eq!(month(&portal, &orderer).await, (0, 5750));
    portal.store.withdraw(&orderer, withdrawn).await.expect("withdrawn");
    portal.decide(&company.boss, rejected, &[(1, Rejected)]).await.expect("decided");
    assert_eq!(month(&portal, &orderer).await, (0, 0));
    assert!(!portal.place(&orderer, &["A1"]).await.waits);
}

async fn what_was_not_released_of_an_order_is_free_again(engine: Engine) {
    let (portal, company, orderer) = limited(engine, 3000).await;
    let form = portal.fill(&orderer, &[("A1", 3), ("A3", 1)]).await;
    let id = portal.store.place(&orderer, form).await.expect("placed").order_id;
    assert_eq!(month(&portal, &orderer).await, (0, 3 * 1250 + 4500));
    portal.decide(&company.boss, id, &[(2, Rejected)]).await.expect("decided");
    assert_eq!(month(&portal, &orderer).await, (0, 3 * 1250), "of what is decided in part the rest is reserved");
    let less = LineDecision { instead: Instead { quantity: Some(1), article: None }, ..LineDecision::release(1) };
    portal.store.decide(&company.boss, id, vec![less]).await.expect("decided");
    assert_eq!(month(&portal, &orderer).await, (1250, 0));
}

async fn a_month_begins_anew_and_what_waits_stays_reserved(engine: Engine) {
    let (portal, _, orderer) = limited(engine, 3000).await;
    portal.place(&orderer, &["A1", "A2"]).await;
    portal.place(&orderer, &["A1"]).await;
    assert_eq!(month(&portal, &orderer).await, (2240, 1250));
    // From the 24th at ten to the last minute of November, in Zürich, and over it.
    portal.pass(SignedDuration::from_hours(6 * 24 + 13) + SignedDuration::from_mins(59));
    assert_eq!(month(&portal, &orderer).await, (2240, 1250));
    portal.pass(SignedDuration::from_mins(1));
    assert_eq!(month(&portal, &orderer).await, (0, 1250));
    assert!(!portal.place(&orderer, &["A1"]).await.waits);
    assert!(portal.place(&orderer, &["A1"]).await.waits);
}

async fn a_release_counts_in_the_month_in_which_it_happens(engine: Engine) {
    let (portal, company, orderer) = limited(engine, 3000).await;
    let id = portal.place(&orderer, &["A3"]).await.order_id;
    portal.pass(SignedDuration::from_hours(10 * 24));
    portal.decide(&company.boss, id, &[(1, Released)]).await.expect("decided");
    assert_eq!(month(&portal, &orderer).await, (4500, 0));
    portal.pass(SignedDuration::from_hours(31 * 24));
    assert_eq!(month(&portal, &orderer).await, (0, 0));
}

async fn eight_orders_at_once_do_not_all_fit(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let centre = portal.cost_centre(&company, "100", Some(3 * 1250 + 1)).await;
    let mut forms = Vec::new();
    for name in ["a", "b", "c", "d", "e", "f", "g", "h"] {
        let orderer = portal.employ(&company, name, Unrestricted).await;
        portal.fill(&orderer, &[("A1", 1)]).await;
        let form = placing(&portal.store.cart(&orderer).await.expect("a cart"));
        forms.push((orderer, store::Placing { cost_centre: Some(centre), ..form }));
    }
    let places = forms.into_iter().map(|(orderer, form)| {
        let store = portal.store.clone();
        tokio::spawn(async move { store.place(&orderer, form).await.expect("placed").waits })
    });
    let waits: Vec<_> = join_all(places).await.into_iter().map(|place| place.expect("no panic")).collect();
    assert_eq!(waits.iter().filter(|waits| !**waits).count(), 3, "{waits:?}");
    let usage = portal.store.cost_centres(&company.boss).await.expect("cost centres").rows[0].usage;
    assert_eq!(usage, Usage { used: Rappen(3 * 1250), reserved: Rappen(5 * 1250) });
}

async fn an_approver_sees_what_is_gone_without_the_order_itself(engine: Engine) {
    let (portal, company, orderer) = limited(engine, 3000).await;
    portal.place(&orderer, &["A1"]).await;
    let first = portal.place(&orderer, &["A3"]).await.order_id;
    let second = portal.place(&orderer, &["A2", "A3"]).await.order_id;
    let frame = portal.store.release_case(&company.boss, second).await.expect("a case").frames.month.expect("a limit");
    assert_eq!((frame.limit, frame.usage), (Rappen(3000), Usage { used: Rappen(1250), reserved: Rappen(4500) }));
    portal.store.decide(&company.boss, second, decisions(&[(1, Released), (2, Released)])).await.expect("decided");
    let frames = portal.store.release_case(&company.boss, second).await.expect("a case").frames;
    assert_eq!(frames, domain::Frames::default(), "what is decided is no question any more");
    let frame = portal.store.release_case(&company.boss, first).await.expect("a case").frames.month.expect("a limit");
    assert_eq!(frame.usage, Usage { used: Rappen(1250 + 990 + 4500), reserved: Rappen(0) });
}
