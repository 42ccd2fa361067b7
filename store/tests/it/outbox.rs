//! Mail is never lost and never blocks.

use crate::ordering::{Company, Portal, waiting_company};
use domain::{ApprovalKind::Unrestricted, Salutation, Verdict, notice::Notice};
use futures::future::join_all;
use jiff::SignedDuration;
use std::collections::HashSet;
use store::{MailState, OutboxMail, ProfileEdit, StoreError, UndeliveredMail};
use testbed::{Engine, both_engines};

both_engines![
    a_mail_is_claimed_once,
    a_claim_that_is_not_followed_up_runs_out,
    a_sent_mail_is_not_claimed_again,
    a_failed_mail_is_tried_again_later_and_later,
    a_failed_mail_is_shown_with_its_reason,
    a_mail_is_given_up_after_two_days,
    a_permanent_failure_ends_at_once,
    a_late_failure_does_not_undo_a_delivery,
    an_unreadable_mail_does_not_hold_up_the_others,
    an_unreadable_mail_stays_visible,
    workers_at_the_same_time_share_the_mails,
    the_undelivered_mails_of_another_customer_are_not_shown,
    a_mail_goes_to_the_present_address_of_its_contact,
    a_mail_to_somebody_who_was_deleted_is_dropped,
    a_mail_that_was_given_up_is_sent_again_when_asked_for,
    another_customer_cannot_have_a_mail_sent_again,
    the_supplier_sees_mails_about_logins_and_its_own_orders_only,
    nothing_is_due_when_everything_was_sent,
    an_unknown_mail_is_not_found,
];

async fn a_mail_is_claimed_once(engine: Engine) {
    let (portal, _) = with_a_mail(engine).await;
    assert_eq!(portal.store.claim_mails(10).await.expect("claimed").len(), 1);
    assert_eq!(portal.store.claim_mails(10).await.expect("claimed").len(), 0);
}

async fn a_claim_that_is_not_followed_up_runs_out(engine: Engine) {
    let (portal, _) = with_a_mail(engine).await;
    let first = claim_one(&portal).await;
    portal.pass(SignedDuration::from_mins(2));
    assert_eq!(claim_one(&portal).await.message_id, first.message_id);
}

async fn a_sent_mail_is_not_claimed_again(engine: Engine) {
    let (portal, _) = with_a_mail(engine).await;
    portal.store.mail_sent(claim_one(&portal).await.id).await.expect("noted");
    portal.pass(SignedDuration::from_hours(24));
    assert_eq!(portal.store.claim_mails(10).await.expect("claimed").len(), 0);
}

async fn a_failed_mail_is_tried_again_later_and_later(engine: Engine) {
    let (portal, _) = with_a_mail(engine).await;
    for minutes in [1, 5, 15, 60, 60, 60] {
        portal.store.mail_failed(claim_one(&portal).await.id, "no answer", false).await.expect("noted");
        let due = portal.store.next_mail_due().await.expect("asked").expect("a mail");
        assert_eq!(due, portal.store.now().after(SignedDuration::from_mins(minutes)));
        portal.pass(SignedDuration::from_mins(minutes));
    }
}

async fn a_failed_mail_is_shown_with_its_reason(engine: Engine) {
    let (portal, company) = with_a_mail(engine).await;
    portal.store.mail_failed(claim_one(&portal).await.id, "no answer", false).await.expect("noted");
    let undelivered = portal.store.undelivered_mails(&company.boss).await.expect("a list");
    let shown: Vec<_> = undelivered.iter().map(|mail| (mail.last_error.as_deref(), mail.state, mail.attempts)).collect();
    assert_eq!(shown, [(Some("no answer"), MailState::Queued, 1)]);
}

async fn a_mail_is_given_up_after_two_days(engine: Engine) {
    let (portal, company) = with_a_mail(engine).await;
    portal.pass(SignedDuration::from_hours(48));
    portal.store.mail_failed(claim_one(&portal).await.id, "no answer", false).await.expect("noted");
    assert_eq!(states(&portal, &company).await, [MailState::Failed]);
}

async fn a_permanent_failure_ends_at_once(engine: Engine) {
    let (portal, company) = with_a_mail(engine).await;
    portal.store.mail_failed(claim_one(&portal).await.id, "no such mailbox", true).await.expect("noted");
    assert_eq!(states(&portal, &company).await, [MailState::Failed]);
    assert_eq!(portal.store.next_mail_due().await.expect("asked"), None);
}

