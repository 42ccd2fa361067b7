//! The lists of what was learned come in pages.

use crate::{
    learning::{release, rows},
    ordering::{Company, Office, PRICES, Portal},
};
use domain::{ApprovalKind, ProposalId};
use jiff::SignedDuration;
use std::collections::BTreeSet;
use store::{Approver, ContactData, EndedReleaseRow, Orderer, ProposalState};
use testbed::{Engine, both_engines};

both_engines![
    standing_releases_page_newest_first_without_loss_or_doubles,
    what_has_ended_says_who_has_set_it_and_who_has_ended_it_when,
    what_has_ended_pages_latest_first_without_loss_or_doubles,
    proposals_page_newest_first_without_loss_or_doubles,
    the_supplier_pages_through_what_waits_oldest_first,
];

async fn standing_releases_page_newest_first_without_loss_or_doubles(engine: Engine) {
    let Office { portal, eva, orderer, .. } = Office::open(engine).await;
    for (number, _) in PRICES {
        release(&portal, &eva, number, None, 2_500).await;
        portal.pass(SignedDuration::from_millis(1));
    }
    let third = rows(&portal, &eva).await.into_iter().find(|row| row.article_number == "A3").expect("it is in force").id;
    portal.store.end_standing_release(&eva, third).await.expect("ended");
    let (mut seen, mut before) = (Vec::new(), None);
    loop {
        let page = portal.store.standing_releases(&eva, before, 2).await.expect("a page");
        let Some(last) = page.last() else { break };
        before = Some(last.id);
        seen.extend(page.iter().map(|row| row.article_number.clone()));
        // What is released meanwhile does not shift the pages.
        release(&portal, &eva, "A1", Some(&orderer), 100 * i64::try_from(seen.len()).expect("a few")).await;
        portal.pass(SignedDuration::from_millis(1));
    }
    assert_eq!(seen, ["A6", "A5", "A4", "A2", "A1"]);
}

/// Lets somebody order without a release, so that what held for them alone ends.
async fn free(portal: &Portal, company: &Company, orderer: &Orderer) {
    let data = portal.store.contact(&company.boss, orderer.contact_id()).await.expect("the contact").data;
    let free = ContactData { approval: ApprovalKind::Unrestricted, approver_id: None, ..data };
    portal.store.edit_contact(&company.boss, orderer.contact_id(), free, None).await.expect("freed");
    portal.pass(SignedDuration::from_millis(1));
}

/// Ends what is released for good of this article, for everybody.
async fn end(portal: &Portal, approver: &Approver, article: &str) {
    let release = rows(portal, approver).await.into_iter().find(|row| row.article_number == article && row.orderer_name.is_none());
    portal.store.end_standing_release(approver, release.expect("it is in force").id).await.expect("ended");
    portal.pass(SignedDuration::from_millis(1));
}

async fn ended(portal: &Portal, approver: &Approver) -> Vec<EndedReleaseRow> {
    portal.store.ended_standing_releases(approver, None, 100).await.expect("the list")
}

async fn what_has_ended_says_who_has_set_it_and_who_has_ended_it_when(engine: Engine) {
    let Office { portal, company, eva, zwei, orderer } = Office::open(engine).await;
    assert_eq!(ended(&portal, &eva).await, []);
    let set_at = portal.store.now();
    release(&portal, &eva, "A1", None, 2_500).await;
    release(&portal, &eva, "A2", Some(&orderer), 2_500).await;
    portal.pass(SignedDuration::from_millis(1));
    let replaced_at = portal.store.now();
    release(&portal, &zwei, "A1", None, 5_000).await;
    portal.pass(SignedDuration::from_millis(1));
    let freed_at = portal.store.now();
    free(&portal, &company, &orderer).await;
    let ended_at = portal.store.now();
    let second = rows(&portal, &eva).await.remove(0).id;
    end(&portal, &eva, "A1").await;
    portal.store.end_standing_release(&zwei, second).await.expect("a second time is no error");

    let shown = |row: EndedReleaseRow| {
        let EndedReleaseRow { release, ended_at, ended_by } = row;
        (release.article_number, release.orderer_name, release.up_to.0, release.set_by, ended_by.unwrap_or_default(), ended_at)
    };
    let name = |user: &str| format!("muster.{user} Muster");
    let expected = [
        ("A1".to_owned(), None, 5_000, name("zwei"), name("eva"), ended_at),
        ("A2".to_owned(), Some(name("immer")), 2_500, name("eva"), name("boss"), freed_at),
        ("A1".to_owned(), None, 2_500, name("eva"), name("zwei"), replaced_at),
    ];
    let list = ended(&portal, &zwei).await;
    assert!(list.iter().skip(1).all(|row| row.release.set_at == set_at));
    assert_eq!(list.into_iter().map(shown).collect::<Vec<_>>(), expected);
    let other = portal.company("andere").await;
    assert_eq!(ended(&portal, &other.boss).await, [], "another company sees nothing of it");
}

