//! What is to come of an order that is changed, by the prices and the rules of this instant.

use super::{
    ReviseRefusal, RevisedLine, Revising,
    along::added,
    today::{Today, today},
};
use crate::{
    CartLine, Failure, Orderer, StoreError,
    engine::{Tx, execute, insert_rows},
    orders::{
        LivingContact, OrderLineView,
        charge::{charge_anew, charge_lines, over},
        living_contact,
        sheet::OrderSheet,
    },
};
use domain::{
    Charges, CostCentreId, CustomerId, Rappen, ReviewReason, Totals,
    charge::payer,
    revision::{LineEdit, Revision, RevisionFault, Standing},
};

/// What becomes of an order.
pub(super) struct Plan {
    revision: Revision,
    /// The lines that come: those in the stead of others, then those that are added.
    lines: Vec<NewLine>,
    /// Whether whoever looks after a budget that one of them exceeds has a say, as the orderer has no approver of their own.
    asks_responsible: bool,
}

/// A line that comes.
struct NewLine {
    position: u32,
    /// The position of the first line in whose stead it stands, if there is one.
    place: Option<u32>,
    /// The article as it is today, in the new quantity.
    article: CartLine,
    review: Option<ReviewReason>,
    /// The amount up to which such lines were released for good, if that is why it needs no release.
    freed: Option<Rappen>,
}

impl Plan {
    /// What is wished for, if it is what was on the screen.
    pub(super) async fn of(
        tx: &mut Tx,
        orderer: &Orderer,
        before: &OrderSheet,
        revising: &Revising,
    ) -> Result<Self, Failure<ReviseRefusal>> {
        let contact = living_contact(tx, orderer.customer_id, orderer.contact_id).await?;
        let today = today(tx, orderer, before.head.id).await?;
        check_prices(&today, revising).map_err(Failure::Refused)?;
        let added = added(tx, orderer, (&contact, before.head.payer()), (&today, revising)).await?;
        let present: Vec<_> = today.iter().map(standing).collect();
        let wished: Vec<_> = revising.lines.iter().map(|line| Standing { position: line.position, quantity: line.quantity }).collect();
        let quantities: Vec<_> = added.iter().map(|line| line.quantity).collect();
        let revision = Revision::of(&present, before.last_position(), &wished, &quantities).map_err(refusal)?;
        let has_other_unit =
            |(gone, _): &(Standing, Standing)| today.iter().any(|line| line.position == gone.position && !line.is_same_unit);
        let is_other_thing = revision.changed.iter().any(has_other_unit);
        let mut plan = Self { lines: new_lines(&revision, (today, added)), revision, asks_responsible: false };
        // What is sold by another unit now is another thing.
        if is_other_thing || !plan.lines.iter().all(|line| line.article.availability.is_sold()) {
            return Err(Failure::Refused(ReviseRefusal::NotSold));
        }
        plan.review(tx, orderer, &contact, before).await?;
        Ok(plan)
    }

    /// Judges the lines that come as if they were placed now, in an order that costs what this one is to cost.
    async fn review(&mut self, tx: &mut Tx, orderer: &Orderer, contact: &LivingContact, before: &OrderSheet) -> Result<(), StoreError> {
        let over = over(tx, orderer, (contact, Some(before.head.id)), &self.at_stake(before)).await?;
        for line in &mut self.lines {
            line.review = contact.review(&line.article, over.reason(line.payer(before)));
            line.freed = contact.freed(&line.article, line.review);
        }
        let is_over_budget = |line: &NewLine| line.review == Some(ReviewReason::OverBudget);
        self.asks_responsible = contact.approver_id.is_none() && self.lines.iter().any(is_over_budget);
        Ok(())
    }

    /// Takes out the lines that go, lets those come that come, and adds up anew.
    pub(super) async fn write(&self, tx: &mut Tx, customer: CustomerId, (before, version): (&OrderSheet, u32)) -> Result<(), StoreError> {
        let order = before.head.id;
        for position in self.revision.gone() {
            execute!(tx, TAKE_OUT, customer.0, order.0, i64::from(position), i64::from(version))?;
        }
        charge_anew(tx, customer, before, &self.charges(before)).await?;
        if !self.lines.is_empty() {
            insert_rows!(tx, INSERT, &self.lines, |line| [
                customer.0,
                order.0,
                i64::from(line.position),
                line.article.article_id.0,
                &line.article.number,
                &line.article.name,
                &line.article.unit,
                line.article.price.0,
                i64::from(line.article.quantity),
                line.review.map(ReviewReason::word),
                line.article.is_in_assortment,
                i64::from(version),
                line.place.map(i64::from),
                line.freed.map(|up_to| up_to.0),
            ])?;
        }
        let own = self.lines.iter().filter_map(|line| Some((line.position, line.article.own.id()?))).collect();
        charge_lines(tx, (customer, order), own).await?;
        let Totals { net, vat, total, .. } = self.totals(before);
        execute!(tx, WRITE_ORDER, customer.0, order.0, net.0, vat.0, total.0, self.asks_responsible)?;
        Ok(())
    }

    /// What the order is to cost as it is ordered, delivered for what that cost when it was placed.
    fn totals(&self, before: &OrderSheet) -> Totals {
        let kept = self.kept(before).map(|line| (line.price, line.quantity));
        Totals::delivered(before.head.freight(), kept.chain(self.coming()))
    }

