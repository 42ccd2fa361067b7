//! Releasing by the link of the mail that asks for it, without signing in.

use crate::support::{
    Browser, Form, TestApp,
    desk::{APPROVER, Inbox, PAPER, PENS, REVIEWED, SUPPLIER, decide, decoded, order, recipient, rejection_form, supply_orders},
};
use testbed::{Engine, both_engines};

both_engines!(
    the_link_shows_the_order_and_one_click_releases_it,
    without_the_rule_the_link_asks_for_a_password,
    a_link_that_is_worth_nothing_looks_the_same_whatever_order_it_names,
    what_was_decided_meanwhile_is_shown_and_stays,
    whoever_has_a_second_factor_gets_no_key,
);

const RULES: &str = "/konto/freigaberegeln";

async fn allow(app: &TestApp) {
    let approver = app.signed_in(APPROVER).await;
    let form = approver.get(RULES).await.form("/api/allow_mail_decisions");
    let answer = approver.submit(RULES, &form).await;
    assert_eq!(answer.location(), "/konto/freigaberegeln?meldung=mail-erlaubt");
    assert!(approver.get(answer.location()).await.body.contains("Freigeben aus der E-Mail ist nun erlaubt"));
}

/// An order that waits, and the address in the mail that asks for its release.
async fn order_and_link(app: &TestApp) -> (String, String) {
    let mut inbox = Inbox::open(app).await;
    let id = order(&app.signed_in(REVIEWED).await, &[(PENS, 2), (PAPER, 5)]).await;
    let mails = inbox.new_mails(app).await;
    let wanted = mails.iter().find(|mail| recipient(mail) == APPROVER).expect("the approver is asked");
    let text = decoded(wanted);
    let link = text.split_whitespace().find(|word| word.contains(&format!("/freigaben/{id}"))).expect("the mail has a link");
    let path = link.find("/freigaben/").map(|start| link[start..].to_owned()).expect("it leads to the release");
    (id, path)
}

fn release_form(body: &str) -> Option<Form> {
    Form::all_in(body, "/api/release_by_mail").into_iter().next()
}

async fn the_link_shows_the_order_and_one_click_releases_it(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    allow(&app).await;
    let supplier = app.signed_in(SUPPLIER).await;
    let (id, link) = order_and_link(&app).await;
    assert!(link.starts_with(&format!("/freigaben/{id}/mail?code=")), "{link}");
    let known = supply_orders(&supplier).await.len();

    // A scanner opens the link as often as it likes, on any machine.
    for _ in 0..3 {
        assert_eq!(app.browser().get(&link).await.status, 200);
    }
    assert_eq!(supply_orders(&supplier).await.len(), known);

    let browser = app.browser();
    let page = browser.get(&link).await;
    let form = release_form(&page.body).expect("it can be released");
    let answer = browser.submit(&link, &form).await;
    assert_eq!((answer.status, answer.location()), (303, link.as_str()));
    let page = browser.get(&link).await;
    assert!(page.body.contains("Entschieden von Claudia Meier"), "{}", page.body);
    assert!(release_form(&page.body).is_none());
    assert_eq!(supply_orders(&supplier).await.len(), known + 1);

    let again = browser.submit(&link, &form).await;
    assert_eq!((again.status, again.location()), (303, link.as_str()), "the second click finds it done");
    assert_eq!(supply_orders(&supplier).await.len(), known + 1);
    assert_eq!(browser.get(&format!("/freigaben/{id}")).await.status, 303, "the key signs nobody in");
    let orderer = app.signed_in(REVIEWED).await;
    let dossier = orderer.get(&format!("/kundendossier/{id}")).await;
    assert!(dossier.body.contains("hat über den Link in der E-Mail entschieden"));
}

async fn without_the_rule_the_link_asks_for_a_password(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (id, link) = order_and_link(&app).await;
    assert_eq!(link, format!("/freigaben/{id}"));
    assert!(app.browser().get(&link).await.location().starts_with("/anmelden"));
}

async fn a_link_that_is_worth_nothing_looks_the_same_whatever_order_it_names(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    allow(&app).await;
    let (own, link) = order_and_link(&app).await;
    let (other, _) = order_and_link(&app).await;
    let code = link.split("code=").nth(1).expect("a code");
    let missing = "01900000-0000-7000-8000-00000000000a";
    let mut seen = Vec::new();
    for (id, code) in [(own.as_str(), "0190"), (other.as_str(), code), (missing, code), (missing, ""), (own.as_str(), "")] {
        let browser = app.browser();
        let page = browser.get(&format!("/freigaben/{id}/mail?code={code}")).await;
        assert!(page.body.contains("Dieser Link gilt nicht mehr"), "{id}");
        assert!(page.body.contains(&format!("href=\"/freigaben/{id}\"")), "and says where to go on");
        let fields = [("form[id]", id), ("form[code]", code), ("form[positions][0]", "1")];
        let refused = browser.call("/", "/api/release_by_mail", &fields).await;
        seen.push((page.status, refused.status, refused.body.clone()));
    }
    assert!(seen.windows(2).all(|pair| pair[0] == pair[1]), "{seen:?}");
    assert_eq!(seen[0].1, 409, "{seen:?}");
}

async fn what_was_decided_meanwhile_is_shown_and_stays(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    allow(&app).await;
    let (id, link) = order_and_link(&app).await;
    let reader: Browser = app.browser();
    let form = release_form(&reader.get(&link).await.body).expect("it can be released");
    let approver = app.signed_in(APPROVER).await;
    let rejection = rejection_form(&approver, &id, 2, "Davon ist noch genug da.").await;
    decide(&approver, &id, &rejection).await;

    let stale = reader.submit(&link, &form).await;
    assert_eq!((stale.status, stale.location()), (303, format!("{link}#errors").as_str()), "back to the page");
    let page = reader.get(&link).await;
    assert!(page.body.contains("hat am") && page.body.contains("schon entschieden"), "which says why: {}", page.body);
    assert!(page.body.contains("Davon ist noch genug da."), "the page shows the present state");
    let rest = release_form(&page.body).expect("what is left can be released");
    assert_eq!(reader.submit(&link, &rest).await.status, 303);
    let page = reader.get(&link).await;
    assert!(page.body.contains("Entschieden von Claudia Meier") && page.body.contains("Davon ist noch genug da."));
    assert!(app.store.verify_audit().await.expect("the store answers").is_empty());
}

async fn whoever_has_a_second_factor_gets_no_key(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    allow(&app).await;
    let (_, link) = order_and_link(&app).await;
    assert!(release_form(&app.browser().get(&link).await.body).is_some());
    let token = app.open_session(APPROVER).await;
    app.set_up_factor(&token).await;
    assert!(app.browser().get(&link).await.body.contains("Dieser Link gilt nicht mehr"), "also not the one sent before");
    let (id, link) = order_and_link(&app).await;
    assert_eq!(link, format!("/freigaben/{id}"));
}
