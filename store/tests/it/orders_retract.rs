//! Taking back the release by which an order has gone on, while nobody has done anything about it there.

use crate::{
    ordering::{Office, article, contact_data, id, is_not_found, refusal},
    orders_seal::form,
};
use domain::{
    Absence,
    ApprovalKind::Unrestricted,
    CustomerRule, OrderId, OrderStatus, Patience, Rank, Rappen,
    Verdict::{Rejected, Released},
    audit::AuditEvent,
    notice::Notice,
};
use futures::future::join;
use jiff::{SignedDuration, civil::date};
use store::{Approver, Comeback, DossierFilter, Failure, OrderView, Settled, Stamp, StoreError, TakeBackRefusal};
use testbed::{Engine, both_engines};

both_engines![
    it_comes_back_and_what_was_decided_last_is_open,
    twice_is_once_and_never_a_later_release,
    whoever_is_faster_there_wins,
    at_once_with_a_confirmation_it_leaves_one_of_two_states,
    a_confirmation_that_let_it_go_further_is_taken_back_as_well,
    what_has_gone_on_anew_has_not_come_back,
    what_is_asked_again_there_does_not_come_back,
    whoever_stands_in_takes_it_back_while_they_do,
    nobody_else_takes_it_back,
    who_was_asked_there_and_the_wait_begin_anew,
    what_is_reserved_follows,
    the_link_of_the_mail_says_that_it_was_taken_back,
];

const SECOND: SignedDuration = SignedDuration::from_secs(1);

/// An office in which `eva` releases up to 500 francs and `zwei` up to 600; what is above goes on from her to him, and then to `boss`.
async fn limited(engine: Engine) -> Office {
    let office = Office::open(engine).await;
    let (eva, zwei, boss) = (id(&office.eva), id(&office.zwei), id(&office.company.boss));
    for (approver, limit, superior) in [(zwei, 60_000, boss), (eva, 50_000, zwei)] {
        let rank = Rank { approver, limit: Some(Rappen(limit)), superior: Some(superior) };
        office.portal.store.set_rank(&office.company.boss, rank).await.expect("a limit");
    }
    office
}

/// An order of two lines above all limits, the first of which `approver` has decided last.
async fn passed_on(office: &Office, approver: &Approver) -> OrderId {
    let order = office.portal.place(&office.orderer, &["A5", "A1"]).await.order_id;
    for position in [2, 1] {
        office.portal.pass(SECOND);
        office.portal.decide(approver, order, &[(position, Released)]).await.expect("released");
    }
    office.portal.pass(SECOND);
    order
}

/// When this approver released the order, if they can take that back.
async fn retractable(office: &Office, approver: &Approver, order: OrderId) -> Option<Stamp> {
    office.portal.store.order_for_release(approver, order).await.expect("theirs to read").retractable
}

/// Takes it back, as the page lets them.
async fn retract(office: &Office, approver: &Approver, order: OrderId) -> Stamp {
    let at = retractable(office, approver, order).await.expect("nobody has done anything yet");
    office.portal.store.retract(approver, order, at).await.expect("taken back");
    office.portal.peek.assert_statuses_hold().await;
    at
}

async fn own(office: &Office, order: OrderId) -> OrderView {
    office.portal.store.order(&office.orderer, order).await.expect("own order")
}

async fn waits_for(office: &Office, approver: &Approver) -> usize {
    let rows = office.portal.queue(approver).await.len();
    let count = office.portal.store.release_count(approver).await.expect("a count");
    assert_eq!(i64::try_from(rows), Ok(count));
    rows
}

