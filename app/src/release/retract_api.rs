//! The server function that takes a release back.

use crate::AppError;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// Which release to take back.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RetractForm {
    /// The order.
    pub id: String,
    /// When it was released, as the page has shown it (RFC 3339).
    pub released_at: String,
}

/// Takes an own release back by which an order has gone on, and leads to the order as it is then.
#[server(endpoint = "retract_release")]
pub async fn retract_release(form: RetractForm) -> Result<(), AppError> {
    use crate::ssr::{answer, approver, order_id, redirect, store};
    use store::Stamp;
    let approver = answer(approver())?;
    let id = answer(order_id(&form.id))?;
    let released_at = answer(form.released_at.parse().map(Stamp::new).map_err(|_| AppError::BadRequest))?;
    answer(store().retract(&approver, id, released_at).await)?;
    redirect(&format!("/freigaben/{id}"));
    Ok(())
}
