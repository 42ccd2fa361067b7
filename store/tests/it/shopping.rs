//! The catalogue, the cart and the drafts of forms.

use crate::{
    ordering::{Portal, article, is_not_found, refusal},
    sign_in::with_a_company,
};
use domain::{ApprovalKind::Unrestricted, ArticleId, DeliveryAddress, order::MAX_QUANTITY};
use futures::future::join_all;
use jiff::SignedDuration;
use store::{ArticleFilter, CartRefusal, DraftOwner, OrderForm, Orderer, StoreError, Typed};
use testbed::{Engine, both_engines};
use uuid::Uuid;

both_engines![
    a_search_finds_articles_without_umlauts_and_capitals,
    every_word_of_a_search_must_occur,
    a_search_takes_percent_and_underscore_literally,
    a_page_goes_on_after_the_last_number,
    the_assortment_alone_can_be_listed,
    an_unknown_category_has_no_articles,
    an_unknown_article_is_not_found,
    an_import_changes_what_is_there,
    an_import_into_an_unknown_category_changes_nothing,
    an_untouched_cart_delivers_to_the_customer,
    looking_at_a_cart_writes_nothing,
    what_is_put_in_twice_adds_up,
    more_than_the_most_pieces_are_cut_off,
    setting_a_quantity_to_zero_takes_the_article_out,
    taking_out_can_be_undone,
    an_unknown_article_cannot_be_put_in,
    a_full_cart_takes_no_more,
    puts_at_the_same_time_all_count,
    everybody_has_a_cart_of_their_own,
    an_order_form_is_kept,
    an_order_form_of_another_cart_is_dropped,
    an_order_form_changes_the_lines_that_are_there,
    a_fingerprint_tells_prices_and_quantities_apart,
    a_draft_is_kept_until_it_is_dropped,
    a_draft_is_shown_to_its_owner_only,
    a_draft_is_forgotten_after_a_day,
    an_earlier_form_that_arrives_later_is_left_alone,
];

async fn a_search_finds_articles_without_umlauts_and_capitals(engine: Engine) {
    let (portal, orderer) = with_articles(engine, &[("B1", "Büro-Schere"), ("B2", "Locher")]).await;
    assert_eq!(found(&portal, &orderer, "BURO").await, ["B1"]);
}

async fn every_word_of_a_search_must_occur(engine: Engine) {
    let (portal, orderer) = with_articles(engine, &[("B1", "Schere rot"), ("B2", "Schere blau")]).await;
    assert_eq!(found(&portal, &orderer, "blau schere").await, ["B2"]);
}

async fn a_search_takes_percent_and_underscore_literally(engine: Engine) {
    let (portal, orderer) = with_articles(engine, &[("B1", r"100% Wolle \ a_b"), ("B2", "100 Wolle axb")]).await;
    for search in ["100%", "a_b", r"\"] {
        assert_eq!(found(&portal, &orderer, search).await, ["B1"], "{search}");
    }
}

async fn a_page_goes_on_after_the_last_number(engine: Engine) {
    let (portal, orderer) = with_articles(engine, &[]).await;
    let filter = ArticleFilter { after: Some("A2".into()), limit: 2, ..ArticleFilter::default() };
    assert_eq!(numbers(&portal, &orderer, filter).await, ["A3", "A4"]);
}

async fn the_assortment_alone_can_be_listed(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    portal.agree(&company, &["A2", "A5"]).await;
    let filter = ArticleFilter { only_assortment: true, limit: 10, ..ArticleFilter::default() };
    assert_eq!(numbers(&portal, company.boss.orderer(), filter).await, ["A2", "A5"]);
}

async fn an_unknown_category_has_no_articles(engine: Engine) {
    let (portal, orderer) = with_articles(engine, &[]).await;
    let of = |slug: &str| ArticleFilter { category: Some(slug.into()), limit: 10, ..ArticleFilter::default() };
    assert_eq!(numbers(&portal, &orderer, of("buero")).await.len(), 6);
    assert_eq!(numbers(&portal, &orderer, of("garten")).await.len(), 0);
}

