//! The rules that are on or off: what stands on them, and the button that switches one.

use super::switch_api::SwitchRule;
use crate::{
    form::{ErrorSummary, FormState, Submit, field_name, once},
    locale::language,
    show::words,
    text::{extras, hierarchy, learning, limits, rules},
    ui::Icon,
};
use domain::{CustomerRule, Language};
use leptos::{prelude::*, server_fn::ServerFn};

/// A rule, how it stands, and the button that switches it.
#[component]
pub(in crate::rules) fn RuleSwitch(
    rule: CustomerRule,
    is_on: bool,
    /// Whether it stands below the headline of a group.
    #[prop(optional)]
    is_in_group: bool,
) -> impl IntoView {
    let l = language();
    let said = Words::of(l, rule);
    let form = FormState::native_where::<SwitchRule>("rule", rule.word());
    let title = words::rule(l, rule);
    let title = if is_in_group { view! { <h3>{title}</h3> }.into_any() } else { view! { <h2>{title}</h2> }.into_any() };
    let (tone, icon, which) = if is_on { ("released", "circle-check", 0) } else { ("neutral", "info", 1) };
    view! {
        <section class="card stack" data-print="no">
            <header class="card-head">{title}</header>
            <p>{said.text}</p>
            <ErrorSummary form/>
            <p><span class="badge" data-tone=tone><Icon name=icon/>{said.states[which]}</span></p>
            <form method="post" action=SwitchRule::url() on:submit=once()>
                <input type="hidden" name=field_name("rule") value=rule.word()/>
                <input type="hidden" name=field_name("is_on") value=(!is_on).to_string()/>
                <Submit form kind="secondary">{said.buttons[which]}</Submit>
            </form>
        </section>
    }
}

/// What stands on a switch. Where there are two of it, the first is that of a rule that is on.
struct Words {
    /// What the rule means.
    text: &'static str,
    /// How it stands.
    states: [&'static str; 2],
    /// What the button does.
    buttons: [&'static str; 2],
    /// What was done.
    done: [&'static str; 2],
}

impl Words {
    fn of(l: Language, rule: CustomerRule) -> Self {
        match rule {
            CustomerRule::DemandsReason => Self {
                text: rules::reason_text(l),
                states: [rules::reason_is_on(l), rules::reason_is_off(l)],
                buttons: [rules::reason_no_more(l), rules::reason_demand(l)],
                done: [rules::reason_demanded(l), rules::reason_not_demanded(l)],
            },
            CustomerRule::DecidesByMail => Self {
                text: rules::mail_text(l),
                states: [rules::mail_is_on(l), rules::mail_is_off(l)],
                buttons: [rules::mail_no_more(l), rules::mail_allow(l)],
                done: [rules::mail_allowed(l), rules::mail_not_allowed(l)],
            },
            CustomerRule::UsesLimits => Self {
                text: limits::switch_text(l),
                states: [limits::switch_is_on(l), limits::switch_is_off(l)],
                buttons: [limits::switch_off(l), limits::switch_on(l)],
                done: [limits::switched_on(l), limits::switched_off(l)],
            },
            CustomerRule::ProposesRules => Self {
                text: learning::switch_text(l),
                states: [learning::is_on(l), learning::is_off(l)],
                buttons: [learning::turn_off(l), learning::turn_on(l)],
                done: [learning::now_on(l), learning::now_off(l)],
            },
            CustomerRule::DemandsCostCentre => Self {
                text: limits::demand_text(l),
                states: [limits::demand_is_on(l), limits::demand_is_off(l)],
                buttons: [limits::demand_no_more(l), limits::demand_it(l)],
                done: [limits::demanded(l), limits::not_demanded(l)],
            },
            CustomerRule::NeedsFourEyes => Self {
                text: hierarchy::four_eyes_text(l),
                states: [hierarchy::four_eyes_on(l), hierarchy::four_eyes_off(l)],
                buttons: [hierarchy::four_eyes_no_more(l), hierarchy::four_eyes_demand(l)],
                done: [hierarchy::four_eyes_demanded(l), hierarchy::four_eyes_not_demanded(l)],
            },
            CustomerRule::ReleasesOwn => Self {
                text: hierarchy::own_text(l),
                states: [hierarchy::own_on(l), hierarchy::own_off(l)],
                buttons: [hierarchy::own_no_more(l), hierarchy::own_allow(l)],
                done: [hierarchy::own_allowed(l), hierarchy::own_not_allowed(l)],
            },
            CustomerRule::SplitsOrders => Self {
                text: extras::splits_text(l),
                states: [extras::is_allowed(l), extras::is_not_allowed(l)],
                buttons: [extras::splits_no_more(l), extras::splits_allow(l)],
                done: [extras::splits_allowed(l), extras::splits_not_allowed(l)],
            },
            CustomerRule::ChangesOrders => Self {
                text: extras::changes_text(l),
                states: [extras::is_allowed(l), extras::is_not_allowed(l)],
                buttons: [extras::changes_no_more(l), extras::changes_allow(l)],
                done: [extras::changes_allowed(l), extras::changes_not_allowed(l)],
            },
            CustomerRule::WritesComments => Self {
                text: extras::comments_text(l),
                states: [extras::is_allowed(l), extras::is_not_allowed(l)],
                buttons: [extras::comments_no_more(l), extras::comments_allow(l)],
                done: [extras::comments_allowed(l), extras::comments_not_allowed(l)],
            },
            CustomerRule::AltersLines => Self {
                text: extras::alters_text(l),
                states: [extras::is_allowed(l), extras::is_not_allowed(l)],
                buttons: [extras::alters_no_more(l), extras::alters_allow(l)],
                done: [extras::alters_allowed(l), extras::alters_not_allowed(l)],
            },
        }
    }
}

/// What each word in the address says was done to a rule.
pub(in crate::rules) fn done(l: Language) -> impl Iterator<Item = (&'static str, &'static str)> {
    let of_rule = move |rule: &CustomerRule| marks(*rule).into_iter().zip(Words::of(l, *rule).done);
    CustomerRule::ALL.iter().flat_map(of_rule)
}

/// The words in the address that say that a rule was switched on, and off.
pub(super) const fn marks(rule: CustomerRule) -> [&'static str; 2] {
    match rule {
        CustomerRule::DemandsReason => ["grund-verlangt", "grund-freigestellt"],
        CustomerRule::DecidesByMail => ["mail-erlaubt", "mail-nicht-erlaubt"],
        CustomerRule::UsesLimits => ["limiten-ein", "limiten-aus"],
        CustomerRule::ProposesRules => ["vorschlaege-ein", "vorschlaege-aus"],
        CustomerRule::DemandsCostCentre => ["kostenstelle-verlangt", "kostenstelle-freiwillig"],
        CustomerRule::NeedsFourEyes => ["vier-augen", "zwei-augen"],
        CustomerRule::ReleasesOwn => ["eigene-erlaubt", "eigene-nicht-erlaubt"],
        CustomerRule::SplitsOrders => ["teilen-erlaubt", "teilen-nicht-erlaubt"],
        CustomerRule::ChangesOrders => ["aendern-erlaubt", "aendern-nicht-erlaubt"],
        CustomerRule::WritesComments => ["kommentare-erlaubt", "kommentare-nicht-erlaubt"],
        CustomerRule::AltersLines => ["anpassen-erlaubt", "anpassen-nicht-erlaubt"],
    }
}
