//! Forms without JavaScript: there, back with what is wrong, and there again.

use crate::{
    support::TestApp,
    support::desk::{FREE, PAPER, REVIEWED, SUPPLIER, fill_cart, order_form, ordered, send_order},
};
use jiff::SignedDuration;
use server::demo::PASSWORD;
use testbed::{Engine, both_engines};

both_engines!(
    a_refused_form_comes_back_filled_in_and_without_the_password,
    a_form_that_came_back_can_be_sent_again,
    what_was_typed_when_the_session_ran_out_stands_there_after_signing_in,
    a_password_typed_when_the_session_ran_out_is_not_kept,
);

const NOTE: &str = "Bitte bis Freitag.\nAm Empfang abgeben.";

async fn a_refused_form_comes_back_filled_in_and_without_the_password(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let supplier = app.signed_in(SUPPLIER).await;
    let page = "/lieferant/kunden/neu";
    let form = supplier.get(page).await.form("/api/create_customer");
    let typed =
        [("company", "Grün & Söhne AG"), ("street", "Weg 1"), ("email", "keine-adresse"), ("first_name", "Eva"), ("user_name", "eva.grün")];
    let form = typed.iter().fold(form, |form, (name, value)| form.with(&format!("form[{name}]"), value));
    let answer = supplier.submit(page, &form.with("form[password]", "ganz-geheim-1")).await;
    assert_eq!((answer.status, answer.location()), (303, "/lieferant/kunden/neu#errors"));

    let back = supplier.get(page).await;
    let form = back.form("/api/create_customer");
    for (name, value) in typed {
        assert_eq!(form.field(&format!("form[{name}]")), Some(value));
    }
    assert_eq!(form.field("form[password]"), Some(""));
    assert!(back.body.contains("id=\"errors\"") && !back.body.contains("ganz-geheim-1"));
}

async fn a_form_that_came_back_can_be_sent_again(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let browser = app.signed_in(REVIEWED).await;
    fill_cart(&browser, &[(PAPER, 2)]).await;
    let form = order_form(&browser).await.with("form[street]", "").with("form[note]", NOTE);
    let answer = browser.submit("/warenkorb", &form).await;
    assert_eq!((answer.status, answer.location()), (303, "/warenkorb#errors"));
    let back = order_form(&browser).await;
    assert_eq!((back.field("form[street]"), back.field("form[note]")), (Some(""), Some(NOTE)));
    let order = send_order(&browser, &back.with("form[street]", "Weg 1")).await;
    assert!(browser.get(&format!("/kundendossier/{order}")).await.body.contains("Weg 1"));
}

async fn what_was_typed_when_the_session_ran_out_stands_there_after_signing_in(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let browser = app.signed_in(REVIEWED).await;
    fill_cart(&browser, &[(PAPER, 2)]).await;
    let form = order_form(&browser).await.with("form[reference]", "Kostenstelle 7").with("form[note]", NOTE);
    app.advance(SignedDuration::from_mins(31));
    let answer = browser.submit("/warenkorb", &form).await;
    assert_eq!((answer.status, answer.location()), (303, "/anmelden?weiter=%2Fwarenkorb"));

    let door = answer.location().to_owned();
    let sign_in = browser.get(&door).await.form("/api/sign_in").with("form[user_name]", REVIEWED).with("form[password]", PASSWORD);
    let answer = browser.submit(&door, &sign_in).await;
    assert_eq!((answer.status, answer.location()), (303, "/warenkorb"));

    let back = order_form(&browser).await;
    assert_eq!((back.field("form[reference]"), back.field("form[note]")), (Some("Kostenstelle 7"), Some(NOTE)));
    assert!(ordered(&browser.submit("/warenkorb", &back).await).is_some());
}

async fn a_password_typed_when_the_session_ran_out_is_not_kept(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let browser = app.signed_in(FREE).await;
    let page = "/konto/profil";
    let form = browser.get(page).await.form("/api/change_password");
    let form = form.with("form[present_password]", PASSWORD).with("form[new_password]", "ganz-geheim-1");
    app.advance(SignedDuration::from_mins(31));
    assert_eq!(browser.submit(page, &form).await.location(), "/anmelden?weiter=%2Fkonto%2Fprofil");
    browser.sign_in(FREE).await;
    let back = browser.get(page).await;
    let form = back.form("/api/change_password");
    assert_eq!((form.field("form[present_password]"), form.field("form[new_password]")), (Some(""), Some("")));
    assert!(!back.body.contains("ganz-geheim-1") && !back.body.contains(PASSWORD));
}
