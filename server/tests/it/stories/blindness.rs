//! Nothing of what is not released reaches the supplier: not on a page, not from a function, not by mail.

use crate::support::{
    Browser, Page, TestApp,
    desk::{
        APPROVER, Inbox, PAPER, PENS, SUPPLIER, create_login, decide, fill_cart, order_form, position, recipient, rejection_form, release,
        send_order, supply_orders, with_person,
    },
};
use app::access::{FUNCTIONS, PAGES, Who};
use server::demo::PASSWORD;
use std::collections::BTreeSet;
use testbed::{Engine, both_engines};

both_engines!(nothing_of_an_unreleased_order_reaches_the_supplier, what_is_released_arrives_without_notes_reasons_and_rejected_lines,);

/// What stands in every field that the supplier must not see, and nowhere else.
const MARK: &str = "GEHEIM";
const FIELDS: [&str; 7] = ["company", "attention", "street", "postcode", "town", "reference", "note"];
/// A quantity that occurs nowhere else.
const QUANTITY: u32 = 7919;

/// The functions by which the supplier reads, with their bodies; the others of the supplier's functions answer nothing but what was sent.
const READING: [(&str, &[(&str, &str)]); 8] = [
    ("/api/me", &[]),
    ("/api/load_supply_orders", &[]),
    ("/api/load_supply_order", &[("id", "{id}")]),
    ("/api/load_customer_mails", &[]),
    ("/api/load_customers", &[]),
    ("/api/load_new_customer", &[]),
    ("/api/load_freight", &[]),
    (
        "/api/load_customer",
        &[
            ("wanted[customer]", "{id}"),
            ("wanted[view][search]", ""),
            ("wanted[view][shows_all]", "false"),
            ("wanted[view][after]", ""),
            ("wanted[proposals_after]", ""),
            ("wanted[removed]", ""),
            ("wanted[is_new]", "false"),
        ],
    ),
];
const WRITING: [&str; 5] = ["/api/advance", "/api/answer_proposal", "/api/create_customer", "/api/set_freight", "/api/set_in_assortment"];

#[test]
fn every_function_of_the_supplier_is_known_here() {
    let of_supplier: BTreeSet<_> = FUNCTIONS.iter().filter(|(_, who)| *who == Who::Supplier).map(|(path, _)| *path).collect();
    let known: BTreeSet<_> = READING.iter().map(|(path, _)| *path).chain(WRITING).filter(|path| *path != "/api/me").collect();
    assert_eq!(known, of_supplier);
}

/// Someone whose every word is marked, and whose orders are reviewed.
async fn hidden_orderer(app: &TestApp, approver: &Browser) -> Browser {
    let form =
        with_person(approver.get("/konto/logins/neu").await.form("/api/save_new_person"), &marked("vorname"), "geheim@muster.example");
    let colleague = crate::support::desk::contact(approver, APPROVER).await;
    let form = form.with("form[approval]", "always_review").with("form[approver]", &colleague).with("form[job_title]", &marked("funktion"));
    create_login(approver, form, &marked("user"), PASSWORD).await;
    app.signed_in(&marked("user")).await
}

fn marked(field: &str) -> String {
    format!("{MARK}-{field}")
}

/// An order that is marked in every field.
async fn marked_order(orderer: &Browser) -> String {
    fill_cart(orderer, &[(PENS, QUANTITY), (PAPER, 1)]).await;
    let form = order_form(orderer).await;
    let form = FIELDS.iter().fold(form, |form, field| form.with(&format!("form[{field}]"), &marked(field)));
    send_order(orderer, &form).await
}

/// Everything that the supplier can open or call, as text.
async fn everything_seen(supplier: &Browser, foreign_ids: &[String]) -> String {
    let customers = ids_after(&supplier.get("/lieferant/kunden").await, "/lieferant/kunden/");
    let own_ids: Vec<_> = supply_orders(supplier).await.into_iter().chain(customers).collect();
    let ids = || own_ids.iter().chain(foreign_ids);
    let mut seen = Vec::new();
    for (pattern, _) in PAGES {
        if pattern.contains('{') {
            for id in ids() {
                seen.push(plain(&supplier.get(&pattern.replace("{id}", id).replace("{nr}", PAPER)).await, id));
            }
        } else {
            seen.push(plain(&supplier.get(pattern).await, ""));
        }
    }
    for status in ["neu", "angenommen", "versandt", "geliefert"] {
        seen.push(plain(&supplier.get(&format!("/lieferant?status={status}")).await, ""));
    }
    for (path, body) in READING {
        for id in ids() {
            let fields: Vec<_> = body.iter().map(|(name, value)| (*name, if *value == "{id}" { id.as_str() } else { value })).collect();
            seen.push(plain(&supplier.call("/lieferant", path, &fields).await, id));
        }
    }
    seen.join("\n")
}

