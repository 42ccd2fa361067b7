//! The rules of a customer that are on or off: which ones hold, and switching one.

use crate::{
    Approver, Failure, Store, StoreError,
    audit::{record, take_turn},
    contacts::check_still_approver,
    dead_ends::{Outlook, Stuck},
    engine::{Tx, execute, fetch_one, fetch_value},
    hierarchy::Ranks,
};
use domain::{CustomerId, CustomerRule};

/// Why a rule was not switched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuleRefusal {
    /// Two people are to release each order, and there is only one approver.
    NobodyElse,
    /// Nobody is to release their own orders, and so many wait for the very approver who has ordered them.
    OwnOrdersWait(i64),
    /// Nobody could decide these orders.
    Stuck(Vec<Stuck>),
}

impl Store {
    /// The rules that hold at the caller's customer.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn rules_in_force(&self, approver: &Approver) -> Result<Vec<CustomerRule>, StoreError> {
        let customer = approver.orderer().customer_id;
        self.read(approver, customer, |tx, customer| Box::pin(in_force(tx, *customer))).await
    }

    /// Switches a rule on or off: every approver may. The same once more changes nothing. Limits and standing releases stay in force
    /// when what leads to new ones is switched off, and what was split, changed, written or altered stays as it is; keys in mails that were
    /// sent end with deciding from the mail, for good.
    ///
    /// # Errors
    /// [`RuleRefusal`]; [`StoreError::NotFound`] when the caller is no approver any more.
    pub async fn switch_rule(&self, approver: &Approver, rule: CustomerRule, is_on: bool) -> Result<(), Failure<RuleRefusal>> {
        let args = (approver.clone(), (rule, is_on));
        self.write(approver, args, |tx, (approver, switch)| Box::pin(switch_rule(tx, approver, *switch))).await
    }
}

/// Each rule is a column.
#[derive(sqlx::FromRow)]
#[allow(clippy::struct_excessive_bools, reason = "each is another rule")]
struct RuleRow {
    demands_reason: bool,
    decides_by_mail: bool,
    uses_limits: bool,
    proposes_rules: bool,
    demands_cost_centre: bool,
    needs_four_eyes: bool,
    releases_own: bool,
    splits_orders: bool,
    changes_orders: bool,
    writes_comments: bool,
    alters_lines: bool,
}

const IN_FORCE: &str = "
    select demands_reason, decides_by_mail, uses_limits, proposes_rules, demands_cost_centre, needs_four_eyes, releases_own,
        splits_orders, changes_orders, writes_comments, alters_lines
    from customers where id = $1";

async fn in_force(tx: &mut Tx, customer: CustomerId) -> Result<Vec<CustomerRule>, StoreError> {
    let row = fetch_one!(tx, RuleRow, IN_FORCE, customer.0)?;
    let is_on = |rule: &CustomerRule| match rule {
        CustomerRule::DemandsReason => row.demands_reason,
        CustomerRule::DecidesByMail => row.decides_by_mail,
        CustomerRule::UsesLimits => row.uses_limits,
        CustomerRule::ProposesRules => row.proposes_rules,
        CustomerRule::DemandsCostCentre => row.demands_cost_centre,
        CustomerRule::NeedsFourEyes => row.needs_four_eyes,
        CustomerRule::ReleasesOwn => row.releases_own,
        CustomerRule::SplitsOrders => row.splits_orders,
        CustomerRule::ChangesOrders => row.changes_orders,
        CustomerRule::WritesComments => row.writes_comments,
        CustomerRule::AltersLines => row.alters_lines,
    };
    Ok(CustomerRule::ALL.iter().copied().filter(is_on).collect())
}

/// Whether a rule holds at a customer.
pub(crate) async fn is_on(tx: &mut Tx, customer: CustomerId, rule: CustomerRule) -> Result<bool, StoreError> {
    Ok(in_force(tx, customer).await?.contains(&rule))
}

/// A rule, and whether it is to be on.
type Switch = (CustomerRule, bool);

