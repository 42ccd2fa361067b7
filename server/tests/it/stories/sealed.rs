//! A release holds for what was on the screen: what pages say when prices move, and where customers set how far they may.

use super::hierarchy::limited;
use crate::support::{
    Browser, Form, TestApp,
    desk::{
        APPROVER, Inbox, OTHER_APPROVER, PAPER, PENS, REVIEWED, RULES, SUPPLIER, decide, decoded, order, position, recipient, release_form,
        supply_orders,
    },
};
use domain::{OrderId, Rappen};
use store::{Availability, NewArticle};
use testbed::{Engine, both_engines};

both_engines!(
    what_became_too_dear_is_asked_again_with_the_difference,
    an_open_page_of_another_price_says_what_has_changed,
    what_is_shown_before_a_release_is_what_goes_out,
    what_became_too_dear_after_it_went_on_is_decided_by_whoever_has_it,
    several_orders_together_say_which_of_them_wait_on,
    what_was_chosen_instead_is_named_when_it_falls_away,
    what_is_sold_no_more_offers_no_release,
    a_wrong_tolerance_comes_back_as_it_was_typed,
);

/// Paper that is not in the Kundensortiment, and the one in it that comes closest.
pub const ORDERED: &str = "15-0107";
pub const CLOSE: &str = "15-0101";

/// The supplier sells the article at so many times its price, or no more at all.
pub async fn change(app: &TestApp, number: &str, percent: i64, availability: Availability) {
    let row = app.store.article(&app.orderer(REVIEWED).await, number).await.expect("the article is sold");
    let article = NewArticle {
        number: row.number,
        category_slug: row.category_slug,
        name: row.name,
        description: row.description,
        unit: row.unit,
        price: Rappen(row.price.0 * percent / 100),
        availability,
    };
    app.store.import_catalogue(vec![], vec![article]).await.expect("imported");
}

/// Releases the line of this position by the button of its card.
pub async fn release_line(approver: &Browser, order: &str, position: u32) -> String {
    let forms = approver.get(&format!("/freigaben/{order}")).await.forms("/api/decide");
    let form = forms.into_iter().find(|form| {
        form.field("form[decisions][0][position]") == Some(&position.to_string())
            && form.field("form[decisions][0][verdict]") == Some("released")
    });
    decide(approver, order, &form.expect("the line can be released")).await.location().to_owned()
}

async fn what_became_too_dear_is_asked_again_with_the_difference(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (approver, supplier) = (app.signed_in(APPROVER).await, app.signed_in(SUPPLIER).await);
    let orderer = app.signed_in(REVIEWED).await;
    let order = order(&orderer, &[(PENS, 2), (PAPER, 5)]).await;
    let known = supply_orders(&supplier).await.len();
    let (pens, paper) = (position(&approver, &order, PENS).await, position(&approver, &order, PAPER).await);
    release_line(&approver, &order, pens).await;
    change(&app, PENS, 150, Availability::InStock).await;
    let mut inbox = Inbox::open(&app).await;
    release_line(&approver, &order, paper).await;

    let page = approver.get(&format!("/freigaben/{order}")).await.body;
    assert!(page.contains("Eine Position ist nochmals zu entscheiden") && page.contains("(+50.0 %)"), "{page}");
    assert_eq!(supply_orders(&supplier).await.len(), known, "nothing has gone out");
    assert!(approver.get("/freigaben").await.body.contains("Nochmals zu entscheiden: 1"));
    let mails = inbox.new_mails(&app).await;
    assert!(mails.len() == 1 && recipient(&mails[0]) == APPROVER && decoded(&mails[0]).contains("(+50.0 %)"), "{mails:?}");

    let answer = decide(&approver, &order, &release_form(&approver, &order).await).await;
    assert_eq!(answer.location(), format!("/freigaben/{order}/abschluss"));
    assert_eq!(supply_orders(&supplier).await.len(), known + 1);
    let dossier = orderer.get(&format!("/kundendossier/{order}")).await.body;
    for expected in [format!("fragt Position {pens} nochmals"), format!("hat den heutigen Preis von Position {pens} ")] {
        assert!(dossier.contains(&expected), "{expected} in {dossier}");
    }
    let table = orderer.get(&format!("/kundendossier/{order}/bestellung.csv")).await.body;
    assert!(table.contains("An den Lieferanten") && table.contains("(+50.0 %)"), "{table}");
}

