//! The log, which whoever runs the portal reads, and with them perhaps the supplier: it holds nothing of what was ordered and decided,
//! and nothing by which somebody could come in.

use super::by_mail::SECOND;
use crate::{
    faults::process::Place,
    support::{
        Browser, Page, SmtpServer, TestApp, Verdict,
        desk::{APPROVER, PAPER, PENS, REVIEWED, SUPPLIER, decoded, fill_cart, order_form, send_order, supply_orders, switch},
    },
};
use domain::{CustomerRule::DecidesByMail, audit::ActorKind};
use server::demo::PASSWORD;
use std::time::Duration;
use testbed::{Engine, both_engines};
use tokio::time::sleep;

both_engines!(the_log_and_the_steps_of_the_supplier_hold_nothing_of_orders_and_secrets,);

const NOTE: &str = "GEHEIME-NOTIZ";
const REFERENCE: &str = "GEHEIME-REFERENZ";
const ATTENTION: &str = "GEHEIME-PERSON";
const REASON: &str = "GEHEIMER-GRUND";
const COMMENT: &str = "GEHEIMER-KOMMENTAR";
const NEW_PASSWORD: &str = "Geheimes-Kennwort-1";
const WRONG_PASSWORD: &str = "Falsches-Kennwort-1";

/// What people say to each other.
const MARKS: [&str; 5] = [NOTE, REFERENCE, ATTENTION, REASON, COMMENT];

async fn the_log_and_the_steps_of_the_supplier_hold_nothing_of_orders_and_secrets(engine: Engine) {
    // Its own server is not used: it keeps the database.
    let app = TestApp::with_demo(engine).await;
    let mail_server = SmtpServer::start(|_| Verdict::Accept).await;
    let place = Place::new(app.database_url(), app.data(), &mail_server.url()).logging_as_usual();
    let mut server = place.start().await;
    let mut secrets: Vec<String> = MARKS.into_iter().chain([PASSWORD, NEW_PASSWORD, WRONG_PASSWORD]).map(str::to_owned).collect();
    let orderer = sign_in_anew(&place, &mut secrets).await;
    switch(&sign_in(&place, (APPROVER, PASSWORD), &mut secrets).await, DecidesByMail).await;
    let order = order_with_marks(&orderer).await;
    let code = code_in_mail(&mail_server, &order).await;
    decide_by_key(&Browser::new(place.address), &format!("/freigaben/{order}/mail?code={code}")).await;
    secrets.push(code);
    write_comment(&orderer, &order).await;
    take_up(&sign_in(&place, (SUPPLIER, PASSWORD), &mut secrets).await).await;
    server.terminate();
    server.wait();

    let log = place.log();
    assert!(log.contains("answered") && log.contains(&format!("/freigaben/{order}/mail")), "it was logged what was asked for: {log}");
    for secret in &secrets {
        assert!(!log.contains(secret.as_str()), "{secret} in {log}");
    }
    let order = app.store.order(&app.orderer(REVIEWED).await, order.parse().expect("an id")).await.expect("their own order");
    let steps: Vec<_> =
        order.history.iter().filter(|entry| entry.actor_kind == ActorKind::Supplier).map(|step| format!("{step:?}")).collect();
    assert!(!steps.is_empty() && steps.iter().all(|step| !MARKS.iter().any(|mark| step.contains(mark))), "{steps:?}");
}

/// Signs in; every cookie that comes of it is a secret.
async fn sign_in(place: &Place, (user_name, password): (&str, &str), secrets: &mut Vec<String>) -> Browser {
    let browser = Browser::new(place.address);
    let page = browser.sign_in_with(user_name, password).await;
    assert_eq!(page.status, 303, "{user_name}");
    secrets.extend(tokens(&page));
    browser
}

/// What an answer keeps in the browser that nobody guesses.
fn tokens(page: &Page) -> Vec<String> {
    let cookies = page.headers.get_all("set-cookie").into_iter().filter_map(|cookie| cookie.to_str().ok());
    let values = cookies.filter_map(|cookie| cookie.split(';').next()?.split_once('=')).map(|(_, value)| value.to_owned());
    let tokens: Vec<_> = values.filter(|value| value.len() > 20).collect();
    assert!(!tokens.is_empty(), "{page:?}");
    tokens
}

/// Somebody mistypes the password, signs in, and chooses a new one.
async fn sign_in_anew(place: &Place, secrets: &mut Vec<String>) -> Browser {
    let refused = Browser::new(place.address).sign_in_with(REVIEWED, WRONG_PASSWORD).await;
    assert!(refused.location().ends_with("#errors"), "{}", refused.location());
    let before = sign_in(place, (REVIEWED, PASSWORD), secrets).await;
    let fields = [("form[present_password]", PASSWORD), ("form[new_password]", NEW_PASSWORD)];
    let changed = before.post_form("/konto/profil", "/api/change_password", &fields).await;
    assert_eq!(changed.location(), "/konto/profil?meldung=passwort");
    sign_in(place, (REVIEWED, NEW_PASSWORD), secrets).await
}

async fn order_with_marks(orderer: &Browser) -> String {
    fill_cart(orderer, &[(PENS, 2), (PAPER, 5)]).await;
    let form = order_form(orderer).await;
    let form = form.with("form[note]", NOTE).with("form[reference]", REFERENCE).with("form[attention]", ATTENTION);
    send_order(orderer, &form).await
}

/// The code in the mail that asks for the release of this order.
async fn code_in_mail(mail_server: &SmtpServer, order: &str) -> String {
    let start = format!("/freigaben/{order}/mail?code=");
    let code_in = |mail: &String| {
        let text = decoded(&mail.replace('\n', "\r\n"));
        text.split_once(&start).map(|(_, rest)| rest.chars().take_while(char::is_ascii_hexdigit).collect::<String>())
    };
    for _ in 0..3_000 {
        if let Some(code) = mail_server.received().iter().find_map(code_in) {
            assert_eq!(code.len(), 64, "{code}");
            return code;
        }
        sleep(Duration::from_millis(20)).await;
    }
    panic!("nobody was asked for a release: {:?}", mail_server.received())
}

/// Rejects the first line, at the second try, and releases the other one.
async fn decide_by_key(reader: &Browser, link: &str) {
    let form = reader.get(link).await.form("/api/reject_by_mail").with("form[reason]", REASON).without(SECOND);
    let refused = reader.submit(link, &form.clone().with("form[version]", "9")).await;
    assert_eq!(refused.location(), format!("{link}#errors"));
    assert!(reader.get(link).await.body.contains(REASON), "what was typed comes back");
    assert_eq!(reader.submit(link, &form).await.location(), link);
    let rest = reader.get(link).await.form("/api/release_by_mail");
    assert_eq!(reader.submit(link, &rest).await.location(), link);
}

async fn write_comment(orderer: &Browser, order: &str) {
    let page = format!("/kundendossier/{order}");
    let form = orderer.get(&page).await.form("/api/write_comment").with("form[comment]", COMMENT);
    assert_eq!(orderer.submit(&page, &form).await.location(), page);
}

/// The supplier takes the newest order up.
async fn take_up(supplier: &Browser) {
    let newest = supply_orders(supplier).await.swap_remove(0);
    let answer = supplier.call("/", "/api/advance", &[("form[id]", &newest), ("form[to]", "accepted")]).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
}
