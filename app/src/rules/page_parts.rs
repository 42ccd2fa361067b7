//! What the pages of rules have in common.

use crate::{
    form::{FormState, Submit, field_name, once},
    locale::language,
    prelude::*,
    text,
};

/// The head of a page below "Freigaberegeln", with the way back there.
#[component]
pub(in crate::rules) fn HeadBelow(title: &'static str, lede: &'static str) -> impl IntoView {
    let l = language();
    view! {
        <nav class="crumbs" aria-label=text::common::path(l)>
            <ol>
                <li><a href="/konto/freigaberegeln">{text::rules::title(l)}</a></li>
                <li><span aria-current="page">{title}</span></li>
            </ol>
        </nav>
        <header class="page-head">
            <div>
                <h1>{title}</h1>
                <p class="lede">{lede}</p>
            </div>
        </header>
    }
}

/// The one button of a row in a list: it posts the row's id to `action`. `of` says to readers of the screen which row it is.
#[component]
pub(in crate::rules) fn RowButton(action: &'static str, id: String, words: &'static str, of: String) -> impl IntoView {
    let form = FormState::native_at(action);
    view! {
        <form method="post" action=action on:submit=once()>
            <input type="hidden" name=field_name("id") value=id/>
            <Submit form kind="quiet" size="small">
                {words}
                <span class="visually-hidden">{format!(": {of}")}</span>
            </Submit>
        </form>
    }
}
