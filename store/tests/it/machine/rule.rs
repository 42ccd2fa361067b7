//! The rules that approvers set: limits of contacts and of approvers, budgets, four eyes, own orders, what is released for good, how
//! long orders may wait, and whether mails carry keys.

use super::{
    cast::{Who, approver, orderer},
    cost_centres::centre,
    hierarchy::with_tax,
    model::{Model, PRICES},
    patience::{Hours, hours},
    step::Step,
    told::{DONE, NOT_FOUND, in_short, told},
    world::World,
};
use domain::{CustomerRule, Limits, Rank, Rappen};
use proptest::{bool::weighted, option, prelude::*, sample::select};
use std::iter::once;

#[derive(Clone, Debug)]
pub enum Rule {
    UseLimits(bool),
    /// What a contact may order without a release, and who releases the rest.
    Limits {
        who: Who,
        per_order: Option<i64>,
        per_month: Option<i64>,
        in_charge: Option<Who>,
    },
    /// What an approver releases alone, and who comes next.
    Rank {
        who: Who,
        limit: Option<i64>,
        superior: Option<Who>,
    },
    FourEyes(bool),
    OwnReleases(bool),
    /// Lines of an article are released for good, somebody's or everybody's.
    Standing {
        article: usize,
        orderer: Option<Who>,
        up_to: i64,
    },
    EndStanding(usize),
    /// What may be ordered on a cost centre in a year without a release, and who releases what goes beyond it.
    Budget {
        centre: usize,
        per_year: Option<i64>,
        approver: Who,
    },
    Archive {
        centre: usize,
        is_archived: bool,
    },
    Patience(Hours),
    ByMail(bool),
}

/// Some approver sets a rule.
pub fn ruling() -> impl Strategy<Value = Step> {
    (approver(), rule()).prop_map(|(by, rule)| Step::Rule { by, rule })
}

fn rule() -> impl Strategy<Value = Rule> {
    prop_oneof![
        2 => weighted(0.8).prop_map(Rule::UseLimits),
        4 => limits(),
        5 => rank(),
        2 => any::<bool>().prop_map(Rule::FourEyes),
        1 => any::<bool>().prop_map(Rule::OwnReleases),
        4 => (0..4_usize, option::of(orderer()), amount()).prop_map(|(article, orderer, up_to)| Rule::Standing { article, orderer, up_to }),
        1 => (0..6_usize).prop_map(Rule::EndStanding),
        7 => on_cost_centre(),
        3 => hours().prop_map(Rule::Patience),
        2 => weighted(0.8).prop_map(Rule::ByMail),
    ]
}

/// Mostly of somebody whose orders nobody releases otherwise.
fn limits() -> impl Strategy<Value = Rule> {
    let who = prop_oneof![1 => Just(Who(5)), 1 => orderer()];
    let per_month = (amount(), 1..5_i64).prop_map(|(amount, times)| amount * times);
    (who, option::of(amount()), option::of(per_month), option::weighted(0.9, approver()))
        .prop_map(|(who, per_order, per_month, in_charge)| Rule::Limits { who, per_order, per_month, in_charge })
}

/// A budget, mostly enough for an order or two; now and then a cost centre is not used any more.
fn on_cost_centre() -> impl Strategy<Value = Rule> {
    let per_year = option::weighted(0.9, (amount(), 1..4_i64).prop_map(|(amount, times)| amount * times));
    let budget = |(centre, per_year, approver)| Rule::Budget { centre, per_year, approver };
    prop_oneof![
        6 => (centre(), per_year, approver()).prop_map(budget),
        1 => (centre(), weighted(0.3)).prop_map(|(centre, is_archived)| Rule::Archive { centre, is_archived }),
    ]
}

fn rank() -> impl Strategy<Value = Rule> {
    (approver(), option::of(amount().prop_map(with_tax)), option::weighted(0.8, approver())).prop_map(|(who, limit, superior)| Rule::Rank {
        who,
        limit,
        superior,
    })
}

