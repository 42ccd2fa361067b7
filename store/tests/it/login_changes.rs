//! Whoever changes what a colleague's login hangs on does not do so unseen.

use crate::{
    ordering::{Portal, contact_data},
    sign_in::with_a_company,
};
use domain::{
    ApprovalKind::{Approver, Unrestricted},
    notice::{LoginChange, Notice},
};
use store::{ContactData, ProfileEdit};
use testbed::{Engine, both_engines};

both_engines![
    whoever_gets_a_password_from_somebody_else_is_told,
    of_another_address_the_one_before_is_told,
    what_people_change_themselves_needs_no_mail,
];

/// What is told of changed logins, and to which address.
async fn told(portal: &Portal) -> Vec<(String, Notice)> {
    let mails = portal.store.claim_mails(50).await.expect("claimed");
    let changes = mails.into_iter().filter(|mail| matches!(mail.notice, Notice::LoginChanged { .. }));
    changes.map(|mail| (mail.recipient_email, mail.notice)).collect()
}

fn changed(change: LoginChange) -> (String, Notice) {
    let (user_name, by) = ("muster.eins".into(), "muster.boss Muster".into());
    ("muster.eins@mail.example".into(), Notice::LoginChanged { user_name, change, by })
}

/// How many entries of this kind the record has about this person, by that one.
async fn recorded(portal: &Portal, kind: &str, (name, by): (&str, &str)) -> i64 {
    let sql = format!("select count(*) from audit_entries where event like '%{kind}%{name} Muster%' and actor_name = '{by} Muster'");
    portal.peek.number(&sql).await
}

async fn whoever_gets_a_password_from_somebody_else_is_told(engine: Engine) {
    let (portal, company) = with_a_company(engine).await;
    let one = portal.employ(&company, "eins", Unrestricted).await.contact_id();
    portal.store.set_contact_password(&company.boss, one, "another".into()).await.expect("set");
    assert_eq!(told(&portal).await, [changed(LoginChange::Password)]);
    assert_eq!(recorded(&portal, "password_changed", ("muster.eins", "muster.boss")).await, 1);
}

async fn of_another_address_the_one_before_is_told(engine: Engine) {
    let (portal, company) = with_a_company(engine).await;
    let (store, boss) = (&portal.store, &company.boss);
    let one = portal.employ(&company, "eins", Unrestricted).await.contact_id();
    let moved = |email: &str| ContactData { email: email.into(), ..contact_data("muster.eins", Unrestricted, None) };
    store.edit_contact(boss, one, moved("muster.eins@mail.example"), None).await.expect("as it was");
    assert_eq!((told(&portal).await, recorded(&portal, "address_changed", ("muster.eins", "muster.boss")).await), (vec![], 0));
    store.edit_contact(boss, one, moved("anders@mail.example"), None).await.expect("changed");
    let mail = store.claim_mails(1).await.expect("claimed").remove(0);
    let before = "muster.eins@mail.example".into();
    assert_eq!((mail.recipient_email, mail.notice), changed(LoginChange::Address { before }));
    assert_eq!(recorded(&portal, "address_changed", ("muster.eins", "muster.boss")).await, 1);
    // Until it is given up it stands among what did not arrive, under the address to which it goes. Then nobody can do anything.
    for (is_permanent, listed) in [(false, vec!["muster.eins@mail.example"]), (true, vec![])] {
        store.mail_failed(mail.id, "no such mailbox", is_permanent).await.expect("noted");
        let failed = store.undelivered_mails(boss).await.expect("a list");
        assert_eq!(failed.iter().map(|mail| mail.recipient_email.as_str()).collect::<Vec<_>>(), listed);
    }
    assert_eq!(store.verify_audit().await.expect("verified"), []);
}

async fn what_people_change_themselves_needs_no_mail(engine: Engine) {
    let (portal, company) = with_a_company(engine).await;
    let boss = company.boss.orderer();
    let own = ContactData { email: "boss@mail.example".into(), ..contact_data("muster.boss", Approver, None) };
    portal.store.edit_contact(&company.boss, boss.contact_id(), own.clone(), None).await.expect("changed");
    let ContactData { salutation, first_name, last_name, phone, job_title, .. } = own;
    let edit = ProfileEdit { salutation, first_name, last_name, email: "privat@mail.example".into(), phone, job_title };
    portal.store.edit_profile(boss, edit).await.expect("changed");
    assert_eq!(told(&portal).await, []);
    assert_eq!(recorded(&portal, "address_changed", ("muster.boss", "muster.boss")).await, 2, "the record knows");
}
