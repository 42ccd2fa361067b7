//! What an approver proposes instead of a line that they reject, and what the orderer makes of it.

use crate::support::{
    Browser, Form, TestApp,
    desk::{APPROVER, Inbox, OTHER_APPROVER, REVIEWED, RULES, decide, decoded, order, rejection_form, switch},
};
use domain::CustomerRule::DemandsReason;
use store::{Availability, NewArticle};
use testbed::{Engine, both_engines};

both_engines!(
    the_orderer_reads_what_was_proposed_and_takes_it_into_the_cart,
    an_article_or_a_price_that_was_not_on_the_screen_is_refused_and_what_was_chosen_stays,
    what_was_chosen_stays_where_a_reason_is_missing,
    what_is_sold_no_more_is_said_and_not_taken,
);

/// Paper that is not in the Kundensortiment, and the one in it that comes closest.
const ORDERED: &str = "15-0107";
const CLOSE: &str = "15-0101";
/// Neither.
const OUTSIDE: &str = "50-0201";

const ALTERNATIVE: &str = "form[decisions][0][alternative]";
const PRICE: &str = "form[decisions][0][price]";

/// The id of an article.
async fn id_of(app: &TestApp, number: &str) -> String {
    app.store.article(&app.orderer(REVIEWED).await, number).await.expect("the article is sold").id.to_string()
}

/// The form that rejects the only line of an order and proposes the closest article.
async fn proposing(app: &TestApp, approver: &Browser, order: &str) -> Form {
    let form = rejection_form(approver, order, 1, "Der günstigere genügt.").await;
    assert_eq!(form.field(ALTERNATIVE), None, "nothing is proposed at first");
    form.with(ALTERNATIVE, &id_of(app, CLOSE).await)
}

/// An order of ten that was rejected, with the closest article proposed instead.
async fn rejected(app: &TestApp, orderer: &Browser, approver: &Browser) -> String {
    let order = order(orderer, &[(ORDERED, 10)]).await;
    let answer = decide(approver, &order, &proposing(app, approver, &order).await).await;
    assert_eq!(answer.location(), format!("/freigaben/{order}/abschluss"));
    order
}

/// The form that takes what was proposed, if there is one.
async fn taking(orderer: &Browser, order: &str) -> Option<Form> {
    let forms = orderer.get(&format!("/kundendossier/{order}")).await.forms("/api/take_again");
    forms.into_iter().find(|form| form.field("form[lines]") == Some("alternative-1"))
}

async fn the_orderer_reads_what_was_proposed_and_takes_it_into_the_cart(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (orderer, approver) = (app.signed_in(REVIEWED).await, app.signed_in(APPROVER).await);
    let mut inbox = Inbox::open(&app).await;
    let order = rejected(&app, &orderer, &approver).await;

    let dossier = format!("/kundendossier/{order}");
    let proposal = format!("(Art. {CLOSE}), CHF 5.60 pro Packung");
    for (browser, page) in [(&approver, format!("/freigaben/{order}/abschluss")), (&orderer, dossier.clone())] {
        let page = browser.get(&page).await.body;
        assert!(page.contains("Stattdessen vorgeschlagen: ") && page.contains(&proposal), "{page}");
    }
    let page = orderer.get(&dossier).await.body;
    assert!(page.contains("Heute CHF 5.60 pro Packung.") && page.contains("Alternative in den Warenkorb"), "{page}");
    let table = orderer.get(&format!("{dossier}/bestellung.csv")).await.body;
    assert!(table.contains(";Stattdessen vorgeschlagen") && table.contains(&proposal), "{table}");
    assert_eq!(orderer.get(&format!("{dossier}/bestellung.pdf")).await.status, 200);
    let mails: Vec<_> = inbox.new_mails(&app).await.iter().map(|mail| decoded(mail)).collect();
    assert!(mails.iter().any(|mail| mail.contains("Stattdessen vorgeschlagen") && mail.contains(CLOSE)), "{mails:?}");

    let form = taking(&orderer, &order).await.expect("what was proposed can be taken");
    let answer = orderer.submit(&dossier, &form).await;
    assert_eq!(answer.location(), format!("/warenkorb?bestellung={order}&dazu=1&wie=vorgeschlagen"));
    let cart = app.store.cart(&app.orderer(REVIEWED).await).await.expect("a cart");
    assert_eq!(cart.lines.iter().map(|line| (line.number.as_str(), line.quantity)).collect::<Vec<_>>(), [(CLOSE, 10)]);
    assert!(orderer.get(answer.location()).await.body.contains("Eine Position aus der Bestellung"));
}

