//! What is learned from releases: what is released time and again can be released for good, or become part of the Kundensortiment.
//!
//! The portal only proposes, and only where a customer wants that; an approver decides. A rule in force is in force whether anything is
//! proposed or not.

mod answer;
mod freed;
mod habit;
mod learnable;
mod list;
mod proposal;
mod standing;

pub use answer::OpenProposal;
pub(crate) use answer::accept_open;
pub(crate) use habit::habits;
pub use habit::{Habit, HabitOf};
pub use learnable::LearnableArticle;
pub use list::{EndedPlace, EndedReleaseRow, StandingReleaseRow};
pub use proposal::{ProposalRefusal, ProposalRow, ProposalState};
pub(crate) use standing::end_those_of;
pub use standing::{StandingRefusal, StandingRelease};

use crate::{
    StoreError,
    engine::{Tx, fetch_value},
};
use domain::{ArticleId, CustomerId};

/// What of an article the orderer may order at a time by the standing releases in force, of the customer `$1`. Where two people release
/// each order, none applies.
macro_rules! allowance {
    ($article:literal, $orderer:literal) => {
        concat!(
            "(select max(f.up_to) from standing_releases f
            where f.customer_id = $1 and f.article_id = ",
            $article,
            " and f.ended_at is null and (f.contact_id is null or f.contact_id = ",
            $orderer,
            ") and not (select k.needs_four_eyes from customers k where k.id = $1))"
        )
    };
}
pub(crate) use allowance;

const ARTICLE_NAME: &str = "select name from articles where id = $1";

async fn article_name(tx: &mut Tx, article: ArticleId) -> Result<String, StoreError> {
    Ok(fetch_value!(tx, String, ARTICLE_NAME, article.0)?)
}

const IS_IN_ASSORTMENT: &str = "select exists (select 1 from assortment_articles where customer_id = $1 and article_id = $2)";

async fn is_in_assortment(tx: &mut Tx, customer: CustomerId, article: ArticleId) -> Result<bool, StoreError> {
    Ok(fetch_value!(tx, bool, IS_IN_ASSORTMENT, customer.0, article.0)?)
}
