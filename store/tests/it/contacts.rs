//! The contact administration and the own profile.

use crate::ordering::{Company, Portal, is_not_found, refusal};
use domain::{
    ApprovalKind::{self, AlwaysReview, Unrestricted},
    ContactId, Dependants, Language, Salutation,
    notice::Notice,
};
use store::{ContactData, ContactRefusal, NewLogin, NewSession, ProfileEdit, StoreError};
use testbed::{Engine, both_engines};

both_engines![
    the_list_is_sorted_by_last_name_also_with_umlauts,
    a_contact_of_another_customer_is_not_found,
    a_new_contact_is_told_of_the_login,
    a_user_name_is_taken_whatever_its_capitals,
    a_refused_contact_leaves_nothing_behind,
    a_reviewed_contact_needs_an_approver_of_the_same_customer,
    somebody_who_is_no_approver_cannot_be_chosen_as_one,
    an_approver_given_to_an_unrestricted_contact_is_dropped,
    the_last_approver_cannot_be_deleted,
    the_last_approver_cannot_be_demoted,
    an_approver_cannot_become_their_own_approver,
    an_approver_on_whom_others_depend_needs_a_successor,
    a_successor_takes_over_contacts_and_waiting_orders,
    a_successor_decides_the_orders_of_a_demoted_approver,
    a_successor_must_be_another_approver,
    an_order_of_a_deleted_contact_can_still_be_decided,
    a_deleted_contact_cannot_sign_in,
    a_user_name_is_free_again_after_its_contact_was_deleted,
    somebody_who_is_no_longer_approver_cannot_administer,
    a_password_set_by_an_approver_ends_all_sessions,
    an_approver_sets_no_password_of_their_own,
    a_profile_can_be_edited,
];

async fn the_list_is_sorted_by_last_name_also_with_umlauts(engine: Engine) {
    let (portal, company) = with_a_company(engine).await;
    for last_name in ["Zogg", "Ärni", "Bär"] {
        let data = ContactData { last_name: last_name.into(), ..data("neu", Unrestricted, None) };
        portal.store.create_contact(&company.boss, data, login(last_name)).await.expect("created");
    }
    let rows = portal.store.contacts(&company.boss).await.expect("a list");
    let names: Vec<_> = rows.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names, ["neu Ärni", "neu Bär", "muster.boss Muster", "neu Zogg"]);
}

async fn a_contact_of_another_customer_is_not_found(engine: Engine) {
    let (portal, company) = with_a_company(engine).await;
    let id = contact_id(&portal, &portal.company("andere").await, "eins", Unrestricted).await;
    let (boss, store) = (&company.boss, &portal.store);
    assert!(matches!(store.contact(boss, id).await, Err(StoreError::NotFound)));
    assert!(matches!(store.dependants(boss, id).await, Err(StoreError::NotFound)));
    assert!(matches!(store.set_contact_password(boss, id, "x".into()).await, Err(StoreError::NotFound)));
    assert!(is_not_found(&store.edit_contact(boss, id, data("x", Unrestricted, None), None).await));
    assert!(is_not_found(&store.delete_contact(boss, id, None).await));
}

async fn a_new_contact_is_told_of_the_login(engine: Engine) {
    let (portal, company) = with_a_company(engine).await;
    let id = contact_id(&portal, &company, "eins", AlwaysReview).await;
    let mails = portal.store.claim_mails(10).await.expect("claimed");
    let expected = Notice::NewLogin {
        contact_id: id,
        customer: "muster AG".into(),
        user_name: "muster.eins".into(),
        created_by: "muster.boss Muster".into(),
        approval: AlwaysReview,
        approver: Some("muster.boss Muster".into()),
        is_invited: false,
    };
    let told: Vec<_> = mails.iter().filter(|mail| mail.recipient_email == "muster.eins@mail.example").map(|mail| &mail.notice).collect();
    assert_eq!(told, [&expected]);
}

async fn a_user_name_is_taken_whatever_its_capitals(engine: Engine) {
    let (portal, company) = with_a_company(engine).await;
    let taken = portal.store.create_contact(&company.boss, data("neu", Unrestricted, None), login("MUSTER.boss")).await;
    assert_eq!(refusal(taken), ContactRefusal::UserNameTaken);
}

async fn a_refused_contact_leaves_nothing_behind(engine: Engine) {
    let (portal, company) = with_a_company(engine).await;
    let before = (portal.peek.count("contacts").await, portal.peek.count("audit_entries").await);
    let taken = portal.store.create_contact(&company.boss, data("neu", Unrestricted, None), login("muster.boss")).await;
    assert!(taken.is_err());
    assert_eq!((portal.peek.count("contacts").await, portal.peek.count("audit_entries").await), before);
}

async fn a_reviewed_contact_needs_an_approver_of_the_same_customer(engine: Engine) {
    let (portal, company) = with_a_company(engine).await;
    let other = portal.company("andere").await.boss.orderer().contact_id();
    for approver in [None, Some(other)] {
        let created = portal.store.create_contact(&company.boss, data("neu", AlwaysReview, approver), login("neu")).await;
        assert_eq!(refusal(created), ContactRefusal::UnknownApprover);
    }
}

