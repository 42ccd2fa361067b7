//! What the answers to a mail have in common.

use crate::{
    AppError, Refusal,
    ssr::{drop_draft, redirect},
};
use domain::OrderId;

/// Who finds nothing by a link hears that it is worth nothing, whatever the reason.
pub fn spent(error: AppError) -> AppError {
    if error == AppError::NotFound { AppError::refused(&Refusal::LinkSpent) } else { error }
}

/// Shows the order again as it is now. What came back before, to whichever form of the page, is settled; where it cannot be forgotten,
/// the answer counts all the same.
pub async fn show_again(id: OrderId, code: &str) {
    let page = format!("/freigaben/{id}/mail");
    if let Err(error) = drop_draft(&page).await {
        tracing::error!(?error, "a draft cannot be forgotten");
    }
    redirect(&format!("{page}?code={code}"));
}
