//! Which answers travel compressed.

use app::access::shows_secret;
use axum::{
    extract::Request,
    http::{Extensions, HeaderMap, StatusCode, Version},
    middleware::Next,
    response::Response,
};
use tower_http::{
    CompressionLevel,
    compression::{CompressionLayer, DefaultPredicate, Predicate},
};

/// Stands with an answer that travels as it is.
#[derive(Clone, Copy)]
struct Unpacked;

/// Compresses pages, but for those that [`spare_secrets`] has marked.
pub fn pack() -> CompressionLayer<impl Predicate> {
    // Pages are made for one reader each: packing them well would take as long as making them.
    CompressionLayer::new().quality(CompressionLevel::Fastest).compress_when(DefaultPredicate::new().and(may_be_packed))
}

fn may_be_packed(_: StatusCode, _: Version, _: &HeaderMap, extensions: &Extensions) -> bool {
    extensions.get::<Unpacked>().is_none()
}

/// Marks the pages that show a secret. Where a page repeats what came with the request, its length when compressed would tell whoever
/// can send people there, and listens on the line, how much of the secret they have guessed (BREACH).
pub async fn spare_secrets(request: Request, next: Next) -> Response {
    let is_secret = shows_secret(request.uri().path());
    let mut response = next.run(request).await;
    if is_secret {
        response.extensions_mut().insert(Unpacked);
    }
    response
}
