//! What customers propose for their Kundensortiment, and the server function of the answer.

use crate::{AppError, time::When};
use domain::Rappen;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// Proposals on one page.
#[cfg(feature = "ssr")]
const PAGE: u32 = 25;

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
pub use server::proposals;

#[cfg(feature = "ssr")]
mod server {
    use super::{PAGE, Proposal};
    use crate::{
        ssr::{store, when},
        ui::Page,
    };
    use domain::CustomerId;
    use store::{OpenProposal, StoreError, SupplierPerson};

    /// What waits for an answer, the oldest first, from after a proposal on.
    pub async fn proposals(person: &SupplierPerson, customer: CustomerId, after: &str) -> Result<Page<Proposal>, StoreError> {
        let after = after.parse().ok();
        let rows = store().open_proposals(person, customer, after, PAGE + 1).await?;
        Ok(Page::of(rows, PAGE, after.is_some(), |row| row.id.to_string()))
    }

    impl From<OpenProposal> for Proposal {
        fn from(proposal: OpenProposal) -> Self {
            Self {
                id: proposal.id.to_string(),
                number: proposal.article_number,
                name: proposal.article_name,
                unit: proposal.unit,
                price: proposal.price,
                by: proposal.proposed_by,
                at: when(proposal.proposed_at),
            }
        }
    }
}
