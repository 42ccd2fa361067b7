//! Articles that are proposed for a Kundensortiment, and the supplier's answer.

use crate::ordering::{Company, Office, Portal, article, id, is_not_found, refusal};
use domain::{ApprovalKind, ArticleId, audit::AuditEvent};
use jiff::SignedDuration;
use store::{Approver, Availability, NewArticle, OpenProposal, ProposalRefusal, ProposalState, Store, StoreError};
use testbed::{Engine, both_engines};

both_engines![
    what_is_accepted_is_in_the_assortment,
    what_is_declined_is_not_and_can_be_proposed_again,
    who_proposed_it_hears_of_the_answer_once,
    a_proposal_is_taken_back,
    the_supplier_sees_what_is_open_and_nothing_else,
    what_is_in_or_sold_no_more_is_not_proposed,
    adding_the_article_by_hand_answers_the_proposal,
    nobody_answers_or_takes_back_what_is_not_theirs,
];

async fn number(store: &Store, approver: &Approver, number: &str) -> ArticleId {
    store.learnable_article(approver, number).await.expect("an article").id
}

async fn states(store: &Store, approver: &Approver) -> Vec<ProposalState> {
    store.proposals(approver, None, 100).await.expect("the list").iter().map(|row| row.state).collect()
}

/// What the supplier sees of a company's proposals.
async fn waiting(portal: &Portal, company: &Company) -> Vec<OpenProposal> {
    portal.store.open_proposals(&portal.supplier, company.id, None, 100).await.expect("the supplier's list")
}

async fn what_is_accepted_is_in_the_assortment(engine: Engine) {
    let Office { portal, company, eva, .. } = Office::open(engine).await;
    let store = &portal.store;
    let outside = portal.employ_under(&company, "ausser", ApprovalKind::ReviewOutsideAssortment, id(&eva)).await;
    let article = number(store, &eva, "A1").await;
    store.propose_for_assortment(&eva, article).await.expect("proposed");
    assert!(portal.place(&outside, &["A1"]).await.waits, "it is only proposed");
    let open = waiting(&portal, &company).await.remove(0);
    assert_eq!((open.article_number.as_str(), open.proposed_by.as_str()), ("A1", "muster.eva Muster"));
    store.answer_proposal(&portal.supplier, company.id, open.id, true).await.expect("accepted");
    assert!(!portal.place(&outside, &["A1"]).await.waits);
    assert_eq!(states(store, &eva).await, [ProposalState::Accepted]);
    let seen = store.learnable_article(&eva, "A1").await.expect("an article");
    assert!(seen.is_in_assortment && !seen.is_proposed);
}

async fn what_is_declined_is_not_and_can_be_proposed_again(engine: Engine) {
    let Office { portal, company, eva, zwei, .. } = Office::open(engine).await;
    let store = &portal.store;
    let article = number(store, &eva, "A1").await;
    store.propose_for_assortment(&eva, article).await.expect("proposed");
    store.propose_for_assortment(&zwei, article).await.expect("proposed already");
    let open = waiting(&portal, &company).await;
    assert_eq!(open.len(), 1);
    store.answer_proposal(&portal.supplier, company.id, open[0].id, false).await.expect("declined");
    assert!(!store.learnable_article(&eva, "A1").await.expect("an article").is_in_assortment);
    portal.pass(SignedDuration::from_millis(1));
    store.propose_for_assortment(&zwei, article).await.expect("proposed again");
    assert_eq!(states(store, &eva).await, [ProposalState::Open, ProposalState::Declined]);
    portal.pass(SignedDuration::from_hours(400 * 24));
    assert_eq!(states(store, &eva).await, [ProposalState::Open, ProposalState::Declined], "an old answer stays in the list");
}