/// Any amount that orders are about, or what some of an article cost at the beginning.
pub fn amount() -> impl Strategy<Value = i64> {
    prop_oneof![1 => 1..15_000_i64, 1 => (select(PRICES.to_vec()), 1..4_i64).prop_map(|(price, quantity)| price * quantity)]
}

impl Rule {
    /// Everybody whom it names.
    pub fn people(&mut self) -> Vec<&mut Who> {
        match self {
            Self::Limits { who, in_charge: other, .. } | Self::Rank { who, superior: other, .. } => once(who).chain(other).collect(),
            Self::Standing { orderer, .. } => orderer.iter_mut().collect(),
            Self::Budget { approver, .. } => vec![approver],
            Self::UseLimits(_)
            | Self::FourEyes(_)
            | Self::OwnReleases(_)
            | Self::EndStanding(_)
            | Self::Archive { .. }
            | Self::Patience(_)
            | Self::ByMail(_) => vec![],
        }
    }
}

impl Model {
    pub fn rule(&mut self, by: Who, rule: &Rule) -> String {
        if !self.is_approver(by) {
            return NOT_FOUND.into();
        }
        let company = by.company();
        self.unless_stuck(|model| match rule {
            Rule::UseLimits(is_on) => {
                model.rules[company].uses_limits = *is_on;
                DONE.into()
            }
            Rule::Limits { who, per_order, per_month, in_charge } => model.limit(by, *who, (*per_order, *per_month), *in_charge),
            Rule::Rank { who, limit, superior } => model.rank(by, *who, (*limit, *superior)),
            Rule::FourEyes(is_demanded) => model.demand_four_eyes(company, *is_demanded),
            Rule::OwnReleases(is_allowed) => model.allow_own_releases(company, *is_allowed),
            Rule::Standing { article, orderer, up_to } => model.release_for_good(by, *article, *orderer, *up_to),
            Rule::EndStanding(at) => model.end_standing(by, *at),
            Rule::Budget { centre, per_year, approver } => model.set_budget(by, *centre, *per_year, *approver),
            Rule::Archive { centre, is_archived } => model.archive(by, *centre, *is_archived),
            Rule::Patience(hours) => model.set_patience(company, *hours),
            Rule::ByMail(is_allowed) => model.decide_by_mail(company, *is_allowed),
        })
    }
}

impl World<'_> {
    pub async fn rule(&mut self, by: Who, rule: &Rule) -> String {
        let Some(caller) = self.approver(by).cloned() else { return NOT_FOUND.into() };
        let store = &self.portal.store;
        match rule {
            Rule::UseLimits(is_on) => in_short(store.switch_rule(&caller, CustomerRule::UsesLimits, *is_on).await),
            Rule::Limits { who, per_order, per_month, in_charge } => {
                let limits = Limits { per_order: per_order.map(Rappen), per_month: per_month.map(Rappen) };
                in_short(store.set_limits(&caller, self.id(*who), limits, in_charge.map(|who| self.id(who))).await)
            }
            Rule::Rank { who, limit, superior } => {
                let rank = Rank { approver: self.id(*who), limit: limit.map(Rappen), superior: superior.map(|who| self.id(who)) };
                in_short(store.set_rank(&caller, rank).await)
            }
            Rule::FourEyes(is_demanded) => in_short(store.switch_rule(&caller, CustomerRule::NeedsFourEyes, *is_demanded).await),
            Rule::OwnReleases(is_allowed) => in_short(store.switch_rule(&caller, CustomerRule::ReleasesOwn, *is_allowed).await),
            Rule::Standing { article, orderer, up_to } => self.release_for_good(&caller, *article, *orderer, *up_to).await,
            Rule::Budget { centre, per_year, approver } => self.set_budget(&caller, *centre, *per_year, *approver).await,
            Rule::Archive { centre, is_archived } => self.archive(&caller, *centre, *is_archived).await,
            Rule::Patience(hours) => self.set_patience(&caller, *hours).await,
            Rule::ByMail(is_allowed) => in_short(store.switch_rule(&caller, CustomerRule::DecidesByMail, *is_allowed).await),
            Rule::EndStanding(at) => told(store.end_standing_release(&caller, self.standing[*at]).await),
        }
    }
}
