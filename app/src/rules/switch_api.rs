//! The server function of the rules that are on or off.

use crate::AppError;
use domain::CustomerRule;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// A rule, and how it is to be.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct SwitchForm {
    /// The rule.
    pub rule: CustomerRule,
    /// Whether it is to be on.
    pub is_on: bool,
}

/// Switches a rule on or off.
#[server(endpoint = "switch_rule")]
pub async fn switch_rule(form: SwitchForm) -> Result<(), AppError> {
    use crate::ssr::{answer, approver, redirect, store};
    let approver = answer(approver())?;
    answer(store().switch_rule(&approver, form.rule, form.is_on).await)?;
    redirect(&server::done_at(form.rule, form.is_on));
    Ok(())
}

#[cfg(feature = "ssr")]
mod server {
    use crate::{
        AppError, Refusal,
        rules::{cost_centres, switch::marks},
        show::RuleQuery,
    };
    use domain::CustomerRule;
    use store::RuleRefusal;

    /// Where it is said that a rule was switched: the page on which it stands.
    pub(super) fn done_at(rule: CustomerRule, is_on: bool) -> String {
        let page = match rule {
            CustomerRule::ProposesRules => RuleQuery::PAGE,
            CustomerRule::DemandsCostCentre => cost_centres::LIST,
            _ => "/konto/freigaberegeln",
        };
        let [on, off] = marks(rule);
        format!("{page}?meldung={}", if is_on { on } else { off })
    }

    impl From<RuleRefusal> for AppError {
        fn from(refusal: RuleRefusal) -> Self {
            match refusal {
                RuleRefusal::NobodyElse => Self::refused(&Refusal::FourEyesAlone),
                RuleRefusal::OwnOrdersWait(count) => Self::refused(&Refusal::OwnOrdersWait { count }),
                RuleRefusal::Stuck(stuck) => stuck.into(),
            }
        }
    }
}
