//! What was learned from releases, where it is more than fits on a page.

use crate::support::{
    Browser, Page, TestApp,
    desk::{APPROVER, FREE, OTHER_APPROVER, REVIEWED, SUPPLIER, switch},
};
use domain::{CustomerRule, Rappen};
use jiff::SignedDuration;
use store::{Approver, ArticleFilter, ArticleRow, StandingRelease};
use testbed::{Engine, both_engines};

both_engines!(
    standing_releases_go_on_on_the_next_page,
    what_has_ended_says_who_and_goes_on_on_the_next_page,
    proposals_go_on_on_the_next_page_of_both_sides,
    the_shop_says_that_what_is_released_for_good_needs_no_release,
);

const PAGE: &str = "/konto/freigaberegeln/dauerfreigaben";
/// One more than a page holds.
const MANY: usize = 26;

async fn approver(app: &TestApp) -> Approver {
    app.orderer(APPROVER).await.approver().expect("an approver")
}

/// Articles that are not in the Kundensortiment, one more than a page holds.
async fn many_articles(app: &TestApp, approver: &Approver) -> Vec<ArticleRow> {
    let all = ArticleFilter { search: String::new(), category: None, only_assortment: false, after: None, limit: 1_000 };
    let articles = app.store.articles(approver.orderer(), all).await.expect("the store answers");
    let articles: Vec<_> = articles.into_iter().filter(|article| !article.is_in_assortment).take(MANY).collect();
    assert_eq!(articles.len(), MANY);
    articles
}

/// Where a list goes on, by the name of its place in the address.
fn next(page: &Page, place: &str) -> Option<String> {
    let links = page.body.split("<a ").filter_map(|rest| rest.split('>').next());
    let href = |tag: &str| tag.split("href=\"").nth(1)?.split(['"', '#']).next().map(|href| href.replace("&amp;", "&"));
    links.filter(|tag| tag.contains("rel=\"next\"")).filter_map(href).find(|href| href.contains(&format!("{place}=")))
}

async fn standing_releases_go_on_on_the_next_page(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let approver = approver(&app).await;
    let articles = many_articles(&app, &approver).await;
    for article in &articles {
        let release = StandingRelease { article: article.id, orderer: None, up_to: Rappen(100) };
        app.store.set_standing_release(&approver, release).await.expect("set");
        app.advance(SignedDuration::from_millis(1));
    }
    let browser = app.signed_in(APPROVER).await;
    let (newest, oldest) = (&articles[MANY - 1].number, &articles[0].number);
    let shows = |page: &Page, number: &str| page.body.contains(&format!("href=\"/shop/artikel/{number}\""));
    let first = browser.get(PAGE).await;
    assert_eq!(first.forms("/api/end_standing_release").len(), MANY - 1);
    assert!(shows(&first, newest) && !shows(&first, oldest), "the newest come first");
    let second = browser.get(&next(&first, "gilt").expect("the list goes on")).await;
    assert_eq!(second.forms("/api/end_standing_release").len(), 1);
    assert!(shows(&second, oldest) && !shows(&second, newest));
    assert_eq!(next(&second, "gilt"), None, "and ends there");
    let form = second.form("/api/end_standing_release");
    assert_eq!(browser.submit(PAGE, &form).await.location(), format!("{PAGE}?meldung=dauerfreigabe-beendet"));
    assert_eq!(next(&browser.get(PAGE).await, "gilt"), None, "what is left fits on one page");
}

async fn what_has_ended_says_who_and_goes_on_on_the_next_page(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let approver = approver(&app).await;
    let article = many_articles(&app, &approver).await.remove(0);
    let other = app.signed_in(OTHER_APPROVER).await;
    assert!(!other.get(PAGE).await.body.contains("Beendete Dauerfreigaben"), "nothing has ended yet");
    // Each takes the place of the one before.
    for up_to in (1..).map(Rappen).take(MANY) {
        let release = StandingRelease { article: article.id, orderer: None, up_to };
        app.store.set_standing_release(&approver, release).await.expect("set");
        app.advance(SignedDuration::from_millis(1));
    }
    let form = other.get(PAGE).await.form("/api/end_standing_release");
    other.submit(PAGE, &form).await;
    let ends = |page: &Page, name: &str| page.body.matches(&format!("Beendet von {name},")).count();
    let first = other.get(PAGE).await;
    assert!(first.body.contains("Beendete Dauerfreigaben") && first.body.contains("Noch keine Dauerfreigabe"));
    assert_eq!((ends(&first, "Thomas Keller"), ends(&first, "Claudia Meier")), (1, MANY - 2), "who sets another one ends the one before");
    assert!(first.body.contains("Eingetragen von Claudia Meier,"));
    let second = other.get(&next(&first, "ende").expect("the list goes on")).await;
    assert_eq!((ends(&second, "Thomas Keller"), ends(&second, "Claudia Meier")), (0, 1));
    assert!(second.forms("/api/end_standing_release").is_empty(), "what has ended cannot be ended again");
    assert_eq!(next(&second, "ende"), None);
}

async fn proposals_go_on_on_the_next_page_of_both_sides(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let approver = approver(&app).await;
    for article in many_articles(&app, &approver).await {
        app.store.propose_for_assortment(&approver, article.id).await.expect("proposed");
        app.advance(SignedDuration::from_millis(1));
    }
    let browser = app.signed_in(APPROVER).await;
    let first = browser.get(PAGE).await;
    let second = browser.get(&next(&first, "vorschlag").expect("the list goes on")).await;
    let on = |page: &Page, function: &str| page.forms(function).len();
    assert_eq!([&first, &second].map(|page| on(page, "/api/withdraw_proposal")), [MANY - 1, 1]);

    let supplier = app.signed_in(SUPPLIER).await;
    let first = supplier.get(&format!("/lieferant/kunden/{}", approver.orderer().customer_id())).await;
    let heading = first.body.split("id=\"proposals\"").nth(1).and_then(|rest| rest.split("</h2>").next()).expect("a heading");
    assert!(heading.contains(&MANY.to_string()), "all are counted: {heading}");
    let second = supplier.get(&next(&first, "vorschlag").expect("the list goes on")).await;
    assert_eq!([&first, &second].map(|page| on(page, "/api/answer_proposal")), [MANY - 1, 1]);
}

async fn the_shop_says_that_what_is_released_for_good_needs_no_release(engine: Engine) {
    const ALL: &str = "Jede Bestellung wird geprüft";
    const MOST: &str = "Was auf Dauer freigegeben ist, braucht keine";
    let app = TestApp::with_demo(engine).await;
    let approver = approver(&app).await;
    let (reviewed, free) = (app.signed_in(REVIEWED).await, app.signed_in(FREE).await);
    let says = async |browser: &Browser| {
        let body = browser.get("/shop").await.body;
        (body.contains(ALL), body.contains(MOST))
    };
    assert_eq!(says(&reviewed).await, (true, false));
    let article = many_articles(&app, &approver).await.remove(0).id;
    let release = StandingRelease { article, orderer: None, up_to: Rappen(100) };
    app.store.set_standing_release(&approver, release).await.expect("set");
    assert_eq!(says(&reviewed).await, (false, true));
    assert_eq!(says(&free).await, (false, false), "whose orders are not reviewed, to them it says nothing");
    switch(&app.signed_in(APPROVER).await, CustomerRule::NeedsFourEyes).await;
    assert_eq!(says(&reviewed).await, (true, false), "where two people release, all is reviewed");
}
