//! An order with its lines and decisions, as one transaction sees it.

use super::{
    OrderLineView,
    head::{Head, head, head_for, head_of_own},
    lines::lines,
};
use crate::{Approver, Orderer, StoreError, engine::Tx};
use domain::{
    Charges, ContactId, CostCentreId, CustomerId, Goods, OrderId, Rappen, ReviewReason, Totals, charge::payer, notice::OrderDigest,
    order::LineState,
};

pub(super) struct OrderSheet {
    pub(super) head: Head,
    /// The present ones.
    pub(super) lines: Vec<OrderLineView>,
    /// Those that the orderer has taken out.
    pub(super) removed: Vec<OrderLineView>,
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

    /// By whose word it is released, if anybody has decided: by that of whoever made the last decision where the order is. Decisions from
    /// where a change has brought it back stand for their lines, but nobody releases an order of today by them: where there are no others,
    /// it counts as released by whoever has it, within their limit.
    pub(super) fn releaser(&self) -> Option<ContactId> {
        let decisions = || self.lines.iter().filter_map(|line| line.decision.as_ref());
        let last = decisions().filter(|decision| decision.level.is_some()).max_by_key(|decision| decision.decided_at);
        last.map(|decision| decision.approver_id).or_else(|| decisions().next().and(self.head.approver()))
    }

    pub(super) fn open_lines(&self) -> usize {
        self.lines.iter().filter(|line| line.state().is_open()).count()
    }

    /// Whether lines were asked again after the order had been released by whoever has it now, and they have decided on them: that
    /// release stands, so that nobody is asked for it twice.
    pub(super) fn was_asked_again(&self) -> bool {
        let level = self.head.level;
        self.lines.iter().filter_map(|line| line.decision.as_ref()).any(|decision| decision.level == Some(level))
    }

    /// The cost centre that pays for a line, if one does.
    pub(super) fn payer(&self, line: &OrderLineView) -> Option<CostCentreId> {
        payer(line.cost_centre.as_ref().map(|own| own.id), self.head.payer())
    }

    /// Whether a cost centre pays for a line, or did for one that is in the order no more.
    pub(super) fn is_charged(&self) -> bool {
        self.head.payer().is_some() || self.lines.iter().chain(self.gone()).any(|line| line.cost_centre.is_some())
    }

    /// What it costs as it is ordered.
    pub(super) fn charges(&self) -> Charges {
        Charges::of(self.lines.iter().map(|line| (self.payer(line), line.goods().total())))
    }

    /// What goes to the supplier of its lines, or has gone.
    pub(super) fn delivered(&self) -> impl Iterator<Item = (&OrderLineView, Goods<'_>)> {
        self.lines.iter().filter_map(|line| Some((line, line.delivered()?)))
    }

    pub(super) fn delivered_totals(&self) -> Totals {
        Totals::delivered(self.head.freight(), self.delivered_prices())
    }

    /// The prices at which it is delivered, with the quantities.
    pub(super) fn delivered_prices(&self) -> Vec<(Rappen, u32)> {
        self.delivered().map(|(_, goods)| (goods.price, goods.quantity)).collect()
    }

    pub(super) fn delivered_charges(&self) -> Charges {
        Charges::of(self.delivered().map(|(line, goods)| (self.payer(line), goods.total())))
    }

    /// The cost centres whose budgets were not enough for what would be handed over of it, in the order of the first of their lines.
    pub(super) fn exceeded(&self) -> Vec<CostCentreId> {
        let exceeding = self.if_released().filter(|(line, _)| line.review == Some(ReviewReason::OverBudget));
        Charges::of(exceeding.map(|(line, goods)| (self.payer(line), goods.total()))).cost_centres()
    }

    /// What would be handed over today, if everything were released that is still open and can be had. What became dearer than is
    /// borne counts as it was released: it is asked again before it goes.
    fn if_released(&self) -> impl Iterator<Item = (&OrderLineView, Goods<'_>)> {
        let tolerance = self.head.parties.price_tolerance;
        let lines = self.lines.iter().filter(|line| line.state().may_go(line.is_sold()));
        lines.filter_map(move |line| Some((line, line.if_released(tolerance)?)))
    }

    /// What these goods cost: how far a release goes has nothing to do with what delivering them costs.
    pub(super) fn goods_if_released(&self) -> Totals {
        Totals::of(self.if_released().map(|(_, goods)| (goods.price, goods.quantity)))
    }

    /// The same by what pays for it.
    pub(super) fn charges_if_released(&self) -> Charges {
        Charges::of(self.if_released().map(|(line, goods)| (self.payer(line), goods.total())))
    }

    pub(super) fn digest(&self) -> OrderDigest {
        OrderDigest {
            id: self.head.id,
            number: self.head.number,
            orderer: self.head.parties.orderer_name.clone(),
            approver: self.head.approver_name.clone(),
            deputy: None,
            reference: self.head.reference.clone(),
            note: self.head.note.clone(),
            lines: self.lines.iter().map(OrderLineView::digest).collect(),
            totals: self.head.totals(),
            freight: self.head.freight(),
        }
    }
}

/// Reads an order of this customer; whether the caller may see it is theirs to check.
pub(super) async fn sheet(tx: &mut Tx, customer_id: CustomerId, order_id: OrderId) -> Result<OrderSheet, StoreError> {
    let head = head(tx, customer_id, order_id).await?;
    with_lines(tx, customer_id, head).await
}

/// Reads an order that the caller has placed. Whoever has been deleted meanwhile has none.
pub(super) async fn sheet_of_own(tx: &mut Tx, orderer: &Orderer, order_id: OrderId) -> Result<OrderSheet, StoreError> {
    let head = head_of_own(tx, orderer, order_id).await?;
    with_lines(tx, orderer.customer_id, head).await
}

/// Reads an order of their customer for whoever is an approver still; whether they may see it is the caller's to check.
pub(super) async fn sheet_for(tx: &mut Tx, approver: &Approver, order_id: OrderId) -> Result<OrderSheet, StoreError> {
    let head = head_for(tx, approver, order_id).await?;
    with_lines(tx, approver.orderer().customer_id, head).await
}

async fn with_lines(tx: &mut Tx, customer_id: CustomerId, head: Head) -> Result<OrderSheet, StoreError> {
    let (lines, removed) = lines(tx, customer_id, &head).await?;
    Ok(OrderSheet { head, lines, removed })
}
