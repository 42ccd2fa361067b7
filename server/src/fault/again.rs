//! Where somebody can try again what went no further.

use app::{
    access::{of_page, page_of_download, shows_secret},
    text,
};
use axum::{
    extract::Request,
    http::{HeaderValue, Method, Uri, header::REFERER},
};
use domain::Language;
use url::{Position, Url};

/// What was asked for, and on which page.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    method: Method,
    uri: Uri,
    referer: Option<HeaderValue>,
}

impl Asked {
    /// Reads a request.
    pub(super) fn of(request: &Request) -> Self {
        Self { method: request.method().clone(), uri: request.uri().clone(), referer: request.headers().get(REFERER).cloned() }
    }

    /// The address that was asked for, or that of the page whose form was sent, and the words for it; only ever a page or a file of
    /// ours.
    pub(super) fn again(&self, l: Language) -> Option<(String, &'static str)> {
        if matches!(self.method, Method::GET | Method::HEAD) {
            Some((self.address()?, text::fault::again(l)))
        } else {
            Some((self.form_page()?, text::fault::back(l)))
        }
    }

    fn address(&self) -> Option<String> {
        let path = self.uri.path();
        let is_ours = is_page(path) || page_of_download(path).is_some();
        self.uri.path_and_query().filter(|_| is_ours).map(ToString::to_string)
    }

    /// The answer to a form may travel compressed, which what shows a secret must not.
    fn form_page(&self) -> Option<String> {
        let page = Url::parse(self.referer.as_ref()?.to_str().ok()?).ok()?;
        let is_shown = is_page(page.path()) && !shows_secret(page.path());
        is_shown.then(|| page[Position::BeforePath..Position::AfterQuery].to_owned())
    }
}

/// To the start page there is a way already.
fn is_page(path: &str) -> bool {
    path != "/" && of_page(path).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::{body::Body, http::Request as Sent};

    fn got(uri: &str) -> Option<String> {
        let request = Sent::get(uri).body(Body::empty()).expect("a request");
        Asked::of(&request).again(Language::German).map(|(page, _)| page)
    }

    fn posted_from(referer: &str) -> Option<String> {
        let request = Sent::post("/api/sign_in").header(REFERER, referer).body(Body::empty()).expect("a request");
        Asked::of(&request).again(Language::German).map(|(page, _)| page)
    }

    #[test]
    fn it_is_tried_again_where_it_was_tried() {
        for page in ["/shop?suche=a&seite=2", "/anmelden?weiter=%2Fshop"] {
            assert_eq!(got(page).as_deref(), Some(page));
            assert_eq!(posted_from(&format!("https://bestellen.example{page}#errors")).as_deref(), Some(page));
        }
        let file = "/kundendossier/0190/bestellung.pdf";
        assert_eq!(got(file).as_deref(), Some(file));
    }

    #[test]
    fn only_pages_and_files_of_ours_are_linked() {
        for elsewhere in ["/", "//evil.example", "//evil.example/shop", "/gibt/es/nicht", "/api/me"] {
            assert_eq!(got(elsewhere), None, "{elsewhere}");
            assert_eq!(posted_from(&format!("https://bestellen.example{elsewhere}")), None, "{elsewhere}");
        }
        for referer in ["shop", "javascript:alert(1)", ""] {
            assert_eq!(posted_from(referer), None, "{referer}");
        }
    }

    #[test]
    fn the_answer_to_a_form_repeats_no_secret() {
        let page = "/freigaben/0190/mail?code=0190";
        assert_eq!((got(page).as_deref(), posted_from(&format!("https://bestellen.example{page}"))), (Some(page), None));
    }
}
