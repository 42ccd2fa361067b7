//! What an orderer is told before an order is sent.

use crate::ordering::{Company, Portal, id, waiting_company};
use domain::{
    Absence,
    ApprovalKind::{Approver as ApproverKind, ReviewOutsideAssortment, Unrestricted},
};
use jiff::{
    SignedDuration,
    civil::{Date, date},
};
use store::{Approver, CartCase, Day, Orderer, Outlook, StandsIn};
use testbed::{Engine, both_engines};

both_engines![whoever_needs_no_release_is_told_nothing, the_delivery_follows_the_cut_off, a_substitute_is_named_with_the_last_day];

pub const TODAY: Date = date(2026, 11, 24);

/// What the orderer is told now; the rest is as if it were asked for alone.
pub async fn outlook(portal: &Portal, orderer: &Orderer) -> Outlook {
    let CartCase { cart, outlook, .. } = portal.store.cart_case(orderer).await.expect("a cart");
    assert_eq!(cart, portal.store.cart(orderer).await.expect("a cart"));
    outlook.expect("somebody reviews the orders")
}

/// Enters that somebody stands in for an approver.
pub async fn away(portal: &Portal, company: &Company, (approver, substitute): (&Approver, &Approver), (first, last): (Date, Date)) {
    let (approver, substitute) = (id(approver), id(substitute));
    portal.store.enter_absence(&company.boss, Absence { approver, substitute, first, last }).await.expect("entered");
}

async fn whoever_needs_no_release_is_told_nothing(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    for (name, kind) in [("frei", Unrestricted), ("zwei", ApproverKind)] {
        let orderer = portal.employ(&company, name, kind).await;
        portal.fill(&orderer, &[("A1", 1)]).await;
        assert_eq!(portal.store.cart_case(&orderer).await.expect("a cart").outlook, None, "{name}");
    }
    let reviewed = portal.employ(&company, "aussen", ReviewOutsideAssortment).await;
    assert_eq!(outlook(&portal, &reviewed).await.stands_in, None);
}

async fn the_delivery_follows_the_cut_off(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (_, orderer) = waiting_company(&portal).await;
    // A Tuesday, and Zürich is one hour ahead. Then after the cut-off, and on a Saturday.
    let times = [
        ("2026-11-24T15:29:59Z", "2026-11-24T15:30:00Z", date(2026, 11, 25)),
        ("2026-11-24T15:30:00Z", "2026-11-25T15:30:00Z", date(2026, 11, 26)),
        ("2026-11-28T08:00:00Z", "2026-11-30T15:30:00Z", date(2026, 12, 1)),
    ];
    for (now, cut_off, delivery) in times {
        portal.pass(now.parse::<jiff::Timestamp>().expect("an instant").duration_since(portal.store.now().instant()));
        let outlook = outlook(&portal, &orderer).await;
        assert_eq!((outlook.cut_off.instant().to_string().as_str(), outlook.delivery), (cut_off, Day(delivery)), "{now}");
    }
}

async fn a_substitute_is_named_with_the_last_day(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    let (second, third) = (portal.promote(&company, "zwei").await, portal.promote(&company, "drei").await);
    away(&portal, &company, (&company.boss, &second), (TODAY, date(2026, 11, 30))).await;
    away(&portal, &company, (&second, &third), (date(2026, 11, 26), date(2026, 11, 27))).await;
    let expected = |name: &str, day| Some(StandsIn { name: format!("muster.{name} Muster"), until: Day(date(2026, 11, day)) });
    for (name, last) in [("zwei", 25), ("zwei", 25), ("drei", 27), ("drei", 27), ("zwei", 30)] {
        assert_eq!(outlook(&portal, &orderer).await.stands_in, expected(name, last));
        portal.pass(SignedDuration::from_hours(24));
    }
    portal.pass(SignedDuration::from_hours(48));
    assert_eq!(outlook(&portal, &orderer).await.stands_in, None);
}