async fn somebody_who_is_no_approver_cannot_be_chosen_as_one(engine: Engine) {
    let (portal, company) = with_a_company(engine).await;
    let eins = contact_id(&portal, &company, "eins", Unrestricted).await;
    let created = portal.store.create_contact(&company.boss, data("neu", AlwaysReview, Some(eins)), login("neu")).await;
    assert_eq!(refusal(created), ContactRefusal::UnknownApprover);
}

async fn an_approver_given_to_an_unrestricted_contact_is_dropped(engine: Engine) {
    let (portal, company) = with_a_company(engine).await;
    let data = data("neu", Unrestricted, Some(boss_id(&company)));
    let id = portal.store.create_contact(&company.boss, data, login("neu")).await.expect("created");
    assert_eq!(portal.store.contact(&company.boss, id).await.expect("a contact").data.approver_id, None);
}

async fn the_last_approver_cannot_be_deleted(engine: Engine) {
    let (portal, company) = with_a_company(engine).await;
    let deleted = portal.store.delete_contact(&company.boss, boss_id(&company), None).await;
    assert_eq!(refusal(deleted), ContactRefusal::LastApprover);
}

async fn the_last_approver_cannot_be_demoted(engine: Engine) {
    let (portal, company) = with_a_company(engine).await;
    let demoted = portal.store.edit_contact(&company.boss, boss_id(&company), data("boss", Unrestricted, None), None).await;
    assert_eq!(refusal(demoted), ContactRefusal::LastApprover);
}

async fn an_approver_cannot_become_their_own_approver(engine: Engine) {
    let (portal, company) = with_a_company(engine).await;
    let zwei = portal.promote(&company, "zwei").await.orderer().contact_id();
    let demoted = portal.store.edit_contact(&company.boss, zwei, data("zwei", AlwaysReview, Some(zwei)), None).await;
    assert_eq!(refusal(demoted), ContactRefusal::UnknownApprover);
}

async fn an_approver_on_whom_others_depend_needs_a_successor(engine: Engine) {
    let (portal, company, leaving) = with_a_dependent_order(engine).await;
    let needed = Dependants {
        contacts: vec!["muster.eins Muster".into()],
        waiting_orders: 1,
        stands_in_for: Vec::new(),
        superior_of: Vec::new(),
        cost_centres: Vec::new(),
    };
    assert_eq!(portal.store.dependants(&company.boss, leaving).await.expect("dependants"), needed);
    let deleted = portal.store.delete_contact(&company.boss, leaving, None).await;
    assert_eq!(refusal(deleted), ContactRefusal::SuccessorNeeded(needed));
}

async fn a_successor_takes_over_contacts_and_waiting_orders(engine: Engine) {
    let (portal, company, leaving) = with_a_dependent_order(engine).await;
    portal.store.delete_contact(&company.boss, leaving, Some(boss_id(&company))).await.expect("deleted");
    let taken_over = portal.store.dependants(&company.boss, boss_id(&company)).await.expect("dependants");
    assert_eq!(
        taken_over,
        Dependants {
            contacts: vec!["muster.eins Muster".into()],
            waiting_orders: 1,
            stands_in_for: Vec::new(),
            superior_of: Vec::new(),
            cost_centres: Vec::new()
        }
    );
    let wanted = "release_wanted to muster.boss@mail.example".to_owned();
    assert!(portal.peek.mails().await.contains(&wanted), "no mail to the successor");
    let changes = "select count(*) from audit_entries where event like '%approver_changed%' and order_id is not null";
    assert_eq!(portal.peek.number(changes).await, 1);
    assert_eq!(portal.store.verify_audit().await.expect("verified"), []);
}

async fn a_successor_decides_the_orders_of_a_demoted_approver(engine: Engine) {
    let (portal, company, leaving) = with_a_dependent_order(engine).await;
    let demoted = data("zwei", AlwaysReview, Some(boss_id(&company)));
    portal.store.edit_contact(&company.boss, leaving, demoted, Some(boss_id(&company))).await.expect("demoted");
    assert_eq!(portal.queue(&company.boss).await.len(), 1);
}

async fn a_successor_must_be_another_approver(engine: Engine) {
    let (portal, company, leaving) = with_a_dependent_order(engine).await;
    let unrestricted = contact_id(&portal, &company, "drei", Unrestricted).await;
    let foreign = boss_id(&portal.company("andere").await);
    for successor in [leaving, unrestricted, foreign] {
        let deleted = portal.store.delete_contact(&company.boss, leaving, Some(successor)).await;
        assert_eq!(refusal(deleted), ContactRefusal::UnknownSuccessor);
    }
}

async fn an_order_of_a_deleted_contact_can_still_be_decided(engine: Engine) {
    let (portal, company) = with_a_company(engine).await;
    let eins = portal.employ(&company, "eins", AlwaysReview).await;
    let order_id = portal.place(&eins, &["A1"]).await.order_id;
    portal.store.delete_contact(&company.boss, eins.contact_id(), None).await.expect("deleted");
    portal.decide(&company.boss, order_id, &[(1, domain::Verdict::Released)]).await.expect("decided");
}