async fn an_unknown_article_is_not_found(engine: Engine) {
    let (portal, orderer) = with_articles(engine, &[]).await;
    assert!(matches!(portal.store.article(&orderer, "Z9").await, Err(StoreError::NotFound)));
}

async fn an_import_changes_what_is_there(engine: Engine) {
    let (portal, orderer) = with_articles(engine, &[("A1", "Neuer Name")]).await;
    let row = portal.store.article(&orderer, "A1").await.expect("an article");
    assert_eq!((row.name.as_str(), row.price.0, row.category_slug.as_str()), ("Neuer Name", 100, "buero"));
    assert_eq!(found(&portal, &orderer, "neuer").await, ["A1"]);
}

async fn an_import_into_an_unknown_category_changes_nothing(engine: Engine) {
    let portal = Portal::open(engine).await;
    let mut lost = article("B2", "Zwei", 100);
    lost.category_slug = "garten".into();
    let imported = portal.store.import_catalogue(vec![], vec![article("B1", "Eins", 100), lost]).await;
    assert!(matches!(imported, Err(StoreError::NotFound)));
    assert_eq!(portal.peek.count("articles").await, 6);
}

async fn an_untouched_cart_delivers_to_the_customer(engine: Engine) {
    let (portal, orderer) = with_articles(engine, &[]).await;
    let address = portal.store.cart(&orderer).await.expect("a cart").address;
    assert_eq!((address.company.as_str(), address.attention), ("muster AG", orderer.name()));
}

async fn looking_at_a_cart_writes_nothing(engine: Engine) {
    let (portal, orderer) = with_articles(engine, &[]).await;
    portal.store.cart(&orderer).await.expect("a cart");
    assert_eq!(portal.peek.count("carts").await, 0);
}

async fn what_is_put_in_twice_adds_up(engine: Engine) {
    let (portal, orderer) = with_articles(engine, &[]).await;
    let id = id_of(&portal, &orderer, "A1").await;
    for quantity in [2, 3] {
        portal.store.put_in_cart(&orderer, id, quantity).await.expect("put in");
    }
    assert_eq!(quantities(&portal, &orderer).await, [5]);
}

async fn more_than_the_most_pieces_are_cut_off(engine: Engine) {
    let (portal, orderer) = with_articles(engine, &[]).await;
    let id = id_of(&portal, &orderer, "A1").await;
    for quantity in [1, u32::MAX] {
        portal.store.put_in_cart(&orderer, id, quantity).await.expect("put in");
    }
    assert_eq!(quantities(&portal, &orderer).await, [MAX_QUANTITY]);
}

async fn setting_a_quantity_to_zero_takes_the_article_out(engine: Engine) {
    let (portal, orderer) = with_articles(engine, &[]).await;
    let id = id_of(&portal, &orderer, "A1").await;
    portal.store.put_in_cart(&orderer, id, 2).await.expect("put in");
    portal.store.set_cart_quantity(&orderer, id, 0).await.expect("taken out");
    assert_eq!(portal.store.cart_size(&orderer).await.expect("a size"), 0);
}

async fn taking_out_can_be_undone(engine: Engine) {
    let (portal, orderer) = with_articles(engine, &[]).await;
    let id = id_of(&portal, &orderer, "A1").await;
    for quantity in [7, 0, 7] {
        portal.store.set_cart_quantity(&orderer, id, quantity).await.expect("set");
    }
    assert_eq!(quantities(&portal, &orderer).await, [7]);
}

async fn an_unknown_article_cannot_be_put_in(engine: Engine) {
    let (portal, orderer) = with_articles(engine, &[]).await;
    let unknown = ArticleId(crate::ordering::other_key());
    assert!(is_not_found(&portal.store.put_in_cart(&orderer, unknown, 1).await));
}

async fn a_full_cart_takes_no_more(engine: Engine) {
    let (portal, orderer) = with_articles(engine, &[]).await;
    let articles = (0..201).map(|number| article(&format!("C{number:03}"), "Viele", 100)).collect();
    portal.store.import_catalogue(vec![], articles).await.expect("imported");
    let filter = ArticleFilter { search: "viele".into(), limit: 300, ..ArticleFilter::default() };
    let rows = portal.store.articles(&orderer, filter).await.expect("articles");
    let lines: Vec<_> = rows.iter().map(|row| (row.id, 1)).collect();
    portal.store.set_cart_quantities(&orderer, lines[..200].to_vec()).await.expect("a full cart");
    assert_eq!(refusal(portal.store.put_in_cart(&orderer, rows[200].id, 1).await), CartRefusal::Full);
    portal.store.put_in_cart(&orderer, rows[0].id, 1).await.expect("more of what is there");
}

