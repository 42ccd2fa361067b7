//! Setting it up, giving it up, and demanding it.

use super::{PAGE, begin, confirm, enter, is_in, set_up};
use crate::support::{
    TestApp,
    authenticator::{App, STEP, secrets},
    desk::{APPROVER, FREE, OTHER_APPROVER, contact, decoded},
};
use jiff::SignedDuration;
use server::demo::PASSWORD;
use testbed::{Engine, both_engines};

both_engines!(
    nothing_counts_before_a_code_proves_it,
    setting_up_ends_the_other_sessions,
    recovery_codes_are_shown_until_they_are_kept,
    turning_it_off_needs_the_password,
    whoever_has_to_sets_it_up_before_going_on,
    a_session_from_long_before_the_demand_needs_the_password,
    whoever_demands_it_has_it,
    an_approver_lets_in_whoever_has_lost_it,
);

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