async fn it_comes_back_and_what_was_decided_last_is_open(engine: Engine) {
    let office = limited(engine).await;
    let (store, peek) = (&office.portal.store, &office.portal.peek);
    let order = passed_on(&office, &office.eva).await;
    assert_eq!((waits_for(&office, &office.eva).await, waits_for(&office, &office.zwei).await), (0, 1));
    assert_eq!(retractable(&office, &office.zwei, order).await, None);
    let mails = peek.mails().await;
    let released_at = retract(&office, &office.eva, order).await;

    assert_eq!((waits_for(&office, &office.eva).await, waits_for(&office, &office.zwei).await), (1, 0));
    assert!(matches!(store.order_for_release(&office.zwei, order).await, Err(StoreError::NotFound)));
    assert!(is_not_found(&office.portal.confirm(&office.zwei, order, 1).await), "an older page confirms nothing");
    let why = store.comeback(&office.zwei, order).await.expect("an order of his customer");
    assert_eq!(why, Some(Comeback::TakenBack { by: "muster.eva Muster".into() }), "he can be told why");
    assert_eq!(peek.mails().await, mails, "whoever took it back knows");
    let view = own(&office, order).await;
    assert_eq!((view.status, view.level, view.approver_name.as_deref()), (OrderStatus::PartlyDecided, 0, Some("muster.eva Muster")));
    assert_eq!(view.lines.iter().map(|line| line.decision.is_some()).collect::<Vec<_>>(), [false, true], "only what was decided last");
    let told: Vec<_> = view.history.iter().rev().take(2).map(|entry| entry.event.clone()).collect();
    let taken_back = AuditEvent::DecisionTakenBack { position: 1, article: "Artikel A5".into(), verdict: Released, in_place_of: None };
    assert_eq!(told, [taken_back, AuditEvent::ReleaseTakenBack { to: "muster.eva Muster".into(), in_place_of: None }]);
    let holder = view.holder.expect("it waits");
    assert_eq!((holder.name.as_str(), holder.since), ("muster.eva Muster", store.now()));
    let row = store.dossier(&office.orderer, DossierFilter::All, None, 1).await.expect("a dossier").remove(0);
    assert_eq!(row.holder, Some(holder), "the list says the same");
    assert_eq!((peek.count("confirmations").await, peek.count("retractions").await, peek.count("revocations").await), (0, 1, 1));
    assert!(released_at < store.now());

    // It goes its way again.
    office.portal.pass(SECOND);
    let second = view.lines[1].decision.as_ref().expect("a decision").decided_at;
    store.take_back(&office.eva, order, 2, second).await.expect("any other decision is taken back as before");
    office.portal.decide(&office.eva, order, &[(1, Released), (2, Rejected)]).await.expect("decided anew");
    assert_eq!(store.comeback(&office.zwei, order).await.expect("an order of his customer"), None);
    office.portal.confirm(&office.zwei, order, 1).await.expect("confirmed");
    let done = office.portal.confirm(&office.company.boss, order, 2).await.expect("confirmed");
    assert_eq!((done.status, own(&office, order).await.delivered_totals.net), (OrderStatus::HandedOver, Rappen(77_705)));
    assert_eq!(store.verify_audit().await.expect("verified"), []);
}

async fn twice_is_once_and_never_a_later_release(engine: Engine) {
    let office = limited(engine).await;
    let (store, order) = (&office.portal.store, passed_on(&office, &office.eva).await);
    let at = retractable(&office, &office.eva, order).await.expect("nobody has done anything yet");
    let press = || store.retract(&office.eva, order, at);
    let (one, other) = join(press(), press()).await;
    one.and(other).expect("taken back, or taken back before");
    assert_eq!((office.portal.peek.count("retractions").await, office.portal.peek.count("revocations").await), (1, 1));
    office.portal.pass(SECOND);
    office.portal.decide(&office.eva, order, &[(1, Released)]).await.expect("released anew");
    let before = office.portal.peek.counts().await;
    press().await.expect("nothing happens");
    let other = at.after(-SECOND);
    assert_eq!(refusal(store.retract(&office.eva, order, other).await), TakeBackRefusal::Gone);
    assert_eq!((office.portal.peek.counts().await, waits_for(&office, &office.zwei).await), (before, 1));
    retract(&office, &office.eva, order).await;
    assert_eq!((office.portal.peek.count("retractions").await, own(&office, order).await.level), (2, 0));
}

