//! Filters beside the list. They are links, so that each state has its address.

use super::{api::Category, query::ShopQuery};
use crate::{locale::language, prelude::*, text, ui::Icon};

/// The Kundensortiment and the categories.
#[component]
pub fn Filters(query: ShopQuery, categories: Vec<Category>) -> impl IntoView {
    let l = language();
    let count = query.filter_count();
    view! {
        <details class="filters">
            <summary>
                <Icon name="list-filter"/>
                {text::common::filter(l)}
                {(count > 0).then(|| view! { " " <span class="count">{count}</span> })}
            </summary>
            <div class="filters-body">
                <h2>{text::shop::range(l)}</h2>
                <AssortmentLinks query=query.clone()/>
                <h2>{text::shop::category(l)}</h2>
                <CategoryLinks query categories/>
            </div>
        </details>
    }
}

#[component]
fn AssortmentLinks(query: ShopQuery) -> impl IntoView {
    let l = language();
    let current = query.only_assortment;
    view! {
        <ul>
            <li><FilterLink url=query.within_assortment(false).url() is_current=!current>{text::shop::all_articles(l)}</FilterLink></li>
            <li>
                <FilterLink url=query.within_assortment(true).url() is_current=current>
                    <Icon name="star"/>
                    {text::shop::assortment(l)}
                </FilterLink>
            </li>
        </ul>
    }
}

#[component]
fn CategoryLinks(query: ShopQuery, categories: Vec<Category>) -> impl IntoView {
    let l = language();
    let link = |slug: &str, name: String| {
        let (url, is_current) = (query.in_category(slug).url(), query.category == slug);
        view! { <li><FilterLink url is_current>{name}</FilterLink></li> }
    };
    view! {
        <ul>
            {link("", text::shop::all_categories(l).into())}
            {categories.into_iter().map(|category| link(&category.slug, category.name)).collect_view()}
        </ul>
    }
}

#[component]
fn FilterLink(url: String, is_current: bool, children: Children) -> impl IntoView {
    view! { <a href=url aria-current=is_current.then_some("true")>{children()}</a> }
}
