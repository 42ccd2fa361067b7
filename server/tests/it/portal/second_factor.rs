//! Signing in with two steps.

use crate::support::{
    Browser, Page, TestApp,
    authenticator::{App, STEP, secrets},
    desk::{APPROVER, FREE, OTHER_APPROVER, SUPPLIER, contact, decoded},
};
use jiff::SignedDuration;
use server::demo::PASSWORD;
use testbed::{Engine, both_engines};

both_engines!(
    the_password_alone_does_not_let_in,
    a_code_is_good_once,
    a_code_is_good_once_also_for_two_at_the_same_time,
    the_token_from_before_the_code_leads_nowhere,
    a_recovery_code_lets_in_once_and_is_told_by_mail,
    wrong_codes_run_out_and_come_back,
    the_door_stays_open_for_half_an_hour,
    whoever_guesses_codes_is_told_of_and_stopped_for_the_day,
    a_new_password_by_mail_is_not_enough_either,
    whoever_wants_to_be_remembered_is,
    nothing_counts_before_a_code_proves_it,
    setting_up_ends_the_other_sessions,
    recovery_codes_are_shown_until_they_are_kept,
    turning_it_off_needs_the_password,
    whoever_has_to_sets_it_up_before_going_on,
    a_session_from_long_before_the_demand_needs_the_password,
    whoever_demands_it_has_it,
    an_approver_lets_in_whoever_has_lost_it,
    the_supplier_has_it_too,
);

const PAGE: &str = "/zweiter-faktor";
const DOOR: &str = "/anmelden/code";

/// Begins to set it up, with the password; the page that offers a secret.
async fn begin(browser: &Browser) -> Page {
    let form = browser.get(PAGE).await.form("/api/offer_second_factor").with("form[present_password]", PASSWORD);
    let answer = browser.submit(PAGE, &form).await;
    assert_eq!((answer.status, answer.location()), (303, PAGE));
    browser.get(PAGE).await
}

async fn confirm(browser: &Browser, offered: &Page, code: &str) -> Page {
    browser.submit(PAGE, &offered.form("/api/confirm_second_factor").with("form[code]", code)).await
}

/// Sets it up; the app, and the recovery codes.
async fn set_up(app: &TestApp, browser: &Browser) -> (App, Vec<String>) {
    let offered = begin(browser).await;
    let phone = App::from_page(&offered);
    assert_eq!(confirm(browser, &offered, &phone.code(app)).await.location(), PAGE);
    (phone, secrets(&browser.get(PAGE).await))
}

/// Somebody with a second factor, in a session that has passed it.
async fn with_factor(app: &TestApp, user_name: &str) -> (App, Vec<String>) {
    let set_up = set_up(app, &app.signed_in(user_name).await).await;
    // The next code is another one.
    app.advance(SignedDuration::from_secs(STEP));
    set_up
}

async fn enter(browser: &Browser, code: &str) -> Page {
    let form = browser.get(DOOR).await.form("/api/enter_code").with("form[code]", code);
    browser.submit(DOOR, &form).await
}

async fn is_in(browser: &Browser) -> bool {
    browser.get("/konto").await.status == 200
}

async fn the_password_alone_does_not_let_in(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (phone, _) = with_factor(&app, FREE).await;
    let browser = app.signed_in(FREE).await;
    assert_eq!(browser.get("/").await.location(), DOOR);
    assert_eq!(browser.get("/shop?suche=papier").await.location(), "/anmelden/code?weiter=%2Fshop%3Fsuche%3Dpapier");
    assert_eq!(browser.call("/shop", "/api/load_shop", &[("query[search]", "papier")]).await.status, 401);
    let page = browser.get("/anmelden/code?weiter=%2Fshop%3Fsuche%3Dpapier").await;
    assert!(page.status == 200 && page.body.contains("Code eingeben"), "{}", page.body);
    let form = page.form("/api/enter_code").with("form[code]", &phone.code(&app));
    assert_eq!(browser.submit(DOOR, &form).await.location(), "/shop?suche=papier");
    assert!(is_in(&browser).await);
    assert_eq!(browser.get(DOOR).await.location(), "/shop");
}

