//! The queue by urgency, and the parts of it that somebody looks for.

use crate::ordering::{Company, Portal, article, waiting_company};
use domain::{Absence, ApprovalKind::ReviewOutsideAssortment, OrderId, ReviewReason, Verdict::Released};
use jiff::{SignedDuration, civil::date};
use store::{Approver, LOOKED_THROUGH, Orderer, QueueFilter, Standing};
use testbed::{Engine, both_engines};

both_engines![
    what_can_still_keep_its_first_day_comes_before_what_has_missed_it,
    the_pages_of_a_queue_go_on_by_the_cut_off_of_the_first_one,
    the_queue_is_narrowed_by_orderer_reason_and_for_whom_one_decides,
    every_word_is_looked_for_in_number_orderer_and_articles,
    a_search_looks_through_more_than_a_page,
    a_search_that_has_looked_through_enough_says_where_it_goes_on,
];

async fn found(portal: &Portal, approver: &Approver, filter: QueueFilter) -> Vec<OrderId> {
    let queue = portal.store.release_queue(approver, filter, None, 10).await.expect("a queue");
    queue.rows.iter().map(|row| row.id).collect()
}

fn searched(words: &str) -> QueueFilter {
    QueueFilter { search: words.into(), ..QueueFilter::default() }
}

async fn what_can_still_keep_its_first_day_comes_before_what_has_missed_it(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    let mut ids = Vec::new();
    // Tuesday at ten, then at six in the evening, and on Wednesday at eight.
    for hours in [8, 14, 2] {
        ids.push(portal.place(&orderer, &["A1"]).await.order_id);
        portal.pass(SignedDuration::from_hours(hours));
    }
    // It is ten o'clock on Wednesday: until half past four.
    let queue = portal.store.release_queue(&company.boss, QueueFilter::default(), None, 10).await.expect("a queue");
    let rows: Vec<_> = queue.rows.iter().map(|row| (row.id, row.is_urgent)).collect();
    assert_eq!(rows, [(ids[1], true), (ids[2], true), (ids[0], false)]);
    assert_eq!((queue.cut_off.instant().to_string(), queue.delivery.0), ("2026-11-25T15:30:00Z".into(), date(2026, 11, 26)));
    // At half past four they have all missed it, and the oldest is the first.
    portal.pass(SignedDuration::from_mins(6 * 60 + 30));
    let queue = portal.store.release_queue(&company.boss, QueueFilter::default(), None, 10).await.expect("a queue");
    assert_eq!(
        queue.rows.iter().map(|row| (row.id, row.is_urgent)).collect::<Vec<_>>(),
        [(ids[0], false), (ids[1], false), (ids[2], false)]
    );
}

async fn the_pages_of_a_queue_go_on_by_the_cut_off_of_the_first_one(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    let mut ids = Vec::new();
    for hours in [4, 3, 15, 1, 1] {
        ids.push(portal.place(&orderer, &["A1"]).await.order_id);
        portal.pass(SignedDuration::from_hours(hours));
    }
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let page = portal.store.release_queue(&company.boss, QueueFilter::default(), after, 2).await.expect("a page");
        seen.extend(page.rows.iter().map(|row| row.id));
        after = page.next;
        if after.is_none() {
            break;
        }
        // The cut-off passes between the pages.
        portal.pass(SignedDuration::from_hours(7));
    }
    assert_eq!(seen, [ids[2], ids[3], ids[4], ids[0], ids[1]]);
}

/// Two approvers, one of whom stands in for the other, and orders of two people for each reason.
async fn of_two(portal: &Portal) -> (Company, Approver, [Orderer; 2], [OrderId; 3]) {
    let (company, always) = waiting_company(portal).await;
    let second = portal.promote(&company, "zwei").await;
    let me = second.orderer().contact_id();
    let outside = portal.employ_under(&company, "ausser", ReviewOutsideAssortment, me).await;
    portal.agree(&company, &["A1"]).await;
    let ids = [
        portal.place(&always, &["A1"]).await.order_id,
        portal.place(&outside, &["A1", "A2"]).await.order_id,
        portal.place(&always, &["A3"]).await.order_id,
    ];
    let absence =
        Absence { approver: company.boss.orderer().contact_id(), substitute: me, first: date(2026, 11, 24), last: date(2026, 11, 24) };
    portal.store.enter_absence(&company.boss, absence).await.expect("entered");
    (company, second, [always, outside], ids)
}

