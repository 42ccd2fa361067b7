//! Whatever changes something may have put a mail into the outbox.

use crate::portal::Portal;
use axum::{
    extract::{Request, State},
    http::Method,
    middleware::Next,
    response::Response,
};

/// Wakes the mailer after every call of a server function.
pub async fn wake_mailer(State(portal): State<Portal>, request: Request, next: Next) -> Response {
    let may_change = request.method() == Method::POST;
    let response = next.run(request).await;
    if may_change {
        portal.mail_wake.notify_one();
    }
    response
}
