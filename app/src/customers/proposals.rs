//! What a customer proposes for its Kundensortiment, and the supplier's answer.

use super::proposals_api::{AnswerProposal, Proposal};
use crate::{
    form::{field_name, once},
    locale::language,
    text,
};
use domain::CustomerId;
use leptos::{prelude::*, server_fn::ServerFn};

/// The proposals that wait for an answer, if there are any.
#[component]
pub fn Proposals(customer: CustomerId, proposals: Vec<Proposal>) -> impl IntoView {
    let l = language();
    (!proposals.is_empty()).then(|| {
        view! {
            <section class="card stack" aria-labelledby="proposals">
                <header class="card-head">
                    <h2 id="proposals">{text::customers::proposals(l)} " " <span class="count">{proposals.len()}</span></h2>
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
                    <tbody>{proposals.into_iter().map(|proposal| view! { <Row customer proposal/> }).collect_view()}</tbody>
                </table>
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
