//! The lists: what is released for good, what is so no more, and what was proposed.

use super::{
    api::{EndStandingRelease, WithdrawProposal},
    places::{List, Places},
    rows::{Proposal, StandingRow},
};
use crate::{
    locale::language,
    prelude::*,
    rules::page_parts::RowButton,
    show::chf,
    text,
    ui::{Icon, Page, PageLink, Pager},
};
use domain::Language;
use leptos::server_fn::ServerFn;

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
        };
    }
    let (first, next) = ways(l, &page, &places, List::InForce);
    view! {
        <section class="card" data-flush id=List::InForce.id()>
            <header class="card-head"><h2>{text::learning::in_force(l)}</h2></header>
            <Standing rows=page.rows caption=text::learning::title(l)/>
        </section>
        <Pager first next of=text::learning::title(l)/>
    }
}

/// What is released for good no more, if there is any: who has ended it, and when.
#[component]
pub fn Ended(page: Page<StandingRow>, places: Places) -> impl IntoView {
    let l = language();
    let (first, next) = ways(l, &page, &places, List::Ended);
    (!page.is_of_nothing()).then(|| {
        view! {
            <section class="card" data-flush id=List::Ended.id()>
                <header class="card-head"><h2>{text::learning::ended_title(l)}</h2></header>
                <Standing rows=page.rows caption=text::learning::ended_title(l)/>
            </section>
            <Pager first next of=text::learning::ended_title(l)/>
        }
    })
}

#[component]
fn Standing(rows: Vec<StandingRow>, caption: &'static str) -> impl IntoView {
    let l = language();
    let has_buttons = rows.iter().any(|row| row.end.is_none());
    view! {
        <table class="list">
            <caption class="visually-hidden">{caption}</caption>
            <thead>
                <tr>
                    <th scope="col">{text::learning::article(l)}</th>
                    <th scope="col">{text::fields::orderer(l)}</th>
                    <th scope="col" class="num">{text::learning::up_to(l)}</th>
                    {has_buttons.then(|| view! {
                        <th scope="col"><span class="visually-hidden">{text::logins::column_actions(l)}</span></th>
                    })}
                </tr>
            </thead>
            <tbody>{rows.into_iter().map(|row| view! { <StandingLine row/> }).collect_view()}</tbody>
        </table>
    }
}

/// A row with the button that ends it, or with how it has ended.
#[component]
fn StandingLine(row: StandingRow) -> impl IntoView {
    let l = language();
    let StandingRow { id, number, name, orderer, up_to, by, at, end } = row;
    let orderer = orderer.unwrap_or_else(|| text::learning::everybody(l).to_owned());
    let is_ended = end.is_some();
    let ended = end.map(|end| match end.by {
        Some(by) => text::learning::ended_by(l, by, end.at.absolute),
        None => text::learning::ended_at(l, end.at.absolute),
    });
    let button = (!is_ended).then(|| {
        view! {
            <td class="row-actions">
                <RowButton action=EndStandingRelease::url() id words=text::learning::end(l) of=name.clone()/>
            </td>
        }
    });
    view! {
        <tr data-muted=is_ended>
            <th scope="row">
                <a href=format!("/shop/artikel/{number}")>{name}</a>
                <span class="sub">{text::learning::set_by(l, by, at.absolute)}</span>
                {ended.map(|ended| view! { <span class="sub">{ended}</span> })}
            </th>
            <td data-label=text::fields::orderer(l)>{orderer}</td>
            <td class="num" data-label=text::learning::up_to(l)>{chf(up_to)}</td>
            {button}
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
