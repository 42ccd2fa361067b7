//! An order without its lines, and who may do what with it.

mod extras;
mod parties;
mod read;

pub(super) use parties::{Parties, columns_of_parties};
pub(super) use read::{head, head_for, head_of_own, heads};

use super::{OrderLineView, passed::Passed, wait::Asked};
use crate::{Day, Stamp, absences::Duty, freight::RuleColumns};
use domain::{
    ApprovalKind, ContactId, CostCentreId, DeliveryAddress, Extras, FreightRule, OrderId, OrderStatus, Patience, Rappen, Totals, Verdict,
    hierarchy,
};
use uuid::Uuid;

/// Whoever is to decide an order today.
pub(super) struct Decider {
    pub(super) id: ContactId,
    /// The approver in whose place, if it is somebody who stands in.
    pub(super) in_place_of: Option<String>,
}

impl Decider {
    /// Who stands in, if somebody does.
    pub(super) fn deputy(&self) -> Option<ContactId> {
        self.in_place_of.as_ref().map(|_| self.id)
    }
}

#[derive(Debug, PartialEq, Eq, sqlx::FromRow)]
pub(super) struct Head {
    #[sqlx(try_from = "Uuid")]
    pub(super) id: OrderId,
    pub(super) number: i64,
    #[sqlx(try_from = "Uuid")]
    pub(super) orderer_id: ContactId,
    #[sqlx(flatten)]
    pub(super) parties: Parties,
    #[sqlx(try_from = "String")]
    pub(super) approval: ApprovalKind,
    pub(super) approver_id: Option<Uuid>,
    pub(super) approver_name: Option<String>,
    #[sqlx(try_from = "String")]
    pub(super) status: OrderStatus,
    pub(super) company: String,
    pub(super) attention: String,
    pub(super) street: String,
    pub(super) postcode: String,
    pub(super) town: String,
    pub(super) reference: Option<String>,
    pub(super) note: Option<String>,
    #[sqlx(try_from = "i64")]
    pub(super) net: Rappen,
    #[sqlx(try_from = "i64")]
    pub(super) vat: Rappen,
    #[sqlx(try_from = "i64")]
    pub(super) total: Rappen,
    /// What delivery cost when it was placed.
    #[sqlx(flatten)]
    pub(super) freight: RuleColumns,
    pub(super) placed_at: Stamp,
    pub(super) closed_at: Option<Stamp>,
    pub(super) delivery_date: Option<Day>,
    pub(super) supply_number: Option<i64>,
    /// The cost centre of the order itself.
    pub(super) cost_centre_id: Option<Uuid>,
    /// Its number and name.
    pub(super) cost_centre: Option<String>,
    /// Up to how much the approver in charge releases alone.
    pub(super) limit_in_charge: Option<i64>,
    /// Whether whoever looks after a budget that it exceeds has a say.
    pub(super) asks_responsible: bool,
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
    /// Whether somebody was asked, who may be no approver any more.
    pub(super) was_escalated: bool,
    /// Who may decide it beside whoever is in charge, as it has waited too long.
    #[sqlx(skip)]
    pub(super) asked: Vec<Asked>,
}

impl Head {
    /// What it costs as it is ordered. What is neither goods nor tax is freight.
    pub(super) fn totals(&self) -> Totals {
        let (net, vat, total) = (self.net, self.vat, self.total);
        Totals { net, freight: Rappen(total.0 - vat.0 - net.0), vat, total }
    }

    /// What delivering it costs, if anything: as it was when it was placed.
    pub(super) fn freight(&self) -> Option<FreightRule> {
        self.freight.rule()
    }

    /// Lets its delivery cost nothing from now on.
    pub(super) fn deliver_free(&mut self) {
        self.freight = RuleColumns::default();
    }