async fn an_open_page_of_another_price_says_what_has_changed(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let approver = app.signed_in(APPROVER).await;
    let order = order(&app.signed_in(REVIEWED).await, &[(PENS, 2)]).await;
    let shown = release_form(&approver, &order).await;
    change(&app, PENS, 101, Availability::InStock).await;
    let answer = decide(&approver, &order, &shown).await;
    assert_eq!(answer.location(), format!("/freigaben/{order}#errors"), "however little it is");
    let page = approver.get(&format!("/freigaben/{order}")).await.body;
    assert!(page.contains("Position 1 ist nicht mehr, was auf Ihrem Bildschirm stand. Jetzt sind es 2 × "), "{page}");
    assert!(page.contains("Seit der Bestellung hat sich der Preis geändert"), "{page}");
    let answer = decide(&approver, &order, &release_form(&approver, &order).await).await;
    assert_eq!(answer.location(), format!("/freigaben/{order}/abschluss"));
}

/// A price that moves within what is borne, or falls, takes nobody's release away; but nobody is shown another sum than goes out.
async fn what_is_shown_before_a_release_is_what_goes_out(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (approver, orderer) = (app.signed_in(APPROVER).await, app.signed_in(REVIEWED).await);
    for percent in [101, 80] {
        let order = order(&orderer, &[(PENS, 100), (PAPER, 5)]).await;
        let pens = position(&approver, &order, PENS).await;
        release_line(&approver, &order, pens).await;
        change(&app, PENS, percent, Availability::InStock).await;
        let page = format!("/freigaben/{order}");
        let (single, together) = (approver.get(&page).await, approver.get(&format!("/freigaben/sammelfreigabe?bestellung={order}")).await);
        assert!(single.body.contains("Geht zum heutigen Preis an den Lieferanten: "), "{}", single.body);
        let answer = approver.submit(&page, &release_form(&approver, &order).await).await;
        assert_eq!(answer.location(), format!("{page}/abschluss"));
        let id: OrderId = order.parse().expect("an id");
        let sent = app.store.order(&app.orderer(REVIEWED).await, id).await.expect("an own order").delivered_totals.total;
        for shown in [&single.body, &together.body] {
            assert!(shown.contains(&format!("CHF {sent}<")), "{percent} %: not CHF {sent} in {shown}");
        }
    }
}

async fn what_became_too_dear_after_it_went_on_is_decided_by_whoever_has_it(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (approver, superior) = (limited(&app).await, app.signed_in(OTHER_APPROVER).await);
    let supplier = app.signed_in(SUPPLIER).await;
    let known = supply_orders(&supplier).await.len();
    let orderer = app.signed_in(REVIEWED).await;
    let (id, other) = (order(&orderer, &[(PENS, 2), (PAPER, 5)]).await, order(&orderer, &[(PENS, 1)]).await);
    for order in [&id, &other] {
        decide(&approver, order, &release_form(&approver, order).await).await;
    }
    change(&app, PENS, 150, Availability::InStock).await;
    let page = format!("/freigaben/{id}");
    let confirms = superior.get(&page).await.form("/api/confirm_release");
    assert_eq!(superior.submit(&page, &confirms).await.location(), page, "back to what is asked again");
    assert_eq!(superior.submit(&page, &confirms).await.location(), format!("{page}#errors"), "there is nothing to confirm by now");
    let shown = superior.get(&page).await;
    assert!(shown.body.contains("Eine Position ist nochmals zu entscheiden") && shown.body.contains("(+50.0 %)"), "{}", shown.body);
    assert!(shown.forms("/api/confirm_release").is_empty());
    assert!(approver.get(&page).await.forms("/api/decide").is_empty(), "whoever has released it before decides no more");
    let pens = position(&superior, &id, PENS).await;
    assert_eq!(release_line(&superior, &id, pens).await, format!("{page}/abschluss"), "with the line it goes");

    let summary = format!("/freigaben/sammelfreigabe?bestellung={other}");
    let gone = ["/freigaben?freigegeben=0&uebrig=0&gefragt=1", "/freigaben?freigegeben=1&uebrig=0"];
    for location in gone {
        let form = superior.get(&summary).await.form("/api/release_orders");
        assert_eq!(superior.submit(&summary, &form).await.location(), location, "first it is asked again, then released");
    }
    assert_eq!(supply_orders(&supplier).await.len(), known + 2);
}

async fn several_orders_together_say_which_of_them_wait_on(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (approver, orderer) = (app.signed_in(APPROVER).await, app.signed_in(REVIEWED).await);
    let (first, second) = (order(&orderer, &[(PENS, 2), (PAPER, 5)]).await, order(&orderer, &[(PAPER, 1)]).await);
    let pens = position(&approver, &first, PENS).await;
    release_line(&approver, &first, pens).await;
    change(&app, PENS, 150, Availability::InStock).await;
    let summary = format!("/freigaben/sammelfreigabe?bestellung={first}&bestellung={second}");
    let form = approver.get(&summary).await.form("/api/release_orders");
    let answer = approver.submit(&summary, &form).await;
    assert_eq!(answer.location(), "/freigaben?freigegeben=1&uebrig=0&gefragt=1");
    let queue = approver.get(answer.location()).await.body;
    assert!(queue.contains("1 Bestellung freigegeben. 1 Bestellung wartet weiter auf Sie"), "{queue}");
    assert_eq!(approver.submit(&summary, &form).await.location(), answer.location(), "whoever clicks twice reads the same");
}