async fn switch_rule(tx: &mut Tx, caller: &Approver, (rule, is_on): Switch) -> Result<(), Failure<RuleRefusal>> {
    let customer = caller.orderer().customer_id;
    take_turn(tx, customer).await?;
    check_still_approver(tx, caller).await?;
    if write(tx, customer, (rule, is_on)).await? {
        record(tx, customer, &caller.into(), None, &rule.switched(is_on)).await?;
    }
    Ok(())
}

const END_KEYS: &str = "delete from release_keys where customer_id = $1";

/// Writes it, with what must be so before and what follows from it; whether that changed anything.
async fn write(tx: &mut Tx, customer: CustomerId, switch: Switch) -> Result<bool, Failure<RuleRefusal>> {
    match switch {
        (CustomerRule::NeedsFourEyes, is_on) => {
            if is_on {
                check_second_approver(tx, customer).await?;
            }
            set_if_decidable(tx, customer, switch).await
        }
        (CustomerRule::ReleasesOwn, is_on) => {
            if !is_on {
                check_own_orders(tx, customer).await?;
            }
            set_if_decidable(tx, customer, switch).await
        }
        (CustomerRule::DecidesByMail, _) => {
            let is_changed = set(tx, customer, switch).await?;
            // Also where it is switched on: a mail that was being sent while it was switched off may have got a key after all.
            if is_changed {
                execute!(tx, END_KEYS, customer.0)?;
            }
            Ok(is_changed)
        }
        _ => Ok(set(tx, customer, switch).await?),
    }
}

async fn check_second_approver(tx: &mut Tx, customer: CustomerId) -> Result<(), Failure<RuleRefusal>> {
    let approvers = Ranks::of(tx, customer).await?.approvers;
    if approvers.len() < 2 { Err(Failure::Refused(RuleRefusal::NobodyElse)) } else { Ok(()) }
}

const OWN_WAIT: &str = "
    select count(*) from orders
    where customer_id = $1 and approver_id = orderer_id and status in ('waiting', 'partly_decided')";

async fn check_own_orders(tx: &mut Tx, customer: CustomerId) -> Result<(), Failure<RuleRefusal>> {
    match fetch_value!(tx, i64, OWN_WAIT, customer.0)? {
        0 => Ok(()),
        own => Err(Failure::Refused(RuleRefusal::OwnOrdersWait(own))),
    }
}

/// For a rule that says who may decide an order.
async fn set_if_decidable(tx: &mut Tx, customer: CustomerId, switch: Switch) -> Result<bool, Failure<RuleRefusal>> {
    let before = Outlook::of(tx, customer).await?;
    let is_changed = set(tx, customer, switch).await?;
    before.allow_nothing_new(tx, customer, RuleRefusal::Stuck).await?;
    Ok(is_changed)
}

/// Switches the rule that this column holds.
macro_rules! set {
    ($column:literal) => {
        concat!("update customers set ", $column, " = $2 where id = $1 and ", $column, " <> $2")
    };
}

async fn set(tx: &mut Tx, customer: CustomerId, (rule, is_on): Switch) -> Result<bool, StoreError> {
    let sql = match rule {
        CustomerRule::DemandsReason => set!("demands_reason"),
        CustomerRule::DecidesByMail => set!("decides_by_mail"),
        CustomerRule::UsesLimits => set!("uses_limits"),
        CustomerRule::ProposesRules => set!("proposes_rules"),
        CustomerRule::DemandsCostCentre => set!("demands_cost_centre"),
        CustomerRule::NeedsFourEyes => set!("needs_four_eyes"),
        CustomerRule::ReleasesOwn => set!("releases_own"),
        CustomerRule::SplitsOrders => set!("splits_orders"),
        CustomerRule::ChangesOrders => set!("changes_orders"),
        CustomerRule::WritesComments => set!("writes_comments"),
        CustomerRule::AltersLines => set!("alters_lines"),
    };
    Ok(execute!(tx, sql, customer.0, is_on)? == 1)
}
