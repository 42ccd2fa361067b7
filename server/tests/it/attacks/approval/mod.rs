//! What somebody tries who knows every function and every id, and cares for no page: to get past the approval. Each attack must
//! be answered as it should, and after them no row of any table may have changed.

mod altered;
mod brought_back;
mod by_mail;
mod commented;
mod confirmed;
mod decided;
mod fields;
mod foreign;
mod limits;
mod mail_key;
mod replaced;
mod replayed;
mod repriced;
mod retracted;
mod revised;
mod rights;
mod ruled;
mod screen;
mod taken_back;
mod together;
mod unseen;

use crate::support::{
    Browser, Page, Rows, TestApp,
    desk::{APPROVER, FREE, OTHER_APPROVER, PAPER, PENS, REVIEWED, SUPPLIER, ordered},
};
use fields::{Fields, field, named, order_fields, pairs, switched, with, without};
use std::sync::{Mutex, MutexGuard};
use store::{Cart, Orderer};
use testbed::Engine;

/// Whose orders are reviewed outside the Kundensortiment.
const PARTLY_REVIEWED: &str = "sortiment@muster.example";
const STRANGER: &str = "freigeber@bau.example";
const STRANGERS_ORDERER: &str = "besteller@bau.example";
/// Names nothing.
const INVENTED: &str = "01900000-0000-7000-8000-000000000000";

/// A request as it was sent by somebody.
struct Captured {
    by: &'static str,
    path: &'static str,
    fields: Fields,
}

/// A portal with an order in every state, and everybody signed in.
struct Stage {
    app: TestApp,
    in_charge: Browser,
    colleague: Browser,
    stranger: Browser,
    orderer: Browser,
    supplier: Browser,
    orders: Orders,
    captured: Vec<Captured>,
    /// All rows before the first attack after which nobody has looked yet.
    before: Mutex<Option<Rows>>,
}

impl Drop for Stage {
    fn drop(&mut self) {
        let is_open = self.before.lock().is_ok_and(|before| before.is_some());
        assert!(!is_open || std::thread::panicking(), "somebody has to look whether the attacks have changed anything");
    }
}

/// Orders of two lines.
#[derive(Default)]
struct Orders {
    waiting: String,
    /// Its first line is released.
    partly: String,
    rejected: String,
    withdrawn: String,
    released: String,
    /// Needed no release.
    free: String,
}

impl Orders {
    /// Those of which the supplier must know nothing.
    fn hidden(&self) -> [&str; 4] {
        [&self.waiting, &self.partly, &self.rejected, &self.withdrawn]
    }

    fn all(&self) -> [&str; 6] {
        [&self.waiting, &self.partly, &self.rejected, &self.withdrawn, &self.released, &self.free]
    }
}

impl Stage {
    async fn set(engine: Engine) -> Self {
        let app = TestApp::with_demo(engine).await;
        let mut stage = Self {
            in_charge: come(&app, APPROVER).await,
            colleague: come(&app, OTHER_APPROVER).await,
            stranger: come(&app, STRANGER).await,
            orderer: come(&app, REVIEWED).await,
            supplier: come(&app, SUPPLIER).await,
            orders: Orders::default(),
            captured: vec![],
            before: Mutex::default(),
            app,
        };
        stage.fill_with_orders().await;
        stage
    }

    async fn fill_with_orders(&mut self) {
        let mut orders = Orders {
            waiting: self.order(REVIEWED).await,
            partly: self.order(REVIEWED).await,
            rejected: self.order(REVIEWED).await,
            withdrawn: self.order(REVIEWED).await,
            released: self.order(REVIEWED).await,
            free: String::new(),
        };
        let partly = self.decision(&orders.partly, &[(1, "released")]).await;
        self.succeed(APPROVER, "/api/decide", partly).await;
        let rejected = self.decision(&orders.rejected, &[(1, "rejected"), (2, "rejected")]).await;
        self.succeed(APPROVER, "/api/decide", rejected).await;
        self.succeed(REVIEWED, "/api/withdraw_order", named(&orders.withdrawn)).await;
        let released = self.bulk(&[(&orders.released, "1.2")]).await;
        self.succeed(APPROVER, "/api/release_orders", released).await;
        orders.free = self.order(FREE).await;
        self.orders = orders;
    }

    /// Orders two articles by one request; the order's id.
    async fn order(&mut self, by: &'static str) -> String {
        let fields = order_fields(&self.fill_cart(by).await);
        let answer = self.succeed(by, "/api/place_order", fields).await;
        ordered(&answer).expect("it leads to the order")
    }

    /// Puts two articles into the cart.
    async fn fill_cart(&self, by: &str) -> Cart {
        self.assert_untouched().await;
        let orderer = self.app.orderer(by).await;
        for (number, quantity) in [(PENS, 2), (PAPER, 5)] {
            let article = self.app.store.article(&orderer, number).await.expect("the demo has this article").id;
            self.app.store.set_cart_quantity(&orderer, article, quantity).await.expect("the cart has room");
            // So that the lines have an order.
            self.app.advance(jiff::SignedDuration::from_millis(1));
        }
        self.cart(&orderer).await
    }

    async fn cart(&self, orderer: &Orderer) -> Cart {
        self.app.store.cart(orderer).await.expect("the store answers")
    }

    /// A request that is in order, and is kept to be tried again.
    async fn succeed(&mut self, by: &'static str, path: &'static str, fields: Fields) -> Page {
        let answer = self.send(&come(&self.app, by).await, path, &fields).await;
        assert_eq!(answer.status, 200, "{by} {path} {fields:?}: {}", answer.body);
        self.captured.push(Captured { by, path, fields });
        answer
    }

    /// A request that is in order.
    async fn send(&self, by: &Browser, path: &str, fields: &Fields) -> Page {
        self.assert_untouched().await;
        by.call("/", path, &pairs(fields)).await
    }

    async fn rows(&self) -> Rows {
        Rows::read(self.app.database_url()).await
    }

    /// An attack: it must get this status, with this word in the answer, and leave no trace.
    async fn repel(&self, by: &Browser, path: &str, fields: &Fields, (status, word): (u16, &str)) -> Page {
        let is_first = self.before().is_none();
        if is_first {
            let rows = self.rows().await;
            *self.before() = Some(rows);
        }
        let answer = by.call("/", path, &pairs(fields)).await;
        let found = format!("{path} {fields:?}: {} {}", answer.status, answer.body);
        assert!(answer.status == status && answer.body.contains(word), "{found}, and not {status} {word}");
        answer
    }

    /// None of the attacks so far has changed a row.
    async fn assert_untouched(&self) {
        let before = self.before().take();
        if let Some(before) = before {
            assert_eq!(self.rows().await.changes_since(&before), [""; 0]);
        }
    }

    fn before(&self) -> MutexGuard<'_, Option<Rows>> {
        self.before.lock().expect("nobody panicked while holding it")
    }
}

/// Opens a session for somebody.
async fn come(app: &TestApp, user_name: &str) -> Browser {
    app.browser_in(&app.open_session(user_name).await)
}

const NOT_THERE: (u16, &str) = (404, "NotFound");
const SIGNED_OUT: (u16, &str) = (401, "SignedOut");
const DECIDED: (u16, &str) = (409, "AlreadyDecided");
const CLOSED: (u16, &str) = (409, "Closed");
const REVISED: (u16, &str) = (409, "OrderRevised");
const CHANGED: (u16, &str) = (409, "LineChanged");
const INVALID: (u16, &str) = (422, "Invalid");
const UNREADABLE: (u16, &str) = (400, "BadRequest");
