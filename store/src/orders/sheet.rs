//! An order with its lines and decisions, as one transaction sees it.

use super::{
    lines::{PlacedLine, present_and_removed},
    seal::{Standing, sealed},
};
use crate::{
    Day, Stamp, StoreError,
    absences::Duty,
    engine::{Tx, fetch_all, fetch_one},
    orders::{
        pass_on::{Passed, passed},
        wait::asked,
    },
};
use domain::{
    ApprovalKind, ArticleId, Change, ContactId, CustomerId, DeliveryAddress, Goods, Language, Offer, OrderId, OrderStatus, Patience,
    Rappen, RejectionCause, Replacement, ReviewReason, Tolerance, Totals, Verdict, change,
    notice::{Again, LineDigest, OrderDigest},
    order::LineState,
    seal::settle,
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
    /// The version of the order in which it came.
    pub since: u32,
    /// The lines in whose stead it stands, oldest first.
    pub earlier: Vec<Self>,
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

    /// What goes to the supplier if the line is released, unless it is rejected already: at the price at which it would be handed over
    /// today, as far as that is borne.
    pub fn if_released(&self, tolerance: Tolerance) -> Option<Goods<'_>> {
        let state = LineState { verdict: self.state().verdict.or(Some(Verdict::Released)), ..self.state() };
        let standing = Goods { price: self.standing_price(), ..self.goods() };
        let goods = change::delivered(standing, state, self.decision.as_ref().and_then(|decision| decision.change.as_ref()))?;
        let settled = self.today.and_then(|today| settle(goods.price, today, tolerance).ok());
        Some(Goods { price: settled.unwrap_or(goods.price), ..goods })
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
    /// How often the order had been released before and gone on.
    pub level: u32,
}

pub(super) struct OrderSheet {
    pub(super) head: Head,
    /// The present ones.
    pub(super) lines: Vec<OrderLineView>,
    /// Those that the orderer has taken out.
    pub(super) removed: Vec<OrderLineView>,
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
    pub(super) cost_centre_id: Option<Uuid>,
    /// Its number and name.
    pub(super) cost_centre: Option<String>,
    /// Whether approvers may release what they have ordered themselves.
    pub(super) releases_own: bool,
    /// How often the order was released and went on to somebody else, or to the supplier from there.
    #[sqlx(try_from = "i64")]
    pub(super) level: u32,
    /// Who released it last, if it has gone on.
    pub(super) released_by: Option<String>,
    /// By whom it was released, if it has gone on.
    #[sqlx(skip)]
    pub(super) passed: Passed,
    /// Which version of the order this is: 1 as it was placed, and one more with each change.
    #[sqlx(try_from = "i64")]
    pub(super) version: u32,
    #[sqlx(try_from = "i64")]
    pub(super) price_tolerance: Tolerance,
    remind_after: Option<i64>,
    escalate_after: Option<i64>,
    /// Whether somebody was asked, who may be no approver any more.
    pub(super) was_escalated: bool,
    /// Who may decide it beside whoever is in charge, as it has waited too long.
    #[sqlx(skip)]
    pub(super) asked: Vec<ContactId>,
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

    /// How long its customer lets orders wait.
    pub(super) fn patience(&self) -> Patience {
        patience_of(self.remind_after, self.escalate_after)
    }

    /// Whether `who` may decide today: the approver in charge, whoever was asked as the order has waited too long, or whoever stands in
    /// for one of them.
    pub(super) fn lets(&self, duty: &Duty, who: ContactId) -> bool {
        !self.bars(who) && self.approver().iter().chain(&self.asked).any(|one| duty.lets(who, *one))
    }

    /// Whether `who` may read it as an approver: whoever may decide, and whoever has released it before it went on.
    pub(super) fn shows_itself(&self, duty: &Duty, who: ContactId) -> bool {
        self.has_released(who) || self.lets(duty, who)
    }

    /// Who stands in today for the approver in charge, if somebody does. Whom the order bars stands in for nobody here.
    pub(super) fn deputy(&self, duty: &Duty) -> Option<ContactId> {
        let in_charge = self.approver()?;
        Some(duty.deputy(in_charge)).filter(|deputy| *deputy != in_charge && !self.bars(*deputy))
    }

    /// Nobody decides what they have ordered themselves, whatever they have become since, unless their customer lets them; and nobody
    /// confirms their own release, in whoever's place.
    pub(super) fn bars(&self, who: ContactId) -> bool {
        (who == self.orderer_id && !self.releases_own) || self.has_released(who)
    }

    /// Whether `who` has released it, or decided on one of its lines, before it went on.
    pub(super) fn has_released(&self, who: ContactId) -> bool {
        self.passed.people.contains(&who)
    }

