//! Mails on their way out of the outbox.

use crate::support::{SmtpServer, TestApp, Verdict, new_contact};
use domain::ApprovalKind;
use jiff::SignedDuration;
use server::mailer::Transport;
use store::{Caller, ContactData, NewCustomer, NewLogin, UndeliveredMail};
use testbed::{Engine, both_engines};

both_engines!(
    a_mail_that_is_refused_for_now_is_sent_later_as_the_same_mail,
    a_mail_that_is_refused_for_good_is_given_up_with_the_reason,
    a_mail_that_cannot_be_built_holds_up_no_other,
    what_did_not_arrive_is_shown_and_sent_again_to_the_corrected_address,
    the_supplier_has_the_mail_of_a_new_login_sent_again,
);

/// Creates a customer, whose approver is told of the new login by mail.
async fn mail_to(app: &TestApp, first_name: &str, email: &str) {
    let customer = NewCustomer {
        name: "Muster AG".into(),
        street: "Weg 1".into(),
        postcode: "8000".into(),
        town: "Zürich".into(),
        approver: ContactData { first_name: first_name.into(), approval: ApprovalKind::Approver, ..new_contact(email) },
        login: NewLogin { user_name: email.into(), password_hash: "x".into(), is_invited: false },
    };
    app.store.create_customer(None, customer).await.expect("the customer can be created");
}

async fn undelivered(app: &TestApp, user_name: &str) -> Vec<UndeliveredMail> {
    let Ok(Some(Caller::Contact(orderer))) = app.store.caller_by_user_name(user_name).await else { panic!("{user_name} is a contact") };
    let approver = orderer.approver().expect("the first contact is an approver");
    app.store.undelivered_mails(&approver).await.expect("the store answers")
}

fn header<'m>(mail: &'m str, name: &str) -> &'m str {
    mail.lines().find(|line| line.starts_with(name)).expect("the mail has this header")
}

async fn a_mail_that_is_refused_for_now_is_sent_later_as_the_same_mail(engine: Engine) {
    let app = TestApp::start(engine).await;
    mail_to(&app, "Anna", "anna@muster.example").await;
    let busy = SmtpServer::start(|_| Verdict::Later).await;
    app.worker(busy.transport()).drain().await.expect("the outbox can be read");
    let waiting = undelivered(&app, "anna@muster.example").await;
    assert_eq!((waiting.len(), waiting[0].attempts), (1, 1));
    assert!(waiting[0].last_error.as_deref().is_some_and(|error| error.contains("451")), "{waiting:?}");

    let ready = SmtpServer::start(|_| Verdict::Accept).await;
    app.worker(ready.transport()).drain().await.expect("the outbox can be read");
    assert!(ready.received().is_empty(), "it waits before it is tried again");
    app.advance(SignedDuration::from_mins(2));
    app.worker(ready.transport()).drain().await.expect("the outbox can be read");
    let received = ready.received();
    assert_eq!(received.len(), 1);
    assert!(header(&received[0], "Message-ID:").contains("@localhost>"));
    assert!(undelivered(&app, "anna@muster.example").await.is_empty());
}

async fn a_mail_that_is_refused_for_good_is_given_up_with_the_reason(engine: Engine) {
    let app = TestApp::start(engine).await;
    mail_to(&app, "Weg", "weg@muster.example").await;
    mail_to(&app, "Anna", "anna@muster.example").await;
    let server = SmtpServer::start(|recipient| if recipient.contains("weg@") { Verdict::Never } else { Verdict::Accept }).await;
    app.worker(server.transport()).drain().await.expect("the outbox can be read");
    assert_eq!(server.received().len(), 1);
    let failed = undelivered(&app, "weg@muster.example").await;
    assert_eq!(failed[0].state, store::MailState::Failed);
    assert!(failed[0].last_error.as_deref().is_some_and(|error| error.contains("550")), "{failed:?}");
}

