//! The same steps with the real store. Its answers are put into the words of the model.

use super::{
    model::{Model, PRICES},
    picture::Names,
    step::{Again, By, CAST, SECOND, Step, Who},
    told::{in_short, told},
};
use crate::ordering::{Company, Portal, article, contact_data, decisions};
use domain::{Absence, AbsenceId, ApprovalKind, ArticleId, ContactId, OrderId, SupplyOrderId, SupplyStatus, Verdict};
use jiff::{ToSpan, civil::Date, tz::TimeZone};
use store::{AgainLines, Approver, DecideRefusal, Decided, Failure, Orderer, Placing, TakeBackRefusal};

/// Two companies of a portal, and all that has happened in them.
pub struct World<'p> {
    pub portal: &'p Portal,
    pub names: Names,
    companies: [Company; 2],
    people: Vec<Contact>,
    orders: Vec<OrderId>,
    absences: Vec<AbsenceId>,
    articles: Vec<(String, ArticleId)>,
}

/// Somebody with what a session once gave them, which they go on using.
struct Contact {
    orderer: Orderer,
    approver: Option<Approver>,
    placing: Option<Placing>,
    is_there: bool,
}

impl<'p> World<'p> {
    /// Two new companies.
    pub async fn new(portal: &'p Portal, run: usize) -> Self {
        let keys = [format!("r{run}a"), format!("r{run}b")];
        let companies = [portal.company(&keys[0]).await, portal.company(&keys[1]).await];
        let supply_before = portal.peek.number("select last_number from supply_numbers").await;
        let articles = articles(portal, companies[0].boss.orderer()).await;
        let names = Names { keys, articles: articles.iter().map(|(number, _)| number.clone()).collect(), supply_before };
        let mut world = Self { portal, names, companies, people: vec![], orders: vec![], absences: vec![], articles };
        let model = Model::new(world.today());
        for who in (0..CAST.len()).map(Who) {
            let contact = world.employ(&model, who).await;
            world.people.push(contact);
        }
        for (article, price) in PRICES.into_iter().enumerate() {
            world.reprice(article, price).await;
        }
        world
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

    fn id(&self, who: Who) -> ContactId {
        self.people[who.0].orderer.contact_id()
    }

    pub fn orderer(&self, who: Who) -> &Orderer {
        &self.people[who.0].orderer
    }

    pub fn id_of(&self, order: usize) -> OrderId {
        self.orders[order]
    }

    /// The day at the supplier's.
    pub fn today(&self) -> Date {
        let zone = TimeZone::get("Europe/Zurich").expect("the zone is known");
        zone.to_datetime(self.portal.store.now().instant()).date()
    }

    /// These people as approvers, which they must be.
    pub fn approvers(&self, who: &[Who]) -> Vec<(Who, Approver)> {
        who.iter().map(|who| (*who, self.people[who.0].approver.clone().expect("the model knows who is an approver"))).collect()
    }

    /// Lets a step happen; what came of it.
    pub async fn apply(&mut self, step: &Step) -> String {
        match step {
            Step::Fill { who, lines } => self.fill(*who, lines).await,
            Step::Send { who, is_altered } => self.send(*who, *is_altered).await,
            Step::Order { who, lines } => self.fill(*who, lines).await + ", " + &self.send(*who, false).await,
            Step::Decide { by: By::One(by), order, lines } => self.decide(*by, *order, lines).await,
            Step::DecideAll { by: By::One(by), order, verdict, open } => self.decide_all(*by, *order, *verdict, open).await,
            Step::TakeBack { by: By::One(by), order, position } => self.take_back(*by, *order, *position).await,
            Step::Bulk { by, orders } => self.bulk(*by, orders).await,
            Step::Withdraw { who, order } => told(self.portal.store.withdraw(&self.people[who.0].orderer, self.orders[*order]).await),
            Step::Revise { by, order, wishes } => self.revise(*by, *order, wishes).await,
            Step::TakeAgain { who, order, lines } => self.take_again(*who, *order, *lines).await,
            Step::Reprice { article, price } => self.reprice(*article, *price).await,
            Step::Agree { company, article, is_in } => self.agree(*company, *article, *is_in).await,
            Step::Away { by, away, substitute, first, days } => self.enter(*by, (*away, *substitute), *first, *days).await,
            Step::Back { by, absence } => self.end(*by, *absence).await,
            Step::Change { by, who, kind, approver, successor } => self.change(*by, *who, (*kind, *approver), *successor).await,
            Step::Delete { by, who, successor } => self.delete(*by, *who, *successor).await,
            Step::Advance { order, to } => self.advance(*order, *to).await,
            Step::Pass { .. } | Step::Decide { .. } | Step::DecideAll { .. } | Step::TakeBack { .. } => "done".into(),
        }
    }

    async fn fill(&mut self, who: Who, lines: &[(usize, u32)]) -> String {
        if !self.people[who.0].is_there {
            return "signed out".into();
        }
        let lines: Vec<_> = lines.iter().map(|(article, quantity)| (self.articles[*article].0.as_str(), *quantity)).collect();
        let placing = self.portal.fill(&self.people[who.0].orderer, &lines).await;
        self.people[who.0].placing = Some(placing);
        "filled".into()
    }

    async fn send(&mut self, who: Who, is_altered: bool) -> String {
        let person = &self.people[who.0];
        let Some(mut placing) = person.placing.clone() else {
            return if person.is_there { "has no form" } else { "not found" }.into();
        };
        placing.note = is_altered.then(|| "Anders".into());
        match self.portal.store.place(&person.orderer, placing).await {
            Ok(placed) => {
                if !self.orders.contains(&placed.order_id) {
                    self.orders.push(placed.order_id);
                }
                format!("order {}", self.orders.iter().position(|id| *id == placed.order_id).expect("it is there"))
            }
            other => told(other.map(drop)),
        }
    }

    async fn decide(&self, by: Who, order: usize, lines: &[(u32, Verdict)]) -> String {
        let Some(approver) = &self.people[by.0].approver else { return "not found".into() };
        let order = self.orders[order];
        // Whoever sees the order decides on what they see.
        let seen = self.portal.store.order_for_release(approver, order).await.map(|order| order.lines).unwrap_or_default();
        let seal = |position: u32| seen.iter().find(|line| line.position == position).map(|line| line.seal.clone());
        let decisions: Vec<_> = decisions(lines)
            .into_iter()
            .map(|decision| {
                let seal = seal(decision.position);
                decision.as_seen(seal)
            })
            .collect();
        match self.portal.store.decide(approver, order, decisions).await {
            Ok(Decided { status, open_lines, asked_again }) => format!("{}, {open_lines} open, {asked_again} again", status.word()),
            Err(Failure::Refused(DecideRefusal::AlreadyDecided { by, .. })) => format!("refused: decided by {}", self.named(&by)),
            other => told(other.map(drop)),
        }
    }

    async fn take_back(&self, by: Who, order: usize, position: u32) -> String {
        let (store, order) = (&self.portal.store, self.orders[order]);
        let Some(approver) = &self.people[by.0].approver else { return "not found".into() };
        let lines = store.order_for_release(approver, order).await.map(|order| order.lines).unwrap_or_default();
        let standing = lines.iter().find(|line| line.position == position).and_then(|line| line.decision.as_ref());
        let decided_at = standing.map_or(store.now(), |standing| standing.decided_at);
        match store.take_back(approver, order, position, decided_at).await {
            Err(Failure::Refused(TakeBackRefusal::NotYours { by, .. })) => format!("refused: decided by {}", self.named(&by)),
            other => told(other),
        }
    }

    fn named(&self, name: &str) -> String {
        let who = (0..CAST.len()).map(Who).find(|who| format!("{} Muster", self.names.user_name(*who)) == name);
        who.map_or_else(|| name.into(), |who| format!("{who:?}"))
    }

    async fn decide_all(&self, by: Who, order: usize, verdict: Verdict, open: &[u32]) -> String {
        let lines: Vec<_> = open.iter().map(|position| (*position, verdict)).collect();
        self.decide(by, order, &lines).await
    }

    async fn bulk(&self, by: Who, orders: &[(usize, Vec<u32>)]) -> String {
        let mut answers = Vec::new();
        for (order, open) in orders {
            answers.push(self.decide_all(by, *order, Verdict::Released, open).await);
        }
        answers.join(", ")
    }

    async fn take_again(&self, who: Who, order: usize, lines: Again) -> String {
        let person = &self.people[who.0];
        if !person.is_there {
            return "signed out".into();
        }
        let lines = match lines {
            Again::All => AgainLines::All,
            Again::Rejected => AgainLines::Rejected,
            Again::One(position) => AgainLines::One(position),
        };
        match self.portal.store.take_again(&person.orderer, self.orders[order], lines).await {
            Ok(answer) => format!("{} taken", answer.taken.len()),
            other => told(other.map(drop)),
        }
    }

    async fn reprice(&self, at: usize, price: i64) -> String {
        let number = &self.articles[at].0;
        let changed = article(number, &format!("Artikel {number}"), price);
        told(self.portal.store.import_catalogue(vec![], vec![changed]).await)
    }

    async fn agree(&self, company: usize, article: usize, is_in: bool) -> String {
        let (store, supplier, article, company) =
            (&self.portal.store, &self.portal.supplier, self.articles[article].1, self.companies[company].id);
        told(if is_in {
            store.add_to_assortment(supplier, company, article).await
        } else {
            store.remove_from_assortment(supplier, company, article).await
        })
    }

    async fn enter(&mut self, by: Who, (away, substitute): (Who, Who), first: i64, days: i64) -> String {
        let Some(caller) = &self.people[by.0].approver else { return "not found".into() };
        let first = self.today() + first.days();
        let absence = Absence { approver: self.id(away), substitute: self.id(substitute), first, last: first + days.days() };
        let answer = in_short(self.portal.store.enter_absence(caller, absence).await);
        if answer == "done" {
            let rows = self.portal.store.absences(caller).await.expect("a list").rows;
            self.absences.extend(rows.iter().map(|row| row.id).find(|id| !self.absences.contains(id)));
        }
        answer
    }

    async fn end(&self, by: Who, absence: usize) -> String {
        let Some(caller) = &self.people[by.0].approver else { return "not found".into() };
        told(self.portal.store.end_absence(caller, self.absences[absence]).await)
    }

    async fn change(&mut self, by: Who, who: Who, (kind, approver): (ApprovalKind, Who), successor: Option<Who>) -> String {
        let Some(caller) = &self.people[by.0].approver else { return "not found".into() };
        let name = self.names.user_name(who);
        let data = contact_data(&name, kind, Some(self.id(approver)));
        let successor = successor.map(|successor| self.id(successor));
        let answer = in_short(self.portal.store.edit_contact(caller, self.id(who), data, successor).await);
        if answer == "done" {
            let orderer = self.portal.orderer(&name).await;
            // Whoever was an approver goes on as if they still were.
            self.people[who.0].approver = orderer.approver().or(self.people[who.0].approver.take());
            self.people[who.0].orderer = orderer;
        }
        answer
    }

    async fn delete(&mut self, by: Who, who: Who, successor: Option<Who>) -> String {
        let Some(caller) = &self.people[by.0].approver else { return "not found".into() };
        let successor = successor.map(|successor| self.id(successor));
        let answer = in_short(self.portal.store.delete_contact(caller, self.id(who), successor).await);
        self.people[who.0].is_there &= answer != "done";
        answer
    }

    async fn advance(&self, order: usize, to: SupplyStatus) -> String {
        let order = self.orders[order];
        // The supplier gets nowhere with the id of what is not released.
        let id = self.portal.peek.supply_order_of(order).await.unwrap_or(SupplyOrderId(order.0));
        told(self.portal.store.advance(&self.portal.supplier, id, to).await)
    }
}

/// The four articles, in the order of their ids, in which they come into the cart when they come at once.
async fn articles(portal: &Portal, reader: &Orderer) -> Vec<(String, ArticleId)> {
    let mut articles = Vec::new();
    for number in 1..=PRICES.len() {
        let number = format!("A{number}");
        let id = portal.store.article(reader, &number).await.expect("an article").id;
        articles.push((number, id));
    }
    articles.sort_by_key(|(_, id)| *id);
    articles
}
