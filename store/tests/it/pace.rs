//! How long whoever decides usually takes.

use crate::{
    ordering::{Company, Portal, article, id, waiting_company},
    outlook::{TODAY, away, outlook},
};
use domain::{
    ApprovalKind::AlwaysReview,
    OrderId, Pace, Rank, Rappen,
    Verdict::{Rejected, Released},
};
use jiff::{SignedDuration, civil::date};
use store::{Approver, Orderer, RevisedLine, Revising};
use testbed::{Engine, both_engines};

both_engines![
    the_pace_is_that_of_the_latest_decided_orders,
    what_others_decide_and_what_is_withdrawn_does_not_count,
    what_a_substitute_decides_counts_for_the_substitute,
    of_an_order_that_goes_on_each_stage_counts_for_whoever_decided_it,
    what_came_back_counts_from_then,
    whoever_rejects_all_of_what_has_gone_on_has_the_last_word,
    what_is_withdrawn_after_it_went_on_counts_for_nobody,
    a_change_of_the_order_begins_anew,
    what_is_asked_again_counts_from_then,
];

/// An order that the approver decides after so long.
async fn decided_after(portal: &Portal, approver: &Approver, orderer: &Orderer, minutes: i64) {
    let order = portal.place(orderer, &["A1", "A2"]).await.order_id;
    portal.decide(approver, order, &[(1, Rejected)]).await.expect("decided");
    portal.pass(SignedDuration::from_mins(minutes));
    portal.decide(approver, order, &[(2, Released)]).await.expect("decided");
}

async fn the_pace_is_that_of_the_latest_decided_orders(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    for minutes in [600, 100] {
        decided_after(&portal, &company.boss, &orderer, minutes).await;
        assert_eq!(outlook(&portal, &orderer).await.pace, None, "too few");
    }
    decided_after(&portal, &company.boss, &orderer, 20).await;
    assert_eq!(outlook(&portal, &orderer).await.pace, Some(Pace::Hours(2)));
    for _ in 0..17 {
        decided_after(&portal, &company.boss, &orderer, 25).await;
    }
    // Three more push out the first three.
    for _ in 0..3 {
        decided_after(&portal, &company.boss, &orderer, 5).await;
    }
    assert_eq!(outlook(&portal, &orderer).await.pace, Some(Pace::Minutes(30)));
    let second = portal.promote(&company, "zwei").await;
    away(&portal, &company, (&company.boss, &second), (TODAY, date(2026, 11, 30))).await;
    assert_eq!(outlook(&portal, &orderer).await.pace, None, "whoever stands in has decided nothing yet");
}

async fn what_others_decide_and_what_is_withdrawn_does_not_count(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    let second = portal.promote(&company, "zwei").await;
    let other = portal.employ_under(&company, "anders", AlwaysReview, id(&second)).await;
    let stranger = portal.company("fremd").await;
    let foreign = portal.employ(&stranger, "immer", AlwaysReview).await;
    for _ in 0..3 {
        decided_after(&portal, &second, &other, 10).await;
        decided_after(&portal, &stranger.boss, &foreign, 10).await;
        let withdrawn = portal.place(&orderer, &["A1", "A2"]).await.order_id;
        portal.decide(&company.boss, withdrawn, &[(1, Released)]).await.expect("decided");
        portal.store.withdraw(&orderer, withdrawn).await.expect("withdrawn");
        let waiting = portal.place(&orderer, &["A1", "A2"]).await.order_id;
        portal.decide(&company.boss, waiting, &[(1, Released)]).await.expect("decided");
    }
    assert_eq!(outlook(&portal, &orderer).await.pace, None);
    assert_eq!(outlook(&portal, &other).await.pace, Some(Pace::Minutes(15)));
    decided_after(&portal, &company.boss, &orderer, 90).await;
    assert_eq!(outlook(&portal, &orderer).await.pace, None);
}

async fn what_a_substitute_decides_counts_for_the_substitute(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    let second = portal.promote(&company, "zwei").await;
    away(&portal, &company, (&company.boss, &second), (TODAY, date(2026, 11, 30))).await;
    for _ in 0..3 {
        decided_after(&portal, &second, &orderer, 40).await;
    }
    assert_eq!(outlook(&portal, &orderer).await.pace, Some(Pace::Hours(1)), "of whoever stands in");
    portal.pass(SignedDuration::from_hours(7 * 24));
    let back = outlook(&portal, &orderer).await;
    assert_eq!((back.stands_in, back.pace), (None, None), "whoever was away has decided nothing");
}

/// A company in which `eva` releases up to 500 francs, and the boss confirms what is above.
struct Stages {
    portal: Portal,
    company: Company,
    eva: Approver,
    /// Whose orders `eva` releases.
    of_eva: Orderer,
    /// Whose orders the boss releases.
    of_boss: Orderer,
}

