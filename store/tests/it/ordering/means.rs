//! Limits, cost centres, and orders on them.

use super::{Company, Portal};
use domain::{ApprovalKind, CostCentreId, CustomerRule, Limits, OrderId, Rappen, Usage};
use store::{Approver, CostCentreData, Means, OrderForm, Orderer, Placed, Placing, Typed};
use testbed::Engine;

impl Portal {
    /// Places an order over one piece of each article, on a cost centre.
    pub async fn place_on(&self, orderer: &Orderer, articles: &[&str], cost_centre: CostCentreId) -> Placed {
        let lines: Vec<_> = articles.iter().map(|number| (*number, 1)).collect();
        let placing = self.fill(orderer, &lines).await;
        self.store.place(orderer, Placing { cost_centre: Some(cost_centre), ..placing }).await.expect("placed")
    }

    /// Fills the cart and gives what the form would submit: a cost centre for the order, and others for some of its lines.
    pub async fn charged(
        &self,
        orderer: &Orderer,
        cost_centre: Option<CostCentreId>,
        lines: &[(&str, u32, Option<CostCentreId>)],
    ) -> Placing {
        let quantities: Vec<_> = lines.iter().map(|(number, quantity, _)| (*number, *quantity)).collect();
        let placing = self.fill(orderer, &quantities).await;
        let mut line_cost_centres = Vec::new();
        for (number, _, own) in lines {
            let article = self.store.article(orderer, number).await.expect("an article").id;
            line_cost_centres.extend(own.map(|own| (article, own)));
        }
        Placing { cost_centre, line_cost_centres, ..placing }
    }

    /// Places such an order and gives its id.
    pub async fn place_charged(
        &self,
        orderer: &Orderer,
        cost_centre: Option<CostCentreId>,
        lines: &[(&str, u32, Option<CostCentreId>)],
    ) -> OrderId {
        let placing = self.charged(orderer, cost_centre, lines).await;
        let placed = self.store.place(orderer, placing).await.expect("placed");
        self.peek.assert_statuses_hold().await;
        placed.order_id
    }

    /// What limits the orders of this contact.
    pub async fn means(&self, orderer: &Orderer) -> Means {
        self.store.cart_case(orderer).await.expect("a cart").means
    }

    /// What is used of a cost centre, and what is reserved.
    pub async fn usage(&self, company: &Company, cost_centre: CostCentreId) -> (i64, i64) {
        let centres = self.store.cost_centres(&company.boss).await.expect("cost centres").rows;
        let Usage { used, reserved } = centres.iter().find(|centre| centre.id == cost_centre).expect("the cost centre").usage;
        (used.0, reserved.0)
    }

    /// A new cost centre, which the company's first approver looks after.
    pub async fn cost_centre(&self, company: &Company, number: &str, per_year: Option<i64>) -> CostCentreId {
        self.cost_centre_of(&company.boss, number, per_year).await
    }

    /// A new cost centre, which this approver looks after.
    pub async fn cost_centre_of(&self, approver: &Approver, number: &str, per_year: Option<i64>) -> CostCentreId {
        let approver_id = approver.orderer().contact_id();
        let data = CostCentreData { number: number.into(), name: "Empfang".into(), per_year: per_year.map(Rappen), approver_id };
        self.store.save_cost_centre(approver, None, data).await.expect("a cost centre")
    }

    /// Limits what a contact may order, at a company that uses limits; its first approver releases what goes beyond it.
    pub async fn limit(&self, company: &Company, orderer: &Orderer, per_order: Option<i64>, per_month: Option<i64>) {
        let limits = Limits { per_order: per_order.map(Rappen), per_month: per_month.map(Rappen) };
        let in_charge = Some(company.boss.orderer().contact_id());
        self.store.switch_rule(&company.boss, CustomerRule::UsesLimits, true).await.expect("switched on");
        self.store.set_limits(&company.boss, orderer.contact_id(), limits, in_charge).await.expect("limited");
    }
}

/// The form of an order, to be kept for later.
pub fn order_form(form: &Placing, cost_centre: Option<CostCentreId>) -> OrderForm {
    let (address, text) = (form.address.clone(), String::new);
    let (order_key, reference, note) = (form.order_key, text(), text());
    let line_cost_centres = form.line_cost_centres.iter().map(|(article, own)| (*article, Some(*own))).collect();
    OrderForm { order_key, address, reference, note, cost_centre, line_cost_centres, quantities: vec![], typed: Typed::default() }
}

/// A company with somebody whom only budgets hold up, and two cost centres with these.
pub async fn two_budgets(engine: Engine, budgets: [i64; 2]) -> (Portal, Company, Orderer, [CostCentreId; 2]) {
    let portal = Portal::open(engine).await;
    let company = portal.company("muster").await;
    let orderer = portal.employ(&company, "frei", ApprovalKind::Unrestricted).await;
    let [one, other] = budgets.map(Some);
    let centres = [portal.cost_centre(&company, "100", one).await, portal.cost_centre(&company, "200", other).await];
    (portal, company, orderer, centres)
}
