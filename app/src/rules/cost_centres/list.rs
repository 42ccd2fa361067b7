//! All cost centres with their budgets, and the form for a new one.

use super::{
    api::{CostCentre, CostCentres, LIST, SaveCostCentre, load_cost_centres},
    fields::Fields,
};
use crate::{
    form::{ErrorSummary, FormState, Submit, once},
    locale::language,
    prelude::*,
    rules::{
        page_parts::HeadBelow,
        setting::{Setting, in_words},
        switch::{self, RuleCard},
    },
    show::{AccountMenu, AccountPlace, FrameBar},
    text,
    ui::{Done, Icon, Load, Loaded},
};
use domain::{CustomerRule, Language};
use leptos::server_fn::ServerFn;
use leptos_meta::Title;

/// /konto/freigaberegeln/kostenstellen
#[component]
pub fn CostCentresPage() -> impl IntoView {
    let centres = Load::new(|| (), |()| load_cost_centres());
    view! { <Loaded load=centres follows=|_, _| false children=show/> }
}

fn show(centres: CostCentres) -> impl IntoView {
    let l = language();
    let is_demanded = centres.is_demanded;
    let switch = (!centres.rows.is_empty()).then(|| {
        view! { <RuleCard rule=CustomerRule::DemandsCostCentre is_on=is_demanded/> }
    });
    view! {
        <Title text=text::limits::cost_centres(l)/>
        <main class="page" id="main" tabindex="-1">
            <HeadBelow title=text::limits::cost_centres(l) lede=text::limits::cost_centres_lede(l)/>
            <div class="account">
                <div class="account-main stack" data-gap="l">
                    <Done texts=done(l)/>
                    <Rows rows=centres.rows.clone()/>
                    <New centres/>
                    {switch}
                </div>
                <AccountMenu here=AccountPlace::Rules is_approver=true/>
            </div>
        </main>
    }
}

/// What each word in the address says was done.
fn done(l: Language) -> Vec<(&'static str, &'static str)> {
    let mut texts = vec![
        ("kostenstelle-erstellt", text::limits::created(l)),
        ("kostenstelle-geaendert", text::limits::changed(l)),
        ("kostenstelle-archiviert", text::limits::now_archived(l)),
        ("kostenstelle-wieder", text::limits::now_restored(l)),
    ];
    texts.extend(switch::done(l));
    texts
}

#[component]
fn Rows(rows: Vec<CostCentre>) -> impl IntoView {
    let l = language();
    if rows.is_empty() {
        return view! {
            <div class="empty">
                <Icon name="chart-column"/>
                <h2>{text::limits::none_title(l)}</h2>
                <p>{text::limits::none_text(l)}</p>
            </div>
        };
    }
    view! {
        <div class="card" data-flush>
            <table class="list">
                <caption class="visually-hidden">{text::limits::cost_centres(l)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{text::fields::cost_centre(l)}</th>
                        <th scope="col">{text::limits::per_year_short(l)}</th>
                        <th scope="col">{text::limits::responsible(l)}</th>
                    </tr>
                </thead>
                <tbody>{rows.into_iter().map(|row| view! { <Row row/> }).collect_view()}</tbody>
            </table>
        </div>
    }
}

#[component]
fn Row(row: CostCentre) -> impl IntoView {
    let l = language();
    let label = format!("{} {}", row.number, row.name);
    let budget = if let Some(frame) = row.budget {
        view! { <FrameBar title="" frame order=None/> }
    } else {
        let bought = text::limits::this_year(l, row.usage.used, row.usage.reserved);
        view! { {text::limits::no_budget(l)} <span class="sub">{bought}</span> }
    };
    view! {
        <tr data-muted=row.is_archived>
            <th scope="row">
                <a class="row-link" href=format!("{LIST}/{}", row.id)>{label}</a>
                {row.is_archived.then(|| view! { <span class="sub">{text::limits::archived(l)}</span> })}
            </th>
            <td data-label=text::limits::per_year_short(l)>{budget}</td>
            <td data-label=text::limits::responsible(l)>{row.approver}</td>
        </tr>
    }
}

#[component]
fn New(centres: CostCentres) -> impl IntoView {
    let l = language();
    let form = FormState::native::<SaveCostCentre>();
    view! {
        <section class="card" data-print="no">
            <header class="card-head"><h2>{text::limits::new(l)}</h2></header>
            <ErrorSummary form/>
            <form method="post" action=SaveCostCentre::url() class="form" on:submit=once()>
                <Fields form approvers=centres.approvers responsible=centres.me/>
                <div class="button-row"><Submit form>{text::limits::create(l)}</Submit></div>
            </form>
        </section>
    }
}

/// The way to the list, on the page of all rules. So many are in use.
#[component]
pub(in crate::rules) fn CostCentresRow(count: usize) -> impl IntoView {
    let l = language();
    let value = match count {
        0 => text::limits::none_in_use(l).to_owned(),
        1 => text::limits::one_in_use(l).to_owned(),
        _ => text::limits::in_use(l, count),
    };
    view! {
        <Setting id="kostenstellen" title=text::limits::cost_centres(l) text=text::limits::cost_centres_text(l) state=in_words(vec![value])>
            <p class="setting-way"><a href=LIST>{text::limits::to_cost_centres(l)}</a></p>
        </Setting>
    }
}