async fn a_code_is_good_once(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (phone, _) = with_factor(&app, FREE).await;
    let (first, second) = (app.signed_in(FREE).await, app.signed_in(FREE).await);
    let code = phone.code(&app);
    assert_eq!(enter(&first, &code).await.location(), "/");
    assert_eq!(enter(&second, &code).await.location(), "/anmelden/code#errors");
    let page = second.get(DOOR).await;
    assert!(page.body.contains("schon benutzt") && !page.body.contains(&code), "{}", page.body);
    // Nor is the one before it, which is accepted of clocks that are late.
    assert_eq!(enter(&second, &phone.code_at(app.second() - STEP)).await.location(), "/anmelden/code#errors");
    assert!(!is_in(&second).await);
    assert_eq!(enter(&second, &phone.code_at(app.second() + STEP)).await.location(), "/");
}

async fn a_code_is_good_once_also_for_two_at_the_same_time(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (phone, codes) = with_factor(&app, FREE).await;
    let (suppliers_phone, suppliers_codes) = with_factor(&app, SUPPLIER).await;
    let all = [
        (FREE, phone.code(&app)),
        (FREE, codes[0].clone()),
        (SUPPLIER, suppliers_phone.code(&app)),
        (SUPPLIER, suppliers_codes[0].clone()),
    ];
    for (user_name, code) in all {
        let (one, other) = (app.signed_in(user_name).await, app.signed_in(user_name).await);
        let (first, second) = tokio::join!(enter(&one, &code), enter(&other, &code));
        let mut ways = [first.location(), second.location()];
        ways.sort_unstable();
        assert_eq!(ways, ["/", "/anmelden/code#errors"], "{code}");
    }
}

async fn the_token_from_before_the_code_leads_nowhere(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (phone, _) = with_factor(&app, FREE).await;
    let token = app.open_session(FREE).await;
    let planted = app.browser_in(&token);
    let answer = enter(&planted, &phone.code(&app)).await;
    assert_eq!(answer.location(), "/");
    assert!(answer.cookie("sitzung").is_some_and(|cookie| !cookie.contains(&token)));
    assert!(is_in(&planted).await);
    assert_eq!(app.browser_in(&token).get("/konto").await.location(), "/anmelden?weiter=%2Fkonto");
}

async fn a_recovery_code_lets_in_once_and_is_told_by_mail(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (_, codes) = with_factor(&app, FREE).await;
    assert_eq!(codes.len(), 10);
    let browser = app.signed_in(FREE).await;
    assert_eq!(enter(&browser, &codes[3].to_lowercase().replace('-', " ")).await.location(), "/");
    assert!(browser.get(PAGE).await.body.contains("9 übrig"));
    let again = app.signed_in(FREE).await;
    assert_eq!(enter(&again, &codes[3]).await.location(), "/anmelden/code#errors");
    let mails = app.deliver_mails().await;
    let subjects: Vec<_> = mails.iter().map(|mail| decoded(mail)).filter(|mail| mail.contains("Notfallcode statt mit der App")).collect();
    assert_eq!(subjects.len(), 1);
    assert_eq!(app.store.verify_audit().await.expect("the store answers"), []);
}

async fn wrong_codes_run_out_and_come_back(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (phone, codes) = with_factor(&app, FREE).await;
    let browser = app.signed_in(FREE).await;
    for _ in 0..5 {
        let page = enter(&browser, "000000").await;
        assert_eq!(page.location(), "/anmelden/code#errors");
    }
    for right in [phone.code(&app), codes[0].clone()] {
        assert_eq!(enter(&browser, &right).await.location(), "/anmelden/code#errors");
    }
    assert!(browser.get(DOOR).await.body.contains("Zu viele Versuche"));
    app.advance(SignedDuration::from_mins(15));
    assert_eq!(enter(&browser, &phone.code(&app)).await.location(), "/");
    // Whoever has passed here has tries of their own, and an old message does not meet whoever signs in anew.
    let again = app.signed_in(FREE).await;
    for _ in 0..6 {
        enter(&again, "000000").await;
    }
    again.sign_in(FREE).await;
    assert!(!again.get(DOOR).await.body.contains("Zu viele Versuche"));
    browser.post_form("/shop", "/api/sign_out", &[]).await;
    browser.sign_in(FREE).await;
    assert_eq!(enter(&browser, &phone.code_at(app.second() + STEP)).await.location(), "/");
}