async fn whoever_is_faster_there_wins(engine: Engine) {
    let office = limited(engine).await;
    let store = &office.portal.store;
    let by = "muster.zwei Muster".to_owned();
    for overrules in [true, false] {
        let order = passed_on(&office, &office.eva).await;
        let released_at = retractable(&office, &office.eva, order).await.expect("nobody has done anything yet");
        if overrules {
            office.portal.decide(&office.zwei, order, &[(2, Rejected)]).await.expect("rejected");
        } else {
            office.portal.confirm(&office.zwei, order, 1).await.expect("confirmed");
        }
        let (at, before) = (store.now(), office.portal.peek.counts().await);
        assert_eq!(retractable(&office, &office.eva, order).await, None);
        let late = refusal(store.retract(&office.eva, order, released_at).await);
        assert_eq!(late, TakeBackRefusal::AlreadyDecided { by: by.clone(), at });
        assert_eq!(office.portal.peek.counts().await, before);
        store.withdraw(&office.orderer, order).await.expect("withdrawn");
        let late = refusal(store.retract(&office.eva, order, released_at).await);
        assert_eq!(late, TakeBackRefusal::Closed { status: OrderStatus::Withdrawn });
    }
}

async fn at_once_with_a_confirmation_it_leaves_one_of_two_states(engine: Engine) {
    let office = limited(engine).await;
    let store = &office.portal.store;
    for round in 0..6 {
        let order = passed_on(&office, &office.eva).await;
        let at = retractable(&office, &office.eva, order).await.expect("nobody has done anything yet");
        let seen = office.portal.seen(&office.zwei, order, 1).await;
        let (back, on) = (store.retract(&office.eva, order, at), store.confirm(&office.zwei, order, seen));
        // Each of the two is asked first now and then.
        let (back, on) = if round % 2 == 0 {
            join(back, on).await
        } else {
            let (on, back) = join(on, back).await;
            (back, on)
        };
        match back {
            Ok(()) => assert!(is_not_found(&on) && own(&office, order).await.level == 0),
            Err(Failure::Refused(TakeBackRefusal::AlreadyDecided { .. })) => assert!(on.is_ok() && own(&office, order).await.level == 2),
            Err(other) => panic!("{other:?}"),
        }
        office.portal.peek.assert_statuses_hold().await;
    }
    assert_eq!(store.verify_audit().await.expect("verified"), []);
}

async fn a_confirmation_that_let_it_go_further_is_taken_back_as_well(engine: Engine) {
    let office = limited(engine).await;
    let (store, boss) = (&office.portal.store, &office.company.boss);
    let order = passed_on(&office, &office.eva).await;
    let first = retractable(&office, &office.eva, order).await.expect("nobody has done anything yet");
    office.portal.decide(&office.zwei, order, &[(2, Rejected)]).await.expect("rejected");
    office.portal.pass(SECOND);
    office.portal.confirm(&office.zwei, order, 1).await.expect("confirmed");
    office.portal.pass(SECOND);
    assert_eq!(waits_for(&office, boss).await, 1);
    retract(&office, &office.zwei, order).await;

    assert_eq!((waits_for(&office, boss).await, waits_for(&office, &office.zwei).await), (0, 1));
    let view = own(&office, order).await;
    assert_eq!((view.level, view.status), (1, OrderStatus::PartlyDecided));
    let verdicts = view.lines.iter().map(|line| line.state().verdict).collect::<Vec<_>>();
    assert_eq!(verdicts, [Some(Released), Some(Rejected)], "what was rejected before the confirmation stays so");
    let late = refusal(store.retract(&office.eva, order, first).await);
    assert!(matches!(late, TakeBackRefusal::AlreadyDecided { by, .. } if by == "muster.zwei Muster"), "a line was rejected there");
    office.portal.confirm(&office.zwei, order, 1).await.expect("confirmed again");
    let done = office.portal.confirm(boss, order, 2).await.expect("confirmed");
    assert_eq!((done.status, own(&office, order).await.delivered_totals.net), (OrderStatus::HandedOver, Rappen(77_705)));

    // Where nothing but the confirmation was there, it comes back all the way.
    let order = passed_on(&office, &office.eva).await;
    office.portal.confirm(&office.zwei, order, 1).await.expect("confirmed");
    office.portal.pass(SECOND);
    retract(&office, &office.zwei, order).await;
    retract(&office, &office.eva, order).await;
    assert_eq!((own(&office, order).await.level, waits_for(&office, &office.eva).await), (0, 1));
    assert_eq!(store.verify_audit().await.expect("verified"), []);
}

