//! Somebody guesses a password from everywhere at once, on two servers.

use crate::support::{Browser, TestApp, desk::APPROVER};
use futures::{StreamExt, stream};
use jiff::SignedDuration;
use reqwest::Method;
use server::demo::PASSWORD;
use testbed::{
    Engine,
    torture::{report, times},
};

/// The hour in which the guesses come.
const PARTS: usize = 6;
const PART: SignedDuration = SignedDuration::from_mins(10);
/// What may come through to the password in that hour: fewer than this.
const TRIED: usize = 100;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_guesses_from_everywhere_gets_few_tries_and_keeps_nobody_out() {
    let guesses = times(600, 10_000);
    let app = TestApp::with_demo_and(Engine::Postgres, |options| options.trusted_proxies = Some("1".into())).await;
    let twin = app.twin().await;
    let doors = [app.address, twin.address];
    let owner = app.signed_in(APPROVER).await;
    let mut tried = 0;
    for part in 0..PARTS {
        let attackers = stream::iter(0..guesses / PARTS).map(|number| guess(Browser::new(doors[number % 2]), number));
        tried += attackers.buffer_unordered(16).filter(|was_tried| std::future::ready(*was_tried)).count().await;

        let elsewhere = app.browser().sign_in(APPROVER).await;
        assert!(elsewhere.location().starts_with("/anmelden"), "part {part}: the tries from elsewhere are used up");
        assert_eq!(owner.sign_in(APPROVER).await.location(), "/", "part {part}: the owner gets in where they were in before");
        app.advance(PART);
    }
    assert!(tried > 20 && tried < TRIED, "{tried} of {guesses} guesses were tried");
    report("Guesses at one password, two servers", guesses, &format!("{tried} tried in an hour, the owner got in each time"));
}

/// From an address, and in a browser, that nobody has seen; whether the guess was tried.
async fn guess(browser: Browser, number: usize) -> bool {
    let address = std::net::Ipv4Addr::from_bits(rand::random());
    let password = format!("{PASSWORD}{number}");
    let request = browser
        .request(Method::POST, "/api/sign_in")
        .header("sec-fetch-site", "same-origin")
        .header("accept", "application/json")
        .header("x-forwarded-for", address.to_string())
        .header("cookie", format!("geraet={:064x}", rand::random::<u128>()))
        .form(&[("form[user_name]", APPROVER), ("form[password]", password.as_str())]);
    let answer = browser.send(request).await;
    let (is_wrong, has_to_wait) = (answer.body.contains("WrongCredentials"), answer.body.contains("TooManyAttempts"));
    assert!(is_wrong != has_to_wait, "{} {}", answer.status, answer.body);
    is_wrong
}
