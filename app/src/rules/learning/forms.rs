//! The forms that make a rule of a habit, filled in where the page was asked for an article.

use super::{
    api::{ProposeArticle, SetStandingRelease},
    rows::Learnable,
};
use crate::{
    form::{ErrorSummary, FormState, SelectField, Submit, TextField, once},
    locale::language,
    prelude::*,
    show::{RuleQuery, chf},
    text,
    ui::Icon,
};
use leptos::server_fn::ServerFn;

/// The article that a rule is asked for.
#[component]
fn About(article: Option<Learnable>) -> impl IntoView {
    let l = language();
    article.map(|article| {
        view! {
            <p>
                <a href=format!("/shop/artikel/{}", article.number)>{article.name}</a>
                <span class="sub">{text::learning::price(l, &article.number, chf(article.price), article.unit)}</span>
            </p>
        }
    })
}

/// Up to how much of an article goes without a release, and for whom.
#[component]
pub fn NewStandingRelease(about: RuleQuery, article: Option<Learnable>, reviewed: Vec<(String, String)>) -> impl IntoView {
    let l = language();
    let form = FormState::native::<SetStandingRelease>();
    let everybody = std::iter::once((RuleQuery::EVERYBODY.to_owned(), text::learning::everybody(l).to_owned()));
    // What was typed before may be about another article than the address.
    let article = article.filter(|article| form.initial("article", article.number.clone()) == article.number);
    view! {
        <section class="card stack" id=RuleQuery::RELEASING data-print="no">
            <header class="card-head"><h2>{text::learning::new(l)}</h2></header>
            <About article/>
            <ErrorSummary form/>
            <form method="post" action=SetStandingRelease::url() class="form" on:submit=once()>
                <TextField form name="article" label=text::fields::article(l) value=about.article autocomplete="off" width="medium"/>
                <SelectField
                    form
                    name="orderer"
                    label=text::fields::orderer(l)
                    value=about.orderer
                    options=everybody.chain(reviewed).collect()
                    placeholder=text::account::please_choose(l)
                    help=text::learning::orderer_help(l)
                />
                <TextField
                    form
                    name="up_to"
                    label=text::fields::up_to(l)
                    value=about.up_to
                    autocomplete="off"
                    inputmode="decimal"
                    width="medium"
                    help=text::learning::up_to_help(l)
                />
                <div class="button-row"><Submit form>{text::learning::set(l)}</Submit></div>
            </form>
        </section>
    }
}

/// Proposes an article to the supplier, unless that is done.
#[component]
pub fn NewProposal(about: RuleQuery, article: Option<Learnable>) -> impl IntoView {
    let l = language();
    let form = FormState::native::<ProposeArticle>();
    let is_settled = match &article {
        Some(Learnable { is_in_assortment: true, .. }) => Some(text::learning::is_in(l)),
        Some(Learnable { is_proposed: true, .. }) => Some(text::learning::is_proposed(l)),
        _ => None,
    };
    let content = match is_settled {
        Some(words) => view! { <p><span class="badge" data-tone="neutral"><Icon name="info"/>{words}</span></p> },
        None => view! { <ProposalFields form number=about.article/> },
    };
    view! {
        <section class="card stack" id=RuleQuery::PROPOSING data-print="no">
            <header class="card-head"><h2>{text::learning::propose_title(l)}</h2></header>
            <About article/>
            <p>{text::learning::propose_text(l)}</p>
            <ErrorSummary form/>
            {content}
        </section>
    }
}

#[component]
fn ProposalFields(form: FormState, number: String) -> impl IntoView {
    let l = language();
    view! {
        <form method="post" action=ProposeArticle::url() class="form" on:submit=once()>
            <TextField form name="proposed" label=text::fields::article(l) value=number autocomplete="off" width="medium"/>
            <div class="button-row"><Submit form kind="secondary">{text::learning::propose(l)}</Submit></div>
        </form>
    }
}
