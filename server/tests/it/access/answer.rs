//! Answers, made comparable.

use super::rule::Outcome;
use crate::support::Page;

/// What differs from answer to answer for reasons of its own.
const VOLATILE: [&str; 2] = ["date", "x-request-id"];

/// Where what is missing besides the password can be given.
const MISSING: [&str; 2] = ["/anmelden/code", "/zweiter-faktor"];

/// The answer without what is different each time: times, nonces, the request's id, new tokens, and the id that was asked for.
pub fn essence(page: &Page, id: &str) -> String {
    let nonce = page.header("content-security-policy").split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).unwrap_or("-");
    let plain = |text: &str| {
        let replaced = [(nonce, "NONCE"), (page.header("x-request-id"), "REQUEST"), (id, "ID")];
        replaced.iter().filter(|(own, _)| own.len() > 1).fold(text.to_owned(), |text, (own, name)| text.replace(own, name))
    };
    let mut headers: Vec<_> = page
        .headers
        .iter()
        .filter(|(name, _)| !VOLATILE.contains(&name.as_str()))
        .map(|(name, value)| {
            let value = plain(&String::from_utf8_lossy(value.as_bytes()));
            let is_cookie = name == "set-cookie";
            format!("{name}: {}", if is_cookie { value.split('=').next().unwrap_or_default() } else { &value })
        })
        .collect();
    headers.sort();
    format!("{}\n{}\n\n{}", page.status, headers.join("\n"), plain(&page.body))
}

/// The first place at which two answers differ.
pub fn difference(one: &str, other: &str) -> String {
    let at = one.chars().zip(other.chars()).take_while(|(one, other)| one == other).count();
    let around = |text: &str| text.chars().skip(at.saturating_sub(40)).take(120).collect::<String>();
    format!("{:?} and {:?}", around(one), around(other))
}

/// Whether a page came out as it must; `path` is what was asked for.
pub fn is_page(page: &Page, outcome: Outcome, path: &str) -> bool {
    let by_way_of = |door: &str| if path == "/" { door.to_owned() } else { format!("{door}?weiter={}", path.replace('/', "%2F")) };
    match outcome {
        // Whoever is in already is led on from the door.
        Outcome::NotThere if path == "/anmelden/code" => page.status == 303 && ["/shop", "/lieferant"].contains(&page.location()),
        // And whoever is not, to what is missing.
        Outcome::Answered if ["/", "/anmelden"].contains(&path) && MISSING.contains(&page.location()) => page.status == 303,
        Outcome::SetUpFirst if path == "/anmelden/code" => (page.status, page.location()) == (303, "/zweiter-faktor"),
        Outcome::SetUpFirst => (page.status, page.location()) == (303, &by_way_of("/zweiter-faktor")),
        Outcome::Answered => page.status == 200 || ([302, 303].contains(&page.status) && !page.location().starts_with("/anmelden")),
        Outcome::SignInFirst if path == "/anmelden/code" => (page.status, page.location()) == (303, "/anmelden"),
        Outcome::SignInFirst => (page.status, page.location()) == (303, &by_way_of("/anmelden")),
        Outcome::CodeFirst => (page.status, page.location()) == (303, &by_way_of("/anmelden/code")),
        Outcome::NotThere => page.status == 404,
    }
}

/// Whether a file came out as it must. Who must sign in first is led to the page that offers it.
pub fn is_download(page: &Page, outcome: Outcome, path: &str) -> bool {
    let offered_by = path.rsplit_once('/').map_or("/", |(page, _)| page);
    match outcome {
        Outcome::Answered => page.status == 200 && page.header("content-disposition").starts_with("attachment; filename=\""),
        Outcome::NotThere => page.status == 404,
        _ => is_page(page, outcome, offered_by),
    }
}

/// Whether a call came out as it must.
pub fn is_call(page: &Page, outcome: Outcome) -> bool {
    match outcome {
        Outcome::Answered => matches!(page.status, 200 | 409 | 422),
        Outcome::SignInFirst | Outcome::CodeFirst | Outcome::SetUpFirst => (page.status, page.body.as_str()) == (401, "\"SignedOut\""),
        Outcome::NotThere => (page.status, page.body.as_str()) == (404, "\"NotFound\""),
    }
}
