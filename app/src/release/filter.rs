//! Looking for a part of the queue. A GET form, so that each part has its address.

use super::{
    query::{ORDERER, OWN, QueueQuery, REASON, STANDING, SUBSTITUTE},
    queue_api::Queue,
};
use crate::{
    locale::language,
    prelude::*,
    show::words,
    text,
    ui::{SearchField, show_anew},
};
use leptos::{html, web_sys::HtmlSelectElement};
use leptos_router::components::Form;

/// The search and the filters. One that would leave nothing to choose is not there.
#[component]
pub fn QueueFilter(queue: Queue) -> impl IntoView {
    let l = language();
    let Queue { query, stands_in, orderers, reasons, .. } = queue;
    let QueueQuery { search, standing, orderer, reason, .. } = query.clone();
    let own = [(OWN, text::release::filter_own(l)), (SUBSTITUTE, text::release::filter_substitute(l))];
    let own = own.map(|(word, label)| (word.to_owned(), label.to_owned()));
    let reasons = reasons.into_iter().map(move |reason| (reason.word().to_owned(), words::review(l, reason).to_owned()));
    let has_orderers = orderers.len() > 1 || !orderer.is_empty();
    let (label, hint) = (text::release::search_label(l), text::release::search_hint(l));
    view! {
        <Form method="get" action="/freigaben" attr:class="queue-filter" attr:role="search">
            <div class="field"><SearchField search label hint/></div>
            {(stands_in || !standing.is_empty())
                .then(|| view! { <Choice name=STANDING label=text::release::filter_standing(l) chosen=standing options=own.into()/> })}
            {has_orderers.then(|| view! { <Choice name=ORDERER label=text::order::orderer(l) chosen=orderer options=orderers/> })}
            <Choice name=REASON label=text::release::filter_reason(l) chosen=reason options=reasons.collect()/>
            <button class="button" data-kind="secondary">{text::release::filter_show(l)}</button>
            {query.is_narrowed().then(|| view! { <a class="button" data-kind="quiet" href="/freigaben">{text::release::show_all(l)}</a> })}
        </Form>
    }
}

/// A drop-down of which the first choice is everything.
#[component]
fn Choice(name: &'static str, label: &'static str, chosen: String, options: Vec<(String, String)>) -> impl IntoView {
    let id = format!("filter-{name}");
    let everything = (String::new(), text::release::filter_all(language()).to_owned());
    let option = |(value, words): (String, String)| {
        let is_chosen = value == chosen;
        view! { <option value=value selected=is_chosen>{words}</option> }
    };
    let field = show_anew::<html::Select>(chosen.clone(), HtmlSelectElement::value, HtmlSelectElement::set_value);
    let options = std::iter::once(everything).chain(options).map(option).collect_view();
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <select id=id name=name node_ref=field>{options}</select>
        </div>
    }
}
