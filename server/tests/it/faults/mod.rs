//! What must hold when things break. `make test` runs short versions; in `make torture` each goes on for long and prints a row of
//! a table.

mod aborts;
mod crash;
mod database;
mod ledger;
mod mail_server;
mod process;
mod racing;
mod stop;

use crate::support::{Browser, Form};

/// Puts something in the cart; the order form as it then stands there, if the server lives that long.
async fn try_ordering(browser: &Browser) -> Option<Form> {
    let fields = [("form[number]", "15-0102"), ("form[quantity]", "2")];
    browser.try_post_form("/shop/artikel/15-0102", "/api/add_to_cart", &fields).await?;
    let cart = browser.try_get("/warenkorb").await?;
    cart.forms("/api/place_order").into_iter().next()
}
