//! An order with its lines and decisions, as one transaction sees it.

use super::seal::{Standing, sealed};
use crate::{
    Day, Stamp, StoreError,
    absences::Duty,
    engine::{Tx, fetch_all, fetch_one},
};
use domain::{
    ApprovalKind, ArticleId, Change, ContactId, CustomerId, DeliveryAddress, Goods, Language, Offer, OrderId, OrderStatus, Rappen,
    RejectionCause, Replacement, ReviewReason, Tolerance, Totals, Verdict, change,
    notice::{Again, LineDigest, OrderDigest},
    order::LineState,
};
use uuid::Uuid;

/// A line of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderLineView {
    /// The position, from 1.
    pub position: u32,
    /// The article's number.
    pub article_number: String,
    /// The article's name.
    pub name: String,
    /// The unit in which it is sold.
    pub unit: String,
    /// The price of a unit when it was ordered.
    pub price: Rappen,
    /// The price of a unit that was agreed on since then, if it is another one.
    pub agreed_price: Option<Rappen>,
    /// What the catalogue says today of the article that is to be delivered, while the order waits.
    pub today: Option<Offer>,
    /// How many units.
    pub quantity: u32,
    /// Why it needs a release; `None` when it needs none.
    pub review: Option<ReviewReason>,
    /// What was decided.
    pub decision: Option<DecisionView>,
    /// How many times it was asked again.
    pub round: u32,
    /// Why it has to be decided again, while it has.
    pub again: Option<Again>,
    /// A fingerprint of what there is to see of it: a decision that carries it holds for nothing else.
    pub seal: String,
}

impl OrderLineView {
    /// What the rules of `domain` need to know of the line.
    pub fn state(&self) -> LineState {
        LineState { review: self.review, verdict: self.decision.as_ref().map(|decision| decision.verdict) }
    }

    /// What was ordered.
    pub fn goods(&self) -> Goods<'_> {
        let Self { article_number, name, unit, price, quantity, .. } = self;
        Goods { article_number, name, unit, price: *price, quantity: *quantity }
    }

    /// The price of a unit of the ordered article that was agreed on last.
    pub fn agreed(&self) -> Rappen {
        self.agreed_price.unwrap_or(self.price)
    }

    /// The price of a unit of the ordered article as it stands: today's while somebody has to decide, else the one agreed on.
    pub fn standing_price(&self) -> Rappen {
        self.today.filter(|_| self.state().is_open()).map_or_else(|| self.agreed(), |offer| offer.price)
    }

    /// Whether what is to be delivered can still be had.
    pub fn is_sold(&self) -> bool {
        self.today.is_none_or(|offer| offer.is_sold)
    }

    /// What goes to the supplier, or has gone.
    pub fn delivered(&self) -> Option<Goods<'_>> {
        let agreed = Goods { price: self.agreed(), ..self.goods() };
        change::delivered(agreed, self.state(), self.decision.as_ref().and_then(|decision| decision.change.as_ref()))
    }
}

/// The decision on a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecisionView {
    /// Released or rejected.
    pub verdict: Verdict,
    /// Why it was rejected, if a cause was chosen.
    pub cause: Option<RejectionCause>,
    /// The reason, if one was given.
    pub reason: Option<String>,
    /// What is released instead, if it is not what was ordered.
    pub change: Option<Change>,
    /// Who decided.
    pub approver_id: ContactId,
    /// The name of who decided.
    pub approver_name: String,
    /// When.
    pub decided_at: Stamp,
}

pub(super) struct OrderSheet {
    pub(super) head: Head,
    pub(super) lines: Vec<OrderLineView>,
}

#[derive(sqlx::FromRow)]
pub(super) struct Head {
    #[sqlx(try_from = "Uuid")]
    pub(super) id: OrderId,
    pub(super) number: i64,
    #[sqlx(try_from = "Uuid")]
    pub(super) orderer_id: ContactId,
    pub(super) orderer_name: String,
    pub(super) orderer_email: String,
    #[sqlx(try_from = "String")]
    pub(super) orderer_language: Language,
    #[sqlx(try_from = "String")]
    pub(super) approval: ApprovalKind,
    pub(super) approver_id: Option<Uuid>,
    pub(super) approver_name: Option<String>,
    #[sqlx(try_from = "String")]
    pub(super) status: OrderStatus,
    company: String,
    attention: String,
    street: String,
    postcode: String,
    town: String,
    pub(super) reference: Option<String>,
    pub(super) note: Option<String>,
    #[sqlx(try_from = "i64")]
    net: Rappen,
    #[sqlx(try_from = "i64")]
    vat: Rappen,
    #[sqlx(try_from = "i64")]
    total: Rappen,
    pub(super) placed_at: Stamp,
    pub(super) closed_at: Option<Stamp>,
    pub(super) delivery_date: Option<Day>,
    pub(super) supply_number: Option<i64>,
    pub(super) demands_reason: bool,
    #[sqlx(try_from = "i64")]
    pub(super) price_tolerance: Tolerance,
}

