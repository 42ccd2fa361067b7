//! A record of which exactly the last entry was cut off, and the head set back: people and rules that have rows tell of it.

use crate::{
    audit::{fault, unlock},
    audit_untold::assert_missed,
    learning::{release, rows},
    ordering::{Company, Portal},
};
use domain::{Absence, ApprovalKind::Unrestricted, ArticleId};
use jiff::{SignedDuration, civil::date};
use store::{ChainFault, Deed, Untold};
use testbed::{Engine, both_engines};

both_engines![
    a_customer_without_any_entry_is_missed,
    a_contact_is_missed,
    a_contact_that_was_deleted_is_missed,
    a_substitute_is_missed,
    a_substitute_who_stands_in_no_more_is_missed,
    a_cost_centre_is_missed,
    a_cost_centre_out_of_use_or_back_in_it_is_missed,
    a_standing_release_is_missed,
    a_standing_release_in_the_place_of_another_is_missed,
    a_standing_release_that_was_ended_is_missed,
    a_proposal_is_missed,
    a_proposal_that_was_taken_back_is_missed,
    an_answer_to_a_proposal_is_missed,
    what_came_into_the_assortment_and_out_of_it_is_missed,
];

async fn with_a_company(engine: Engine) -> (Portal, Company) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    (portal, company)
}

async fn a_customer_without_any_entry_is_missed(engine: Engine) {
    let (portal, _) = with_a_company(engine).await;
    unlock(&portal).await;
    let back = "update audit_heads set last_number = 0, last_hash = (select previous_hash from audit_entries where number = 1)";
    portal.peek.execute(back).await.expect("set back");
    portal.peek.execute("delete from audit_entries").await.expect("cut off");
    let untold = Untold { deed: Deed::Customer, order_number: None };
    assert_eq!(fault(&portal).await, (0, ChainFault::Untold(untold)));
}

async fn a_contact_is_missed(engine: Engine) {
    let (portal, company) = with_a_company(engine).await;
    portal.employ(&company, "frei", Unrestricted).await;
    assert_missed(&portal, "contact_created", Deed::Contact, None).await;
}

async fn a_contact_that_was_deleted_is_missed(engine: Engine) {
    let (portal, company) = with_a_company(engine).await;
    let leaving = portal.employ(&company, "frei", Unrestricted).await.contact_id();
    portal.store.delete_contact(&company.boss, leaving, None).await.expect("deleted");
    assert_missed(&portal, "contact_deleted", Deed::Deletion, None).await;
}

/// A company of which the first approver is away.
async fn with_an_absence(engine: Engine) -> (Portal, Company) {
    let (portal, company) = with_a_company(engine).await;
    let substitute = portal.promote(&company, "zwei").await.orderer().contact_id();
    let (first, last) = (date(2026, 11, 24), date(2026, 11, 25));
    let absence = Absence { approver: company.boss.orderer().contact_id(), substitute, first, last };
    portal.store.enter_absence(&company.boss, absence).await.expect("entered");
    (portal, company)
}

async fn a_substitute_is_missed(engine: Engine) {
    let (portal, _) = with_an_absence(engine).await;
    assert_missed(&portal, "substitute_named", Deed::Substitute, None).await;
}

async fn a_substitute_who_stands_in_no_more_is_missed(engine: Engine) {
    let (portal, company) = with_an_absence(engine).await;
    let absences = portal.store.absences(&company.boss).await.expect("a list").rows;
    portal.store.end_absence(&company.boss, absences[0].id).await.expect("ended");
    assert_missed(&portal, "substitute_ended", Deed::SubstituteEnd, None).await;
}

async fn a_cost_centre_is_missed(engine: Engine) {
    let (portal, company) = with_a_company(engine).await;
    portal.cost_centre(&company, "100", None).await;
    assert_missed(&portal, "cost_centre_saved", Deed::CostCentre, None).await;
}