async fn an_article_or_a_price_that_was_not_on_the_screen_is_refused_and_what_was_chosen_stays(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (orderer, approver) = (app.signed_in(REVIEWED).await, app.signed_in(APPROVER).await);
    let order = order(&orderer, &[(ORDERED, 10)]).await;
    let (page, form) = (format!("/freigaben/{order}"), proposing(&app, &approver, &order).await);
    assert_eq!(form.field(PRICE), Some("560"));
    let foreign = form.clone().with(ALTERNATIVE, &id_of(&app, OUTSIDE).await);
    for (wrong, said) in [(foreign, "nicht mehr im Kundensortiment"), (form.clone().with(PRICE, "1"), "CHF 5.60 pro Einheit")] {
        assert_eq!(decide(&approver, &order, &wrong).await.location(), format!("{page}#errors"));
        let back = approver.get(&page).await.body;
        assert!(back.contains(said) && back.contains("Der günstigere genügt."), "{back}");
        assert_eq!(approver.call(&page, "/api/decide", &wrong.pairs()).await.status, 409);
    }
    for nonsense in [form.clone().with(ALTERNATIVE, "<script>"), form.clone().with(PRICE, "viel")] {
        assert_eq!(approver.call(&page, "/api/decide", &nonsense.pairs()).await.status, 422);
    }
    // The box is ticked again beside the price that the article has.
    let wrong = form.with(PRICE, "1");
    decide(&approver, &order, &wrong).await;
    let again = rejection_form(&approver, &order, 1, "Der günstigere genügt.").await;
    assert_eq!((again.field(ALTERNATIVE), again.field(PRICE)), (wrong.field(ALTERNATIVE), Some("560")));
    assert_eq!(decide(&approver, &order, &again).await.location(), format!("{page}/abschluss"));
}

async fn what_was_chosen_stays_where_a_reason_is_missing(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (orderer, approver, other) = (app.signed_in(REVIEWED).await, app.signed_in(APPROVER).await, app.signed_in(OTHER_APPROVER).await);
    assert_eq!(switch(&other, DemandsReason).await.location(), format!("{RULES}?meldung=grund-verlangt"));
    let order = order(&orderer, &[(ORDERED, 10)]).await;
    let form = proposing(&app, &approver, &order).await;
    assert_eq!(decide(&approver, &order, &form).await.location(), format!("/freigaben/{order}#errors"));
    let again = rejection_form(&approver, &order, 1, "").await;
    assert_eq!(again.field(ALTERNATIVE), form.field(ALTERNATIVE));
}

async fn what_is_sold_no_more_is_said_and_not_taken(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (orderer, approver) = (app.signed_in(REVIEWED).await, app.signed_in(APPROVER).await);
    let order = rejected(&app, &orderer, &approver).await;
    let form = taking(&orderer, &order).await.expect("what was proposed can be taken");
    let close = app.store.article(&app.orderer(REVIEWED).await, CLOSE).await.expect("the article is sold");
    let gone = NewArticle {
        number: close.number,
        category_slug: close.category_slug,
        name: close.name.clone(),
        description: close.description,
        unit: close.unit,
        price: close.price,
        availability: Availability::Discontinued,
    };
    app.store.import_catalogue(vec![], vec![gone]).await.expect("imported");

    let dossier = format!("/kundendossier/{order}");
    assert!(orderer.get(&dossier).await.body.contains("Der vorgeschlagene Artikel wird nicht mehr verkauft."));
    assert!(taking(&orderer, &order).await.is_none());
    let answer = orderer.submit(&dossier, &form).await;
    assert_eq!(answer.location(), format!("/warenkorb?bestellung={order}&dazu=0&ohne=1&wie=vorgeschlagen"));
    let cart = orderer.get(answer.location()).await.body;
    assert!(cart.contains("Nicht mehr erhältlich und darum nicht dabei") && cart.contains(&close.name), "{cart}");
}
