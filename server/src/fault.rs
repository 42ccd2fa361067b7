//! Answers of the layers when a request cannot reach its page: small pages that look like those at the door and need
//! nothing but the files of the site, or the error of the server functions where a script asks.

mod again;

use crate::{language, layers::RequestId};
use again::Asked;
use app::{AppError, Refusal, text, words_at_the_door};
use axum::{
    extract::Request,
    http::{
        HeaderValue, StatusCode,
        header::{ACCEPT, CONTENT_SECURITY_POLICY, CONTENT_TYPE},
    },
    response::{Html, IntoResponse, Response},
};
use domain::Language;
use leptos::server_fn::error::FromServerFnError;
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// Only the stylesheet, its fonts and the icons.
const POLICY: &str =
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Why a request went no further.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It came from another site.
    Forbidden,
    /// There is nothing at this address.
    NotFound,
    /// There is something, but not by this method.
    NotAllowed,
    /// The body is too long.
    TooLarge,
    /// Too many of its kind came from one address.
    TooMany,
    /// The database does not answer, or the answer took too long.
    Unavailable,
    /// The code has a fault.
    Internal,
}

/// What an answer must know of the one who asks; taken from the request before it goes on its way.
#[derive(Clone, Debug)]
pub struct Asker {
    id: Option<RequestId>,
    language: Language,
    asked: Asked,
    wants_page: bool,
}

impl Asker {
    /// Reads a request.
    #[must_use]
    pub fn of(request: &Request) -> Self {
        let accepts = request.headers().get(ACCEPT).and_then(|accept| accept.to_str().ok()).unwrap_or_default();
        let is_call = request.uri().path().starts_with("/api/");
        Self {
            id: request.extensions().get::<RequestId>().copied(),
            language: language::chosen(request.headers()).or_else(|| language::accepted(request.headers())).unwrap_or(Language::German),
            asked: Asked::of(request),
            wants_page: !is_call || accepts.contains("text/html"),
        }
    }

    /// Says what went wrong, in the form that was asked for.
    #[must_use]
    pub fn answer(&self, fault: Fault) -> Response {
        if !self.wants_page {
            return (fault.status(), [(CONTENT_TYPE, "application/json")], fault.error(self.language).ser()).into_response();
        }
        let mut response = (fault.status(), Html(self.page(fault).into_string())).into_response();
        response.headers_mut().insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
        response
    }

    fn page(&self, fault: Fault) -> Markup {
        let l = self.language;
        let (title, advice) = fault.words(l);
        html! {
            (DOCTYPE)
            html lang=(l.word()) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    link rel="icon" href="/favicon.svg" type="image/svg+xml";
                    link rel="stylesheet" href="/pkg/freigabe.css";
                    title { (title) " · Freigabe" }
                }
                body class="hero-signin" {
                    a class="skip-link" href="#main" { (text::common::skip_to_content(l)) }
                    (PreEscaped(words_at_the_door(l)))
                    main class="hero-main" id="main" tabindex="-1" {
                        div class="hero-card" {
                            h1 { (title) }
                            p class="hero-help" { (advice) }
                            (self.ways_on(fault))
                        }
                    }
                }
            }
        }
    }

    /// What to do next, and by which name to ask about it.
    fn ways_on(&self, fault: Fault) -> Markup {
        let l = self.language;
        let again = if fault.passes() { self.asked.again(l) } else { None };
        let kind = if again.is_some() { "secondary" } else { "primary" };
        html! {
            p class="button-row" {
                @if let Some((page, label)) = again { a class="button" data-kind="primary" href=(page) { (label) } }
                a class="button" data-kind=(kind) href="/" { (text::errors::to_start(l)) }
            }
            @if let Some(id) = self.id { p class="hero-help" { small { (text::fault::request_id(l, id)) } } }
        }
    }
}

