//! Limits of people, of which nothing is to be seen until they are switched on; and cost centres of orders and their lines.

use crate::support::{
    Browser, Form, TestApp,
    desk::{self, APPROVER, FREE, OTHER_APPROVER, PAPER, PENS, SUPPLIER, fill_cart, order_form, send_order, supply_orders},
};
use domain::{ArticleId, CostCentreId, CustomerRule::UsesLimits, OrderId, Rappen};
use store::{Approver, CostCentreData, Profile};
use testbed::{Engine, both_engines};

both_engines!(
    limits_are_to_be_seen_once_they_are_switched_on,
    whoever_has_limits_keeps_them_when_they_are_switched_off,
    what_was_chosen_for_lines_is_not_lost_when_one_is_out_of_use,
    a_line_that_is_brought_back_has_its_cost_centre_again,
    a_change_that_goes_beyond_the_budget_of_somebody_else_asks_them_as_well,
);

const SET: &str = "/api/set_limits";

/// Switches limits to what they are not, as the button of the page does; what the page says then.
async fn switch(approver: &Browser) -> String {
    let answer = desk::switch(approver, UsesLimits).await;
    approver.get(answer.location()).await.body
}

/// The page of somebody without restrictions.
async fn page_of_free(app: &TestApp) -> String {
    format!("/konto/logins/{}", app.orderer(FREE).await.contact_id())
}

async fn limits_are_to_be_seen_once_they_are_switched_on(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (approver, other) = (app.signed_in(APPROVER).await, app.signed_in(OTHER_APPROVER).await);
    let page = page_of_free(&app).await;
    assert!(approver.get(&page).await.forms(SET).is_empty());
    assert!(switch(&other).await.contains("Limiten sind eingeschaltet."));
    let superior = app.orderer(APPROVER).await.contact_id().to_string();
    let form = approver.get(&page).await.form(SET).with("form[per_order]", "50").with("form[over_limit_approver]", &superior);

    // Somebody switches them off while the page is open.
    switch(&other).await;
    let answer = approver.submit(&page, &form).await;
    assert_eq!(answer.location(), format!("{page}#errors"));
    let back = approver.get(&page).await;
    assert!(back.body.contains("Limiten sind inzwischen ausgeschaltet.") && back.forms(SET).is_empty(), "{}", back.body);
    switch(&other).await;
    assert_eq!(approver.submit(&page, &form).await.location(), "/konto/logins?meldung=limiten");
}

async fn whoever_has_limits_keeps_them_when_they_are_switched_off(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let approver = app.signed_in(APPROVER).await;
    let page = page_of_free(&app).await;
    switch(&approver).await;
    let superior = app.orderer(APPROVER).await.contact_id().to_string();
    let form = approver.get(&page).await.form(SET).with("form[per_order]", "50").with("form[over_limit_approver]", &superior);
    approver.submit(&page, &form).await;
    assert!(switch(&approver).await.contains("Was gesetzt ist, gilt weiter"));
    let form = approver.get(&page).await.form(SET);
    assert_eq!(form.field("form[per_order]"), Some("50.00"));
    assert_eq!(approver.submit(&page, &form.with("form[per_order]", "")).await.location(), "/konto/logins?meldung=limiten");
    assert!(approver.get(&page).await.forms(SET).is_empty());
}

async fn cost_centre(app: &TestApp, approver: &Approver, number: &str) -> CostCentreId {
    cost_centre_with(app, approver, (number, None)).await
}

async fn cost_centre_with(app: &TestApp, approver: &Approver, (number, per_year): (&str, Option<Rappen>)) -> CostCentreId {
    let approver_id = approver.orderer().contact_id();
    let data = CostCentreData { number: number.into(), name: "Lager".into(), per_year, approver_id };
    app.store.save_cost_centre(approver, None, data).await.expect("it can be created")
}

async fn what_was_chosen_for_lines_is_not_lost_when_one_is_out_of_use(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (browser, orderer) = (app.signed_in(FREE).await, app.orderer(FREE).await);
    let approver = app.orderer(APPROVER).await.approver().expect("an approver");
    fill_cart(&browser, &[(PENS, 1), (PAPER, 1)]).await;
    let article = async |number: &str| app.store.article(&orderer, number).await.expect("the demo has this article").id;
    let (pens_id, paper_id) = (article(PENS).await, article(PAPER).await);
    let field = |article: ArticleId| format!("form[cost_centres][cost-centre-{article}]");
    let (pens, paper) = (field(pens_id), field(paper_id));

    cost_centre(&app, &approver, "KST-1").await;
    let form = order_form(&browser).await;
    assert_eq!((form.field("form[cost_centre]"), form.field(&pens)), (Some(""), None), "one is for the whole order");
    let (kept, archived) = (cost_centre(&app, &approver, "KST-2").await, cost_centre(&app, &approver, "KST-3").await);
    let form = order_form(&browser).await;
    assert_eq!((form.field(&pens), form.field(&paper)), (Some(""), Some("")), "at first the order's pays");

    app.store.archive_cost_centre(&approver, archived, true).await.expect("archived");
    let form = form.with(&pens, &archived.to_string()).with(&paper, &kept.to_string()).with("form[reference]", "R7");
    let answer = browser.submit("/warenkorb", &form).await;
    assert_eq!((answer.status, answer.location()), (303, "/warenkorb#errors"));
    let page = browser.get("/warenkorb").await;
    assert!(page.body.contains(&format!("id=\"cost-centre-{pens_id}-error\"")), "{}", page.body);
    let back = page.form("/api/place_order");
    assert_eq!((back.field(&pens), back.field(&paper)), (Some(""), Some(kept.to_string().as_str())));
    assert_eq!(back.field("form[reference]"), Some("R7"));

    let order = send_order(&browser, &back).await;
    let shown = browser.get(&format!("/kundendossier/{order}")).await.body;
    assert_eq!(shown.matches("Kostenstelle KST-2 Lager").count(), 1, "beside its line: {shown}");
    let table = browser.get(&format!("/kundendossier/{order}/bestellung.csv")).await.body;
    assert!(table.lines().any(|row| row.contains(PAPER) && row.ends_with(";KST-2 Lager;")), "{table}");
    let supply = app.signed_in(SUPPLIER).await;
    let received = supply_orders(&supply).await.into_iter().next().expect("it was handed over");
    assert!(supply.get(&format!("/lieferant/auftraege/{received}")).await.body.contains("Kostenstelle KST-2 Lager"));
}

