//! The rules of a customer that are on or off.

use crate::{audit::AuditEvent, contact::words};
use serde::{Deserialize, Serialize};

words! {
    /// A rule that holds for a whole customer or does not. Every approver may switch it, and who did stands in the record.
    CustomerRule {
        /// A rejection needs a reason.
        DemandsReason = "demands_reason",
        /// Approvers may decide from the mail, without signing in.
        DecidesByMail = "decides_by_mail",
        /// What people may order without a release can be limited.
        UsesLimits = "uses_limits",
        /// The portal proposes rules where something is released time and again.
        ProposesRules = "proposes_rules",
        /// An order needs a cost centre, where there is one to choose.
        DemandsCostCentre = "demands_cost_centre",
        /// Two people release each order that needs a release.
        NeedsFourEyes = "needs_four_eyes",
        /// Approvers may release what they have ordered themselves.
        ReleasesOwn = "releases_own",
        /// Where only some lines of a cart need a release, the rest can go at once, as an order of its own.
        SplitsOrders = "splits_orders",
        /// Orderers may change an order while it waits.
        ChangesOrders = "changes_orders",
        /// Orderer and approvers may write to each other about an order, and an orderer may ask after one that waits.
        WritesComments = "writes_comments",
        /// Approvers may release less of a line than was ordered, or another article of the Kundensortiment in its place, and propose
        /// such a one instead of what they reject.
        AltersLines = "alters_lines",
    }
}

/// What can be done with an order, of what is to be seen only where the customer wants it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extras {
    /// [`CustomerRule::ChangesOrders`].
    pub changes_orders: bool,
    /// [`CustomerRule::WritesComments`].
    pub writes_comments: bool,
    /// [`CustomerRule::AltersLines`].
    pub alters_lines: bool,
}

impl CustomerRule {
    /// What is there only where somebody wants it, beyond the four Freigabearten: first for whoever orders, then for whoever decides.
    pub const EXTRAS: [Self; 4] = [Self::SplitsOrders, Self::ChangesOrders, Self::WritesComments, Self::AltersLines];

    /// What is recorded when somebody switches it. The first rules came one after the other, each with an event of its own; these stand
    /// in records that nobody rewrites.
    #[must_use]
    pub const fn switched(self, is_on: bool) -> AuditEvent {
        match self {
            Self::DemandsReason => AuditEvent::ReasonDemanded { is_demanded: is_on },
            Self::DecidesByMail => AuditEvent::MailDecisions { is_allowed: is_on },
            Self::UsesLimits => AuditEvent::LimitsUsed { is_on },
            Self::ProposesRules => AuditEvent::RuleProposals { is_on },
            Self::DemandsCostCentre => AuditEvent::CostCentreDemanded { is_demanded: is_on },
            Self::NeedsFourEyes => AuditEvent::FourEyesDemanded { is_demanded: is_on },
            Self::ReleasesOwn => AuditEvent::OwnReleases { is_allowed: is_on },
            Self::SplitsOrders | Self::ChangesOrders | Self::WritesComments | Self::AltersLines => {
                AuditEvent::RuleSwitched { rule: self, is_on }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_switch_is_recorded_as_it_was_from_the_beginning() {
        let recorded = CustomerRule::ALL.iter().map(|rule| serde_json::to_string(&rule.switched(true)).expect("it can be written"));
        let expected = [
            r#"{"event":"reason_demanded","is_demanded":true}"#,
            r#"{"event":"mail_decisions","is_allowed":true}"#,
            r#"{"event":"limits_used","is_on":true}"#,
            r#"{"event":"rule_proposals","is_on":true}"#,
            r#"{"event":"cost_centre_demanded","is_demanded":true}"#,
            r#"{"event":"four_eyes_demanded","is_demanded":true}"#,
            r#"{"event":"own_releases","is_allowed":true}"#,
            r#"{"event":"rule_switched","rule":"splits_orders","is_on":true}"#,
            r#"{"event":"rule_switched","rule":"changes_orders","is_on":true}"#,
            r#"{"event":"rule_switched","rule":"writes_comments","is_on":true}"#,
            r#"{"event":"rule_switched","rule":"alters_lines","is_on":true}"#,
        ];
        assert_eq!(recorded.collect::<Vec<_>>(), expected);
    }
}
