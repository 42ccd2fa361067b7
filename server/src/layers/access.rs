//! Who may open which page, by the table of the screens. Pages answer by themselves when a role is missing.

use crate::portal::Portal;
use app::{
    access::{Who, of_page, page_of_download},
    ssr::{PageRequest, own_page},
};
use axum::{
    extract::{Request, State},
    http::{Method, Uri},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use store::{Caller, Need};
use url::form_urlencoded;

/// Leads to the sign-in page whoever must sign in first, on from there whoever has, and to what is missing whoever has only
/// given the password.
pub async fn guard_pages(State(_): State<Portal>, request: Request, next: Next) -> Response {
    let standing = Standing::of(&request);
    let is_page_load = matches!(*request.method(), Method::GET | Method::HEAD);
    match is_page_load.then(|| detour(request.uri(), standing)).flatten() {
        Some(elsewhere) => Redirect::to(&elsewhere).into_response(),
        None => next.run(request).await,
    }
}

const CODE_PAGE: &str = "/anmelden/code";

/// How far somebody has come in.
#[derive(Clone, Copy)]
enum Standing<'r> {
    Nobody,
    /// The password was right.
    AtTheDoor(Need),
    SignedIn(&'r Caller),
}

impl<'r> Standing<'r> {
    fn of(request: &'r Request) -> Self {
        match request.extensions().get::<PageRequest>() {
            Some(PageRequest { caller: Some(caller), .. }) => Self::SignedIn(caller),
            Some(PageRequest { pending: Some(pending), .. }) => Self::AtTheDoor(pending.need()),
            _ => Self::Nobody,
        }
    }
}

/// The page at `path` that leads on to `page` (path and query) afterwards.
fn on_the_way(path: &str, page: &str) -> String {
    format!("{path}?weiter={}", form_urlencoded::byte_serialize(page.as_bytes()).collect::<String>())
}

/// The sign-in page that leads back to `page` (path and query) afterwards; from the page for a code, to where that would have led.
pub(super) fn sign_in_for(page: &str) -> String {
    match page.strip_prefix(CODE_PAGE) {
        Some(query) => wanted(query.trim_start_matches('?')).map_or_else(|| "/anmelden".to_owned(), |page| on_the_way("/anmelden", &page)),
        None => on_the_way("/anmelden", page),
    }
}

fn detour(uri: &Uri, standing: Standing) -> Option<String> {
    if let Some(page) = page_of_download(uri.path()) {
        return way_in(page, standing);
    }
    let who = of_page(uri.path())?;
    let page = uri.path_and_query().map_or("/", |page| page.as_str());
    let query = uri.query().unwrap_or_default();
    match (standing, uri.path()) {
        (Standing::SignedIn(caller), "/anmelden" | CODE_PAGE) => Some(wanted(query).unwrap_or_else(|| home(caller).to_owned())),
        (Standing::SignedIn(caller), "/") => Some(home(caller).to_owned()),
        (Standing::SignedIn(_), _) => None,
        (Standing::AtTheDoor(need), path) => {
            let missing = page_of(need);
            match path {
                _ if path == missing => None,
                "/" => Some(missing.to_owned()),
                "/anmelden" | CODE_PAGE => Some(wanted(query).map_or_else(|| missing.to_owned(), |page| on_the_way(missing, &page))),
                _ => (who != Who::Everybody).then(|| on_the_way(missing, page)),
            }
        }
        (Standing::Nobody, "/") => Some("/anmelden".to_owned()),
        (Standing::Nobody, _) => (who != Who::Everybody).then(|| sign_in_for(page)),
    }
}

/// Signing in leads to pages, so whoever wants a file comes back to the one that offers it.
fn way_in(page: &str, standing: Standing) -> Option<String> {
    match standing {
        Standing::SignedIn(_) => None,
        Standing::AtTheDoor(need) => Some(on_the_way(page_of(need), page)),
        Standing::Nobody => Some(sign_in_for(page)),
    }
}

/// Where what is missing can be given.
const fn page_of(need: Need) -> &'static str {
    match need {
        Need::Code => CODE_PAGE,
        Need::SetUp => "/zweiter-faktor",
    }
}

const fn home(caller: &Caller) -> &'static str {
    match caller {
        Caller::Contact(_) => "/shop",
        Caller::Supplier(_) => "/lieferant",
    }
}

/// The page for which somebody was asked to sign in who has done so meanwhile, in another window.
fn wanted(query: &str) -> Option<String> {
    let (_, page) = form_urlencoded::parse(query.as_bytes()).find(|(key, _)| key == "weiter")?;
    Some(own_page(&page)).filter(|page| page != "/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nobody_at(uri: &'static str) -> Option<String> {
        detour(&Uri::from_static(uri), Standing::Nobody)
    }

    #[test]
    fn whoever_is_not_signed_in_comes_back_to_the_same_address() {
        assert_eq!(nobody_at("/freigaben/7?x=a%20b").as_deref(), Some("/anmelden?weiter=%2Ffreigaben%2F7%3Fx%3Da%2520b"));
        assert_eq!(nobody_at("/").as_deref(), Some("/anmelden"));
        assert_eq!(nobody_at("/anmelden/code").as_deref(), Some("/anmelden"));
        assert_eq!(nobody_at("/anmelden/code?weiter=%2Fkonto").as_deref(), Some("/anmelden?weiter=%2Fkonto"));
        assert_eq!(nobody_at("/anmelden"), None);
        assert_eq!(nobody_at("/gibt/es/nicht"), None);
    }

    #[test]
    fn whoever_has_only_given_the_password_gets_to_what_is_missing() {
        let at_the_door = |need, uri| detour(&Uri::from_static(uri), Standing::AtTheDoor(need));
        for (need, page) in [(Need::Code, "/anmelden/code"), (Need::SetUp, "/zweiter-faktor")] {
            assert_eq!(at_the_door(need, "/"), Some(page.into()));
            assert_eq!(at_the_door(need, "/shop?suche=a"), Some(format!("{page}?weiter=%2Fshop%3Fsuche%3Da")));
            assert_eq!(at_the_door(need, "/anmelden?weiter=%2Fshop"), Some(format!("{page}?weiter=%2Fshop")));
            assert_eq!(at_the_door(need, "/anmelden?weiter=%2F%2Fevil.example"), Some(page.into()));
            assert_eq!(at_the_door(need, "/passwort-vergessen"), None);
        }
        assert_eq!(at_the_door(Need::Code, "/anmelden/code?weiter=%2Fshop"), None);
        assert_eq!(at_the_door(Need::Code, "/zweiter-faktor"), Some("/anmelden/code?weiter=%2Fzweiter-faktor".into()));
        assert_eq!(at_the_door(Need::SetUp, "/zweiter-faktor"), None);
        assert_eq!(at_the_door(Need::SetUp, "/anmelden/code"), Some("/zweiter-faktor".into()));
    }

    #[test]
    fn after_signing_in_elsewhere_only_own_pages_are_opened() {
        let wanted = |uri| wanted(Uri::from_static(uri).query().unwrap_or_default());
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
