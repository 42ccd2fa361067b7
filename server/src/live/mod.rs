//! Telling open pages that something has changed: `/ereignisse`, a stream of server-sent events.
//!
//! An event says that something has changed, and nothing of what: the page asks again by its server functions, which check who asks.
//! A page that listens is no use of its session, which runs out all the same. The stream ends with the session, when its owner
//! may no longer do what they could when it began, and when the server is told to stop.

mod hand_over;
mod line;
mod places;
mod stream;

pub use hand_over::hand_over;
pub use line::{Lines, Peer};
pub use places::Live;

use crate::{cookie, portal::Portal};
use app::{access::LIVE, ssr::token_hash};
use axum::{
    Router,
    extract::{Query, State},
    http::{
        HeaderMap, HeaderName, StatusCode,
        header::{CACHE_CONTROL, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
    routing::get,
};
use hand_over::Outgoing;
use serde::Deserialize;
use std::time::Duration;
use store::{Caller, Session, StoreError};
use stream::Events;

/// Proxies that gather answers before they pass them on are asked not to.
const UNBUFFERED: HeaderName = HeaderName::from_static("x-accel-buffering");

/// The stream. It stands beside the pages, whose layers are made for answers that end.
pub fn events() -> Router<Portal> {
    Router::new().route(LIVE.0, get(listen))
}

/// What a page says of itself.
#[derive(Deserialize)]
struct Listening {
    /// For how many milliseconds it has been there: what has changed since then it may not know.
    #[serde(default)]
    alter: u64,
}

async fn listen(State(portal): State<Portal>, Query(Listening { alter }): Query<Listening>, headers: HeaderMap) -> Response {
    let session = cookie::value(&headers, portal.settings.session_cookie).map(token_hash);
    let caller = match session {
        Some(session) => caller(&portal, session).await,
        None => Ok(None),
    };
    let (Some(session), Ok(caller)) = (session, caller.as_ref()) else { return refusal(caller.is_err()) };
    let Some(caller) = caller else { return refusal(false) };
    let Some(place) = portal.live.take(session) else {
        tracing::warn!("too many pages listen");
        return refusal(true);
    };
    let changes = portal.store.changes(caller, Duration::from_millis(alter));
    let headers = [(CONTENT_TYPE, "text/event-stream"), (CACHE_CONTROL, "no-store"), (UNBUFFERED, "no")];
    let mut response = (headers, ()).into_response();
    response.extensions_mut().insert(Outgoing::new(Events::new(&portal, caller, changes, place)));
    response
}

/// Whoever is signed in with this session, which rests on.
async fn caller(portal: &Portal, session: [u8; 32]) -> Result<Option<Caller>, StoreError> {
    Ok(match portal.store.resting_session(session).await? {
        Some(Session::Open(caller)) => Some(caller),
        Some(Session::Pending(_) | Session::Ended(_)) | None => None,
    })
}

/// Browsers do not tell a page why: it goes on by asking now and then.
fn refusal(is_for_now: bool) -> Response {
    if is_for_now { StatusCode::SERVICE_UNAVAILABLE } else { StatusCode::UNAUTHORIZED }.into_response()
}
