//! How far releases go: limits and superiors.

use super::{
    hierarchy_api::{Hierarchy, Rank, SetRank},
    setting::{Folded, Setting, in_words},
};
use crate::{
    form::{ErrorSummary, FormState, SelectField, Submit, TextField, once},
    locale::language,
    prelude::*,
    show::chf,
    text::{hierarchy as text, rules},
};
use domain::{Language, Rappen};
use leptos::server_fn::ServerFn;

/// What is set, and the form to change it. `approvers` are ids with names.
#[component]
pub(super) fn ReleaseLimits(hierarchy: Hierarchy, approvers: Vec<(String, String)>) -> impl IntoView {
    let l = language();
    let Hierarchy { ranks, ways } = hierarchy;
    let form = FormState::native::<SetRank>();
    let state = in_words(value(l, &ranks));
    let content = if approvers.len() < 2 {
        view! { <p>{text::alone(l)}</p> }
    } else {
        view! { <Fields form approvers/> }
    };
    view! {
        <Setting id="limiten" title=text::title(l) text=text::lead(l) state>
            <Folded words=rules::change(l) of=text::title(l) is_open=form.came_back()>
                <p class="help">{text::text(l)}</p>
                {(!ranks.is_empty()).then(|| view! { <Ranks ranks/> })}
                {(!ways.is_empty()).then(|| view! { <Ways ways/> })}
                <ErrorSummary form/>
                {content}
            </Folded>
        </Setting>
    }
}

/// How much each of them releases alone.
fn value(l: Language, ranks: &[Rank]) -> Vec<String> {
    if ranks.is_empty() {
        return vec![text::none_set(l).to_owned()];
    }
    ranks.iter().map(|rank| format!("{}: {}", rank.approver, limit(l, rank.limit))).collect()
}

fn limit(l: Language, limit: Option<Rappen>) -> String {
    limit.map_or_else(|| text::no_limit(l).to_owned(), chf)
}

#[component]
fn Ranks(ranks: Vec<Rank>) -> impl IntoView {
    let l = language();
    let row = |rank: Rank| {
        view! {
            <tr>
                <th scope="row">{rank.approver}</th>
                <td data-label=text::limit(l)>{limit(l, rank.limit)}</td>
                <td data-label=text::next(l)>{rank.superior.unwrap_or_else(|| text::nobody(l).to_owned())}</td>
            </tr>
        }
    };
    view! {
        <table class="list">
            <caption class="visually-hidden">{text::title(l)}</caption>
            <thead>
                <tr>
                    <th scope="col">{text::approver(l)}</th>
                    <th scope="col">{text::limit(l)}</th>
                    <th scope="col">{text::next(l)}</th>
                </tr>
            </thead>
            <tbody>{ranks.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}

/// Who has to release the greatest orders of each.
#[component]
fn Ways(ways: Vec<(String, Vec<String>)>) -> impl IntoView {
    let l = language();
    let row = |(orderer, approvers): (String, Vec<String>)| {
        view! {
            <tr>
                <th scope="row">{orderer}</th>
                <td data-label=text::way(l)>{approvers.join(" → ")}</td>
            </tr>
        }
    };
    view! {
        <p class="help" id="ways">{text::ways(l)}</p>
        <table class="list" aria-labelledby="ways">
            <thead>
                <tr>
                    <th scope="col">{text::orderer(l)}</th>
                    <th scope="col">{text::way(l)}</th>
                </tr>
            </thead>
            <tbody>{ways.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}

#[component]
fn Fields(form: FormState, approvers: Vec<(String, String)>) -> impl IntoView {
    let l = language();
    view! {
        <form method="post" action=SetRank::url() class="form" data-print="no" on:submit=once()>
            <SelectField
                form
                name="ranked"
                label=text::approver(l)
                options=approvers.clone()
                placeholder=crate::text::account::please_choose(l)
                required=true
            />
            <TextField
                form
                name="limit"
                label=text::limit(l)
                help=text::limit_help(l)
                autocomplete="off"
                inputmode="decimal"
                width="medium"
                optional=true
            />
            <SelectField form name="superior" label=text::next(l) options=approvers placeholder=text::nobody(l) help=text::next_help(l)/>
            <div class="button-row"><Submit form>{text::save(l)}</Submit></div>
        </form>
    }
}