async fn what_was_chosen_instead_is_named_when_it_falls_away(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (approver, orderer) = (app.signed_in(APPROVER).await, app.signed_in(REVIEWED).await);
    let close = app.store.article(&app.orderer(REVIEWED).await, CLOSE).await.expect("the article is sold").name;
    let order = order(&orderer, &[(ORDERED, 10), (PENS, 2)]).await;
    let (wanted, pens) = (position(&approver, &order, ORDERED).await, position(&approver, &order, PENS).await);
    let page = format!("/freigaben/{order}");
    let of_wanted = async || {
        let forms = approver.get(&page).await.forms("/api/decide").into_iter();
        forms.filter(|form| form.field("form[decisions][0][position]") == Some(&wanted.to_string())).collect::<Vec<_>>()
    };
    let replaces = |form: &Form| form.field("form[decisions][0][replacement]").is_some();
    decide(&approver, &order, of_wanted().await.iter().find(|form| replaces(form)).expect("a close article")).await;
    change(&app, CLOSE, 100, Availability::Discontinued).await;
    let mut inbox = Inbox::open(&app).await;
    release_line(&approver, &order, pens).await;

    let said = format!("weil der vorher gewählte Ersatz nicht mehr lieferbar ist: {close}.");
    let shown = approver.get(&page).await.body;
    assert!(shown.contains(&said) && !shown.contains("Der Artikel ist nicht mehr lieferbar"), "{shown}");
    let is_release = |form: &Form| form.field("form[decisions][0][verdict]") == Some("released") && !replaces(form);
    assert!(of_wanted().await.iter().any(is_release), "what was ordered can be released");
    let mails = inbox.new_mails(&app).await;
    assert!(mails.len() == 1 && recipient(&mails[0]) == APPROVER && decoded(&mails[0]).contains(&said), "{mails:?}");
    let told = orderer.get(&format!("/kundendossier/{order}")).await.body;
    assert!(told.contains(&format!("fragt Position {wanted} nochmals: {close} ist nicht mehr lieferbar")), "{told}");
}

async fn what_is_sold_no_more_offers_no_release(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let approver = app.signed_in(APPROVER).await;
    let orderer = app.signed_in(REVIEWED).await;
    let order = order(&orderer, &[(PENS, 2)]).await;
    let shown = release_form(&approver, &order).await;
    change(&app, PENS, 100, Availability::Discontinued).await;
    assert_eq!(decide(&approver, &order, &shown).await.location(), format!("/freigaben/{order}#errors"));
    let page = approver.get(&format!("/freigaben/{order}")).await;
    assert!(
        page.body.contains("Nicht mehr lieferbar.") && page.body.contains("Was noch offen ist, ist nicht mehr lieferbar"),
        "{}",
        page.body
    );
    let releases = page.forms("/api/decide").into_iter().filter(|form| {
        form.field("form[decisions][0][verdict]") == Some("released") && form.field("form[decisions][0][replacement]").is_none()
    });
    assert_eq!(releases.count(), 0);
    let summary = approver.get(&format!("/freigaben/sammelfreigabe?bestellung={order}")).await;
    assert!(summary.body.contains("Nichts mehr freizugeben"), "{}", summary.body);
    let article = orderer.get(&format!("/shop/artikel/{PENS}")).await;
    assert!(article.body.contains("Nicht mehr lieferbar"), "{}", article.body);
}

async fn a_wrong_tolerance_comes_back_as_it_was_typed(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let approver = app.signed_in(APPROVER).await;
    let form = approver.get(RULES).await.form("/api/set_price_tolerance");
    assert_eq!(form.field("form[percent]"), Some("2"));
    for wrong in ["101", "-1", "2.5", "viel", ""] {
        let answer = approver.submit(RULES, &form.clone().with("form[percent]", wrong)).await;
        assert_eq!(answer.location(), format!("{RULES}#errors"), "{wrong}");
        let page = approver.get(RULES).await;
        assert!(page.body.contains("id=\"percent-error\""), "{wrong}");
        assert_eq!(page.form("/api/set_price_tolerance").field("form[percent]"), Some(wrong));
    }
    let answer = approver.submit(RULES, &form.with("form[percent]", "5 %")).await;
    assert_eq!(answer.location(), format!("{RULES}?meldung=preistoleranz"));
    assert_eq!(approver.get(RULES).await.form("/api/set_price_tolerance").field("form[percent]"), Some("5"));
}
