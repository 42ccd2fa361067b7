//! What both files say, in words.

use app::{
    ssr::{absolute, exact, short_date},
    text, words,
};
use domain::{DeliveryAddress, Language, Rappen, Totals};
use store::{ChainEntry, ChainLink, Evidence, OrderLineView, OrderView};

/// An order in the words of one language.
pub struct Content {
    pub language: Language,
    /// The order's number.
    pub number: i64,
    pub customer: String,
    pub customer_number: i64,
    /// Whose it is, from whom, when, where to: labels and values.
    pub facts: Vec<(&'static str, String)>,
    pub lines: Vec<Line>,
    /// As ordered.
    pub ordered: Totals,
    /// As handed over, once it is and where that differs.
    pub delivered: Option<Totals>,
    pub entries: Vec<Entry>,
    /// Where the customer's chain ended.
    pub end: ChainLink,
    /// When this was written.
    pub written_at: String,
}

/// A column of what an order costs: its head, and the amount in it.
pub type SumColumn = (&'static str, fn(Totals) -> Rappen);

/// A line with what was decided.
pub struct Line {
    pub position: u32,
    pub ordered: Goods,
    /// The cost centre of its own, if it has one.
    pub cost_centre: Option<String>,
    /// The decision, or why there is none.
    pub verdict: &'static str,
    pub decided_by: String,
    pub decided_at: String,
    pub reason: String,
    /// What was proposed instead, if it was rejected and something was.
    pub alternative: Option<String>,
    /// What goes to the supplier of it instead, if that is not what was ordered: in words, and the goods.
    pub change: Option<(String, Goods)>,
}

/// An article with its quantity.
pub struct Goods {
    pub article_number: String,
    pub name: String,
    pub unit: String,
    pub quantity: u32,
    pub price: Rappen,
    pub total: Rappen,
}

/// An entry of the record.
pub struct Entry {
    pub number: i64,
    pub at: String,
    pub who: String,
    pub what: String,
    pub hash: String,
}

impl Content {
    pub fn of(language: Language, evidence: Evidence) -> Self {
        let facts = facts(language, &evidence);
        let order = evidence.order;
        let is_changed = order.lines.iter().any(|line| change(language, line).is_some());
        let differs = order.supply_number.is_some() && (is_changed || order.delivered_totals != order.totals);
        Self {
            language,
            number: order.number,
            customer: evidence.customer_name,
            customer_number: evidence.customer_number,
            facts,
            lines: order.lines.into_iter().map(|line| Line::of(language, line)).collect(),
            ordered: order.totals,
            delivered: differs.then_some(order.delivered_totals),
            entries: evidence.entries.into_iter().map(|entry| Entry::of(language, entry)).collect(),
            end: evidence.end,
            written_at: exact(evidence.read_at),
        }
    }

    /// What it costs: as ordered and, where that differs, as handed over.
    pub fn sums(&self) -> Vec<(&'static str, Totals)> {
        let l = self.language;
        let delivered = self.delivered.map(|sums| (text::evidence::delivered(l), sums));
        std::iter::once((text::evidence::ordered(l), self.ordered)).chain(delivered).collect()
    }

    /// The columns in which that stands; the freight has none where there is none.
    pub fn sum_columns(&self) -> Vec<SumColumn> {
        let l = self.language;
        let net: SumColumn = (text::order::net(l), |sums| sums.net);
        let freight: SumColumn = (text::freight::title(l), |sums| sums.freight);
        let vat: SumColumn = (text::order::vat(l), |sums| sums.vat);
        let total: SumColumn = (text::order::total_chf(l), |sums| sums.total);
        let has_freight = self.sums().iter().any(|(_, sums)| !sums.freight.is_nothing());
        if has_freight { vec![net, freight, vat, total] } else { vec![net, vat, total] }
    }

    /// The command by which the operator checks that nothing was changed since.
    pub fn check(&self) -> String {
        format!("freigabe audit verify --known {}:{}:{}", self.customer_number, self.end.number, self.end.hash)
    }
}

fn facts(l: Language, evidence: &Evidence) -> Vec<(&'static str, String)> {
    let order = &evidence.order;
    let always = [
        (text::evidence::customer(l), text::evidence::customer_is(l, &evidence.customer_name, evidence.customer_number)),
        (text::order::orderer(l), order.orderer_name.clone()),
        (text::order::placed(l), absolute(order.placed_at)),
        (text::evidence::status(l), words::status(l, order.status).into()),
        (text::evidence::approval(l), words::approval(l, order.approval).into()),
    ];
    let where_known = [
        (text::order::approver(l), order.approver_name.clone()),
        (text::order::supply_number(l), order.supply_number.map(|number| number.to_string())),
        (text::order::delivery_date(l), order.delivery_date.map(short_date)),
        (text::fields::cost_centre(l), order.cost_centre.as_ref().map(|payer| payer.label.clone())),
        (text::order::reference(l), order.reference.clone()),
    ];
    let known = where_known.into_iter().filter_map(|(label, value)| Some((label, value?)));
    always.into_iter().chain(known).chain(last_facts(l, order)).collect()
}

/// What may take several lines.
fn last_facts(l: Language, order: &OrderView) -> Vec<(&'static str, String)> {
    let note = order.note.clone().map(|note| (text::evidence::note(l), note));
    std::iter::once((text::order::address(l), address(&order.address))).chain(note).collect()
}

fn address(address: &DeliveryAddress) -> String {
    let place = format!("{} {}", address.postcode, address.town);
    let lines = [&address.company, &address.attention, &address.street, &place];
    lines.into_iter().map(|line| line.trim()).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(", ")
}

impl Line {
    fn of(l: Language, line: OrderLineView) -> Self {
        let ordered = Goods::from(line.goods());
        let change = change(l, &line);
        let alternative = line.alternative().map(|alternative| words::proposal(l, &alternative.article));
        let cost_centre = line.cost_centre.map(|own| own.label);
        let (verdict, decided_by, decided_at, reason) = match (line.decision, line.review) {
            (Some(decision), _) => (
                words::verdict(l, decision.verdict),
                decision.approver_name,
                absolute(decision.decided_at),
                words::reason(l, decision.cause, decision.reason.as_deref()).unwrap_or_default(),
            ),
            (None, Some(_)) => (text::words::open(l), String::new(), String::new(), String::new()),
            (None, None) => (text::words::no_release_needed(l), String::new(), String::new(), String::new()),
        };
        Self { position: line.position, ordered, cost_centre, verdict, decided_by, decided_at, reason, alternative, change }
    }
}

fn change(l: Language, line: &OrderLineView) -> Option<(String, Goods)> {
    let change = line.decision.as_ref().and_then(|decision| decision.change.as_ref());
    let is_replaced = change.is_some_and(|change| change.replacement.is_some());
    let moved = line.agreed_price.filter(|_| !is_replaced).map(|agreed| words::price_moved(l, line.price, agreed));
    let parts: Vec<_> = change.map(|change| words::change(l, line.quantity, change)).into_iter().chain(moved).collect();
    if parts.is_empty() { None } else { Some((parts.join(" · "), line.delivered()?.into())) }
}

impl From<domain::change::Goods<'_>> for Goods {
    fn from(goods: domain::change::Goods<'_>) -> Self {
        Self {
            article_number: goods.article_number.to_owned(),
            name: goods.name.to_owned(),
            unit: goods.unit.to_owned(),
            quantity: goods.quantity,
            price: goods.price,
            total: goods.total(),
        }
    }
}

impl Entry {
    fn of(l: Language, ChainEntry { link, entry }: ChainEntry) -> Self {
        Self {
            number: link.number,
            at: exact(entry.happened_at),
            who: entry.actor_name,
            what: words::told(l, &entry.event),
            hash: link.hash,
        }
    }
}
