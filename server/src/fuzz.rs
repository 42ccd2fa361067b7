//! Anything at all thrown at whatever reads headers, addresses and options. In `make torture` each target runs for minutes.

use crate::{cookie, language, mailer::Smtp, public_url::PublicUrl};
use axum::http::{
    HeaderMap, HeaderValue,
    header::{ACCEPT_LANGUAGE, COOKIE},
};
use bolero::check;

#[test]
fn a_cookie_is_part_of_what_was_sent() {
    check!().with_type::<Vec<u8>>().for_each(|bytes: &Vec<u8>| {
        let named = [b"a=b; sitzung=", &bytes[..], b"; sprache=de"].concat();
        let Ok(header) = HeaderValue::from_bytes(&named) else { return };
        let headers = HeaderMap::from_iter([(COOKIE, header.clone())]);
        for name in ["sitzung", "sprache", ""] {
            let sent = || header.to_str().expect("only text is read");
            assert!(cookie::value(&headers, name).is_none_or(|value| sent().contains(value) && !value.contains(';')));
        }
        assert_eq!(cookie::value(&headers, "a").is_some(), header.to_str().is_ok());
    });
}

#[test]
fn a_language_is_ours_or_none() {
    check!().with_type::<Vec<u8>>().for_each(|bytes: &Vec<u8>| {
        let Ok(header) = HeaderValue::from_bytes(bytes) else { return };
        let headers = HeaderMap::from_iter([(ACCEPT_LANGUAGE, header.clone()), (COOKIE, header)]);
        let _ = (language::accepted(&headers), language::chosen(&headers));
    });
}

#[test]
fn a_public_url_is_refused_or_leads_to_itself_and_nowhere_else() {
    check!().with_type::<(String, String)>().for_each(|(text, path)| {
        for text in [text.clone(), format!("https://{text}"), "https://portal.example".into()] {
            let Ok(url) = PublicUrl::parse(&text) else { continue };
            assert_eq!(PublicUrl::parse(url.as_str()).as_ref(), Ok(&url));
            for address in [path.clone(), format!("{}/{path}", url.as_str())] {
                let is_own = |path: &String| path.starts_with('/') && !path.starts_with("//") && !path.contains(['\\', '\r', '\n']);
                assert!(url.own_path(&address).as_ref().is_none_or(is_own), "{address:?}");
            }
        }
    });
}

#[test]
fn a_mail_server_is_refused_or_understood() {
    check!().with_type::<String>().for_each(|text: &String| {
        for url in [text.clone(), format!("smtp://{text}"), format!("smtps://{text}")] {
            let _ = Smtp::parse(&url);
        }
    });
}
