//! Orders above somebody's limit, from the rules to the supplier.

use crate::support::{
    Browser, TestApp,
    desk::{
        APPROVER, OTHER_APPROVER, PAPER, PENS, REVIEWED, RULES, SUPPLIER, contact, decide, order, rejection_form, release_form,
        supply_orders,
    },
};
use testbed::{Engine, both_engines};

both_engines!(
    an_order_above_the_limit_goes_on_and_is_confirmed,
    an_older_page_confirms_nothing_and_says_so,
    a_release_is_taken_back_until_somebody_was_faster,
    a_wrong_limit_is_said_beside_its_field_and_loses_nothing,
    several_are_confirmed_at_once,
    nothing_of_it_shows_before_it_is_switched_on,
);

/// Whoever releases first has a limit of one franc; above that it goes on to the other approver.
pub async fn limited(app: &TestApp) -> Browser {
    let approver = app.signed_in(APPROVER).await;
    let (first, next) = (contact(&approver, APPROVER).await, contact(&approver, OTHER_APPROVER).await);
    let form = approver.get(RULES).await.form("/api/set_rank");
    let form = form.with("form[ranked]", &first).with("form[limit]", "1.00").with("form[superior]", &next);
    let answer = approver.submit(RULES, &form).await;
    assert_eq!(answer.location(), "/konto/freigaberegeln?meldung=limite");
    let page = approver.get(answer.location()).await.body;
    assert!(page.contains("Die Limite gilt ab der nächsten Freigabe") && page.contains("CHF 1.00"), "{page}");
    assert!(page.contains("Claudia Meier → Thomas Keller"), "the way of each orderer");
    approver
}

async fn an_order_above_the_limit_goes_on_and_is_confirmed(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (approver, superior, supplier) = (limited(&app).await, app.signed_in(OTHER_APPROVER).await, app.signed_in(SUPPLIER).await);
    let known = supply_orders(&supplier).await.len();
    let orderer = app.signed_in(REVIEWED).await;
    let id = order(&orderer, &[(PENS, 2)]).await;
    let (page, done) = (format!("/freigaben/{id}"), format!("/freigaben/{id}/abschluss"));
    assert!(approver.get(&page).await.body.contains("Alle freigeben und an Thomas Keller weitergeben"), "the button says so before");
    assert_eq!(superior.get(&page).await.status, 404, "not yet");
    let releases = release_form(&approver, &id).await;
    for _ in 0..2 {
        let answer = decide(&approver, &id, &releases).await;
        assert_eq!((answer.status, answer.location()), (303, done.as_str()), "twice is once");
    }
    assert!(approver.get(&done).await.body.contains("wartet jetzt auf die Bestätigung durch Thomas Keller"));
    assert_eq!(supply_orders(&supplier).await.len(), known);
    assert!(approver.get(&page).await.forms("/api/confirm_release").is_empty(), "nobody confirms their own release");

    let confirms = superior.get(&page).await.form("/api/confirm_release");
    approver.submit(&page, &confirms).await;
    assert_eq!(supply_orders(&supplier).await.len(), known, "nothing has come of it");
    for _ in 0..2 {
        let answer = superior.submit(&page, &confirms).await;
        assert_eq!((answer.status, answer.location()), (303, done.as_str()));
    }
    assert_eq!(supply_orders(&supplier).await.len(), known + 1);
    let told = orderer.get(&format!("/kundendossier/{id}")).await.body;
    assert!(told.contains("weil sie über der Limite von CHF 1.00 liegt") && told.contains("hat die Freigabe bestätigt"), "{told}");
}

async fn an_older_page_confirms_nothing_and_says_so(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (approver, superior, supplier) = (limited(&app).await, app.signed_in(OTHER_APPROVER).await, app.signed_in(SUPPLIER).await);
    let known = supply_orders(&supplier).await.len();
    let id = order(&app.signed_in(REVIEWED).await, &[(PENS, 2), (PAPER, 5)]).await;
    decide(&approver, &id, &release_form(&approver, &id).await).await;
    let (page, bulk) = (format!("/freigaben/{id}"), format!("/freigaben/sammelfreigabe?bestellung={id}"));
    let older = superior.get(&page).await.form("/api/confirm_release");
    let older_bulk = superior.get(&bulk).await.form("/api/release_orders");
    // In another tab, or by somebody else who has it too.
    let rejects = rejection_form(&superior, &id, 1, "Davon ist noch genug da.").await;
    decide(&superior, &id, &rejects).await;

    let unsealed = older.clone().with("form[seal]", "");
    for form in [older, unsealed] {
        let answer = superior.submit(&page, &form).await;
        assert_eq!((answer.status, answer.location()), (303, format!("{page}#errors").as_str()));
        let shown = superior.get(&page).await.body;
        assert!(shown.contains("Es wurde nichts bestätigt") && shown.contains("Davon ist noch genug da."), "{shown}");
    }
    assert_eq!(superior.submit(&bulk, &older_bulk).await.location(), "/freigaben?freigegeben=0&uebrig=1");
    assert_eq!(supply_orders(&supplier).await.len(), known, "nothing has gone out");
    let present = superior.get(&page).await.form("/api/confirm_release");
    assert_eq!(superior.submit(&page, &present).await.location(), format!("{page}/abschluss"));
    assert_eq!(supply_orders(&supplier).await.len(), known + 1);
}

