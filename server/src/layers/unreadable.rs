//! Whoever calls a server function with arguments that cannot be read has made a mistake; the server has not.

use super::limits::BODY;
use app::AppError;
use axum::{
    body::{Body, to_bytes},
    extract::Request,
    http::StatusCode,
    middleware::Next,
    response::Response,
};
use leptos::server_fn::error::{FromServerFnError, SERVER_FN_ERROR_HEADER};

/// Gives calls that could not be read the status that belongs to them: they fail before a server function could set it.
pub async fn refuse_unreadable(request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    let has_failed = response.status() == StatusCode::INTERNAL_SERVER_ERROR && response.headers().contains_key(SERVER_FN_ERROR_HEADER);
    if has_failed { judged(response).await } else { response }
}

async fn judged(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    let error = to_bytes(body, BODY).await.unwrap_or_default();
    if AppError::de(error.clone()) == AppError::BadRequest {
        parts.status = StatusCode::BAD_REQUEST;
    }
    Response::from_parts(parts, Body::from(error))
}
