//! What was in stock when it was released, and is on order by then: what pages and mails say of it.

use super::sealed::{CLOSE, ORDERED, change, release_line};
use crate::support::{
    TestApp,
    desk::{APPROVER, Inbox, PAPER, PENS, REVIEWED, decide, decoded, order, position, recipient, release_form},
};
use store::Availability;
use testbed::{Engine, both_engines};

both_engines!(
    what_was_in_stock_and_is_on_order_is_asked_again,
    an_open_page_that_shows_it_in_stock_decides_nothing,
    whoever_takes_another_article_says_how_it_was_to_be_had,
);

const ON_ORDER: &str = "Auf Bestellung";

async fn what_was_in_stock_and_is_on_order_is_asked_again(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (approver, orderer) = (app.signed_in(APPROVER).await, app.signed_in(REVIEWED).await);
    let order = order(&orderer, &[(PENS, 2), (PAPER, 5)]).await;
    let (pens, paper) = (position(&approver, &order, PENS).await, position(&approver, &order, PAPER).await);
    let page = format!("/freigaben/{order}");
    assert!(!approver.get(&page).await.body.contains(ON_ORDER), "what is in stock is not worth a word");
    release_line(&approver, &order, pens).await;
    change(&app, PENS, 100, Availability::OnOrder).await;
    let mut inbox = Inbox::open(&app).await;
    release_line(&approver, &order, paper).await;

    let said = "Nochmals zu entscheiden: Der Artikel war an Lager und ist nun auf Bestellung.";
    let shown = approver.get(&page).await.body;
    assert!(shown.contains(said) && shown.contains(ON_ORDER), "{shown}");
    let mails = inbox.new_mails(&app).await;
    assert!(mails.len() == 1 && recipient(&mails[0]) == APPROVER && decoded(&mails[0]).contains(said), "{mails:?}");
    let summary = approver.get(&format!("/freigaben/sammelfreigabe?bestellung={order}")).await.body;
    assert!(summary.contains(said) && summary.contains(ON_ORDER), "{summary}");

    let answer = decide(&approver, &order, &release_form(&approver, &order).await).await;
    assert_eq!(answer.location(), format!("{page}/abschluss"));
    let told = orderer.get(&format!("/kundendossier/{order}")).await.body;
    assert!(told.contains(&format!("fragt Position {pens} nochmals")), "{told}");
    assert!(told.contains("war an Lager und ist nun auf Bestellung") && !told.contains(ON_ORDER), "{told}");
}

async fn an_open_page_that_shows_it_in_stock_decides_nothing(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (approver, orderer) = (app.signed_in(APPROVER).await, app.signed_in(REVIEWED).await);
    let order = order(&orderer, &[(PENS, 2)]).await;
    let shown = release_form(&approver, &order).await;
    change(&app, PENS, 100, Availability::OnOrder).await;
    assert_eq!(decide(&approver, &order, &shown).await.location(), format!("/freigaben/{order}#errors"));
    let page = approver.get(&format!("/freigaben/{order}")).await.body;
    assert!(page.contains("Position 1 ist nicht mehr, was auf Ihrem Bildschirm stand.") && page.contains(ON_ORDER), "{page}");
    let answer = decide(&approver, &order, &release_form(&approver, &order).await).await;
    assert_eq!(answer.location(), format!("/freigaben/{order}/abschluss"));
}

async fn whoever_takes_another_article_says_how_it_was_to_be_had(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (approver, orderer) = (app.signed_in(APPROVER).await, app.signed_in(REVIEWED).await);
    let page = format!("/freigaben/{}", order(&orderer, &[(ORDERED, 2)]).await);
    for (availability, word) in [(Availability::InStock, "in_stock"), (Availability::OnOrder, "on_order")] {
        change(&app, CLOSE, 100, availability).await;
        let shown = approver.get(&page).await;
        let mut forms = shown.forms("/api/decide").into_iter();
        let told = forms.find_map(|form| form.field("form[decisions][0][availability]").map(str::to_owned));
        assert_eq!(told.as_deref(), Some(word));
        assert_eq!(shown.body.contains(ON_ORDER), availability == Availability::OnOrder, "{}", shown.body);
    }
}
