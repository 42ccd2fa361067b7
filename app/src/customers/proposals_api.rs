//! Server function of what customers propose for their Kundensortiment.

use crate::{AppError, time::When};
use domain::Rappen;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// An article that a customer proposes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// The proposal's id.
    pub id: String,
    /// The article's number.
    pub number: String,
    /// Its name.
    pub name: String,
    /// The unit in which it is sold.
    pub unit: String,
    /// The price of a unit.
    pub price: Rappen,
    /// Who has proposed it.
    pub by: String,
    /// When.
    pub at: When,
}

/// The supplier's answer to a proposal.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AnswerForm {
    /// The customer.
    pub customer: String,
    /// The proposal.
    pub id: String,
    /// Whether the article comes into the Kundensortiment.
    pub is_accepted: bool,
}

/// Takes a proposed article into the Kundensortiment, or declines it.
#[server(endpoint = "answer_proposal")]
pub async fn answer_proposal(form: AnswerForm) -> Result<(), AppError> {
    use super::address::customer_address;
    use crate::ssr::{answer, parse, redirect, store, supplier};
    use store::ProposalState;
    let person = answer(supplier())?;
    let (customer, id) = (answer(parse(&form.customer))?, answer(parse(&form.id))?);
    let word = match answer(store().answer_proposal(&person, customer, id, form.is_accepted).await)? {
        ProposalState::Accepted => "aufgenommen",
        ProposalState::Declined => "abgelehnt",
        ProposalState::Open | ProposalState::Withdrawn => "zurueckgezogen",
    };
    redirect(&format!("{}?meldung={word}", customer_address(customer)));
    Ok(())
}

#[cfg(feature = "ssr")]
impl From<store::OpenProposal> for Proposal {
    fn from(proposal: store::OpenProposal) -> Self {
        Self {
            id: proposal.id.to_string(),
            number: proposal.article_number,
            name: proposal.article_name,
            unit: proposal.unit,
            price: proposal.price,
            by: proposal.proposed_by,
            at: crate::ssr::when(proposal.proposed_at),
        }
    }
}
