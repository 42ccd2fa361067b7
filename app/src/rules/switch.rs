//! The rules that are on or off: what stands on them, and the button that switches one.

use super::switch_api::SwitchRule;
use crate::{
    form::{ErrorSummary, FormState, Submit, field_name, once},
    locale::language,
    text::{hierarchy, learning, limits, rules},
    ui::Icon,
};
use domain::{CustomerRule, Language};
use leptos::{prelude::*, server_fn::ServerFn};

/// A rule, how it stands, and the button that switches it.
#[component]
pub(in crate::rules) fn RuleSwitch(rule: CustomerRule, is_on: bool) -> impl IntoView {
    let words = Words::of(language(), rule);
    let form = FormState::native_where::<SwitchRule>("rule", rule.word());
    let (tone, icon, which) = if is_on { ("released", "circle-check", 0) } else { ("neutral", "info", 1) };
    view! {
        <section class="card stack" data-print="no">
            <header class="card-head"><h2>{words.title}</h2></header>
            <p>{words.text}</p>
            <ErrorSummary form/>
            <p><span class="badge" data-tone=tone><Icon name=icon/>{words.states[which]}</span></p>
            <form method="post" action=SwitchRule::url() on:submit=once()>
                <input type="hidden" name=field_name("rule") value=rule.word()/>
                <input type="hidden" name=field_name("is_on") value=(!is_on).to_string()/>
                <Submit form kind="secondary">{words.buttons[which]}</Submit>
            </form>
        </section>
    }
}

/// What stands on a switch. Where there are two of it, the first is that of a rule that is on.
struct Words {
    title: &'static str,
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
                title: rules::reason(l),
                text: rules::reason_text(l),
                states: [rules::reason_is_on(l), rules::reason_is_off(l)],
                buttons: [rules::reason_no_more(l), rules::reason_demand(l)],
                done: [rules::reason_demanded(l), rules::reason_not_demanded(l)],
            },
            CustomerRule::DecidesByMail => Self {
                title: rules::mail(l),
                text: rules::mail_text(l),
                states: [rules::mail_is_on(l), rules::mail_is_off(l)],
                buttons: [rules::mail_no_more(l), rules::mail_allow(l)],
                done: [rules::mail_allowed(l), rules::mail_not_allowed(l)],
            },
            CustomerRule::UsesLimits => Self {
                title: limits::switch(l),
                text: limits::switch_text(l),
                states: [limits::switch_is_on(l), limits::switch_is_off(l)],
                buttons: [limits::switch_off(l), limits::switch_on(l)],
                done: [limits::switched_on(l), limits::switched_off(l)],
            },
            CustomerRule::ProposesRules => Self {
                title: learning::switch(l),
                text: learning::switch_text(l),
                states: [learning::is_on(l), learning::is_off(l)],
                buttons: [learning::turn_off(l), learning::turn_on(l)],
                done: [learning::now_on(l), learning::now_off(l)],
            },
            CustomerRule::DemandsCostCentre => Self {
                title: limits::demand(l),
                text: limits::demand_text(l),
                states: [limits::demand_is_on(l), limits::demand_is_off(l)],
                buttons: [limits::demand_no_more(l), limits::demand_it(l)],
                done: [limits::demanded(l), limits::not_demanded(l)],
            },
            CustomerRule::NeedsFourEyes => Self {
                title: hierarchy::four_eyes(l),
                text: hierarchy::four_eyes_text(l),
                states: [hierarchy::four_eyes_on(l), hierarchy::four_eyes_off(l)],
                buttons: [hierarchy::four_eyes_no_more(l), hierarchy::four_eyes_demand(l)],
                done: [hierarchy::four_eyes_demanded(l), hierarchy::four_eyes_not_demanded(l)],
            },
            CustomerRule::ReleasesOwn => Self {
                title: hierarchy::own(l),
                text: hierarchy::own_text(l),
                states: [hierarchy::own_on(l), hierarchy::own_off(l)],
                buttons: [hierarchy::own_no_more(l), hierarchy::own_allow(l)],
                done: [hierarchy::own_allowed(l), hierarchy::own_not_allowed(l)],
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
    }
}