async fn what_has_gone_on_anew_has_not_come_back(engine: Engine) {
    let office = limited(engine).await;
    let (store, boss) = (&office.portal.store, &office.company.boss);
    let order = passed_on(&office, &office.eva).await;
    office.portal.confirm(&office.zwei, order, 1).await.expect("confirmed, and above his limit too");
    for (approver, name) in [(&office.zwei, "muster.zwei Muster"), (&office.eva, "muster.eva Muster")] {
        office.portal.pass(SECOND);
        retract(&office, approver, order).await;
        assert_eq!(store.comeback(boss, order).await.expect("an order of his customer"), Some(Comeback::TakenBack { by: name.into() }));
    }
    office.portal.pass(SECOND);
    office.portal.decide(&office.eva, order, &[(1, Released)]).await.expect("released anew");
    assert_eq!(own(&office, order).await.level, 1);
    assert_eq!(store.comeback(boss, order).await.expect("an order of his customer"), None, "zwei has it once more");
}

async fn what_is_asked_again_there_does_not_come_back(engine: Engine) {
    let office = limited(engine).await;
    let (store, boss) = (&office.portal.store, &office.company.boss);
    let order = passed_on(&office, &office.eva).await;
    office.portal.confirm(&office.zwei, order, 1).await.expect("confirmed");
    let at = retractable(&office, &office.zwei, order).await.expect("nobody has done anything yet");
    store.import_catalogue(vec![], vec![article("A1", "Artikel A1", 2000)]).await.expect("imported");
    office.portal.pass(SECOND);
    assert_eq!(office.portal.confirm(boss, order, 2).await.expect("confirmed").asked_again, 1);
    assert_eq!(retractable(&office, &office.zwei, order).await, None);
    assert_eq!(refusal(store.retract(&office.zwei, order, at).await), TakeBackRefusal::PassedOn);
    let seen = form(&office.portal, boss, order, &[(2, Released)]).await;
    store.decide(boss, order, seen).await.expect("released at the new price");
    assert_eq!(own(&office, order).await.status, OrderStatus::HandedOver);
}

async fn whoever_stands_in_takes_it_back_while_they_do(engine: Engine) {
    let office = limited(engine).await;
    let (store, boss) = (&office.portal.store, &office.company.boss);
    let third = office.portal.promote(&office.company, "dritte").await;
    let rank = Rank { approver: id(&third), limit: Some(Rappen(50_000)), superior: Some(id(&office.zwei)) };
    store.set_rank(boss, rank).await.expect("a limit");
    let today = date(2026, 11, 24);
    let absence = Absence { approver: id(&office.eva), substitute: id(&third), first: today, last: today };
    store.enter_absence(boss, absence).await.expect("entered");
    let order = passed_on(&office, &third).await;
    assert_eq!(retractable(&office, &third, order).await, Some(store.now().after(-SECOND)));
    assert!(is_not_found(&store.retract(&office.eva, order, store.now()).await), "who was away has released nothing, and sees it no more");
    retract(&office, &third, order).await;
    let history = own(&office, order).await.history;
    let to = "muster.eva Muster".to_owned();
    let retracted = AuditEvent::ReleaseTakenBack { in_place_of: Some(to.clone()), to };
    assert!(history.iter().any(|entry| entry.event == retracted), "{history:?}");
    office.portal.decide(&third, order, &[(1, Released)]).await.expect("released anew");
    let at = retractable(&office, &third, order).await.expect("nobody has done anything yet");
    office.portal.pass(SignedDuration::from_hours(24));
    assert_eq!(retractable(&office, &third, order).await, None, "it would come back to somebody else");
    assert_eq!(refusal(store.retract(&third, order, at).await), TakeBackRefusal::PassedOn);
    assert_eq!(waits_for(&office, &office.zwei).await, 1);
}

