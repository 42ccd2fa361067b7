//! What must hold when things break. `make test` runs short versions; with `FREIGABE_TORTURE=1`, as `make torture` sets it,
//! each goes on for long and prints a row of a table.

mod aborts;
mod crash;
mod database;
mod ledger;
mod process;
mod racing;
mod stop;

use crate::support::Browser;
use std::env;

/// How often something is done: seldom in `make test`, often in `make torture`.
pub fn times(short: usize, long: usize) -> usize {
    if env::var_os("FREIGABE_TORTURE").is_some() { long } else { short }
}

/// Prints what was tried and what came of it. Violations end a test before it gets here.
fn report(what: &str, attempts: usize, figures: &str) {
    if env::var_os("FREIGABE_TORTURE").is_some() {
        println!("| {what} | {attempts} | 0 | {figures} |");
    }
}

/// Puts something in the cart and sends the order form; what the answer says, if there was one.
async fn try_ordering(browser: &Browser) -> Option<crate::support::Form> {
    let fields = [("form[number]", "15-0102"), ("form[quantity]", "2")];
    browser.try_post_form("/shop/artikel/15-0102", "/api/add_to_cart", &fields).await?;
    let cart = browser.try_get("/warenkorb").await?;
    cart.forms("/api/place_order").into_iter().next()
}
