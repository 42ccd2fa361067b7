//! What orderer and approvers write to each other about an order.

use crate::ordering::{Company, Portal, is_not_found, refusal, waiting_company};
use domain::{
    Absence,
    ApprovalKind::{AlwaysReview, Unrestricted},
    OrderId,
    Verdict::Released,
    audit::AuditEvent,
    comment::{MOST, SPAN},
    notice::Notice,
};
use futures::future::join_all;
use jiff::{SignedDuration, civil::date};
use store::{CommentRefusal, Orderer};
use testbed::{Engine, both_engines};

both_engines![
    a_comment_is_read_by_both_sides_and_stands_in_the_record_word_for_word,
    each_of_the_others_gets_one_mail_with_the_page_that_is_theirs,
    whoever_decides_today_hears_of_it_and_whoever_has_written_before,
    a_form_that_is_sent_twice_writes_one_comment,
    no_more_than_so_many_are_written_within_a_day,
    only_those_who_may_look_at_an_order_write_about_it,
    a_comment_stays_as_it_was_written,
    the_supplier_sees_nothing_of_it,
];

async fn write(portal: &Portal, author: &Orderer, id: OrderId, seen: usize, content: &str) {
    portal.store.comment(author, id, seen, content.into()).await.expect("written");
    portal.pass(SignedDuration::from_secs(1));
}

/// To whom mails about comments go, and what they say.
async fn told(portal: &Portal) -> Vec<String> {
    portal.peek.mails().await.into_iter().filter(|mail| mail.starts_with("comment_written")).collect()
}

async fn waiting(portal: &Portal) -> (Company, Orderer, OrderId) {
    let (company, orderer) = waiting_company(portal).await;
    let id = portal.place(&orderer, &["A1", "A2"]).await.order_id;
    (company, orderer, id)
}

async fn a_comment_is_read_by_both_sides_and_stands_in_the_record_word_for_word(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer, id) = waiting(&portal).await;
    write(&portal, company.boss.orderer(), id, 0, "Wozu zwei?\nEiner genügt.").await;
    write(&portal, &orderer, id, 0, "Einer ist für Bern.").await;
    for reader in [&orderer, company.boss.orderer()] {
        let order = portal.store.order(reader, id).await.expect("an order");
        let read: Vec<_> = order.comments.iter().map(|comment| (comment.author_name.as_str(), comment.content.as_str())).collect();
        assert_eq!(read, [("muster.boss Muster", "Wozu zwei?\nEiner genügt."), ("muster.immer Muster", "Einer ist für Bern.")]);
    }
    let evidence = portal.store.evidence(&orderer, id).await.expect("evidence");
    let said = |number, comment: &str| AuditEvent::CommentWritten { number, comment: comment.into() };
    let recorded: Vec<_> = evidence.entries[1..].iter().map(|entry| entry.entry.event.clone()).collect();
    assert_eq!(recorded, [said(1, "Wozu zwei?\nEiner genügt."), said(2, "Einer ist für Bern.")]);
    assert_eq!(portal.store.verify_audit().await.expect("verified"), []);
    // Also once it is decided: thanks are due then.
    portal.decide(&company.boss, id, &[(1, Released), (2, Released)]).await.expect("decided");
    write(&portal, &orderer, id, 1, "Danke!").await;
    assert_eq!(portal.store.order_for_release(&company.boss, id).await.expect("an order").comments.len(), 3);
}

async fn each_of_the_others_gets_one_mail_with_the_page_that_is_theirs(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer, id) = waiting(&portal).await;
    portal.promote(&company, "zwei").await;
    write(&portal, &orderer, id, 0, "Es eilt.").await;
    assert_eq!(told(&portal).await, ["comment_written to muster.boss@mail.example"], "not every approver has to do with it");
    write(&portal, company.boss.orderer(), id, 0, "Heute noch.").await;
    assert_eq!(told(&portal).await, ["comment_written to muster.boss@mail.example", "comment_written to muster.immer@mail.example"]);
    for notice in portal.peek.notices("comment_written").await {
        let Notice::CommentWritten { order_id, by, comment, is_orderer, .. } = serde_json::from_str(&notice).expect("a notice") else {
            panic!("{notice}")
        };
        assert_eq!(order_id, id);
        assert_eq!((by == "muster.boss Muster", comment == "Heute noch."), (is_orderer, is_orderer));
    }
}

async fn whoever_decides_today_hears_of_it_and_whoever_has_written_before(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer, id) = waiting(&portal).await;
    let second = portal.promote(&company, "zwei").await;
    let (approver, substitute) = (company.boss.orderer().contact_id(), second.orderer().contact_id());
    let absence = Absence { approver, substitute, first: date(2026, 11, 24), last: date(2026, 11, 24) };
    portal.store.enter_absence(&company.boss, absence).await.expect("entered");
    write(&portal, &orderer, id, 0, "Es eilt.").await;
    assert_eq!(told(&portal).await, ["comment_written to muster.zwei@mail.example"]);
    write(&portal, company.boss.orderer(), id, 0, "Ich schaue auch.").await;
    let to_second = |count: usize| vec!["comment_written to muster.zwei@mail.example"; count];
    assert_eq!(told(&portal).await, [vec!["comment_written to muster.immer@mail.example"], to_second(2)].concat());
    write(&portal, &orderer, id, 1, "Danke.").await;
    let to_boss = vec!["comment_written to muster.boss@mail.example"];
    assert_eq!(told(&portal).await, [to_boss.clone(), vec!["comment_written to muster.immer@mail.example"], to_second(3)].concat());
    // The day after nobody stands in any more: who may not look at the order is told nothing of it, whatever they have written.
    write(&portal, second.orderer(), id, 0, "Ich auch.").await;
    let before = told(&portal).await.len();
    portal.pass(SignedDuration::from_hours(24));
    write(&portal, &orderer, id, 2, "Noch da?").await;
    let after = told(&portal).await;
    assert_eq!(after.len(), before + 1);
    assert_eq!(after.iter().filter(|mail| mail.contains("zwei")).count(), 3);
}

