//! The lists: what is released for good, and what was proposed.

use super::{
    api::{EndStandingRelease, WithdrawProposal},
    places::{List, Places},
    rows::{Proposal, StandingRow},
};
use crate::{
    locale::language,
    rules::page_parts::RowButton,
    show::chf,
    text,
    ui::{Icon, Page, PageLink, Pager},
};
use domain::Language;
use leptos::{prelude::*, server_fn::ServerFn};

/// The ways from this page of a list to its beginning, and on.
fn ways<R>(l: Language, page: &Page<R>, places: &Places, list: List) -> (Option<PageLink>, Option<PageLink>) {
    let first = page.is_continued.then(|| (places.address(list, ""), text::common::newest(l)));
    let next = page.next.as_ref().map(|place| (places.address(list, place), text::common::older(l)));
    (first, next)
}

/// What is released for good.
#[component]
pub fn InForce(page: Page<StandingRow>, places: Places) -> impl IntoView {
    let l = language();
    if page.is_of_nothing() {
        return view! {
            <div class="empty">
                <Icon name="shield-check"/>
                <h2>{text::learning::none_title(l)}</h2>
                <p>{text::learning::none_text(l)}</p>
            </div>
        }
        .into_any();
    }
    let (first, next) = ways(l, &page, &places, List::InForce);
    view! {
        <section class="card" data-flush id=List::InForce.id()>
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
                <tbody>{page.rows.into_iter().map(|row| view! { <StandingLine row/> }).collect_view()}</tbody>
            </table>
        </section>
        <Pager first next of=text::learning::title(l)/>
    }
    .into_any()
}

#[component]
fn StandingLine(row: StandingRow) -> impl IntoView {
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

/// What was proposed for the Kundensortiment, if anything was.
#[component]
pub fn Proposals(page: Page<Proposal>, places: Places) -> impl IntoView {
    let l = language();
    let (first, next) = ways(l, &page, &places, List::Proposals);
    (!page.is_of_nothing()).then(|| {
        view! {
            <section class="card" data-flush id=List::Proposals.id()>
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
                    <tbody>{page.rows.into_iter().map(|proposal| view! { <ProposalLine proposal/> }).collect_view()}</tbody>
                </table>
            </section>
            <Pager first next of=text::learning::proposals(l)/>
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