impl Head {
    pub(super) fn totals(&self) -> Totals {
        Totals { net: self.net, vat: self.vat, total: self.total }
    }

    pub(super) fn address(&self) -> DeliveryAddress {
        DeliveryAddress {
            company: self.company.clone(),
            attention: self.attention.clone(),
            street: self.street.clone(),
            postcode: self.postcode.clone(),
            town: self.town.clone(),
        }
    }

    /// The approver in charge, if a line needs a release.
    pub(super) fn approver(&self) -> Option<ContactId> {
        self.approver_id.map(ContactId)
    }

    /// Whether `who` may decide today: the approver in charge, or whoever stands in for them. Nobody decides what they have
    /// ordered themselves, whatever they have become since.
    pub(super) fn lets(&self, duty: &Duty, who: ContactId) -> bool {
        who != self.orderer_id && self.approver().is_some_and(|in_charge| duty.lets(who, in_charge))
    }

    /// Who stands in today for the approver in charge, if somebody does. Whoever has ordered stands in for nobody here.
    pub(super) fn deputy(&self, duty: &Duty) -> Option<ContactId> {
        let in_charge = self.approver()?;
        Some(duty.deputy(in_charge)).filter(|deputy| ![in_charge, self.orderer_id].contains(deputy))
    }
}

impl OrderSheet {
    pub(super) fn states(&self) -> Vec<LineState> {
        self.lines.iter().map(OrderLineView::state).collect()
    }

    pub(super) fn open_lines(&self) -> usize {
        self.lines.iter().filter(|line| line.state().is_open()).count()
    }

    /// What goes to the supplier, or has gone.
    pub(super) fn delivered(&self) -> impl Iterator<Item = Goods<'_>> {
        self.lines.iter().filter_map(OrderLineView::delivered)
    }

    pub(super) fn delivered_totals(&self) -> Totals {
        Totals::of(self.delivered().map(|goods| (goods.price, goods.quantity)))
    }

    pub(super) fn digest(&self) -> OrderDigest {
        OrderDigest {
            id: self.head.id,
            number: self.head.number,
            orderer: self.head.orderer_name.clone(),
            approver: self.head.approver_name.clone(),
            deputy: None,
            reference: self.head.reference.clone(),
            note: self.head.note.clone(),
            lines: self.lines.iter().map(line_digest).collect(),
            totals: self.head.totals(),
        }
    }
}

fn line_digest(line: &OrderLineView) -> LineDigest {
    LineDigest {
        article_number: line.article_number.clone(),
        name: line.name.clone(),
        unit: line.unit.clone(),
        quantity: line.quantity,
        price: line.price,
        agreed: line.agreed_price,
        again: line.again,
        review: line.review,
        verdict: line.state().verdict,
        change: line.decision.as_ref().and_then(|decision| decision.change.clone()),
        cause: line.decision.as_ref().and_then(|decision| decision.cause),
        reason: line.decision.as_ref().and_then(|decision| decision.reason.clone()),
    }
}

const HEAD: &str = "
    select o.id, o.number, o.orderer_id, o.approval, o.approver_id, o.status,
        c.first_name || ' ' || c.last_name as orderer_name, c.email as orderer_email, c.language as orderer_language,
        a.first_name || ' ' || a.last_name as approver_name,
        o.company, o.attention, o.street, o.postcode, o.town, o.reference, o.note,
        o.net, o.vat, o.total, o.placed_at, o.closed_at, o.delivery_date, s.number as supply_number,
        k.demands_reason, k.price_tolerance
    from orders o
    join customers k on k.id = o.customer_id
    join contacts c on c.customer_id = o.customer_id and c.id = o.orderer_id
    left join contacts a on a.customer_id = o.customer_id and a.id = o.approver_id
    left join supply_orders s on s.customer_id = o.customer_id and s.order_id = o.id
    where o.customer_id = $1 and o.id = $2";

