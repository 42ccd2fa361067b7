//! What is released for good, what was proposed, and the switch for proposals by the portal.

use super::{
    api::{EndStandingRelease, Learning, Proposal, StandingRow, WithdrawProposal, load_learning},
    forms::{NewProposal, NewStandingRelease},
};
use crate::{
    form::{ErrorSummary, FormState},
    locale::language,
    rules::{
        page_parts::{HeadBelow, RowButton},
        switch::{self, RuleSwitch},
    },
    show::{AccountMenu, AccountPlace, RuleQuery, chf},
    text,
    ui::{Done, Icon, Load, Loaded, Notice},
};
use domain::{CustomerRule, Language};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// /konto/freigaberegeln/dauerfreigaben
#[component]
pub fn LearningPage() -> impl IntoView {
    let query = use_query_map();
    let learning = Load::new(move || RuleQuery::of_query(&query.read()), load_learning);
    view! { <Loaded load=learning children=show/> }
}

fn show(learning: Learning) -> impl IntoView {
    let l = language();
    let Learning { rows, proposals, reviewed, is_on, rests, about, article } = learning;
    let form = FormState::native::<EndStandingRelease>().or(FormState::native::<WithdrawProposal>());
    let lists = view! { <Rows rows/> <Proposals proposals/> }.into_any();
    let forms =
        view! { <NewStandingRelease about=about.clone() article=article.clone() reviewed/> <NewProposal about article=article.clone()/> };
    // Whoever comes with an article in mind finds the forms first.
    let parts = if article.is_some() { [forms.into_any(), lists] } else { [lists, forms.into_any()] };
    view! {
        <Title text=text::learning::title(l)/>
        <main class="page" id="main" tabindex="-1">
            <HeadBelow title=text::learning::title(l) lede=text::learning::lede(l)/>
            <div class="account">
                <div class="account-main stack" data-gap="l">
                    <Done texts=done(l)/>
                    <ErrorSummary form/>
                    {rests.then(|| view! { <Notice tone="waiting" text=text::learning::rests(l).to_owned()/> })}
                    {parts.into_iter().collect_view()}
                    <RuleSwitch rule=CustomerRule::ProposesRules is_on/>
                </div>
                <AccountMenu here=AccountPlace::Rules is_approver=true/>
            </div>
        </main>
    }
}

/// What each word in the address says was done.
fn done(l: Language) -> Vec<(&'static str, &'static str)> {
    let mut texts = vec![
        ("dauerfreigabe", text::learning::is_set(l)),
        ("dauerfreigabe-beendet", text::learning::ended(l)),
        ("vorgeschlagen", text::learning::now_proposed(l)),
        ("zurueckgezogen", text::learning::withdrawn(l)),
        ("schon-beantwortet", text::learning::answered_already(l)),
    ];
    texts.extend(switch::done(l));
    texts
}

#[component]
fn Rows(rows: Vec<StandingRow>) -> impl IntoView {
    let l = language();
    if rows.is_empty() {
        return view! {
            <div class="empty">
                <Icon name="shield-check"/>
                <h2>{text::learning::none_title(l)}</h2>
                <p>{text::learning::none_text(l)}</p>
            </div>
        }
        .into_any();
    }
    view! {
        <section class="card" data-flush>
            <header class="card-head"><h2>{text::learning::in_force(l)}</h2></header>
            <table class="list">
                <caption class="visually-hidden">{text::learning::title(l)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{text::learning::article(l)}</th>
                        <th scope="col">{text::fields::orderer(l)}</th>
                        <th scope="col" class="num">{text::learning::up_to(l)}</th>
                        <th scope="col"><span class="visually-hidden">{text::logins::column_actions(l)}</span></th>
                    </tr>
                </thead>
                <tbody>{rows.into_iter().map(|row| view! { <Row row/> }).collect_view()}</tbody>
            </table>
        </section>
    }
    .into_any()
}

#[component]
fn Row(row: StandingRow) -> impl IntoView {
    let l = language();
    let orderer = row.orderer.unwrap_or_else(|| text::learning::everybody(l).to_owned());
    view! {
        <tr>
            <th scope="row">
                <a href=format!("/shop/artikel/{}", row.number)>{row.name.clone()}</a>
                <span class="sub">{text::learning::set_by(l, row.by, row.at.absolute)}</span>
            </th>
            <td data-label=text::fields::orderer(l)>{orderer}</td>
            <td class="num" data-label=text::learning::up_to(l)>{chf(row.up_to)}</td>
            <td class="row-actions">
                <RowButton action=EndStandingRelease::url() id=row.id words=text::learning::end(l) of=row.name/>
            </td>
        </tr>
    }
}

#[component]
fn Proposals(proposals: Vec<Proposal>) -> impl IntoView {
    let l = language();
    (!proposals.is_empty()).then(|| {
        view! {
            <section class="card" data-flush>
                <header class="card-head"><h2>{text::learning::proposals(l)}</h2></header>
                <table class="list">
                    <caption class="visually-hidden">{text::learning::proposals(l)}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{text::learning::article(l)}</th>
                            <th scope="col">{text::learning::answer(l)}</th>
                            <th scope="col"><span class="visually-hidden">{text::logins::column_actions(l)}</span></th>
                        </tr>
                    </thead>
                    <tbody>{proposals.into_iter().map(|proposal| view! { <ProposalLine proposal/> }).collect_view()}</tbody>
                </table>
            </section>
        }
    })
}

#[component]
fn ProposalLine(proposal: Proposal) -> impl IntoView {
    let l = language();
    let (tone, icon, words) = match proposal.is_accepted {
        None => ("waiting", "clock", text::learning::waits(l)),
        Some(true) => ("released", "circle-check", text::learning::accepted(l)),
        Some(false) => ("rejected", "x", text::learning::declined(l)),
    };
    let (id, name) = (proposal.id, proposal.name.clone());
    let withdraw = proposal.is_accepted.is_none().then(|| {
        view! { <RowButton action=WithdrawProposal::url() id words=text::learning::withdraw(l) of=name/> }
    });
    view! {
        <tr>
            <th scope="row">
                <a href=format!("/shop/artikel/{}", proposal.number)>{proposal.name}</a>
                <span class="sub">{text::learning::proposed_by(l, proposal.by, proposal.at.absolute)}</span>
            </th>
            <td data-label=text::learning::answer(l)><span class="badge" data-tone=tone><Icon name=icon/>{words}</span></td>
            <td class="row-actions">{withdraw}</td>
        </tr>
    }
}

/// The way to the list, on the page of all rules.
#[component]
pub fn LearningCard() -> impl IntoView {
    let l = language();
    view! {
        <section class="card stack" data-print="no">
            <header class="card-head"><h2>{text::learning::title(l)}</h2></header>
            <p>{text::learning::card_text(l)}</p>
            <p><a class="button" data-kind="secondary" href=RuleQuery::PAGE>{text::learning::to_list(l)}</a></p>
        </section>
    }
}