async fn a_late_failure_does_not_undo_a_delivery(engine: Engine) {
    let (portal, company) = with_a_mail(engine).await;
    let mail = claim_one(&portal).await;
    portal.store.mail_sent(mail.id).await.expect("noted");
    portal.store.mail_failed(mail.id, "connection lost", true).await.expect("noted");
    assert_eq!(states(&portal, &company).await, []);
}

async fn an_unreadable_mail_does_not_hold_up_the_others(engine: Engine) {
    let (portal, _) = with_an_unreadable_mail(engine).await;
    let claimed = portal.store.claim_mails(10).await.expect("claimed");
    assert_eq!(claimed.iter().map(|mail| mail.recipient_email.as_str()).collect::<Vec<_>>(), ["muster.eins@mail.example"]);
}

async fn an_unreadable_mail_stays_visible(engine: Engine) {
    let (portal, company) = with_an_unreadable_mail(engine).await;
    portal.store.claim_mails(10).await.expect("claimed");
    let undelivered = portal.store.undelivered_mails(&company.boss).await.expect("a list");
    let shown: Vec<_> = undelivered.iter().map(|mail| (mail.notice.is_none(), mail.state)).collect();
    assert_eq!(shown, [(true, MailState::Failed)]);
}

async fn workers_at_the_same_time_share_the_mails(engine: Engine) {
    let (portal, company) = with_a_mail(engine).await;
    for number in 1..20 {
        portal.employ(&company, &format!("p{number}"), Unrestricted).await;
    }
    let claims = join_all((0..6).map(|_| portal.store.claim_mails(8))).await;
    let claimed: Vec<_> = claims.into_iter().flat_map(|mails| mails.expect("claimed")).map(|mail| mail.id).collect();
    let distinct: HashSet<_> = claimed.iter().collect();
    assert_eq!(distinct.len(), claimed.len());
}

async fn the_undelivered_mails_of_another_customer_are_not_shown(engine: Engine) {
    let (portal, _) = with_a_mail(engine).await;
    let other = portal.company("andere").await;
    for mail in portal.store.claim_mails(10).await.expect("claimed") {
        portal.store.mail_failed(mail.id, "no answer", true).await.expect("noted");
    }
    let undelivered = portal.store.undelivered_mails(&other.boss).await.expect("a list");
    assert_eq!(undelivered.iter().map(|mail| mail.recipient_email.as_str()).collect::<Vec<_>>(), ["andere.boss@mail.example"]);
}

async fn a_mail_goes_to_the_present_address_of_its_contact(engine: Engine) {
    let (portal, company) = with_a_mail(engine).await;
    let edit = ProfileEdit {
        salutation: Salutation::Neutral,
        first_name: "Nina".into(),
        last_name: "Neu".into(),
        email: "nina@mail.example".into(),
        phone: None,
        job_title: None,
    };
    portal.store.edit_profile(company.boss.orderer(), edit).await.expect("changed");
    let mail = claim_one(&portal).await;
    assert_eq!((mail.recipient_name.as_str(), mail.recipient_email.as_str()), ("Nina Neu", "nina@mail.example"));
}

async fn a_mail_to_somebody_who_was_deleted_is_dropped(engine: Engine) {
    let (portal, company) = with_a_mail(engine).await;
    let gone = portal.employ(&company, "weg", Unrestricted).await;
    portal.store.delete_contact(&company.boss, gone.contact_id(), None).await.expect("deleted");
    assert_eq!(claim_one(&portal).await.recipient_email, "muster.boss@mail.example");
    portal.pass(SignedDuration::from_hours(1));
    assert_eq!(claim_one(&portal).await.recipient_email, "muster.boss@mail.example");
    assert_eq!(states(&portal, &company).await, []);
}

async fn a_mail_that_was_given_up_is_sent_again_when_asked_for(engine: Engine) {
    let (portal, company) = with_a_mail(engine).await;
    let mail = claim_one(&portal).await;
    portal.store.mail_failed(mail.id, "no such mailbox", true).await.expect("noted");
    assert_eq!(portal.store.failed_mails(&company.boss).await.expect("a count"), 1);
    portal.store.send_mail_again(&company.boss, mail.id).await.expect("queued");
    assert_eq!(portal.store.failed_mails(&company.boss).await.expect("a count"), 0);
    assert_eq!(claim_one(&portal).await.message_id, mail.message_id);
    portal.store.mail_sent(mail.id).await.expect("noted");
    let again = portal.store.send_mail_again(&company.boss, mail.id).await;
    assert!(matches!(again, Err(StoreError::NotFound)), "what has arrived is not sent again");
}

