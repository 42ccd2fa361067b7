//! What a customer proposes for its Kundensortiment, and the supplier's answer.

use super::{
    address::View,
    article::Board,
    proposals_api::{AnswerProposal, Proposal},
};
use crate::{
    form::{field_name, once},
    locale::language,
    prelude::*,
    text,
    ui::{Page, Pager},
};
use domain::CustomerId;
use leptos::server_fn::ServerFn;

/// The proposals that wait for an answer, if there are any; `count` of them in all.
#[component]
pub fn Proposals(count: i64, proposals: Page<Proposal>, view: View, board: Board) -> impl IntoView {
    let l = language();
    let customer = board.customer();
    let Page { rows, is_continued, next } = proposals;
    let from = |place: &str| view.address_of_proposals(customer, place);
    let first = is_continued.then(|| (from(""), text::customers::first_page(l)));
    let next = next.map(|place| (from(&place), text::customers::next_page(l)));
    (count > 0).then(|| {
        view! {
            <section class="card stack" aria-labelledby="proposals">
                <header class="card-head">
                    <h2 id="proposals">{text::customers::proposals(l)} " " <span class="count">{count}</span></h2>
                </header>
                <p>{text::customers::proposals_text(l)}</p>
                <table class="list">
                    <caption class="visually-hidden">{text::customers::proposals(l)}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{text::customers::article(l)}</th>
                            <th scope="col">{text::customers::unit(l)}</th>
                            <th scope="col" class="num">{text::customers::price(l)}</th>
                            <th scope="col"><span class="visually-hidden">{text::customers::action(l)}</span></th>
                        </tr>
                    </thead>
                    <tbody>{rows.into_iter().map(|proposal| view! { <Row customer proposal/> }).collect_view()}</tbody>
                </table>
                <Pager first next of=text::customers::proposals(l)/>
            </section>
        }
    })
}

#[component]
fn Row(customer: CustomerId, proposal: Proposal) -> impl IntoView {
    let l = language();
    let Proposal { id, number, name, unit, price, by, at } = proposal;
    let article = text::customers::article_number(l, number);
    let answer = |is_accepted: &'static str, kind: &'static str, words: &'static str| {
        view! {
            <button class="button" data-kind=kind data-size="small" name=field_name("is_accepted") value=is_accepted>
                {words} <span class="visually-hidden">{format!(": {name}")}</span>
            </button>
        }
    };
    view! {
        <tr>
            <th scope="row">
                {name.clone()} <span class="sub">{article} " · " {text::customers::proposed_by(l, by, at.absolute)}</span>
            </th>
            <td data-label=text::customers::unit(l)>{unit}</td>
            <td class="num" data-label=text::customers::price(l)>{price.to_string()}</td>
            <td class="row-actions">
                <form method="post" action=AnswerProposal::url() on:submit=once()>
                    <input type="hidden" name=field_name("customer") value=customer.to_string()/>
                    <input type="hidden" name=field_name("id") value=id/>
                    <div class="button-row">
                        {answer("true", "secondary", text::customers::accept(l))}
                        {answer("false", "quiet", text::customers::decline(l))}
                    </div>
                </form>
            </td>
        </tr>
    }
}