impl Fault {
    const fn status(self) -> StatusCode {
        match self {
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::NotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Whether the same may work a little later.
    const fn passes(self) -> bool {
        matches!(self, Self::TooMany | Self::Unavailable | Self::Internal)
    }

    fn words(self, l: Language) -> (&'static str, &'static str) {
        match self {
            Self::Forbidden => (text::fault::forbidden(l), text::fault::forbidden_advice(l)),
            Self::NotFound => (text::errors::not_found(l), text::errors::not_found_advice(l)),
            Self::NotAllowed => (text::fault::not_allowed(l), text::errors::not_found_advice(l)),
            Self::TooLarge => (text::fault::too_large(l), text::fault::too_large_advice(l)),
            Self::TooMany => (text::fault::too_many(l), text::fault::too_many_advice(l)),
            Self::Unavailable => (text::errors::unavailable(l), text::errors::unavailable_advice(l)),
            Self::Internal => (text::errors::internal(l), text::errors::internal_advice(l)),
        }
    }

    fn error(self, l: Language) -> AppError {
        match self {
            Self::NotFound => AppError::NotFound,
            Self::Forbidden | Self::NotAllowed | Self::TooLarge => AppError::BadRequest,
            Self::TooMany => AppError::Refused(Refusal::TooManyAttempts { minutes: 1 }.put_into_words(l)),
            Self::Unavailable => AppError::Unavailable,
            Self::Internal => AppError::Internal,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::{
        body::Body,
        http::{
            Request as Sent,
            header::{ACCEPT_LANGUAGE, REFERER},
        },
    };

    const PASSING: [Fault; 3] = [Fault::TooMany, Fault::Unavailable, Fault::Internal];
    const LASTING: [Fault; 4] = [Fault::Forbidden, Fault::NotFound, Fault::NotAllowed, Fault::TooLarge];

    fn got(uri: &str, fault: Fault, language: &str) -> String {
        let request = Sent::get(uri).header(ACCEPT_LANGUAGE, language).body(Body::empty()).expect("a request");
        Asker::of(&request).page(fault).into_string()
    }

    fn posted_from(referer: &str, fault: Fault) -> String {
        let request = Sent::post("/api/sign_in").header(ACCEPT, "text/html").header(REFERER, referer).body(Body::empty());
        Asker::of(&request.expect("a request")).page(fault).into_string()
    }

    /// Where the links of this class lead.
    fn links<'p>(page: &'p str, class: &str) -> Vec<&'p str> {
        let class = format!("class=\"{class}\"");
        let links = page.split("<a ").skip(1).filter_map(|link| link.split('>').next()).filter(|link| link.contains(&class));
        links.filter_map(|link| link.split("href=\"").nth(1)?.split('"').next()).collect()
    }

    #[test]
    fn every_page_says_whose_it_is_what_went_wrong_and_where_to_go() {
        for fault in PASSING.into_iter().chain(LASTING) {
            for (wished, language) in [("de-CH", Language::German), ("en-GB", Language::English)] {
                let page = got("/gibt/es/nicht", fault, wished);
                let (title, advice) = fault.words(language);
                for shown in [title, advice, text::sign_in::claim_everybody(language), text::errors::to_start(language)] {
                    assert!(page.contains(shown), "{fault:?}: {shown}: {page}");
                }
                assert_eq!((links(&page, "brand"), links(&page, "button")), (vec!["/"], vec!["/"]), "{fault:?}: {page}");
            }
        }
    }

    #[test]
    fn no_page_has_what_its_policy_forbids() {
        for fault in PASSING.into_iter().chain(LASTING) {
            let page = got("/shop", fault, "de");
            for forbidden in ["<script", "<style", " style=", "<form", "http:", "https:"] {
                assert!(!page.contains(forbidden), "{fault:?}: {forbidden}: {page}");
            }
        }
    }

    #[test]
    fn what_passes_can_be_tried_again_and_nothing_else() {
        for fault in PASSING {
            let page = got("/shop?suche=a&seite=2", fault, "de");
            assert_eq!(links(&page, "button"), ["/shop?suche=a&amp;seite=2", "/"], "{fault:?}");
            assert!(page.contains(text::fault::again(Language::German)), "{page}");
            let page = posted_from("https://bestellen.example/anmelden?weiter=%2Fshop", fault);
            assert_eq!(links(&page, "button"), ["/anmelden?weiter=%2Fshop", "/"], "{fault:?}");
            assert!(page.contains(text::fault::back(Language::German)), "{page}");
        }
        for fault in LASTING {
            assert_eq!(links(&got("/shop", fault, "de"), "button"), ["/"], "{fault:?}");
            assert_eq!(links(&posted_from("https://bestellen.example/anmelden", fault), "button"), ["/"], "{fault:?}");
        }
    }
}