    /// What can be done with it, of what is there only where the customer wants it.
    pub(super) const fn extras(&self) -> Extras {
        self.parties.extras()
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

    /// The cost centre that pays for all lines that have none of their own.
    pub(super) fn payer(&self) -> Option<CostCentreId> {
        self.cost_centre_id.map(CostCentreId)
    }

    /// How long its customer lets orders wait.
    pub(super) fn patience(&self) -> Patience {
        self.parties.patience()
    }

    /// Whether `who` may decide today: the approver in charge, whoever was asked as the order has waited too long, or whoever stands in
    /// for one of them.
    pub(super) fn lets(&self, duty: &Duty, who: ContactId) -> bool {
        let asked = self.asked.iter().map(|asked| asked.id);
        !self.bars(who) && self.approver().into_iter().chain(asked).any(|one| duty.lets(who, one))
    }

    /// Whether `who` may decide whoever is away: they are in charge, or were asked themselves.
    pub(super) fn waits_for(&self, who: ContactId) -> bool {
        !self.bars(who) && (self.approver() == Some(who) || self.was_asked(who))
    }

    /// Whether `who` was asked themselves.
    pub(super) fn was_asked(&self, who: ContactId) -> bool {
        self.asked.iter().any(|asked| asked.id == who)
    }

    /// Whether `who` may read it as an approver: whoever may decide, and whoever has released it before it went on.
    pub(super) fn shows_itself(&self, duty: &Duty, who: ContactId) -> bool {
        self.has_released(who) || self.lets(duty, who)
    }

    /// Whether its release is the last word, whoever gives it and whatever it costs, unless somebody else looks after a budget that it
    /// exceeds.
    pub(super) fn goes_nowhere_else(&self) -> bool {
        hierarchy::is_last_word(self.limit_in_charge.map(Rappen), self.parties.needs_four_eyes)
    }

    /// Who stands in today for the approver in charge, if somebody does. Whom the order bars stands in for nobody here.
    pub(super) fn deputy(&self, duty: &Duty) -> Option<ContactId> {
        let in_charge = self.approver()?;
        Some(duty.deputy(in_charge)).filter(|deputy| *deputy != in_charge && !self.bars(*deputy))
    }

    /// Whoever is to decide today, if somebody is: the approver in charge, or who stands in for them.
    pub(super) fn decider(&self, duty: &Duty) -> Option<Decider> {
        let (in_charge, deputy) = (self.approver()?, self.deputy(duty));
        let in_place_of = self.approver_name.clone().filter(|_| deputy.is_some());
        Some(Decider { id: deputy.unwrap_or(in_charge), in_place_of })
    }

    /// Nobody decides what they have ordered themselves, whatever they have become since, unless their customer lets them; and nobody
    /// confirms their own release, in whoever's place, unless it is about one more budget.
    pub(super) fn bars(&self, who: ContactId) -> bool {
        self.bars_as_orderer(who) || (self.has_released(who) && !self.passed.is_for_budget)
    }

    /// The first half of that, which holds wherever the order is.
    pub(super) fn bars_as_orderer(&self, who: ContactId) -> bool {
        who == self.orderer_id && !self.parties.releases_own
    }

    /// Whether `who`, to whom it shows itself, may decide: it waits for them, or for somebody in whose place they would.
    pub(super) fn is_up_to(&self, who: ContactId, in_place_of: Option<&str>) -> bool {
        !self.bars(who) && (in_place_of.is_some() || self.waits_for(who))
    }

    /// Whether `who` has released it, or decided on one of its lines, before it went on.
    pub(super) fn has_released(&self, who: ContactId) -> bool {
        self.passed.people.contains(&who)
    }

    /// The name of the approver in whose place `who` decides today: of whoever is in charge, else of somebody who was asked. Who is one
    /// of these themselves decides in nobody's place.
    pub(super) fn in_place_of(&self, duty: &Duty, who: ContactId) -> Option<String> {
        if self.approver() == Some(who) || self.was_asked(who) {
            return None;
        }
        let in_charge = self.approver().zip(self.approver_name.as_deref());
        let asked = self.asked.iter().map(|asked| (asked.id, asked.name.as_str()));
        let represented = in_charge.into_iter().chain(asked).find(|(one, _)| duty.lets(who, *one));
        represented.map(|(_, name)| name.to_owned())
    }

    /// Whether this verdict of `who`, in whose place they would decide, takes back that a line was released.
    pub(super) fn overrules(&self, (who, in_place_of): (ContactId, Option<&str>), line: &OrderLineView, verdict: Verdict) -> bool {
        // What was decided since it went on is no earlier release: it is taken back, not overruled.
        let was_before = line.decision.as_ref().is_some_and(|decision| decision.level < Some(self.level));
        let was_released = was_before && line.state().verdict == Some(Verdict::Released);
        let is_later = self.waits_for_confirmation() && self.is_up_to(who, in_place_of);
        is_later && was_released && verdict == Verdict::Rejected
    }

    /// Whether it was released, and waits for somebody else to confirm that.
    pub(super) const fn waits_for_confirmation(&self) -> bool {
        self.status.is_open() && self.level > 0
    }
}
