//! A new password for whoever has forgotten the old one.

use crate::support::{
    TestApp,
    desk::{APPROVER, FREE, SUPPLIER, contact, decoded, recipient, with_person},
};
use jiff::SignedDuration;
use testbed::{Engine, both_engines};

both_engines!(
    a_link_by_mail_leads_to_a_new_password,
    a_link_is_good_once_and_opening_it_uses_nothing_up,
    a_link_runs_out_after_half_an_hour,
    a_link_that_has_run_out_stays_so_when_the_clock_goes_back,
    whoever_reads_the_mail_gets_in_whatever_others_try,
    of_two_links_each_is_good_until_one_is_used,
    a_link_ends_when_the_address_or_the_password_changes,
    nobody_learns_which_logins_there_are,
    nobody_is_flooded_with_mails,
    a_weak_password_is_refused_and_the_link_stays_good,
    whoever_is_invited_chooses_the_password,
    the_first_approver_of_a_customer_is_invited_too,
    an_invitation_runs_out_after_a_week_and_a_new_mail_makes_a_new_one,
);

const NEW: &str = "ein ganz neues";

/// Asks for a new password and reads the link in the mail.
async fn ask(app: &TestApp, user_name: &str) -> String {
    let browser = app.browser();
    let form = browser.get("/passwort-vergessen").await.form("/api/request_password").with("form[user_name]", user_name);
    let answer = browser.submit("/passwort-vergessen", &form).await;
    assert_eq!((answer.status, answer.location()), (303, "/passwort-vergessen?meldung=gesendet"));
    wait_for_a_mail(app).await;
    link_in_the_last_mail(app).await
}

async fn link_in_the_last_mail(app: &TestApp) -> String {
    let mails = app.deliver_mails().await;
    let mail = decoded(mails.last().expect("a mail was sent"));
    let link = mail.split_whitespace().find(|word| word.contains("/passwort?code=")).expect("the mail has the link").to_owned();
    link.split_once("/passwort").map(|(_, rest)| format!("/passwort{rest}")).expect("it leads to the portal")
}

