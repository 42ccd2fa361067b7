//! One browser, without JavaScript, and what its owner does in it. Every answer that is not the expected one ends the run.

use crate::{
    figures::Tally,
    support::{
        Browser, Form, Page,
        desk::{first_in, ordered},
    },
};
use std::{sync::Arc, time::Instant};
use tokio::sync::{Mutex, OwnedMutexGuard};

/// Articles in each order.
const LINES: usize = 2;
/// How far apart they stand in the list, which has forty.
const APART: usize = 7;
/// What is opened while the cart is in use.
const LOOKED_AT: [&str; 4] = ["/shop?suche=papier", "/shop/artikel/15-0102", "/shop?sortiment=1", "/konto"];
/// How much of an answer is shown that is not the expected one.
const SHOWN: usize = 500;

const THANKS: &str = "Vielen Dank für Ihre Bestellung";
const RELEASED: &str = "Freigabe abgeschlossen";

/// What a browser is kept doing.
#[derive(Clone, Copy)]
pub enum Doing {
    /// What people do.
    Visiting,
    /// Nothing but loading the stylesheet.
    Loading,
}

/// Somebody with several browsers, who fills one cart at a time, and decides on one order at a time.
pub struct Person {
    pub user_name: &'static str,
    is_approver: bool,
    cart: Arc<Mutex<()>>,
    desk: Arc<Mutex<()>>,
}

impl Person {
    pub fn new(user_name: &'static str, is_approver: bool) -> Self {
        Self { user_name, is_approver, cart: Arc::default(), desk: Arc::default() }
    }
}

/// A browser with its owner.
pub struct Visitor {
    browser: Browser,
    person: Arc<Person>,
    /// Where the stylesheet is, as the pages name it.
    stylesheet: String,
    /// The place in the list of the article that is chosen next.
    choice: usize,
    /// When answers begin to come too late to be counted.
    end: Instant,
    /// What was answered so far.
    pub tally: Tally,
}

impl Visitor {
    /// Somebody who has just signed in.
    pub async fn new(browser: Browser, person: Arc<Person>, choice: usize) -> Self {
        let shop = browser.get("/shop").await;
        let stylesheet = shop.body.split('"').find(|part| part.starts_with("/pkg/") && part.ends_with("/freigabe.css"));
        let stylesheet = stylesheet.expect("pages name their stylesheet").to_owned();
        Self { browser, person, stylesheet, choice, end: Instant::now(), tally: Tally::default() }
    }

    /// Goes on until then. What was begun is finished.
    pub async fn keep(mut self, doing: Doing, end: Instant) -> Self {
        self.end = end;
        while Instant::now() < end {
            match doing {
                Doing::Visiting => self.visit().await,
                Doing::Loading => self.load().await,
            }
        }
        self
    }

    async fn load(&mut self) {
        let begun = Instant::now();
        let file = self.browser.get(&self.stylesheet).await;
        self.tally.note(|tally| &mut tally.files, begun, self.end);
        self.must(file.status == 200 && !file.body.is_empty(), "loads the stylesheet", &file).await;
    }

    async fn visit(&mut self) {
        let order = self.order().await;
        self.follow(&order).await;
        if self.person.is_approver {
            self.release().await;
        }
    }

    /// Orders what stands in the shop; the order's id.
    async fn order(&mut self) -> String {
        let shop = self.open("/shop").await;
        let cart = self.take_cart().await;
        self.fill_cart(shop).await;
        let form = self.open("/warenkorb").await.form("/api/place_order");
        let begun = Instant::now();
        let answer = self.browser.submit("/warenkorb", &form).await;
        self.tally.note(|tally| &mut tally.orders, begun, self.end);
        let order = ordered(&answer);
        self.must(order.is_some(), "orders", &answer).await;
        drop(cart);
        let confirmation = self.open(answer.location()).await;
        self.must(confirmation.body.contains(THANKS), "is thanked", &confirmation).await;
        order.expect("it was looked at")
    }

    /// The cart of its owner. While another browser fills it, this one looks around.
    async fn take_cart(&mut self) -> OwnedMutexGuard<()> {
        for page in LOOKED_AT.iter().cycle().skip(self.choice % LOOKED_AT.len()) {
            if let Ok(cart) = Arc::clone(&self.person.cart).try_lock_owned() {
                return cart;
            }
            self.open(page).await;
        }
        unreachable!("the pages go round")
    }

    /// Puts articles in the cart, each from the list of the shop, which comes back.
    async fn fill_cart(&mut self, mut shop: Page) {
        let mut address = "/shop".to_owned();
        for _ in 0..LINES {
            let form = self.choose(&shop);
            let back = form.field("form[back]").unwrap_or_default().to_owned();
            let answer = self.send(&address, &form).await;
            self.must(answer.status == 303 && answer.location() == back, "puts an article in the cart", &answer).await;
            shop = self.open(&back).await;
            address = back;
        }
    }

    /// The form of one article.
    fn choose(&mut self, shop: &Page) -> Form {
        let mut forms = shop.forms("/api/add_to_cart");
        assert!(forms.len() > APART, "{} finds articles: {}", self.person.user_name, shop.body);
        self.choice += APART;
        forms.swap_remove(self.choice % forms.len()).with("form[quantity]", "3")
    }

    /// Looks at the order where all own orders stand.
    async fn follow(&mut self, order: &str) {
        let address = format!("/kundendossier/{order}");
        let dossier = self.open("/kundendossier").await;
        let is_there = dossier.body.contains(&format!("href=\"{address}\""));
        self.must(is_there, "finds the order in the Kundendossier", &dossier).await;
        self.open(&address).await;
    }

    /// Releases the order that stands first in the queue, unless another browser of the same approver does so.
    async fn release(&mut self) {
        let desk = Arc::clone(&self.person.desk).try_lock_owned();
        let queue = self.open("/freigaben").await;
        let (Ok(_desk), Some(order)) = (desk, first_in(&queue)) else { return };
        let address = format!("/freigaben/{order}");
        let page = self.open(&address).await;
        let form = page.forms("/api/decide").pop();
        self.must(form.is_some(), "can release", &page).await;
        let answer = self.send(&address, &form.expect("it was looked at")).await;
        let done = format!("{address}/abschluss");
        self.must(answer.status == 303 && answer.location() == done, "releases", &answer).await;
        let outcome = self.open(&done).await;
        self.must(outcome.body.contains(RELEASED), "has released", &outcome).await;
    }

    /// Opens a page.
    async fn open(&mut self, path: &str) -> Page {
        let begun = Instant::now();
        let page = self.browser.get(path).await;
        self.tally.note(|tally| &mut tally.pages, begun, self.end);
        self.must(page.status == 200, &format!("opens {path}"), &page).await;
        page
    }

    /// Sends a form whose time is not asked for.
    async fn send(&mut self, page: &str, form: &Form) -> Page {
        self.tally.answers += 1;
        self.browser.submit(page, form).await
    }

    /// Ends the run if an answer is not the expected one.
    async fn must(&self, is_expected: bool, what: &str, answer: &Page) {
        if !is_expected {
            let told = self.told(answer).await;
            panic!("{} {what}, and is answered {} {}: {told}", self.person.user_name, answer.status, answer.location());
        }
    }

    /// What an answer says: for a form that was refused, the error on its page.
    async fn told(&self, answer: &Page) -> String {
        let shown = match answer.location().strip_suffix("#errors") {
            Some(page) => self.browser.get(page).await.body,
            None => answer.body.clone(),
        };
        let error = shown.split("role=\"alert\"").nth(1).unwrap_or(&shown);
        error.chars().take(SHOWN).collect()
    }
}
