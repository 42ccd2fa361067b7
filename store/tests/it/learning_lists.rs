//! The lists of what was learned come in pages.

use crate::{
    learning::{release, rows},
    ordering::{Office, PRICES, Portal},
};
use domain::ProposalId;
use jiff::SignedDuration;
use store::{Approver, ProposalState};
use testbed::{Engine, both_engines};

both_engines![
    standing_releases_page_newest_first_without_loss_or_doubles,
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
