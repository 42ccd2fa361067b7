//! A line of an order, with what was decided on it.

use crate::Stamp;
use domain::{
    Alternative, AskedAgain, Availability, Change, ContactId, Goods, Offer, Payer, Rappen, RejectionCause, ReviewReason, Tolerance,
    Verdict, change,
    notice::{Again, LineDigest},
    order::LineState,
    seal::{comes_later, settle},
};

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
    /// How that article can be had today, while the order waits.
    pub availability: Option<Availability>,
    /// How many units.
    pub quantity: u32,
    /// The cost centre of its own, if it has one; else that of the order pays for it.
    pub cost_centre: Option<Payer>,
    /// Why it needs a release; `None` when it needs none.
    pub review: Option<ReviewReason>,
    /// The most that it may cost, net, if it needs no release as such lines were released for good.
    pub freed_up_to: Option<Rappen>,
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
        let standing = Goods { price: self.standing_price(), ..self.goods() };
        let goods = change::if_released(standing, self.state(), self.decision.as_ref().and_then(|decision| decision.change.as_ref()))?;
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

    /// Whether what was released was at hand then, and is on order now. What needed no release was not seen by anybody who decides.
    fn comes_later(&self) -> bool {
        let seen = self.decision.as_ref().and_then(|decision| decision.availability);
        self.availability.is_some_and(|today| comes_later(seen, today))
    }

    /// Whether at this price of a unit it would cost more than was released for good, and nobody has been asked about it yet.
    fn outgrows(&self, price: Rappen) -> bool {
        self.review.is_none() && self.freed_up_to.is_some_and(|up_to| price.times(self.quantity) > up_to)
    }

    /// At which price it would be handed over now, or why it would be asked again first; nothing where nothing of it goes.
    pub fn settled(&self, tolerance: Tolerance) -> Option<Result<Rappen, AskedAgain>> {
        let (goods, today) = self.delivered().zip(self.today)?;
        let settled = |price| match price {
            price if price != goods.price && self.outgrows(price) => Err(AskedAgain::PriceRose),
            _ if self.comes_later() => Err(AskedAgain::OnOrder),
            price => Ok(price),
        };
        Some(settle(goods.price, today, tolerance).and_then(settled))
    }

    /// Whether what is to be delivered can still be had.
    pub fn is_sold(&self) -> bool {
        self.today.is_none_or(|offer| offer.is_sold)
    }

    /// Whether what is to be delivered has to be ordered first.
    pub(super) fn is_on_order(&self) -> bool {
        self.availability == Some(Availability::OnOrder)
    }

    /// What goes to the supplier, or has gone.
    pub fn delivered(&self) -> Option<Goods<'_>> {
        let agreed = Goods { price: self.agreed(), ..self.goods() };
        change::delivered(agreed, self.state(), self.decision.as_ref().and_then(|decision| decision.change.as_ref()))
    }

    /// What was proposed instead, if it was rejected and something was.
    pub fn alternative(&self) -> Option<&Alternative> {
        self.decision.as_ref().and_then(|decision| decision.alternative.as_ref())
    }

    /// The line as a mail tells of it.
    pub(super) fn digest(&self) -> LineDigest {
        LineDigest {
            article_number: self.article_number.clone(),
            name: self.name.clone(),
            unit: self.unit.clone(),
            quantity: self.quantity,
            price: self.price,
            agreed: self.agreed_price,
            again: self.again.clone(),
            review: self.review,
            verdict: self.state().verdict,
            change: self.decision.as_ref().and_then(|decision| decision.change.clone()),
            cause: self.decision.as_ref().and_then(|decision| decision.cause),
            reason: self.decision.as_ref().and_then(|decision| decision.reason.clone()),
            alternative: self.alternative().map(|alternative| alternative.article.clone()),
        }
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
    /// What was proposed instead of what was rejected, if something was.
    pub alternative: Option<Alternative>,
    /// What is released instead, if it is not what was ordered.
    pub change: Option<Change>,
    /// How what is delivered by it could be had when it was decided; `None` where that is not known.
    pub availability: Option<Availability>,
    /// Who decided.
    pub approver_id: ContactId,
    /// The name of who decided.
    pub approver_name: String,
    /// When.
    pub decided_at: Stamp,
    /// How often the order had been released before and gone on; `None` where that was decided, or rejected, further on, and a change has
    /// brought the order back since: it stands, and says nothing about who has to release the order.
    pub level: Option<u32>,
}
