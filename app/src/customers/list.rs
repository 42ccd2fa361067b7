//! "Kunden".

use super::{
    address::customer_address,
    api::{CustomerLine, load_customers},
};
use crate::{
    locale::language,
    prelude::*,
    text,
    ui::{Icon, Load, Loaded},
};
use leptos_meta::Title;

const NEW: &str = "/lieferant/kunden/neu";

/// /lieferant/kunden
#[component]
pub fn CustomersPage() -> impl IntoView {
    let customers = Load::new(|| (), |()| load_customers());
    view! { <Loaded load=customers follows=|_, _| false children=show/> }
}

fn show(customers: Vec<CustomerLine>) -> impl IntoView {
    let l = language();
    let is_empty = customers.is_empty();
    let create = (!is_empty).then(|| {
        view! { <div class="actions"><a class="button" data-kind="primary" href=NEW><Icon name="plus"/>{text::customers::new(l)}</a></div> }
    });
    let body = if is_empty {
        view! { <NothingYet/> }
    } else {
        view! { <Table customers/> }
    };
    view! {
        <Title text=text::customers::title(l)/>
        <main class="page" id="main" tabindex="-1">
            <header class="page-head">
                <div>
                    <h1>{text::customers::title(l)}</h1>
                    <p class="lede">{text::customers::lede(l)}</p>
                </div>
                {create}
            </header>
            {body}
        </main>
    }
}

#[component]
fn Table(customers: Vec<CustomerLine>) -> impl IntoView {
    let l = language();
    let row = move |customer: CustomerLine| {
        let proposals = (customer.proposals > 0).then(|| {
            view! { <span class="sub"><span class="badge" data-tone="waiting"><Icon name="star"/>{text::customers::proposals_count(l, customer.proposals)}</span></span> }
        });
        view! {
            <tr>
                <th scope="row"><a class="row-link" href=customer_address(customer.id)>{customer.name}</a></th>
                <td class="num" data-label=text::customers::number(l)>{customer.number}</td>
                <td data-label=text::customers::town(l)>{customer.town}</td>
                <td class="num" data-label=text::customers::assortment(l)>{text::customers::articles(l, customer.assortment_size)} {proposals}</td>
            </tr>
        }
    };
    view! {
        <div class="card" data-flush>
            <table class="list">
                <caption class="visually-hidden">{text::customers::title(l)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{text::customers::name(l)}</th>
                        <th scope="col" class="num">{text::customers::number(l)}</th>
                        <th scope="col">{text::customers::town(l)}</th>
                        <th scope="col" class="num">{text::customers::assortment(l)}</th>
                    </tr>
                </thead>
                <tbody>{customers.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}

#[component]
fn NothingYet() -> impl IntoView {
    let l = language();
    view! {
        <div class="empty">
            <Icon name="building-2"/>
            <h2>{text::customers::empty_title(l)}</h2>
            <p>{text::customers::empty_text(l)}</p>
            <a class="button" data-kind="primary" href=NEW>{text::customers::new(l)}</a>
        </div>
    }
}