    /// The name of the approver in charge, if `who` decides in their place: neither as the one in charge nor as somebody who was asked.
    pub(super) fn in_place_of(&self, who: ContactId) -> Option<String> {
        self.approver_name.clone().filter(|_| self.approver() != Some(who) && !self.asked.contains(&who))
    }

    /// Whether this verdict of `who` takes back that a line was released.
    pub(super) fn overrules(&self, who: ContactId, line: &OrderLineView, verdict: Verdict) -> bool {
        // What was decided since it went on is no earlier release: it is taken back, not overruled.
        let was_before = line.decision.as_ref().is_some_and(|decision| decision.level < self.level);
        let was_released = was_before && line.state().verdict == Some(Verdict::Released);
        let is_later = self.waits_for_confirmation() && !self.has_released(who);
        is_later && was_released && verdict == Verdict::Rejected
    }

    /// Whether it was released, and waits for somebody else to confirm that.
    pub(super) const fn waits_for_confirmation(&self) -> bool {
        self.status.is_open() && self.level > 0
    }
}

impl OrderSheet {
    /// The line at a position, if it is there for somebody to decide on.
    pub(super) fn reviewed(&self, position: u32) -> Result<&OrderLineView, StoreError> {
        let line = self.lines.iter().find(|line| line.position == position && line.review.is_some());
        line.ok_or(StoreError::NotFound)
    }

    pub(super) fn states(&self) -> Vec<LineState> {
        self.lines.iter().map(OrderLineView::state).collect()
    }

    /// Whether there was a line at this position that is in the order no more.
    pub(super) fn has_gone(&self, position: u32) -> bool {
        self.gone().any(|line| line.position == position)
    }

    /// The lines that are in the order no more.
    fn gone(&self) -> impl Iterator<Item = &OrderLineView> {
        self.lines.iter().chain(&self.removed).flat_map(|line| &line.earlier).chain(&self.removed)
    }

    /// The last position at which a line stands or ever stood.
    pub(super) fn last_position(&self) -> u32 {
        self.lines.iter().chain(self.gone()).map(|line| line.position).max().unwrap_or_default()
    }

    /// Who made the last decision that stands, if anybody has decided.
    pub(super) fn releaser(&self) -> Option<ContactId> {
        let decisions = self.lines.iter().filter_map(|line| line.decision.as_ref());
        decisions.max_by_key(|decision| decision.decided_at).map(|decision| decision.approver_id)
    }

    pub(super) fn open_lines(&self) -> usize {
        self.lines.iter().filter(|line| line.state().is_open()).count()
    }

    /// Whether lines were asked again after the order had been released by whoever has it now, and they have decided on them: that
    /// release stands, so that nobody is asked for it twice.
    pub(super) fn was_asked_again(&self) -> bool {
        let level = self.head.level;
        self.lines.iter().filter_map(|line| line.decision.as_ref()).any(|decision| decision.level == level)
    }