async fn who_proposed_it_hears_of_the_answer_once(engine: Engine) {
    let Office { portal, company, eva, .. } = Office::open(engine).await;
    let store = &portal.store;
    store.propose_for_assortment(&eva, number(store, &eva, "A1").await).await.expect("proposed");
    let open = waiting(&portal, &company).await.remove(0);
    for is_accepted in [true, true, false] {
        let stands = store.answer_proposal(&portal.supplier, company.id, open.id, is_accepted).await.expect("answered");
        assert_eq!(stands, ProposalState::Accepted, "the first answer stands");
    }
    assert_eq!(states(store, &eva).await, [ProposalState::Accepted], "the first answer stands");
    let notices = portal.peek.notices("proposal_answered").await;
    assert!(notices.len() == 1 && notices[0].contains(r#""is_accepted":true"#), "{notices:?}");
}

async fn a_proposal_is_taken_back(engine: Engine) {
    let Office { portal, company, eva, zwei, .. } = Office::open(engine).await;
    let store = &portal.store;
    store.propose_for_assortment(&eva, number(store, &eva, "A1").await).await.expect("proposed");
    let proposal = store.proposals(&eva, None, 1).await.expect("the list").remove(0);
    for _ in 0..2 {
        store.withdraw_proposal(&zwei, proposal.id).await.expect("taken back");
    }
    assert!(waiting(&portal, &company).await.is_empty());
    let stands = store.answer_proposal(&portal.supplier, company.id, proposal.id, true).await.expect("too late, and no error");
    assert_eq!(stands, ProposalState::Withdrawn);
    assert!(!store.learnable_article(&eva, "A1").await.expect("an article").is_in_assortment);
    let kept = portal.peek.texts("select event from audit_entries where event like '%proposal%' or event like '%assortment_%'").await;
    assert_eq!(kept.len(), 2, "{kept:?}");
    let withdrawn = serde_json::to_string(&AuditEvent::ProposalWithdrawn { article: "A1".into() }).expect("JSON");
    assert!(kept.contains(&withdrawn), "{kept:?}");
}

async fn the_supplier_sees_what_is_open_and_nothing_else(engine: Engine) {
    let Office { portal, company, eva, .. } = Office::open(engine).await;
    let store = &portal.store;
    let other = portal.company("andere").await;
    for name in ["A1", "A2"] {
        store.propose_for_assortment(&eva, number(store, &eva, name).await).await.expect("proposed");
    }
    let customers = store.customers(&portal.supplier).await.expect("the customers");
    let proposals = |id| customers.iter().find(|row| row.id == id).map(|row| row.proposals);
    assert_eq!((proposals(company.id), proposals(other.id)), (Some(2), Some(0)));
    assert!(waiting(&portal, &other).await.is_empty());
}

async fn what_is_in_or_sold_no_more_is_not_proposed(engine: Engine) {
    let Office { portal, company, eva, .. } = Office::open(engine).await;
    let store = &portal.store;
    portal.agree(&company, &["A1"]).await;
    assert_eq!(refusal(store.propose_for_assortment(&eva, number(store, &eva, "A1").await).await), ProposalRefusal::IsIn);
    let gone = NewArticle { availability: Availability::Discontinued, ..article("A2", "Artikel A2", 990) };
    store.import_catalogue(vec![], vec![gone]).await.expect("imported");
    assert_eq!(refusal(store.propose_for_assortment(&eva, number(store, &eva, "A2").await).await), ProposalRefusal::NotSold);
}

async fn adding_the_article_by_hand_answers_the_proposal(engine: Engine) {
    let Office { portal, company, eva, .. } = Office::open(engine).await;
    let store = &portal.store;
    store.propose_for_assortment(&eva, number(store, &eva, "A1").await).await.expect("proposed");
    portal.agree(&company, &["A1"]).await;
    assert_eq!(states(store, &eva).await, [ProposalState::Accepted]);
    assert_eq!(portal.peek.notices("proposal_answered").await.len(), 1);
}

async fn nobody_answers_or_takes_back_what_is_not_theirs(engine: Engine) {
    let Office { portal, company, eva, zwei, .. } = Office::open(engine).await;
    let store = &portal.store;
    let other = portal.company("andere").await;
    let article = number(store, &eva, "A1").await;
    store.propose_for_assortment(&eva, article).await.expect("proposed");
    let proposal = store.proposals(&eva, None, 1).await.expect("the list").remove(0).id;
    assert!(matches!(store.withdraw_proposal(&other.boss, proposal).await, Err(StoreError::NotFound)));
    assert!(matches!(store.answer_proposal(&portal.supplier, other.id, proposal, true).await, Err(StoreError::NotFound)));
    store.delete_contact(&company.boss, id(&zwei), None).await.expect("deleted");
    assert!(is_not_found(&store.propose_for_assortment(&zwei, article).await));
    assert!(matches!(store.withdraw_proposal(&zwei, proposal).await, Err(StoreError::NotFound)));
    assert_eq!(states(store, &eva).await, [ProposalState::Open]);
}
