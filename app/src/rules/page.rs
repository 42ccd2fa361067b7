//! Who is away, who stands in, and the form for it.

use super::{
    api::{Absence, Absences, EndAbsence, EnterAbsence, load_absences},
    cost_centres,
    groups::{RuleGroup, WaysToGroups, group},
    hierarchy::ReleaseLimits,
    learning::LearningCard,
    page_parts::RowButton,
    patience::PatienceRule,
    switch::{self, RuleSwitch},
    tolerance::PriceTolerance,
};
use crate::{
    StuckOrders,
    form::{ErrorSummary, FormState, SelectField, Submit, TextField, once},
    locale::language,
    show::{AccountMenu, AccountPlace, words},
    text,
    ui::{Done, Icon, Load, Loaded},
};
use domain::{CustomerRule, Language};
use leptos::{prelude::*, server_fn::ServerFn};
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
    let (tolerance, patience) = (absences.price_tolerance, absences.patience);
    let switch = |rule: CustomerRule| view! { <RuleSwitch rule is_on=rules.contains(&rule) is_in_group=true/> };
    let away = view! { <Rows rows=absences.rows.clone()/> <New absences/> };
    let without = view! { {switch(CustomerRule::UsesLimits)} <CostCentres/> <LearningCard/> };
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
    let more = view! {
        <p class="help">{text::extras::text(l)}</p>
        {CustomerRule::EXTRAS.map(switch).collect_view()}
    };
    view! {
        {group(l, RuleGroup::Away, away.into_any())}
        {group(l, RuleGroup::Without, without.into_any())}
        {group(l, RuleGroup::Who, who.into_any())}
        {group(l, RuleGroup::How, how.into_any())}
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
fn Stuck(orders: Vec<StuckOrders>) -> impl IntoView {
    let l = language();
    view! {
        <div class="notice" data-tone="waiting">
            <Icon name="triangle-alert"/>
            <div>
                <strong>{text::stuck::title(l)}</strong>
                {orders.iter().map(|orders| view! { <p>{words::stuck(l, orders)}</p> }).collect_view()}
                <p>{text::stuck::what_to_do(l)}</p>
            </div>
        </div>
    }
}

/// The way to the cost centres.
#[component]
fn CostCentres() -> impl IntoView {
    let l = language();
    view! {
        <section class="card stack" data-print="no">
            <header class="card-head"><h3>{text::limits::cost_centres(l)}</h3></header>
            <p>{text::limits::cost_centres_text(l)}</p>
            <p><a class="button" data-kind="secondary" href=cost_centres::LIST>{text::limits::to_cost_centres(l)}</a></p>
        </section>
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

#[component]
fn Rows(rows: Vec<Absence>) -> impl IntoView {
    let l = language();
    if rows.is_empty() {
        return view! {
            <div class="empty">
                <Icon name="users"/>
                <h3>{text::rules::empty_title(l)}</h3>
                <p>{text::rules::empty_text(l)}</p>
            </div>
        }
        .into_any();
    }
    view! {
        <div class="card" data-flush>
            <table class="list">
                <caption class="visually-hidden">{text::rules::substitutes(l)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{text::fields::away(l)}</th>
                        <th scope="col">{text::fields::substitute(l)}</th>
                        <th scope="col">{text::rules::days(l)}</th>
                        <th scope="col"><span class="visually-hidden">{text::logins::column_actions(l)}</span></th>
                    </tr>
                </thead>
                <tbody>{rows.into_iter().map(|row| view! { <Row row/> }).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

#[component]
fn Row(row: Absence) -> impl IntoView {
    let l = language();
    let (tone, icon, word) =
        if row.is_now { ("waiting", "clock", text::rules::is_now(l)) } else { ("onway", "arrow-right", text::rules::is_planned(l)) };
    let button = if row.is_now { text::rules::end(l) } else { text::rules::call_off(l) };
    view! {
        <tr>
            <th scope="row">{row.approver.clone()}</th>
            <td data-label=text::fields::substitute(l)>{row.substitute}</td>
            <td data-label=text::rules::days(l)>
                <span class="badge" data-tone=tone><Icon name=icon/>{word}</span>
                <span class="sub">
                    <time datetime=row.first.iso>{row.first.short}</time> " – " <time datetime=row.last.iso>{row.last.short}</time>
                </span>
            </td>
            <td class="row-actions">
                <RowButton action=EndAbsence::url() id=row.id words=button of=row.approver/>
            </td>
        </tr>
    }
}

/// The form; who is alone can have nobody stand in.
#[component]
fn New(absences: Absences) -> impl IntoView {
    let l = language();
    let form = FormState::native::<EnterAbsence>();
    let content = if absences.approvers.len() < 2 {
        view! { <p>{text::rules::alone(l)}</p> }.into_any()
    } else {
        view! { <Fields form absences/> }.into_any()
    };
    view! {
        <section class="card" data-print="no">
            <header class="card-head"><h3>{text::rules::new(l)}</h3></header>
            <ErrorSummary form/>
            {content}
        </section>
    }
}

#[component]
fn Fields(form: FormState, absences: Absences) -> impl IntoView {
    let l = language();
    let Absences { approvers, me, today, .. } = absences;
    view! {
        <form method="post" action=EnterAbsence::url() class="form" on:submit=once()>
            <SelectField form name="away" label=text::fields::away(l) value=me options=approvers.clone() help=text::rules::away_help(l) required=true/>
            <SelectField
                form
                name="substitute"
                label=text::fields::substitute(l)
                options=approvers
                placeholder=text::account::please_choose(l)
                help=text::rules::substitute_help(l)
                required=true
            />
            <TextField form name="first" label=text::fields::first_day(l) kind="date" value=today.iso autocomplete="off" width="medium"/>
            <TextField form name="last" label=text::fields::last_day(l) kind="date" autocomplete="off" width="medium" help=text::rules::last_help(l)/>
            <div class="button-row"><Submit form>{text::rules::enter(l)}</Submit></div>
        </form>
    }
}
