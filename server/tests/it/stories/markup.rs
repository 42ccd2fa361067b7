//! What people type is shown as they typed it, and never becomes part of the page.

use crate::support::{
    Browser, Form, Page, TestApp,
    desk::{
        Inbox, SUPPLIER, contact, create_login, decide, decoded, fill_cart, order_form, recipient, rejection_form, release_form,
        send_order, supply_orders, switch,
    },
};
use domain::{CustomerRule, Rappen};
use server::demo::PASSWORD;
use store::{Availability, NewArticle, NewCategory};
use testbed::{Engine, both_engines};

both_engines!(
    what_is_stored_is_shown_as_text_on_every_page,
    what_was_typed_comes_back_as_text_into_the_form,
    mails_show_as_text_what_people_typed
);

/// Closes whatever it could stand in, and would run.
const MARKUP: &str = "</textarea><script>alert(1)</script>";
const RUNS: &str = "<script>alert(1)";
const ARTICLES: [&str; 2] = ["XX-1", "XX-2"];

/// A text that names its field and attacks the page.
fn hostile(field: &str) -> String {
    format!("{field}{MARKUP}")
}

/// The same as it has to stand in the source of a page.
fn harmless(field: &str) -> String {
    format!("{field}&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt;")
}

/// A customer whose people type nothing but markup.
struct Hostiles {
    app: TestApp,
    supplier: Browser,
    approver: Browser,
    orderer: Browser,
}

impl Hostiles {
    async fn gather(engine: Engine) -> Self {
        let app = TestApp::with_demo(engine).await;
        import_articles(&app).await;
        let supplier = app.signed_in(SUPPLIER).await;
        let form = supplier.get("/lieferant/kunden/neu").await.form("/api/create_customer");
        let form = with_all(person(form, "chef"), &["company", "street", "postcode", "town", "user_name"]);
        let answer = supplier.submit("/lieferant/kunden/neu", &form.with("form[password]", PASSWORD)).await;
        assert!(answer.location().starts_with("/lieferant/kunden/") && answer.location().ends_with("?neu=1"), "{}", answer.location());
        let approver = app.signed_in(&hostile("user_name")).await;
        let boss = contact(&approver, &harmless("user_name")).await;
        let form = person(approver.get("/konto/logins/neu").await.form("/api/save_new_person"), "mitarbeit");
        let form = form.with("form[approval]", "always_review").with("form[approver]", &boss);
        create_login(&approver, form, &hostile("zweiter"), PASSWORD).await;
        switch(&approver, CustomerRule::WritesComments).await;
        let orderer = app.signed_in(&hostile("zweiter")).await;
        Self { app, supplier, approver, orderer }
    }

    async fn order(&self) -> String {
        fill_cart(&self.orderer, &[(ARTICLES[0], 2), (ARTICLES[1], 1)]).await;
        let fields = ["company", "attention", "street", "postcode", "town", "reference", "note"];
        send_order(&self.orderer, &with_all(order_form(&self.orderer).await, &fields)).await
    }
}

async fn import_articles(app: &TestApp) {
    let category = NewCategory { slug: "fremd".into(), name_de: hostile("kategorie"), name_en: hostile("category"), position: 99 };
    let article = |number: &str| NewArticle {
        number: number.into(),
        category_slug: "fremd".into(),
        name: hostile("artikel"),
        description: hostile("beschreibung"),
        unit: hostile("einheit"),
        price: Rappen(1234),
        availability: Availability::InStock,
    };
    app.store.import_catalogue(vec![category], ARTICLES.map(article).into()).await.expect("the catalogue can be imported");
}

fn with_all(form: Form, fields: &[&str]) -> Form {
    fields.iter().fold(form, |form, field| form.with(&format!("form[{field}]"), &hostile(field)))
}

fn person(form: Form, email: &str) -> Form {
    with_all(form, &["first_name", "last_name", "phone", "job_title"])
        .with("form[salutation]", "neutral")
        .with("form[language]", "de")
        .with("form[email]", &format!("{email}@fremd.example"))
}

/// The page shows these fields as text, and nothing on it runs.
fn assert_harmless(path: &str, page: &Page, fields: &[&str]) {
    assert_eq!(page.status, 200, "{path}");
    assert!(!page.body.contains(RUNS), "{path}");
    for field in fields {
        assert!(page.body.contains(&harmless(field)), "{path} shows {field}: {}", page.body);
    }
}

