//! Who may open which page, by the table of the screens. Pages answer by themselves when a role is missing.

use crate::portal::Portal;
use app::{
    access::{Who, of_page},
    ssr::PageRequest,
};
use axum::{
    extract::{Request, State},
    http::{HeaderValue, Method, Uri},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use store::Caller;
use url::form_urlencoded;

/// Leads to the sign-in page whoever must sign in first, and away from it whoever has.
pub async fn guard_pages(State(_): State<Portal>, request: Request, next: Next) -> Response {
    let caller = request.extensions().get::<PageRequest>().and_then(|page| page.caller.as_ref());
    let is_page_load = matches!(*request.method(), Method::GET | Method::HEAD);
    match is_page_load.then(|| detour(request.uri(), caller)).flatten() {
        Some(elsewhere) => Redirect::to(&elsewhere).into_response(),
        None => next.run(request).await,
    }
}

/// The sign-in page that leads back to `page` (path and query) afterwards.
pub(super) fn sign_in_for(page: &str) -> String {
    format!("/anmelden?weiter={}", form_urlencoded::byte_serialize(page.as_bytes()).collect::<String>())
}

fn detour(uri: &Uri, caller: Option<&Caller>) -> Option<String> {
    let who = of_page(uri.path())?;
    match (caller, uri.path()) {
        (Some(caller), "/anmelden") => Some(wanted(uri).unwrap_or_else(|| home(caller).to_owned())),
        (Some(caller), "/") => Some(home(caller).to_owned()),
        (None, "/") => Some("/anmelden".to_owned()),
        (None, _) if who != Who::Everybody => Some(sign_in_for(uri.path_and_query().map_or("/", |page| page.as_str()))),
        _ => None,
    }
}

const fn home(caller: &Caller) -> &'static str {
    match caller {
        Caller::Contact(_) => "/shop",
        Caller::Supplier(_) => "/lieferant",
    }
}

/// The page for which somebody was asked to sign in who has done so meanwhile, in another window.
fn wanted(uri: &Uri) -> Option<String> {
    let query = uri.query().unwrap_or_default();
    let (_, page) = form_urlencoded::parse(query.as_bytes()).find(|(key, _)| key == "weiter")?;
    let path = page.split(['?', '#']).next().unwrap_or_default();
    let is_own = of_page(path).is_some() && path != "/anmelden" && !page.contains('\\');
    (is_own && HeaderValue::from_str(&page).is_ok()).then(|| page.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nobody_at(uri: &'static str) -> Option<String> {
        detour(&Uri::from_static(uri), None)
    }

    #[test]
    fn whoever_is_not_signed_in_comes_back_to_the_same_address() {
        assert_eq!(nobody_at("/freigaben/7?x=a%20b").as_deref(), Some("/anmelden?weiter=%2Ffreigaben%2F7%3Fx%3Da%2520b"));
        assert_eq!(nobody_at("/").as_deref(), Some("/anmelden"));
        assert_eq!(nobody_at("/anmelden"), None);
        assert_eq!(nobody_at("/gibt/es/nicht"), None);
    }

    #[test]
    fn after_signing_in_elsewhere_only_own_pages_are_opened() {
        let wanted = |uri| wanted(&Uri::from_static(uri));
        assert_eq!(wanted("/anmelden?weiter=%2Ffreigaben%2F7").as_deref(), Some("/freigaben/7"));
        for foreign in [
            "/anmelden",
            "/anmelden?weiter=%2F%2Fevil.example",
            "/anmelden?weiter=https%3A%2F%2Fevil.example",
            "/anmelden?weiter=%2Fanmelden",
        ] {
            assert_eq!(wanted(foreign), None, "{foreign}");
        }
    }
}
