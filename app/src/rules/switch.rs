//! The rules that are on or off: what stands on them, and the switch.

use super::{
    setting::{Folded, Setting, name_of},
    switch_api::SwitchRule,
};
use crate::{
    form::{ErrorSummary, FormState, field_name, once},
    locale::language,
    prelude::*,
    show::words,
    text::{extras, hierarchy, learning, limits, rules},
};
use domain::{CustomerRule, Language};
use leptos::server_fn::ServerFn;

/// A rule as a row, with the switch.
#[component]
pub(in crate::rules) fn RuleSwitch(
    rule: CustomerRule,
    is_on: bool,
    /// Whether it stands below the headline of the page, not below that of a group.
    #[prop(optional)]
    is_alone: bool,
) -> impl IntoView {
    let l = language();
    let said = Words::of(l, rule);
    let form = FormState::native_where::<SwitchRule>("rule", rule.word());
    let title = words::rule(l, rule);
    let more = said.more.map(|more| view! { <Folded words=rules::more(l) of=title><p class="help">{more}</p></Folded> });
    let state = view! { <Switch rule is_on/> };
    view! {
        <Setting id=rule.word() title text=said.text state is_alone>
            <ErrorSummary form/>
            {more}
        </Setting>
    }
}

/// The same on a card of its own, on the page of what it is about.
#[component]
pub(in crate::rules) fn RuleCard(rule: CustomerRule, is_on: bool) -> impl IntoView {
    view! { <div class="card" data-flush><RuleSwitch rule is_on is_alone=true/></div> }
}

/// The switch, called as its rule is, and in a word how it stands.
#[component]
fn Switch(rule: CustomerRule, is_on: bool) -> impl IntoView {
    let l = language();
    let (word, checked) = if is_on { (rules::on(l), "true") } else { (rules::off(l), "false") };
    view! {
        <form class="setting-switch" method="post" action=SwitchRule::url() on:submit=once()>
            <input type="hidden" name=field_name("rule") value=rule.word()/>
            <input type="hidden" name=field_name("is_on") value=(!is_on).to_string()/>
            <span aria-hidden="true">{word}</span>
            <button class="switch" role="switch" aria-checked=checked aria-labelledby=name_of(rule.word())></button>
        </form>
    }
}

/// What stands on the row of a rule.
struct Words {
    /// What the rule does, in a sentence.
    text: &'static str,
    /// What else there is to know.
    more: Option<&'static str>,
    /// What was done: once it is on, and once it is off.
    done: [&'static str; 2],
}

impl Words {
    fn of(l: Language, rule: CustomerRule) -> Self {
        let (text, more, done) = match rule {
            CustomerRule::DemandsReason => {
                (rules::reason_text(l), Some(rules::reason_more(l)), [rules::reason_demanded(l), rules::reason_not_demanded(l)])
            }
            CustomerRule::DecidesByMail => {
                (rules::mail_text(l), Some(rules::mail_more(l)), [rules::mail_allowed(l), rules::mail_not_allowed(l)])
            }
            CustomerRule::UsesLimits => {
                (limits::switch_text(l), Some(limits::switch_more(l)), [limits::switched_on(l), limits::switched_off(l)])
            }
            CustomerRule::ProposesRules => {
                (learning::switch_text(l), Some(learning::switch_more(l)), [learning::now_on(l), learning::now_off(l)])
            }
            CustomerRule::DemandsCostCentre => {
                (limits::demand_text(l), Some(limits::demand_more(l)), [limits::demanded(l), limits::not_demanded(l)])
            }
            CustomerRule::NeedsFourEyes => (
                hierarchy::four_eyes_text(l),
                Some(hierarchy::four_eyes_more(l)),
                [hierarchy::four_eyes_demanded(l), hierarchy::four_eyes_not_demanded(l)],
            ),
            CustomerRule::ReleasesOwn => {
                (hierarchy::own_text(l), Some(hierarchy::own_more(l)), [hierarchy::own_allowed(l), hierarchy::own_not_allowed(l)])
            }
            CustomerRule::SplitsOrders => (extras::splits_text(l), None, [extras::splits_allowed(l), extras::splits_not_allowed(l)]),
            CustomerRule::ChangesOrders => (extras::changes_text(l), None, [extras::changes_allowed(l), extras::changes_not_allowed(l)]),
            CustomerRule::WritesComments => {
                (extras::comments_text(l), None, [extras::comments_allowed(l), extras::comments_not_allowed(l)])
            }
            CustomerRule::AltersLines => {
                (extras::alters_text(l), Some(extras::alters_more(l)), [extras::alters_allowed(l), extras::alters_not_allowed(l)])
            }
        };
        Self { text, more, done }
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