    /// The same by what pays for it.
    fn charges(&self, before: &OrderSheet) -> Charges {
        let kept = self.kept(before).map(|line| (before.payer(line), line.goods().total()));
        Charges::of(kept.chain(self.coming_charges(before)))
    }

    /// What would be handed over of it costs: without what is rejected, and at what the rest costs by now.
    fn at_stake(&self, before: &OrderSheet) -> Charges {
        let kept = self.kept(before).filter_map(|line| {
            let goods = line.if_released(before.head.parties.price_tolerance)?;
            Some((before.payer(line), goods.total()))
        });
        Charges::of(kept.chain(self.coming_charges(before)))
    }

    fn kept<'s>(&self, before: &'s OrderSheet) -> impl Iterator<Item = &'s OrderLineView> + use<'s> {
        let gone: Vec<_> = self.revision.gone().collect();
        before.lines.iter().filter(move |line| !gone.contains(&line.position))
    }

    /// Prices and quantities of the lines that come.
    fn coming(&self) -> impl Iterator<Item = (Rappen, u32)> {
        self.lines.iter().map(|line| (line.article.price, line.article.quantity))
    }

    /// What the lines that come cost, with what pays for them.
    fn coming_charges(&self, before: &OrderSheet) -> impl Iterator<Item = (Option<CostCentreId>, Rappen)> {
        self.lines.iter().map(move |line| (line.payer(before), line.article.price.times(line.article.quantity)))
    }

    /// The lines that come without a release, as such lines were released for good.
    pub(super) fn freed(&self) -> impl Iterator<Item = (u32, &CartLine, Rappen)> {
        self.lines.iter().filter_map(|line| Some((line.position, &line.article, line.freed?)))
    }

    /// How it is remembered.
    pub(super) fn edits(&self, before: &OrderSheet) -> Vec<LineEdit> {
        let line_at = |at: &Standing| before.lines.iter().find(|line| line.position == at.position);
        let gone = self.revision.changed.iter().filter_map(|(gone, _)| line_at(gone));
        let (instead, added) = self.lines.split_at(self.revision.changed.len());
        let changed = gone.zip(instead).map(|(gone, new)| new.instead_of(gone));
        let removed = self.revision.removed.iter().filter_map(line_at).map(removed);
        changed.chain(added.iter().map(NewLine::added)).chain(removed).collect()
    }
}

impl NewLine {
    /// The cost centre that pays for it, if one does.
    fn payer(&self, before: &OrderSheet) -> Option<CostCentreId> {
        payer(self.article.own.id(), before.head.payer())
    }

    fn instead_of(&self, gone: &OrderLineView) -> LineEdit {
        LineEdit::Changed {
            position: gone.position,
            becomes: self.position,
            article: self.article.name.clone(),
            from: gone.quantity,
            price_before: gone.price,
            to: self.article.quantity,
            price: self.article.price,
        }
    }

    fn added(&self) -> LineEdit {
        let CartLine { name, quantity, price, .. } = &self.article;
        LineEdit::Added { position: self.position, article: name.clone(), quantity: *quantity, price: *price }
    }
}

fn removed(line: &OrderLineView) -> LineEdit {
    LineEdit::Removed { position: line.position, article: line.name.clone(), quantity: line.quantity }
}

const fn standing(line: &Today) -> Standing {
    Standing { position: line.position, quantity: line.article.quantity }
}

/// What gets another quantity has to cost what was on the screen.
fn check_prices(today: &[Today], revising: &Revising) -> Result<(), ReviseRefusal> {
    let is_surprised = |line: &&Today| {
        let is_kept_or_gone = |quantity| [0, line.article.quantity].contains(&quantity);
        let is_about = |wish: &&RevisedLine| wish.position == line.position && !is_kept_or_gone(wish.quantity);
        revising.lines.iter().filter(is_about).any(|wish| wish.price != line.article.price)
    };
    match today.iter().find(is_surprised) {
        Some(line) => Err(ReviseRefusal::PriceChanged { position: line.position, price: line.article.price }),
        None => Ok(()),
    }
}

fn refusal(fault: RevisionFault) -> Failure<ReviseRefusal> {
    match fault {
        RevisionFault::NoSuchLine { .. } => StoreError::NotFound.into(),
        fault => Failure::Refused(ReviseRefusal::Fault(fault)),
    }
}

fn new_lines(revision: &Revision, (today, added): (Vec<Today>, Vec<CartLine>)) -> Vec<NewLine> {
    let new = |position, place, article| NewLine { position, place, article, review: None, freed: None };
    let instead = |(gone, coming): &(Standing, Standing)| {
        let line = today.iter().find(|line| line.position == gone.position)?;
        Some(new(coming.position, Some(line.place), CartLine { quantity: coming.quantity, ..line.article.clone() }))
    };
    let changed = revision.changed.iter().filter_map(instead);
    let added = revision.added.iter().zip(added).map(|(coming, article)| new(coming.position, None, article));
    changed.chain(added).collect()
}

const TAKE_OUT: &str = "
    update order_lines set until = $4
    where customer_id = $1 and order_id = $2 and position = $3 and until is null";

const INSERT: &str = "
    insert into order_lines (customer_id, order_id, position, article_id, article_number, name, unit, price, quantity, review,
        is_in_assortment, since, place, freed_up_to) ";

const WRITE_ORDER: &str = "
    update orders set net = $3, vat = $4, total = $5, asks_responsible = asks_responsible or $6
    where customer_id = $1 and id = $2";
