//! The rules of a customer that are on or off.

use crate::{audit::AuditEvent, contact::words};

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
    }
}

impl CustomerRule {
    /// What is recorded when somebody switches it. The rules came one after the other, each with an event of its own; these stand in
    /// records that nobody rewrites.
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
        ];
        assert_eq!(recorded.collect::<Vec<_>>(), expected);
    }
}
