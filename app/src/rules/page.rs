//! All rules, in groups.

use super::{
    absences::Substitutes,
    api::{Absences, load_absences},
    cost_centres::CostCentresRow,
    groups::{RuleGroup, WaysToGroups, group},
    hierarchy::ReleaseLimits,
    learning::LearningRow,
    patience::PatienceRule,
    switch::{self, RuleSwitch},
    tolerance::PriceTolerance,
};
use crate::{
    locale::language,
    prelude::*,
    show::{AccountMenu, AccountPlace},
    text,
    ui::{Done, Icon, Load, Loaded},
};
use domain::{CustomerRule, Language};
use leptos_meta::Title;

/// /konto/freigaberegeln
#[component]
pub fn RulesPage() -> impl IntoView {
    let absences = Load::new(|| (), |()| load_absences());
    view! { <Loaded load=absences follows=|_, _| false children=show/> }
}

fn show(absences: Absences) -> impl IntoView {
    let l = language();
    let stuck = absences.stuck.clone();
    view! {
        <Title text=text::rules::title(l)/>
        <main class="page" id="main" tabindex="-1">
            <Head/>
            <div class="account">
                <div class="account-main">
                    <Done texts=done(l)/>
                    {(!stuck.is_empty()).then(|| view! { <Stuck orders=stuck/> })}
                    <WaysToGroups/>
                    <Groups absences/>
                </div>
                <AccountMenu here=AccountPlace::Rules is_approver=true/>
            </div>
        </main>
    }
}

/// The rules, by what somebody wants to know.
#[component]
fn Groups(absences: Absences) -> impl IntoView {
    let l = language();
    let (rules, hierarchy, approvers) = (absences.rules.clone(), absences.hierarchy.clone(), absences.approvers.clone());
    let (tolerance, patience, cost_centres) = (absences.price_tolerance, absences.patience, absences.cost_centres);
    let switch = |rule: CustomerRule| view! { <RuleSwitch rule is_on=rules.contains(&rule)/> };
    let away = view! { <Substitutes absences/> };
    let without = view! { {switch(CustomerRule::UsesLimits)} <CostCentresRow count=cost_centres/> <LearningRow/> };
    let who = view! {
        <ReleaseLimits hierarchy approvers/>
        {switch(CustomerRule::NeedsFourEyes)}
        {switch(CustomerRule::ReleasesOwn)}
    };
    let how = view! {
        <PatienceRule patience/>
        {switch(CustomerRule::DemandsReason)}
        <PriceTolerance tolerance/>
        {switch(CustomerRule::DecidesByMail)}
    };
    let more = CustomerRule::EXTRAS.map(switch).collect_view();
    view! {
        {group(l, RuleGroup::Away, away)}
        {group(l, RuleGroup::Without, without)}
        {group(l, RuleGroup::Who, who)}
        {group(l, RuleGroup::How, how)}
        {group(l, RuleGroup::More, more.into_any())}
    }
}

/// What each word in the address says was done.
fn done(l: Language) -> Vec<(&'static str, &'static str)> {
    let mut texts = vec![
        ("eingetragen", text::rules::entered(l)),
        ("beendet", text::rules::ended(l)),
        ("preistoleranz", text::rules::tolerance_is_set(l)),
        ("geduld", text::patience::saved(l)),
        ("limite", text::hierarchy::saved(l)),
    ];
    texts.extend(switch::done(l));
    texts
}

/// The orders that nobody could decide as the rules are.
#[component]
fn Stuck(orders: Vec<String>) -> impl IntoView {
    let l = language();
    view! {
        <div class="notice" data-tone="waiting">
            <Icon name="triangle-alert"/>
            <div>
                <strong>{text::stuck::title(l)}</strong>
                {orders.into_iter().map(|orders| view! { <p>{orders}</p> }).collect_view()}
                <p>{text::stuck::what_to_do(l)}</p>
            </div>
        </div>
    }
}

#[component]
fn Head() -> impl IntoView {
    let l = language();
    view! {
        <nav class="crumbs" aria-label=text::common::path(l)>
            <ol>
                <li><a href="/konto/logins">{text::logins::title(l)}</a></li>
                <li><span aria-current="page">{text::rules::title(l)}</span></li>
            </ol>
        </nav>
        <header class="page-head">
            <div>
                <h1>{text::rules::title(l)}</h1>
                <p class="lede">{text::rules::lede(l)}</p>
            </div>
        </header>
    }
}