async fn a_line_that_is_brought_back_has_its_cost_centre_again(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (browser, orderer) = (app.signed_in(FREE).await, app.orderer(FREE).await);
    let approver = app.orderer(APPROVER).await.approver().expect("an approver");
    fill_cart(&browser, &[(PAPER, 1), (PENS, 2)]).await;
    let article = app.store.article(&orderer, PENS).await.expect("the demo has this article").id;
    cost_centre(&app, &approver, "KST-1").await;
    let chosen = cost_centre(&app, &approver, "KST-2").await;
    let own = async || {
        let cart = app.store.cart(&orderer).await.expect("a cart");
        cart.lines.iter().find(|line| line.article_id == article).map(|line| (line.quantity, line.own.id()))
    };
    let remove = async || {
        let form = order_form(&browser).await.with("form[remove]", &article.to_string());
        // It may be chosen by the very press that removes the line.
        let form = form.with(&format!("form[cost_centres][cost-centre-{article}]"), &chosen.to_string());
        let answer = browser.submit("/warenkorb", &Form { action: "/api/save_order_form".into(), ..form }).await;
        assert_eq!(answer.location(), format!("/warenkorb?entfernt={PENS}&menge=2&kostenstelle={chosen}"));
        assert_eq!(own().await, None);
        browser.get(answer.location()).await.form("/api/set_quantity")
    };
    let undo = remove().await;
    assert_eq!(browser.submit("/warenkorb", &undo).await.location(), "/warenkorb");
    assert_eq!(own().await, Some((2, Some(chosen))));

    let undo = remove().await;
    app.store.archive_cost_centre(&approver, chosen, true).await.expect("archived");
    assert_eq!(browser.submit("/warenkorb", &undo).await.location(), "/warenkorb");
    assert_eq!(own().await, Some((2, None)), "what is out of use stays away");
}

async fn a_change_that_goes_beyond_the_budget_of_somebody_else_asks_them_as_well(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (browser, orderer) = (app.signed_in(FREE).await, app.orderer(FREE).await);
    let in_charge = app.orderer(APPROVER).await.approver().expect("an approver");
    let other = app.orderer(OTHER_APPROVER).await.approver().expect("an approver");
    let own = cost_centre_with(&app, &in_charge, ("KST-1", Some(Rappen(0)))).await;
    let others = cost_centre_with(&app, &other, ("KST-2", Some(Rappen(0)))).await;
    fill_cart(&browser, &[(PENS, 1)]).await;
    let form = order_form(&browser).await.with("form[cost_centre]", &own.to_string());
    let order = send_order(&browser, &form).await;
    fill_cart(&browser, &[(PAPER, 1)]).await;
    let article = app.store.article(&orderer, PAPER).await.expect("the demo has this article").id;
    let form = order_form(&browser).await.with(&format!("form[cost_centres][cost-centre-{article}]"), &others.to_string());
    browser.submit("/warenkorb", &Form { action: "/api/save_order_form".into(), ..form }).await;

    let (page, along) = (format!("/kundendossier/{order}/aendern"), format!("form[added][article-{article}]"));
    let form = browser.get(&page).await.form("/api/revise_order").with(&along, "on").with("form[note]", "Es eilt.");
    let order_id: OrderId = order.parse().expect("an id");
    let then = async || app.store.order(&orderer, order_id).await.expect("an order").then;
    assert_eq!(then().await, Vec::<String>::new(), "one budget, and whoever looks after it has the order");
    assert_eq!(browser.submit(&page, &form).await.location().split(['?', '#']).next(), Some(format!("/kundendossier/{order}").as_str()));
    let Profile { first_name, last_name, .. } = app.store.profile(other.orderer()).await.expect("a profile");
    assert_eq!(then().await, [format!("{first_name} {last_name}")]);
    assert!(app.store.cart(&orderer).await.expect("a cart").lines.is_empty());
}
