//! Writing a comment.

use crate::{AppError, json::Lean, show::Comment};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// A comment on its way.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CommentForm {
    /// The order.
    pub id: String,
    /// How many comments of their own on this order the author had before them: a form that is sent twice writes one.
    #[serde(default)]
    pub seen: usize,
    /// What was typed.
    #[serde(default)]
    pub comment: String,
}

/// Writes to the others about an order; the answer is the whole thread.
#[server(endpoint = "write_comment", output = Lean)]
pub async fn write_comment(form: CommentForm) -> Result<Vec<Comment>, AppError> {
    use crate::ssr::{answer, comments_for, order_id, orderer, store};
    let orderer = answer(orderer())?;
    let id = answer(order_id(&form.id))?;
    let comment = answer(domain::comment::parse(&form.comment).map_err(|problem| AppError::field("comment", problem)))?;
    let comments = answer(store().comment(&orderer, id, form.seen, comment).await)?;
    Ok(comments_for(orderer.contact_id(), comments))
}

#[cfg(feature = "ssr")]
mod conversions {
    use crate::{AppError, Refusal, ssr::when};
    use domain::CustomerRule;
    use store::CommentRefusal;

    impl From<CommentRefusal> for AppError {
        fn from(refusal: CommentRefusal) -> Self {
            Self::refused(&match refusal {
                CommentRefusal::TooMany { possible_from } => Refusal::TooManyComments { from: when(possible_from).absolute },
                CommentRefusal::SwitchedOff => Refusal::SwitchedOff { rule: CustomerRule::WritesComments },
            })
        }
    }
}