impl Stages {
    async fn open(engine: Engine) -> Self {
        let portal = Portal::open(engine).await;
        let (company, of_boss) = waiting_company(&portal).await;
        let eva = portal.promote(&company, "eva").await;
        let of_eva = portal.employ_under(&company, "unten", AlwaysReview, id(&eva)).await;
        let rank = Rank { approver: id(&eva), limit: Some(Rappen(50_000)), superior: Some(id(&company.boss)) };
        portal.store.set_rank(&company.boss, rank).await.expect("a limit");
        Self { portal, company, eva, of_eva, of_boss }
    }

    /// An order above the limit that `eva` releases after twenty minutes, and after which fifty minutes have passed.
    async fn passed_on(&self) -> OrderId {
        let order = self.portal.place(&self.of_eva, &["A5"]).await.order_id;
        self.portal.pass(SignedDuration::from_mins(20));
        self.portal.decide(&self.eva, order, &[(1, Released)]).await.expect("released");
        self.portal.pass(SignedDuration::from_mins(50));
        order
    }

    /// The paces of `eva` and the boss.
    async fn paces(&self) -> [Option<Pace>; 2] {
        [outlook(&self.portal, &self.of_eva).await.pace, outlook(&self.portal, &self.of_boss).await.pace]
    }
}

async fn of_an_order_that_goes_on_each_stage_counts_for_whoever_decided_it(engine: Engine) {
    let stages = Stages::open(engine).await;
    for _ in 0..3 {
        stages.passed_on().await;
    }
    assert_eq!(stages.paces().await, [Some(Pace::Minutes(30)), None], "what has gone on is decided there");
    for _ in 0..3 {
        let order = stages.passed_on().await;
        stages.portal.confirm(&stages.company.boss, order, 1).await.expect("confirmed");
    }
    assert_eq!(stages.paces().await, [Some(Pace::Minutes(30)), Some(Pace::Hours(1))]);
}

async fn what_came_back_counts_from_then(engine: Engine) {
    let stages = Stages::open(engine).await;
    for _ in 0..3 {
        let order = stages.passed_on().await;
        let released_at = stages.portal.store.order_for_release(&stages.eva, order).await.expect("hers").retractable;
        stages.portal.store.retract(&stages.eva, order, released_at.expect("nobody was faster")).await.expect("taken back");
        stages.portal.pass(SignedDuration::from_mins(5));
        stages.portal.decide(&stages.eva, order, &[(1, Released)]).await.expect("released again");
    }
    assert_eq!(stages.paces().await, [Pace::usual(&[5; 3]), None]);
}

async fn whoever_rejects_all_of_what_has_gone_on_has_the_last_word(engine: Engine) {
    let stages = Stages::open(engine).await;
    for _ in 0..3 {
        let order = stages.passed_on().await;
        stages.portal.decide(&stages.company.boss, order, &[(1, Rejected)]).await.expect("rejected");
    }
    assert_eq!(stages.paces().await, [Some(Pace::Minutes(30)), Some(Pace::Hours(1))]);
}

async fn what_is_withdrawn_after_it_went_on_counts_for_nobody(engine: Engine) {
    let stages = Stages::open(engine).await;
    for _ in 0..3 {
        let order = stages.passed_on().await;
        stages.portal.store.withdraw(&stages.of_eva, order).await.expect("withdrawn");
    }
    assert_eq!(stages.paces().await, [None, None]);
}

async fn a_change_of_the_order_begins_anew(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    for _ in 0..3 {
        let order = portal.place(&orderer, &["A1", "A2"]).await.order_id;
        portal.pass(SignedDuration::from_hours(10));
        let removed = RevisedLine { position: 2, quantity: 0, price: Rappen(0) };
        let revising = Revising { version: 1, level: 0, lines: vec![removed], added: vec![], seen: String::new(), note: None };
        portal.store.revise(&orderer, order, revising).await.expect("changed");
        portal.pass(SignedDuration::from_mins(25));
        portal.decide(&company.boss, order, &[(1, Released)]).await.expect("released");
    }
    assert_eq!(outlook(&portal, &orderer).await.pace, Some(Pace::Minutes(30)));
}

async fn what_is_asked_again_counts_from_then(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    for dearer in [2_500, 5_000, 10_000] {
        let order = portal.place(&orderer, &["A1"]).await.order_id;
        portal.store.import_catalogue(vec![], vec![article("A1", "Artikel A1", dearer)]).await.expect("imported");
        portal.pass(SignedDuration::from_hours(10));
        let released = portal.decide(&company.boss, order, &[(1, Released)]).await.expect("released");
        assert_eq!(released.asked_again, 1);
        portal.pass(SignedDuration::from_mins(25));
        portal.decide(&company.boss, order, &[(1, Rejected)]).await.expect("rejected");
    }
    assert_eq!(outlook(&portal, &orderer).await.pace, Some(Pace::Minutes(30)));
}