async fn a_form_that_is_sent_twice_writes_one_comment(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer, id) = waiting(&portal).await;
    for answer in join_all((0..4).map(|_| portal.store.comment(&orderer, id, 0, "Bitte.".into()))).await {
        assert_eq!(answer.expect("written, or written before").len(), 1);
    }
    assert_eq!((portal.peek.count("comments").await, told(&portal).await.len()), (1, 1));
    // The same words once more, by who has read the first ones; and others by who has not.
    write(&portal, &orderer, id, 1, "Bitte.").await;
    write(&portal, &orderer, id, 0, "Danke.").await;
    write(&portal, company.boss.orderer(), id, 0, "Bitte.").await;
    assert_eq!(portal.peek.count("comments").await, 4);
    assert_eq!(portal.peek.numbers("select number from comments order by number").await, [1, 2, 3, 4]);
}

async fn no_more_than_so_many_are_written_within_a_day(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer, id) = waiting(&portal).await;
    let first = portal.store.now();
    for seen in 0..MOST {
        write(&portal, &orderer, id, seen, &format!("Nummer {seen}")).await;
    }
    let before = portal.peek.counts().await;
    let too_many = CommentRefusal::TooMany { possible_from: first.after(SPAN) };
    assert_eq!(refusal(portal.store.comment(&orderer, id, MOST, "Noch einer".into()).await), too_many);
    assert_eq!(portal.peek.counts().await, before);
    // What was written is no error when it is sent again, others may write, and so may this person on another order.
    portal.store.comment(&orderer, id, 3, "Nummer 3".into()).await.expect("nothing happens");
    write(&portal, company.boss.orderer(), id, 0, "Langsam.").await;
    let other = portal.place(&orderer, &["A1"]).await.order_id;
    write(&portal, &orderer, other, 0, "Und hier?").await;
    portal.pass(SPAN);
    write(&portal, &orderer, id, MOST, "Noch einer").await;
}

async fn only_those_who_may_look_at_an_order_write_about_it(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer, id) = waiting(&portal).await;
    let colleague = portal.employ(&company, "auch", AlwaysReview).await;
    let second = portal.promote(&company, "zwei").await;
    let stranger = portal.company("fremd").await.boss;
    for other in [&colleague, second.orderer(), stranger.orderer()] {
        assert!(is_not_found(&portal.store.comment(other, id, 0, "Und ich?".into()).await));
    }
    // Where nobody else has to do with it, there is nobody to write to.
    let free = portal.employ(&company, "frei", Unrestricted).await;
    let unread = portal.place(&free, &["A1"]).await.order_id;
    assert!(is_not_found(&portal.store.comment(&free, unread, 0, "Hallo?".into()).await));
    portal.store.delete_contact(&company.boss, orderer.contact_id(), None).await.expect("deleted");
    assert!(is_not_found(&portal.store.comment(&orderer, id, 0, "Noch da".into()).await));
    assert_eq!((portal.peek.count("comments").await, told(&portal).await), (0, vec![]));
}

async fn a_comment_stays_as_it_was_written(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (_, orderer, id) = waiting(&portal).await;
    write(&portal, &orderer, id, 0, "Es eilt.").await;
    for change in ["update comments set content = 'Es eilt nicht.'", "delete from comments"] {
        let refused = portal.peek.execute(change).await.expect_err("refused");
        assert!(refused.contains("comments are append-only"), "{refused}");
    }
}

async fn the_supplier_sees_nothing_of_it(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, orderer, id) = waiting(&portal).await;
    portal.decide(&company.boss, id, &[(1, Released), (2, Released)]).await.expect("decided");
    portal.pass(SignedDuration::from_secs(1));
    write(&portal, &orderer, id, 0, "Danke!").await;
    for mail in portal.store.claim_mails(100).await.expect("claimed") {
        portal.store.mail_failed(mail.id, "no such mailbox", true).await.expect("noted");
    }
    let all = portal.store.undelivered_mails(&company.boss).await.expect("a list");
    let mail = all.iter().find(|mail| matches!(mail.notice, Some(Notice::CommentWritten { .. }))).expect("a mail").id;
    let seen = portal.store.undelivered_mails_of_customers(&portal.supplier).await.expect("a list");
    assert!(seen.iter().all(|row| row.id != mail));
    assert!(portal.store.send_customer_mail_again(&portal.supplier, mail).await.is_err());
    if engine == Engine::Postgres {
        for table in ["comments", "revocations"] {
            assert_eq!(portal.peek.as_supplier(&format!("select * from {table}")).await, Err("42501".into()), "{table}");
        }
    }
}
