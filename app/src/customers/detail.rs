//! A customer with its Kundensortiment.

use super::{
    address::View,
    api::{Customer, Handover},
    article::Board,
    assortment::{Articles, Removed, Switch},
    assortment_api::{CustomerView, SetInAssortment, Wanted, load_customer},
    proposals::Proposals,
    proposals_api::AnswerProposal,
};
use crate::{
    form::{ErrorSummary, FormState},
    locale::language,
    prelude::*,
    text,
    ui::{Done, Icon, Load, Loaded, Pager, Search},
};
use domain::Language;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

/// /lieferant/kunden/{id}
#[component]
pub fn CustomerPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let wanted = move || {
        let query = query.read();
        let value = |name| query.get(name).unwrap_or_default();
        let view = View { search: value("suche").trim().to_owned(), shows_all: value("zeige") == View::ALL, after: value("nach") };
        let customer = params.read().get("id").unwrap_or_default();
        Wanted { customer, view, proposals_after: value("vorschlag"), removed: value("entfernt"), is_new: query.get("neu").is_some() }
    };
    let customer = Load::new(wanted, load_customer);
    provide_context(FormState::native::<SetInAssortment>());
    let answer = FormState::native::<AnswerProposal>();
    view! { <Loaded load=customer follows=|_, _| false children=move |data| show(data, customer, answer)/> }
}

fn show(data: CustomerView, load: Load<CustomerView>, answer: FormState) -> impl IntoView {
    let l = language();
    let form = expect_context::<FormState>();
    let board = Board::new(&data, load);
    let view = data.view;
    let page = |after: &str| view.page_after(after).address(board.customer());
    let first = (!view.after.is_empty()).then(|| (page(""), text::customers::first_page(l)));
    let next = data.next_after.map(|number| (page(&number), text::customers::next_page(l)));
    view! {
        <Title text=data.customer.name.clone()/>
        <main class="page" id="main" tabindex="-1">
            <Head name=data.customer.name.clone()/>
            <div class="stack" data-gap="l">
                {data.handover.map(|handover| view! { <HandoverNotice handover/> })}
                <Done texts=answered(l)/>
                <ErrorSummary form=answer/>
                <Proposals count=data.customer.proposals proposals=data.proposals view=view.clone() board/>
                <ErrorSummary form/>
                {data.removed.map(|article| view! { <Removed article board/> })}
                <div class="split">
                    <section class="split-main stack" aria-labelledby="assortment">
                        <h2 class="section-title" id="assortment">{text::customers::assortment(l)} " " <span class="count">{board.size()}</span></h2>
                        <Switch view=view.clone() board/>
                        <FindArticle search=view.search.clone() board/>
                        <Articles articles=data.articles view board/>
                        <Pager first next/>
                    </section>
                    <aside class="split-aside"><Facts customer=data.customer/></aside>
                </div>
            </div>
            <p class="visually-hidden" role="status" aria-live="polite">{board.announced()}</p>
        </main>
    }
}

/// What each word in the address says came of a proposal.
fn answered(l: Language) -> Vec<(&'static str, &'static str)> {
    vec![
        ("aufgenommen", text::customers::accepted_now(l)),
        ("abgelehnt", text::customers::declined_now(l)),
        ("zurueckgezogen", text::customers::withdrawn_meanwhile(l)),
    ]
}

/// The search. It keeps the choice between the Kundensortiment and all articles.
#[component]
fn FindArticle(search: String, board: Board) -> impl IntoView {
    let l = language();
    let (label, hint, find) = (text::customers::search(l), text::customers::search_hint(l), text::customers::find(l));
    view! { <Search action=View::default().address(board.customer()) search kept=&["zeige"] label hint find/> }
}

#[component]
fn Head(name: String) -> impl IntoView {
    let l = language();
    view! {
        <nav class="crumbs" aria-label=text::common::path(l)>
            <ol>
                <li><a href="/lieferant/kunden">{text::customers::title(l)}</a></li>
                <li><span aria-current="page">{name.clone()}</span></li>
            </ol>
        </nav>
        <header class="page-head"><h1>{name}</h1></header>
    }
}

/// Right after the customer was created: what its first approver must be told.
#[component]
fn HandoverNotice(handover: Handover) -> impl IntoView {
    let l = language();
    let password = if handover.is_invited { text::customers::password_invited(l) } else { text::customers::password_handover(l) };
    view! {
        <div class="notice" data-tone="released" role="status">
            <Icon name="circle-check"/>
            <div>
                <strong>{text::customers::created(l)}</strong>
                <dl class="facts">
                    <div><dt>{text::customers::portal(l)}</dt><dd>{handover.portal}</dd></div>
                    <div><dt>{text::customers::user_name(l)}</dt><dd>{handover.user_name}</dd></div>
                    <div><dt>{text::customers::password(l)}</dt><dd>{password}</dd></div>
                </dl>
            </div>
        </div>
    }
}

#[component]
fn Facts(customer: Customer) -> impl IntoView {
    let l = language();
    view! {
        <section class="card">
            <h2 class="section-title">{text::customers::facts(l)}</h2>
            <dl class="facts">
                <div><dt>{text::customers::number(l)}</dt><dd>{customer.number}</dd></div>
                <div>
                    <dt>{text::customers::address(l)}</dt>
                    <dd>{customer.street} <br/> {customer.postcode} " " {customer.town}</dd>
                </div>
            </dl>
        </section>
    }
}
