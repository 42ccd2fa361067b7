//! Mails on the day an absence begins and once it is over.

use crate::ordering::{Office, Portal, contact_data, id};
use domain::{Absence, ApprovalKind::Unrestricted, notice::Notice};
use futures::future::join_all;
use jiff::{
    SignedDuration, Timestamp,
    civil::{Date, date},
};
use std::sync::Arc;
use store::{Approver, Store};
use testbed::{Engine, both_engines};

both_engines![
    whoever_stands_in_is_told_on_the_first_day_and_both_once_it_is_over,
    who_was_named_for_that_day_is_not_told_of_it_again,
    two_servers_tell_each_once,
    what_was_ended_by_somebody_is_told_no_more,
    whoever_is_no_approver_any_more_is_not_told,
    whoever_stands_in_instead_is_told,
    whoever_stays_away_is_not_back_and_whoever_goes_on_standing_in_is_not_free,
    what_was_looked_at_too_late_is_told_as_it_is_by_then,
    what_is_put_off_holds_up_nothing_else,
    an_absence_until_the_end_of_time_is_never_over,
    the_supplier_sees_nothing_of_it,
];

/// Six o'clock in the morning at the supplier's.
const FIRST_MORNING: &str = "2026-11-25T05:00:00Z";
const SECOND_MORNING: &str = "2026-11-26T05:00:00Z";
const THIRD_MORNING: &str = "2026-11-27T05:00:00Z";
const FOURTH_MORNING: &str = "2026-11-28T05:00:00Z";

const fn november(day: i8) -> Date {
    date(2026, 11, day)
}

async fn away(office: &Office, (approver, substitute): (&Approver, &Approver), first: Date, last: Date) {
    let absence = Absence { approver: id(approver), substitute: id(substitute), first, last };
    office.portal.store.enter_absence(&office.company.boss, absence).await.expect("entered");
}

/// Eva is away on the 25th and 26th, and zwei stands in.
async fn eva_is_away(engine: Engine) -> Office {
    let office = Office::open(engine).await;
    away(&office, (&office.eva, &office.zwei), november(25), november(26)).await;
    office
}

fn pass_until(portal: &Portal, instant: &str) {
    let instant: Timestamp = instant.parse().expect("an instant");
    portal.pass(instant.duration_since(portal.store.now().instant()));
}

/// Lets time pass until then, and tells of what is due; how much that was.
async fn tell(portal: &Portal, instant: &str) -> usize {
    pass_until(portal, instant);
    let mut told = 0;
    for due in portal.store.due_absences(100).await.expect("a list") {
        told += usize::from(portal.store.tell_absence(due).await.expect("told"));
    }
    told
}

const MAILS: &str = "
    select c.email || ' ' || m.notice from outbox_mails m
    join contacts c on c.customer_id = m.customer_id and c.id = m.contact_id";

/// Who was told what, sorted.
async fn told(portal: &Portal) -> Vec<(String, Notice)> {
    let mut told = Vec::new();
    for mail in portal.peek.texts(MAILS).await {
        let (email, notice) = mail.split_once(' ').expect("an address and what it is told");
        let notice: Notice = serde_json::from_str(notice).expect("a notice");
        if is_ours(&notice) {
            told.push((email.trim_end_matches("@mail.example").to_owned(), notice));
        }
    }
    told
}

const fn is_ours(notice: &Notice) -> bool {
    matches!(notice, Notice::AbsenceBegins { .. } | Notice::AbsenceOver { .. } | Notice::AbsenceFreesSubstitute { .. })
}

fn begins(to: &str, approver: &str, last: Date, waiting: i64) -> (String, Notice) {
    (format!("muster.{to}"), Notice::AbsenceBegins { approver: format!("muster.{approver} Muster"), last, waiting })
}

fn over(to: &str, substitute: &str, last: Date, waiting: i64) -> (String, Notice) {
    (format!("muster.{to}"), Notice::AbsenceOver { substitute: format!("muster.{substitute} Muster"), last, waiting })
}

fn frees(to: &str, approver: &str, last: Date) -> (String, Notice) {
    (format!("muster.{to}"), Notice::AbsenceFreesSubstitute { approver: format!("muster.{approver} Muster"), last })
}