async fn another_customer_cannot_have_a_mail_sent_again(engine: Engine) {
    let (portal, company) = with_a_mail(engine).await;
    let mail = claim_one(&portal).await;
    portal.store.mail_failed(mail.id, "no such mailbox", true).await.expect("noted");
    let other = portal.company("andere").await;
    assert!(matches!(portal.store.send_mail_again(&other.boss, mail.id).await, Err(StoreError::NotFound)));
    assert_eq!(states(&portal, &company).await, [MailState::Failed]);
}

async fn the_supplier_sees_mails_about_logins_and_its_own_orders_only(engine: Engine) {
    let portal = Portal::open(engine).await;
    let (company, reviewed) = waiting_company(&portal).await;
    let free = portal.employ(&company, "frei", Unrestricted).await;
    let (waits, sent) = (portal.place(&reviewed, &["A1"]).await, portal.place(&free, &["A2"]).await);
    // This one the supplier has in the end, but not when its first mails were written.
    let later = portal.place(&reviewed, &["A3"]).await;
    portal.pass(SignedDuration::from_mins(5));
    portal.decide(&company.boss, later.order_id, &[(1, Verdict::Released)]).await.expect("released");
    for mail in portal.store.claim_mails(100).await.expect("claimed") {
        portal.store.mail_failed(mail.id, "no such mailbox", true).await.expect("noted");
    }
    let seen = portal.store.undelivered_mails_of_customers(&portal.supplier).await.expect("a list");
    let all = portal.store.undelivered_mails(&company.boss).await.expect("a list");
    let order_of = |mail: &UndeliveredMail| match &mail.notice {
        Some(Notice::OrderReceived { order, .. } | Notice::ReleaseWanted { order, .. }) => Some(order.id),
        _ => None,
    };
    let is_seen = |mail: &UndeliveredMail| seen.iter().any(|row| row.id == mail.id);
    for mail in &all {
        let is_hidden = [waits, later].iter().any(|order| order_of(mail) == Some(order.order_id));
        assert_eq!(is_seen(mail), !is_hidden, "{:?}", mail.notice);
    }
    assert!(all.iter().any(|mail| order_of(mail) == Some(sent.order_id)) && all.iter().filter(|mail| !is_seen(mail)).count() == 4);
    assert!(seen.len() > 3 && all.iter().any(|mail| matches!(mail.notice, Some(Notice::HandedOver { .. })) && is_seen(mail)));
    let hidden = all.iter().find(|mail| !is_seen(mail)).expect("one that the supplier must not see");
    let again = portal.store.send_customer_mail_again(&portal.supplier, hidden.id).await;
    assert!(matches!(again, Err(StoreError::NotFound)));
    let count = portal.store.failed_customer_mails(&portal.supplier).await.expect("a count");
    assert_eq!(count, i64::try_from(seen.len()).expect("few"));
    portal.store.send_customer_mail_again(&portal.supplier, seen[0].id).await.expect("queued");
    assert_eq!(claim_one(&portal).await.id, seen[0].id);
}

async fn nothing_is_due_when_everything_was_sent(engine: Engine) {
    let (portal, _) = with_a_mail(engine).await;
    let mail = claim_one(&portal).await;
    assert!(matches!(mail.notice, Notice::NewLogin { .. }));
    portal.store.mail_sent(mail.id).await.expect("noted");
    assert_eq!(portal.store.next_mail_due().await.expect("asked"), None);
}

async fn an_unknown_mail_is_not_found(engine: Engine) {
    let portal = Portal::open(engine).await;
    let unknown = crate::ordering::other_key();
    assert!(matches!(portal.store.mail_sent(unknown).await, Err(StoreError::NotFound)));
    assert!(matches!(portal.store.mail_failed(unknown, "x", false).await, Err(StoreError::NotFound)));
}

/// A new company causes one mail: its approver has a login.
async fn with_a_mail(engine: Engine) -> (Portal, Company) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    (portal, company)
}

async fn with_an_unreadable_mail(engine: Engine) -> (Portal, Company) {
    let (portal, company) = with_a_mail(engine).await;
    portal.peek.execute(r#"update outbox_mails set notice = '{"kind":"from_the_future"}'"#).await.expect("changed");
    portal.employ(&company, "eins", Unrestricted).await;
    (portal, company)
}

async fn claim_one(portal: &Portal) -> OutboxMail {
    let mut mails = portal.store.claim_mails(10).await.expect("claimed");
    assert_eq!(mails.len(), 1);
    mails.remove(0)
}

async fn states(portal: &Portal, company: &Company) -> Vec<MailState> {
    let undelivered = portal.store.undelivered_mails(&company.boss).await.expect("a list");
    undelivered.iter().map(|mail| mail.state).collect()
}