async fn whoever_guesses_codes_is_told_of_and_stopped_for_the_day(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (phone, codes) = with_factor(&app, FREE).await;
    for _ in 0..4 {
        let thief = app.signed_in(FREE).await;
        for _ in 0..5 {
            enter(&thief, "000000").await;
        }
        app.advance(SignedDuration::from_mins(15));
    }
    let late = app.signed_in(FREE).await;
    assert_eq!(enter(&late, &phone.code(&app)).await.location(), "/anmelden/code#errors");
    // Nobody guesses recovery codes: they are not shut out by that.
    assert_eq!(enter(&late, &codes[0]).await.location(), "/");
    let mails = app.deliver_mails().await;
    assert_eq!(mails.iter().filter(|mail| decoded(mail).contains("danach fünfmal einen Code")).count(), 4);
}

async fn a_new_password_by_mail_is_not_enough_either(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (phone, _) = with_factor(&app, FREE).await;
    let waiting = app.signed_in(FREE).await;
    let approver = app.signed_in(APPROVER).await;
    let edit = format!("/konto/logins/{}", contact(&approver, FREE).await);
    let form = approver.get(&edit).await.form("/api/set_login_password").with("form[new_password]", "ein ganz neues");
    assert_eq!(approver.submit(&edit, &form).await.location(), "/konto/logins?meldung=passwort");
    assert_eq!(waiting.get(DOOR).await.location(), "/anmelden", "what was open under the old password is over");
    let browser = app.browser();
    browser.sign_in_with(FREE, "ein ganz neues").await;
    assert_eq!(browser.get("/").await.location(), DOOR);
    assert_eq!(enter(&browser, &phone.code(&app)).await.location(), "/");
}

async fn the_door_stays_open_for_half_an_hour(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (phone, _) = with_factor(&app, FREE).await;
    let (early, late) = (app.signed_in(FREE).await, app.signed_in(FREE).await);
    app.advance(SignedDuration::from_secs(29 * 60 + 59));
    assert_eq!(enter(&early, &phone.code(&app)).await.location(), "/");
    app.advance(SignedDuration::from_secs(1));
    let answer = late.post_form(DOOR, "/api/enter_code", &[("form[code]", &phone.code(&app))]).await;
    assert_eq!(answer.location(), "/anmelden");
    // A whole session begins with the code.
    app.advance(SignedDuration::from_mins(29));
    assert!(is_in(&early).await);
}

async fn whoever_wants_to_be_remembered_is(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (phone, _) = with_factor(&app, FREE).await;
    let browser = app.browser();
    let fields = [("form[user_name]", FREE), ("form[password]", PASSWORD), ("form[remember]", "true")];
    browser.post_form("/anmelden", "/api/sign_in", &fields).await;
    let answer = enter(&browser, &phone.code(&app)).await;
    assert!(answer.cookie("sitzung").is_some_and(|cookie| cookie.contains("Max-Age=2592000")));
    app.advance(SignedDuration::from_hours(29 * 24));
    assert!(is_in(&browser).await);
}

async fn nothing_counts_before_a_code_proves_it(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let browser = app.signed_in(FREE).await;
    let offered = begin(&browser).await;
    assert_eq!(secrets(&browser.get(PAGE).await), secrets(&offered), "whoever reloads the page has not scanned in vain");
    let phone = App::from_page(&offered);
    for wrong in ["", "12345", &phone.code_at(app.second() + 10 * STEP), "AAAA-AAAA-AAAA-AAAA"] {
        assert_eq!(confirm(&browser, &offered, wrong).await.location(), "/zweiter-faktor#errors", "{wrong}");
    }
    assert!(is_in(&app.signed_in(FREE).await).await);
    // What was left lying is begun anew.
    app.advance(SignedDuration::from_mins(20));
    assert!(is_in(&browser).await);
    app.advance(SignedDuration::from_mins(40));
    let later = app.signed_in(FREE).await;
    assert_ne!(secrets(&begin(&later).await), secrets(&offered));
    let form = offered.form("/api/confirm_second_factor").with("form[code]", &phone.code(&app));
    assert_eq!(later.submit(PAGE, &form).await.location(), "/zweiter-faktor#errors");
    // Too late altogether, the page says so, and says it no more once it was begun anew.
    app.advance(SignedDuration::from_mins(25));
    assert!(is_in(&later).await);
    app.advance(SignedDuration::from_mins(25));
    assert!(is_in(&later).await);
    app.advance(SignedDuration::from_mins(11));
    assert_eq!(later.submit(PAGE, &form).await.location(), "/zweiter-faktor#errors");
    assert!(later.get(PAGE).await.body.contains("Bitte beginnen Sie nochmals"));
    assert!(!begin(&later).await.body.contains("Bitte beginnen Sie nochmals"));
}