async fn puts_at_the_same_time_all_count(engine: Engine) {
    let (portal, orderer) = with_articles(engine, &[]).await;
    let id = id_of(&portal, &orderer, "A1").await;
    join_all((0..10).map(|_| portal.store.put_in_cart(&orderer, id, 1))).await;
    assert_eq!(quantities(&portal, &orderer).await, [10]);
}

async fn everybody_has_a_cart_of_their_own(engine: Engine) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let eins = portal.employ(&company, "eins", Unrestricted).await;
    portal.fill(&eins, &[("A1", 1)]).await;
    assert_eq!(portal.store.cart_size(company.boss.orderer()).await.expect("a size"), 0);
}

async fn an_order_form_is_kept(engine: Engine) {
    let (portal, orderer) = with_articles(engine, &[]).await;
    portal.fill(&orderer, &[("A1", 1)]).await;
    let form = order_form(portal.store.cart(&orderer).await.expect("a cart").order_key);
    portal.store.save_order_form(&orderer, form.clone()).await.expect("saved");
    let cart = portal.store.cart(&orderer).await.expect("a cart");
    assert_eq!((cart.address, cart.reference, cart.note), (form.address, form.reference, form.note));
}

async fn an_order_form_of_another_cart_is_dropped(engine: Engine) {
    let (portal, orderer) = with_articles(engine, &[]).await;
    let before = portal.fill(&orderer, &[("A1", 1)]).await;
    let article = portal.store.cart(&orderer).await.expect("a cart").lines[0].article_id;
    portal.store.place(&orderer, before.clone()).await.expect("placed");
    let late = OrderForm { quantities: vec![(article, 5)], ..order_form(before.order_key) };
    portal.store.save_order_form(&orderer, late.clone()).await.expect("nothing to do");
    assert_eq!(portal.store.cart_size(&orderer).await.expect("a size"), 0);
    portal.fill(&orderer, &[("A1", 1)]).await;
    portal.store.save_order_form(&orderer, late).await.expect("nothing to do");
    let next = portal.store.cart(&orderer).await.expect("a cart");
    assert_eq!((next.reference.as_str(), next.note.as_str(), next.lines[0].quantity), ("", "", 1));
}

async fn an_order_form_changes_the_lines_that_are_there(engine: Engine) {
    let (portal, orderer) = with_articles(engine, &[]).await;
    portal.fill(&orderer, &[("A1", 1)]).await;
    let cart = portal.store.cart(&orderer).await.expect("a cart");
    let (here, gone) = (cart.lines[0].article_id, id_of(&portal, &orderer, "A2").await);
    let form = OrderForm { quantities: vec![(here, 7), (gone, 3)], ..order_form(cart.order_key) };
    portal.store.save_order_form(&orderer, form).await.expect("saved");
    assert_eq!(quantities(&portal, &orderer).await, [7]);
}

async fn an_earlier_form_that_arrives_later_is_left_alone(engine: Engine) {
    let (portal, company) = with_a_company(engine).await;
    let orderer = portal.employ(&company, "frei", Unrestricted).await;
    portal.fill(&orderer, &[("A1", 1)]).await;
    let key = portal.store.cart(&orderer).await.expect("a cart").order_key;
    let typed = |page: &str, turn, note: &str| OrderForm { note: note.into(), typed: Typed { page: page.into(), turn }, ..order_form(key) };
    for (form, kept) in [
        (typed("a", 2, "zweitens"), "zweitens"),
        (typed("a", 1, "erstens"), "zweitens"),
        (typed("a", 3, "drittens"), "drittens"),
        (typed("b", 1, "anderswo"), "anderswo"),
        (typed("a", 4, "viertens"), "viertens"),
        (typed("", 0, "ohne Skript"), "ohne Skript"),
        (typed("", 0, "nochmals"), "nochmals"),
    ] {
        portal.store.save_order_form(&orderer, form).await.expect("saved");
        assert_eq!(portal.store.cart(&orderer).await.expect("a cart").note, kept);
    }
}