async fn what_has_ended_pages_latest_first_without_loss_or_doubles(engine: Engine) {
    let Office { portal, company, eva, orderer, .. } = Office::open(engine).await;
    for (number, _) in PRICES {
        release(&portal, &eva, number, Some(&orderer), 2_500).await;
    }
    // All of them at the same instant.
    free(&portal, &company, &orderer).await;
    release(&portal, &eva, "A1", None, 2_500).await;
    end(&portal, &eva, "A1").await;
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let page = portal.store.ended_standing_releases(&eva, after, 2).await.expect("a page");
        let Some(last) = page.last() else { break };
        after = Some(last.place());
        seen.extend(page);
        // What ends meanwhile does not shift the pages.
        release(&portal, &eva, "A2", None, 2_500).await;
        end(&portal, &eva, "A2").await;
    }
    assert_eq!((seen[0].release.article_number.as_str(), seen[0].release.orderer_name.as_deref()), ("A1", None), "the latest is the first");
    assert!(seen.is_sorted_by(|one, next| (one.ended_at, one.release.id) > (next.ended_at, next.release.id)));
    let numbers: BTreeSet<_> = seen[1..].iter().map(|row| row.release.article_number.as_str()).collect();
    assert_eq!((seen.len(), numbers), (7, BTreeSet::from(PRICES.map(|(number, _)| number))));
}

/// Proposes every article, one after the other.
async fn propose_all(portal: &Portal, approver: &Approver) {
    for (number, _) in PRICES {
        propose(portal, approver, number).await;
    }
}

async fn propose(portal: &Portal, approver: &Approver, number: &str) {
    let article = portal.store.learnable_article(approver, number).await.expect("an article").id;
    portal.store.propose_for_assortment(approver, article).await.expect("proposed");
    portal.pass(SignedDuration::from_millis(1));
}

/// The proposal of this article.
async fn proposal(portal: &Portal, approver: &Approver, number: &str) -> ProposalId {
    let rows = portal.store.proposals(approver, None, 100).await.expect("the list");
    rows.iter().find(|row| row.article_number == number).expect("it was proposed").id
}

async fn proposals_page_newest_first_without_loss_or_doubles(engine: Engine) {
    let Office { portal, company, eva, .. } = Office::open(engine).await;
    propose_all(&portal, &eva).await;
    let (withdrawn, declined) = (proposal(&portal, &eva, "A2").await, proposal(&portal, &eva, "A4").await);
    portal.store.withdraw_proposal(&eva, withdrawn).await.expect("taken back");
    portal.store.answer_proposal(&portal.supplier, company.id, declined, false).await.expect("declined");
    let (mut seen, mut before) = (Vec::new(), None);
    loop {
        let page = portal.store.proposals(&eva, before, 2).await.expect("a page");
        let Some(last) = page.last() else { break };
        before = Some(last.id);
        seen.extend(page.iter().map(|row| (row.article_number.clone(), row.state)));
        if seen.len() == 2 {
            // What is proposed meanwhile does not shift the pages.
            propose(&portal, &eva, "A2").await;
        }
    }
    let expected = [
        ("A6", ProposalState::Open),
        ("A5", ProposalState::Open),
        ("A4", ProposalState::Declined),
        ("A3", ProposalState::Open),
        ("A1", ProposalState::Open),
    ];
    assert_eq!(seen, expected.map(|(number, state)| (number.to_owned(), state)));
}

async fn the_supplier_pages_through_what_waits_oldest_first(engine: Engine) {
    let Office { portal, company, eva, .. } = Office::open(engine).await;
    let other = portal.company("andere").await;
    propose_all(&portal, &eva).await;
    propose(&portal, &other.boss, "A1").await;
    let answered = proposal(&portal, &eva, "A4").await;
    portal.store.answer_proposal(&portal.supplier, company.id, answered, false).await.expect("declined");
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let page = portal.store.open_proposals(&portal.supplier, company.id, after, 2).await.expect("a page");
        let Some(last) = page.last() else { break };
        after = Some(last.id);
        seen.extend(page.iter().map(|row| row.article_number.clone()));
    }
    assert_eq!(seen, ["A1", "A2", "A3", "A5", "A6"]);
    let customer = portal.store.customer(&portal.supplier, company.id).await.expect("the customer");
    assert_eq!(customer.proposals, 5, "as many as there are, not as many as a page shows");
}
