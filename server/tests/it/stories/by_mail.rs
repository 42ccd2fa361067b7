//! Releasing and rejecting by the link of the mail that asks for a release, without signing in.

use crate::support::{
    Browser, Form, TestApp,
    desk::{APPROVER, Inbox, PAPER, PENS, REVIEWED, SUPPLIER, decide, decoded, order, recipient, rejection_form, supply_orders, switch},
};
use domain::CustomerRule::{DecidesByMail, DemandsReason};
use testbed::{Engine, both_engines};

both_engines!(
    the_link_shows_the_order_and_one_click_releases_it,
    without_the_rule_the_link_asks_for_a_password,
    a_link_that_is_worth_nothing_looks_the_same_whatever_order_it_names,
    what_was_decided_meanwhile_is_shown_and_stays,
    whoever_has_a_second_factor_gets_no_key,
    one_line_is_rejected_by_the_link_and_the_rest_released,
    a_rejection_that_is_refused_comes_back_as_it_was_typed,
    where_a_reason_is_demanded_it_is_demanded_of_the_link_as_well,
    what_was_not_on_the_screen_is_not_rejected,
);

pub async fn allow(app: &TestApp) {
    let approver = app.signed_in(APPROVER).await;
    let answer = switch(&approver, DecidesByMail).await;
    assert_eq!(answer.location(), "/konto/freigaberegeln?meldung=mail-erlaubt");
    assert!(approver.get(answer.location()).await.body.contains("Entscheiden aus der E-Mail ist nun erlaubt"));
}

/// An order that waits, and the address in the mail that asks for its release.
pub async fn order_and_link(app: &TestApp) -> (String, String) {
    let mut inbox = Inbox::open(app).await;
    let id = order(&app.signed_in(REVIEWED).await, &[(PENS, 2), (PAPER, 5)]).await;
    let mails = inbox.new_mails(app).await;
    let link = link_to(&mails, APPROVER, &id);
    (id, link)
}

/// The address in the first of these mails to somebody that leads to the order.
pub fn link_to(mails: &[String], to: &str, id: &str) -> String {
    let wanted = mails.iter().find(|mail| recipient(mail) == to).expect("somebody is asked");
    let text = decoded(wanted);
    let link = text.split_whitespace().find(|word| word.contains(&format!("/freigaben/{id}"))).expect("the mail has a link");
    link.find("/freigaben/").map(|start| link[start..].to_owned()).expect("it leads to the release")
}

pub fn release_form(body: &str) -> Option<Form> {
    Form::all_in(body, "/api/release_by_mail").into_iter().next()
}

pub fn mail_rejection_form(body: &str) -> Option<Form> {
    Form::all_in(body, "/api/reject_by_mail").into_iter().next()
}