async fn a_deleted_contact_cannot_sign_in(engine: Engine) {
    let (portal, company) = with_a_company(engine).await;
    let eins = contact_id(&portal, &company, "eins", Unrestricted).await;
    portal.store.delete_contact(&company.boss, eins, None).await.expect("deleted");
    assert!(portal.store.login_secret("muster.eins").await.expect("a look-up").is_none());
}

async fn a_user_name_is_free_again_after_its_contact_was_deleted(engine: Engine) {
    let (portal, company) = with_a_company(engine).await;
    let eins = contact_id(&portal, &company, "eins", Unrestricted).await;
    portal.store.delete_contact(&company.boss, eins, None).await.expect("deleted");
    assert_ne!(contact_id(&portal, &company, "eins", Unrestricted).await, eins);
}

async fn somebody_who_is_no_longer_approver_cannot_administer(engine: Engine) {
    let (portal, company) = with_a_company(engine).await;
    let zwei = portal.promote(&company, "zwei").await;
    let id = zwei.orderer().contact_id();
    portal.store.edit_contact(&company.boss, id, data("zwei", Unrestricted, None), None).await.expect("demoted");
    assert!(is_not_found(&portal.store.create_contact(&zwei, data("neu", Unrestricted, None), login("neu")).await));
}

async fn a_password_set_by_an_approver_ends_all_sessions(engine: Engine) {
    let (portal, company) = with_a_company(engine).await;
    let eins = contact_id(&portal, &company, "eins", Unrestricted).await;
    let secret = portal.store.login_secret("muster.eins").await.expect("a look-up").expect("a login");
    let session = NewSession { token_hash: [1; 32], is_remembered: true, user_agent: String::new(), device_hash: [1; 32] };
    portal.store.open_session(secret, "muster.eins", session).await.expect("opened");
    portal.store.set_contact_password(&company.boss, eins, "new".into()).await.expect("set");
    assert!(portal.store.caller([1; 32]).await.expect("a look-up").is_none());
}

/// One's own is changed by whoever knows the present one.
async fn an_approver_sets_no_password_of_their_own(engine: Engine) {
    let (portal, company) = with_a_company(engine).await;
    let user_name = "muster.boss";
    let before = portal.store.login_secret(user_name).await.expect("a look-up").expect("a login");
    let own = company.boss.orderer().contact_id();
    let refused = portal.store.set_contact_password(&company.boss, own, "new".into()).await;
    assert!(matches!(refused, Err(StoreError::NotFound)), "{refused:?}");
    let after = portal.store.login_secret(user_name).await.expect("a look-up").expect("a login");
    assert_eq!(after.password_hash, before.password_hash);
}

async fn a_profile_can_be_edited(engine: Engine) {
    let (portal, company) = with_a_company(engine).await;
    let eins = portal.employ(&company, "eins", AlwaysReview).await;
    let edit = ProfileEdit {
        salutation: Salutation::Ms,
        first_name: "Eva".into(),
        last_name: "Eins".into(),
        email: "eva@mail.example".into(),
        phone: Some("044 000 00 00".into()),
        job_title: None,
    };
    portal.store.edit_profile(&eins, edit).await.expect("edited");
    let profile = portal.store.profile(&eins).await.expect("a profile");
    let (name, in_charge) = (format!("{} {}", profile.first_name, profile.last_name), profile.approver_name.as_deref());
    assert_eq!((name.as_str(), profile.phone.as_deref()), ("Eva Eins", Some("044 000 00 00")));
    assert_eq!((profile.approval, in_charge, profile.user_name.as_str()), (AlwaysReview, Some("muster.boss Muster"), "muster.eins"));
}

async fn with_a_company(engine: Engine) -> (Portal, Company) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    (portal, company)
}

/// A company whose second approver is in charge of a contact with a waiting order.
async fn with_a_dependent_order(engine: Engine) -> (Portal, Company, ContactId) {
    let (portal, company) = with_a_company(engine).await;
    let leaving = portal.promote(&company, "zwei").await.orderer().contact_id();
    let eins = portal.employ_under(&company, "eins", AlwaysReview, leaving).await;
    portal.place(&eins, &["A1", "A2"]).await;
    (portal, company, leaving)
}

async fn contact_id(portal: &Portal, company: &Company, name: &str, approval: ApprovalKind) -> ContactId {
    portal.employ(company, name, approval).await.contact_id()
}

fn boss_id(company: &Company) -> ContactId {
    company.boss.orderer().contact_id()
}

fn data(first_name: &str, approval: ApprovalKind, approver_id: Option<ContactId>) -> ContactData {
    ContactData {
        salutation: Salutation::Neutral,
        first_name: first_name.into(),
        last_name: "Muster".into(),
        email: format!("{first_name}@mail.example"),
        phone: None,
        job_title: None,
        language: Language::German,
        approval,
        approver_id,
    }
}

fn login(user_name: &str) -> NewLogin {
    NewLogin { user_name: user_name.into(), password_hash: "-".into(), is_invited: false }
}
