//! Giving the code.

use super::{DOOR, PAGE, enter, is_in, with_factor};
use crate::support::{
    TestApp,
    authenticator::STEP,
    desk::{APPROVER, FREE, SUPPLIER, contact, decoded},
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
    the_supplier_has_it_too,
);

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