const LINES: &str = "
    select l.position, l.article_number, l.name, l.unit, l.price, l.quantity, l.review, l.agreed_price, l.round,
        coalesce(n.price, t.price) as today_price, coalesce(n.availability, t.availability) as today_availability,
        coalesce(n.unit, t.unit) = coalesce(d.unit, l.unit) as is_same_unit,
        r.cause as again_cause, r.agreed_price as again_agreed, r.price as again_price,
        d.verdict, d.cause, d.reason, d.quantity as released,
        d.article_id as other_id, d.article_number as other_number, d.name as other_name, d.unit as other_unit, d.price as other_price,
        d.approver_id, d.decided_at, a.first_name || ' ' || a.last_name as approver_name
    from order_lines l
    join articles t on t.id = l.article_id
    left join decisions d on d.customer_id = l.customer_id and d.order_id = l.order_id and d.position = l.position
    left join articles n on n.id = d.article_id
    left join recalls r on r.customer_id = l.customer_id and r.order_id = l.order_id and r.position = l.position and r.round = l.round
    left join contacts a on a.customer_id = d.customer_id and a.id = d.approver_id
    where l.customer_id = $1 and l.order_id = $2
    order by l.position";

/// Reads an order of this customer; whether the caller may see it is theirs to check.
pub(super) async fn sheet(tx: &mut Tx, customer_id: CustomerId, order_id: OrderId) -> Result<OrderSheet, StoreError> {
    let head = head(tx, customer_id, order_id).await?;
    let rows = fetch_all!(tx, LineRow, LINES, customer_id.0, order_id.0)?;
    let lines = rows.into_iter().map(LineRow::into_view).collect::<Result<Vec<_>, _>>()?;
    let (address, is_open) = (head.address(), head.status.is_open());
    let lines = lines.into_iter().map(|line| sealed(line, &address, is_open)).collect::<Result<_, _>>()?;
    Ok(OrderSheet { head, lines })
}

/// Reads an order of this customer without its lines.
pub(super) async fn head(tx: &mut Tx, customer_id: CustomerId, order_id: OrderId) -> Result<Head, StoreError> {
    Ok(fetch_one!(tx, Head, HEAD, customer_id.0, order_id.0)?)
}

#[derive(sqlx::FromRow)]
struct LineRow {
    #[sqlx(try_from = "i64")]
    position: u32,
    article_number: String,
    name: String,
    unit: String,
    #[sqlx(try_from = "i64")]
    price: Rappen,
    #[sqlx(try_from = "i64")]
    quantity: u32,
    review: Option<String>,
    verdict: Option<String>,
    cause: Option<String>,
    reason: Option<String>,
    released: Option<i64>,
    other_id: Option<Uuid>,
    other_number: Option<String>,
    other_name: Option<String>,
    other_unit: Option<String>,
    other_price: Option<i64>,
    approver_id: Option<Uuid>,
    approver_name: Option<String>,
    decided_at: Option<Stamp>,
    #[sqlx(flatten)]
    standing: Standing,
}

impl LineRow {
    fn into_view(mut self) -> Result<OrderLineView, StoreError> {
        let change = self.change()?;
        let parts = word(self.verdict)?.zip(self.approver_id).zip(self.approver_name).zip(self.decided_at);
        let (cause, reason) = (word(self.cause)?, self.reason);
        Ok(OrderLineView {
            position: self.position,
            article_number: self.article_number,
            name: self.name,
            unit: self.unit,
            price: self.price,
            quantity: self.quantity,
            review: word(self.review)?,
            agreed_price: self.standing.agreed_price.map(Rappen),
            today: Some(self.standing.today()),
            round: self.standing.round,
            again: self.standing.again()?,
            seal: String::new(),
            decision: parts.map(|(((verdict, approver), approver_name), decided_at)| DecisionView {
                verdict,
                cause,
                reason,
                change,
                approver_id: approver.into(),
                approver_name,
                decided_at,
            }),
        })
    }
}

impl LineRow {
    fn change(&mut self) -> Result<Option<Change>, StoreError> {
        let Some(released) = self.released else { return Ok(None) };
        let quantity = u32::try_from(released).map_err(|error| StoreError::Unreadable(error.to_string()))?;
        Ok(Some(Change { quantity, replacement: self.replacement() }))
    }

    fn replacement(&mut self) -> Option<Replacement> {
        Some(Replacement {
            article_id: ArticleId(self.other_id?),
            article_number: self.other_number.take()?,
            name: self.other_name.take()?,
            unit: self.other_unit.take()?,
            price: Rappen(self.other_price?),
        })
    }
}

/// Reads the stable word of a column that may be empty.
pub(super) fn word<T: TryFrom<String, Error = domain::Problem>>(word: Option<String>) -> Result<Option<T>, StoreError> {
    word.map(T::try_from).transpose().map_err(|problem| StoreError::Unreadable(problem.to_string()))
}
