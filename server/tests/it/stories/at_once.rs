//! Double clicks, and several people at once.

use crate::support::{
    Browser, Form, TestApp,
    desk::{
        APPROVER, FREE, Inbox, PAPER, PENS, REVIEWED, SUPPLIER, decide, fill_cart, mails, order, order_form, ordered, rejection_form,
        release_form, supply_orders, with_person,
    },
};
use futures::future::join_all;
use server::demo::PASSWORD;
use std::collections::BTreeSet;
use testbed::{Engine, both_engines};

both_engines!(
    a_release_sent_sixteen_times_at_once_is_one_release,
    of_two_opposite_decisions_at_once_one_counts,
    an_order_sent_sixteen_times_at_once_is_one_order,
    a_withdrawal_and_a_release_at_once_leave_one_of_them,
    a_login_created_by_a_double_click_is_one_login,
);

/// Sixteen clicks at once, in turn from these browsers with their forms; the answers are where they lead.
async fn sixteen_clicks(page: &str, clicks: &[(&Browser, &Form)]) -> Vec<String> {
    let clicks = clicks.iter().cycle().take(16).map(|(browser, form)| browser.submit(page, form));
    join_all(clicks).await.iter().map(|answer| answer.location().to_owned()).collect()
}

async fn a_release_sent_sixteen_times_at_once_is_one_release(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let order = order(&app.signed_in(REVIEWED).await, &[(PENS, 2), (PAPER, 5)]).await;
    let (office, phone, supplier) = (app.signed_in(APPROVER).await, app.signed_in(APPROVER).await, app.signed_in(SUPPLIER).await);
    let mut inbox = Inbox::open(&app).await;
    let known = supply_orders(&supplier).await.len();
    let (first, second) = (release_form(&office, &order).await, release_form(&phone, &order).await);
    let answers = sixteen_clicks(&format!("/freigaben/{order}"), &[(&office, &first), (&phone, &second)]).await;
    assert_eq!(answers, vec![format!("/freigaben/{order}/abschluss"); 16], "whoever clicks twice sees the same");
    assert_eq!(supply_orders(&supplier).await.len(), known + 1);
    assert_eq!(inbox.new_subjects(&app).await, mails(&[(REVIEWED, "Ihre Bestellung # ist freigegeben")]));
    assert!(app.store.verify_audit().await.expect("the store answers").is_empty());
}

async fn of_two_opposite_decisions_at_once_one_counts(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let order = order(&app.signed_in(REVIEWED).await, &[(PENS, 2)]).await;
    let (office, phone, supplier) = (app.signed_in(APPROVER).await, app.signed_in(APPROVER).await, app.signed_in(SUPPLIER).await);
    let mut inbox = Inbox::open(&app).await;
    let known = supply_orders(&supplier).await.len();
    let (release, rejection) = (release_form(&office, &order).await, rejection_form(&phone, &order, 1, "Nein").await);
    let page = format!("/freigaben/{order}");
    let answers = sixteen_clicks(&page, &[(&office, &release), (&phone, &rejection)]).await;
    let done = format!("{page}/abschluss");
    let refused = format!("{page}#errors");
    let is_released = supply_orders(&supplier).await.len() == known + 1;
    for (click, answer) in answers.iter().enumerate() {
        let is_of_winner = (click % 2 == 0) == is_released;
        assert_eq!(*answer, if is_of_winner { done.clone() } else { refused.clone() }, "click {click}");
    }
    let subject = if is_released { "Ihre Bestellung # ist freigegeben" } else { "Ihre Bestellung # wurde abgelehnt" };
    assert_eq!(inbox.new_subjects(&app).await, mails(&[(REVIEWED, subject)]));
    let loser = if is_released { &phone } else { &office };
    assert!(loser.get(&page).await.body.contains("id=\"errors\""), "whoever was too late reads so");
}

async fn an_order_sent_sixteen_times_at_once_is_one_order(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (orderer, supplier) = (app.signed_in(FREE).await, app.signed_in(SUPPLIER).await);
    let mut inbox = Inbox::open(&app).await;
    let known = supply_orders(&supplier).await.len();
    fill_cart(&orderer, &[(PENS, 2)]).await;
    let form = order_form(&orderer).await;
    let answers = join_all((0..16).map(|_| orderer.submit("/warenkorb", &form))).await;
    let orders: BTreeSet<_> = answers.iter().map(ordered).collect();
    assert_eq!((orders.len(), orders.contains(&None)), (1, false), "{orders:?}");
    assert_eq!(supply_orders(&supplier).await.len(), known + 1);
    assert_eq!(inbox.new_subjects(&app).await, mails(&[(FREE, "Ihre Bestellung # ist beim Lieferanten")]));
}

async fn a_withdrawal_and_a_release_at_once_leave_one_of_them(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (orderer, approver, supplier) = (app.signed_in(REVIEWED).await, app.signed_in(APPROVER).await, app.signed_in(SUPPLIER).await);
    let order = order(&orderer, &[(PENS, 2)]).await;
    let known = supply_orders(&supplier).await.len();
    let page = format!("/kundendossier/{order}");
    let (release, withdrawal) = (release_form(&approver, &order).await, orderer.get(&page).await.form("/api/withdraw_order"));
    let released = async { decide(&approver, &order, &release).await.location().ends_with("/abschluss") };
    let withdrawn = async { !orderer.submit(&page, &withdrawal).await.location().ends_with("#errors") };
    let (is_released, is_withdrawn) = futures::future::join(released, withdrawn).await;
    assert!(is_released != is_withdrawn, "released: {is_released}, withdrawn: {is_withdrawn}");
    assert_eq!(supply_orders(&supplier).await.len(), known + usize::from(is_released));
}

async fn a_login_created_by_a_double_click_is_one_login(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let approver = app.signed_in(APPROVER).await;
    let mut inbox = Inbox::open(&app).await;
    let person = with_person(approver.get("/konto/logins/neu").await.form("/api/save_new_person"), "Nora", "nora@muster.example");
    approver.submit("/konto/logins/neu", &person.with("form[approval]", "unrestricted")).await;
    let page = "/konto/logins/neu/zugang";
    let access = approver.get(page).await.form("/api/create_login").with("form[password]", PASSWORD);
    let answers = sixteen_clicks(page, &[(&approver, &access)]).await;
    let places: BTreeSet<_> = answers.iter().filter(|answer| answer.contains("/uebergabe")).collect();
    assert_eq!(places.len(), 1, "{answers:?}");
    assert_eq!(inbox.new_subjects(&app).await.len(), 1);
}