fn order_form(order_key: Uuid) -> OrderForm {
    let address = DeliveryAddress { company: "Lager Nord".into(), ..DeliveryAddress::default() };
    OrderForm {
        order_key,
        address,
        reference: "R1".into(),
        note: "bald".into(),
        cost_centre: None,
        line_cost_centres: vec![],
        quantities: vec![],
        typed: Typed::default(),
    }
}

async fn a_fingerprint_tells_prices_and_quantities_apart(engine: Engine) {
    let (portal, orderer) = with_articles(engine, &[]).await;
    let first = portal.fill(&orderer, &[("A1", 1)]).await.seen;
    let more = portal.fill(&orderer, &[("A1", 2)]).await.seen;
    portal.store.import_catalogue(vec![], vec![article("A1", "Artikel A1", 1)]).await.expect("imported");
    let cheaper = portal.fill(&orderer, &[("A1", 1)]).await.seen;
    assert!(first != more && first != cheaper && more != cheaper);
}

async fn a_draft_is_kept_until_it_is_dropped(engine: Engine) {
    let portal = Portal::open(engine).await;
    for fields in ["{}", r#"{"name":"x"}"#] {
        portal.store.save_draft([1; 32], "form", None, fields.into(), Some("[]".into())).await.expect("saved");
    }
    let kept = portal.store.draft([1; 32], "form", None).await.expect("asked").expect("a draft");
    assert_eq!((kept.fields.as_str(), kept.error.as_deref()), (r#"{"name":"x"}"#, Some("[]")));
    portal.store.drop_draft([1; 32], "form").await.expect("dropped");
    assert_eq!(portal.store.draft([1; 32], "form", None).await.expect("asked"), None);
}

async fn a_draft_is_shown_to_its_owner_only(engine: Engine) {
    let (portal, orderer) = with_articles(engine, &[]).await;
    let owner = Some(DraftOwner::from(orderer.contact_id()));
    portal.store.save_draft([1; 32], "form", owner, "{}".into(), None).await.expect("saved");
    for (reader, sees) in [(owner, true), (Some(domain::ContactId(crate::ordering::other_key()).into()), false), (None, false)] {
        assert_eq!(portal.store.draft([1; 32], "form", reader).await.expect("asked").is_some(), sees);
    }
}

async fn a_draft_is_forgotten_after_a_day(engine: Engine) {
    let portal = Portal::open(engine).await;
    portal.store.save_draft([1; 32], "form", None, "{}".into(), None).await.expect("saved");
    portal.pass(SignedDuration::from_hours(24));
    assert_eq!(portal.store.draft([1; 32], "form", None).await.expect("asked"), None);
}

/// A portal with a customer and, beside A1 to A6, these articles for a franc each.
async fn with_articles(engine: Engine, articles: &[(&str, &str)]) -> (Portal, Orderer) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let articles = articles.iter().map(|(number, name)| article(number, name, 100)).collect();
    portal.store.import_catalogue(vec![], articles).await.expect("imported");
    (portal, company.boss.orderer().clone())
}

async fn found(portal: &Portal, orderer: &Orderer, search: &str) -> Vec<String> {
    numbers(portal, orderer, ArticleFilter { search: search.into(), limit: 10, ..ArticleFilter::default() }).await
}

async fn numbers(portal: &Portal, orderer: &Orderer, filter: ArticleFilter) -> Vec<String> {
    let rows = portal.store.articles(orderer, filter).await.expect("articles");
    rows.into_iter().map(|row| row.number).collect()
}

async fn id_of(portal: &Portal, orderer: &Orderer, number: &str) -> ArticleId {
    portal.store.article(orderer, number).await.expect("an article").id
}

async fn quantities(portal: &Portal, orderer: &Orderer) -> Vec<u32> {
    portal.store.cart(orderer).await.expect("a cart").lines.iter().map(|line| line.quantity).collect()
}
