//! The page: a period, its numbers, and each table with a plot and as a file.

use super::{
    api::{Bar, Numbers, load_numbers},
    figures::Figures,
    plot::{Columns, Length},
};
use crate::{
    locale::language,
    prelude::*,
    show::{AccountMenu, AccountPlace},
    text,
    ui::{Icon, Load, Loaded},
};
use domain::{Language, numbers::Period};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// /konto/zahlen
#[component]
pub fn NumbersPage() -> impl IntoView {
    let query = use_query_map();
    let chosen = move || query.read().get("zeitraum").and_then(|word| word.parse::<Period>().ok());
    let numbers = Load::new(chosen, load_numbers);
    view! { <Loaded load=numbers children=show/> }
}

fn show(numbers: Numbers) -> impl IntoView {
    let l = language();
    let chosen = numbers.chosen;
    let body = if numbers.is_empty() {
        view! { <Nothing/> }
    } else {
        view! { <Everything numbers/> }
    };
    view! {
        <Title text=text::numbers::title(l)/>
        <main class="page" id="main" tabindex="-1">
            <header class="page-head">
                <div>
                    <h1>{text::numbers::title(l)}</h1>
                    <p class="lede">{text::numbers::lede(l)}</p>
                </div>
            </header>
            <div class="account">
                <div class="account-main">
                    <Periods chosen/>
                    {body}
                </div>
                <AccountMenu here=AccountPlace::Numbers is_approver=true/>
            </div>
        </main>
    }
}

#[component]
fn Periods(
    /// What begins with the month of the first order is none of them.
    chosen: Option<Period>,
) -> impl IntoView {
    let l = language();
    let link = |period: Period| {
        let current = (chosen == Some(period)).then_some("page");
        view! { <a href=format!("/konto/zahlen?zeitraum={}", period.word()) aria-current=current>{period_name(l, period)}</a> }
    };
    view! {
        <nav class="chips" aria-label=text::numbers::period(l)>
            {Period::ALL.iter().copied().map(link).collect_view()}
        </nav>
    }
}

fn period_name(l: Language, period: Period) -> &'static str {
    match period {
        Period::ThisYear => text::numbers::this_year(l),
        Period::LastTwelveMonths => text::numbers::last_twelve_months(l),
        Period::LastYear => text::numbers::last_year(l),
    }
}

#[component]
fn Nothing() -> impl IntoView {
    let l = language();
    view! {
        <div class="empty">
            <Icon name="chart-column"/>
            <h2>{text::numbers::empty_title(l)}</h2>
            <p>{text::numbers::empty_text(l)}</p>
        </div>
    }
}

#[component]
fn Everything(numbers: Numbers) -> impl IntoView {
    let l = language();
    let chosen = numbers.chosen;
    let columns = numbers.months.clone();
    view! {
        <section class="card">
            <Head id="kennzahlen" title=text::numbers::figures(l) chosen/>
            <Figures numbers=numbers.clone()/>
        </section>
        <section class="card">
            <Head id="monate" title=text::numbers::by_month(l) chosen/>
            <Columns bars=columns/>
            <Table caption=text::numbers::by_month(l) of=text::numbers::month(l) bars=numbers.months has_lengths=false/>
        </section>
        <Lengths id="kategorien" title=text::numbers::by_category(l) of=text::numbers::category(l) bars=numbers.categories chosen/>
        <Lengths id="besteller" title=text::numbers::by_orderer(l) of=text::order::orderer(l) bars=numbers.orderers chosen/>
        <Lengths
            id="kostenstellen"
            title=text::numbers::by_cost_centre(l)
            of=text::fields::cost_centre(l)
            bars=numbers.cost_centres
            chosen
        />
        <Lengths id="sortiment" title=text::numbers::by_assortment(l) of=text::numbers::standing(l) bars=numbers.assortment chosen/>
        <p class="help">{text::numbers::how_counted(l)}</p>
    }
}

/// What the card is about, and the same as a file.
#[component]
fn Head(
    /// The file's name.
    id: &'static str,
    title: &'static str,
    chosen: Option<Period>,
) -> impl IntoView {
    let query = chosen.map(|period| format!("?zeitraum={}", period.word())).unwrap_or_default();
    let file = format!("/konto/zahlen/{id}.csv{query}");
    view! {
        <header class="card-head">
            <h2>{title}</h2>
            // The server answers this address, not the router.
            <a class="button" data-kind="quiet" data-size="small" href=file rel="external" data-print="no">
                <Icon name="download"/>
                <span aria-hidden="true">"CSV"</span>
                <span class="visually-hidden">{text::numbers::as_csv(language(), title)}</span>
            </a>
        </header>
    }
}

#[component]
fn Lengths(id: &'static str, title: &'static str, of: &'static str, bars: Vec<Bar>, chosen: Option<Period>) -> impl IntoView {
    (!bars.is_empty()).then(|| {
        view! {
            <section class="card">
                <Head id title chosen/>
                <Table caption=title of bars has_lengths=true/>
            </section>
        }
    })
}

#[component]
fn Table(
    caption: &'static str,
    /// What the rows are.
    of: &'static str,
    bars: Vec<Bar>,
    /// Whether each row has a bar.
    has_lengths: bool,
) -> impl IntoView {
    let l = language();
    let has_orders = bars.iter().any(|bar| bar.orders.is_some());
    view! {
        <table class="list" data-numbers>
            <caption class="visually-hidden">{caption}</caption>
            <thead>
                <tr>
                    <th scope="col">{of}</th>
                    {has_orders.then(|| view! { <th scope="col" class="num">{text::numbers::orders(l)}</th> })}
                    <th scope="col" class="num">{text::numbers::share(l)}</th>
                    <th scope="col" class="num">{text::numbers::net_chf(l)}</th>
                </tr>
            </thead>
            <tbody>{bars.into_iter().map(|bar| view! { <Row bar has_lengths/> }).collect_view()}</tbody>
        </table>
    }
}

#[component]
fn Row(bar: Bar, has_lengths: bool) -> impl IntoView {
    let l = language();
    view! {
        <tr>
            <th scope="row">{bar.label} {has_lengths.then(|| view! { <Length length=bar.length/> })}</th>
            {bar.orders.map(|orders| view! { <td class="num" data-label=text::numbers::orders(l)>{orders}</td> })}
            <td class="num" data-label=text::numbers::share(l)>{bar.share}</td>
            <td class="num" data-label=text::numbers::net_chf(l)>{bar.amount.to_string()}</td>
        </tr>
    }
}
