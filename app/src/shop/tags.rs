//! What is said about an article beside its name.

use super::api::Article;
use crate::{locale::language, prelude::*, show::chf, text, ui::Icon};
use domain::{ApprovalKind, Rappen, ReviewReason};

/// Whether an article is in the Kundensortiment, what of it was released for good, and that it needs a release, where it needs one for a
/// reason that the page `marks`.
#[component]
pub fn ArticleTags(article: ReadSignal<Article>, approval: ApprovalKind, marks: fn(ReviewReason) -> bool) -> impl IntoView {
    reactive(move || {
        let article = article.get();
        let is_marked = article.review(approval).is_some_and(marks);
        let Article { is_in_assortment, allowance, .. } = article;
        let up_to = allowance.needed(approval, is_in_assortment);
        (is_in_assortment || is_marked || up_to.is_some()).then(|| {
            view! {
                <p class="tags">
                    {is_in_assortment.then(|| view! { <AssortmentTag/> })}
                    <AllowanceTag up_to/>
                    {is_marked.then(|| view! { <ReleaseMark why=text::shop::needs_release(language())/> })}
                </p>
            }
        })
    })
}

/// The star of an article of the Kundensortiment.
#[component]
pub fn AssortmentTag() -> impl IntoView {
    view! { <span class="tag" data-kind="assortment"><Icon name="star"/>{text::shop::assortment(language())}</span> }
}

/// Up to how much of an article goes without a release, where such lines were released for good.
#[component]
pub fn AllowanceTag(up_to: Option<Rappen>) -> impl IntoView {
    let l = language();
    up_to.map(|up_to| view! { <span class="tag"><Icon name="circle-check"/>{text::learning::tag(l, chf(up_to))}</span> })
}

/// The mark of an article that needs a release.
#[component]
pub fn ReleaseMark(#[prop(into)] why: String) -> impl IntoView {
    view! { <span class="mark"><Icon name="shield-check"/>{why}</span> }
}

/// What is wrong with a quantity, beside its field.
#[component]
pub fn QuantityError(
    /// The id of the field.
    field: String,
    #[prop(into)] problem: Signal<Option<String>>,
) -> impl IntoView {
    reactive(move || {
        let id = format!("{field}-error");
        problem.get().map(|problem| {
            view! { <p class="error" id=id role="alert"><Icon name="triangle-alert"/>{problem}</p> }
        })
    })
}