async fn a_cost_centre_out_of_use_or_back_in_it_is_missed(engine: Engine) {
    for steps in [&[true][..], &[true, false]] {
        let (portal, company) = with_a_company(engine).await;
        let centre = portal.cost_centre(&company, "100", None).await;
        for is_archived in steps {
            portal.store.archive_cost_centre(&company.boss, centre, *is_archived).await.expect("archived, or not");
        }
        assert_missed(&portal, "cost_centre_archived", Deed::Archive, None).await;
    }
}

/// A company with a standing release.
async fn with_a_standing_release(engine: Engine) -> (Portal, Company) {
    let (portal, company) = with_a_company(engine).await;
    release(&portal, &company.boss, "A1", None, 2_500).await;
    portal.pass(SignedDuration::from_millis(1));
    (portal, company)
}

async fn a_standing_release_is_missed(engine: Engine) {
    let (portal, _) = with_a_standing_release(engine).await;
    assert_missed(&portal, "standing_release_set", Deed::StandingRelease, None).await;
}

async fn a_standing_release_in_the_place_of_another_is_missed(engine: Engine) {
    let (portal, company) = with_a_standing_release(engine).await;
    release(&portal, &company.boss, "A1", None, 5_000).await;
    assert_missed(&portal, "standing_release_set", Deed::StandingRelease, None).await;
}

async fn a_standing_release_that_was_ended_is_missed(engine: Engine) {
    let (portal, company) = with_a_standing_release(engine).await;
    let row = rows(&portal, &company.boss).await.remove(0);
    portal.store.end_standing_release(&company.boss, row.id).await.expect("ended");
    assert_missed(&portal, "standing_release_ended", Deed::StandingReleaseEnd, None).await;
}

/// A company that has proposed an article for its assortment, and this article.
async fn with_a_proposal(engine: Engine) -> (Portal, Company, ArticleId) {
    let (portal, company) = with_a_company(engine).await;
    let article = portal.store.learnable_article(&company.boss, "A1").await.expect("an article").id;
    portal.store.propose_for_assortment(&company.boss, article).await.expect("proposed");
    (portal, company, article)
}

async fn a_proposal_is_missed(engine: Engine) {
    let (portal, ..) = with_a_proposal(engine).await;
    assert_missed(&portal, "assortment_proposed", Deed::Proposal, None).await;
}

async fn a_proposal_that_was_taken_back_is_missed(engine: Engine) {
    let (portal, company, _) = with_a_proposal(engine).await;
    let proposal = portal.store.proposals(&company.boss, None, 1).await.expect("the list").remove(0);
    portal.store.withdraw_proposal(&company.boss, proposal.id).await.expect("taken back");
    assert_missed(&portal, "proposal_withdrawn", Deed::ProposalEnd, None).await;
}

async fn an_answer_to_a_proposal_is_missed(engine: Engine) {
    let (portal, company, _) = with_a_proposal(engine).await;
    let open = portal.store.open_proposals(&portal.supplier, company.id, None, 1).await.expect("the list").remove(0);
    portal.store.answer_proposal(&portal.supplier, company.id, open.id, false).await.expect("declined");
    assert_missed(&portal, "proposal_answered", Deed::Answer, None).await;
}

async fn what_came_into_the_assortment_and_out_of_it_is_missed(engine: Engine) {
    let (portal, company, article) = with_a_proposal(engine).await;
    // With it the proposal is accepted.
    portal.store.add_to_assortment(&portal.supplier, company.id, article).await.expect("added");
    assert_missed(&portal, "assortment_added", Deed::Assortment, None).await;

    let (portal, company, article) = with_a_proposal(engine).await;
    portal.store.add_to_assortment(&portal.supplier, company.id, article).await.expect("added");
    portal.store.remove_from_assortment(&portal.supplier, company.id, article).await.expect("removed");
    assert_missed(&portal, "assortment_removed", Deed::Assortment, None).await;
}