/// What was asked for is written behind the answer, so that its time tells nothing.
async fn wait_for_a_mail(app: &TestApp) {
    for _ in 0..500 {
        if app.store.next_mail_due().await.expect("the store answers").is_some() {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    panic!("no mail after five seconds");
}

/// Sets a new password by a link; where that leads.
async fn use_link(app: &TestApp, link: &str, password: &str) -> String {
    let browser = app.browser();
    let form = browser.get(link).await.form("/api/reset_password").with("form[new_password]", password);
    browser.submit(link, &form).await.location().to_owned()
}

async fn can_sign_in(app: &TestApp, password: &str) -> bool {
    app.browser().sign_in_with(FREE, password).await.location() == "/"
}

async fn a_link_by_mail_leads_to_a_new_password(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let elsewhere = app.signed_in(FREE).await;
    let link = ask(&app, FREE).await;
    assert_eq!(use_link(&app, &link, NEW).await, "/anmelden?meldung=passwort");
    assert!(can_sign_in(&app, NEW).await && !can_sign_in(&app, server::demo::PASSWORD).await);
    assert!(elsewhere.get("/shop").await.location().starts_with("/anmelden"), "all sessions have ended");
    assert_eq!(app.store.verify_audit().await.expect("the store answers"), []);
}

async fn a_link_is_good_once_and_opening_it_uses_nothing_up(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let link = ask(&app, FREE).await;
    for _ in 0..3 {
        assert!(app.browser().get(&link).await.body.contains("Neues Passwort wählen"));
    }
    let browser = app.browser();
    let form = browser.get(&link).await.form("/api/reset_password").with("form[new_password]", NEW);
    assert_eq!(browser.submit(&link, &form).await.location(), "/anmelden?meldung=passwort");
    let late = form.with("form[new_password]", "noch ein anderes");
    let again = browser.call(&link, &late.action, &late.pairs()).await;
    assert_eq!((again.status, again.body.contains("CodeSpent")), (409, true), "{}", again.body);
    assert!(can_sign_in(&app, NEW).await);
    assert!(browser.get(&link).await.body.contains("Dieser Link gilt nicht mehr"));
}

async fn a_link_runs_out_after_half_an_hour(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let link = ask(&app, FREE).await;
    app.advance(SignedDuration::from_mins(30));
    assert!(app.browser().get(&link).await.body.contains("Dieser Link gilt nicht mehr"));
    assert!(can_sign_in(&app, server::demo::PASSWORD).await);
}

async fn a_link_that_has_run_out_stays_so_when_the_clock_goes_back(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let link = ask(&app, FREE).await;
    app.advance(SignedDuration::from_mins(31));
    assert!(!app.browser().get(&link).await.body.contains("/api/reset_password"));
    app.advance(-SignedDuration::from_mins(31));
    assert!(!app.browser().get(&link).await.body.contains("/api/reset_password"));
}

async fn whoever_reads_the_mail_gets_in_whatever_others_try(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let link = ask(&app, FREE).await;
    let owner = app.browser();
    let form = owner.get(&link).await.form("/api/reset_password").with("form[new_password]", NEW);
    assert_eq!(owner.submit(&link, &form).await.location(), "/anmelden?meldung=passwort");
    for _ in 0..20 {
        app.store.admit_attempt(FREE, None).await.expect("counted");
    }
    assert!(!can_sign_in(&app, NEW).await, "elsewhere the tries are used up");
    assert_eq!(owner.sign_in_with(FREE, NEW).await.location(), "/");
}

async fn of_two_links_each_is_good_until_one_is_used(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let first = ask(&app, FREE).await;
    app.advance(SignedDuration::from_mins(3));
    let second = ask(&app, FREE).await;
    assert_eq!(use_link(&app, &first, NEW).await, "/anmelden?meldung=passwort");
    assert!(app.browser().get(&second).await.body.contains("Dieser Link gilt nicht mehr"));
}

async fn a_link_ends_when_the_address_or_the_password_changes(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    // Of another address whoever reads mails at the one before.
    for (change, told_at) in [("address", FREE), ("password", "andere@muster.example")] {
        app.advance(SignedDuration::from_mins(3));
        let link = ask(&app, FREE).await;
        let approver = app.signed_in(APPROVER).await;
        let page = format!("/konto/logins/{}", contact(&approver, FREE).await);
        let form = match change {
            "address" => approver.get(&page).await.form("/api/edit_login").with("form[email]", "andere@muster.example"),
            _ => approver.get(&page).await.form("/api/set_login_password").with("form[new_password]", NEW),
        };
        assert_eq!(approver.submit(&page, &form).await.status, 303, "{change}");
        assert!(app.browser().get(&link).await.body.contains("Dieser Link gilt nicht mehr"), "{change}");
        let mails = app.deliver_mails().await;
        let told = mails.last().expect("the owner hears of it");
        assert_eq!((recipient(told).as_str(), decoded(told).contains("Claudia Meier hat")), (told_at, true), "{change}");
    }
}

async fn nobody_learns_which_logins_there_are(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let mut answers = Vec::new();
    for user_name in [FREE, "niemand@muster.example", "lieferant@ofrex.example"] {
        let browser = app.browser();
        let answer = browser.post_form("/passwort-vergessen", "/api/request_password", &[("form[user_name]", user_name)]).await;
        answers.push((answer.status, answer.location().to_owned(), answer.body));
    }
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
    wait_for_a_mail(&app).await;
    assert_eq!(app.deliver_mails().await.len(), 1);
}

async fn nobody_is_flooded_with_mails(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    for _ in 0..5 {
        app.store.request_password(FREE).await.expect("the store answers");
    }
    assert_eq!(app.deliver_mails().await.len(), 1);
}

async fn a_weak_password_is_refused_and_the_link_stays_good(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let link = ask(&app, FREE).await;
    let browser = app.browser();
    let form = browser.get(&link).await.form("/api/reset_password").with("form[new_password]", "passwort");
    let location = browser.submit(&link, &form).await.location().to_owned();
    assert!(location.starts_with("/passwort?code="), "{location}");
    let again = browser.get(&link).await;
    assert!(
        again.body.contains("role=\"alert\"") && again.form("/api/reset_password").field("form[code]").is_some_and(|code| !code.is_empty())
    );
    assert_eq!(use_link(&app, &link, NEW).await, "/anmelden?meldung=passwort");
}

const INVITED: &str = "eingeladen@muster.example";

/// The approver invites somebody; the link in the mail.
async fn invite(app: &TestApp) -> String {
    let approver = app.signed_in(APPROVER).await;
    let person = with_person(approver.get("/konto/logins/neu").await.form("/api/save_new_person"), "Ida", INVITED);
    let person = person.with("form[approval]", "unrestricted");
    assert_eq!(approver.submit("/konto/logins/neu", &person).await.location(), "/konto/logins/neu/zugang");
    let access = approver.get("/konto/logins/neu/zugang").await.form("/api/create_login");
    let access = access.with("form[user_name]", INVITED).with("form[is_invited]", "true");
    let answer = approver.submit("/konto/logins/neu/zugang", &access).await;
    assert!(answer.location().ends_with("/uebergabe?meldung=eingeladen"), "{}", answer.location());
    assert!(approver.get(answer.location()).await.body.contains("wählt die Person selbst"));
    link_in_the_last_mail(app).await
}

async fn whoever_is_invited_chooses_the_password(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let link = invite(&app).await;
    app.advance(SignedDuration::from_hours(6 * 24));
    assert_eq!(use_link(&app, &link, NEW).await, "/anmelden?meldung=passwort");
    assert_eq!(app.browser().sign_in_with(INVITED, NEW).await.location(), "/");
}

async fn the_first_approver_of_a_customer_is_invited_too(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let supplier = app.signed_in(SUPPLIER).await;
    let page = "/lieferant/kunden/neu";
    let form =
        with_person(supplier.get(page).await.form("/api/create_customer"), "Ida", "ida@neu.example").with("form[is_invited]", "true");
    let company = [("company", "Neu AG"), ("street", "Weg 1"), ("postcode", "8000"), ("town", "Zürich")];
    let form = company.iter().fold(form, |form, (field, value)| form.with(&format!("form[{field}]"), value));
    let answer = supplier.submit(page, &form).await;
    assert!(answer.location().ends_with("?neu=1"), "{} {}", answer.status, answer.location());
    assert!(supplier.get(answer.location()).await.body.contains("wählt der Kunde selbst"));
    assert_eq!(use_link(&app, &link_in_the_last_mail(&app).await, NEW).await, "/anmelden?meldung=passwort");
    assert_eq!(app.browser().sign_in_with("ida@neu.example", NEW).await.location(), "/");
}

async fn an_invitation_runs_out_after_a_week_and_a_new_mail_makes_a_new_one(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let link = invite(&app).await;
    app.advance(SignedDuration::from_hours(7 * 24));
    assert!(app.browser().get(&link).await.body.contains("Dieser Link gilt nicht mehr"));
    let link = ask(&app, INVITED).await;
    assert_eq!(use_link(&app, &link, NEW).await, "/anmelden?meldung=passwort");
}