async fn whoever_stands_in_is_told_on_the_first_day_and_both_once_it_is_over(engine: Engine) {
    let office = eva_is_away(engine).await;
    let portal = &office.portal;
    let entries = portal.peek.count("audit_entries").await;
    assert_eq!(tell(portal, "2026-11-25T04:59:59Z").await, 0);
    assert_eq!((tell(portal, FIRST_MORNING).await, tell(portal, FIRST_MORNING).await), (1, 0));
    let begun = begins("zwei", "eva", november(26), 0);
    assert_eq!(told(portal).await, std::slice::from_ref(&begun));
    assert_eq!(portal.peek.count("audit_entries").await, entries, "nobody has acted");
    for _ in 0..2 {
        portal.place(&office.orderer, &["A1"]).await;
    }
    assert_eq!(tell(portal, "2026-11-27T04:59:59Z").await, 0);
    assert_eq!((tell(portal, THIRD_MORNING).await, tell(portal, "2027-11-27T05:00:00Z").await), (1, 0));
    assert_eq!(told(portal).await, [over("eva", "zwei", november(26), 2), begun, frees("zwei", "eva", november(26))]);
    assert_eq!(portal.store.verify_audit().await.expect("verified"), []);
}

async fn who_was_named_for_that_day_is_not_told_of_it_again(engine: Engine) {
    let office = Office::open(engine).await;
    let portal = &office.portal;
    portal.place(&office.orderer, &["A1"]).await;
    // Half past midnight at the supplier's.
    pass_until(portal, "2026-11-24T23:30:00Z");
    away(&office, (&office.eva, &office.zwei), november(25), november(25)).await;
    assert_eq!((tell(portal, FIRST_MORNING).await, told(portal).await), (0, vec![]));
    assert_eq!(tell(portal, SECOND_MORNING).await, 1);
    assert_eq!(told(portal).await, [over("eva", "zwei", november(25), 1), frees("zwei", "eva", november(25))]);
}

async fn two_servers_tell_each_once(engine: Engine) {
    let office = eva_is_away(engine).await;
    away(&office, (&office.company.boss, &office.zwei), november(25), november(26)).await;
    for (instant, mails) in [(FIRST_MORNING, 2), (THIRD_MORNING, 6)] {
        pass_until(&office.portal, instant);
        let now = office.portal.store.now().instant();
        let other = Store::open(&office.portal.server_url(), Arc::new(move || now)).await.expect("a second server");
        let servers = [office.portal.store.clone(), other.clone(), office.portal.store.clone(), other.clone()];
        let mut lists = Vec::new();
        for server in &servers {
            lists.push(server.due_absences(100).await.expect("a list"));
        }
        assert!(lists.iter().all(|list| list.len() == 2), "each sees the same");
        let tries = servers.iter().zip(lists).flat_map(|(server, list)| list.into_iter().map(move |due| server.tell_absence(due)));
        let done = join_all(tries).await.into_iter().filter(|done| *done.as_ref().expect("looked at")).count();
        other.close().await;
        assert_eq!((done, told(&office.portal).await.len()), (2, mails));
    }
}

async fn what_was_ended_by_somebody_is_told_no_more(engine: Engine) {
    let office = eva_is_away(engine).await;
    let (portal, boss) = (&office.portal, &office.company.boss);
    let end = || async move {
        let rows = portal.store.absences(boss).await.expect("a list").rows;
        portal.store.end_absence(boss, rows[0].id).await.expect("ended");
    };
    // Called off, and entered again.
    end().await;
    away(&office, (&office.eva, &office.zwei), november(25), november(26)).await;
    assert_eq!(tell(portal, FIRST_MORNING).await, 1);
    end().await;
    assert_eq!(tell(portal, FOURTH_MORNING).await, 0);
    assert_eq!(told(portal).await, [begins("zwei", "eva", november(26), 0)]);
}

async fn whoever_is_no_approver_any_more_is_not_told(engine: Engine) {
    for is_back in [true, false] {
        let office = eva_is_away(engine).await;
        let (portal, boss) = (&office.portal, &office.company.boss);
        assert_eq!(tell(portal, FIRST_MORNING).await, 1);
        // The last day has passed, and the morning has not come.
        pass_until(portal, "2026-11-27T02:00:00Z");
        if is_back {
            let demoted = contact_data("muster.zwei", Unrestricted, None);
            portal.store.edit_contact(boss, id(&office.zwei), demoted, None).await.expect("demoted");
        } else {
            portal.store.delete_contact(boss, id(&office.eva), Some(id(boss))).await.expect("deleted");
        }
        assert_eq!(tell(portal, THIRD_MORNING).await, 1);
        let expected = if is_back { over("eva", "zwei", november(26), 0) } else { frees("zwei", "eva", november(26)) };
        let begun = begins("zwei", "eva", november(26), 0);
        assert_eq!(told(portal).await.into_iter().filter(|mail| *mail != begun).collect::<Vec<_>>(), [expected]);
    }
}