async fn setting_up_ends_the_other_sessions(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (browser, elsewhere) = (app.signed_in(FREE).await, app.signed_in(FREE).await);
    set_up(&app, &browser).await;
    assert!(is_in(&browser).await && !is_in(&elsewhere).await);
    let mails = app.deliver_mails().await;
    assert!(mails.iter().any(|mail| decoded(mail).contains("zwei Schritten eingerichtet")), "{mails:?}");
}

async fn recovery_codes_are_shown_until_they_are_kept(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let browser = app.signed_in(FREE).await;
    let (_, codes) = set_up(&app, &browser).await;
    let page = browser.get(PAGE).await;
    assert_eq!(secrets(&page), codes);
    assert_eq!(browser.submit(PAGE, &page.form("/api/hide_recovery_codes")).await.location(), PAGE);
    let page = browser.get(PAGE).await;
    assert_eq!(secrets(&page), Vec::<String>::new());
    let renew = page.form("/api/renew_recovery_codes").with("form[present_password]", PASSWORD);
    assert_eq!(browser.submit(PAGE, &renew).await.location(), PAGE);
    let new = secrets(&browser.get(PAGE).await);
    assert!(new.len() == 10 && new.iter().all(|code| !codes.contains(code)));
    let old = app.signed_in(FREE).await;
    assert_eq!(enter(&old, &codes[0]).await.location(), "/anmelden/code#errors");
    assert_eq!(enter(&old, &new[0]).await.location(), "/");
    // They are not shown for ever, not even to whoever has not said so.
    app.advance(SignedDuration::from_mins(29));
    assert!(is_in(&old).await);
    app.advance(SignedDuration::from_mins(29));
    assert!(is_in(&old).await);
    app.advance(SignedDuration::from_mins(3));
    assert_eq!(secrets(&old.get(PAGE).await), Vec::<String>::new());
}

async fn turning_it_off_needs_the_password(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let browser = app.signed_in(FREE).await;
    set_up(&app, &browser).await;
    for (password, way) in [("", "/zweiter-faktor#errors"), ("falsch", "/zweiter-faktor#errors"), (PASSWORD, "/zweiter-faktor?meldung=aus")]
    {
        let answer = browser.post_form(PAGE, "/api/drop_second_factor", &[("form[password]", password)]).await;
        assert_eq!(answer.location(), way, "{password}");
    }
    assert!(is_in(&app.signed_in(FREE).await).await);
    // Again, in the same session.
    set_up(&app, &browser).await;
    assert!(is_in(&browser).await);
}

async fn whoever_has_to_sets_it_up_before_going_on(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (orderer, approver) = (app.signed_in(FREE).await, app.signed_in(APPROVER).await);
    set_up(&app, &approver).await;
    let demand = approver.get(PAGE).await.form("/api/demand_second_factor");
    assert_eq!(approver.submit(PAGE, &demand).await.location(), "/zweiter-faktor?meldung=verlangt");
    assert_eq!(orderer.get("/warenkorb").await.location(), "/zweiter-faktor?weiter=%2Fwarenkorb");
    assert_eq!(orderer.call("/shop", "/api/load_cart", &[("removed[number]", ""), ("removed[quantity]", "")]).await.status, 401);
    // The password was given at the door.
    let page = orderer.get("/zweiter-faktor?weiter=%2Fwarenkorb").await;
    let offer = page.form("/api/offer_second_factor");
    assert_eq!(offer.field("form[present_password]"), None);
    assert_eq!(orderer.submit(PAGE, &offer).await.location(), "/zweiter-faktor?weiter=%2Fwarenkorb");
    let offered = orderer.get("/zweiter-faktor?weiter=%2Fwarenkorb").await;
    let answer = confirm(&orderer, &offered, &App::from_page(&offered).code(&app)).await;
    assert_eq!(answer.location(), "/zweiter-faktor?weiter=%2Fwarenkorb");
    let kept = orderer.get("/zweiter-faktor?weiter=%2Fwarenkorb").await.form("/api/hide_recovery_codes");
    assert_eq!(orderer.submit(PAGE, &kept).await.location(), "/warenkorb");
    assert_eq!(orderer.get("/warenkorb").await.status, 200);
    let refused = orderer.post_form(PAGE, "/api/drop_second_factor", &[("form[password]", PASSWORD)]).await;
    assert_eq!(refused.location(), "/zweiter-faktor#errors");
    let no_more = approver.get(PAGE).await.form("/api/demand_second_factor");
    assert_eq!(approver.submit(PAGE, &no_more).await.location(), "/zweiter-faktor?meldung=freigestellt");
    assert!(is_in(&app.signed_in(OTHER_APPROVER).await).await);
}

