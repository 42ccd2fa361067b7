//! Answers of the layers when a request cannot reach its page: small pages that need nothing but the stylesheet,
//! or the error of the server functions where a script asks.

use crate::{language, layers::RequestId};
use app::{AppError, Refusal, text};
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
use maud::{DOCTYPE, Markup, html};

/// Only the stylesheet and its fonts.
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
            wants_page: !is_call || accepts.contains("text/html"),
        }
    }

    /// Says what went wrong, in the form that was asked for.
    #[must_use]
    pub fn answer(&self, fault: Fault) -> Response {
        if !self.wants_page {
            return (fault.status(), [(CONTENT_TYPE, "application/json")], fault.error().ser()).into_response();
        }
        let mut response = (fault.status(), Html(self.page(fault).into_string())).into_response();
        response.headers_mut().insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
        response
    }

    fn page(&self, fault: Fault) -> Markup {
        let (title, advice) = fault.words(self.language);
        html! {
            (DOCTYPE)
            html lang=(self.language.word()) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    link rel="icon" href="/favicon.svg" type="image/svg+xml";
                    link rel="stylesheet" href="/pkg/freigabe.css";
                    title { (title) " · Freigabe" }
                }
                body {
                    main class="page" data-width="narrow" id="main" {
                        div class="empty" {
                            h1 { (title) }
                            p { (advice) }
                            @if let Some(id) = self.id { p { small { (text::fault::request_id(self.language, id)) } } }
                            a class="button" data-kind="primary" href="/" { (text::errors::to_start(self.language)) }
                        }
                    }
                }
            }
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

    const fn error(self) -> AppError {
        match self {
            Self::NotFound => AppError::NotFound,
            Self::Forbidden | Self::NotAllowed | Self::TooLarge => AppError::BadRequest,
            Self::TooMany => AppError::Refused(Refusal::TooManyAttempts { minutes: 1 }),
            Self::Unavailable => AppError::Unavailable,
            Self::Internal => AppError::Internal,
        }
    }
}