async fn whoever_stands_in_instead_is_told(engine: Engine) {
    let office = eva_is_away(engine).await;
    let (portal, boss) = (&office.portal, &office.company.boss);
    portal.store.delete_contact(boss, id(&office.zwei), Some(id(boss))).await.expect("deleted");
    assert_eq!((tell(portal, FIRST_MORNING).await, tell(portal, THIRD_MORNING).await), (1, 1));
    let last = november(26);
    assert_eq!(told(portal).await, [begins("boss", "eva", last, 0), frees("boss", "eva", last), over("eva", "boss", last, 0)]);
}

async fn whoever_stays_away_is_not_back_and_whoever_goes_on_standing_in_is_not_free(engine: Engine) {
    let office = Office::open(engine).await;
    let (portal, boss) = (&office.portal, &office.company.boss);
    for (substitute, day) in [(&office.zwei, november(25)), (&office.zwei, november(26)), (boss, november(27))] {
        away(&office, (&office.eva, substitute), day, day).await;
    }
    assert_eq!((tell(portal, FIRST_MORNING).await, tell(portal, SECOND_MORNING).await), (1, 2));
    let begun = [begins("zwei", "eva", november(25), 0), begins("zwei", "eva", november(26), 0)];
    assert_eq!(told(portal).await, begun);
    assert_eq!((tell(portal, THIRD_MORNING).await, tell(portal, FOURTH_MORNING).await), (2, 1));
    let of_boss = [begins("boss", "eva", november(27), 0), frees("boss", "eva", november(27)), over("eva", "boss", november(27), 0)];
    let all: Vec<_> = of_boss.into_iter().chain(begun).chain([frees("zwei", "eva", november(26))]).collect();
    assert_eq!(told(portal).await, all);
}

async fn what_was_looked_at_too_late_is_told_as_it_is_by_then(engine: Engine) {
    let office = eva_is_away(engine).await;
    assert_eq!((tell(&office.portal, FOURTH_MORNING).await, tell(&office.portal, FOURTH_MORNING).await), (1, 0));
    assert_eq!(told(&office.portal).await, [over("eva", "zwei", november(26), 0), frees("zwei", "eva", november(26))]);
}

async fn what_is_put_off_holds_up_nothing_else(engine: Engine) {
    let office = eva_is_away(engine).await;
    let (portal, store) = (&office.portal, &office.portal.store);
    away(&office, (&office.company.boss, &office.zwei), november(25), november(26)).await;
    pass_until(portal, FIRST_MORNING);
    let first = store.due_absences(1).await.expect("a list").remove(0);
    store.put_off_absence(first).await.expect("put off");
    let next = store.due_absences(1).await.expect("a list").remove(0);
    assert_ne!(first.id(), next.id());
    assert!(store.tell_absence(next).await.expect("told"));
    assert!(!store.tell_absence(first).await.expect("too early"));
    assert_eq!(store.due_absences(1).await.expect("a list").len(), 0);
    portal.pass(SignedDuration::from_hours(1));
    assert!(store.tell_absence(first).await.expect("told"));
    assert_eq!(told(portal).await.len(), 2);
}

async fn an_absence_until_the_end_of_time_is_never_over(engine: Engine) {
    let office = Office::open(engine).await;
    away(&office, (&office.eva, &office.zwei), november(25), Date::MAX).await;
    assert_eq!((tell(&office.portal, FIRST_MORNING).await, tell(&office.portal, FOURTH_MORNING).await), (1, 0));
    assert_eq!(told(&office.portal).await, [begins("zwei", "eva", Date::MAX, 0)]);
}

async fn the_supplier_sees_nothing_of_it(engine: Engine) {
    let office = eva_is_away(engine).await;
    let (portal, store) = (&office.portal, &office.portal.store);
    assert_eq!((tell(portal, FIRST_MORNING).await, tell(portal, THIRD_MORNING).await), (1, 1));
    for mail in store.claim_mails(100).await.expect("claimed") {
        store.mail_failed(mail.id, "no such mailbox", true).await.expect("noted");
    }
    let all = store.undelivered_mails(&office.company.boss).await.expect("a list");
    let ours: Vec<_> = all.iter().filter(|mail| mail.notice.as_ref().is_some_and(is_ours)).map(|mail| mail.id).collect();
    assert_eq!(ours.len(), 3);
    let seen = store.undelivered_mails_of_customers(&portal.supplier).await.expect("a list");
    assert!(seen.iter().all(|row| !ours.contains(&row.id)), "{seen:?}");
}