async fn nobody_else_takes_it_back(engine: Engine) {
    let office = limited(engine).await;
    let (store, boss) = (&office.portal.store, &office.company.boss);
    let stranger = office.portal.company("fremd").await.boss;
    let order = passed_on(&office, &office.eva).await;
    let at = retractable(&office, &office.eva, order).await.expect("nobody has done anything yet");
    let before = office.portal.peek.counts().await;
    assert_eq!(refusal(store.retract(&office.zwei, order, at).await), TakeBackRefusal::Gone, "it is no release of his");
    for other in [boss, &stranger] {
        assert!(is_not_found(&store.retract(other, order, at).await));
    }
    assert!(matches!(store.comeback(&stranger, order).await, Err(StoreError::NotFound)));
    assert_eq!(office.portal.peek.counts().await, before);
    let demoted = contact_data("muster.eva", Unrestricted, None);
    store.edit_contact(boss, id(&office.eva), demoted, Some(id(&office.zwei))).await.expect("demoted");
    assert!(is_not_found(&store.retract(&office.eva, order, at).await), "she is no approver any more");
    assert_eq!(office.portal.peek.count("retractions").await, 0);
}

/// From ten o'clock on a Tuesday: four working hours later, and nine.
async fn who_was_asked_there_and_the_wait_begin_anew(engine: Engine) {
    let office = limited(engine).await;
    let (store, boss) = (&office.portal.store, &office.company.boss);
    let patience = Patience { remind_after: Some(4), escalate_after: Some(9) };
    store.set_patience(boss, patience).await.expect("set");
    let order = passed_on(&office, &office.eva).await;
    for hours in [4, 20] {
        office.portal.pass(SignedDuration::from_hours(hours));
        assert_eq!(office.look().await, 1);
    }
    assert_eq!(own(&office, order).await.holder.expect("it waits").asked, ["muster.boss Muster"]);
    retract(&office, &office.eva, order).await;
    assert_eq!((office.portal.peek.count("escalations").await, waits_for(&office, boss).await), (0, 0));
    assert_eq!(own(&office, order).await.holder.expect("it waits").asked, [""; 0]);
    office.portal.pass(SignedDuration::from_hours(3));
    assert_eq!(office.look().await, 0, "it counts from now");
    office.portal.pass(SignedDuration::from_hours(1));
    assert_eq!(office.look().await, 1);
    let mails = office.portal.peek.mails().await;
    assert!(mails.contains(&"release_overdue to muster.eva@mail.example".into()), "{mails:?}");
    assert_eq!(store.verify_audit().await.expect("verified"), []);
}

async fn what_is_reserved_follows(engine: Engine) {
    let office = limited(engine).await;
    let centre = office.portal.cost_centre(&office.company, "4711", Some(1_000_000)).await;
    let order = office.portal.place_on(&office.orderer, &["A5", "A1"], centre).await.order_id;
    assert_eq!(office.portal.usage(&office.company, centre).await, (0, 78_955));
    office.portal.decide(&office.eva, order, &[(1, Released), (2, Rejected)]).await.expect("decided");
    assert_eq!(office.portal.usage(&office.company, centre).await, (0, 77_705));
    retract(&office, &office.eva, order).await;
    assert_eq!(office.portal.usage(&office.company, centre).await, (0, 78_955), "both are open again");
    assert_eq!(own(&office, order).await.status, OrderStatus::Waiting);
}

async fn the_link_of_the_mail_says_that_it_was_taken_back(engine: Engine) {
    let office = limited(engine).await;
    let store = &office.portal.store;
    store.switch_rule(&office.company.boss, CustomerRule::DecidesByMail, true).await.expect("allowed");
    let order = passed_on(&office, &office.eva).await;
    let mails = store.claim_mails(50).await.expect("mails");
    let wanted = mails.into_iter().find(|mail| matches!(mail.notice, Notice::ConfirmationWanted { .. }));
    let key = wanted.and_then(|mail| mail.code).expect("the mail carries a key").reveal().to_owned();
    store.order_by_mail(order, &key).await.expect("the key is good");
    retract(&office, &office.eva, order).await;
    assert!(matches!(store.order_by_mail(order, &key).await, Err(StoreError::NotFound)));
    let taken_back = Settled::CameBack(Comeback::TakenBack { by: "muster.eva Muster".into() });
    assert_eq!(store.settled_by_mail(order, &key).await.expect("an answer"), Some(taken_back));
    office.portal.decide(&office.eva, order, &[(1, Released)]).await.expect("released anew");
    let shown = store.order_by_mail(order, &key).await.expect("it is a key to the order");
    assert_eq!(shown.order.level, 1);
}
