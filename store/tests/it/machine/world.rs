//! The same steps with the real store. Its answers are put into the words of the model.

use super::{
    cast::{By, CAST, SECOND, Who},
    clock::day_of,
    cost_centres::CENTRES,
    decisions::Choice,
    model::{Model, with},
    offer::Offer,
    picture::Names,
    step::Step,
    told::DONE,
};
use crate::ordering::{Company, Portal};
use domain::{AbsenceId, ContactId, CostCentreId, OrderId, StandingReleaseId};
use jiff::{SignedDuration, Timestamp, civil::Date};
use store::{Approver, Orderer, Placing};

/// Two companies of a portal, and all that has happened in them.
pub struct World<'p> {
    pub portal: &'p Portal,
    pub names: Names,
    pub companies: [Company; 2],
    pub people: Vec<Contact>,
    pub orders: Vec<OrderId>,
    pub absences: Vec<AbsenceId>,
    pub standing: Vec<StandingReleaseId>,
    pub centres: Vec<CostCentreId>,
    /// The keys in the mails that went out.
    pub keys: Vec<String>,
    pub offers: Vec<Offer>,
}

/// Somebody with what a session once gave them, which they go on using.
pub struct Contact {
    pub orderer: Orderer,
    pub approver: Option<Approver>,
    pub placing: Option<Placing>,
    pub is_there: bool,
}

impl<'p> World<'p> {
    /// Two new companies.
    pub async fn new(portal: &'p Portal, run: usize) -> Self {
        let keys = [format!("r{run}a"), format!("r{run}b")];
        let companies = [portal.company(&keys[0]).await, portal.company(&keys[1]).await];
        let supply_before = portal.peek.number("select last_number from supply_numbers").await;
        let offers = Offer::all(portal, companies[0].boss.orderer()).await;
        let names = Names { keys, articles: offers.iter().map(|offer| offer.number.clone()).collect(), supply_before };
        let (people, orders, absences, standing) = (vec![], vec![], vec![], vec![]);
        let (centres, keys) = (vec![], vec![]);
        let mut world = Self { portal, names, companies, people, orders, absences, standing, centres, keys, offers };
        world.be_as(&Model::new(world.now())).await;
        world
    }

    /// Everybody, and what the supplier offers them, as it is at the beginning.
    async fn be_as(&mut self, model: &Model) {
        for who in (0..CAST.len()).map(Who) {
            // So that it is known who has served longer.
            self.portal.pass(SignedDuration::from_millis(1));
            let contact = self.employ(model, who).await;
            self.people.push(contact);
        }
        for centre in 0..CENTRES.len() {
            let id = self.found(centre).await;
            self.centres.push(id);
        }
        for (article, price) in model.prices.into_iter().enumerate() {
            self.reprice(article, price).await;
            for (company, _) in model.rules.iter().enumerate().filter(|(_, rules)| rules.assortment[article]) {
                self.agree(company, article, true).await;
            }
        }
        // The companies before them have left theirs.
        self.set_freight(model.freight).await;
        self.settle_mails().await;
    }

    async fn employ(&self, model: &Model, who: Who) -> Contact {
        let (name, person, company) = (self.names.user_name(who), &model.people[who.0], &self.companies[who.company()]);
        if ![0, SECOND].contains(&who.0) {
            let approver = person.approver.map_or(company.boss.orderer().contact_id(), |approver| self.id(approver));
            self.portal.employ_under(company, CAST[who.0], person.kind, approver).await;
        }
        let orderer = self.portal.orderer(&name).await;
        Contact { approver: orderer.approver(), orderer, placing: None, is_there: true }
    }

    pub fn id(&self, who: Who) -> ContactId {
        self.people[who.0].orderer.contact_id()
    }

    /// Somebody as the approver who they are, or once were.
    pub fn approver(&self, who: Who) -> Option<&Approver> {
        self.people[who.0].approver.as_ref()
    }

    pub fn now(&self) -> Timestamp {
        self.portal.store.now().instant()
    }

    /// The day at the supplier's.
    pub fn today(&self) -> Date {
        day_of(self.now())
    }

    /// These people as approvers, which they must be.
    pub fn approvers(&self, who: &[Who]) -> Vec<(Who, Approver)> {
        who.iter().map(|who| (*who, self.approver(*who).cloned().expect("the model knows who is an approver"))).collect()
    }

    /// Who has this name.
    pub fn who(&self, name: &str) -> Option<Who> {
        (0..CAST.len()).map(Who).find(|who| format!("{} Muster", self.names.user_name(*who)) == name)
    }

    /// The same in the words of the model.
    pub fn named(&self, name: &str) -> String {
        self.who(name).map_or_else(|| name.into(), |who| format!("{who:?}"))
    }

    /// Lets a step happen; what came of it.
    pub async fn apply(&mut self, step: &Step) -> String {
        match step {
            Step::Fill { who, lines, pays } => self.fill(*who, lines, pays).await,
            Step::Send { who, is_altered, is_split } => self.send(*who, *is_altered, *is_split).await,
            Step::Order { who, lines, pays, is_split } => {
                self.fill(*who, lines, pays).await + ", " + &self.send(*who, false, *is_split).await
            }
            Step::Decide { by: By::One(by), order, choices } => self.decide(*by, *order, choices).await,
            Step::DecideAll { by: By::One(by), order, choice, open } => self.decide(*by, *order, &with(open, *choice)).await,
            Step::Confirm { by: By::One(by), order, level } => self.confirm(*by, *order, *level).await,
            Step::TakeBack { by: By::One(by), order, position } => self.take_back(*by, *order, *position).await,
            Step::Retract { by: By::One(by), order } => self.retract(*by, *order).await,
            Step::Bulk { by, orders } => self.bulk(*by, orders).await,
            Step::Withdraw { who, order } => self.withdraw(*who, *order).await,
            Step::Revise { by: By::One(by), order, wishes } => self.revise(*by, *order, wishes).await,
            Step::TakeAgain { who, order, lines } => self.take_again(*who, *order, *lines).await,
            Step::Nudge { .. } => self.nudge().await,
            Step::Post => self.post().await,
            Step::ByMail { key, order: Some(order), act } => self.act_by_mail(*key, *order, act).await,
            Step::Reprice { article, price } => self.reprice(*article, *price).await,
            Step::Sell { article, is_sold } => self.sell(*article, *is_sold).await,
            Step::Freight(freight) => self.set_freight(*freight).await,
            Step::Agree { company, article, is_in } => self.agree(*company, *article, *is_in).await,
            Step::Away { by, away, substitute, first, days } => self.enter(*by, (*away, *substitute), *first, *days).await,
            Step::Back { by, absence } => self.end(*by, *absence).await,
            Step::Change { by, who, kind, approver, successor } => self.change(*by, *who, (*kind, *approver), *successor).await,
            Step::Delete { by, who, successor } => self.delete(*by, *who, *successor).await,
            Step::Rule { by, rule } => self.rule(*by, rule).await,
            Step::Advance { order, to } => self.advance(*order, *to).await,
            Step::Pass { .. }
            | Step::ByMail { .. }
            | Step::Decide { .. }
            | Step::DecideAll { .. }
            | Step::Confirm { .. }
            | Step::TakeBack { .. }
            | Step::Retract { .. }
            | Step::Revise { .. } => DONE.into(),
        }
    }

    async fn bulk(&self, by: Who, orders: &[(usize, Vec<u32>)]) -> String {
        let mut answers = Vec::new();
        for (order, open) in orders {
            answers.push(self.decide(by, *order, &with(open, Choice::RELEASE)).await);
        }
        answers.join(", ")
    }
}