async fn what_is_stored_is_shown_as_text_on_every_page(engine: Engine) {
    let people = Hostiles::gather(engine).await;
    let Hostiles { supplier, approver, orderer, .. } = &people;
    let order = people.order().await;
    let waiting = people.order().await;
    fill_cart(orderer, &[(ARTICLES[0], 1)]).await;
    let cart = with_all(order_form(orderer).await, &["company", "attention", "street", "postcode", "town", "reference", "note"]);
    orderer.submit("/warenkorb", &Form { action: "/api/save_order_form".into(), ..cart }).await;
    for id in [&order, &waiting] {
        let page = format!("/kundendossier/{id}");
        let comment = orderer.get(&page).await.form("/api/write_comment").with("form[comment]", &hostile("comment"));
        assert_eq!(orderer.submit(&page, &comment).await.location(), page);
    }
    decide(approver, &order, &rejection_form(approver, &order, 1, &hostile("reason")).await).await;
    decide(approver, &order, &release_form(approver, &order).await).await;
    let boss = contact(approver, &harmless("user_name")).await;
    let second = contact(approver, &harmless("zweiter")).await;
    let received = supply_orders(supplier).await.into_iter().next().expect("the order was handed over");
    let customer_page = customer_page(supplier).await;
    let encoded = "%3C%2Ftextarea%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E";

    for (browser, path, fields) in [
        (orderer, "/shop?suche=artikel".to_owned(), &["artikel", "beschreibung", "einheit", "kategorie", "first_name"][..]),
        (orderer, format!("/shop?suche=x{encoded}"), &["x"]),
        (orderer, format!("/shop/artikel/{}", ARTICLES[0]), &["artikel", "beschreibung", "einheit", "kategorie"]),
        (orderer, "/warenkorb".into(), &["artikel", "einheit", "company", "attention", "street", "postcode", "town", "reference", "note"]),
        (orderer, format!("/bestellungen/{waiting}/bestaetigung"), &["artikel", "einheit", "last_name"]),
        (orderer, "/kundendossier".into(), &["last_name"]),
        (
            orderer,
            format!("/kundendossier/{order}"),
            &["artikel", "company", "street", "reference", "note", "reason", "comment", "first_name"],
        ),
        (approver, "/freigaben".into(), &["first_name"]),
        (approver, format!("/freigaben/sammelfreigabe?bestellung={waiting}"), &["artikel", "einheit", "note", "reference", "first_name"]),
        (approver, format!("/freigaben/{waiting}"), &["comment", "artikel", "einheit", "note", "reference", "street", "first_name"]),
        (approver, format!("/freigaben/{order}/abschluss"), &["artikel", "reason", "last_name"]),
        (approver, "/konto".into(), &["first_name", "company"]),
        (approver, "/konto/profil".into(), &["first_name", "phone", "job_title", "company", "user_name"]),
        (approver, "/konto/logins".into(), &["first_name", "job_title", "user_name", "zweiter"]),
        (approver, "/konto/logins/neu".into(), &["first_name"]),
        (approver, format!("/konto/logins/{second}"), &["first_name", "last_name", "phone", "job_title", "zweiter"]),
        (approver, format!("/konto/logins/{second}/uebergabe"), &["first_name", "zweiter"]),
        (approver, format!("/konto/logins/{second}/loeschen"), &["first_name", "zweiter"]),
        (approver, format!("/konto/logins/{boss}/loeschen"), &["first_name"]),
        (supplier, "/lieferant".into(), &["company"]),
        (
            supplier,
            format!("/lieferant/auftraege/{received}"),
            &["artikel", "einheit", "company", "attention", "street", "town", "reference"],
        ),
        (supplier, "/lieferant/kunden".into(), &["company", "town"]),
        (supplier, format!("{customer_page}?zeige=alle&suche=artikel"), &["company", "street", "postcode", "artikel", "einheit"]),
        (supplier, format!("{customer_page}?suche=x{encoded}"), &["x"]),
    ] {
        assert_harmless(&path, &browser.get(&path).await, fields);
    }
}

/// The page of the customer that was created last.
async fn customer_page(supplier: &Browser) -> String {
    let list = supplier.get("/lieferant/kunden").await;
    let row = list.body.split("<tr").find(|row| row.contains(&harmless("company"))).expect("the customer is in the list");
    let id: String = row.split("/lieferant/kunden/").nth(1).expect("the row leads to the customer").chars().take(36).collect();
    format!("/lieferant/kunden/{id}")
}

async fn what_was_typed_comes_back_as_text_into_the_form(engine: Engine) {
    let people = Hostiles::gather(engine).await;
    let Hostiles { supplier, approver, orderer, .. } = &people;
    let waiting = people.order().await;
    fill_cart(orderer, &[(ARTICLES[0], 1)]).await;
    let order = order_form(orderer).await;
    let order = with_all(order, &["company", "attention", "postcode", "town", "reference", "note"]).with("form[street]", "");
    let person = with_all(approver.get("/konto/logins/neu").await.form("/api/save_new_person"), &["first_name", "last_name", "email"]);
    let customer = supplier.get("/lieferant/kunden/neu").await.form("/api/create_customer");
    let customer = with_all(customer, &["company", "street", "postcode", "town", "first_name", "email", "user_name"]);
    let reason = rejection_form(approver, &waiting, 1, &format!("{}{}", hostile("grund"), "x".repeat(1000))).await;

    for (browser, path, form, fields) in [
        (orderer, "/warenkorb".to_owned(), order, &["company", "attention", "postcode", "town", "reference", "note"][..]),
        (approver, "/konto/logins/neu".into(), person, &["first_name", "last_name", "email"]),
        (
            supplier,
            "/lieferant/kunden/neu".into(),
            customer,
            &["company", "street", "postcode", "town", "first_name", "email", "user_name"],
        ),
        (approver, format!("/freigaben/{waiting}"), reason, &["grund"]),
    ] {
        assert_eq!(browser.submit(&path, &form).await.location(), format!("{path}#errors"));
        assert_harmless(&path, &browser.get(&path).await, fields);
    }
}

async fn mails_show_as_text_what_people_typed(engine: Engine) {
    let people = Hostiles::gather(engine).await;
    let mut inbox = Inbox::open(&people.app).await;
    let order = people.order().await;
    decide(&people.approver, &order, &rejection_form(&people.approver, &order, 1, &hostile("reason")).await).await;
    decide(&people.approver, &order, &release_form(&people.approver, &order).await).await;
    let mails = inbox.new_mails(&people.app).await;
    assert_eq!(mails.len(), 3);
    for mail in &mails {
        let text = decoded(mail);
        let html = &text[text.find("<!DOCTYPE").expect("the mail has a part of HTML")..];
        assert!(!html.contains(RUNS) && html.contains(&harmless("artikel")), "to {}: {html}", recipient(mail));
    }
}
