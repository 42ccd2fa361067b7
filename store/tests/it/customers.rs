//! The supplier's customers and their assortments.

use crate::ordering::{Company, Portal, refusal};
use domain::{ApprovalKind::Unrestricted, ArticleId, CustomerId, Language, Salutation};
use futures::future::join_all;
use store::{ContactData, ContactRefusal, NewCustomer, NewLogin, StoreError};
use testbed::{Engine, both_engines};

both_engines![
    customers_are_numbered_from_10001,
    customers_created_at_the_same_time_have_consecutive_numbers,
    the_first_contact_of_a_customer_is_an_approver,
    a_taken_user_name_leaves_no_customer_behind,
    an_unknown_customer_is_not_found,
    an_article_is_added_once,
    an_article_is_removed_once,
    an_unknown_article_or_customer_cannot_be_agreed_on,
    the_assortment_of_one_customer_is_not_that_of_another,
    the_assortment_tells_what_is_in_it,
];

async fn customers_are_numbered_from_10001(engine: Engine) {
    let portal = Portal::open(engine).await;
    portal.company("eins").await;
    portal.company("zwei").await;
    let rows = portal.store.customers(&portal.supplier).await.expect("a list");
    let shown: Vec<_> = rows.iter().map(|row| (row.number, row.name.as_str())).collect();
    assert_eq!(shown, [(10_001, "eins AG"), (10_002, "zwei AG")]);
}

async fn customers_created_at_the_same_time_have_consecutive_numbers(engine: Engine) {
    let portal = Portal::open(engine).await;
    let keys: Vec<_> = (0..8).map(|number| format!("k{number}")).collect();
    join_all(keys.iter().map(|key| portal.company(key))).await;
    let rows = portal.store.customers(&portal.supplier).await.expect("a list");
    assert_eq!(rows.iter().map(|row| row.number).collect::<Vec<_>>(), (10_001..=10_008).collect::<Vec<_>>());
}

async fn the_first_contact_of_a_customer_is_an_approver(engine: Engine) {
    let portal = Portal::open(engine).await;
    portal.store.create_customer(Some(&portal.supplier), new_customer("neu")).await.expect("created");
    assert!(portal.orderer("neu").await.approver().is_some());
}

async fn a_taken_user_name_leaves_no_customer_behind(engine: Engine) {
    let portal = Portal::open(engine).await;
    let created = portal.store.create_customer(None, new_customer("lager")).await;
    assert_eq!(refusal(created), ContactRefusal::UserNameTaken);
    assert_eq!(portal.peek.count("customers").await, 0);
}

async fn an_unknown_customer_is_not_found(engine: Engine) {
    let portal = Portal::open(engine).await;
    let unknown = CustomerId(crate::ordering::other_key());
    assert!(matches!(portal.store.customer(&portal.supplier, unknown).await, Err(StoreError::NotFound)));
}

async fn an_article_is_added_once(engine: Engine) {
    let (portal, company, article) = with_an_article(engine).await;
    for _ in 0..2 {
        portal.store.add_to_assortment(&portal.supplier, company.id, article).await.expect("added");
    }
    assert_eq!((size(&portal, &company).await, entries(&portal, "assortment_added").await), (1, 1));
}

async fn an_article_is_removed_once(engine: Engine) {
    let (portal, company, article) = with_an_article(engine).await;
    portal.store.add_to_assortment(&portal.supplier, company.id, article).await.expect("added");
    for _ in 0..2 {
        portal.store.remove_from_assortment(&portal.supplier, company.id, article).await.expect("removed");
    }
    assert_eq!((size(&portal, &company).await, entries(&portal, "assortment_removed").await), (0, 1));
}

async fn an_unknown_article_or_customer_cannot_be_agreed_on(engine: Engine) {
    let (portal, company, article) = with_an_article(engine).await;
    let unknown = crate::ordering::other_key();
    for (customer, article) in [(company.id, ArticleId(unknown)), (CustomerId(unknown), article)] {
        let added = portal.store.add_to_assortment(&portal.supplier, customer, article).await;
        assert!(matches!(added, Err(StoreError::NotFound)));
    }
}

async fn the_assortment_of_one_customer_is_not_that_of_another(engine: Engine) {
    let (portal, company, article) = with_an_article(engine).await;
    let other = portal.company("andere").await;
    portal.store.add_to_assortment(&portal.supplier, company.id, article).await.expect("added");
    assert_eq!(size(&portal, &other).await, 0);
}

async fn the_assortment_tells_what_is_in_it(engine: Engine) {
    let (portal, company, article) = with_an_article(engine).await;
    portal.store.add_to_assortment(&portal.supplier, company.id, article).await.expect("added");
    let list = async |search: &'static str, only_in| {
        let rows = portal.store.assortment(&portal.supplier, company.id, search, only_in, None, 10).await.expect("a list");
        rows.into_iter().map(|row| (row.number, row.is_in)).collect::<Vec<_>>()
    };
    assert_eq!(list("", true).await, [("A1".to_owned(), true)]);
    assert_eq!(list("artikel", false).await.len(), 6);
    assert_eq!(list("a2", false).await, [("A2".to_owned(), false)]);
}

async fn with_an_article(engine: Engine) -> (Portal, Company, ArticleId) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let id = portal.store.article(company.boss.orderer(), "A1").await.expect("an article").id;
    (portal, company, id)
}

async fn size(portal: &Portal, company: &Company) -> i64 {
    portal.store.customer(&portal.supplier, company.id).await.expect("a customer").assortment_size
}

async fn entries(portal: &Portal, event: &str) -> i64 {
    portal.peek.number(&format!("select count(*) from audit_entries where event like '%{event}%'")).await
}

fn new_customer(user_name: &str) -> NewCustomer {
    NewCustomer {
        name: "Neu AG".into(),
        street: "Hauptstrasse 1".into(),
        postcode: "8000".into(),
        town: "Zürich".into(),
        approver: ContactData {
            salutation: Salutation::Neutral,
            first_name: "Nina".into(),
            last_name: "Neu".into(),
            email: "nina@mail.example".into(),
            phone: None,
            job_title: None,
            language: Language::German,
            approval: Unrestricted,
            approver_id: None,
        },
        login: NewLogin { user_name: user_name.into(), password_hash: "-".into(), is_invited: false },
    }
}