    /// What goes to the supplier, or has gone.
    pub(super) fn delivered(&self) -> impl Iterator<Item = Goods<'_>> {
        self.lines.iter().filter_map(OrderLineView::delivered)
    }

    pub(super) fn delivered_totals(&self) -> Totals {
        Totals::of(self.delivered().map(|goods| (goods.price, goods.quantity)))
    }

    /// What would be handed over today costs, if everything were released that is still open and can be had. What became dearer than
    /// is borne counts as it was released: it is asked again before it goes.
    pub(super) fn totals_if_released(&self) -> Totals {
        let lines = self.lines.iter().filter(|line| line.is_sold() || !line.state().is_open());
        let goods = lines.filter_map(|line| line.if_released(self.head.price_tolerance));
        Totals::of(goods.map(|goods| (goods.price, goods.quantity)))
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
        again: line.again.clone(),
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
        k.demands_reason, k.releases_own, k.price_tolerance, k.remind_after, k.escalate_after,
        exists (select 1 from escalations e where e.customer_id = o.customer_id and e.order_id = o.id) as was_escalated,
        t.cost_centre_id, t.number || ' ' || t.name as cost_centre,
        (select count(*) from confirmations f where f.customer_id = o.customer_id and f.order_id = o.id) as level,
        (select b.first_name || ' ' || b.last_name from confirmations f
            join contacts b on b.customer_id = f.customer_id and b.id = f.approver_id
            where f.customer_id = o.customer_id and f.order_id = o.id
            order by f.level desc limit 1) as released_by,
        (select coalesce(max(r.version), 1) from order_revisions r
            where r.customer_id = o.customer_id and r.order_id = o.id) as version
    from orders o
    join customers k on k.id = o.customer_id
    join contacts c on c.customer_id = o.customer_id and c.id = o.orderer_id
    left join contacts a on a.customer_id = o.customer_id and a.id = o.approver_id
    left join supply_orders s on s.customer_id = o.customer_id and s.order_id = o.id
    left join order_cost_centres t on t.customer_id = o.customer_id and t.order_id = o.id
    where o.customer_id = $1 and o.id = $2";

// What somebody rejected to whom the order had gone on is rejected, whatever was decided before.
const LINES: &str = "
    select l.position, l.article_number, l.name, l.unit, l.price, l.quantity, l.review, l.agreed_price, l.round,
        coalesce(l.place, l.position) as place, l.since, l.until is null as is_present,
        coalesce(n.price, t.price) as today_price, coalesce(n.availability, t.availability) as today_availability,
        coalesce(n.unit, t.unit) = coalesce(d.unit, l.unit) as is_same_unit,
        b.cause as again_cause, b.agreed_price as again_agreed, b.price as again_price, m.name as again_other,
        case when r.position is null then d.verdict else 'rejected' end as verdict,
        case when r.position is null then d.cause else r.cause end as cause,
        case when r.position is null then d.reason else r.reason end as reason,
        case when r.position is null then d.quantity end as released, d.level as decided_level,
        d.article_id as other_id, d.article_number as other_number, d.name as other_name, d.unit as other_unit, d.price as other_price,
        coalesce(r.approver_id, d.approver_id) as approver_id, coalesce(r.rejected_at, d.decided_at) as decided_at,
        a.first_name || ' ' || a.last_name as approver_name
    from order_lines l
    join articles t on t.id = l.article_id
    left join decisions d on d.customer_id = l.customer_id and d.order_id = l.order_id and d.position = l.position
    left join articles n on n.id = d.article_id
    left join recalls b on b.customer_id = l.customer_id and b.order_id = l.order_id and b.position = l.position and b.round = l.round
    left join articles m on m.id = b.article_id
    left join overrulings r on r.customer_id = d.customer_id and r.order_id = d.order_id and r.position = d.position
    left join contacts a on a.customer_id = l.customer_id and a.id = coalesce(r.approver_id, d.approver_id)
    where l.customer_id = $1 and l.order_id = $2
    order by coalesce(l.place, l.position), l.position";

/// Reads an order of this customer; whether the caller may see it is theirs to check.
pub(super) async fn sheet(tx: &mut Tx, customer_id: CustomerId, order_id: OrderId) -> Result<OrderSheet, StoreError> {
    let head = head(tx, customer_id, order_id).await?;
    let rows = fetch_all!(tx, LineRow, LINES, customer_id.0, order_id.0)?;
    let lines = rows.into_iter().map(|row| row.into_line(&head)).collect::<Result<_, _>>()?;
    let (lines, removed) = present_and_removed(lines);
    Ok(OrderSheet { head, lines, removed })
}

/// Reads an order of this customer without its lines.
pub(super) async fn head(tx: &mut Tx, customer_id: CustomerId, order_id: OrderId) -> Result<Head, StoreError> {
    let mut head = fetch_one!(tx, Head, HEAD, customer_id.0, order_id.0)?;
    if head.level > 0 {
        head.passed = passed(tx, customer_id, order_id).await?;
    }
    if head.was_escalated {
        head.asked = asked(tx, customer_id, order_id).await?;
    }
    Ok(head)
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
    #[sqlx(try_from = "i64")]
    place: u32,
    #[sqlx(try_from = "i64")]
    since: u32,
    is_present: bool,
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
    decided_level: Option<i64>,
    #[sqlx(flatten)]
    standing: Standing,
}

impl LineRow {
    fn into_line(self, head: &Head) -> Result<PlacedLine, StoreError> {
        let (place, is_present) = (self.place, self.is_present);
        Ok(PlacedLine { view: sealed(self.into_view()?, head, is_present)?, place, is_present })
    }

    fn into_view(mut self) -> Result<OrderLineView, StoreError> {
        let change = self.change()?;
        let level = u32::try_from(self.decided_level.unwrap_or_default()).map_err(|error| StoreError::Unreadable(error.to_string()))?;
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
            since: self.since,
            earlier: Vec::new(),
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
                level,
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

/// What is kept in the columns of a customer.
pub(super) fn patience_of(remind_after: Option<i64>, escalate_after: Option<i64>) -> Patience {
    let [remind_after, escalate_after] = [remind_after, escalate_after].map(|hours| hours.and_then(|hours| hours.try_into().ok()));
    Patience { remind_after, escalate_after }
}

/// Reads the stable word of a column that may be empty.
pub(super) fn word<T: TryFrom<String, Error = domain::Problem>>(word: Option<String>) -> Result<Option<T>, StoreError> {
    word.map(T::try_from).transpose().map_err(|problem| StoreError::Unreadable(problem.to_string()))
}