async fn a_mail_that_cannot_be_built_holds_up_no_other(engine: Engine) {
    let app = TestApp::start(engine).await;
    mail_to(&app, "Kaputt", "das ist keine adresse").await;
    mail_to(&app, "Zeile\r\nBcc: alle@evil.example", "zeile@muster.example").await;
    mail_to(&app, "Anna", "anna@muster.example").await;
    let sent = app.deliver_mails().await;
    assert_eq!(sent.len(), 2);
    assert!(sent.iter().all(|mail| !mail.contains("\nBcc:")));
    assert_eq!(undelivered(&app, "das ist keine adresse").await[0].state, store::MailState::Failed);
}

async fn what_did_not_arrive_is_shown_and_sent_again_to_the_corrected_address(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let approver = app.signed_in("freigeber@muster.example").await;
    let (_, id) = app.new_contact("freigeber@muster.example", "weg@muster.example").await;
    let server = SmtpServer::start(|recipient| if recipient.contains("weg@") { Verdict::Never } else { Verdict::Accept }).await;
    app.worker(server.transport()).drain().await.expect("the outbox can be read");

    let anywhere = approver.get("/shop").await;
    assert!(anywhere.body.contains("Nicht zugestellte E-Mails"), "the menu tells of it");
    let list = approver.get("/konto/mails").await;
    for shown in ["weg@muster.example", "Neues Login weg@muster.example", "550"] {
        assert!(list.body.contains(shown), "{shown} in {}", list.body);
    }

    let edit = approver.get(&format!("/konto/logins/{id}")).await.form("/api/edit_login").with("form[email]", "da@muster.example");
    assert_eq!(approver.submit(&format!("/konto/logins/{id}"), &edit).await.status, 303);
    let again = approver.submit("/konto/mails", &list.form("/api/send_mail_again")).await;
    assert_eq!(again.status, 303);
    app.worker(server.transport()).drain().await.expect("the outbox can be read");
    let received = server.received();
    assert!(received.iter().any(|mail| header(mail, "To:").contains("da@muster.example")), "{received:?}");
    assert!(approver.get("/konto/mails").await.body.contains("Alles zugestellt"));
    assert!(!approver.get("/shop").await.body.contains("Nicht zugestellte E-Mails"));
}

async fn the_supplier_has_the_mail_of_a_new_login_sent_again(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let supplier = app.signed_in("lieferant@ofrex.example").await;
    app.new_contact("freigeber@muster.example", "neu@muster.example").await;
    let never = SmtpServer::start(|_| Verdict::Never).await;
    app.worker(never.transport()).drain().await.expect("the outbox can be read");
    let list = supplier.get("/lieferant/mails").await;
    assert!(list.body.contains("neu@muster.example") && list.body.contains("Muster Treuhand AG"), "{}", list.body);
    let again = supplier.submit("/lieferant/mails", &list.form("/api/send_mail_again")).await;
    assert_eq!(again.status, 303);
    let ready = SmtpServer::start(|_| Verdict::Accept).await;
    app.worker(ready.transport()).drain().await.expect("the outbox can be read");
    assert_eq!(ready.received().len(), 1);
}

#[tokio::test]
async fn without_a_mail_server_each_mail_is_a_file() {
    let app = TestApp::start(Engine::Sqlite).await;
    mail_to(&app, "Anna", "anna@muster.example").await;
    let folder = app.data().join("mails");
    app.worker(Transport::Files(folder.clone())).drain().await.expect("the outbox can be read");
    let files: Vec<_> = std::fs::read_dir(folder).expect("the folder is there").flatten().map(|file| file.path()).collect();
    assert_eq!(files.len(), 1);
    assert_eq!(files[0].extension().and_then(|ending| ending.to_str()), Some("eml"));
    let mail = std::fs::read_to_string(&files[0]).expect("the mail can be read");
    assert!(header(&mail, "To:").contains("anna@muster.example") && header(&mail, "Auto-Submitted:").contains("auto-generated"));
}

#[tokio::test]
async fn two_attempts_carry_the_same_message_id() {
    let app = TestApp::start(Engine::Sqlite).await;
    mail_to(&app, "Anna", "anna@muster.example").await;
    // The server takes the mail, but the word of it does not reach the outbox: the claim runs out.
    let mails = app.store.claim_mails(1).await.expect("the store answers");
    app.advance(SignedDuration::from_mins(3));
    let sent = app.deliver_mails().await;
    assert!(header(&sent[0], "Message-ID:").contains(&mails[0].message_id));
}
