//! Reading the lines of an order: as it is now, each with what stood in its place before.

use super::{
    DecisionView, OrderLineView,
    alternative::Kept,
    head::Head,
    seal::{Standing, sealed},
};
use crate::{
    OwnCostCentre, Stamp, StoreError,
    engine::{Tx, fetch_all},
};
use domain::{ArticleId, Change, CustomerId, Rappen, Replacement};
use uuid::Uuid;

// What somebody rejected to whom the order had gone on is rejected, whatever was decided before.
const LINES: &str = "
    select l.position, l.article_number, l.name, l.unit, l.price, l.quantity, l.review, l.freed_up_to, l.agreed_price, l.round,
        coalesce(l.place, l.position) as place, l.since, l.until is null as is_present,
        p.cost_centre_id, k.number || ' ' || k.name as cost_centre,
        coalesce(n.price, t.price) as today_price, coalesce(n.availability, t.availability) as today_availability,
        coalesce(n.unit, t.unit) = coalesce(d.unit, l.unit) as is_same_unit,
        b.cause as again_cause, b.agreed_price as again_agreed, b.price as again_price, m.name as again_other,
        case when r.position is null then d.verdict else 'rejected' end as verdict,
        case when r.position is null then d.cause else r.cause end as cause,
        case when r.position is null then d.reason else r.reason end as reason,
        case when r.position is null then d.quantity end as released, d.level as decided_level, d.availability as seen_availability,
        d.article_id as other_id, d.article_number as other_number, d.name as other_name, d.unit as other_unit, d.price as other_price,
        v.article_id as alternative_id, v.article_number as alternative_number, v.name as alternative_name,
        v.unit as alternative_unit, v.price as alternative_price,
        w.unit as sold_unit, w.price as sold_price, w.availability as sold_availability,
        coalesce(r.approver_id, d.approver_id) as approver_id, coalesce(r.rejected_at, d.decided_at) as decided_at,
        a.first_name || ' ' || a.last_name as approver_name
    from order_lines l
    join articles t on t.id = l.article_id
    left join decisions d on d.customer_id = l.customer_id and d.order_id = l.order_id and d.position = l.position
    left join articles n on n.id = d.article_id
    left join recalls b on b.customer_id = l.customer_id and b.order_id = l.order_id and b.position = l.position and b.round = l.round
    left join articles m on m.id = b.article_id
    left join overrulings r on r.customer_id = d.customer_id and r.order_id = d.order_id and r.position = d.position
    left join alternatives v on v.customer_id = l.customer_id and v.order_id = l.order_id and v.position = l.position
    left join articles w on w.id = v.article_id
    left join contacts a on a.customer_id = l.customer_id and a.id = coalesce(r.approver_id, d.approver_id)
    left join order_line_cost_centres p on p.customer_id = l.customer_id and p.order_id = l.order_id and p.position = l.position
    left join order_cost_centres k on k.customer_id = p.customer_id and k.order_id = p.order_id and k.cost_centre_id = p.cost_centre_id
    where l.customer_id = $1 and l.order_id = $2
    order by coalesce(l.place, l.position), l.position";

/// The present lines of an order, and those that its orderer has taken out.
pub(super) async fn lines(
    tx: &mut Tx,
    customer_id: CustomerId,
    head: &Head,
) -> Result<(Vec<OrderLineView>, Vec<OrderLineView>), StoreError> {
    let rows = fetch_all!(tx, LineRow, LINES, customer_id.0, head.id.0)?;
    let lines = rows.into_iter().map(|row| row.into_line(head)).collect::<Result<_, _>>()?;
    Ok(present_and_removed(lines))
}

/// A line with where it belongs.
struct PlacedLine {
    view: OrderLineView,
    /// The position of the first line in whose stead it stands; its own, if it stands for itself.
    place: u32,
    /// Whether it is still in the order.
    is_present: bool,
}

/// The present lines, and the last ones of each place where none stands any more. They come by their places, oldest first.
fn present_and_removed(lines: Vec<PlacedLine>) -> (Vec<OrderLineView>, Vec<OrderLineView>) {
    let (mut present, mut removed) = (Vec::new(), Vec::new());
    let mut rest = lines.into_iter().peekable();
    while let Some(first) = rest.next() {
        let (mut earlier, mut last) = (Vec::new(), first);
        while let Some(next) = rest.next_if(|line| line.place == last.place) {
            earlier.push(last.view);
            last = next;
        }
        let side = if last.is_present { &mut present } else { &mut removed };
        side.push(OrderLineView { earlier, ..last.view });
    }
    (present, removed)
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
    freed_up_to: Option<i64>,
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
    seen_availability: Option<String>,
    #[sqlx(flatten)]
    standing: Standing,
    #[sqlx(flatten)]
    kept: Kept,
    #[sqlx(flatten)]
    own: OwnCostCentre,
}

impl LineRow {
    fn into_line(self, head: &Head) -> Result<PlacedLine, StoreError> {
        let (place, is_present) = (self.place, self.is_present);
        Ok(PlacedLine { view: sealed(self.into_view()?, head, is_present)?, place, is_present })
    }

    fn into_view(mut self) -> Result<OrderLineView, StoreError> {
        let change = self.change()?;
        let level = self.decided_level.and_then(|level| u32::try_from(level).ok());
        let parts = word(self.verdict)?.zip(self.approver_id).zip(self.approver_name).zip(self.decided_at);
        let (cause, reason, alternative) = (word(self.cause)?, self.reason, self.kept.alternative()?);
        let availability = word(self.seen_availability)?;
        Ok(OrderLineView {
            position: self.position,
            article_number: self.article_number,
            name: self.name,
            unit: self.unit,
            price: self.price,
            quantity: self.quantity,
            cost_centre: self.own.payer(),
            review: word(self.review)?,
            freed_up_to: self.freed_up_to.map(Rappen),
            since: self.since,
            earlier: Vec::new(),
            agreed_price: self.standing.agreed_price.map(Rappen),
            today: Some(self.standing.today()),
            availability: Some(self.standing.today_availability),
            round: self.standing.round,
            again: self.standing.again()?,
            seal: String::new(),
            decision: parts.map(|(((verdict, approver), approver_name), decided_at)| DecisionView {
                verdict,
                cause,
                reason,
                alternative,
                change,
                availability,
                approver_id: approver.into(),
                approver_name,
                decided_at,
                level,
            }),
        })
    }

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