async fn the_queue_is_narrowed_by_orderer_reason_and_for_whom_one_decides(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, second, [always, outside], [first, own, last]) = of_two(&portal).await;
    let all = QueueFilter::default;
    let cases = [
        (all(), vec![first, own, last]),
        (QueueFilter { standing: Standing::InCharge, ..all() }, vec![own]),
        (QueueFilter { standing: Standing::Substitute, ..all() }, vec![first, last]),
        (QueueFilter { orderer: Some(outside.contact_id()), ..all() }, vec![own]),
        (QueueFilter { orderer: Some(always.contact_id()), standing: Standing::InCharge, ..all() }, vec![]),
        (QueueFilter { reason: Some(ReviewReason::OutsideAssortment), ..all() }, vec![own]),
        (QueueFilter { reason: Some(ReviewReason::EveryOrder), search: "A3".into(), ..all() }, vec![last]),
    ];
    for (filter, expected) in cases {
        assert_eq!(found(&portal, &second, filter.clone()).await, expected, "{filter:?}");
    }
    let queue = portal.store.release_queue(&second, all(), None, 1).await.expect("a queue");
    let names: Vec<_> = queue.orderers.iter().map(|(_, name)| name.as_str()).collect();
    assert_eq!((queue.stands_in, names), (true, vec!["muster.ausser Muster", "muster.immer Muster"]));
    let queue = portal.store.release_queue(&company.boss, all(), None, 10).await.expect("a queue");
    assert!(!queue.stands_in && queue.rows.len() == 2);
}

async fn every_word_is_looked_for_in_number_orderer_and_articles(engine: Engine) {
    let portal = Portal::open(engine).await;
    let chair = article("A2", "Bürostuhl ÉLAN 100%", 990);
    portal.store.import_catalogue(vec![], vec![chair]).await.expect("imported");
    let (_, second, _, [first, own, last]) = of_two(&portal).await;
    let cases = [
        ("  ", vec![first, own, last]),
        ("1002", vec![own]),
        ("buro elan", vec![own]),
        ("BÜROSTUHL", vec![own]),
        ("100%", vec![own]),
        ("immer", vec![first, last]),
        ("immer a3", vec![last]),
        ("immer buro", vec![]),
        ("a_", vec![]),
        ("\0", vec![]),
    ];
    for (words, expected) in cases {
        assert_eq!(found(&portal, &second, searched(words)).await, expected, "{words:?}");
    }
}

async fn a_search_looks_through_more_than_a_page(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    let mut wanted = Vec::new();
    for at in 0..9 {
        let articles: &[&str] = if at % 4 == 0 { &["A5"] } else { &["A1"] };
        let id = portal.place(&orderer, articles).await.order_id;
        wanted.extend((at % 4 == 0).then_some(id));
    }
    let page = portal.store.release_queue(&company.boss, searched("A5"), None, 2).await.expect("a page");
    assert_eq!(page.rows.iter().map(|row| row.id).collect::<Vec<_>>(), wanted[..2]);
    portal.decide(&company.boss, wanted[0], &[(1, Released)]).await.expect("decided");
    let rest = portal.store.release_queue(&company.boss, searched("A5"), page.next, 2).await.expect("a page");
    assert_eq!(rest.rows.iter().map(|row| row.id).collect::<Vec<_>>(), wanted[2..]);
    assert_eq!(rest.next, None);
}

async fn a_search_that_has_looked_through_enough_says_where_it_goes_on(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer) = waiting_company(&portal).await;
    for _ in 0..LOOKED_THROUGH {
        portal.place(&orderer, &["A1"]).await;
    }
    let wanted = portal.place(&orderer, &["A5"]).await.order_id;
    let page = |words: &'static str, after| portal.store.release_queue(&company.boss, searched(words), after, 1);
    for (words, found) in [("A5", vec![wanted]), ("A9", vec![])] {
        let first = page(words, None).await.expect("a page");
        assert!(first.rows.is_empty() && first.next.is_some(), "{words}");
        let rest = page(words, first.next).await.expect("a page");
        let rows: Vec<_> = rest.rows.iter().map(|row| row.id).collect();
        assert_eq!((rows, rest.next), (found, None), "{words}");
    }
    // One that is found on the way fills the page, and the next one goes on behind it.
    let first = page("A1", None).await.expect("a page");
    assert_eq!(first.rows.len(), 1);
    let second = page("A1", first.next).await.expect("a page");
    assert!(second.rows.len() == 1 && second.rows[0].id != first.rows[0].id);
}
