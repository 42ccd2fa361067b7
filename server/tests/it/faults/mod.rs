//! What must hold when things break. `make test` runs short versions; in `make torture` each goes on for long and prints a row of
//! a table.

mod aborts;
mod crash;
mod database;
mod deciding;
mod disk_full;
mod ledger;
mod mail_server;
mod migrating;
mod open_pages;
pub mod process;
mod racing;
mod stop;

use crate::support::{Browser, Form, desk::FREE};
use jiff::Timestamp;
use std::sync::Arc;
use store::{Caller, DossierFilter, Store};

/// Puts something in the cart; the order form as it then stands there, if the server lives that long.
async fn try_ordering(browser: &Browser) -> Option<Form> {
    let fields = [("form[number]", "15-0102"), ("form[quantity]", "2")];
    browser.try_post_form("/shop/artikel/15-0102", "/api/add_to_cart", &fields).await?;
    let cart = browser.try_get("/warenkorb").await?;
    cart.forms("/api/place_order").into_iter().next()
}

async fn open(url: &str) -> Store {
    Store::open(url, Arc::new(Timestamp::now)).await.expect("the database can be opened")
}

/// The ids of all orders of the one who orders.
async fn orders(url: &str) -> Vec<String> {
    let store = open(url).await;
    let Some(Caller::Contact(orderer)) = store.caller_by_user_name(FREE).await.expect("the store answers") else { panic!("a contact") };
    assert_eq!(store.verify_audit().await.expect("the store answers"), []);
    let rows = store.dossier(&orderer, DossierFilter::All, None, u32::MAX).await.expect("the store answers");
    rows.iter().map(|row| row.id.to_string()).collect()
}
