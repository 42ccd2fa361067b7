//! Every function, from everywhere, in every form: only the portal's own pages get through.

use crate::support::{Browser, TestApp, desk::APPROVER};
use app::access::FUNCTIONS;
use reqwest::{Method, header::CONTENT_TYPE};
use testbed::Engine;

/// What a browser, or something else, says about where a request comes from.
const FOREIGN: [&[(&str, &str)]; 6] = [
    &[("sec-fetch-site", "cross-site")],
    &[("sec-fetch-site", "same-site")],
    &[("sec-fetch-site", "none")],
    &[("origin", "null")],
    &[("origin", "https://evil.example")],
    &[],
];

const BODIES: [(&str, &str); 4] = [
    ("application/x-www-form-urlencoded", "form%5Bid%5D=1&form%5Blanguage%5D=en"),
    ("text/plain", "form[id]=1&form[language]=en"),
    ("application/json", r#"{"form":{"id":"1","language":"en"}}"#),
    ("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"form[id]\"\r\n\r\n1\r\n--x--\r\n"),
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_function_answers_to_foreign_pages() {
    let app = TestApp::with_demo(Engine::Sqlite).await;
    let browser = app.browser_in(&app.open_session(APPROVER).await);
    for (path, _) in FUNCTIONS {
        for headers in FOREIGN {
            for (kind, body) in BODIES {
                for (method, expected) in [(Method::GET, 405), (Method::POST, 403), (Method::PUT, 403)] {
                    let status = status(&browser, method.clone(), path, headers, kind, body).await;
                    assert_eq!(status, expected, "{method} {path} {headers:?} {kind}");
                }
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn bodies_that_no_form_of_ours_sends_are_refused_politely() {
    let app = TestApp::with_demo(Engine::Sqlite).await;
    for (path, _) in FUNCTIONS {
        for (kind, body) in BODIES {
            // A session each, since one of the functions ends it.
            let browser = app.browser_in(&app.open_session(APPROVER).await);
            for method in [Method::GET, Method::PUT] {
                let status = status(&browser, method.clone(), path, &[("sec-fetch-site", "same-origin")], kind, body).await;
                assert_eq!(status, 405, "{method} {path} {kind}");
            }
            let status = status(&browser, Method::POST, path, &[("sec-fetch-site", "same-origin")], kind, body).await;
            assert!(status < 500, "POST {path} {kind}: {status}");
        }
    }
}

async fn status(browser: &Browser, method: Method, path: &str, headers: &[(&str, &str)], kind: &str, body: &str) -> u16 {
    let request = browser.request(method, path).header(CONTENT_TYPE, kind).body(body.to_owned());
    browser.send(headers.iter().fold(request, |request, (name, value)| request.header(*name, *value))).await.status
}