/// The form with this box not ticked.
/// Sends a form that is refused; the page as it is then.
pub async fn refused(reader: &Browser, link: &str, form: &Form) -> String {
    let answer = reader.submit(link, form).await;
    assert_eq!((answer.status, answer.location()), (303, format!("{link}#errors").as_str()), "{}", answer.body);
    reader.get(link).await.body
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
        let fields = [("form[id]", id), ("form[code]", code), ("form[version]", "1"), ("form[lines][line-1]", "0190")];
        let rejected = browser.call("/", "/api/reject_by_mail", &fields).await;
        assert_eq!((rejected.status, &rejected.body), (refused.status, &refused.body), "one answer for both");
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

const FIRST: &str = "form[lines][line-1]";
pub const SECOND: &str = "form[lines][line-2]";

async fn one_line_is_rejected_by_the_link_and_the_rest_released(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    allow(&app).await;
    let supplier = app.signed_in(SUPPLIER).await;
    let (id, link) = order_and_link(&app).await;
    let known = supply_orders(&supplier).await.len();
    let reader = app.browser();
    let form = mail_rejection_form(&reader.get(&link).await.body).expect("it can be rejected");
    assert!(form.field(FIRST).is_some() && form.field(SECOND).is_some(), "all are chosen at first: {form:?}");

    let first = form.without(SECOND).with("form[cause]", "available_in_house").with("form[reason]", "Im Keller.");
    for _ in 0..2 {
        let answer = reader.submit(&link, &first).await;
        assert_eq!((answer.status, answer.location()), (303, link.as_str()), "the second click finds it done");
    }
    let page = reader.get(&link).await;
    assert!(page.body.contains("Im Keller.") && page.body.contains("1 von 2 Positionen offen"), "{}", page.body);
    assert!(mail_rejection_form(&page.body).is_some_and(|form| form.field(FIRST).is_none() && form.field(SECOND).is_some()));
    let rest = release_form(&page.body).expect("what is left can be released");
    assert_eq!((rest.field("form[positions][0]"), rest.field("form[positions][1]")), (Some("2"), None));
    assert_eq!(reader.submit(&link, &rest).await.location(), link);

    let page = reader.get(&link).await;
    assert!(page.body.contains("Entschieden von Claudia Meier"), "{}", page.body);
    assert!(release_form(&page.body).is_none() && mail_rejection_form(&page.body).is_none());
    assert_eq!(supply_orders(&supplier).await.len(), known + 1);
    let dossier = app.signed_in(REVIEWED).await.get(&format!("/kundendossier/{id}")).await;
    assert!(dossier.body.contains("Im Keller.") && dossier.body.contains("hat über den Link in der E-Mail entschieden"));
    assert!(app.store.verify_audit().await.expect("the store answers").is_empty());
}

async fn a_rejection_that_is_refused_comes_back_as_it_was_typed(engine: Engine) {
    const REASON: &str = "</textarea><b>Zu viel.</b>";
    let app = TestApp::with_demo(engine).await;
    allow(&app).await;
    let (_, link) = order_and_link(&app).await;
    let reader = app.browser();
    let form = mail_rejection_form(&reader.get(&link).await.body).expect("it can be rejected");
    let form = form.with("form[cause]", "too_expensive").with("form[reason]", REASON);

    let page = refused(&reader, &link, &form.without(FIRST).without(SECOND)).await;
    assert!(page.contains("id=\"lines-error\"") && page.contains("Bitte kreuzen Sie mindestens eine Position an."), "{page}");
    assert!(!page.contains("<b>Zu viel"), "{page}");
    let rejection = page.split("<details").find(|tag| tag.contains("mail-rejection")).expect("the form that rejects");
    assert!(rejection.split('>').next().is_some_and(|tag| tag.contains(" open")), "the form is open again: {rejection}");
    let back = mail_rejection_form(&page).expect("it is there again");
    assert_eq!((back.field(FIRST), back.field(SECOND)), (None, None), "what was not chosen is not chosen");
    assert_eq!((back.field("form[cause]"), back.field("form[reason]")), (Some("too_expensive"), Some(REASON)));

    let release = release_form(&page).expect("nothing was decided");
    assert_eq!(reader.submit(&link, &release).await.location(), link);
    assert!(!reader.get(&link).await.body.contains("id=\"errors\""), "what was wrong before is settled");
}

async fn where_a_reason_is_demanded_it_is_demanded_of_the_link_as_well(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    allow(&app).await;
    let approver = app.signed_in(APPROVER).await;
    switch(&approver, DemandsReason).await;
    let (_, link) = order_and_link(&app).await;
    let reader = app.browser();
    let form = mail_rejection_form(&reader.get(&link).await.body).expect("it can be rejected");

    let page = refused(&reader, &link, &form.with("form[reason]", "Gibt es im Keller.")).await;
    assert!(page.contains("id=\"cause-error\"") && page.contains("Gibt es im Keller."), "{page}");
    let back = mail_rejection_form(&page).expect("it is there again");
    assert!(back.field(FIRST).is_some() && back.field(SECOND).is_some(), "what was chosen is still chosen");
    let page = refused(&reader, &link, &back.with("form[cause]", "other").with("form[reason]", "")).await;
    assert!(page.contains("id=\"reason-error\""), "{page}");
    let back = mail_rejection_form(&page).expect("it is there again").with("form[reason]", "Der Umzug kommt dazwischen.");
    assert_eq!((back.field("form[cause]"), reader.submit(&link, &back).await.location()), (Some("other"), link.as_str()));

    let page = reader.get(&link).await.body;
    assert!(page.contains("wurde vollständig abgelehnt") && page.contains("Der Umzug kommt dazwischen."), "{page}");
    assert!(release_form(&page).is_none() && mail_rejection_form(&page).is_none() && !page.contains("id=\"errors\""));
}

async fn what_was_not_on_the_screen_is_not_rejected(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    allow(&app).await;
    let (_, link) = order_and_link(&app).await;
    let reader = app.browser();
    let form = mail_rejection_form(&reader.get(&link).await.body).expect("it can be rejected");
    let page = refused(&reader, &link, &form.clone().with("form[version]", "2")).await;
    assert!(page.contains("Die Bestellung wurde inzwischen geändert."), "{page}");
    let page = refused(&reader, &link, &form.clone().with(SECOND, form.field(FIRST).expect("a seal"))).await;
    assert!(page.contains("Position 2 ist nicht mehr, was auf Ihrem Bildschirm stand."), "{page}");
    let page = refused(&reader, &link, &form.clone().with(FIRST, "")).await;
    assert!(page.contains("Position 1 ist nicht mehr, was auf Ihrem Bildschirm stand."), "{page}");
    for (name, value) in [("form[lines][1]", "0190"), ("form[lines][line-02]", "0190"), ("form[version]", "neu")] {
        assert_eq!(reader.call(&link, "/api/reject_by_mail", &form.clone().with(name, value).pairs()).await.status, 400, "{name}");
    }
    let page = reader.get(&link).await.body;
    assert!(page.contains("2 von 2 Positionen offen") && release_form(&page).is_some(), "{page}");
}