async fn a_session_from_long_before_the_demand_needs_the_password(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (orderer, approver) = (app.signed_in(FREE).await, app.signed_in(APPROVER).await);
    app.advance(SignedDuration::from_mins(16));
    set_up(&app, &approver).await;
    approver.submit(PAGE, &approver.get(PAGE).await.form("/api/demand_second_factor")).await;
    let offer = orderer.get(PAGE).await.form("/api/offer_second_factor");
    for (password, way) in [("", "/zweiter-faktor#errors"), ("falsch", "/zweiter-faktor#errors"), (PASSWORD, PAGE)] {
        let offer = offer.clone().with("form[present_password]", password);
        assert_eq!(orderer.submit(PAGE, &offer).await.location(), way, "{password}");
    }
}

async fn whoever_demands_it_has_it(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let approver = app.signed_in(APPROVER).await;
    let demand = approver.get(PAGE).await.form("/api/demand_second_factor");
    assert_eq!(approver.submit(PAGE, &demand).await.location(), "/zweiter-faktor#errors");
    assert!(approver.get(PAGE).await.body.contains("zuerst für sich selbst"));
    assert!(is_in(&app.signed_in(FREE).await).await);
}

async fn an_approver_lets_in_whoever_has_lost_it(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let locked_out = app.signed_in(FREE).await;
    set_up(&app, &locked_out).await;
    let approver = app.signed_in(APPROVER).await;
    let edit = format!("/konto/logins/{}", contact(&approver, FREE).await);
    assert!(approver.get("/konto/logins").await.body.contains("2 Schritte"));
    let form = approver.get(&edit).await.form("/api/remove_second_factor");
    let (first, second) = tokio::join!(approver.submit(&edit, &form), approver.submit(&edit, &form));
    for answer in [first, second] {
        assert_eq!(answer.location(), "/konto/logins?meldung=zweiter-faktor");
    }
    assert!(!is_in(&locked_out).await && is_in(&app.signed_in(FREE).await).await);
    let mails = app.deliver_mails().await;
    assert_eq!(mails.iter().filter(|mail| decoded(mail).contains("zwei Schritten entfernt")).count(), 1);
    // One's own is given up with the password only.
    set_up(&app, &approver).await;
    let own = contact(&approver, APPROVER).await;
    let answer = approver.call(&edit, "/api/remove_second_factor", &[("form[id]", &own)]).await;
    assert_eq!(answer.status, 404);
    assert_eq!(app.store.verify_audit().await.expect("the store answers"), []);
}

async fn the_supplier_has_it_too(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (phone, _) = with_factor(&app, SUPPLIER).await;
    let browser = app.signed_in(SUPPLIER).await;
    assert_eq!(browser.get("/lieferant").await.location(), "/anmelden/code?weiter=%2Flieferant");
    assert_eq!(enter(&browser, &phone.code(&app)).await.location(), "/");
    assert_eq!(browser.get("/lieferant").await.status, 200);
    let demand = browser.get(PAGE).await.form("/api/demand_second_factor");
    assert_eq!(browser.submit(PAGE, &demand).await.location(), "/zweiter-faktor?meldung=verlangt");
    assert!(browser.get(PAGE).await.body.contains("Wird verlangt"));
    assert!(is_in(&app.signed_in(FREE).await).await, "customers decide for themselves");
}