fn ids_after(page: &Page, start: &str) -> Vec<String> {
    let link = format!("href=\"{start}");
    let ids = page.body.split(&link).skip(1).map(|rest| rest.chars().take(36).collect::<String>());
    ids.filter(|id| id.bytes().filter(|byte| *byte == b'-').count() == 4).collect()
}

/// An answer without its nonce and the id that was asked for, the data for the script in a fixed order: it comes as it is loaded.
fn plain(page: &Page, id: &str) -> String {
    let nonce = page.header("content-security-policy").split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).unwrap_or_default();
    let answer = format!("{} {} {}", page.status, page.location(), page.body);
    let replaced = [(nonce, "NONCE"), (id, "ID")].into_iter().filter(|(own, _)| !own.is_empty());
    let answer = replaced.fold(answer, |answer, (own, name)| answer.replace(own, name)).replace("</script><script nonce=\"NONCE\">", "");
    let mut parts: Vec<_> = answer.split("__RESOLVED_RESOURCES[").map(|part| part.trim_end_matches("</script>")).collect();
    parts.sort_unstable();
    parts.join("\n")
}

async fn nothing_of_an_unreleased_order_reaches_the_supplier(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (approver, supplier) = (app.signed_in(APPROVER).await, app.signed_in(SUPPLIER).await);
    let mut inbox = Inbox::open(&app).await;
    let made_up: Vec<_> = (0..4).map(|n| format!("01900000-0000-7000-8000-00000000000{n}")).collect();
    let before = everything_seen(&supplier, &made_up).await;

    let orderer = hidden_orderer(&app, &approver).await;
    let mut orders = Vec::new();
    for _ in 0..4 {
        orders.push(marked_order(&orderer).await);
    }
    // The first waits, one line of the second is rejected, all of the third, and the fourth is taken back.
    for (order, position) in [(&orders[1], 1), (&orders[2], 1), (&orders[2], 2)] {
        decide(&approver, order, &rejection_form(&approver, order, position, &marked("grund")).await).await;
    }
    let page = format!("/kundendossier/{}", orders[3]);
    orderer.submit(&page, &orderer.get(&page).await.form("/api/withdraw_order")).await;
    assert!(orderer.get(&page).await.body.contains(&marked("note")), "the marks are where they should be");

    let after = everything_seen(&supplier, &orders).await;
    assert!(!after.contains(MARK));
    for (before, after) in before.lines().zip(after.lines()) {
        assert_eq!(before, after, "not a count, not a number, not a sum has changed");
    }
    assert_eq!(before.lines().count(), after.lines().count());
    let mails = inbox.new_mails(&app).await;
    assert!(!mails.is_empty() && mails.iter().all(|mail| recipient(mail).ends_with("@muster.example")));
}

async fn what_is_released_arrives_without_notes_reasons_and_rejected_lines(engine: Engine) {
    let app = TestApp::with_demo(engine).await;
    let (approver, supplier) = (app.signed_in(APPROVER).await, app.signed_in(SUPPLIER).await);
    let orderer = hidden_orderer(&app, &approver).await;
    let order = marked_order(&orderer).await;
    let pens = position(&approver, &order, PENS).await;
    decide(&approver, &order, &rejection_form(&approver, &order, pens, &marked("grund")).await).await;
    release(&approver, &order).await;
    let seen = everything_seen(&supplier, &[]).await;
    for field in ["vorname", "company", "street", "reference"] {
        assert!(seen.contains(&marked(field)), "{field} is needed to deliver");
    }
    for field in ["note", "grund", "funktion", "user"] {
        assert!(!seen.contains(&marked(field)), "{field}");
    }
    for sign in [format!(">{QUANTITY}"), format!(":{QUANTITY}"), order] {
        assert!(!seen.contains(&sign), "neither the rejected line nor the order's own id: {sign}");
    }
}
