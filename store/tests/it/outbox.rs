//! Mail is never lost and never blocks.

use crate::ordering::{Company, Portal};
use domain::{ApprovalKind::Unrestricted, notice::Notice};
use futures::future::join_all;
use jiff::SignedDuration;
use std::collections::HashSet;
use store::{MailState, OutboxMail, StoreError};
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