async fn a_release_is_taken_back_until_somebody_was_faster(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (approver, superior, orderer) = (limited(&app).await, app.signed_in(OTHER_APPROVER).await, app.signed_in(REVIEWED).await);
    let id = order(&orderer, &[(PENS, 2), (PAPER, 5)]).await;
    let (page, done) = (format!("/freigaben/{id}"), format!("/freigaben/{id}/abschluss"));
    decide(&approver, &id, &release_form(&approver, &id).await).await;
    let back = approver.get(&done).await.form("/api/retract_release");
    let older = superior.get(&page).await.form("/api/confirm_release");
    assert!(superior.get(&page).await.forms("/api/retract_release").is_empty(), "it is no release of his");
    for _ in 0..2 {
        let answer = approver.submit(&done, &back).await;
        assert_eq!((answer.status, answer.location()), (303, page.as_str()), "twice is once");
    }
    assert!(approver.get(&page).await.body.contains("Alle freigeben und an Thomas Keller weitergeben"), "it is as it was");
    let gone = superior.get(&page).await;
    assert!(gone.status == 409 && gone.body.contains("Claudia Meier hat die Freigabe zurückgenommen"), "{}", gone.body);
    assert_eq!(superior.submit(&page, &older).await.location(), format!("{page}#errors"), "nor is it confirmed");
    let told = orderer.get(&format!("/kundendossier/{id}")).await.body;
    assert!(told.contains("hat die Freigabe zurückgenommen; die Bestellung ist wieder bei Claudia Meier"), "{told}");

    app.advance(jiff::SignedDuration::from_secs(1));
    decide(&approver, &id, &release_form(&approver, &id).await).await;
    let back = approver.get(&page).await.form("/api/retract_release");
    let rejects = rejection_form(&superior, &id, 1, "Davon ist noch genug da.").await;
    decide(&superior, &id, &rejects).await;
    let answer = approver.submit(&page, &back).await;
    assert_eq!((answer.status, answer.location()), (303, format!("{page}#errors").as_str()));
    let shown = approver.get(&page).await;
    assert!(shown.body.contains("Thomas Keller hat am") && shown.body.contains("schon entschieden"), "{}", shown.body);
    assert!(shown.forms("/api/retract_release").is_empty());
}

async fn a_wrong_limit_is_said_beside_its_field_and_loses_nothing(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let approver = app.signed_in(APPROVER).await;
    let me = contact(&approver, APPROVER).await;
    let form = approver.get(RULES).await.form("/api/set_rank").with("form[ranked]", &me);
    for (limit, superior, said) in [
        ("viel", "", "Bitte geben Sie einen Betrag in Franken an"),
        ("1500", "", "Diese Angabe fehlt."),
        ("1500", &*me, "So käme die Bestellung zur gleichen Person zurück."),
    ] {
        let answer = approver.submit(RULES, &form.clone().with("form[limit]", limit).with("form[superior]", superior)).await;
        let page = approver.get(answer.location()).await;
        assert!(page.body.contains(said), "{said}");
        assert_eq!(page.form("/api/set_rank").field("form[limit]"), Some(limit), "what was typed stays");
    }
}

async fn several_are_confirmed_at_once(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (approver, superior) = (limited(&app).await, app.signed_in(OTHER_APPROVER).await);
    let supplier = app.signed_in(SUPPLIER).await;
    let known = supply_orders(&supplier).await.len();
    let orderer = app.signed_in(REVIEWED).await;
    let mut bulk = String::from("/freigaben/sammelfreigabe?");
    for _ in 0..2 {
        bulk = format!("{bulk}bestellung={}&", order(&orderer, &[(PENS, 1)]).await);
    }
    for (who, supplied) in [(&approver, known), (&superior, known + 2)] {
        let form = who.get(&bulk).await.form("/api/release_orders");
        assert_eq!(who.submit(&bulk, &form).await.location(), "/freigaben?freigegeben=2&uebrig=0");
        assert_eq!(supply_orders(&supplier).await.len(), supplied);
    }
}

async fn nothing_of_it_shows_before_it_is_switched_on(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let approver = app.signed_in(APPROVER).await;
    let id = order(&app.signed_in(REVIEWED).await, &[(PENS, 2)]).await;
    let page = approver.get(&format!("/freigaben/{id}")).await.body;
    assert!(page.contains("Damit geht die Bestellung an den Lieferanten") && !page.contains("weitergeben"));
    let rejects = rejection_form(&approver, &id, 1, "Nein").await;
    assert_eq!(decide(&approver, &id, &rejects).await.location(), format!("/freigaben/{id}/abschluss"));
}
